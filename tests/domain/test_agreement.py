"""Agreement, variance and fair averages against published tables, slow oracles and what must hold for any ratings."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.domain.agreement import Gap, measure_agreement
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
NAMES = ("icc", "alpha", "kappa", "variance")
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


@pytest.mark.parametrize(
    ("case", "low", "high"),
    [
        ("1,1", -0.133, 0.723),
        ("2,1", 0.019, 0.761),
        ("3,1", 0.342, 0.946),
        ("1,k", -0.884, 0.912),
        ("2,k", 0.071, 0.927),
        ("3,k", 0.676, 0.986),
    ],
)
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


# Degenerate tables.


@pytest.mark.parametrize(
    ("rows", "gaps"),
    [
        ([[3], [4], [5]], {"icc": "one_rater", "alpha": "one_rater", "kappa": "not_two_raters", "variance": "no_repeats"}),
        ([[3, 4]], {"icc": "one_subject", "variance": "no_repeats"}),
        ([[3, 3], [3, 3]], {"icc": "no_variation", "alpha": "no_variation", "kappa": "no_variation"}),
        ([[1, 2], [2, 1]], {"icc": "no_variation"}),
        ([[1, 2], [3, None], [2, 2]], {"icc": "not_complete"}),
        ([[1, None], [None, 2]], dict(zip(NAMES, ("not_complete", "no_pairs", "no_pairs", "no_repeats"), strict=True))),
        ([[1, 2, 3], [3, 2, 2]], {"kappa": "not_two_raters"}),
    ],
)
def test_what_cannot_be_said_has_its_reason(rows: Rows, gaps: dict[str, str]) -> None:
    found = measure_agreement(table(rows))
    there = {key: value for key, value in found.gaps.items() if key != "fair_average"}
    assert there == gaps
    for name in NAMES:
        assert (getattr(found, name) is None) == (name in gaps)


def test_two_parts_without_a_link_have_no_fair_average_but_components() -> None:
    rows: Rows = [[1, 2, None, None], [4, 3, None, None], [None, None, 5, 3], [None, None, 2, 2]]
    found = measure_agreement(table(rows))
    assert (found.fit, found.gaps["fair_average"]) == (None, Gap.NOT_CONNECTED)
    assert found.variance == variance_components(
        [table([row[:2] for row in rows[:2]]), table([row[2:] for row in rows[2:]])]
    )
    assert [len(part.ratings) for part in table(rows).parts()] == [4, 4]


def test_one_rater_changes_no_average() -> None:
    fit = fit_additive(table([[3], [5]]))
    assert fit is not None
    assert (fit.fair, fit.severity, fit.residual) == ({"1": 3, "2": 5}, {"1": 0}, 0)


def test_an_empty_table_says_nothing() -> None:
    assert (fit_additive(table([])), variance_components([]), alpha_interval(table([]))) == (None, None, None)


def test_full_agreement_is_one_everywhere() -> None:
    found = measure_agreement(table([[1, 1], [2, 2], [5, 5]]))
    assert found.icc and found.alpha and found.kappa and found.variance and found.fit
    assert {(item.value, item.low, item.high) for item in found.icc.values() if item} == {(1, 1, 1)}
    assert set(found.alpha.values()) | set(found.kappa.values()) == {1}
    assert (found.variance.rater, found.variance.residual, found.fit.severity) == (0, 0, {"1": 0, "2": 0})


def test_a_strict_rater_is_above_zero_and_a_negative_variance_is_zero() -> None:
    fit = fit_additive(table([[1, 3], [2, 4]]))
    assert fit is not None and fit.severity == {"1": 1, "2": -1}
    found = variance_components([table([[1, 2], [2, 1]])])
    assert found is not None
    assert (found.subject, found.rater, found.residual, dependability(found, 2)) == (0, 0, 1, 0)


def test_raters_who_always_differ_agree_no_better_than_chance() -> None:
    assert kappa(table([[1, 2], [1, 2]])) == 0
    with pytest.raises(ValueError, match="two raters"):
        kappa(table([[1, 2, 3]]))


def test_what_is_too_large_is_refused_and_said() -> None:
    side = MOST_EQUATIONS + 1
    wide = RatingTable({(str(at), str(by % side)): Fraction(1) for at in range(side) for by in (at, at + 1)})
    assert not is_solvable(wide)
    with pytest.raises(ValueError, match="too many"):
        fit_additive(wide)
    assert measure_agreement(wide).gaps["fair_average"] == Gap.TOO_LARGE
    many = RatingTable({(str(at), by): Fraction(at) for at in range(300) for by in "ab"})
    assert measure_agreement(many).gaps == {"kappa": Gap.TOO_MANY_POINTS}


def test_a_subject_rated_by_two_and_one_by_four_count_by_their_squared_errors() -> None:
    assert raters_per_subject(table([[1, 2, None, None], [1, 2, 3, 4]])) == Fraction(8, 3)


# Slow oracles.

values = st.integers(-3, 6)
complete = st.tuples(st.integers(2, 6), st.integers(2, 5)).flatmap(
    lambda size: st.lists(st.lists(values, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)
holed = st.integers(1, 4).flatmap(
    lambda raters: st.lists(st.lists(st.none() | values, min_size=raters, max_size=raters), min_size=1, max_size=6)
)


def alpha_by_coincidences(rows: Rows, delta: object) -> Fraction | None:
    """As the book computes it: the table of coincidences, pair by pair."""
    units = [kept for row in rows if len(kept := [value for value in row if value is not None]) > 1]
    coincidences: dict[tuple[int, int], Fraction] = {}
    for unit in units:
        for pair in permutations(unit, 2):
            coincidences[pair] = coincidences.get(pair, Fraction(0)) + Fraction(1, len(unit) - 1)
    marginal = {
        c: sum((count for pair, count in coincidences.items() if pair[0] == c), Fraction(0)) for unit in units for c in unit
    }
    n = sum(marginal.values())
    observed = sum(count * delta(c, k, marginal) for (c, k), count in coincidences.items())  # type: ignore[operator]
    expected = sum(marginal[c] * marginal[k] * delta(c, k, marginal) for c in marginal for k in marginal)  # type: ignore[operator]
    return 1 - (n - 1) * observed / expected if expected else None


def between(c: int, k: int, marginal: dict[int, Fraction]) -> Fraction:
    inside = sum((marginal[g] for g in marginal if min(c, k) <= g <= max(c, k)), Fraction(0))
    return (inside - (marginal[c] + marginal[k]) / 2) ** 2


@given(holed)
def test_alpha_is_that_of_the_table_of_coincidences(rows: Rows) -> None:
    assert alpha_nominal(table(rows)) == alpha_by_coincidences(rows, lambda c, k, _: c != k)
    assert alpha_interval(table(rows)) == alpha_by_coincidences(rows, lambda c, k, _: (c - k) ** 2)
    assert alpha_ordinal(table(rows)) == alpha_by_coincidences(rows, between)


@given(complete)
def test_components_of_a_full_table_are_those_of_its_mean_squares(rows: Rows) -> None:
    squares, found = mean_squares(table(rows)), variance_components([table(rows)])
    assert squares is not None and found is not None
    assert found.residual == squares.error
    assert found.subject == max(Fraction(0), (squares.between - squares.error) / squares.raters)
    assert found.rater == max(Fraction(0), (squares.rater - squares.error) / squares.subjects)


@given(holed)
def test_a_fit_leaves_nothing_over_in_any_row_or_column(rows: Rows) -> None:
    """The normal equations: at the least squares, residuals add up to 0 for every subject and every rater."""
    given_table = table(rows)
    fit = fit_additive(given_table)
    if fit is None:
        assert len(given_table.parts()) != 1
        return
    left = {(s, r): y - fit.fair[s] + fit.severity[r] for (s, r), y in given_table.ratings.items()}
    for at, names in ((0, given_table.subjects), (1, given_table.raters)):
        assert [sum(value for cell, value in left.items() if cell[at] == name) for name in names] == [0] * len(names)
    assert (sum(fit.severity.values()), fit.residual) == (0, sum(value**2 for value in left.values()))


def test_floats_find_what_fractions_would() -> None:
    """More on each side than are solved exactly, so solved in floats; made without residual, so that the answer is known."""
    side = EXACT_UP_TO + 7
    level, strict = [Fraction(at % 7) for at in range(side)], [Fraction(at % 3 - 1) for at in range(side)]
    made = {
        (str(s), str((s + step) % side)): level[s] - strict[(s + step) % side] for s in range(side) for step in (0, 1, 5)
    }
    fit = fit_additive(RatingTable(made))
    assert fit is not None and sum(strict) == 0
    assert [float(fit.fair[str(at)]) for at in range(side)] == pytest.approx([float(value) for value in level])
    assert [float(fit.severity[str(at)]) for at in range(side)] == pytest.approx([float(value) for value in strict])
    assert float(fit.residual) == pytest.approx(0, abs=1e-18)


@given(st.lists(st.tuples(values, values), min_size=1, max_size=8))
def test_kappa_is_one_minus_seen_over_expected_in_every_pair(pairs: list[tuple[int, int]]) -> None:
    for distance in (unweighted, linear, quadratic):
        seen = sum(distance(Fraction(one), Fraction(other)) for one, other in pairs) * len(pairs)
        chance = sum(distance(Fraction(one), Fraction(other)) for one, _ in pairs for _, other in pairs)
        assert kappa(table(pairs), distance) == (1 - Fraction(seen) / chance if chance else None)


@given(complete)
def test_quadratic_kappa_of_two_raters_is_the_correlation_of_everything_with_a_known_formula(rows: Rows) -> None:
    """Fleiss & Cohen 1973: 1 - sum of squared differences / (sum of squares of both + n x squared difference of means)."""
    pairs = [(row[0] or 0, row[1] or 0) for row in rows]
    means = [Fraction(sum(column), len(pairs)) for column in zip(*pairs, strict=True)]
    spread = sum((value - mean) ** 2 for pair in pairs for value, mean in zip(pair, means, strict=True))
    below = spread + len(pairs) * (means[0] - means[1]) ** 2
    expected = 1 - sum((one - other) ** 2 for one, other in pairs) / below if below else None
    assert kappa(table(pairs), quadratic) == expected


@pytest.mark.parametrize(("case", "rater_spread"), [("1,1", 0.0), ("2,1", 0.5), ("3,1", 0.5), ("3,k", 0.5)])
def test_intervals_hold_the_true_value_about_95_times_in_100(case: str, rater_spread: float) -> None:
    """400 tables of known variances; 3 standard errors of a share of 95 % in 400 are 3.3 points."""
    chance, held, tables = random.Random(7), 0, 400
    noise = 1 + (0 if case[0] in "13" else rater_spread**2)
    truth = 1 / (1 + noise / 3) if case.endswith("k") else 1 / (1 + noise)
    for _ in range(tables):
        strict = [chance.gauss(0, rater_spread) for _ in range(3)]
        levels = [chance.gauss(0, 1) for _ in range(10)]
        rows = [[Fraction(round(1000 * (level + by + chance.gauss(0, 1))), 1000) for by in strict] for level in levels]
        found = intraclass_correlations(table(rows))[case]
        held += found is not None and found.low <= truth <= found.high
    assert held / tables == pytest.approx(0.95, abs=0.033)


# What holds for any ratings.


def said(rows: Rows) -> tuple[object, ...]:
    """Everything that does not name a subject or a rater."""
    found = measure_agreement(table(rows))
    return found.icc, found.alpha, found.kappa, found.variance, found.fit and found.fit.residual, found.gaps


@settings(max_examples=60)
@given(holed, st.randoms())
def test_the_order_of_subjects_and_raters_never_matters(rows: Rows, chance: object) -> None:
    columns = list(range(len(rows[0])))
    chance.shuffle(columns)  # type: ignore[attr-defined]
    mixed = [[row[at] for at in columns] for row in rows]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert said(mixed) == said(rows)


@settings(max_examples=60)
@given(holed, st.integers(-50, 50))
def test_adding_the_same_to_every_rating_changes_no_agreement(rows: Rows, shift: int) -> None:
    moved: Rows = [[None if value is None else value + shift for value in row] for row in rows]
    assert said(moved) == said(rows)
    fit, other = fit_additive(table(rows)), fit_additive(table(moved))
    if fit is not None and other is not None:
        assert other.severity == fit.severity
        assert other.fair == {name: value + shift for name, value in fit.fair.items()}


@given(holed, st.integers(1, 9))
def test_another_unit_changes_components_by_its_square(rows: Rows, factor: int) -> None:
    found = variance_components([table(rows)])
    other = variance_components([table([[None if value is None else value * factor for value in row] for row in rows])])
    if found is not None and other is not None:
        assert (other.subject, other.rater, other.residual) == (
            found.subject * factor**2,
            found.rater * factor**2,
            found.residual * factor**2,
        )


@given(complete)
def test_an_interval_holds_its_estimate_and_a_full_table_has_fair_averages_for_raw_ones(rows: Rows) -> None:
    for item in intraclass_correlations(table(rows)).values():
        assert item is None or item.low - 1e-9 <= item.value <= item.high + 1e-9 <= 1 + 2e-9
    fit = fit_additive(table(rows))
    assert fit is not None and fit.fair == table(rows).raw_averages


@given(complete)
def test_no_agreement_is_above_one(rows: Rows) -> None:
    for alpha in ALPHAS:
        found = alpha(table(rows))
        assert found is None or found <= 1


def test_all_six_cases_are_named() -> None:
    assert set(intraclass_correlations(table([[1]]))) == set(CASES)
