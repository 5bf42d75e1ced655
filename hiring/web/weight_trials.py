"""Other weights tried on a comparison: the order they would give beside the one by the profile. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from hiring.actions.comparisons import ComparisonView, get_comparison
from hiring.domain.comparison import Comparison
from hiring.domain.telling_apart import tell_apart
from hiring.domain.weight_trial import moves, try_weights
from hiring.pdf.comparison_data import ComparisonDocument
from hiring.web import request as this
from hiring.web.comparisons import MARKS, refuse_comparison, say_comparison, shared
from hiring.web.forms import attempt
from hiring.web.weight_forms import read_weights, trial_form, trial_lines
from hiring.wording.weight_trials import say_changes

blueprint = Blueprint("weight_trials", __name__, url_prefix="/positions/<int:position_id>/comparison/weights")


@dataclass(frozen=True, slots=True)
class Tried:
    """`said` is the comparison under the weights tried, `before` that by the profile; `changes` say how they differ."""

    said: ComparisonDocument
    before: ComparisonDocument
    changes: tuple[str, ...]

    def places_before(self) -> dict[str, str]:
        return {line.name: block.places for block in self.before.blocks for line in block.lines}


@blueprint.app_template_global()
def equal_weights_address(position_id: int, form: Any) -> str:
    """Of the trial in which all competencies of the form weigh the same."""
    equal: dict[str, Any] = {field.name: 1 for field in form.weights.form}
    return url_for("weight_trials.show", position_id=position_id, **equal)


@blueprint.get("")
def show(position_id: int) -> ResponseReturnValue:
    """The form and what comes of it; for htmx the latter, with what changes about the form. 422: faults at the fields."""
    view = get_comparison(this.session(), actor=this.actor(), position_id=position_id)
    comparison = view.comparison
    if comparison is None:
        return refuse_comparison(view)
    profile = comparison.placements[0].assessment.profile
    form = trial_form(profile)
    came = attempt(form, lambda: try_weights(comparison, read_weights(form)), rubric=view.position.rubric)
    sought = None if came.value is None else came.value.placements[0].assessment.profile.sought
    page = render_template(
        "comparisons/_tried.html" if this.is_fragment() else "comparisons/weights.html",
        form=form,
        lines=trial_lines(profile, sought),
        tried=None if came.value is None else _try(view, comparison, came.value),
        marks=MARKS,
        **shared(view),
    )
    return page, came.status


def _try(view: ComparisonView, before: Comparison, after: Comparison) -> Tried:
    said, by_profile = say_comparison(view, after), say_comparison(view, before)
    old = {line.name: line.level for line in by_profile.candidates}
    changes = say_changes(
        moves(before, after),
        tell_apart(before, view.error),
        tell_apart(after, view.error),
        {line.name: (old[line.name], line.level) for line in said.candidates},
        this.language(),
    )
    return Tried(said, by_profile, changes)
