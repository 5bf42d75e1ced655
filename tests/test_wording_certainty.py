"""How certain a level is and what the error rests on, as a reader hears it."""

from __future__ import annotations

from hiring.domain.certainty import LevelCertainty, LevelShare
from hiring.domain.uncertainty import Basis, RatingError, assumed_error
from hiring.language import get_language
from hiring.rubric_files import find_rubric, load_rubric
from hiring.wording.certainty import say_basis, say_certainty, say_dots

KAM = load_rubric(find_rubric("kam"))
ENGLISH = get_language("en")
SHARES = (
    LevelShare(None, 0.3, 6),
    LevelShare("L1", 0.5, 10),
    LevelShare("L2", 0.2, 4),
    LevelShare("L3", 0.0, 0),
)


def certainty(*borderline: str | None, held_back: tuple[str, ...] = ()) -> LevelCertainty:
    return LevelCertainty("L1", borderline, SHARES, (), held_back)


def test_the_level_alone_and_with_those_it_borders_on() -> None:
    assert say_certainty(certainty(), KAM, ENGLISH) == "Level 1"
    assert say_certainty(certainty(None, "L2"), KAM, ENGLISH) == "Level 1, borderline: below Level 1, Level 2"


def test_what_bars_a_named_level_is_said_and_others_are_left_out() -> None:
    said = say_certainty(certainty("L2", held_back=("L2", "L3")), KAM, ENGLISH)
    assert said.startswith("Level 1, borderline: Level 2.") and said.endswith("not met: Level 2.")


def test_dots_are_counted_level_by_level() -> None:
    assert say_dots(certainty(), KAM, ENGLISH) == "below Level 1: 6 of 20, Level 1: 10 of 20, Level 2: 4 of 20"


def test_the_basis_of_the_error() -> None:
    stated = KAM.rules.assumed_error
    assert stated is not None
    assert [say_basis(assumed_error(KAM), get_language(item)) for item in ("en", "ru")] == [
        stated.reason["en"],
        stated.reason["ru"],
    ]
    default = say_basis(RatingError(0.196, 0.294, Basis.ASSUMED), ENGLISH)
    assert "lie off by 0.7 of a point" in default and "30 candidates" in default
    assert say_basis(RatingError(0.2, 0.3, Basis.POOLED, 41), ENGLISH).startswith("Measured on 41 candidates")
