"""The same screen for all: every candidate of a position against the must-haves that facts alone decide."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions import positions
from hiring.actions.screening import screen_position
from hiring.domain.gates import GateResult, GateState
from hiring.domain.rubric import GateStage, Waiver
from hiring.web import request as this
from hiring.web.profiles import active_gates

blueprint = Blueprint("screening", __name__, url_prefix="/positions/<int:position_id>/screening")
MARKS = {GateState.PASS: "met", GateState.FAIL: "unmet", GateState.UNKNOWN: "unknown"}


@blueprint.get("")
def show(position_id: int) -> ResponseReturnValue:
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    lines = screen_position(this.session(), actor=this.actor(), position_id=position_id)
    gates = [gate for gate in active_gates(position.profile, position.profile.level_sought) if gate.stage is GateStage.FACTS]
    return render_template(
        "screening/show.html",
        position=position,
        gates=gates,
        lines=[(line, {result.gate.id: result for result in line.gates}) for line in lines],
        mark_of=mark_of,
        can_waive=can_waive,
    )


def mark_of(result: GateResult) -> str:
    """A must-have that was set aside is neither met nor failed."""
    return "near" if result.waived is not None else MARKS[result.state]


def can_waive(result: GateResult) -> bool:
    """Whether the rubric lets it be set aside and there is something to set aside."""
    return result.gate.waiver is not Waiver.NEVER and result.state is not GateState.PASS and result.waived is None
