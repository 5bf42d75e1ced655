"""The examples of docs/method.md, computed; each figure checked here also stands in the document."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from hiring.domain.assessment import Assessment, Dossier, RaisedFlag, assess
from hiring.domain.figures import FigureClaim, figure_result, rate_figure
from hiring.domain.placement import place
from hiring.domain.profile import Profile, Threshold, build_profile
from hiring.domain.rubric import Direction, Rubric
from hiring.domain.scorecard import Rating, Scorecard
from hiring.language import get_language
from hiring.rubric_files import load_rubric

ROOT = Path(__file__).parents[2]
METHOD = " ".join((ROOT / "docs/method.md").read_text(encoding="utf-8").split())
THRESHOLD = Threshold("long_term_clients", Fraction(2), Fraction(5), Fraction(9))


@cache
def kam() -> Rubric:
    return load_rubric(ROOT / "rubrics/kam")


def level_two(**parts: object) -> Profile:
    return build_profile(kam(), level_sought="L2", **parts)  # type: ignore[arg-type]


def five_fours() -> Assessment:
    fours = ("client-insight", "partnership", "value-proposition", "negotiation", "communication")
    cards = [Scorecard("first", tuple(Rating(item, 4, "said") for item in fours))]
    cards += [Scorecard(rater, (Rating("negotiation", 2, "said"),)) for rater in ("second", "third")]
    return assess(Dossier("Candidate", tuple(cards)), level_two())


def says(sentence: str) -> bool:
    return sentence in METHOD


def test_competency_score_and_range() -> None:
    negotiation = five_fours().competency("negotiation")
    assert (negotiation.score, negotiation.range, negotiation.discuss) == (Fraction(8, 3), 2, True)
    printed = get_language("en").number(negotiation.score)
    assert says(f"ratings 4, 2 and 2 give a score of 8/3, printed {printed}, and a range of 2: discuss")


def test_score_equal_weights_and_coverage() -> None:
    english, sought = get_language("en"), five_fours().sought
    assert (sought.score, sought.score_equal_weights, sought.coverage) == (
        Fraction(64, 17),
        Fraction(56, 15),
        Fraction(17, 34),
    )
    assert not sought.enough_evidence
    score, equal = english.number(sought.score), english.number(sought.score_equal_weights)
    assert says(f"give 64/17, printed {score}; with equal weights 56/15, printed {equal}; coverage 17/34, printed 50%")


def test_a_cap_lowers_the_score_until_its_probe_is_answered() -> None:
    card = Scorecard("first", (Rating("partnership", 4, "said"),))
    scores = [
        assess(Dossier("Candidate", (card,), flags=(RaisedFlag("RF5", "quote", done),)), level_two())
        .competency("partnership")
        .score
        for done in (False, True)
    ]
    assert scores == [2, 4]
    assert says("a mean of 4 under a cap of 2 is 2")


@pytest.mark.parametrize(("value", "rating"), [(1, 1), (2, 2), (5, 3), (6, 3), (7, 4), (9, 5)])
def test_figure_against_its_thresholds(value: int, rating: int) -> None:
    assert rate_figure(Fraction(value), THRESHOLD, Direction.UP) == rating
    turned = Threshold("receivables_discipline", -THRESHOLD.floor, -THRESHOLD.target, -THRESHOLD.stretch)
    assert rate_figure(Fraction(-value), turned, Direction.DOWN) == rating


@pytest.mark.parametrize(
    ("grade", "own_share", "rating"), [(3, Fraction(1), 4), (2, Fraction(1), 4), (0, Fraction(1), 2), (2, None, 2)]
)
def test_figure_after_its_caps(grade: int, own_share: Fraction | None, rating: int) -> None:
    claim = FigureClaim("long_term_clients", Fraction(7), grade, own_share, periods=3)
    assert figure_result(claim, level_two(thresholds=[THRESHOLD])).rating == rating
    assert says("Seven only claimed counts as 2; seen in a document but without the own share also 2")


def test_caps_of_the_grades() -> None:
    assert [grade.cap for grade in kam().figures.grades] == [2, 3, 4, 5]
    assert says("claimed 2, held under questions 3, document seen 4, confirmed by a third party 5")


def test_pass_score() -> None:
    score = level_two().sought.pass_score
    assert score == Fraction(100, 34)
    assert says(f"the pass score of level 2 is 100/34, printed {get_language('en').number(score)}")


def test_gap_to_the_next_level() -> None:
    ratings = {item.id: (3, 4) if item.id == "account-strategy" else (4, 4) for item in level_two().competencies}
    cards = tuple(
        Scorecard(f"rater {at}", tuple(Rating(item, pair[at], "said") for item, pair in ratings.items())) for at in (0, 1)
    )
    placement = place(assess(Dossier("Candidate", cards), level_two()))
    assert (placement.level, placement.target) == ("L2", "L3")
    assert [(step.competency, step.gap, step.next_anchor) for step in placement.development] == [
        ("account-strategy", Fraction(1, 2), 5)
    ]
    assert says("account strategy at 3.5 with a minimum of 4 at level 3 has a gap of 0.5, and point 5 is what comes next")


def test_defaults_named_in_the_document() -> None:
    rules = kam().rules
    assert (rules.min_coverage, rules.max_shortfalls, rules.shortfall_depth, rules.discuss_from) == (Fraction(4, 5), 2, 1, 2)
    assert says("minimum coverage (0.8)") and says("`max_shortfalls` (2)") and says("`shortfall_depth` (1 point)")
