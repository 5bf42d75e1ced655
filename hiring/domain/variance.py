"""Where ratings differ: between subjects, between raters, and for reasons that repeat with neither."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.fair_average import AdditiveFit, Real, fit_additive
from hiring.domain.rating_table import RatingTable


@dataclass(frozen=True, slots=True)
class Components:
    """Variances in squared points of the scale, none below 0."""

    subject: Real
    rater: Real
    residual: Real


def variance_components(tables: Iterable[RatingTable]) -> Components | None:
    """Variances of subjects, raters and the rest, pooled over one table or over a whole history of them.

    For each connected part with N ratings of n subjects by k raters, sums of squares by fitting constants:

        SSE = squares left by y = mu + subject + rater,            expected (N - n - k + 1) se2
        SSP = squares left by y = mu + rater, minus SSE,           expected (n - 1) se2 + (N - k) sp2
        SSJ = squares left by y = mu + subject, minus SSE,         expected (k - 1) se2 + (N - n) sj2

    Sums and expectations are added over the parts and solved; what comes out below 0 is 0. When every rater rated every
    subject this is sp2 = (MSB - MSE) / k, sj2 = (MSJ - MSE) / n, se2 = MSE.

    None when nothing repeats, so that the rest cannot be told from subjects and raters: a single rater, a single subject, or
    no two subjects with two raters in common, even by a chain. The variance of raters is that inside a part: raters who have
    nobody in common say nothing about it. Source: Henderson 1953, method 3; balanced case Shrout & Fleiss 1979.
    """
    parts = (part for table in tables for part in table.parts())
    return components_of_fits((part, fit) for part in parts if (fit := fit_additive(part)) is not None)


def components_of_fits(fits: Iterable[tuple[RatingTable, AdditiveFit]]) -> Components | None:
    """The same from connected tables with their fits."""
    squares = _Squares()
    for part, fit in fits:
        squares.add(part, fit)
    return squares.components()


class _Squares:
    """Sums of squares over parts, with what each is expected to be."""

    def __init__(self) -> None:
        self.subject: Real = Fraction(0)
        self.rater: Real = Fraction(0)
        self.residual: Real = Fraction(0)
        self.subject_freedom = self.rater_freedom = self.freedom = 0
        self.subject_weight = self.rater_weight = 0

    def add(self, part: RatingTable, fit: AdditiveFit) -> None:
        ratings, subjects, raters = len(part.ratings), len(part.subjects), len(part.raters)
        self.residual += fit.residual
        self.subject += _within(part.by_rater.values()) - fit.residual
        self.rater += _within(part.by_subject.values()) - fit.residual
        self.freedom += ratings - subjects - raters + 1
        self.subject_freedom += subjects - 1
        self.rater_freedom += raters - 1
        self.subject_weight += ratings - raters
        self.rater_weight += ratings - subjects

    def components(self) -> Components | None:
        if not self.freedom:
            return None
        residual = self.residual / self.freedom
        return Components(
            subject=_floored((self.subject - self.subject_freedom * residual) / self.subject_weight),
            rater=_floored((self.rater - self.rater_freedom * residual) / self.rater_weight),
            residual=residual,
        )


def _floored(variance: Real) -> Real:
    return variance if variance > 0 else Fraction(0)


def _within(groups: Iterable[dict[str, Fraction]]) -> Fraction:
    """Squares around the mean of each group."""
    return sum((_around_mean(list(group.values())) for group in groups), Fraction(0))


def _around_mean(values: list[Fraction]) -> Fraction:
    total = sum(values, Fraction(0))
    return sum((value * value for value in values), Fraction(0)) - total * total / len(values)


def standard_error(components: Components, raters: Real) -> float:
    """Absolute standard error of a panel's mean, in points: of the score itself, as it is held against a cut.

    SEM_abs = sqrt((sj2 + se2) / k) for k raters; raters count as drawn from many. Source: Brennan 2001.
    """
    return math.sqrt((components.rater + components.residual) / raters)


def relative_standard_error(components: Components, raters: Real) -> float:
    """The same for differences between subjects rated by the same raters: SEM_rel = sqrt(se2 / k)."""
    return math.sqrt(components.residual / raters)


def dependability(components: Components, raters: int) -> float | None:
    """Phi of a panel of `raters`: the share of the variance of its mean that is between subjects (D-study).

    phi(k) = sp2 / (sp2 + (sj2 + se2) / k). With k + 1 it says what one more interviewer buys. None when nothing varies.
    Source: Cronbach, Gleser, Nanda & Rajaratnam 1972; Brennan 2001.
    """
    noise = (components.rater + components.residual) / raters
    return None if not components.subject + noise else float(components.subject / (components.subject + noise))


def raters_per_subject(table: RatingTable) -> Fraction:
    """Harmonic mean: the panel size at which the squared standard errors of the subjects have the mean they have here."""
    return len(table.subjects) / sum((Fraction(1, len(given)) for given in table.by_subject.values()), Fraction(0))
