"""A rubric may state how far a rating is taken to lie off, with a reason; what is wrong with it is told at its place."""

from __future__ import annotations

from fractions import Fraction
from math import isclose
from pathlib import Path

import pytest

from hiring.domain.uncertainty import assumed_error
from hiring.rubric_files import RubricFileError, load_rubric

TEXT = (Path(__file__).parent / "documents/shift-lead.yaml").read_text(encoding="utf-8")
STATED = "validity_months: 12, assumed_error: {single: 0.5, shared: 0.2, reason: {en: Because, ru: Потому что}}}"


def written(folder: Path, text: str) -> Path:
    path = folder / "rubric.yaml"
    path.write_text(TEXT.replace("validity_months: 12}", text, 1), encoding="utf-8")
    return path


def test_a_stated_error_is_read_exactly_and_changes_no_structure(tmp_path: Path) -> None:
    silent, stated = load_rubric(written(tmp_path, "validity_months: 12}")), load_rubric(written(tmp_path, STATED))
    found = stated.rules.assumed_error
    assert found is not None
    assert (found.single, found.shared, found.reason["ru"]) == (Fraction(1, 2), Fraction(1, 5), "Потому что")
    assert silent.rules.assumed_error is None
    assert stated.structure == silent.structure and stated.content != silent.content


def test_without_a_word_the_default_follows_the_length_of_the_scale(tmp_path: Path) -> None:
    rubric = load_rubric(written(tmp_path, "validity_months: 12}"))
    length = rubric.scale.highest - rubric.scale.lowest
    assert isclose(assumed_error(rubric).single, 0.175 * length)


@pytest.mark.parametrize(
    ("before", "after", "where", "code"),
    [
        ("single: 0.5", "single: -1", "rules.assumed_error.single", "number_too_small"),
        ("shared: 0.2", "shared: 20", "rules.assumed_error.shared", "number_too_large"),
        (", ru: Потому что", "", "rules.assumed_error.reason", "language_missing"),
        (", reason: {en: Because, ru: Потому что}", "", "rules.assumed_error", "key_missing"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, before: str, after: str, where: str, code: str) -> None:
    assert before in STATED
    with pytest.raises(RubricFileError) as refused:
        load_rubric(written(tmp_path, STATED.replace(before, after)))
    assert (where, code) in {(fault.path, fault.code) for fault in refused.value.errors}
