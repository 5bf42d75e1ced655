"""The scorecard: one competency a page, saved as it is filled in, then submitted and locked.

Works without JavaScript by its buttons; `static/scorecard.js` saves in between through `autosave`.
"""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from hiring.actions.scorecards import DraftRating, ScorecardView, get_scorecard, save_rating, submit_scorecard
from hiring.domain.conditions import holds
from hiring.domain.profile import answer_values
from hiring.domain.rubric import Question
from hiring.domain.scorecard import Rating, check_complete
from hiring.errors import Conflict, HiringError, Invalid, NotFound
from hiring.web import request as this
from hiring.web.forms import Attempt, Lines, PageForm, Version, attempt
from hiring.wording import say_error, say_problem

blueprint = Blueprint("scorecards", __name__)

NOT_OBSERVED = "none"
Asked = tuple[Question, tuple[str, ...]]


class RatingForm(PageForm):
    """`rating` is a point of the scale, `none` for not observed, or empty while nothing is chosen."""

    version = Version()
    rating = RadioField("", choices=[], validate_choice=False)
    evidence = Lines("")

    @classmethod
    def of(cls, view: ScorecardView, competency: str) -> RatingForm:
        kept = view.rating(competency)
        chosen = NOT_OBSERVED if kept.observed is False else "" if kept.value is None else str(kept.value)
        form = cls(data={"version": view.version, "rating": chosen, "evidence": kept.evidence})
        form.rating.choices = [(str(value), str(value)) for value in view.interview.rubric.scale.values]
        return form

    def draft(self, competency: str) -> DraftRating:
        chosen = self.rating.data or ""
        if chosen == NOT_OBSERVED:
            return DraftRating(competency, False, None, self.evidence.data or "")
        value = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 6 else None
        return DraftRating(competency, True if value is not None else None, value, self.evidence.data or "")


@blueprint.get("/interviews/<int:interview_id>/scorecard")
def show(interview_id: int) -> ResponseReturnValue:
    """Where the scorecard stands, what is missing, and the button that submits it."""
    return _overview(get_scorecard(this.session(), actor=this.actor(), interview_id=interview_id))


@blueprint.post("/interviews/<int:interview_id>/scorecard")
def submit(interview_id: int) -> ResponseReturnValue:
    actor, form = this.actor(), PageForm()
    version = request.form.get("version", "", type=str)
    tried: Attempt[ScorecardView] = attempt(
        form,
        lambda: submit_scorecard(
            this.session(),
            actor=actor,
            interview_id=interview_id,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
            now=this.now(),
        ),
    )
    if tried.failed:
        view = get_scorecard(this.session(), actor=actor, interview_id=interview_id)
        return _overview(view, notices=tuple(form.notices)), tried.status
    flash(this.language().gettext("The scorecard is submitted and locked. Thank you."))
    return redirect(url_for("scorecards.show", interview_id=interview_id), 303)


@blueprint.route("/interviews/<int:interview_id>/scorecard/<competency>", methods=["GET", "POST"])
def rate(interview_id: int, competency: str) -> ResponseReturnValue:
    """One competency with its question, described ratings and evidence; the button saves and goes on."""
    view = get_scorecard(this.session(), actor=this.actor(), interview_id=interview_id)
    if competency not in view.interview.kit:
        raise NotFound("competency", competency)
    form = RatingForm.of(view, competency)
    if request.method == "GET":
        return _rating_page(view, competency, form)
    tried = attempt(form, lambda: _save(interview_id, competency, form), rubric=view.interview.rubric)
    if not tried.failed:
        return redirect(_after(view, competency), 303)
    saved = get_scorecard(this.session(), actor=this.actor(), interview_id=interview_id)
    if tried.conflict == "stale":
        form.version.data, form.version.raw_data = saved.version, None
    return _rating_page(saved, competency, form, conflict=tried.conflict), tried.status


@blueprint.post("/interviews/<int:interview_id>/scorecard/<competency>/draft")
def autosave(interview_id: int, competency: str) -> ResponseReturnValue:
    """Saves what is typed so far; answers JSON: the version to send next and the time in words."""
    form = RatingForm()
    try:
        view = _save(interview_id, competency, form)
    except HiringError as error:
        this.session().rollback()
        status = 409 if isinstance(error, Conflict) else 422 if isinstance(error, Invalid) else 404
        return jsonify(state="refused", words=say_error(error, this.language())), status
    words = this.language().gettext("Saved at %(time)s.", time=this.language().time(this.to_local(this.now())))
    return jsonify(state="saved", version=view.version, words=words)


def _save(interview_id: int, competency: str, form: RatingForm) -> ScorecardView:
    draft = form.draft(competency)
    return save_rating(
        this.session(),
        actor=this.actor(),
        interview_id=interview_id,
        version=form.version.data or 0,
        competency=competency,
        observed=draft.observed,
        value=draft.value,
        evidence=draft.evidence,
        now=this.now(),
    )


def _after(view: ScorecardView, competency: str) -> str:
    """The next competency of the kit, and after the last one the overview."""
    kit = view.interview.kit
    place = kit.index(competency) + 1
    if request.form.get("then") == "overview" or place == len(kit):
        return url_for("scorecards.show", interview_id=view.interview.id)
    return url_for("scorecards.rate", interview_id=view.interview.id, competency=kit[place])


def _overview(view: ScorecardView, notices: tuple[str, ...] = ()) -> str:
    language, rubric = this.language(), view.interview.rubric
    answered = [
        Rating(item.competency, item.value if item.observed else None, item.evidence)
        for item in view.ratings
        if item.observed is False or item.value is not None
    ]
    problems = check_complete(answered, kit=view.interview.kit, scale=rubric.scale)
    missing = {problem.where: say_problem(problem, language, rubric) for problem in problems}
    shown = tuple(notice for notice in notices if notice not in missing.values())
    return render_template("scorecards/show.html", view=view, missing=missing, notices=shown, states=_states(view))


def _rating_page(view: ScorecardView, competency: str, form: RatingForm, conflict: str | None = None) -> str:
    rubric, interview = view.interview.rubric, view.interview
    place = interview.kit.index(competency)
    return render_template(
        "scorecards/rate.html",
        view=view,
        form=form,
        competency=rubric.competency(competency),
        standard=interview.profile.sought.standard(competency),
        questions=_questions(view, competency),
        place=place + 1,
        following=rubric.competency(interview.kit[place + 1]) if place + 1 < len(interview.kit) else None,
        saved=view.rating(competency) if conflict == "stale" else None,
        states=_states(view),
        locked=view.state == "submitted",
    )


def _questions(view: ScorecardView, competency: str) -> tuple[Asked, ...]:
    """The questions that the profile's answers switch on, each with its probes in the reader's language."""
    profile, locale = view.interview.profile, this.language().locale
    values = answer_values(profile.rubric, profile.answers, profile.level_sought)
    asked = []
    for question in view.interview.rubric.competency(competency).questions:
        if question.when is None or holds(question.when, values):
            probes = (probe for probe in question.probes if probe.when is None or holds(probe.when, values))
            asked.append((question, tuple(probe.text[locale] for probe in probes)))
    return tuple(asked)


def _states(view: ScorecardView) -> dict[str, str]:
    """By competency: met, draft (rated without evidence) or unknown, as the marks are called."""
    states = {}
    for item in view.ratings:
        rated = item.observed is False or (item.value is not None and item.evidence.strip())
        states[item.competency] = "met" if rated else "draft" if item.value is not None or item.evidence else "unknown"
    return states
