"""Small counts stay unsaid, and cannot be computed from what is said, even by somebody who knows the rule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.domain.small_counts import FEWEST, MOST_ROWS, hidden_rows


def parts(total: int, rows: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread a total over rows."""
    if rows == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in parts(total - first, rows - 1):
            yield (first, *rest)


def possible(sizes: tuple[int, ...], hidden: frozenset[int], fewest: int) -> list[set[int]]:
    """For each hidden row the sizes that fit the shown ones, the total, and the rule itself: by trying them all."""
    places = sorted(hidden)
    found: list[set[int]] = [set() for _ in places]
    for tried in parts(sum(sizes[place] for place in places), len(places)):
        whole = list(sizes)
        for place, size in zip(places, tried, strict=True):
            whole[place] = size
        if hidden_rows(whole, fewest=fewest) == hidden:
            for values, size in zip(found, tried, strict=True):
                values.add(size)
    return found


def holds(sizes: tuple[int, ...], fewest: int) -> None:
    hidden = hidden_rows(sizes, fewest=fewest)
    assert {place for place, size in enumerate(sizes) if 0 < size < fewest} <= hidden
    if hidden:
        assert all(len(values) >= 2 for values in possible(sizes, hidden, fewest)), (sizes, hidden)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((0, 12, 20), set()),
        ((9, 12, 20), set()),
        ((), set()),
        ((0, 3, 20), {1, 2}),  # of two groups one is the total less the other
        ((7, 3, 20), {0, 1}),  # the row named first is given up beside the small one
        ((0, 3, 20, 30), {1, 2}),
        ((3, 4, 20), {0, 1}),  # two small ones hide each other
        ((1, 1, 20, 30), {0, 1, 2}),  # but not when both together are fewer than five
        ((4, 4, 20, 30), {0, 1, 2}),  # nor when the sum says what both are
        ((4, 4, 4), {0, 1, 2}),
        ((1, 2, 3), {0, 1, 2}),
    ],
)
def test_which_rows_are_hidden(sizes: tuple[int, ...], hidden: set[int]) -> None:
    assert hidden_rows(sizes) == hidden


@settings(max_examples=300)
@given(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 14)), min_size=2, max_size=4).map(tuple))
def test_no_hidden_size_can_be_computed_by_subtraction(sizes: tuple[int, ...]) -> None:
    holds(sizes, FEWEST)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 5), min_size=2, max_size=5).map(tuple))
def test_nor_with_the_smallest_threshold(sizes: tuple[int, ...]) -> None:
    holds(sizes, 3)


def spreads(sizes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """A few other ways to spread the same people over the same rows."""
    rows, people = range(len(sizes)), sum(sizes)
    for least in (1, FEWEST - 1):
        for rich in rows:
            yield tuple(people - least * (len(sizes) - 1) if place == rich else least for place in rows)
    for giving in rows:
        for taking in rows:
            yield tuple(size - (place == giving) + (place == taking) for place, size in enumerate(sizes))


@pytest.mark.parametrize("sizes", [(1,) * 5, (1,) * 9, (4,) * 5 + (5,), (5,) + (4,) * 7, (4,) * 4 + (30,), (4,) * 9])
def test_sums_that_only_one_set_of_small_sizes_adds_up_to(sizes: tuple[int, ...]) -> None:
    """Where trying all spreads would take too long, a few suffice to show two sizes for every row."""
    hidden = hidden_rows(sizes)
    assert hidden == frozenset(range(len(sizes)))
    alike = [other for other in (sizes, *spreads(sizes)) if min(other) >= 0 and hidden_rows(other) == hidden]
    assert all(len({other[place] for other in alike}) >= 2 for place in hidden)


def test_more_rows_than_the_rule_is_proved_for_are_refused() -> None:
    assert hidden_rows([20] * MOST_ROWS) == frozenset()
    with pytest.raises(ValueError, match="proved"):
        hidden_rows([20] * (MOST_ROWS + 1))
    with pytest.raises(ValueError, match="proved"):
        hidden_rows([3, 4], fewest=2)
