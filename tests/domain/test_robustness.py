"""How stable an order is: worked examples, promises at the edges, what must hold for any ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_rubric import ALWAYS_ON, card, make_rubric

from hiring.domain.assessment import AgreedRating, Assessment, Dossier, assess
from hiring.domain.profile import Adjustment, Profile, build_profile
from hiring.domain.robustness import Contender, confidence_factors, contender, dominates, rank_acceptability
from hiring.domain.tipping import tipping_ratings, tipping_weights
from hiring.domain.uncertainty import Basis, Estimate, RatingError, composite_sem, probability_above
from hiring.errors import Invalid

RUBRIC = make_rubric()
MIDDLE = build_profile(RUBRIC, level_sought="middle")
EXACT = RatingError(0.0, 0.0, Basis.ASSUMED)
ERROR = RatingError(0.196, 0.294, Basis.ASSUMED)

Ratings = Mapping[str, int | None]


def rated(name: str, *rows: Ratings, profile: Profile = MIDDLE) -> Assessment:
    return assess(Dossier(name, tuple(card(f"rater {at}", row) for at, row in enumerate(rows))), profile)


def contending(name: str, *rows: Ratings) -> Contender:
    return contender(rated(name, *rows))


def rate(*values: int | None) -> Ratings:
    return dict(zip(ALWAYS_ON, values, strict=False))


# Rank acceptability.


def test_two_criteria_and_two_candidates_by_hand() -> None:
    """4 and 2 against 3 and 3.5: the first wins when w 1 > (1 - w) 1.5, so with w above 0.6, in 40 % of all weights."""
    first, second = contending("Anna", rate(4, 2), rate(4, 2)), contending("Boris", rate(3, 3), rate(3, 4))
    found = rank_acceptability([first, second], EXACT)
    assert found.ranks["Anna"][0] == pytest.approx(0.4, abs=0.015)
    assert found.central_weights["Anna"] == pytest.approx({"listening": 0.8, "offer": 0.2}, abs=0.01)
    assert found.central_weights["Boris"] == pytest.approx({"listening": 0.3, "offer": 0.7}, abs=0.01)
    assert confidence_factors([first, second], EXACT, found.central_weights) == {"Anna": 1.0, "Boris": 1.0}


def test_who_is_never_first_has_no_central_weights_and_no_confidence() -> None:
    contenders = [contending("Anna", rate(4, 4)), contending("Boris", rate(3, 3))]
    found = rank_acceptability(contenders, EXACT)
    assert found.ranks == {"Anna": (1.0, 0.0), "Boris": (0.0, 1.0)}
    assert found.central_weights["Boris"] is None
    assert confidence_factors(contenders, EXACT, found.central_weights)["Boris"] is None


def test_equals_share_the_first_place_whatever_their_names() -> None:
    contenders = [contending(name, rate(3, 4, 3, 2)) for name in ("Anna", "Boris", "Clara")]
    for error in (EXACT, ERROR):
        found = rank_acceptability(contenders, error)
        assert [found.ranks[item.name][0] for item in contenders] == pytest.approx([1 / 3] * 3, abs=0.02)
        factors = confidence_factors(contenders, error, found.central_weights)
        assert list(factors.values()) == pytest.approx([1 / 3] * 3, abs=0.02)


def test_the_same_data_give_the_same_figures() -> None:
    contenders = [contending("Anna", rate(4, 2, 3, 3)), contending("Boris", rate(3, 4, 3, 3))]
    assert rank_acceptability(contenders, ERROR) == rank_acceptability(contenders[::-1], ERROR)


def test_the_error_of_a_pair_is_that_of_its_probability() -> None:
    """One competency leaves no weights to choose, so that the share of first places is P(A > B)."""
    contenders = [contending("Anna", {"offer": 4}, {"offer": 4}), contending("Boris", {"offer": 4}, {"offer": 3})]
    found = rank_acceptability(contenders, ERROR)
    assert found.ranks["Anna"][0] == pytest.approx(0.7625, abs=0.013)  # Phi(0.5 / sqrt(0.245 + 0.245))


def test_raters_with_other_kits_and_gaps_draw_the_error_of_the_composite() -> None:
    """Anna's error with these kits, drawn, against `composite_sem` at weights held fast by their ranges."""
    fixed = {item: (Fraction(1, 4), Fraction(1, 4)) for item in ALWAYS_ON}
    anna = contending("Anna", rate(3, 3, 3, 3), {"offer": 3}, {"offer": 3, "selling": 3})
    boris = contending("Boris", rate(4, 2, None, 3))
    found = rank_acceptability([anna, boris], ERROR, ranges=fixed)
    assert found.ranks["Anna"][0] == pytest.approx(0.5, abs=0.015)
    boris = contending("Boris", rate(2, 2, None, 3))
    equal = dict.fromkeys(ALWAYS_ON, Fraction(1))
    pair = (
        Estimate(Fraction(3), composite_sem(anna.raters, equal, ERROR)),
        Estimate(Fraction(7, 3), composite_sem(boris.raters, equal, ERROR)),
    )
    drawn = rank_acceptability([anna, boris], ERROR, ranges=fixed).ranks["Anna"][0]
    assert drawn == pytest.approx(probability_above(*pair), abs=0.015)


