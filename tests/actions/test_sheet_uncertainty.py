"""What `assess --json` says beside its scores: bands, certainty, fair averages, and what the order rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bundled import kam_rubric

from hiring.actions.assess_sheet import as_json, assess_sheet
from hiring.actions.sheet_uncertainty import MOST_DRAWN
from hiring.language import get_language

PANEL = Path(__file__).parents[1] / "cases/panel.csv"
KAM = kam_rubric()
RATED = [item.id for item in KAM.competencies if item.id != "team-leadership"]


def assessed(path: Path, locale: str = "en") -> dict[str, Any]:
    data = as_json(assess_sheet(KAM, ratings=path, level="L2"), get_language(locale))
    return json.loads(json.dumps(data, allow_nan=False))  # what a program gets


def sheet(folder: Path, *rows: str) -> Path:
    path = folder / "ratings.csv"
    path.write_text("candidate,rater,competency,rating\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def throughout(candidate: str, rater: str, *values: int) -> list[str]:
    """The values in turn over all competencies of the level."""
    return [f"{candidate},{rater},{item},{values[at % len(values)]}" for at, item in enumerate(RATED)]


@pytest.fixture(scope="module")
def panel() -> dict[str, Any]:
    return assessed(PANEL)


def test_the_error_is_said_to_be_assumed_with_the_reason_of_the_rubric(panel: dict[str, Any]) -> None:
    error, stated = panel["error"], KAM.rules.assumed_error
    assert stated is not None
    assert (error["basis"], error["candidates"], error["why"]) == ("assumed", None, stated.reason["en"])
    assert assessed(PANEL, "ru")["error"]["why"] == stated.reason["ru"]


def test_every_score_has_its_band_and_every_level_its_certainty(panel: dict[str, Any]) -> None:
    for entry in panel["candidates"]:
        band = entry["band"]
        assert (band["low"] + band["high"]) / 2 == pytest.approx(entry["score"])
        assert band["high"] - band["low"] == pytest.approx(2 * 1.96 * band["sem"])
        for item in entry["competencies"].values():
            assert item["band"]["sem"] == pytest.approx(0.7 / item["raters"] ** 0.5)
        certainty = entry["level_certainty"]
        assert (certainty is None) == (not entry["enough_evidence"])
        if certainty is not None:
            assert sum(certainty["dots"].values()) == 20
            assert sum(certainty["probabilities"].values()) == pytest.approx(1)
            assert list(certainty["dots"]) == ["below", "L1", "L2", "L3"]
    second = panel["candidates"][1]["level_certainty"]
    assert (second["level"], second["words"]) == ("L2", "Level 2, borderline: Level 1")
    third = panel["candidates"][2]["level_certainty"]
    assert third["held_back"] == ["L2", "L3"] and third["words"] == "Level 2, but must-haves or minimums hold it back"


def test_one_more_interviewer_narrows_the_band(panel: dict[str, Any]) -> None:
    for entry in panel["candidates"]:
        assert entry["one_more_interviewer"]["sem"] < entry["band"]["sem"]


def test_the_comparison_says_what_its_order_rests_on(panel: dict[str, Any]) -> None:
    comparison = panel["comparison"]
    assert comparison["order"] == [["Кандидат Г", "Кандидат В"], ["Кандидат Б"], ["Кандидат А"]]
    assert comparison["not_ranked"] == ["Кандидат А"]
    assert [(pair["a"][-1], pair["b"][-1], pair["distinguishable"]) for pair in comparison["pairs"]] == [
        ("Г", "В", False), ("Г", "Б", True), ("В", "Б", False),
    ]  # fmt: skip
    ranked = [name for group in comparison["order"] for name in group if name not in comparison["not_ranked"]]
    for name in ("rank_acceptability", "central_weights", "confidence"):
        assert list(comparison[name]) == ranked
    assert all(sum(row) == pytest.approx(1) for row in comparison["rank_acceptability"].values())
    assert comparison["tipping"][0]["competency"] == "deal-execution"
    assert all(0 <= tip["at"] <= 1 for tip in comparison["tipping"])


def test_the_same_sheet_gives_the_same_figures(panel: dict[str, Any], tmp_path: Path) -> None:
    head, *rows = PANEL.read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    again = assessed(turned)
    assert again["comparison"] == panel["comparison"]
    by_name = {entry["candidate"]: entry for entry in again["candidates"]}
    for entry in panel["candidates"]:
        found = by_name[entry["candidate"]]
        assert {key: found[key] for key in ("band", "level_certainty")} == {
            key: entry[key] for key in ("band", "level_certainty")
        }


def test_from_thirty_candidates_on_the_error_is_measured(tmp_path: Path) -> None:
    rows = [
        row
        for at in range(30)
        for row in [*throughout(f"Person {at:02}", "Ann", 3, 4), *throughout(f"Person {at:02}", "Bob", 4, 3)]
    ]
    error = assessed(sheet(tmp_path, *rows))["error"]
    assert (error["basis"], error["candidates"]) == ("pooled", 30)
    assert error["shared"] + error["residual"] == pytest.approx(0.5)
    assert error["why"] == "Measured on 30 candidates whom two or more interviewers rated."


def test_a_strict_interviewer_lowers_the_raw_average_but_not_the_fair_one(tmp_path: Path) -> None:
    """Bob is one point stricter, as those whom both met show; Cleo met only him, Dan only Ann."""
    rows = [*throughout("Abe", "Ann", 4), *throughout("Abe", "Bob", 3), *throughout("Cleo", "Bob", 3)]
    data = assessed(sheet(tmp_path, *rows, *throughout("Dan", "Ann", 4)))
    fair = {entry["candidate"]: entry["fair_average"] for entry in data["candidates"]}
    raw = {entry["candidate"]: entry["score"] for entry in data["candidates"]}
    assert fair == pytest.approx({"Abe": 3.5, "Cleo": 3.5, "Dan": 3.5})
    assert raw == {"Abe": 3.5, "Cleo": 3.0, "Dan": 4.0}


def test_where_nothing_links_the_candidates_there_is_no_fair_average_and_it_is_said_why(tmp_path: Path) -> None:
    data = assessed(sheet(tmp_path, *throughout("Abe", "Ann", 4), *throughout("Cleo", "Bob", 3)))
    for entry in data["candidates"]:
        assert entry["fair_average"] is None and "strictness" in entry["fair_average_why"]


def test_a_dominating_candidate_is_named_and_needs_no_tipping_weight(tmp_path: Path) -> None:
    comparison = assessed(sheet(tmp_path, *throughout("Abe", "Ann", 4), *throughout("Cleo", "Ann", 3)))["comparison"]
    assert comparison["dominance"] == [{"a": "Abe", "b": "Cleo"}]
    assert comparison["tipping"] == []


def test_nobody_with_enough_evidence_leaves_the_comparison_empty(tmp_path: Path) -> None:
    comparison = assessed(sheet(tmp_path, "Abe,Ann,negotiation,4", "Cleo,Ann,negotiation,3"))["comparison"]
    assert comparison["order"] == [["Abe"], ["Cleo"]]
    assert comparison["pairs"] == comparison["tipping"] == []
    assert comparison["rank_acceptability"] == comparison["confidence"] == {}
    assert comparison["not_ranked"] == ["Abe", "Cleo"]


def test_beyond_a_hundred_candidates_pairs_and_ranks_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    rows = [row for at in range(MOST_DRAWN + 1) for row in throughout(f"Person {at:03}", "Ann", 3, 1 + at % 5)]
    comparison = assessed(sheet(tmp_path, *rows))["comparison"]
    assert comparison["pairs"] is None and comparison["rank_acceptability"] is None
    assert str(MOST_DRAWN) in comparison["why"]
    named = [name for group in comparison["order"] for name in group]
    assert len(named) == len(set(named)) == MOST_DRAWN + 1 and len(comparison["order"]) > 1
