"""Errors, bands and what can be told apart: published figures, promises at the edges, and what must hold for any ratings."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import ALWAYS_ON, both, card, make_rubric, rate_all

from hiring.domain.assessment import Dossier, assess
from hiring.domain.profile import build_profile
from hiring.domain.rubric import AssumedError
from hiring.domain.uncertainty import (
    ENOUGH_CANDIDATES,
    Basis,
    Estimate,
    RatingError,
    assumed_error,
    competency_sem,
    composite_estimate,
    composite_sem,
    one_more_interviewer,
    pooled_error,
    probability_above,
    rating_error,
    share_above,
    shrunk,
)

RUBRIC = make_rubric()
MIDDLE = build_profile(RUBRIC, level_sought="middle")
ERROR = RatingError(0.2, 0.3, Basis.ASSUMED)
SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


def dossier(name: str, *rows: dict[str, int | None]) -> Dossier:
    return Dossier(name, tuple(card(f"rater {at}", row) for at, row in enumerate(rows)))


# Published figures.


def test_the_pooled_error_of_a_full_design_is_that_of_the_variance_components() -> None:
    """Shrout & Fleiss 1979: components 5.2444 + 1.0194, standard error of four judges' mean 1.2514."""
    history = [
        dossier(f"{turn}-{at}", *({"listening": value} for value in row))
        for turn in range(5)
        for at, row in enumerate(SHROUT_FLEISS)
    ]
    error = pooled_error(history)
    assert error is not None
    assert isclose(error.shared + error.residual, 5.2444 + 1.0194, abs_tol=1e-3)
    assert round(competency_sem(4, error), 4) == 1.2514


def test_probability_above_as_published() -> None:
    """McGraw & Wong 1992: men 69.7 inches (2.8), women 64.3 (2.6); the taller one is the man in .92 of pairs."""
    taller = Estimate(Fraction("69.7"), 2.8), Estimate(Fraction("64.3"), 2.6)
    assert round(probability_above(*taller), 3) == 0.921
    assert round(probability_above(*reversed(taller)), 3) == 0.079


# Promises at the edges.


def test_without_error_there_is_certainty_and_a_tie_is_one_half() -> None:
    high, low = Estimate(Fraction(4), 0.0), Estimate(Fraction(3), 0.0)
    assert (probability_above(high, low), probability_above(low, high), probability_above(low, low)) == (1, 0, 0.5)
    assert (share_above(Fraction(3), Fraction(3), 0.0), share_above(Fraction(2), Fraction(3), 0.0)) == (1, 0)
    assert share_above(Fraction(3), Fraction(3), 0.4) == 0.5


def test_too_little_history_gives_no_pooled_error() -> None:
    rated = [dossier(str(at), rate_all(3), rate_all(4)) for at in range(ENOUGH_CANDIDATES)]
    assert pooled_error(rated[1:]) is None
    assert pooled_error([*rated[1:], dossier("alone", rate_all(3))]) is None
    found = rating_error(RUBRIC, rated)
    assert (found.basis, found.candidates) == (Basis.POOLED, ENOUGH_CANDIDATES)
    assert (found.shared, found.residual) == (0.5, 0.0)


def test_raters_who_never_differ_leave_the_error_assumed_so_that_no_band_has_no_width() -> None:
    """Ratings copied from each other would otherwise make every level certain: 20 of 20 dots."""
    agreed = [dossier(str(at), rate_all(3), rate_all(3)) for at in range(ENOUGH_CANDIDATES)]
    assert pooled_error(agreed) is None
    found = rating_error(RUBRIC, agreed)
    assert found == replace(assumed_error(RUBRIC), candidates=ENOUGH_CANDIDATES) and found.single > 0
    assert rating_error(RUBRIC, agreed[1:]) == assumed_error(RUBRIC)
    apart = dossier("apart", rate_all(3), {**rate_all(3), "offer": 4})
    assert rating_error(RUBRIC, [*agreed, apart]).basis is Basis.POOLED


def test_one_competency_leaves_all_of_the_error_shared() -> None:
    single = [dossier(str(at), {"offer": 2}, {"offer": 4}) for at in range(ENOUGH_CANDIDATES)]
    assert pooled_error(single) == RatingError(2.0, 0.0, Basis.POOLED, ENOUGH_CANDIDATES)


