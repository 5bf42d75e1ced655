"""How certain a level is, and who can be told from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import ALWAYS_ON, LEVELS, card, make_rubric, rate_all

from hiring.domain.assessment import Dossier, assess
from hiring.domain.certainty import DOTS, level_certainty
from hiring.domain.comparison import compare
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Adjustment, Profile, build_profile
from hiring.domain.telling_apart import TOLD_APART, tell_apart
from hiring.domain.uncertainty import Basis, RatingError

RUBRIC = make_rubric()
BARE = replace(RUBRIC, gates=())
MIDDLE = build_profile(BARE, level_sought="middle")
EXACT = RatingError(0.0, 0.0, Basis.ASSUMED)
ERROR = RatingError(0.196, 0.294, Basis.ASSUMED)


def two_competencies(rubric=BARE) -> Profile:
    """Only the first two weigh, alike at every level; their minimums put the cuts at 1, 2.5 and 3.5."""
    minimums = {"junior": (1, 1), "middle": (2, 3), "senior": (3, 4)}
    listed = [
        Adjustment(level, item, Fraction(at < 2), minimums[level][at] if at < 2 else 1, "test")
        for level in LEVELS
        for at, item in enumerate(ALWAYS_ON)
    ]
    return build_profile(rubric, level_sought="middle", adjustments=listed)


def placed(profile: Profile, *rows: Mapping[str, int | None], name: str = "Candidate") -> Placement:
    cards = tuple(card(f"rater {at}", row) for at, row in enumerate(rows))
    return place(assess(Dossier(name, cards), profile))


def at_score(tenths: int, profile: Profile) -> Placement:
    """Ten raters who give both competencies a mean of so many tenths."""
    low, extra = divmod(tenths, 10)
    return placed(profile, *({"listening": low + (at < extra), "offer": low + (at < extra)} for at in range(10)))


def sem(value: float) -> RatingError:
    """For ten raters' mean of whatever competencies."""
    return RatingError(10 * value**2, 0.0, Basis.ASSUMED)


# Level certainty.


def test_the_published_example_of_rudner() -> None:
    """x = 3.4, SEM 0.3, cuts 2.5 and 3.5 -> .001 / .629 / .369."""
    found = level_certainty(at_score(34, two_competencies()), sem(0.3))
    assert found is not None
    assert [(item.level, round(item.probability, 3), item.dots) for item in found.shares] == [
        (None, 0.0, 0),
        ("junior", 0.001, 0),
        ("middle", 0.629, 13),
        ("senior", 0.369, 7),
    ]
    assert (found.level, found.borderline, found.held_back) == ("middle", ("senior",), ())


def test_at_a_cut_it_is_exactly_one_half_each() -> None:
    found = level_certainty(at_score(25, two_competencies()), sem(0.1))
    assert found is not None
    by_level = {item.level: item for item in found.shares}
    assert isclose(by_level["junior"].probability, 0.5) and isclose(by_level["middle"].probability, 0.5)
    assert (by_level["junior"].dots, by_level["middle"].dots) == (10, 10)
    assert (found.level, found.borderline) == ("middle", ("junior",))


def test_without_error_a_level_is_certain() -> None:
    found = level_certainty(at_score(25, two_competencies()), EXACT)
    assert found is not None
    assert {item.level: (item.probability, item.dots) for item in found.shares}["middle"] == (1.0, DOTS)
    assert found.borderline == ()


def test_a_level_that_a_must_have_bars_is_named() -> None:
    gated = two_competencies(RUBRIC)
    found = level_certainty(at_score(34, gated), sem(0.3))
    assert found is not None and set(found.held_back) == {"middle", "senior"}


def test_without_enough_evidence_nothing_is_said() -> None:
    assert level_certainty(placed(MIDDLE, {"listening": 4}), ERROR) is None
    assert level_certainty(placed(MIDDLE), ERROR) is None


panels = st.lists(st.fixed_dictionaries(dict.fromkeys(ALWAYS_ON, st.integers(1, 5))), min_size=1, max_size=3)


