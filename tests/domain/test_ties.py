"""What orders candidates whose scores are practically the same."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from profile_cases import kam, profile_of, read_named

from hiring.domain.assessment import Dossier, assess
from hiring.domain.comparison import Tie, TieBreak, compare
from hiring.domain.figures import FigureClaim
from hiring.domain.placement import Placement, place
from hiring.domain.scorecard import Rating, Scorecard
from hiring.language import LOCALES, get_language
from hiring.wording.ties import say_tie

TOLD = read_named("ties")
CLIENTS = {"industry": "health", "size": "large", "decides": "director"}
THRESHOLDS = {"long_term_clients": [2, 5, 9]}


def place_one(name: str, told: dict[str, Any], case: dict[str, Any]) -> Placement:
    answers = {"profile.client_type": CLIENTS, **case.get("answers", {})}
    adjustments = case.get("adjustments", [])
    profile = profile_of({"level": "L2", "answers": answers, "adjustments": adjustments, "thresholds": THRESHOLDS})
    ratings = {item.id: told.get(item.id, told["everything"]) for item in profile.competencies}
    card = Scorecard("Rater", tuple(Rating(item, value, "what was said") for item, value in ratings.items()))
    claims = (FigureClaim("long_term_clients", Fraction(9), 3, Fraction(1), 3),) if told.get("figures") else ()
    facts = {key: told[key] for key in ("market", "degree") if key in told}
    return place(assess(Dossier(name, (card,), claims, facts), profile))


@pytest.mark.parametrize("name", TOLD)
def test_tie(name: str) -> None:
    case = TOLD[name]
    placed = [place_one(who, told, case) for who, told in case["candidates"].items()]
    for listed in (placed, placed[::-1]):
        comparison = compare(listed)
        assert list(comparison.order) == case["order"]
        assert [[tie.higher, tie.lower, tie.by.value] for tie in comparison.ties] == case["ties"]


def test_the_margin_is_a_tenth() -> None:
    assert kam().rules.tie_margin == Fraction(1, 10)


@pytest.mark.parametrize("by", list(TieBreak))
@pytest.mark.parametrize("locale", LOCALES)
def test_what_decided_is_said_with_both_names(by: TieBreak, locale: str) -> None:
    said = say_tie(Tie("Anna", "Boris", by), get_language(locale))
    assert "Anna" in said and "Boris" in said and said.endswith(".")
