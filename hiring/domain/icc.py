"""The six intraclass correlations of Shrout and Fleiss with their 95 % intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.distributions import f_quantile
from hiring.domain.rating_table import RatingTable

UPPER = 0.975
"""Half of what a 95 % interval leaves out, on each side."""
FEWEST_SUBJECTS = 30
"""Below it an interval is so wide that the coefficient says nothing in words: with 8 subjects and 2 raters a true .50 is
estimated anywhere from -.15 to .86."""
CASES = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Two-way layout of n subjects by k raters: between subjects, within subjects, between raters, the rest."""

    subjects: int
    raters: int
    between: Fraction
    within: Fraction
    rater: Fraction
    error: Fraction

    @classmethod
    def of_sums(cls, n: int, k: int, *, total: Fraction, between: Fraction, raters: Fraction) -> MeanSquares:
        """From the sums of squares around the mean of all: of every rating, between subjects and between raters."""
        return cls(
            subjects=n,
            raters=k,
            between=between / (n - 1),
            within=(total - between) / (n * (k - 1)),
            rater=raters / (k - 1),
            error=(total - between - raters) / ((n - 1) * (k - 1)),
        )


@dataclass(frozen=True, slots=True)
class Coefficient:
    """An estimate that is never without its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def has_no_width(self) -> bool:
        """An interval of no width, as when nothing is left that counts as error: to say it would be false certainty."""
        return self.low == self.high


def mean_squares(table: RatingTable) -> MeanSquares | None:
    """MSB, MSW, MSJ and MSE; None unless at least two raters each rated the same two subjects or more."""
    n, k = len(table.subjects), len(table.raters)
    if n < 2 or k < 2 or not table.is_complete:
        return None
    everything = list(table.ratings.values())
    middle = sum(everything, Fraction(0)) / (n * k)
    total = sum(((value - middle) ** 2 for value in everything), Fraction(0))
    between = k * _squares(list(table.raw_averages.values()), middle)
    raters = n * _squares([sum(given.values(), Fraction(0)) / n for given in table.by_rater.values()], middle)
    return MeanSquares.of_sums(n, k, total=total, between=between, raters=raters)


def _squares(means: list[Fraction], middle: Fraction) -> Fraction:
    return sum(((mean - middle) ** 2 for mean in means), Fraction(0))


def intraclass_correlations(table: RatingTable) -> dict[str, Coefficient | None]:
    """ICC(1,1), (2,1), (3,1) of one rater and (1,k), (2,k), (3,k) of the mean of k raters, with n subjects.

        ICC(1,1) = (MSB - MSW) / (MSB + (k - 1) MSW)                               each subject has raters of its own
        ICC(2,1) = (MSB - MSE) / (MSB + (k - 1) MSE + k (MSJ - MSE) / n)           raters drawn from many; strictness counts
        ICC(3,1) = (MSB - MSE) / (MSB + (k - 1) MSE)                               these raters only; strictness is no error
        ICC(., k) = k ICC / (1 + (k - 1) ICC), so too its interval

    Intervals of (1,1) and (3,1): the same with MSW (MSE) times the 97.5 % point of F with n - 1 and n (k - 1)
    [(n - 1)(k - 1)] degrees of freedom, and divided by that of F with the two exchanged. (2,1): `_second_interval`.

    An estimate may be below 0. All are None when a rating is missing (use Krippendorff's alpha), with a single subject or
    rater, and when all subjects have the same mean (MSB = 0). One is None when its interval is not defined or does not hold
    the estimate, which (2,1) and (2,k) meet below 0, where Satterthwaite's approximation fails. Below 30 subjects none is
    said in words. Sources: Shrout & Fleiss 1979; intervals McGraw & Wong 1996.
    """
    squares = mean_squares(table)
    return correlations_of(squares) if squares is not None else dict.fromkeys(CASES)


def correlations_of(squares: MeanSquares) -> dict[str, Coefficient | None]:
    """The same from the mean squares of a table that is not at hand."""
    if not squares.between:
        return dict.fromkeys(CASES)
    n, k = squares.subjects, squares.raters
    singles = {
        "1": _simple(squares.between, squares.within, k, (n - 1, n * (k - 1))),
        "2": _second(squares),
        "3": _simple(squares.between, squares.error, k, (n - 1, (n - 1) * (k - 1))),
    }
    return {case: _of_panel(singles[case[0]], k) if case.endswith("k") else singles[case[0]] for case in CASES}


def _simple(between: Fraction, noise: Fraction, k: int, freedom: tuple[int, int]) -> Coefficient:
    def at(factor: float) -> float:
        spread = float(noise) * factor
        return (float(between) - spread) / (float(between) + (k - 1) * spread)

    above, below = freedom
    return Coefficient(at(1), at(f_quantile(UPPER, above, below)), at(1 / f_quantile(UPPER, below, above)))


def _second(squares: MeanSquares) -> Coefficient | None:
    n, k = squares.subjects, squares.raters
    between, rater, error = squares.between, squares.rater, squares.error
    whole = between + (k - 1) * error + k * (rater - error) / n
    if not whole:
        return None
    value = (between - error) / whole
    if not rater and not error:
        return Coefficient(1.0, 1.0, 1.0)
    limits = _second_interval(squares, value)
    holds = limits is not None and limits[0] <= value <= limits[1]
    return Coefficient(float(value), *limits) if limits and holds else None


def _second_interval(squares: MeanSquares, value: Fraction) -> tuple[float, float] | None:
    """Satterthwaite's degrees of freedom for the mixture of MSJ and MSE that ICC(2,1) holds MSB against.

        v = (k - 1)(n - 1) (k r MSJ + c MSE)^2 / ((n - 1) (k r MSJ)^2 + (c MSE)^2),  c = n (1 + (k - 1) r) - k r
        low  = n (MSB - F MSE) / (F (k MSJ + (k n - k - n) MSE) + n MSB),   F = 97.5 % point with n - 1 and v
        high = n (G MSB - MSE) / (k MSJ + (k n - k - n) MSE + n G MSB),     G = 97.5 % point with v and n - 1

    with r = ICC(2,1). None when v is 0 / 0. Source: McGraw & Wong 1996, case 2A.
    """
    n, k = squares.subjects, squares.raters
    raters, rest = k * value * squares.rater, (n * (1 + (k - 1) * value) - k * value) * squares.error
    if not raters + rest:
        return None
    freedom = float((k - 1) * (n - 1) * (raters + rest) ** 2 / ((n - 1) * raters**2 + rest**2))
    between, error = float(squares.between), float(squares.error)
    mixture = float(k * squares.rater + (k * n - k - n) * squares.error)
    low, high = f_quantile(UPPER, n - 1, freedom), f_quantile(UPPER, freedom, n - 1)
    return (
        n * (between - low * error) / (low * mixture + n * between),
        n * (high * between - error) / (mixture + n * high * between),
    )


def _of_panel(single: Coefficient | None, k: int) -> Coefficient | None:
    """Spearman and Brown's step from one rater to the mean of k."""
    if single is None or 1 + (k - 1) * min(single.value, single.low) <= 0:
        return None
    value, low, high = (k * item / (1 + (k - 1) * item) for item in (single.value, single.low, single.high))
    return Coefficient(value, low, high)
