"""A score against a minimum with its error, and how many further interviewers would settle a level."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import card, make_rubric, rate_all

from hiring.domain.assessment import Dossier, assess
from hiring.domain.certainty import level_certainty
from hiring.domain.more_interviewers import MOST, interviewers_to_settle
from hiring.domain.placement import Placement, place
from hiring.domain.profile import build_profile
from hiring.domain.standing import Standing, standing_of
from hiring.domain.uncertainty import BAND_WIDTH, Basis, Estimate, RatingError

MIDDLE = build_profile(make_rubric(gates=()), level_sought="middle")
NONE = RatingError(0.0, 0.0, Basis.ASSUMED)


def placed(*values: int) -> Placement:
    """One rater a value, who gives it to every competency."""
    cards = tuple(card(f"rater {at}", rate_all(value)) for at, value in enumerate(values))
    return place(assess(Dossier("Candidate", cards), MIDDLE))


@pytest.mark.parametrize(
    ("score", "sem", "standing"),
    [
        (4, 0.5, Standing.MET),
        (4, 1 / BAND_WIDTH, Standing.MET),
        (4, 0.6, Standing.NEAR),
        (3, 0.1, Standing.NEAR),
        (2, 0.6, Standing.NEAR),
        (2, 0.5, Standing.BELOW),
        (3, 0.0, Standing.MET),
        (Fraction(29, 10), 0.0, Standing.BELOW),
    ],
)
def test_a_minimum_inside_the_band_is_near(score: int | Fraction, sem: float, standing: Standing) -> None:
    assert standing_of(Estimate(Fraction(score), sem), 3) is standing


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.floats(0, 2), st.floats(0, 2))
def test_nobody_more_is_needed_exactly_where_no_other_level_is_named(
    values: list[int], shared: float, residual: float
) -> None:
    error, placement = RatingError(shared, residual, Basis.ASSUMED), placed(*values)
    certainty = level_certainty(placement, error)
    assert certainty is not None
    assert (interviewers_to_settle(placement, error) == 0) == (not certainty.borderline)


def test_so_many_more_settle_it_and_one_fewer_does_not() -> None:
    """The same people and so many more, who bring the error down without moving the score: as if each erred less."""
    placement, settled = placed(3, 4), 0
    for tenths in range(1, 40):
        error = RatingError((tenths / 10) ** 2, 0.0, Basis.ASSUMED)
        settled = interviewers_to_settle(placement, error) or 0
        if settled > 1:
            break
    assert 1 < settled <= MOST
    for more, named in ((settled, False), (settled - 1, True)):
        less = RatingError(error.shared * 2 / (2 + more), 0.0, Basis.ASSUMED)
        certainty = level_certainty(placement, less)
        assert certainty is not None and bool(certainty.borderline) is named


def test_without_error_or_evidence_there_is_nothing_to_settle() -> None:
    assert interviewers_to_settle(placed(3, 4), NONE) == 0
    assert interviewers_to_settle(placed(), RatingError(1.0, 0.0, Basis.ASSUMED)) is None


def test_a_score_at_the_pass_score_is_never_settled() -> None:
    passing = MIDDLE.sought.pass_score
    at_the_cut = [value for value in (1, 2, 3, 4, 5) if value == passing]
    assert at_the_cut
    assert interviewers_to_settle(placed(*at_the_cut), RatingError(0.3, sqrt(0.1), Basis.ASSUMED)) is None
