"""How far interviewers agree when each rates some competencies of some candidates, summed up candidate by candidate.

Nothing of a candidate is kept, so that a whole history passes through little memory. Coefficients are given from 30
candidates with two ratings on, and never without their intervals; below that only counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from hiring.domain.distributions import f_quantile
from hiring.domain.icc import FEWEST_SUBJECTS, UPPER, Coefficient, MeanSquares, correlations_of
from hiring.domain.panel_alpha import AlphaSums

Ratings = Mapping[str, Mapping[int, int]]
"""Of one candidate: competency -> account id of the rater -> rating, the first one given."""


class Missing(StrEnum):
    """Why a coefficient is not there."""

    TOO_FEW = "too_few"
    NO_VARIATION = "no_variation"
    NO_INTERVAL = "no_interval"
    TOO_MANY_POINTS = "too_many_points"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two ratings of one candidate on one competency, each pair of interviewers counted: alike, one apart, further apart."""

    alike: int = 0
    near: int = 0
    far: int = 0

    @property
    def count(self) -> int:
        return self.alike + self.near + self.far


@dataclass(frozen=True, slots=True)
class CompetencyAgreement:
    """`candidates` were rated by two or more; `discussed` of them so far apart that the panel has to talk.

    `one_way` is the intraclass correlation of a single rating, `cases` the six where every interviewer rated everybody,
    `alpha` Krippendorff's ordinal one. `missing` says why `one_way` or `alpha` is None, by their names.
    """

    competency: str
    candidates: int
    pairs: Pairs
    discussed: int
    one_way: Coefficient | None
    alpha: Coefficient | None
    cases: Mapping[str, Coefficient] | None
    missing: Mapping[str, Missing]

    @property
    def wanting(self) -> int:
        """How many more candidates rated by two it takes."""
        return max(0, FEWEST_SUBJECTS - self.candidates)


@dataclass(frozen=True, slots=True)
class OverallAgreement:
    """Over all competencies: `candidates` of whom any was rated by two or more."""

    candidates: int
    pairs: Pairs
    alpha: Coefficient | None
    missing: Missing | None

    @property
    def wanting(self) -> int:
        return max(0, FEWEST_SUBJECTS - self.candidates)


class AgreementSums:
    """Adds the ratings of one candidate after another."""

    def __init__(self, competencies: Collection[str], *, points: tuple[int, ...], discuss_from: int) -> None:
        self._discuss_from = discuss_from
        self._each = {competency: _OneCompetency() for competency in competencies}
        self._alpha = AlphaSums(tuple(competencies), points)
        self.candidates = 0

    def add(self, ratings: Ratings) -> None:
        paired = {item: given for item, given in ratings.items() if len(given) > 1 and item in self._each}
        for competency, given in paired.items():
            self._each[competency].add(given, self._discuss_from)
        if paired:
            self.candidates += 1
            self._alpha.add({competency: tuple(given.values()) for competency, given in paired.items()})

    def overall(self) -> OverallAgreement:
        totals = Counter[str]()
        for one in self._each.values():
            totals.update(one.pairs)
        missing = self._missing(self.candidates, self._alpha.whole_varies)
        alpha = None if missing else self._alpha.whole()
        if missing is None and alpha is None:
            missing = Missing.NO_INTERVAL
        return OverallAgreement(self.candidates, _pairs(totals), alpha, missing)

    def competencies(self) -> tuple[CompetencyAgreement, ...]:
        """In the order they were named."""
        return tuple(self._result(competency, sums) for competency, sums in self._each.items())

    def _result(self, competency: str, sums: _OneCompetency) -> CompetencyAgreement:
        count = sums.one_way.subjects
        missing = {
            "one_way": _few(count) or (None if sums.one_way.between else Missing.NO_VARIATION),
            "alpha": self._missing(count, self._alpha.varies(competency)),
        }
        one_way = None if missing["one_way"] else sums.one_way.coefficient()
        alpha = None if missing["alpha"] else self._alpha.one(competency)
        for name, found in (("one_way", one_way), ("alpha", alpha)):
            if found is None and missing[name] is None:
                missing[name] = Missing.NO_INTERVAL
        squares = None if _few(count) else sums.two_way.squares()
        cases = _told(correlations_of(squares)) if squares else None
        gaps = {name: gap for name, gap in missing.items() if gap is not None}
        return CompetencyAgreement(competency, count, _pairs(sums.pairs), sums.discussed, one_way, alpha, cases, gaps)

    def _missing(self, count: int, varies: bool) -> Missing | None:
        if few := _few(count):
            return few
        if not self._alpha.counts_points:
            return Missing.TOO_MANY_POINTS
        return None if varies else Missing.NO_VARIATION


