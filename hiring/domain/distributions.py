"""The few distributions that intervals and tests need: normal, F and hypergeometric, by the standard library alone."""

from __future__ import annotations

import math

SMALLEST = 1e-300
PRECISION = 1e-15
MOST_STEPS = 20_000


def normal_share(z: float) -> float:
    """Phi(z), the share of a standard normal distribution up to `z`."""
    return math.erfc(-z / math.sqrt(2)) / 2


def two_sided(z: float) -> float:
    """How often a standard normal value lies as far from zero as `z`, on either side."""
    return math.erfc(abs(z) / math.sqrt(2))


def beta_share(x: float, rest: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0; `rest` = 1 - x is given apart to stay exact near 1.

    Continued fraction of DLMF 8.17.22 by the modified Lentz algorithm, on the side where it converges fast (8.17.4 turns one
    side into the other). 0 at x = 0, 1 at x = 1.
    """
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    if x * (a + b + 2) > a + 1:
        return 1 - beta_share(rest, x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest))
    return front / (a * _beta_fraction(x, a, b))


def _beta_fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)) with the d of DLMF 8.17.23 and 8.17.24."""
    value = above = 1.0
    below = 0.0
    for step in range(1, MOST_STEPS):
        m, odd = divmod(step, 2)
        if odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1 / (_off_zero(1 + term * below))
        above = _off_zero(1 + term / above)
        value *= above * below
        if abs(above * below - 1) < PRECISION:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > SMALLEST else SMALLEST


def f_share(value: float, above: float, below: float) -> float:
    """The share of an F distribution up to `value`; `above` and `below` are its degrees of freedom, whole or not."""
    total = above * value + below
    return beta_share(above * value / total, below / total, above / 2, below / 2)


def f_quantile(share: float, above: float, below: float) -> float:
    """The value up to which `share` (between 0 and 1) of an F distribution lies, by halving on the logarithm.

    Degrees of freedom are positive and need not be whole. The result is as exact as `f_share`, about 12 digits.
    """
    low, high = -300.0, 300.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return math.exp(middle)
        if f_share(math.exp(middle), above, below) < share:
            low = middle
        else:
            high = middle


def fisher_two_sided(selected: int, total: int, other_selected: int, other_total: int) -> float:
    """Fisher's exact test of two shares, two-sided: the chance of all tables with these margins that are at most as likely.

        p = sum of C(n1, x) C(n2, K - x) over x with a weight <= that of the table / C(n1 + n2, K),  K = all selected

    Weights are whole numbers, so "as likely" is exact. Source: Fisher 1935, in the two-sided form of Irwin 1935 that R's
    `fisher.test` prints. 1 when nobody or everybody is selected, or a group is empty: only one table is possible.
    """
    chosen, people = selected + other_selected, total + other_total
    lowest, highest = max(0, chosen - other_total), min(total, chosen)
    seen = math.comb(total, selected) * math.comb(other_total, other_selected)
    weight = math.comb(total, lowest) * math.comb(other_total, chosen - lowest)
    unlikely = 0
    for x in range(lowest, highest + 1):
        unlikely += weight if weight <= seen else 0
        weight = weight * (total - x) * (chosen - x) // ((x + 1) * (other_total - chosen + x + 1))
    return unlikely / math.comb(people, chosen)
