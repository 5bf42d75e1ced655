"""The debrief of an application: the page for the meeting, what the panel agrees on there, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField

from hiring.actions.applications import get_application
from hiring.actions.debriefs import Debrief, FlagAnswer, Ruling, agree_rating, answer_flag, get_debrief
from hiring.actions.decisions import decide
from hiring.domain.assessment import Judgement
from hiring.domain.debrief import RESULT, Outcome, Override
from hiring.domain.rubric import RedFlag, Rubric
from hiring.errors import Conflict, NotFound
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.forms import Attempt, Given, Lines, PageForm, Version, attempt, read_point
from hiring.web.pages import text
from hiring.web.pipeline import decline_choices
from hiring.wording import name_of, say_error

blueprint = Blueprint("debriefs", __name__, url_prefix="/applications/<int:application_id>")

OUTCOMES = {
    Outcome.ADVANCE: N_("go on to the next step"),
    Outcome.OFFER: N_("make an offer"),
    Outcome.OTHER_LEVEL: N_("consider for another level"),
    Outcome.KEEP: N_("keep for later"),
    Outcome.DECLINE: N_("decline"),
}


class AgreeForm(PageForm):
    """`value` empty: no agreement, the mean of the ratings counts."""

    value = SelectField(N_("Agreed rating"), validate_choice=False)
    reason = Lines(N_("What decided it"), [Given(N_("Say why: the reason is kept with the change."))])
    version = Version()


class FlagForm(PageForm):
    answer = Lines(N_("What the candidate answered"), [Given(N_("Write what the candidate answered."))])
    resolved = BooleanField(N_("The answer settles it: the flag no longer acts"))
    version = Version()


class DecisionForm(PageForm):
    outcome = SelectField(N_("Decision"), [Given(N_("Choose what is decided."))], validate_choice=False)
    level = SelectField(N_("Level, where another one is meant"), validate_choice=False)
    decline_reason = SelectField(N_("Where you decline: the main reason"), validate_choice=False)
    reason = Lines(N_("Why"), [Given(N_("Say why: the reason is kept with the change."))])
    version = Version()


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One competency of the meeting: who rated it how and on what evidence, what is agreed, and the form for that."""

    competency: str
    name: str
    critical: bool
    share: Fraction
    ratings: tuple[int, ...]
    score: Fraction | None
    mean: Fraction | None
    minimum: int
    range: int | None
    discuss: bool
    judgements: tuple[Judgement, ...]
    not_observed_by: tuple[str, ...]
    agreed: Ruling | None
    form: AgreeForm


@dataclass(frozen=True, slots=True)
class FlagTalk:
    flag: RedFlag
    quotes: tuple[str, ...]
    answer: FlagAnswer | None
    form: FlagForm


@blueprint.get("/debrief")
def show(application_id: int) -> ResponseReturnValue:
    """Closed until the ratings are revealed to whoever asks; the page says what it waits for."""
    try:
        debrief = _read(application_id)
    except Conflict as error:
        return render_template(
            "debriefs/closed.html", said=say_error(error, this.language()), application_id=application_id
        ), 409
    return _page(debrief)


@blueprint.post("/debrief/ratings/<competency>")
def agree(application_id: int, competency: str) -> ResponseReturnValue:
    """Each agreement is saved alone."""
    debrief = _read(application_id)
    if competency not in [item.competency for item in debrief.order]:
        raise NotFound("competency", competency)
    form = _agree_form(debrief, competency)

    def change() -> None:
        agree_rating(
            this.session(),
            actor=this.actor(),
            application_id=application_id,
            version=form.version.data,
            competency=competency,
            value=read_point(form.value.data),
            reason=form.reason.data,
            now=this.now(),
        )

    return _answer(debrief, form, change, competency, N_("The agreement is kept beside the initial ratings."))


@blueprint.post("/debrief/flags/<flag>")
def answer(application_id: int, flag: str) -> ResponseReturnValue:
    debrief = _read(application_id)
    if flag not in [raised.flag for raised in debrief.flags]:
        raise NotFound("flag", flag)
    form = _flag_form(debrief, flag)

    def change() -> None:
        answer_flag(
            this.session(),
            actor=this.actor(),
            application_id=application_id,
            version=form.version.data,
            flag=flag,
            answer=form.answer.data,
            resolved=form.resolved.data,
            now=this.now(),
        )

    return _answer(debrief, form, change, flag, N_("The answer is kept."))


@blueprint.route("/decision", methods=["GET", "POST"], endpoint="decide")
def decide_page(application_id: int) -> ResponseReturnValue:
    """A page of its own: some decisions rest on facts alone and are made before anything is revealed."""
    found = get_application(this.session(), actor=this.actor(), application_id=application_id)
    rubric = found.position.rubric
    form = _decision_form(rubric, found.version)
    if request.method == "GET":
        return render_template("debriefs/decide.html", application=found, form=form)

    def change() -> int:
        return decide(
            this.session(),
            actor=this.actor(),
            application_id=application_id,
            version=form.version.data,
            outcome=form.outcome.data or "",
            level=form.level.data or None,
            reason=form.reason.data,
            decline_reason=form.decline_reason.data or "",
            now=this.now(),
        )

    tried = attempt(form, change, rubric=rubric)
    if tried.failed:
        _freshen(form, tried, found.version)
        return render_template("debriefs/decide.html", application=found, form=form), tried.status
    flash(this.language().gettext("The decision is kept, with your name."))
    return redirect(url_for("applications.show", application_id=application_id), 303)


