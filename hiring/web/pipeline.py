"""The pipeline of a position: board, list, moving people, the stages it names itself, and the timeline of one application.

Everything works by plain forms: what is ticked on the board or the list is moved together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, FormField, HiddenField, SelectField

from hiring.actions import pipeline as pipelines
from hiring.actions.positions import Position, get_position
from hiring.actions.timelines import DECIDED, HELD, MADE, Timeline, get_timeline
from hiring.domain.pipeline import (
    DECLINED,
    HIRED,
    KEPT,
    MOST_OWN,
    NEW,
    OFFER,
    DeclineReason,
    Pipeline,
    Stage,
    build_pipeline,
)
from hiring.errors import Invalid, Problem
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.forms import Line, Number, PageForm, Version, attempt, read_id

blueprint = Blueprint("pipeline", __name__)
BOARD, LIST, TIMELINE = "board", "list", "timeline"
"""Where a move was asked for, and where it leads back to."""
SPARE_ROWS = 3
MOST_ROWS = MOST_OWN + SPARE_ROWS

STAGE_NAMES = {
    NEW: N_("New"),
    "screening": N_("Screening"),
    "interview": N_("Interviews"),
    "debrief": N_("Debrief"),
    OFFER: N_("Offer"),
    HIRED: N_("Hired"),
    DECLINED: N_("Declined"),
    KEPT: N_("Kept for later"),
}
DECLINE_REASONS = {
    DeclineReason.MUST_HAVE: N_("a must-have is missing"),
    DeclineReason.BELOW_LEVEL: N_("below the level sought"),
    DeclineReason.ANOTHER_CHOSEN: N_("somebody else was chosen"),
    DeclineReason.PAY: N_("pay expectations"),
    DeclineReason.TERMS: N_("place, travel or other terms"),
    DeclineReason.WITHDREW: N_("the candidate withdrew"),
    DeclineReason.NO_ANSWER: N_("the candidate no longer answers"),
    DeclineReason.POSITION_CLOSED: N_("the position is closed"),
    DeclineReason.OTHER: N_("another reason, in the note"),
}
EVENT_WORDS = {
    HELD: N_("Interview “%(subject)s”"),
    MADE: N_("Document %(subject)s made"),
    DECIDED: N_("Decision"),
    "apply_candidate": N_("Considered for the position"),
    "move_application": N_("Moved to another stage"),
    "move_when_planned": N_("Went on to interviews by itself: the first interview was planned"),
    "waive_gate": N_("A must-have set aside"),
    "withdraw_waiver": N_("A must-have counts again"),
    "reveal_when_due": N_("Ratings revealed: the panel has submitted"),
    "reveal_early": N_("Ratings revealed early"),
    "create_interview": N_("Interview “%(subject)s” planned"),
    "change_interview": N_("Interview “%(subject)s” changed"),
    "invite_panel": N_("Panel of “%(subject)s” invited"),
    "cancel_interview": N_("Interview “%(subject)s” called off"),
    "submit_scorecard": N_("Scorecard of “%(subject)s” submitted"),
    "begin_correction": N_("Correction of a scorecard of “%(subject)s” begun"),
}


class MoveForm(PageForm):
    stage = SelectField(N_("Move the ticked to"), validate_choice=False)
    decline_reason = SelectField(N_("Why declined"), validate_choice=False)
    note = Line(N_("Note"))


class StageForm(Form):
    id = HiddenField()
    name = Line(N_("Name"))
    place = Number(N_("Order"), whole=True)


@blueprint.get("/positions/<int:position_id>/board")
def board(position_id: int) -> ResponseReturnValue:
    return _board(position_id)


@blueprint.get("/positions/<int:position_id>/pipeline", endpoint="list")
def list_page(position_id: int) -> ResponseReturnValue:
    return _list(position_id)


@blueprint.post("/positions/<int:position_id>/pipeline")
def move(position_id: int) -> ResponseReturnValue:
    """Moves whoever is ticked; refused, the page that asked is shown again with ticks and words kept."""
    position = get_position(this.session(), actor=this.actor(), position_id=position_id)
    form = _move_form(build_pipeline(position.stages))
    seen = _ticked()

    def change() -> int:
        return pipelines.move_applications(
            this.session(),
            actor=this.actor(),
            position_id=position_id,
            seen=seen,
            stage=form.stage.data or "",
            decline_reason=form.decline_reason.data or "",
            note=form.note.data,
            now=this.now(),
        )

    tried = attempt(form, change)
    view, first = request.form.get("view"), min(seen, default=0)
    if not tried.failed:
        language, number = this.language(), tried.value or 0
        flash(language.ngettext("%(num)s candidate moved.", "%(num)s candidates moved.", number, num=number))
        return redirect(_back(position_id, view, first), 303)
    if view == TIMELINE and first:
        return _timeline(get_timeline(this.session(), actor=this.actor(), application_id=first), form), tried.status
    return (_list if view == LIST else _board)(position_id, form), tried.status


@blueprint.route("/positions/<int:position_id>/stages", methods=["GET", "POST"])
def stages(position_id: int) -> ResponseReturnValue:
    position = get_position(this.session(), actor=this.actor(), position_id=position_id)
    form = _stages_form(position)
    if request.method == "GET":
        return render_template("pipeline/stages.html", form=form, position=position, most=MOST_ROWS)
    tried = attempt(form, lambda: _change_stages(form, position_id))
    if not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".board", position_id=position_id), 303)
    if tried.conflict == "stale":
        form.version.data, form.version.raw_data = position.version, None
    return render_template("pipeline/stages.html", form=form, position=position, most=MOST_ROWS), tried.status


@blueprint.get("/applications/<int:application_id>/timeline")
def timeline(application_id: int) -> ResponseReturnValue:
    return _timeline(get_timeline(this.session(), actor=this.actor(), application_id=application_id))


def stage_name(stage: Stage) -> str:
    """As the position calls it, else the usual name."""
    return stage.name or this.language().gettext(STAGE_NAMES.get(stage.id, stage.id))


def standing_at(position: Position, stage: str) -> Stage:
    return build_pipeline(position.stages).find(stage) or Stage(stage)


def decline_choices() -> list[tuple[str, str]]:
    return [(reason.value, decline_words(reason)) for reason in DECLINE_REASONS]


def decline_words(reason: DeclineReason) -> str:
    return this.language().gettext(DECLINE_REASONS[reason])


blueprint.add_app_template_global(standing_at)
blueprint.add_app_template_filter(stage_name)
blueprint.add_app_template_filter(decline_words)


def _board(position_id: int, form: MoveForm | None = None) -> str:
    found = pipelines.get_board(this.session(), actor=this.actor(), position_id=position_id)
    return render_template(
        "pipeline/board.html",
        board=found,
        position=found.position,
        form=form or _move_form(found.pipeline),
        ticked=_ticked(),
        view=BOARD,
    )


def _list(position_id: int, form: MoveForm | None = None) -> str:
    found = pipelines.list_stage(
        this.session(),
        actor=this.actor(),
        position_id=position_id,
        stage=request.args.get("stage") or None,
        page=this.page_number(),
    )
    return render_template(
        "pipeline/list.html",
        found=found,
        position=found.position,
        form=form or _move_form(found.pipeline),
        ticked=_ticked(),
        view=LIST,
    )


def _timeline(found: Timeline, form: MoveForm | None = None) -> str:
    form = form or _move_form(found.pipeline)
    form.stage.label.text = N_("Move the candidate to")
    return render_template(
        "pipeline/timeline.html",
        timeline=found,
        position=found.position,
        form=form,
        words=EVENT_WORDS,
        view=TIMELINE,
    )


def _back(position_id: int, view: str | None, application_id: int) -> str:
    if view == TIMELINE and application_id:
        return url_for(".timeline", application_id=application_id)
    if view == LIST:
        return url_for(".list", position_id=position_id, stage=request.args.get("stage") or None)
    return url_for(".board", position_id=position_id)


def _ticked() -> dict[int, str]:
    """Who is ticked, with the stage in which they were seen: "12:new"."""
    pairs = (value.partition(":") for value in request.form.getlist("applications"))
    return {read_id(number): stage for number, _, stage in pairs if read_id(number)}


def _move_form(pipeline: Pipeline) -> MoveForm:
    form = MoveForm()
    form.stage.choices = select_choices([("", "—"), *((stage.id, stage_name(stage)) for stage in pipeline.stages)])
    form.decline_reason.choices = select_choices([("", "—"), *decline_choices()])
    return form


def _stages_form(position: Position) -> Any:
    """A row for each stage that may be named, and some to add; a row without a name is taken away."""
    between = build_pipeline(position.stages).between
    filled = [{"id": stage.id, "name": stage_name(stage), "place": place} for place, stage in enumerate(between, 1)]
    shown = max(len(filled) + SPARE_ROWS, 1 + max(_posted_rows(), default=0))
    rows = [*filled, *({"id": "", "name": "", "place": None} for _ in range(shown - len(filled)))]
    fields = {str(number): FormField(StageForm) for number in range(len(rows))}
    rows_form = type("StageRowsForm", (Form,), fields)

    class StagesForm(PageForm):
        stages: Any = FormField(rows_form)
        version = Version()

    return StagesForm(data={"version": position.version, "stages": {str(n): row for n, row in enumerate(rows)}})


def _posted_rows() -> list[int]:
    """The numbers of the rows that were sent: a script may have added some."""
    numbers = (name.split("-")[1] for name in request.form if name.startswith("stages-"))
    return [
        int(number)
        for number in numbers
        if number.isascii() and number.isdigit() and len(number) < 3 and int(number) < MOST_ROWS
    ]


def _change_stages(form: Any, position_id: int) -> None:
    rows = [(number, row.form) for number, row in form.stages.form._fields.items() if row.form.name.data.strip()]
    rows.sort(key=lambda entry: (entry[1].place.data is None, entry[1].place.data or 0))
    try:
        pipelines.change_stages(
            this.session(),
            actor=this.actor(),
            position_id=position_id,
            version=form.version.data,
            stages=[_typed_stage(row) for _, row in rows],
            now=this.now(),
        )
    except Invalid as error:
        raise Invalid(_at_its_row(problem, [number for number, _ in rows]) for problem in error.problems) from error


def _typed_stage(row: Any) -> Stage:
    """The usual name of a usual stage is no name of its own: it follows the reader's language."""
    identity, name = row.id.data or "", row.name.data
    usual = STAGE_NAMES.get(identity)
    return Stage(identity, "" if usual and name.strip() == this.language().gettext(usual) else name)


def _at_its_row(problem: Problem, numbers: list[str]) -> Problem:
    """The action counts the rows that were named, in their order; the form, all there are."""
    _, _, place = problem.where.partition(".")
    where = f"stages.{numbers[int(place)]}" if place.isdigit() else problem.where
    return replace(problem, where=f"{where}.name" if place else "")
