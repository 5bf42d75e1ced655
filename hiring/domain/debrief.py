"""The debrief: what a panel talks about first, and what a decision goes against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hiring.domain.assessment import Assessment, CompetencyResult
from hiring.domain.gates import GateState
from hiring.domain.placement import Placement

RESULT = "result"
"""Names the mechanical result among what a decision goes against; everything else is the id of a gate."""


class Outcome(StrEnum):
    ADVANCE = "advance"
    OFFER = "offer"
    DECLINE = "decline"
    KEEP = "keep"
    OTHER_LEVEL = "other_level"


@dataclass(frozen=True, slots=True)
class Override:
    """What the method said and the decision goes against: `said` is the level reached, or the state of the gate."""

    what: str
    said: str | None


def debrief_order(assessment: Assessment) -> tuple[CompetencyResult, ...]:
    """The largest disagreement first, then the heaviest weight, then the rubric's order; what nobody rated comes last."""
    weights = {item.competency: item.weight for item in assessment.profile.sought.standards}
    listed = enumerate(assessment.competencies)
    ordered = sorted(listed, key=lambda entry: (*_urgency(entry[1], weights), entry[0]))
    return tuple(result for _, result in ordered)


def _urgency(result: CompetencyResult, weights: dict[str, Fraction]) -> tuple[bool, int, Fraction]:
    return result.range is None, -(result.range or 0), -weights.get(result.competency, Fraction(0))


def overridden(placement: Placement, outcome: Outcome, level: str | None = None) -> tuple[Override, ...]:
    """What the decision goes against; a person may, and says why.

    Advancing and offering go against a missed level sought and every must-have that keeps it from being given; declining
    goes against a level sought that is reached; another level goes against another one reached. Keeping somebody for later
    goes against nothing.
    """
    match outcome:
        case Outcome.ADVANCE | Outcome.OFFER if not placement.reaches_sought:
            return (Override(RESULT, placement.level), *_barring(placement))
        case Outcome.DECLINE if placement.reaches_sought:
            return (Override(RESULT, placement.level),)
        case Outcome.OTHER_LEVEL if placement.level != level:
            return (Override(RESULT, placement.level),)
    return ()


def _barring(placement: Placement) -> tuple[Override, ...]:
    failed = (result for result in placement.sought.gates if result.blocks and result.state is GateState.FAIL)
    return tuple(Override(result.gate.id, result.state.value) for result in failed)