class _OneCompetency:
    def __init__(self) -> None:
        self.pairs = Counter[str]()
        self.discussed = 0
        self.one_way, self.two_way = OneWaySums(), TwoWaySums()

    def add(self, given: Mapping[int, int], discuss_from: int) -> None:
        values = list(given.values())
        self.pairs.update(_distance(a, b) for a, b in combinations(values, 2))
        self.discussed += max(values) - min(values) >= discuss_from
        self.one_way.add(values)
        self.two_way.add(given)


class OneWaySums:
    """The one-way analysis of variance with panels of unequal sizes; candidates with a single rating are left out."""

    def __init__(self) -> None:
        self.subjects = self.ratings = 0
        self._means = self._squares = self._inverse = self._within = Fraction(0)

    def add(self, values: Collection[int]) -> None:
        """The ratings of one candidate, two or more."""
        count, total = len(values), sum(values)
        mean = Fraction(total, count)
        self.subjects += 1
        self.ratings += count
        self._means += mean
        self._squares += mean * mean
        self._inverse += Fraction(1, count)
        self._within += sum(value * value for value in values) - total * mean

    @property
    def between(self) -> Fraction:
        """The variance of the candidates' means, every candidate counting once."""
        if self.subjects < 2:
            return Fraction(0)
        return (self._squares - self._means * self._means / self.subjects) / (self.subjects - 1)

    def coefficient(self) -> Coefficient | None:
        """The intraclass correlation of one rating, from panels of unequal sizes, with its 95 % interval.

            F = n0 S2 / MSW,  n0 = a / sum of 1/n(i)
            ICC  = (F - 1) / (F - 1 + n0)
            low  = the same with F / (97.5 % point of F with a - 1 and N - a degrees of freedom)
            high = the same with F x (97.5 % point of F with N - a and a - 1 degrees of freedom)

        for a candidates, n(i) ratings of candidate i, N in all; S2 the variance of the candidates' means and MSW the squares
        within candidates over N - a. With panels of one size it is ICC(1,1) and its interval. Every interviewer counts as
        drawn anew for each candidate: strictness is part of the error. Where a few interviewers rate most candidates their
        strictness repeats, and the interval is a little too narrow. It may lie below 0.

        None with fewer than two candidates, when all have the same mean (nothing to tell apart), and when all ratings within
        candidates are the same (F has no end, and no interval would be honest). Source: Thomas & Hultquist 1978; Burdick &
        Graybill 1992, section 3.4.
        """
        spare = self.ratings - self.subjects
        if not self.between or not self._within:
            return None
        size = float(self.subjects / self._inverse)
        ratio = size * float(self.between) / float(self._within / spare)
        freedom = self.subjects - 1

        def at(value: float) -> float:
            return (value - 1) / (value - 1 + size)

        low = at(ratio / f_quantile(UPPER, freedom, spare))
        return Coefficient(at(ratio), low, at(ratio * f_quantile(UPPER, spare, freedom)))


class TwoWaySums:
    """The mean squares of a table in which every rater rated every subject, without the table."""

    def __init__(self) -> None:
        self._raters: dict[int, int] | None = None
        self._complete = True
        self._subjects = self._everything = self._squared = self._by_subject = 0

    def add(self, given: Mapping[int, int]) -> None:
        if self._raters is None:
            self._raters = dict.fromkeys(given, 0)
        if not self._complete or self._raters.keys() != given.keys():
            self._complete = False
            return
        total = sum(given.values())
        self._subjects += 1
        self._everything += total
        self._squared += sum(value * value for value in given.values())
        self._by_subject += total * total
        for rater, value in given.items():
            self._raters[rater] += value

    def squares(self) -> MeanSquares | None:
        """As `hiring.domain.icc.mean_squares`; None when a rating is missing or there is nothing to compare."""
        n, k = self._subjects, len(self._raters or {})
        if not self._complete or n < 2 or k < 2:
            return None
        common = Fraction(self._everything**2, n * k)
        total = self._squared - common
        between = Fraction(self._by_subject, k) - common
        raters = Fraction(sum(value * value for value in (self._raters or {}).values()), n) - common
        return MeanSquares.of_sums(n, k, total=total, between=between, raters=raters)


def most_discussed(found: Iterable[CompetencyAgreement]) -> tuple[CompetencyAgreement, ...]:
    """Where two ratings lay far apart, the most often first: the anchors may be read in two ways. Ties keep their order."""
    return tuple(sorted((item for item in found if item.discussed), key=lambda item: -item.discussed))


def _distance(a: int, b: int) -> str:
    apart = abs(a - b)
    return "alike" if not apart else "near" if apart == 1 else "far"


def _pairs(counts: Mapping[str, int]) -> Pairs:
    return Pairs(counts.get("alike", 0), counts.get("near", 0), counts.get("far", 0))


def _told(cases: Mapping[str, Coefficient | None]) -> dict[str, Coefficient]:
    """Those with an interval that says something."""
    return {case: item for case, item in cases.items() if item and not item.has_no_width}


def _few(count: int) -> Missing | None:
    return Missing.TOO_FEW if count < FEWEST_SUBJECTS else None