def test_what_is_not_observed_and_what_the_panel_agreed_on_stay_out_of_the_error() -> None:
    rows = rate_all(3), rate_all(4), dict.fromkeys(ALWAYS_ON)
    assert pooled_error([dossier(str(at), *rows) for at in range(30)]) == pooled_error(
        [dossier(str(at), *rows[:2]) for at in range(30)]
    )


def test_a_rubric_may_state_its_assumption_and_otherwise_a_default_holds() -> None:
    default = assumed_error(RUBRIC)
    assert isclose(default.single, 0.7) and isclose(default.shared, 0.4 * 0.49) and default.reason is None
    stated = AssumedError(Fraction(1, 2), Fraction(1, 5), both("Because"))
    error = assumed_error(replace(RUBRIC, rules=replace(RUBRIC.rules, assumed_error=stated)))
    assert (error.single, error.reason) == (0.5, stated.reason)
    assert isclose(error.shared, 0.05) and isclose(error.residual, 0.2)


def test_nothing_rated_has_no_estimate() -> None:
    empty = assess(Dossier("Candidate", ()), MIDDLE)
    assert composite_estimate(empty, "middle", ERROR) is None
    assert one_more_interviewer(empty, "middle", ERROR) is None


def test_the_error_of_a_composite_by_hand() -> None:
    """Weights 1 and 3, two raters on the first, one of them on the second: a = 1/8, 1/8 and 3/4."""
    raters = {"listening": frozenset({"x", "y"}), "offer": frozenset({"x"})}
    weights = {"listening": Fraction(1), "offer": Fraction(3)}
    by_hand = 0.2 * ((1 / 8 + 3 / 4) ** 2 + (1 / 8) ** 2) + 0.3 * (2 * (1 / 8) ** 2 + (3 / 4) ** 2)
    assert isclose(composite_sem(raters, weights, ERROR), sqrt(by_hand))
    assert isclose(composite_sem({"offer": raters["offer"]}, weights, ERROR), competency_sem(1, ERROR))


def test_one_more_interviewer_buys_what_the_d_study_says() -> None:
    found = one_more_interviewer(assess(dossier("Candidate", {"offer": 3}, {"offer": 4}), MIDDLE), "middle", ERROR)
    assert found is not None
    assert isclose(found.now, sqrt(0.5 / 2)) and isclose(found.then, sqrt(0.5 / 3))
    assert isclose(found.narrower, 1 - sqrt(2 / 3))


@pytest.mark.parametrize(
    ("raters", "between", "within", "expected"),
    [(2, 1.0, 1.0, 3 + 2 / 3), (0, 1.0, 1.0, 3.0), (2, 0.0, 1.0, 3.0), (2, 0.0, 0.0, 4.0), (2, 1.0, 0.0, 4.0)],
)
def test_shrinkage(raters: int, between: float, within: float, expected: float) -> None:
    assert isclose(shrunk(4.0, 3.0, raters=raters, between=between, within=within), expected)


# For any ratings.

panels = st.lists(
    st.dictionaries(st.sampled_from(ALWAYS_ON), st.none() | st.integers(1, 5), min_size=1), min_size=1, max_size=4
)


@given(st.lists(panels, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_a_history_never_matters(listed: list[list[dict[str, int | None]]], random) -> None:
    history = [dossier(str(at), *rows) for at, rows in enumerate(listed * 30)]
    turned = [replace(item, scorecards=item.scorecards[::-1]) for item in random.sample(history, len(history))]
    assert pooled_error(turned) == pooled_error(history)


@given(panels)
def test_another_interviewer_never_widens_a_band(rows: list[dict[str, int | None]]) -> None:
    found = one_more_interviewer(assess(dossier("Candidate", *rows), MIDDLE), "middle", ERROR)
    assert found is None or found.then < found.now


@given(st.integers(100, 500), st.integers(100, 500), st.floats(0, 2), st.floats(0, 2))
def test_the_probabilities_of_a_pair_make_one(first: int, second: int, sem: float, other: float) -> None:
    a, b = Estimate(Fraction(first, 100), sem), Estimate(Fraction(second, 100), other)
    assert isclose(probability_above(a, b) + probability_above(b, a), 1)
    assert (probability_above(a, b) >= 0.5) or first <= second
