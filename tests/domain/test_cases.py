"""The cases of tests/cases that place a candidate, each as a recruiter would tell it, computed on the KAM rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bundled import kam_rubric
from ruamel.yaml import YAML

from hiring.domain.assessment import AgreedRating, Dossier, GateWaiver, RaisedFlag, assess
from hiring.domain.figures import FigureClaim
from hiring.domain.gates import GateState, Reason
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Adjustment, Profile, Threshold, build_profile
from hiring.domain.rubric import Rubric
from hiring.domain.scorecard import Rating, Scorecard

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
PLACED = ("agreed", "evidence", "figures", "gates", "levels", "profiles", "red_flags")
"""The files whose cases place a candidate; the others are cases of a profile alone."""


@cache
def kam() -> Rubric:
    return kam_rubric()


def read_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    yaml = YAML(typ="safe")
    for stem in PLACED:
        for case in yaml.load(CASES / f"{stem}.yaml"):
            yield f"{stem}: {case['name']}", case


ALL_CASES = dict(read_cases())


def exact(value: object) -> Fraction:
    """`2 2/3`, `128/34`, `0.5` or a number."""
    return sum((Fraction(part) for part in str(value).split()), Fraction(0))


def read_profile(given: Mapping[str, Any]) -> Profile:
    return build_profile(
        kam(),
        level_sought=given["level"],
        answers=given.get("answers"),
        adjustments=[
            Adjustment(
                item.get("level", given["level"]),
                item["competency"],
                exact(item["weight"]) if "weight" in item else None,
                item.get("minimum"),
                item["reason"],
            )
            for item in given.get("adjustments", [])
        ],
        thresholds=[
            Threshold(figure, *(exact(step) for step in steps)) for figure, steps in given.get("thresholds", {}).items()
        ],
    )


def read_dossier(given: Mapping[str, Any], profile: Profile) -> Dossier:
    return Dossier(
        candidate="Candidate",
        scorecards=tuple(read_scorecard(*item, given, profile) for item in given.get("ratings", {}).items()),
        figures=tuple(read_claim(*item) for item in given.get("figures", {}).items()),
        facts=given.get("facts"),
        flags=tuple(read_flag(item) for item in given.get("flags", [])),
        waivers=tuple(GateWaiver(*item) for item in given.get("waivers", {}).items()),
        agreed=tuple(AgreedRating(*item, "what spoke for it") for item in given.get("agreed", {}).items()),
    )


def read_scorecard(rater: str, ratings: Mapping[str, Any], given: Mapping[str, Any], profile: Profile) -> Scorecard:
    """`everything` rates each competency of the profile that is not named; `-` is not observed."""
    listed = {item.id: ratings["everything"] for item in profile.competencies} if "everything" in ratings else {}
    listed |= {competency: value for competency, value in ratings.items() if competency != "everything"}
    values = {competency: None if value == "-" else value for competency, value in listed.items()}
    samples = frozenset(given.get("work_samples", {}).get(rater, ()))
    return Scorecard(rater, tuple(Rating(item, value, "what was said or done") for item, value in values.items()), samples)


def read_claim(figure: str, claim: Mapping[str, Any]) -> FigureClaim:
    grades = {grade.id: grade.value for grade in kam().figures.grades}
    return FigureClaim(
        figure,
        exact(claim["value"]) if claim.get("value") is not None else None,
        grades[claim["proof"]],
        own_share=exact(claim["own_share"]) if "own_share" in claim else None,
        periods=claim.get("periods"),
    )


def read_flag(given: str | Mapping[str, Any]) -> RaisedFlag:
    if isinstance(given, str):
        return RaisedFlag(given, "what was said")
    return RaisedFlag(given["flag"], given.get("quote", "what was said"), given["answered"])


@pytest.mark.parametrize("name", ALL_CASES)
def test_case(name: str) -> None:
    case = ALL_CASES[name]
    profile = read_profile(case["profile"])
    placement = place(assess(read_dossier(case["candidate"], profile), profile))
    found = {key: FOUND[key](placement) for key in case["expect"]}
    expected = {key: EXPECTED.get(key, lambda value: value)(value) for key, value in case["expect"].items()}
    for key in ("gates", "scores", "means", "ranges", "weights", "minimums", "figures", "why"):
        if key in expected:
            found[key] = {part: found[key].get(part) for part in expected[key]}
    assert found == expected


def reason_code(reason: Reason) -> str:
    """`K6` for a gate, the code for everything else."""
    return str(reason.values["gate"]) if reason.code == "gate" else reason.code


def optional(value: object) -> Fraction | None:
    return None if value is None else exact(value)


def exactly(values: Mapping[str, Any]) -> dict[str, Fraction]:
    return {key: exact(value) for key, value in values.items()}


FOUND = {
    "level": lambda it: it.level,
    "reaches_sought": lambda it: it.reaches_sought,
    "enough_evidence": lambda it: it.enough_evidence,
    "score": lambda it: it.assessment.sought.score,
    "score_equal_weights": lambda it: it.assessment.sought.score_equal_weights,
    "coverage": lambda it: it.assessment.sought.coverage,
    "pass_score": lambda it: it.assessment.profile.sought.pass_score,
    "evidence_index": lambda it: it.assessment.evidence_index,
    "gates": lambda it: {gate.gate.id: gate.state.value for gate in it.sought.gates},
    "why": lambda it: {gate.gate.id: gate.reason.code for gate in it.sought.gates},
    "inactive_gates": lambda it: [
        gate.id for gate in kam().gates if gate.id not in {item.gate.id for item in it.sought.gates}
    ],
    "not_reached_because": lambda it: [reason_code(reason) for reason in it.sought.reasons],
    "not_higher_because": lambda it: [reason_code(reason) for reason in it.reasons],
    "below_minimum": lambda it: list(it.sought.below_minimum),
    "discuss": lambda it: [item.competency for item in it.assessment.competencies if item.discuss],
    "not_assessed": lambda it: list(it.assessment.not_assessed),
    "scores": lambda it: {item.competency: item.score for item in it.assessment.competencies},
    "means": lambda it: {item.competency: item.mean for item in it.assessment.competencies},
    "ranges": lambda it: {item.competency: item.range for item in it.assessment.competencies},
    "development": lambda it: {step.competency: step.gap for step in it.development},
    "development_order": lambda it: [step.competency for step in it.development],
    "target": lambda it: it.target,
    "weights": lambda it: {item.competency: item.weight for item in it.assessment.profile.sought.standards},
    "minimums": lambda it: {item.competency: item.minimum for item in it.assessment.profile.sought.standards},
    "figures": lambda it: {item.claim.figure: item.rating for item in it.assessment.figures},
}
EXPECTED = {
    "score": optional,
    "score_equal_weights": optional,
    "coverage": exact,
    "pass_score": exact,
    "evidence_index": optional,
    "scores": exactly,
    "means": exactly,
    "development": exactly,
    "weights": exactly,
}


def test_every_gate_is_met_missed_and_unknown_somewhere() -> None:
    """Integrity is the exception: nothing on record is met, so it is never unknown."""
    seen: set[tuple[str, GateState]] = set()
    for case in ALL_CASES.values():
        profile = read_profile(case["profile"])
        placement: Placement = place(assess(read_dossier(case["candidate"], profile), profile))
        told = set(case["expect"].get("gates", {}))
        seen |= {(gate.gate.id, gate.state) for gate in placement.sought.gates if gate.gate.id in told}
    wanted = {(gate.id, state) for gate in kam().gates for state in GateState} - {("K9", GateState.UNKNOWN)}
    assert wanted - seen == set()


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    assert len(ALL_CASES) >= 25
    assert len(ALL_CASES) == len(list(read_cases()))
