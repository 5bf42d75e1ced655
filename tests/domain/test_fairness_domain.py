"""Ratios of selection, both tests and the flip-one rule against published cases and slow oracles."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.domain.distributions import fisher_two_sided
from hiring.domain.fairness import Group, GroupFinding, above_median, selection_fairness


def near(value: float, digits: int) -> object:
    return pytest.approx(value, abs=0.5001 * 10**-digits)


def of(*counts: tuple[int, int]) -> tuple[GroupFinding, ...]:
    """Findings of groups a, b ... with so many selected of so many."""
    return selection_fairness(Group("abcdef"[at], *pair) for at, pair in enumerate(counts)).findings


# Published cases.


def test_the_four_rates_of_the_uniform_guidelines() -> None:
    findings = of((60, 100), (45, 100), (48, 100), (51, 100))
    assert [item.ratio for item in findings] == [1, Fraction(3, 4), Fraction(4, 5), Fraction(17, 20)]
    assert [item.flagged for item in findings] == [False, True, False, False]


def test_one_person_turns_the_finding_of_the_guidelines_round() -> None:
    few, many = of((3, 20), (16, 80))
    assert (few.ratio, few.flagged, few.flip_one) == (Fraction(3, 4), True, True)
    assert (many.ratio, many.flagged, many.flip_one) == (1, False, None)
    assert selection_fairness([Group("few", 4, 20), Group("many", 15, 80)]).reference == "few"


def test_the_exact_test_and_z_of_morris_say_different_things() -> None:
    women, _ = of((2, 10), (15, 25))
    assert (women.z, women.p, women.exact_p) == (near(-2.139, 3), near(0.0324, 4), near(0.0599, 4))


def test_the_lady_tasting_tea() -> None:
    """Fisher 1935: three of four cups right; both tails of 4 cups against 4."""
    assert fisher_two_sided(3, 4, 1, 4) == near(0.486, 3)


# Degenerate cases.


def test_nobody_selected_leaves_nothing_to_compare() -> None:
    result = selection_fairness([Group("a", 0, 5), Group("b", 0, 7)])
    assert result.reference is None
    assert [(item.ratio, item.flagged, item.z, item.exact_p) for item in result.findings] == [(None, False, None, None)] * 2


def test_everybody_selected_has_no_z_and_no_finding() -> None:
    first, second = of((5, 5), (7, 7))
    assert (first.ratio, first.z, first.exact_p, first.flagged) == (1, None, 1.0, False)
    assert (second.ratio, second.exact_p) == (1, None)


def test_a_single_group_is_its_own_reference() -> None:
    assert [(item.ratio, item.flagged) for item in of((2, 5))] == [(1, False)]
    assert selection_fairness([]).findings == ()


def test_of_groups_with_the_same_rate_the_largest_is_the_reference() -> None:
    assert selection_fairness([Group("a", 1, 2), Group("b", 5, 10), Group("c", 1, 4)]).reference == "b"


@pytest.mark.parametrize("group", [Group("a", 0, 0), Group("a", 3, 2), Group("a", -1, 2)])
def test_impossible_counts_are_refused(group: Group) -> None:
    with pytest.raises(ValueError, match="people"):
        selection_fairness([group])


def test_a_flag_may_survive_one_person() -> None:
    group, _ = of((10, 100), (50, 100))
    assert (group.flagged, group.flip_one) == (True, False)


def test_the_third_group_keeps_a_flag_that_two_would_lose() -> None:
    """After the flip the best rate may be a third group's."""
    few, _, third = of((3, 20), (16, 80), (199, 1000))
    assert (few.flagged, few.flip_one) == (True, True)
    few, _, third = of((2, 20), (16, 80), (199, 1000))
    assert (few.flagged, few.flip_one, third.flagged) == (True, False, False)


# Slow oracles and what must hold always.

counts = st.integers(1, 9).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def every_draw(total: int, other_total: int, chosen: int) -> list[int]:
    """How many of the first group are among the chosen, for every way to choose."""
    return [sum(person < total for person in draw) for draw in combinations(range(total + other_total), chosen)]


@given(counts.filter(lambda pair: pair[1] < 7), counts.filter(lambda pair: pair[1] < 7))
def test_the_exact_test_counts_what_drawing_everybody_counts(one: tuple[int, int], other: tuple[int, int]) -> None:
    draws = every_draw(one[1], other[1], one[0] + other[0])
    times = {x: draws.count(x) for x in set(draws)}
    unlikely = sum(count for count in times.values() if count <= times[one[0]])
    assert fisher_two_sided(*one, *other) == pytest.approx(unlikely / len(draws))


def test_the_exact_test_of_many_people_ends() -> None:
    assert 0 < fisher_two_sided(4_900, 10_000, 5_100, 10_000) < 0.01


@given(st.lists(counts, min_size=1, max_size=5))
def test_the_order_of_groups_never_matters(pairs: list[tuple[int, int]]) -> None:
    groups = [Group("abcdef"[at], *pair) for at, pair in enumerate(pairs)]
    forth, back = selection_fairness(groups), selection_fairness(reversed(groups))
    assert (forth.reference, forth.findings) == (back.reference, tuple(reversed(back.findings)))


@given(st.lists(counts, min_size=2, max_size=5))
def test_no_ratio_is_above_one_and_a_flag_is_a_ratio_below_four_fifths(pairs: list[tuple[int, int]]) -> None:
    for item in of(*pairs):
        assert item.ratio is None or 0 <= item.ratio <= 1
        assert item.flagged == (item.ratio is not None and item.ratio < Fraction(4, 5))
        assert (item.flip_one is not None) == item.flagged
        assert item.z is None or item.z <= 0


# Scores.


def test_scores_count_as_selected_above_the_median_of_all() -> None:
    groups, median = above_median({"a": [Fraction(1), Fraction(2), Fraction(3)], "b": [Fraction(3), Fraction(4)]})
    assert median == 3
    assert groups == (Group("a", 0, 3), Group("b", 1, 2))


def test_the_median_of_an_even_number_lies_in_the_middle() -> None:
    groups, median = above_median({"a": [Fraction(1), Fraction(2)], "b": [Fraction(3), Fraction(4)]})
    assert (median, [group.selected for group in groups]) == (Fraction(5, 2), [0, 2])


def test_equal_scores_select_nobody() -> None:
    groups, _ = above_median({"a": [Fraction(3)] * 4, "b": [Fraction(3)] * 3})
    assert selection_fairness(groups).reference is None
    with pytest.raises(ValueError, match="no scores"):
        above_median({})
