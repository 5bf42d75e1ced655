"""Whether a selection falls unevenly on groups: ratios of rates, two tests, and whether one person would turn the finding.

It says where to look and never that a selection is fair or unlawful: there is no badge.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hiring.domain.distributions import fisher_two_sided, two_sided

FOUR_FIFTHS = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Group:
    """`selected` of `total` people, from 0 to all of at least one."""

    name: str
    selected: int
    total: int

    @property
    def rate(self) -> Fraction:
        return Fraction(self.selected, self.total)


@dataclass(frozen=True, slots=True)
class GroupFinding:
    """One group held against the one with the highest rate, for which itself everything after `ratio` is None or False.

    `z` below 0: selected less often. `flip_one` None where nothing is flagged.
    """

    group: Group
    ratio: Fraction | None
    flagged: bool
    z: float | None
    p: float | None
    exact_p: float | None
    flip_one: bool | None


@dataclass(frozen=True, slots=True)
class SelectionFairness:
    """`reference` has the highest rate; None when nobody was selected, and then there is no ratio either."""

    findings: tuple[GroupFinding, ...]
    reference: str | None


def selection_fairness(groups: Iterable[Group]) -> SelectionFairness:
    """Each group against the group with the highest rate of selection.

        ratio = rate / highest rate,  flagged when ratio < 4/5, compared in whole numbers: exactly 4/5 is not flagged
        z     = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)),  p the rate of both together; its p-value is two-sided
        exact = Fisher's exact test of the same two groups, two-sided: trust it rather than z where counts are small
        flip_one: one selection moved from the reference to the group takes its flag away; then the flag is no finding

    Of several groups with the highest rate the largest, then the first by name, is the reference. z is None when everybody
    or nobody of both was selected. Raises ValueError for a group without people. Sources: Uniform Guidelines on Employee
    Selection Procedures 1978 (29 CFR 1607.4 D) and their questions and answers 21; Morris 2017 for both tests.
    """
    listed = tuple(groups)
    if any(not 0 <= group.selected <= group.total or not group.total for group in listed):
        raise ValueError("a group needs people, and no more selected than there are")
    best = _reference(listed)
    findings = tuple(_finding(group, best, listed) for group in listed)
    return SelectionFairness(findings, None if best is None else best.name)


def _reference(groups: Sequence[Group]) -> Group | None:
    best = min(groups, key=lambda group: (-group.rate, -group.total, group.name), default=None)
    return best if best and best.selected else None


def _finding(group: Group, best: Group | None, groups: Sequence[Group]) -> GroupFinding:
    if best is None or group == best:
        ratio = None if best is None else Fraction(1)
        return GroupFinding(group, ratio, flagged=False, z=None, p=None, exact_p=None, flip_one=None)
    z, flagged = _z(group, best), _is_flagged(group, best)
    return GroupFinding(
        group=group,
        ratio=group.rate / best.rate,
        flagged=flagged,
        z=z,
        p=None if z is None else two_sided(z),
        exact_p=fisher_two_sided(group.selected, group.total, best.selected, best.total),
        flip_one=_turns(group, best, groups) if flagged else None,
    )


def _is_flagged(group: Group, best: Group) -> bool:
    return group.rate < FOUR_FIFTHS * best.rate


def _z(group: Group, best: Group) -> float | None:
    pooled = Fraction(group.selected + best.selected, group.total + best.total)
    variance = pooled * (1 - pooled) * (Fraction(1, group.total) + Fraction(1, best.total))
    return float(group.rate - best.rate) / math.sqrt(variance) if variance else None


def _turns(group: Group, best: Group, groups: Sequence[Group]) -> bool:
    """Whether the group is no longer flagged after one selection has gone to it instead of the reference."""
    gained, lost = replace(group, selected=group.selected + 1), replace(best, selected=best.selected - 1)
    after = _reference([{group: gained, best: lost}.get(item, item) for item in groups])
    return after is None or not _is_flagged(gained, after)


def above_median(scores: Mapping[str, Sequence[Fraction]]) -> tuple[tuple[Group, ...], Fraction]:
    """Scores as a selection: who is above the median of all scores together counts as selected; with that median.

    A score equal to the median is not above it. The median of an even number of scores is the mean of the middle two.
    Source: New York City Local Law 144, rules of 2023, section 5-300 (scoring rate). Raises ValueError without scores.
    """
    everything = sorted(score for given in scores.values() for score in given)
    if not everything:
        raise ValueError("no scores")
    middle = (everything[(len(everything) - 1) // 2] + everything[len(everything) // 2]) / 2
    counted = ((name, sum(score > middle for score in given), len(given)) for name, given in scores.items())
    return tuple(Group(*item) for item in counted), middle