@given(panels, st.sampled_from([EXACT, ERROR, sem(1.0)]))
def test_probabilities_and_dots_share_out_everything(rows, error) -> None:
    placement = placed(MIDDLE, *rows)
    found = level_certainty(placement, error)
    assert found is not None
    assert isclose(sum(item.probability for item in found.shares), 1)
    assert all(item.probability >= 0 for item in found.shares)
    assert sum(item.dots for item in found.shares) == len(found.dots) == DOTS
    assert all(abs(item.probability - item.dots / DOTS) <= 1 / DOTS for item in found.shares)
    assert [dot.value for dot in found.dots] == sorted(dot.value for dot in found.dots)
    if placement.level is not None:
        order = [None, *LEVELS]
        assert order.index(found.level) >= order.index(placement.level)


# Who can be told from whom.


def compared(**scores: tuple[int, ...]):
    """Names to the ratings that each of two raters gave throughout."""
    return compare([placed(MIDDLE, *(rate_all(value) for value in values), name=name) for name, values in scores.items()])


def test_a_pair_is_told_apart_from_95_percent_on() -> None:
    """Two raters, shared error only: SEM sqrt(v / 2); a lead of one point has P = Phi(1 / sqrt(v))."""
    comparison = compared(Anna=(4, 4), Boris=(3, 3))
    near, far = (RatingError((1 / z) ** 2, 0.0, Basis.ASSUMED) for z in (1.64, 1.65))
    below, above = tell_apart(comparison, near), tell_apart(comparison, far)
    assert below.pairs[0].probability < TOLD_APART <= above.pairs[0].probability
    assert (below.groups, above.groups) == ((("Anna", "Boris"),), (("Anna",), ("Boris",)))


def test_groups_start_anew_with_the_first_who_can_be_told_from_the_head() -> None:
    comparison = compared(Anna=(5, 5), Boris=(5, 4), Clara=(4, 4), Dmitri=(4, 3))
    found = tell_apart(comparison, RatingError(0.3**2 * 2, 0.0, Basis.ASSUMED))
    assert found.groups == (("Anna", "Boris"), ("Clara", "Dmitri"))
    assert [(pair.a, pair.b) for pair in found.pairs if not pair.distinguishable] == [
        ("Anna", "Boris"), ("Boris", "Clara"), ("Clara", "Dmitri"),
    ]  # fmt: skip


def test_scores_within_the_tie_margin_are_never_told_apart() -> None:
    comparison = compare(
        [
            placed(MIDDLE, rate_all(4), name="Anna"),
            placed(MIDDLE, {**rate_all(4), "listening": 3}, name="Boris"),
        ]
    )
    pair = tell_apart(comparison, EXACT).pairs[0]
    assert (pair.probability, pair.distinguishable) == (1.0, False)


def test_who_lacks_evidence_stands_apart() -> None:
    people = [placed(MIDDLE, rate_all(4), name="Anna"), placed(MIDDLE, {"offer": 5}, name="Boris")]
    found = tell_apart(compare(people), ERROR)
    assert (found.groups, found.pairs, found.unranked) == ((("Anna",),), (), ("Boris",))


@given(st.lists(panels, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_groups_follow_the_order_and_never_mix_who_is_told_apart_from_the_head(listed, random) -> None:
    people = [placed(MIDDLE, *rows, name=f"Candidate {at}") for at, rows in enumerate(listed)]
    comparison = compare(people)
    found = tell_apart(comparison, ERROR)
    assert tuple(name for group in found.groups for name in group) == comparison.order
    apart = {(pair.a, pair.b) for pair in found.pairs if pair.distinguishable}
    assert not [name for group in found.groups for name in group[1:] if (group[0], name) in apart]
    assert all((one[0], two[0]) in apart for one, two in zip(found.groups, found.groups[1:], strict=False))
    assert tell_apart(compare(random.sample(people, len(people))), ERROR) == found
    assert [(pair.a, pair.b) for pair in found.pairs] == list(combinations(comparison.order, 2))


@pytest.mark.parametrize("raters", [1, 2, 3])
def test_the_error_in_a_comparison_is_that_of_the_composite(raters: int) -> None:
    comparison = compared(Anna=(4,) * raters, Boris=(3,) * raters)
    found = tell_apart(comparison, RatingError(0.4, 0.0, Basis.ASSUMED))
    assert found.estimates["Anna"].sem == pytest.approx(sqrt(0.4 / raters))
