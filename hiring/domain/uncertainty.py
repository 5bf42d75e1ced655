"""How far a score may lie from what other interviewers would have given, and what can be said in spite of it.

Never from a panel's own spread: two equal ratings would look certain. The error of a rating is pooled over the history of a
rubric, or assumed with a written reason until there is history (docs/method.md, section 16). Scores come in as exact
fractions on the rating scale; errors and probabilities are floats, because square roots and normal curves are.

Sources: Shrout & Fleiss 1979 (variance components), Cronbach et al. 1972 (one more interviewer), Kelley 1947 (shrinkage),
McGraw & Wong 1992 (how likely one is above the other).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import inf, sqrt
from typing import TypeVar

from hiring.domain.assessment import Assessment, CompetencyResult, Dossier
from hiring.domain.distributions import normal_share
from hiring.domain.rubric import Rubric
from hiring.domain.text import Text

BAND_WIDTH = 1.96
"""Standard errors to either side: 19 bands of 20 hold the score that all interviewers together would give."""
ENOUGH_CANDIDATES = 30
"""From how many candidates with two or more raters on an error is taken from the data."""
ASSUMED_SINGLE = Fraction(7, 40)
"""Standard error of one rating as a share of the scale's length, where a rubric says nothing: 0.7 on a scale from 1 to 5."""
ASSUMED_SHARED = Fraction(2, 5)

Rater = TypeVar("Rater", str, int)
"""However raters are called: by name or by number."""
Raters = Mapping[str, frozenset[str]]
"""Competency id -> who rated it; competencies nobody rated are left out."""


class Basis(StrEnum):
    ASSUMED = "assumed"
    POOLED = "pooled"


