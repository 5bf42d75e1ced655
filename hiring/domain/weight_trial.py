"""Other weights for the level sought, tried on what was rated: nothing of the profile but the weights changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from hiring.domain.assessment import assess
from hiring.domain.comparison import Comparison, compare
from hiring.domain.placement import place
from hiring.domain.profile import LevelStandard, Profile
from hiring.errors import Invalid, Problem

WHERE = "weights"
"""What problems name, with the competency behind a point."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where somebody stands by the profile and under other weights, from 1; None: without a place."""

    name: str
    before: int | None
    after: int | None


def try_weights(comparison: Comparison, weights: Mapping[str, Fraction]) -> Comparison:
    """The same candidates with these weights at the level sought; a competency left out keeps its weight.

    Pass scores follow the weights, as they would were the weights adopted. Raises Invalid for a negative weight, a
    competency that the profile does not have, and when no weight is left.
    """
    profile = reweighed(comparison.placements[0].assessment.profile, weights)
    return compare(place(assess(item.assessment.dossier, profile)) for item in comparison.placements)


def reweighed(profile: Profile, weights: Mapping[str, Fraction]) -> Profile:
    """As `try_weights` does it."""
    known = {standard.competency for standard in profile.sought.standards}
    problems = [
        *(Problem("weight_negative", f"{WHERE}.{item}") for item, weight in weights.items() if weight < 0),
        *(Problem("competency_unknown", f"{WHERE}.{item}", {"competency": item}) for item in weights if item not in known),
    ]
    if problems:
        raise Invalid(problems)
    standards = (replace(item, weight=weights.get(item.competency, item.weight)) for item in profile.sought.standards)
    changed = LevelStandard(profile.level_sought, tuple(standards))
    if changed.total_weight <= 0:
        raise Invalid([Problem("weights_tried_zero", WHERE)])
    levels = tuple(changed if level.level == changed.level else level for level in profile.levels)
    return replace(profile, levels=levels)


def moves(before: Comparison, after: Comparison) -> tuple[Move, ...]:
    """Of everybody, in the order of `after`."""
    first, second = _places(before), _places(after)
    return tuple(Move(name, first[name], second[name]) for name in after.order)


def _places(comparison: Comparison) -> dict[str, int | None]:
    return {
        item.assessment.dossier.candidate: number if item.enough_evidence else None
        for number, item in enumerate(comparison.placements, 1)
    }
