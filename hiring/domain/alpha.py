"""Krippendorff's alpha: agreement of any number of raters, with missing ratings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import chain

from hiring.domain.rating_table import RatingTable

Units = list[list[int]]
Apart = Callable[[list[int]], int]
"""The sum of the squared differences over all ordered pairs of these ratings."""


def alpha_nominal(table: RatingTable) -> Fraction | None:
    """Alpha of categories: two different ratings are one apart, whatever they are. See `alpha_interval`."""
    return _alpha(_pairable(table), _differing)


def alpha_ordinal(table: RatingTable) -> Fraction | None:
    """Alpha of an order: the difference counts the ratings that lie between. See `alpha_interval`.

        delta(c, k) = sum of n(g) for g from c to k - (n(c) + n(k)) / 2

    with n(g) how often g was given. That is the distance of the middle ranks of c and k, so the ordinal alpha is the
    interval alpha of the ranks.
    """
    units = _pairable(table)
    ranks = _middle_ranks(Counter(chain.from_iterable(units)))
    return _alpha([[ranks[value] for value in unit] for unit in units], _squares)


def alpha_interval(table: RatingTable) -> Fraction | None:
    """Alpha of measurements: 1 - Do / De, what ratings of one subject differ by over what any two ratings differ by.

        Do = 1/n sum over subjects of (sum of delta^2 over its ordered pairs) / (m - 1)
        De = (sum of delta^2 over all ordered pairs) / (n (n - 1)),  delta^2(c, k) = (c - k)^2

    m ratings of a subject, n ratings in all; subjects with a single rating are left out, missing ratings are no obstacle.
    1 is full agreement, 0 what chance gives. None when no subject was rated twice, and when all these ratings are the same:
    without differences nothing is told apart, so nothing can be agreed on. Source: Krippendorff 2004, chapter 11.
    """
    return _alpha(_pairable(table), _squares)


def _pairable(table: RatingTable) -> Units:
    """The ratings of subjects with two or more, in whole numbers: another unit changes no alpha, and these are fast."""
    units = [given.values() for given in table.by_subject.values() if len(given) > 1]
    unit_size = math.lcm(*(value.denominator for unit in units for value in unit))
    return [[int(value * unit_size) for value in unit] for unit in units]


def _alpha(units: Units, apart: Apart) -> Fraction | None:
    values = list(chain.from_iterable(units))
    expected = apart(values)
    if not expected:
        return None
    by_size: Counter[int] = Counter()
    for unit in units:
        by_size[len(unit)] += apart(unit)
    observed = sum((Fraction(total, size - 1) for size, total in by_size.items()), Fraction(0))
    return 1 - observed * (len(values) - 1) / expected


def _differing(values: list[int]) -> int:
    return len(values) ** 2 - sum(count**2 for count in Counter(values).values())


def _squares(values: list[int]) -> int:
    """2 (n sum x^2 - (sum x)^2) is what summing over all pairs would give."""
    return 2 * (len(values) * sum(value * value for value in values) - sum(values) ** 2)


def _middle_ranks(counts: Mapping[int, int]) -> dict[int, int]:
    """Twice the rank in the middle of those who share a rating."""
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = 2 * below + counts[value]
        below += counts[value]
    return ranks