@dataclass(frozen=True, slots=True)
class RatingError:
    """The error of one interviewer's rating as variances, in scale points squared."""

    shared: float
    """What runs through all ratings one interviewer gives one candidate: strictness, overall impression."""
    residual: float
    """What belongs to the single rating."""
    basis: Basis
    candidates: int = 0
    """How many candidates it is pooled over. When assumed: 0, or how many there are whose ratings never differed."""
    reason: Text | None = None
    """Why this much is assumed, in the rubric's words; None: the default, or pooled."""

    @property
    def single(self) -> float:
        """Standard error of one rating, scale points."""
        return sqrt(self.shared + self.residual)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its standard error, both in scale points."""

    score: Fraction
    sem: float

    @property
    def low(self) -> float:
        """The lower end of the band; may lie below the scale."""
        return float(self.score) - BAND_WIDTH * self.sem

    @property
    def high(self) -> float:
        return float(self.score) + BAND_WIDTH * self.sem


@dataclass(frozen=True, slots=True)
class OneMore:
    """What one more interviewer, rating all that is rated, would make of a standard error."""

    now: float
    then: float

    @property
    def narrower(self) -> float:
        """By which share the band shrinks; 0 when there is no error."""
        return 1 - self.then / self.now if self.now else 0.0


def rating_error(rubric: Rubric, history: Iterable[Dossier] = ()) -> RatingError:
    """The pooled error where the history of the rubric suffices, else what the rubric assumes, else the default."""
    sums = _summed(history)
    return sums.error() or assumed_error(rubric, rated_twice=sums.candidates)


def assumed_error(rubric: Rubric, *, rated_twice: int = 0) -> RatingError:
    """What the rubric assumes of one rating; without a word, 0.175 of the scale's length, 2/5 of the variance shared.

    `rated_twice`: candidates whom two or more rated, if that is why nothing was pooled.
    """
    stated, scale = rubric.rules.assumed_error, rubric.scale
    single = ASSUMED_SINGLE * (scale.highest - scale.lowest) if stated is None else stated.single
    shared = ASSUMED_SHARED if stated is None else stated.shared
    variance = single * single
    reason = None if stated is None else stated.reason
    alike = rated_twice if rated_twice >= ENOUGH_CANDIDATES else 0
    return RatingError(float(variance * shared), float(variance * (1 - shared)), Basis.ASSUMED, alike, reason)


def pooled_error(history: Iterable[Dossier]) -> RatingError | None:
    """The error of a rating pooled over everybody whom two or more rated; None below 30 such candidates.

    None also where no two ratings ever differed: bands of no width would be false certainty, and ratings that were really
    given apart differ.

    shared + residual = sum over candidates and competencies of (x - mean)^2 / sum of (raters - 1), which in a full design
    is sigma2_j + sigma2_e. For two raters of one candidate who differ by d(c), the mean of d(c) d(c') over c != c' is twice
    the shared part; it is kept within 0 and the whole. Where nobody rated two competencies of a candidate, all is shared,
    so that no band comes out too narrow. Initial ratings only: an agreement says nothing about how raters differ.
    """
    return _summed(history).error()


def _summed(history: Iterable[Dossier]) -> ErrorSums:
    sums = ErrorSums()
    for dossier in history:
        sums.add(_ratings(dossier))
    return sums


class ErrorSums:
    """What `pooled_error` needs of each candidate, added one by one: nothing of a candidate is kept."""

    def __init__(self) -> None:
        self.squares, self.freedom = Fraction(0), 0
        self.products, self.pairs = Fraction(0), Fraction(0)
        self.candidates = 0
        """Of whom two or more rated the same competency."""

    def add(self, table: Mapping[str, Mapping[Rater, int]]) -> None:
        """The ratings of one candidate: competency -> rater -> rating."""
        rated_twice = [list(by_rater.values()) for by_rater in table.values() if len(by_rater) > 1]
        if not rated_twice:
            return
        self.candidates += 1
        self.squares += sum((_squares(values) for values in rated_twice), Fraction(0))
        self.freedom += sum(len(values) - 1 for values in rated_twice)
        product, weight = _shared_products(table)
        self.products, self.pairs = self.products + product, self.pairs + weight

    def error(self) -> RatingError | None:
        """None below 30 candidates, and where no two ratings differed."""
        if self.candidates < ENOUGH_CANDIDATES or not self.squares:
            return None
        total = self.squares / self.freedom
        shared = min(total, max(Fraction(0), self.products / self.pairs / 2)) if self.pairs else total
        return RatingError(float(shared), float(total - shared), Basis.POOLED, self.candidates)


def _ratings(dossier: Dossier) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for card in dossier.scorecards:
        for rating in card.ratings:
            if rating.value is not None:
                table.setdefault(rating.competency, {})[card.rater] = rating.value
    return table


def _squares(values: list[int]) -> Fraction:
    return sum(value * value for value in values) - Fraction(sum(values) ** 2, len(values))


def _shared_products(table: Mapping[str, Mapping[Rater, int]]) -> tuple[Fraction, Fraction]:
    """Sum of d(c) d(c') over pairs of raters and of competencies, and how many; each pair counts 1 / raters."""
    raters = list(dict.fromkeys(rater for by_rater in table.values() for rater in by_rater))
    products, count = 0, 0
    for first, second in combinations(raters, 2):
        gaps = [row[first] - row[second] for row in table.values() if first in row and second in row]
        products += (sum(gaps) ** 2 - sum(gap * gap for gap in gaps)) // 2
        count += len(gaps) * (len(gaps) - 1) // 2
    return Fraction(products, len(raters)), Fraction(count, len(raters))


def competency_sem(raters: int, error: RatingError) -> float:
    """sqrt((shared + residual) / k) for the mean over k >= 1 raters, scale points."""
    return sqrt((error.shared + error.residual) / raters)


def composite_sem(raters: Raters, weights: Mapping[str, Fraction], error: RatingError, *, newcomers: int = 0) -> float:
    """Standard error of a weighted mean of competency means, scale points; with `newcomers` who rate all that is rated.

    With a(r, c) = w(c) / (sum of w x raters of c), the variance is shared x sum over r of (sum over c of a)^2 + residual x
    sum of a^2. For one competency it is the competency's own. At least one competency must have weight.
    """
    total = float(sum(weights[item] for item in raters))
    by_rater: dict[str, float] = {}
    alone, by_newcomer = 0.0, 0.0
    for competency in sorted(raters):
        count = len(raters[competency]) + newcomers
        part = float(weights[competency]) / (total * count)
        alone += count * part * part
        by_newcomer += part
        for rater in raters[competency]:
            by_rater[rater] = by_rater.get(rater, 0.0) + part
    together = sum(part * part for _, part in sorted(by_rater.items())) + newcomers * by_newcomer * by_newcomer
    return sqrt(error.shared * together + error.residual * alone)


def competency_estimate(result: CompetencyResult, error: RatingError) -> Estimate | None:
    """None: nobody rated it. What the panel agreed on, or a red flag lowered, has the error of its ratings."""
    if result.score is None:
        return None
    return Estimate(result.score, competency_sem(len(result.judgements), error))


def composite_estimate(assessment: Assessment, level: str, error: RatingError) -> Estimate | None:
    """None: nothing that weighs at this level is rated."""
    score = assessment.composite(level).score
    if score is None:
        return None
    return Estimate(score, composite_sem(raters_of(assessment), weights_of(assessment, level), error))


def one_more_interviewer(assessment: Assessment, level: str, error: RatingError) -> OneMore | None:
    """The score's standard error now and with one more (D-study). The newcomer is to rate what is rated already."""
    if assessment.composite(level).score is None:
        return None
    raters, weights = raters_of(assessment), weights_of(assessment, level)
    return OneMore(composite_sem(raters, weights, error), composite_sem(raters, weights, error, newcomers=1))


def raters_of(assessment: Assessment) -> Raters:
    rated = (item for item in assessment.competencies if item.judgements)
    return {item.competency: frozenset(judgement.rater for judgement in item.judgements) for item in rated}


def weights_of(assessment: Assessment, level: str) -> dict[str, Fraction]:
    return {item.competency: item.weight for item in assessment.profile.standard_of(level).standards}


def share_above(score: Fraction, cut: Fraction, sem: float) -> float:
    """How likely the score lies at or above the cut: one half exactly at it. Without error, 1 from the cut on, else 0."""
    if sem == 0:
        return 1.0 if score >= cut else 0.0
    return normal_share(float(score - cut) / sem)


def probability_above(a: Estimate, b: Estimate) -> float:
    """P(A > B) = Phi((mA - mB) / sqrt(sA^2 + sB^2)); the errors of both are taken as independent.

    Without any error 1 or 0, and one half for equal scores.
    """
    gap, error = float(a.score - b.score), sqrt(a.sem**2 + b.sem**2)
    if error == 0:
        return normal_share(inf if gap > 0 else -inf) if gap else 0.5
    return normal_share(gap / error)


def shrunk(score: float, mean: float, *, raters: int, between: float, within: float) -> float:
    """mean + w (score - mean) with w = k between / (k between + within): Kelley's estimate of the true score.

    `between` and `within` are variances. Without raters it is the mean; without any variance the score itself.
    """
    if raters == 0:
        return mean
    whole = raters * between + within
    return mean + raters * between / whole * (score - mean) if whole else score
