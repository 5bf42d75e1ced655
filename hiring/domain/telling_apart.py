"""Which candidates the ratings tell apart, and who cannot be told from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from hiring.domain.comparison import Comparison
from hiring.domain.uncertainty import Estimate, RatingError, composite_estimate, probability_above

TOLD_APART = 0.95
"""From which probability on one candidate is said to be above another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`a` stands before `b` in the order; `probability` is that of a's score being the higher one."""

    a: str
    b: str
    probability: float
    distinguishable: bool


@dataclass(frozen=True, slots=True)
class ToldApart:
    estimates: Mapping[str, Estimate]
    """By name, in the order of the comparison; those without enough evidence are left out of everything here."""
    groups: tuple[tuple[str, ...], ...]
    """In the order of the comparison: nobody in a group can be told from the first of it."""
    pairs: tuple[Pair, ...]
    unranked: tuple[str, ...]
    """Without enough evidence."""


def tell_apart(comparison: Comparison, error: RatingError) -> ToldApart:
    """Two are told apart when one is above the other with 95 % and their scores differ by more than the tie margin.

    Groups run down the order: the first who can be told from the head of a group is the head of the next.
    """
    profile = comparison.placements[0].assessment.profile
    estimates, unranked = {}, []
    for item in comparison.placements:
        name = item.assessment.dossier.candidate
        estimate = composite_estimate(item.assessment, profile.level_sought, error)
        if estimate is None or not item.enough_evidence:
            unranked.append(name)
        else:
            estimates[name] = estimate
    margin = profile.rubric.rules.tie_margin
    pairs = tuple(_pair(a, b, estimates, margin) for a, b in combinations(estimates, 2))
    return ToldApart(estimates, _groups(tuple(estimates), pairs), pairs, tuple(unranked))


def _pair(a: str, b: str, estimates: Mapping[str, Estimate], margin: Fraction) -> Pair:
    probability = probability_above(estimates[a], estimates[b])
    apart = abs(estimates[a].score - estimates[b].score) > margin
    return Pair(a, b, probability, apart and max(probability, 1 - probability) >= TOLD_APART)


def _groups(order: tuple[str, ...], pairs: tuple[Pair, ...]) -> tuple[tuple[str, ...], ...]:
    apart = {(pair.a, pair.b) for pair in pairs if pair.distinguishable}
    groups: list[list[str]] = []
    for name in order:
        if groups and (groups[-1][0], name) not in apart:
            groups[-1].append(name)
        else:
            groups.append([name])
    return tuple(tuple(group) for group in groups)
