"""Four candidates, three interviewers, level 2: every figure of panel.expected.json, to the last bit."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from bundled import kam_rubric

from hiring.domain.assessment import Dossier, assess
from hiring.domain.comparison import compare
from hiring.domain.placement import Placement, place
from hiring.domain.profile import build_profile
from hiring.domain.scorecard import Rating, Scorecard

ROOT = Path(__file__).parents[2]
EXPECTED = json.loads((ROOT / "tests/cases/panel.expected.json").read_text(encoding="utf-8"))


@cache
def placements() -> dict[str, Placement]:
    ratings: dict[str, dict[str, list[Rating]]] = defaultdict(lambda: defaultdict(list))
    with (ROOT / "tests/cases/panel.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            value = int(row["rating"]) if row["rating"].strip() not in {"", "-"} else None
            ratings[row["candidate"]][row["rater"]].append(Rating(row["competency"], value, row["evidence"]))
    profile = build_profile(kam_rubric(), level_sought="L2")
    placed = {}
    for name, by_rater in ratings.items():
        cards = tuple(Scorecard(rater, tuple(listed)) for rater, listed in by_rater.items())
        placed[name] = place(assess(Dossier(name, cards), profile))
    return placed


def test_the_candidates_are_those_expected() -> None:
    assert set(placements()) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_score_coverage_and_competencies(name: str) -> None:
    assessment, expected = placements()[name].assessment, EXPECTED[name]
    sought = assessment.sought
    assert float(sought.score or 0) == expected["score"]
    assert float(sought.score_equal_weights or 0) == expected["score_equal_weights"]
    assert float(sought.coverage) == expected["coverage"]
    assert sought.enough_evidence == expected["enough_evidence"]
    found = {
        item.competency: {"mean": float(item.mean), "range": item.range, "raters": len(item.judgements)}
        for item in assessment.competencies
        if item.mean is not None
    }
    assert found == expected["competencies"]


@pytest.mark.parametrize("name", EXPECTED)
def test_critical_gate_shortfalls_and_disagreement(name: str) -> None:
    placement, expected = placements()[name], EXPECTED[name]
    gate = next(item for item in placement.sought.gates if item.gate.id == "K6")
    assert gate.state.value == expected["critical"]
    assert list(placement.sought.below_minimum) == expected["below_minimum"]
    assert [item.competency for item in placement.assessment.competencies if item.discuss] == expected["discuss"]


def test_the_scores_are_exact_fractions() -> None:
    scores = {name: placement.assessment.sought.score for name, placement in placements().items()}
    assert scores["Кандидат А"] == Fraction(64, 17)
    assert scores["Кандидат Б"] == 3
    assert scores["Кандидат Г"] == Fraction(117, 31)


def test_an_average_of_averages_would_turn_the_order_round() -> None:
    """One interviewer's fours and two interviewers' twos: averaged by person, the first falls below all-threes."""
    first, second = placements()["Кандидат А"].assessment, placements()["Кандидат Б"].assessment
    by_person: dict[str, list[int]] = defaultdict(list)
    for item in first.competencies:
        for judgement in item.judgements:
            by_person[judgement.rater].append(judgement.value)
    of_averages = sum(Fraction(sum(values), len(values)) for values in by_person.values()) / len(by_person)
    assert of_averages < (second.sought.score or 0) < (first.sought.score or 0)


def test_the_comparison_ranks_only_those_with_enough_evidence() -> None:
    comparison = compare(placements().values())
    assert comparison.order == ("Кандидат Г", "Кандидат В", "Кандидат Б", "Кандидат А")
