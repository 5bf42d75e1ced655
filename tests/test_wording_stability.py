"""How far an order can be trusted, in words of both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from bundled import kam_rubric

from hiring.domain.robustness import DRAWS
from hiring.domain.telling_apart import Pair, ToldApart
from hiring.domain.tipping import TippingRating, TippingWeight
from hiring.domain.weight_trial import Move
from hiring.language import LOCALES, get_language
from hiring.wording.stability import (
    join_names,
    say_across,
    say_chance,
    say_equal_weights,
    say_first,
    say_gap,
    say_group,
    say_tipping_rating,
    say_tipping_weight,
    say_wins_by,
)
from hiring.wording.weight_trials import say_changes

EN, RU = get_language("en"), get_language("ru")
RUBRIC = kam_rubric()
AB, AC, BC = Pair("Anna", "Boris", 0.61, False), Pair("Anna", "Clara", 0.8, False), Pair("Boris", "Clara", 0.97, True)


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.0, "0"), (0.004, "<1"), (0.005, "1"), (0.5, "50"), (0.616, "62"), (0.9949, "99"), (0.9951, ">99"), (1.0, "100")],
)
def test_rounding_makes_no_certainty(probability: float, said: str) -> None:
    assert say_chance(probability) == said


def test_two_who_cannot_be_told_apart() -> None:
    said = "Anna and Boris cannot be told apart: in 61 cases of 100 Anna is the one above."
    assert say_group(("Anna", "Boris"), [AB], EN) == said
    assert say_group(("Anna", "Boris"), [AB], RU) == "Anna и Boris неразличимы: Anna выше в 61 случаях из 100."
    assert say_group(("Anna",), [], EN) == ""


def test_the_likelier_one_is_named_even_when_it_stands_second() -> None:
    turned = Pair("Anna", "Boris", 0.4, False)
    assert "in 60 cases of 100 Boris" in say_group(("Anna", "Boris"), [turned], EN)
    assert "each is as likely" in say_group(("Anna", "Boris"), [Pair("Anna", "Boris", 0.5, False)], EN)


def test_a_group_says_who_is_told_apart_inside_it() -> None:
    said = say_group(("Anna", "Boris", "Clara"), [AB, AC, BC], EN)
    assert said == (
        "Anna cannot be told from any of these: Boris and Clara. Told apart all the same: Boris above Clara (97 of 100)."
    )


def test_pairs_across_groups_are_not_hidden_by_them() -> None:
    pairs = [Pair("Anna", "Boris", 0.97, True), Pair("Anna", "Clara", 0.94, False), Pair("Boris", "Clara", 0.6, False)]
    said = say_across((("Anna",), ("Boris", "Clara")), pairs, EN)
    assert said == "Not told apart either, though in different groups: Anna above Clara (94 of 100)."
    assert say_first((("Anna",), ("Boris", "Clara")), pairs, EN) == (
        "Anna is first, yet cannot be told from everybody below."
    )
    assert say_across((("Anna", "Boris"),), [AB], EN) == ""


def test_the_headline_gives_no_first_place_that_is_not_there() -> None:
    told = [Pair("Anna", "Boris", 0.99, True)]
    assert say_first((("Anna",), ("Boris",)), told, EN) == "Anna is first, and told from everybody below."
    assert say_first((("Anna", "Boris"),), [AB], EN) == "The first place is open: Anna and Boris cannot be told apart."
    assert say_first((("Anna", "Boris", "Clara"),), [AB, AC, BC], EN) == (
        "The first place is open between Anna, Boris and Clara."
    )


def test_a_long_list_is_counted() -> None:
    names = [f"P{number}" for number in range(1, 21)]
    assert join_names(names, EN) == "P1, P2, P3, P4, P5, P6 and 14 more"
    assert join_names(names[:1], EN) == "P1"


@pytest.mark.parametrize(
    ("anna", "boris", "said"),
    [
        (Fraction("4.2"), Fraction("3.9"), "Anna has 4.2 and Boris 3.9;"),
        (Fraction("3.96"), Fraction("3.94"), "Anna has 4.0 and Boris 3.9;"),
        (Fraction("4.04"), Fraction("3.96"), "Anna and Boris both have 4.0 and differ by less than a tenth of a point;"),
        (Fraction("3.96"), Fraction("4.04"), "Anna and Boris both have 4.0 and differ by less than a tenth of a point;"),
    ],
)
def test_two_scores_too_close_to_tell_are_said_no_finer_than_to_a_tenth(anna: Fraction, boris: Fraction, said: str) -> None:
    assert say_gap({"Anna": anna, "Boris": boris}, Fraction(1, 2), EN).startswith(said)


def test_scores_that_are_the_same_are_said_to_be() -> None:
    assert say_gap({"Anna": Fraction(4), "Boris": Fraction(4)}, Fraction(1, 2), EN) == "Anna and Boris have the same score."


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ((1, 2, 3), "With equal weights the order is the same."),
        (
            (2, 1, 3),
            "With equal weights the order changes: Anna 1 → 2; Boris 2 → 1. They move only among those who cannot be told "
            "apart.",
        ),
        ((1, 3, 2), "With equal weights the order changes: Boris 2 → 3; Clara 3 → 2."),
    ],
)
def test_equal_weights_say_who_moves(after: tuple[int, ...], said: str) -> None:
    moved = [Move(name, at, after[at - 1]) for at, name in enumerate(("Anna", "Boris", "Clara"), 1)]
    assert say_equal_weights(moved, (("Anna", "Boris"), ("Clara",)), EN) == said


def test_a_weight_is_said_from_what_to_what() -> None:
    tip = say_tipping_weight(TippingWeight("Anna", "Boris", "negotiation", Fraction(9, 100), 0.22), RUBRIC, EN)
    assert (tip.change, tip.outcome) == ("“Negotiation” weighs 22% instead of 9%", "Boris is level with Anna")
    near = say_tipping_weight(TippingWeight("Anna", "Boris", "negotiation", Fraction(9, 100), 0.0926), RUBRIC, EN)
    assert near.change == "“Negotiation” weighs 9.3% instead of 9.0%"


@pytest.mark.parametrize("locale", LOCALES)
def test_whose_rating_it_is_is_told_to_some_only(locale: str) -> None:
    tip, language = TippingRating("Anna", "Boris", "Anna", "negotiation", "Petrov", 4, 3), get_language(locale)
    assert "Petrov" in say_tipping_rating(tip, 2, RUBRIC, language, named=True).change
    assert "Petrov" not in say_tipping_rating(tip, 2, RUBRIC, language, named=False).change


def test_what_somebody_wins_by() -> None:
    even = dict.fromkeys(("negotiation", "partnership", "communication"), 1 / 3)
    assert say_wins_by(0.4, even, RUBRIC, EN) == "First with many different weights: none stands out."
    liked = {"negotiation": 0.5, "partnership": 0.4, "communication": 0.1}
    assert say_wins_by(0.4, liked, RUBRIC, EN) == "First mostly where these weigh much: “Negotiation”, “Partnership”."
    assert say_wins_by(0.95, liked, RUBRIC, EN) == "First with almost any weights."
    assert say_wins_by(1 / DRAWS, liked, RUBRIC, EN) == "" == say_wins_by(0.0, None, RUBRIC, EN)


def test_a_trial_says_what_it_changes() -> None:
    before = ToldApart({}, (), (Pair("Anna", "Boris", 0.97, True), Pair("Anna", "Clara", 0.9, False)), ())
    after = ToldApart({}, (), (Pair("Boris", "Anna", 0.6, False), Pair("Anna", "Clara", 0.99, True)), ())
    moved = [Move("Boris", 2, 1), Move("Anna", 1, 2), Move("Clara", 3, None)]
    levels = {"Anna": ("Level 2", "Level 1"), "Boris": ("Level 1", "Level 1")}
    assert say_changes(moved, before, after, levels, EN) == (
        "With these weights the order changes: Boris 2 → 1; Anna 1 → 2; Clara 3 → —.",
        "Told apart now: Anna – Clara.",
        "No longer told apart: Anna – Boris.",
        "The level changes: Anna: Level 2 → Level 1.",
    )
    same = say_changes([Move("Anna", 1, 1)], before, before, {}, EN)
    assert same == ("With these weights the order is the same.",)
