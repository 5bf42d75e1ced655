"""Sorting the competencies: high, medium, low, at most a third of them high; and the weights that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, FormField, RadioField

from hiring.actions.intake import Intake, get_intake, save_priorities
from hiring.domain.priorities import Priority, most_high
from hiring.domain.profile import Profile, build_profile
from hiring.domain.rubric import Competency
from hiring.errors import Invalid
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.forms import PageForm, Version, attempt
from hiring.web.intake_steps import steps_of
from hiring.web.pages import text
from hiring.wording import say_error
from hiring.wording.intake import say_priority

blueprint = Blueprint("priorities", __name__, url_prefix="/positions/<int:position_id>/intake/priorities")
BAR = 200
"""Units of the longest bar of the picture."""


@dataclass(frozen=True, slots=True)
class WeightLine:
    """A competency's part of the score, and where equal parts would lie, as places on its bar."""

    competency: Competency
    share: Fraction
    bar: float
    equal: float


@blueprint.route("", methods=["GET", "POST"])
def edit(position_id: int) -> ResponseReturnValue:
    intake = get_intake(this.session(), actor=this.actor(), position_id=position_id)
    form = _form(intake)
    if request.method == "GET":
        return _page(intake, form)
    tried = attempt(form, lambda: _save(position_id, form), rubric=intake.position.rubric)
    if not tried.failed:
        stay = request.form.get("then") == "stay"
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".edit" if stay else "adoption.review", position_id=position_id), 303)
    stale = tried.conflict == "stale"
    if stale:
        form.version.data, form.version.raw_data = intake.version, None
    return _page(intake, form, stale=stale), tried.status


@blueprint.post("/weights")
def weigh(position_id: int) -> ResponseReturnValue:
    """A fragment: the weights that the sorting would give. Saves nothing."""
    intake = get_intake(this.session(), actor=this.actor(), position_id=position_id)
    sorting = _sorting(_form(intake))
    return render_template("priorities/_weights.html", **_weights(intake, sorting))


def _form(intake: Intake) -> Any:
    steps = select_choices([(step.value, say_priority(step, this.language())) for step in Priority])
    rows: dict[str, Any] = {
        item.id: RadioField(text(item.name), choices=steps, validate_choice=False) for item in intake.profile.competencies
    }

    class PrioritiesForm(PageForm):
        version = Version()
        priorities: Any = FormField(type("SortingForm", (Form,), rows))

    kept = {identity: str(step) for identity, step in intake.priorities.items()}
    return PrioritiesForm(data={"version": intake.version, "priorities": kept})


def _sorting(form: Any) -> dict[str, str]:
    return {name: field.data for name, field in form.priorities.form._fields.items() if field.data}


def _save(position_id: int, form: Any) -> int:
    return save_priorities(
        this.session(),
        actor=this.actor(),
        position_id=position_id,
        version=form.version.data,
        priorities=_sorting(form),
        now=this.now(),
    )


def _page(intake: Intake, form: Any, *, stale: bool = False) -> str:
    return render_template(
        "priorities/edit.html",
        intake=intake,
        steps=steps_of(intake),
        form=form,
        stale=stale,
        saved=intake.priorities if stale else {},
        **_weights(intake, _sorting(form)),
    )


def _weights(intake: Intake, sorting: Mapping[str, str]) -> dict[str, Any]:
    """What the page says beside the sorting: counts, faults, and the weights that hold with it."""
    active = [item.id for item in intake.profile.competencies]
    profile, fault = intake.profile, ""
    try:
        profile = build_profile(
            intake.position.rubric,
            level_sought=intake.level_sought,
            answers=intake.answers,
            adjustments=intake.adjustments,
            thresholds=intake.thresholds,
            reasons=intake.reasons,
            priorities=sorting,
        )
    except Invalid as error:
        fault = say_error(error, this.language(), intake.position.rubric)
    counts = [(step, sum(1 for item in active if sorting.get(item) == step)) for step in Priority]
    return {
        "counts": counts,
        "most": most_high(active),
        "left": sum(1 for item in active if item not in sorting),
        "fault": fault,
        "complete": not fault and profile.sorted_completely,
        "lines": weight_lines(profile, profile.level_sought),
        "equal": Fraction(1, len(active)),
    }


def weight_lines(profile: Profile, level: str) -> tuple[WeightLine, ...]:
    """Of one level, the heaviest first."""
    standard = profile.standard_of(level)
    shares = {item.competency: item.weight / standard.total_weight for item in standard.standards}
    longest, equal = max(shares.values()), Fraction(1, len(shares))
    scale = BAR / max(longest, equal)
    at = round(float(equal * scale), 1)
    lines = [
        WeightLine(profile.rubric.competency(identity), share, round(float(share * scale), 1), at)
        for identity, share in shares.items()
    ]
    return tuple(sorted(lines, key=lambda line: -line.share))