def test_weights_stay_within_their_ranges_and_cover_them_evenly() -> None:
    """Anna wins with w above 0.6: within 0.5 to 0.75 that is 60 % of the weights."""
    contenders = [contending("Anna", rate(4, 2), rate(4, 2)), contending("Boris", rate(3, 3), rate(3, 4))]
    found = rank_acceptability(contenders, EXACT, ranges={"listening": (Fraction(1, 2), Fraction(3, 4))})
    assert found.ranks["Anna"][0] == pytest.approx(0.6, abs=0.015)
    central = found.central_weights["Anna"]
    assert central is not None and central["listening"] == pytest.approx(0.675, abs=0.01)


@pytest.mark.parametrize(
    ("ranges", "code"),
    [
        ({"listening": (0, Fraction(2, 5)), "offer": (0, Fraction(2, 5))}, "weight_ranges_unfit"),
        ({"listening": (Fraction(1, 2), 1), "offer": (Fraction(3, 5), 1)}, "weight_ranges_unfit"),
        ({"listening": (Fraction(3, 5), Fraction(2, 5))}, "weight_range_wrong"),
        ({"leading": (0, 1)}, "competency_unknown"),
    ],
)
def test_ranges_that_hold_no_weights_are_refused(ranges, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        rank_acceptability([contending("Anna", rate(4, 2)), contending("Boris", rate(3, 3))], EXACT, ranges=ranges)
    assert [problem.code for problem in refused.value.problems] == [code]


# Dominance.


def test_dominance_needs_the_same_competencies_no_worse_and_one_better() -> None:
    high, low, part = contending("A", rate(4, 3, 3, 3)), contending("B", rate(3, 3, 3, 3)), contending("C", rate(2, 2))
    assert dominates(high, low)
    assert not dominates(low, high)
    assert not dominates(high, high)
    assert not dominates(high, part)
    assert not dominates(contending("D", rate(5, 2, 3, 3)), low)


def test_a_competency_without_weight_is_no_reason_to_be_called_nowhere_below() -> None:
    """It stands in the table beside the sentence, and weights that count it turn the two round."""
    profile = without_weight("planning")
    ahead, behind = (
        rated(name, values, profile=profile) for name, values in (("A", rate(4, 4, 2, 4)), ("B", rate(3, 3, 4, 3)))
    )
    assert not dominates(contender(ahead), contender(behind))
    assert dominates(contender(ahead), contender(rated("C", rate(3, 3, 2, 3), profile=profile)))
    assert dominates(contender(ahead), contender(rated("D", rate(4, 4, 1, 4), profile=profile)))
    (tip,) = tipping_weights(ahead, behind)
    assert (tip.competency, tip.now, tip.at) == ("planning", 0, pytest.approx(1 / 3))


def without_weight(competency: str) -> Profile:
    left_out = Adjustment("middle", competency, Fraction(0), None, "Not part of the post.")
    return build_profile(RUBRIC, level_sought="middle", adjustments=[left_out])


# Tipping points.


def weighted(*weights: int) -> Profile:
    listed = [
        Adjustment("middle", item, Fraction(weight), None, "test") for item, weight in zip(ALWAYS_ON, weights, strict=True)
    ]
    return build_profile(RUBRIC, level_sought="middle", adjustments=listed)


def test_the_tipping_weight_by_hand() -> None:
    """Weights 3 and 2 of 5; d = 1 on the first, D = -1.5 on the rest: w* = -1.5 / -2.5 = 0.6, where they now are equal."""
    profile = weighted(3, 1, 0, 0)
    anna = rated("Anna", rate(4, 2), rate(4, 2), profile=profile)
    boris = rated("Boris", rate(3, 3), rate(3, 4), profile=profile)
    found = tipping_weights(anna, boris)
    assert [(item.competency, item.now, item.at) for item in found] == [
        ("listening", Fraction(3, 4), 0.6),
        ("offer", Fraction(1, 4), 0.4),
    ]
    assert tipping_weights(boris, anna) == ()


def test_a_lead_in_everything_has_no_tipping_weight() -> None:
    assert tipping_weights(rated("Anna", rate(4, 4, 4, 4)), rated("Boris", rate(3, 3, 3, 3))) == ()


def test_tipping_ratings_by_hand() -> None:
    """A lead of 0.1 at weights 1, 3, 2, 4: one of two raters on weight 4 moves the score by 0.2, on weight 1 by 0.05."""
    anna = rated("Anna", rate(4, 3, 3, 3), rate(4, 3, 3, 3))
    boris = rated("Boris", rate(3, 3, 3, 3), rate(3, 3, 3, 3))
    found = [item for item in tipping_ratings(anna, boris) if item.rater == "rater 0"]
    changes = {(item.candidate, item.competency): (item.now, item.at) for item in found}
    assert changes[("Anna", "selling")] == (3, 2)
    assert changes[("Anna", "listening")] == (4, 2)
    assert changes[("Boris", "listening")] == (3, 5)
    assert changes[("Boris", "planning")] == (3, 4)
    assert abs(found[0].at - found[0].now) == 1


def test_a_rating_that_an_agreement_replaced_tips_nothing() -> None:
    anna, boris = rated("Anna", rate(4, 3, 3, 3)), rated("Boris", rate(3, 3, 3, 3))
    settled = tuple(AgreedRating(item, 4 if item == "listening" else 3, "agreed") for item in ALWAYS_ON)
    agreed = assess(replace(anna.dossier, agreed=settled), MIDDLE)
    assert {item.candidate for item in tipping_ratings(agreed, boris)} == {"Boris"}


# For any ratings.

panels = st.lists(st.tuples(*[st.integers(1, 5)] * 4), min_size=1, max_size=3)
gappy = st.lists(st.tuples(*[st.none() | st.integers(1, 5)] * 4), min_size=1, max_size=3)
few = settings(max_examples=30, deadline=None)


def named(listed: list[list[tuple[int | None, ...]]]) -> list[Contender]:
    found = [contending(f"Candidate {at}", *(rate(*row) for row in rows)) for at, rows in enumerate(listed)]
    return [item for item in found if item.scores]


@few
@given(st.lists(gappy, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_candidates_and_raters_never_matters(listed, random) -> None:
    contenders = named(listed)
    assume(contenders)
    found = rank_acceptability(contenders, ERROR, draws=500)
    shuffled = random.sample(contenders, len(contenders))
    assert rank_acceptability(shuffled, ERROR, draws=500) == found
    factors = confidence_factors(contenders, ERROR, found.central_weights, draws=500)
    assert confidence_factors(shuffled, ERROR, found.central_weights, draws=500) == factors


@few
@given(st.lists(gappy, min_size=1, max_size=5))
def test_ranks_share_out_every_candidate_and_every_place(listed) -> None:
    contenders = named(listed)
    assume(contenders)
    found = rank_acceptability(contenders, ERROR, draws=500)
    rows = list(found.ranks.values())
    assert all(isclose(sum(row), 1) for row in rows)
    assert all(isclose(sum(column), 1) for column in zip(*rows, strict=True))
    assert all(isclose(sum(weights.values()), 1) for weights in found.central_weights.values() if weights)


@few
@given(st.lists(panels, min_size=2, max_size=5))
def test_who_dominates_is_never_behind(listed) -> None:
    """Without error in no draw at all: the one who dominates everybody is always first."""
    contenders = named(listed)
    found = rank_acceptability(contenders, EXACT, draws=500)
    for first in contenders:
        others = [item for item in contenders if item is not first]
        if all(dominates(first, other) and min(_gaps(first, other)) > 0 for other in others):
            assert found.ranks[first.name][0] == 1
        for second in others:
            if dominates(first, second):
                assert not dominates(second, first)
                assert found.ranks[first.name][0] >= found.ranks[second.name][0]


def _gaps(first: Contender, second: Contender) -> list[Fraction]:
    return [first.scores[item] - second.scores[item] for item in first.scores]


@given(gappy, gappy)
def test_at_its_tipping_weight_a_pair_is_equal(one, two) -> None:
    anna, boris = rated("Anna", *(rate(*row) for row in one)), rated("Boris", *(rate(*row) for row in two))
    for item in tipping_weights(anna, boris):
        assert 0 <= item.at <= 1
        scores = [_score_with(side, item.competency, item.at) for side in (anna, boris)]
        assert isclose(*scores, abs_tol=1e-9)


def _score_with(assessment: Assessment, competency: str, share: float) -> float:
    """The composite with this share for the competency, the others in proportion."""
    standards = assessment.profile.sought.standards
    rest = float(sum(item.weight for item in standards if item.competency != competency))
    weights = {
        item.competency: share if item.competency == competency else (1 - share) * float(item.weight) / rest
        for item in standards
    }
    rated = {item.competency: float(item.score) for item in assessment.competencies if item.score is not None}
    return sum(weights[item] * score for item, score in rated.items()) / sum(weights[item] for item in rated)


@given(gappy, gappy)
def test_a_tipping_rating_really_closes_the_lead(one, two) -> None:
    rows = {"Anna": [dict(rate(*row)) for row in one], "Boris": [dict(rate(*row)) for row in two]}
    anna, boris = (rated(name, *listed) for name, listed in rows.items())
    for item in tipping_ratings(anna, boris)[:3]:
        changed = {name: [dict(row) for row in listed] for name, listed in rows.items()}
        changed[item.candidate][int(item.rater.removeprefix("rater "))][item.competency] = item.at
        ahead, behind = (rated(name, *listed).sought.score for name, listed in changed.items())
        assert ahead is not None and behind is not None and ahead <= behind
