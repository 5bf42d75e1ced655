"""How strict each interviewer is, from everything that two or more of them rated, with what that is worth.

Summed up candidate by candidate; nothing of a candidate is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import TYPE_CHECKING

from hiring.domain.distributions import f_quantile
from hiring.domain.fair_average import MOST_EQUATIONS
from hiring.domain.icc import Coefficient
from hiring.domain.panel_agreement import Ratings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Pair = tuple[int, int]


class SeverityGap(StrEnum):
    """Why nothing is said of strictness."""

    NOBODY_TOGETHER = "nobody_together"
    NOT_CONNECTED = "not_connected"
    NO_REPEATS = "no_repeats"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Severities:
    """`each`: account id -> points below all interviewers together (above 0 is strict), with its 95 % interval.

    Whoever never rated a competency of a candidate together with somebody is not in it. `gap` says why it is empty; `groups`
    are the groups of interviewers that nobody links, those with a single one left out.
    """

    each: Mapping[int, Coefficient]
    gap: SeverityGap | None
    groups: tuple[frozenset[int], ...] = ()


class SeveritySums:
    """The normal equations of rating = level of (candidate, competency) - strictness of the interviewer + error.

    Levels are taken out, so that only interviewers are left to solve for: C b = right, where the diagonal of C counts
    ratings and every cell loses 1/n for each level that n interviewers rated, the two of the cell among them. The solution
    with sum 0 is minus the strictness, as `hiring.domain.fair_average.fit_additive` finds it on the whole table.

    Its error does not count ratings as independent: what runs through all ratings that one interviewer gives one candidate
    is one error, not twelve. With C(c) the part of one candidate in C, and P the pseudo-inverse of C,

        variance of strictness = diagonal of P (halo x sum of C(c)^2 + rest x C) P

    `halo` is half the mean of d(k) d(l) over different competencies k, l of one candidate, where d is what two interviewers
    differ by beyond their strictness, times m / f: m is the sum of (interviewers - 1) over candidates, f = m - (interviewers
    - 1) what the fitted strictness leaves of it. `rest` is the squares within levels over their degrees of freedom, less
    half the mean product before strictness is taken out. Where no two rated two competencies of a candidate together, all
    is `halo`: the squares that the fit leaves over their degrees of freedom. The interval is Student's with f degrees of
    freedom.

    Nothing is said when no chain of common candidates links the interviewers (strict ones and weak candidates could not be
    told apart), when too few candidates were rated together to tell strictness from chance (f = 0), and above 500
    interviewers. Whoever rated nothing together with somebody is left out and keeps nobody from being compared. Sources:
    Yates 1934 (the fit); Searle, Casella & McCulloch 1992 (variance under a known structure of errors).
    """

    def __init__(self) -> None:
        self._information: dict[Pair, float] = defaultdict(float)
        self._squared: dict[Pair, float] = defaultdict(float)
        self._right: dict[int, float] = defaultdict(float)
        self._products: dict[Pair, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self._squares, self._freedom, self._comparisons = 0.0, 0, 0

    def add(self, ratings: Ratings) -> None:
        """Of one candidate."""
        levels = [given for given in ratings.values() if len(given) > 1]
        raters = sorted({rater for given in levels for rater in given})
        if not raters:
            return
        own: dict[Pair, float] = defaultdict(float)
        for given in levels:
            self._add_level(given, own)
        for pair, value in own.items():
            self._information[pair] += value
        for one, other in product(raters, raters):
            self._squared[one, other] += sum(own[one, middle] * own[middle, other] for middle in raters)
        for one, other in combinations(raters, 2):
            if shared := [given for given in levels if one in given and other in given]:
                self._add_pair(one, other, shared, len(raters))
        self._comparisons += len(raters) - 1

    def _add_level(self, given: Mapping[int, int], own: dict[Pair, float]) -> None:
        count, total = len(given), sum(given.values())
        self._freedom += count - 1
        for rater, value in given.items():
            own[rater, rater] += 1
            self._right[rater] += value - total / count
            self._squares += (value - total / count) ** 2
            for other in given:
                own[rater, other] -= 1 / count

    def _add_pair(self, one: int, other: int, levels: Collection[Mapping[int, int]], raters: int) -> None:
        """Sums from which the mean product follows for any difference in strictness of the two."""
        gaps = [given[one] - given[other] for given in levels]
        count, total = len(gaps), sum(gaps)
        sums = self._products[one, other]
        sums[0] += (total * total - sum(gap * gap for gap in gaps)) / 2 / raters
        sums[1] += (count - 1) * total / raters
        sums[2] += count * (count - 1) / 2 / raters

    def severities(self) -> Severities:
        groups = self._groups()
        raters = sorted(self._right)
        spare = self._comparisons - len(raters) + 1
        if not raters:
            return Severities({}, SeverityGap.NOBODY_TOGETHER)
        if len(groups) > 1:
            return Severities({}, SeverityGap.NOT_CONNECTED, groups)
        if len(raters) > MOST_EQUATIONS:
            return Severities({}, SeverityGap.TOO_LARGE, groups)
        if spare < 1:
            return Severities({}, SeverityGap.NO_REPEATS, groups)
        return Severities(self._solved(raters, spare), None, groups)

    def _solved(self, raters: list[int], spare: int) -> dict[int, Coefficient]:
        import numpy as np

        place = {rater: at for at, rater in enumerate(raters)}
        information, squared = _matrix(self._information, place), _matrix(self._squared, place)
        inverse = np.linalg.pinv(information, hermitian=True)
        effects = inverse @ np.array([self._right[rater] for rater in raters])
        halo, rest = self._errors(dict(zip(raters, map(float, effects), strict=True)), spare)
        variance = np.diag(inverse @ (halo * squared + rest * information) @ inverse)
        wide = f_quantile(0.95, 1, spare) ** 0.5
        found = {}
        for rater, effect, error in zip(raters, effects, np.sqrt(np.maximum(variance, 0)), strict=True):
            value, half = -float(effect), wide * float(error)
            found[rater] = Coefficient(value, value - half, value + half)
        return found

    def _errors(self, effects: Mapping[int, float], spare: int) -> tuple[float, float]:
        """Variances of what an interviewer's ratings of one candidate share beyond strictness, and of the rest."""
        weight = sum(sums[2] for sums in self._products.values())
        if not weight:
            left = self._squares - sum(effect * self._right[rater] for rater, effect in effects.items())
            return left / max(1, self._freedom - len(effects) + 1), 0.0
        whole = self._squares / self._freedom
        raw = sum(sums[0] for sums in self._products.values()) / weight / 2
        beyond = 0.0
        for (one, other), (products, gaps, count) in self._products.items():
            apart = effects[one] - effects[other]
            beyond += products - apart * gaps + apart * apart * count
        halo = max(0.0, beyond / weight / 2) * self._comparisons / spare
        return halo, max(0.0, whole - max(0.0, raw))

    def _groups(self) -> tuple[frozenset[int], ...]:
        linked: dict[int, set[int]] = {rater: {rater} for rater in self._right}
        for one, other in self._products:
            if linked[one] is not linked[other]:
                joined = linked[one] | linked[other]
                linked.update(dict.fromkeys(joined, joined))
        distinct = {id(group): frozenset(group) for group in linked.values()}
        return tuple(sorted(distinct.values(), key=min))


def _matrix(cells: Mapping[Pair, float], place: Mapping[int, int]) -> Array:
    import numpy as np

    found = np.zeros((len(place), len(place)))
    for (one, other), value in cells.items():
        found[place[one], place[other]] = value
    return found
