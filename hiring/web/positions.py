"""Positions: the list, one with its candidates, and their forms. What the employer looks for stands in `profiles`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FormField, SelectField

from hiring.actions import positions
from hiring.actions.applications import apply_candidate, list_applications
from hiring.actions.approvals import Approval, list_approvals
from hiring.actions.candidates import list_candidates
from hiring.actions.employers import list_employer_choices
from hiring.actions.positions import STATUSES, Position
from hiring.actions.rubrics import get_rubric, newest_rubric_choices
from hiring.domain.completeness import missing_answers
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Rubric
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import Options, answer_words, answers_form, explain, read_answers, select_choices
from hiring.web.forms import Attempt, Given, Line, Once, PageForm, Version, attempt, once, read_id, show_present
from hiring.web.pages import text

blueprint = Blueprint("positions", __name__, url_prefix="/positions")
STATUS_NAMES = {"open": N_("open"), "closed": N_("closed")}
SORTS = ("name", "score")
blueprint.add_app_template_global(explain)
blueprint.add_app_template_filter(answer_words)


class PositionForm(PageForm):
    title = Line(N_("Title"), [Given(N_("Write a title."))])
    location = Line(N_("Place"))
    status = SelectField(N_("State"), validate_choice=False)
    version = Version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gettext = this.language().gettext
        self.status.choices = select_choices([(status, gettext(STATUS_NAMES[status])) for status in STATUSES])

    @property
    def typed(self) -> dict[str, str]:
        return {"title": self.title.data, "location": self.location.data, "status": self.status.data}


@blueprint.get("")
def index() -> ResponseReturnValue:
    search, status = request.args.get("search", ""), request.args.get("status", "")
    employer_id = this.whole("employer")
    page = positions.list_positions(
        this.session(),
        actor=this.actor(),
        search=search,
        employer_id=employer_id,
        status=status or None,
        page=this.page_number(),
    )
    return render_template(
        "positions/index.html",
        page=page,
        search=search,
        status=status,
        employer_id=employer_id,
        employers=list_employer_choices(this.session(), actor=this.actor()),
        filtered=bool(search or status or employer_id),
    )


@blueprint.get("/<int:position_id>")
def show(position_id: int) -> ResponseReturnValue:
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    sort = request.args.get("sort", "name")
    sort = sort if sort in SORTS else "name"
    lines = list_applications(this.session(), actor=this.actor(), position_id=position_id, sort=sort)
    approvals = list_approvals(this.session(), actor=this.actor(), position_id=position_id)
    return render_template(
        "positions/show.html", position=position, lines=lines, sort=sort, **profile_state(position, approvals)
    )


def profile_state(position: Position, approvals: tuple[Approval, ...]) -> dict[str, Any]:
    """How far the profile in force is: answered, still to be answered, approved."""
    rubric, profile = position.rubric, position.profile
    asked = [field.id for field in rubric.fields if field.kind is not FieldKind.FIXED]
    return {
        "answered": sum(1 for identity in asked if identity in profile.answers),
        "asked": len(asked),
        "missing": missing_answers(rubric, profile.answers, profile.level_sought),
        "approved": [line for line in approvals if line.number == position.profile_number],
    }


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Asks only what acts on the result; everything else is asked on the profile's own pages."""
    rubrics = newest_rubric_choices(this.session(), actor=this.actor())
    chosen = next((item for item in rubrics if item.id == this.whole("rubric")), rubrics[0] if rubrics else None)
    if chosen is None:
        return render_template("positions/no_rubric.html")
    rubric = get_rubric(this.session(), actor=this.actor(), rubric_row_id=chosen.id)
    form = new_form(rubric)()
    given: dict[str, Any] = {
        "form": form,
        "rubric": rubric,
        "chosen": chosen,
        "rubrics": rubrics,
        "asked": essential(rubric),
    }
    if request.method == "GET":
        form.employer_id.data = str(this.whole("employer_id") or form.only_employer)
        return render_template("positions/new.html", **given)
    tried = attempt(form, lambda: once(form, lambda: _create(form, chosen.id)), rubric=rubric)
    if tried.failed:
        return render_template("positions/new.html", **given), tried.status
    flash(this.language().gettext("The position is made with the rubric's weights and minimums. Look at its profile next."))
    return redirect(url_for(".show", position_id=tried.value), 303)


