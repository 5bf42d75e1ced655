"""Cases of a profile alone, as tests/cases tells them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from bundled import kam_rubric
from ruamel.yaml import YAML

from hiring.domain.profile import Adjustment, Profile, Threshold, build_profile
from hiring.domain.rubric import Rubric

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"


@cache
def kam() -> Rubric:
    return kam_rubric()


def read_named(name: str) -> dict[str, dict[str, Any]]:
    """The cases of tests/cases/<name>.yaml by their names, each name once."""
    cases = YAML(typ="safe").load(CASES / f"{name}.yaml")
    named = {case["name"]: case for case in cases}
    assert len(named) == len(cases), f"a name is there twice in {name}.yaml"
    return named


def profile_of(case: Mapping[str, Any]) -> Profile:
    adjustments = [
        Adjustment(
            item.get("level", case["level"]),
            item["competency"],
            Fraction(item["weight"]) if "weight" in item else None,
            item.get("minimum"),
            item["reason"],
        )
        for item in case.get("adjustments", [])
    ]
    thresholds = [Threshold(figure, *map(Fraction, steps)) for figure, steps in case.get("thresholds", {}).items()]
    return build_profile(
        kam(),
        level_sought=case["level"],
        answers=case.get("answers"),
        adjustments=adjustments,
        thresholds=thresholds,
        reasons=case.get("reasons"),
        priorities=case.get("priorities"),
    )


def exact(value: object) -> object:
    """Numbers and "2/3" exactly, whatever else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    try:
        return Fraction(str(value))
    except ValueError:
        return value


def plain(value: object) -> object:
    """Tuples as lists, so that what was found can be held against what YAML says."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return [plain(entry) for entry in value] if isinstance(value, list | tuple) else exact(value)