def outcome_words(outcome: Outcome) -> str:
    return this.language().gettext(OUTCOMES[outcome])


def override_words(override: Override, rubric: Rubric) -> str:
    """What the method said that the decision goes against."""
    language = this.language()
    if override.what != RESULT:
        return language.gettext("the must-have “%(gate)s” is not met", gate=name_of(override.what, rubric, language))
    if override.said is None:
        return language.gettext("no level was reached")
    return language.gettext("the level reached was: %(level)s", level=name_of(override.said, rubric, language))


blueprint.add_app_template_filter(outcome_words)
blueprint.add_app_template_filter(override_words)


def _read(application_id: int) -> Debrief:
    return get_debrief(this.session(), actor=this.actor(), application_id=application_id)


def _page(debrief: Debrief, typed: PageForm | None = None, at: str = "") -> str:
    """`typed` is the form at fault, shown in its place."""
    return render_template(
        "debriefs/show.html",
        debrief=debrief,
        position=debrief.position,
        scale=debrief.position.rubric.scale,
        lines=[_line(debrief, item.competency, typed if at == item.competency else None) for item in debrief.order],
        flags=_flags(debrief, typed, at),
        faulty=typed,
    )


def _answer(debrief: Debrief, form: Any, change: Callable[[], None], at: str, done: str) -> ResponseReturnValue:
    tried = attempt(form, change, rubric=debrief.position.rubric)
    if not tried.failed:
        flash(this.language().gettext(done))
        return redirect(url_for(".show", application_id=debrief.application_id, _anchor=at), 303)
    fresh = _read(debrief.application_id) if tried.status == 409 else debrief
    _freshen(form, tried, fresh.version)
    return _page(fresh, form, at), tried.status


def _freshen(form: Any, tried: Attempt[Any], version: int) -> None:
    """After a conflict what is saved now stands on the page beside what was typed; sent again, it takes its place."""
    if tried.conflict == "stale":
        form.version.data, form.version.raw_data = version, None


def _line(debrief: Debrief, competency: str, typed: PageForm | None) -> TalkLine:
    assessment, profile = debrief.placement.assessment, debrief.position.profile
    result, standard = assessment.competency(competency), assessment.profile.sought.standard(competency)
    form = typed if isinstance(typed, AgreeForm) else _agree_form(debrief, competency)
    return TalkLine(
        competency=competency,
        name=name_of(competency, debrief.position.rubric, this.language()),
        critical=standard.critical,
        share=standard.weight / profile.sought.total_weight,
        ratings=tuple(item.value for item in result.judgements),
        score=result.score,
        mean=result.mean,
        minimum=standard.minimum,
        range=result.range,
        discuss=result.discuss,
        judgements=result.judgements,
        not_observed_by=result.not_observed_by,
        agreed=next((item for item in debrief.agreed if item.key == competency), None),
        form=form,
    )


def _agree_form(debrief: Debrief, competency: str) -> AgreeForm:
    agreed = next((item for item in debrief.agreed if item.key == competency), None)
    given = {"value": str(agreed.value), "reason": agreed.reason} if agreed else {}
    form = AgreeForm(prefix=f"{competency}-", data={"version": debrief.version, **given})
    points = [(str(value), this.language().plain(value)) for value in debrief.position.rubric.scale.values]
    form.value.choices = select_choices([("", this.language().gettext("none: the mean counts")), *points])
    return form


def _flags(debrief: Debrief, typed: PageForm | None, at: str) -> list[FlagTalk]:
    quotes: dict[str, list[str]] = {}
    for raised in debrief.flags:
        quotes.setdefault(raised.flag, []).append(raised.quote)
    answers = {item.flag: item for item in debrief.answers}
    return [
        FlagTalk(
            flag=flag,
            quotes=tuple(quotes[flag.id]),
            answer=answers.get(flag.id),
            form=typed if at == flag.id and isinstance(typed, FlagForm) else _flag_form(debrief, flag.id),
        )
        for flag in debrief.position.rubric.red_flags
        if flag.id in quotes
    ]


def _flag_form(debrief: Debrief, flag: str) -> FlagForm:
    known = next((item for item in debrief.answers if item.flag == flag), None)
    given = {"answer": known.answer, "resolved": known.resolved} if known else {}
    return FlagForm(prefix=f"{flag}-", data={"version": debrief.version, **given})


def _decision_form(rubric: Rubric, version: int) -> DecisionForm:
    form = DecisionForm(data={"version": version})
    gettext = this.language().gettext
    outcomes = [(outcome.value, gettext(words)) for outcome, words in OUTCOMES.items()]
    form.outcome.choices = select_choices([("", "—"), *outcomes])
    form.decline_reason.choices = select_choices([("", "—"), *decline_choices()])
    form.level.choices = select_choices([("", "—"), *((level.id, text(level.name)) for level in rubric.levels)])
    return form