def new_form(rubric: Rubric) -> type[Any]:
    """The form of a new position: the questions that act on gates, weights or minimums are the rubric's own."""
    asked = essential(rubric)
    levels = [(level.id, f"{text(level.name)}: {text(level.title)}") for level in rubric.levels]
    employers = [(str(identity), name) for identity, name in list_employer_choices(this.session(), actor=this.actor())]

    class NewPositionForm(PageForm):
        once = Once()
        employer_id = Options(
            N_("Employer"), options=employers, validators=[Given(N_("Choose the employer."))], validate_choice=False
        )
        title = Line(N_("Title"), [Given(N_("Write a title."))])
        location = Line(N_("Place"))
        level_sought = Options(
            N_("Level sought"), options=levels, validators=[Given(N_("Choose the level sought."))], validate_choice=False
        )
        answers = FormField(answers_form(asked, {}, levels=[(level.id, text(level.name)) for level in rubric.levels]))

        @property
        def only_employer(self) -> str:
            return employers[0][0] if len(employers) == 1 else ""

    return NewPositionForm


def essential(rubric: Rubric) -> tuple[Field, ...]:
    return tuple(field for field in rubric.fields if field.essential)


@blueprint.route("/<int:position_id>/edit", methods=["GET", "POST"])
def edit(position_id: int) -> ResponseReturnValue:
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    form = PositionForm(obj=position)
    if request.method == "GET":
        return render_template("positions/edit.html", form=form, position=position)
    tried = attempt(form, lambda: _change(form, position_id))
    if not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".show", position_id=position_id), 303)
    return _again(form, tried, position)


@blueprint.route("/<int:position_id>/apply", methods=["GET", "POST"])
def apply(position_id: int) -> ResponseReturnValue:
    """Finds the candidate to consider for the position."""
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    form, search = PageForm(), request.args.get("search", "")
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _apply(position_id))
        if not tried.failed:
            return redirect(url_for("applications.show", application_id=tried.value), 303)
        status = tried.status
    page = list_candidates(this.session(), actor=this.actor(), search=search, page=this.page_number())
    lines = list_applications(this.session(), actor=this.actor(), position_id=position_id)
    known = {line.candidate_id: line.id for line in lines}
    given = {"position": position, "form": form, "page": page, "search": search, "known": known}
    return render_template("positions/apply.html", **given), status


def _apply(position_id: int) -> int:
    candidate_id = read_id(request.form.get("candidate_id"))
    return apply_candidate(
        this.session(), actor=this.actor(), position_id=position_id, candidate_id=candidate_id, now=this.now()
    )


def _create(form: Any, rubric_row_id: int) -> int:
    return positions.create_position(
        this.session(),
        actor=this.actor(),
        employer_id=read_id(form.employer_id.data),
        rubric_row_id=rubric_row_id,
        title=form.title.data,
        location=form.location.data,
        level_sought=form.level_sought.data or "",
        answers=read_answers(form.answers.form),
        now=this.now(),
    )


def _change(form: PositionForm, position_id: int) -> None:
    positions.change_position(
        this.session(),
        actor=this.actor(),
        position_id=position_id,
        version=form.version.data,
        **form.typed,
        now=this.now(),
    )


def _again(form: PositionForm, tried: Attempt[None], position: Position) -> ResponseReturnValue:
    if tried.conflict == "stale":
        saved = {"title": position.title, "location": position.location, "status": position.status}
        show_present(form, saved, version=position.version)
    return render_template("positions/edit.html", form=form, position=position), tried.status
