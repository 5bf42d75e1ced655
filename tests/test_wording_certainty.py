"""How certain a level is and what the error rests on, as a reader hears it."""

from __future__ import annotations

from fractions import Fraction

from bundled import kam_rubric

from hiring.domain.assessment import Dossier, assess
from hiring.domain.certainty import LevelCertainty, LevelShare
from hiring.domain.placement import Placement, place
from hiring.domain.profile import build_profile
from hiring.domain.scorecard import Rating, Scorecard
from hiring.domain.uncertainty import Basis, Estimate, RatingError, assumed_error
from hiring.language import get_language
from hiring.wording.certainty import (
    NO_FAIR_AVERAGE,
    say_band,
    say_basis,
    say_certainty,
    say_fair_average,
    say_one_more,
    say_share,
)

KAM = kam_rubric()
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
    assert said.startswith("Level 1, borderline: Level 2.") and said.endswith(
        "Held back by must-haves or minimums: Level 2."
    )


def test_a_level_that_nothing_borders_on_and_that_is_barred_is_named_once() -> None:
    assert say_certainty(certainty(held_back=("L1",)), KAM, ENGLISH) == "Level 1, but must-haves or minimums hold it back"


def test_dots_are_counted_level_by_level() -> None:
    said = [say_share(share, KAM, ENGLISH) for share in certainty().shares if share.dots]
    assert said == ["below Level 1: 6 of 20", "Level 1: 10 of 20", "Level 2: 4 of 20"]


def test_a_band_ends_where_the_scale_does() -> None:
    assert say_band(Estimate(Fraction(47, 10), 0.3), KAM.scale, ENGLISH) == "from 4.1 to 5.0"
    assert say_band(Estimate(Fraction(3), 0.25), KAM.scale, get_language("ru")) == "от 2,5 до 3,5"


def placed(*values: int) -> Placement:
    """One rater a value, who gives it to every competency."""
    ids = [item.id for item in KAM.competencies]
    cards = tuple(Scorecard(f"r{at}", tuple(Rating(item, value, "x") for item in ids)) for at, value in enumerate(values))
    return place(assess(Dossier("Candidate", cards), build_profile(KAM, level_sought="L2")))


def test_what_one_more_would_buy_and_whether_it_settles_the_level() -> None:
    error = assumed_error(KAM)
    assert say_one_more(placed(3), error, ENGLISH) == (
        "One more interviewer who rates all of it would narrow the band from ±0.9 to ±0.7. "
        "Not even 6 more would settle the level: the score lies too close to the pass score."
    )
    clear = say_one_more(placed(4, 5), error, ENGLISH)
    assert clear.endswith("from ±0.7 to ±0.5. The level is clear enough without.")
    many = say_one_more(placed(*[3] * 20), error, ENGLISH)
    assert many.startswith("One more interviewer would hardly narrow the band: it stays at about ±0.2. Not even")


def test_nothing_is_said_of_one_more_where_it_would_change_nothing_or_nothing_is_rated() -> None:
    assert say_one_more(placed(*[5] * 30), assumed_error(KAM), ENGLISH) == ""
    assert say_one_more(placed(), assumed_error(KAM), ENGLISH) == ""


def test_a_fair_average_is_never_said_alone_and_its_absence_has_a_reason() -> None:
    said = say_fair_average(Fraction(37, 10), Fraction(18, 5), 5, "", ENGLISH)
    assert "3.6" in said and "3.7" in said and "5 candidates" in said
    for why in NO_FAIR_AVERAGE:
        assert say_fair_average(Fraction(3), None, 101, why, ENGLISH).startswith("No fair average:")


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


def test_an_error_that_could_not_be_measured_for_want_of_differences_says_so() -> None:
    said = say_basis(assumed_error(KAM, rated_twice=41), ENGLISH)
    assert said.startswith("41 candidates were rated by two or more, and no two ratings ever differed;")
    assert said.endswith(say_basis(assumed_error(KAM), ENGLISH))
    assert say_basis(assumed_error(KAM, rated_twice=29), ENGLISH) == say_basis(assumed_error(KAM), ENGLISH)
