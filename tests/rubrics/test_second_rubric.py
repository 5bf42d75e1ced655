"""A rubric of another trade, with other levels, competencies and scale, passes through the whole path without any code."""

from __future__ import annotations

from pathlib import Path

import pytest
from bundled import kam_rubric
from pypdf import PdfReader

from hiring.actions.assess_sheet import as_json, assess_sheet
from hiring.actions.sheet_documents import draw_documents
from hiring.domain.rubric import Rubric
from hiring.language import get_language
from hiring.rubric_files import load_rubric

DOCUMENT = Path(__file__).parent / "documents/shift-lead.yaml"
RATINGS = """candidate,rater,competency,rating
Ada,One,safety,3
Ada,Two,safety,2
Ada,One,planning,2
Ada,One,people,2
Ada,One,records,1
Bo,One,Безопасность,2
Bo,One,planning,0
Bo,One,people,2
Bo,One,records,2
"""


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(DOCUMENT)


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS, encoding="utf-8")
    return path


def test_it_loads_with_its_own_scale(rubric: Rubric) -> None:
    assert rubric.scale.values == (0, 1, 2, 3)
    assert rubric.scale.anchored == (0, 2, 3)
    assert [level.id for level in rubric.levels] == ["junior", "senior"]


def test_its_structure_is_not_that_of_another_rubric(rubric: Rubric) -> None:
    assert rubric.structure != kam_rubric().structure


def test_candidates_are_placed_on_its_levels(rubric: Rubric, ratings: Path) -> None:
    result = as_json(assess_sheet(rubric, ratings=ratings, level="junior"), get_language("en"))
    levels = {item["candidate"]: item["level"] for item in result["candidates"]}
    assert levels == {"Ada": "junior", "Bo": "junior"}
    ada = result["candidates"][0]
    assert ada["score"] == pytest.approx((3 * 2.5 + 2 + 2 + 1) / 6)
    assert ada["gates"]["licence"]["state"] == "unknown"
    assert ada["development"][0] == {"competency": "safety", "gap": 0.5}


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_its_documents_are_drawn(rubric: Rubric, ratings: Path, locale: str, tmp_path: Path) -> None:
    drawn = dict(draw_documents(assess_sheet(rubric, ratings=ratings, level="senior"), get_language(locale)))
    assert set(drawn) == {"Ada.pdf", "Bo.pdf", "comparison.pdf"}
    path = tmp_path / "ada.pdf"
    path.write_bytes(drawn["Ada.pdf"])
    assert rubric.title[locale] in PdfReader(path).pages[0].extract_text()
