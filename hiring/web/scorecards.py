"""The scorecard: one competency a page, saved as it is filled in, then submitted and locked; and how it is corrected.

Works without JavaScript by its buttons; `static/autosave.js` saves in between through `autosave`.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.actions.corrections import begin_correction, discard_correction, list_own_corrections
from hiring.actions.scorecards import (
    ScorecardView,
    get_scorecard,
    missing_before_submit,
    save_draft,
    submit_scorecard,
)
from hiring.domain.conditions import holds
from hiring.domain.profile import answer_values
from hiring.domain.rubric import Question
from hiring.errors import HiringError, NotFound
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Given, Lines, PageForm, attempt, read_id
from hiring.web.saving import answer_refused, answer_saved
from hiring.web.scorecard_forms import CardForm, Sheet, Shown, check_person, seal, show_refused, show_stored, states_of
from hiring.wording import say_error, say_problem
from hiring.wording.flags import say_effect

blueprint = Blueprint("scorecards", __name__, url_prefix="/interviews/<int:interview_id>")

Asked = tuple[Question, tuple[str, ...]]


class CorrectionForm(PageForm):
    reason = Lines(N_("Reason for the correction"), validators=[Given(N_("Say why: the reason is kept with the change."))])


@blueprint.get("/scorecard")
def show(interview_id: int) -> ResponseReturnValue:
    """Where the scorecard stands, what is missing, and the button that submits it."""
    return _overview(_read(interview_id))


@blueprint.post("/scorecard")
def submit(interview_id: int) -> ResponseReturnValue:
    actor, form = this.actor(), PageForm()
    text = request.form.get("version", "")
    version = read_id(text) if read_id(text) or text == "0" else -1
    tried = attempt(
        form,
        lambda: submit_scorecard(this.session(), actor=actor, interview_id=interview_id, version=version, now=this.now()),
    )
    if tried.failed:
        return _overview(_read(interview_id), notices=tuple(form.notices)), tried.status
    flash(this.language().gettext("The scorecard is submitted and locked. Thank you."))
    return redirect(url_for("scorecards.show", interview_id=interview_id), 303)


@blueprint.route("/scorecard/<competency>", methods=["GET", "POST"])
def rate(interview_id: int, competency: str) -> ResponseReturnValue:
    """One competency with its question, described ratings and evidence; the button saves and goes on."""
    return _page(interview_id, competency)


@blueprint.route("/remarks", methods=["GET", "POST"])
def remark(interview_id: int) -> ResponseReturnValue:
    """What concerns no single competency: every red flag, and notes for oneself."""
    return _page(interview_id, None)


@blueprint.post("/scorecard/<competency>/draft")
def autosave(interview_id: int, competency: str) -> ResponseReturnValue:
    """Saves what is typed so far; answers JSON: version and marks to send next and the time in words."""
    return _autosave(interview_id, competency)


@blueprint.post("/remarks/draft")
def autosave_remarks(interview_id: int) -> ResponseReturnValue:
    """As `autosave`."""
    return _autosave(interview_id, None)


@blueprint.route("/correction", methods=["GET", "POST"])
def correct(interview_id: int) -> ResponseReturnValue:
    """Asks for the reason and opens what was submitted again, as a new revision."""
    view, form = _read(interview_id), CorrectionForm()
    shown = {"view": view, "form": form, "states": states_of(view.ratings)}
    if request.method == "POST":
        reason = form.reason.data
        tried = attempt(
            form,
            lambda: begin_correction(
                this.session(), actor=this.actor(), interview_id=interview_id, reason=reason, now=this.now()
            ),
        )
        if tried.failed:
            return render_template("scorecards/correct.html", **shown), tried.status
        return redirect(url_for("scorecards.show", interview_id=interview_id), 303)
    if view.state != "submitted":
        return redirect(url_for("scorecards.show", interview_id=interview_id), 303)
    return render_template("scorecards/correct.html", **shown)


@blueprint.post("/correction/discard")
def discard(interview_id: int) -> ResponseReturnValue:
    discard_correction(this.session(), actor=this.actor(), interview_id=interview_id, now=this.now())
    flash(this.language().gettext("The correction is thrown away. What you submitted counts, as before."))
    return redirect(url_for("scorecards.show", interview_id=interview_id), 303)


def _read(interview_id: int) -> ScorecardView:
    return get_scorecard(this.session(), actor=this.actor(), interview_id=interview_id)


def _sheet(view: ScorecardView, competency: str | None) -> Sheet:
    if competency is None:
        return Sheet.of_whole(view)
    if competency not in view.kit:
        raise NotFound("competency", competency)
    return Sheet.of_competency(view, competency)


def _page(interview_id: int, competency: str | None) -> ResponseReturnValue:
    sheet, form = _sheet(_read(interview_id), competency), CardForm()
    if request.method == "GET":
        return _render(sheet, show_stored(sheet))
    check_person()
    tried = attempt(form, lambda: _save(sheet, form), rubric=sheet.view.interview.rubric)
    if not tried.failed:
        return redirect(_after(sheet), 303)
    sheet = _sheet(_read(interview_id), competency)
    shown = show_refused(sheet, form, tried.conflict)
    return _render(sheet, shown, notices=tuple(form.notices)), tried.status


def _autosave(interview_id: int, competency: str | None) -> ResponseReturnValue:
    try:
        check_person()
        sheet = _sheet(_read(interview_id), competency)
        view = _save(sheet, CardForm())
    except HiringError as error:
        return answer_refused(error, say_error(error, this.language()))
    return answer_saved(view.version, seen=seal({**sheet.stored().pieces(), **sheet.typed().cleaned().pieces()}))


def _save(sheet: Sheet, form: CardForm) -> ScorecardView:
    typed = sheet.typed()
    return save_draft(
        this.session(),
        actor=this.actor(),
        interview_id=sheet.view.interview.id,
        version=form.version.data or 0,
        ratings=typed.ratings,
        notes=typed.notes,
        flags=typed.flags,
        private_notes=typed.private_notes,
        seen=form.marks(),
        now=this.now(),
    )


def _after(sheet: Sheet) -> str:
    """The next competency of the kit, and after the last one the overview."""
    identity, kit = sheet.view.interview.id, sheet.view.kit
    if request.form.get("then") == "overview" or sheet.competency in (None, kit[-1]):
        return url_for("scorecards.show", interview_id=identity)
    return url_for("scorecards.rate", interview_id=identity, competency=kit[kit.index(sheet.competency or "") + 1])


def _overview(view: ScorecardView, notices: tuple[str, ...] = ()) -> str:
    language, rubric = this.language(), view.interview.rubric
    problems = () if view.state == "submitted" else missing_before_submit(view)
    missing = {problem.where: say_problem(problem, language, rubric) for problem in problems}
    corrections = list_own_corrections(this.session(), actor=this.actor(), interview_id=view.interview.id)
    return render_template(
        "scorecards/show.html",
        view=view,
        missing=missing,
        notices=tuple(notice for notice in notices if notice not in missing.values()),
        states=states_of(view.ratings),
        raised=[flag for flag in rubric.red_flags if flag.id in view.flags],
        effects=_effects(view),
        corrections=corrections,
    )


def _render(sheet: Sheet, shown: Shown, notices: tuple[str, ...] = ()) -> str:
    view = sheet.view
    given = {
        "view": view,
        "sheet": sheet,
        "shown": shown,
        "notices": notices,
        "states": states_of(view.ratings),
        "effects": _effects(view),
        "locked": view.state == "submitted",
    }
    if sheet.competency is None:
        return render_template("scorecards/remarks.html", **given)
    rubric, kit = view.interview.rubric, view.kit
    place = kit.index(sheet.competency)
    return render_template(
        "scorecards/rate.html",
        competency=rubric.competency(sheet.competency),
        standard=view.interview.profile.sought.standard(sheet.competency),
        questions=_with_probes(sheet),
        place=place + 1,
        following=rubric.competency(kit[place + 1]) if place + 1 < len(kit) else None,
        **given,
    )


def _with_probes(sheet: Sheet) -> tuple[Asked, ...]:
    """Each question with the probes that the profile's answers switch on, in the reader's language."""
    profile, locale = sheet.view.interview.profile, this.language().locale
    values = answer_values(profile.rubric, profile.answers, profile.level_sought)
    return tuple(
        (question, tuple(item.text[locale] for item in question.probes if item.when is None or holds(item.when, values)))
        for question in sheet.questions
    )


def _effects(view: ScorecardView) -> dict[str, str]:
    """What each red flag of the rubric does, by flag."""
    rubric = view.interview.rubric
    return {flag.id: say_effect(flag, rubric, this.language()) for flag in rubric.red_flags}
