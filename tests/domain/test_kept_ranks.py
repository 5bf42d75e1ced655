"""Places under all weights, drawn once and kept: the same figures, and no name among what is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from small_rubric import ALWAYS_ON, card, make_rubric

from hiring.domain.assessment import Assessment, Dossier, assess
from hiring.domain.kept_ranks import _draw, ranks_of
from hiring.domain.profile import build_profile
from hiring.domain.robustness import confidence_factors, contender, rank_acceptability
from hiring.domain.uncertainty import Basis, RatingError

MIDDLE = build_profile(make_rubric(), level_sought="middle")
ERROR = RatingError(0.196, 0.294, Basis.ASSUMED)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    _draw.cache_clear()
    yield
    _draw.cache_clear()


def rated(name: str, *rows: tuple[int | None, ...], who: str = "rater") -> Assessment:
    cards = (card(f"{who} {at}", dict(zip(ALWAYS_ON, row, strict=True))) for at, row in enumerate(rows))
    return assess(Dossier(name, tuple(cards)), MIDDLE)


PEOPLE = (
    rated("Zoe", (4, 3, 4, 3), (4, 4, 3, 3), (3, None, 4, None)),
    rated("Anna", (3, 4, 3, 4), (3, 4, None, 4)),
    rated("Boris", (3, 3, 3, 3)),
)


def test_they_are_those_of_the_draws() -> None:
    contenders = [contender(item) for item in PEOPLE]
    drawn = rank_acceptability(contenders, ERROR)
    confidence = confidence_factors(contenders, ERROR, drawn.central_weights)
    for item in ranks_of(PEOPLE, ERROR):
        assert item.shares == drawn.ranks[item.name]
        assert item.central_weights == drawn.central_weights[item.name]
        assert item.confidence == confidence[item.name]


def test_they_come_in_the_order_asked_for() -> None:
    assert [item.name for item in ranks_of(PEOPLE, ERROR)] == ["Zoe", "Anna", "Boris"]
    assert {item.name: item for item in ranks_of(PEOPLE[::-1], ERROR)} == {
        item.name: item for item in ranks_of(PEOPLE, ERROR)
    }
    assert ranks_of([], ERROR) == ()


def test_what_was_drawn_is_not_drawn_again_and_what_changed_is() -> None:
    ranks_of(PEOPLE, ERROR)
    ranks_of(PEOPLE, ERROR)
    ranks_of([rated("Zoe", (4, 3, 4, 3), (4, 4, 3, 3), (3, None, 4, None), who="other"), *PEOPLE[1:]], ERROR)
    assert (_draw.cache_info().misses, _draw.cache_info().hits) == (1, 2)
    ranks_of([rated("Zoe", (5, 3, 4, 3), (4, 4, 3, 3), (3, None, 4, None)), *PEOPLE[1:]], ERROR)
    ranks_of(PEOPLE, RatingError(0.2, 0.294, Basis.ASSUMED))
    assert _draw.cache_info().misses == 3


def test_what_is_kept_names_nobody() -> None:
    ranks_of([rated("Someone Unmistakable", (4, 3, 4, 3)), rated("Boris", (3, 3, 3, 3), who="Unmistakable Rater")], ERROR)
    kept = repr(gc.get_referents(_draw))
    assert _draw.cache_info().currsize == 1 and "Unmistakable" not in kept
