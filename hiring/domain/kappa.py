"""Cohen's kappa of two raters, unweighted and weighted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction

from hiring.domain.rating_table import RatingTable

Distance = Callable[[Fraction, Fraction], Fraction]
"""How bad it is that one rater says the first and the other the second; 0 when they agree."""


def unweighted(first: Fraction, second: Fraction) -> Fraction:
    return Fraction(first != second)


def linear(first: Fraction, second: Fraction) -> Fraction:
    return abs(first - second)


def quadratic(first: Fraction, second: Fraction) -> Fraction:
    return (first - second) ** 2


def kappa(table: RatingTable, distance: Distance = unweighted) -> Fraction | None:
    """Agreement of exactly two raters beyond chance, over the subjects that both rated.

        kappa = 1 - sum v(i, j) x n(i, j) / sum v(i, j) x n(i) m(j) / N

    n(i, j) counts the subjects that the first rated i and the second j, n(i) and m(j) the ratings of each, v is `distance`:
    `unweighted` (1 for every difference), `linear` (points apart) and `quadratic` (their square) go by the ratings
    themselves, so that a point of the scale that nobody used changes nothing.

    1 is full agreement, 0 what chance gives; below 0 is worse than chance. None without a subject that both rated, and when
    both give one and the same rating throughout, since nothing could then tell agreement from habit.

    Raises ValueError for any other number of raters. Source: Cohen 1960; weights: Cohen 1968.
    """
    if len(table.raters) != 2:
        raise ValueError("kappa is for two raters")
    first, second = (table.by_rater[rater] for rater in table.raters)
    pairs = Counter((first[subject], second[subject]) for subject in first if subject in second)
    return kappa_of_counts(pairs, distance)


def kappa_of_counts(pairs: Mapping[tuple[Fraction, Fraction], int], distance: Distance) -> Fraction | None:
    """The same from counts of pairs, with any weights of one's own."""
    rows: Counter[Fraction] = Counter()
    columns: Counter[Fraction] = Counter()
    for (one, other), count in pairs.items():
        rows[one] += count
        columns[other] += count
    expected = _expected(rows, columns, distance)
    if not expected:
        return None
    return 1 - sum((count * distance(*pair) for pair, count in pairs.items()), Fraction(0)) * rows.total() / expected


def _expected(rows: Counter[Fraction], columns: Counter[Fraction], distance: Distance) -> Fraction:
    return sum((n * m * distance(one, other) for one, n in rows.items() for other, m in columns.items()), Fraction(0))
