"""Agreement, variance and fair averages against published tables, slow oracles and what must hold for any ratings."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hiring.domain.alpha import alpha_interval, alpha_nominal, alpha_ordinal
from hiring.domain.distributions import beta_share, f_quantile, f_share, normal_share
from hiring.domain.fair_average import EXACT_UP_TO, MOST_EQUATIONS, fit_additive, is_solvable
from hiring.domain.icc import CASES, intraclass_correlations, mean_squares
from hiring.domain.kappa import kappa, kappa_of_counts, linear, quadratic, unweighted
from hiring.domain.rating_table import RatingTable
from hiring.domain.variance import (
    dependability,
    raters_per_subject,
    relative_standard_error,
    standard_error,
    variance_components,
)

Rows = list[list[int | None]]
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
MONTGOMERY: Rows = [[73, 74, None, 71], [None, 75, 67, 72], [73, 75, 68, None], [75, None, 72, 75]]
KRIPPENDORFF = ("12332141 2...", "12332241 25.3", ".33323422 51.", "12332441 251.")
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
COHEN_WEIGHTS = ((0, 1, 3), (1, 0, 6), (3, 6, 0))
ALPHAS = (alpha_nominal, alpha_ordinal, alpha_interval)


def table(rows: object) -> RatingTable:
    return RatingTable.of_rows(rows)  # type: ignore[arg-type]


def krippendorff() -> RatingTable:
    raters = [[None if mark == "." else int(mark) for mark in line if mark != " "] for line in KRIPPENDORFF]
    return table(list(zip(*raters, strict=True)))


def near(value: object, digits: int = 3) -> object:
    """A published figure: right to its last digit."""
    return pytest.approx(value, abs=0.5001 * 10**-digits)


# Published tables.


def test_mean_squares_of_shrout_and_fleiss() -> None:
    squares = mean_squares(table(SHROUT_FLEISS))
    assert squares is not None
    found = [float(item) for item in (squares.between, squares.rater, squares.error, squares.within)]
    assert found == near([11.2417, 32.4861, 1.0194, 6.2639], 4)


def test_correlations_of_shrout_and_fleiss() -> None:
    found = intraclass_correlations(table(SHROUT_FLEISS))
    assert {case: item and item.value for case, item in found.items()} == {
        "1,1": near(0.1657, 4),
        "2,1": near(0.2898, 4),
        "3,1": near(0.7148, 4),
        "1,k": near(0.4428, 4),
        "2,k": near(0.6201, 4),
        "3,k": near(0.9093, 4),
    }


@pytest.mark.parametrize(("case", "low", "high"), [("2,1", 0.019, 0.761), ("3,k", 0.676, 0.986)])
def test_intervals_of_shrout_and_fleiss(case: str, low: float, high: float) -> None:
    found = intraclass_correlations(table(SHROUT_FLEISS))[case]
    assert found is not None
    assert (found.low, found.high) == (near(low), near(high))


def test_components_errors_and_dependability_of_shrout_and_fleiss() -> None:
    found = variance_components([table(SHROUT_FLEISS)])
    assert found is not None
    assert [float(item) for item in (found.subject, found.rater, found.residual)] == near([2.5556, 5.2444, 1.0194], 4)
    assert standard_error(found, 4) == near(1.2514, 4)
    assert relative_standard_error(found, 4) == pytest.approx(math.sqrt(1.0194444444 / 4))
    assert [dependability(found, raters) for raters in (1, 2, 3, 4)] == near([0.290, 0.449, 0.550, 0.620])


def test_krippendorffs_alpha() -> None:
    assert [float(alpha(krippendorff()) or 0) for alpha in ALPHAS] == near([0.743, 0.815, 0.849])


def test_cohens_kappa_with_weights_of_his_own() -> None:
    counts = {(Fraction(i), Fraction(j)): COHEN[i][j] for i in range(3) for j in range(3)}
    weighted = kappa_of_counts(counts, lambda one, other: Fraction(COHEN_WEIGHTS[int(one)][int(other)]))
    assert [float(item or 0) for item in (kappa_of_counts(counts, unweighted), weighted)] == near([0.492, 0.348])


def test_fair_average_of_montgomerys_design_turns_the_second_into_the_last() -> None:
    design = table(MONTGOMERY)
    fit = fit_additive(design)
    assert fit is not None
    assert [float(item) for item in design.raw_averages.values()] == near([72.67, 71.33, 72.00, 74.00], 2)
    assert [float(item) for item in fit.fair.values()] == [71.375, 71.625, 72.0, 75.0]
    raw = sorted(design.raw_averages, key=design.raw_averages.__getitem__)
    fair = sorted(fit.fair, key=fit.fair.__getitem__)
    assert (raw.index("1"), fair.index("1")) == (2, 0)


@pytest.mark.parametrize(
    ("share", "above", "below", "value"),
    [(0.95, 1, 10, 4.965), (0.95, 5, 10, 3.326), (0.975, 5, 15, 3.576), (0.99, 3, 4, 16.694), (0.975, 1, 1, 647.789)],
)
def test_quantiles_of_f_as_tables_print_them(share: float, above: int, below: int, value: float) -> None:
    assert f_quantile(share, above, below) == near(value)


@given(st.floats(0.01, 0.99), st.floats(0.5, 1000))
def test_quantiles_of_f_where_a_formula_is_known(share: float, below: float) -> None:
    assert f_quantile(share, 2, below) == pytest.approx(below / 2 * ((1 - share) ** (-2 / below) - 1), rel=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.2, 500), st.floats(0.2, 500))
def test_a_quantile_leads_back_to_its_share_and_turns_round(share: float, above: float, below: float) -> None:
    value = f_quantile(share, above, below)
    assert f_share(value, above, below) == pytest.approx(share, abs=1e-9)
    assert f_quantile(1 - share, below, above) == pytest.approx(1 / value, rel=1e-6)


def test_ends_of_the_distributions() -> None:
    assert (beta_share(0, 1, 2, 3), beta_share(1, 0, 2, 3)) == (0, 1)
    assert [normal_share(z) for z in (-1.959964, 0, 1.959964)] == pytest.approx([0.025, 0.5, 0.975])
