"""A spreadsheet of ratings in, assessments out: no account, no database."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from hiring.actions.sheet_uncertainty import (
    SheetUncertainty,
    candidate_as_json,
    comparison_as_json,
    competency_band,
    error_as_json,
    weigh_uncertainty,
)
from hiring.domain.assessment import CompetencyResult, Dossier, assess
from hiring.domain.comparison import Comparison, compare
from hiring.domain.figures import FigureResult
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Profile, build_profile
from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import RatingError
from hiring.errors import Invalid, Problem
from hiring.language import Language
from hiring.sheets import FigureSheet, RatingSheet, read_figures, read_ratings
from hiring.wording import say_reason, say_reasons


@dataclass(frozen=True, slots=True)
class AssessedSheet:
    """The candidates in the order of the sheet; `comparison` None for a single one; `warnings` say what was not read."""

    profile: Profile
    placements: tuple[Placement, ...]
    comparison: Comparison | None
    warnings: tuple[Problem, ...] = ()


def assess_sheet(rubric: Rubric, *, ratings: Path, level: str | None, figures: Path | None = None) -> AssessedSheet:
    """Every candidate of the sheet held against the rubric's own profile for `level`.

    Raises Invalid for a level that is missing or unknown, and with every bad row of both sheets.
    """
    _check_level(rubric, level)
    rated, claimed = _read_sheets(rubric, ratings, figures)
    profile = build_profile(rubric, level_sought=str(level), thresholds=claimed.thresholds)
    placements = tuple(
        place(assess(Dossier(candidate.name, candidate.scorecards, claimed.claims.get(candidate.name, ())), profile))
        for candidate in rated.candidates
    )
    comparison = compare(placements) if len(placements) > 1 else None
    return AssessedSheet(profile, placements, comparison, rated.warnings + claimed.warnings)


def _check_level(rubric: Rubric, level: str | None) -> None:
    known = ", ".join(item.id for item in rubric.levels)
    if level is None:
        raise Invalid([Problem("level_missing", "level", {"known": known})])
    if level not in {item.id for item in rubric.levels}:
        raise Invalid([Problem("level_unknown", "level", {"level": level, "known": known})])


def _read_sheets(rubric: Rubric, ratings: Path, figures: Path | None) -> tuple[RatingSheet, FigureSheet]:
    """Both, or the problems of both: nobody should have to correct a file only to hear of the next one."""
    problems: list[Problem] = []
    rated, claimed = None, FigureSheet({}, (), ())
    try:
        rated = read_ratings(ratings, rubric)
    except Invalid as error:
        problems += error.problems
    try:
        if figures is not None:
            people = None if rated is None else [candidate.name for candidate in rated.candidates]
            claimed = read_figures(figures, rubric, people=people)
    except Invalid as error:
        problems += error.problems
    if rated is None or problems:
        raise Invalid(problems)
    return rated, claimed


def as_json(sheet: AssessedSheet, language: Language) -> dict[str, Any]:
    """Plain data for other programs: numbers unrounded, sentences in `language`.

    `competencies` holds those that somebody rated; `gates` those that guard the level sought. Bands, certainty and the
    comparison rest on `error`, which is pooled over the sheet or assumed.
    """
    rubric = sheet.profile.rubric
    found = weigh_uncertainty(sheet.profile, sheet.placements)
    return {
        "rubric": {"id": rubric.id, "version": rubric.version, "structure": rubric.structure, "content": rubric.content},
        "level_sought": sheet.profile.level_sought,
        "error": error_as_json(found.error, language),
        "candidates": [_candidate(placement, found, language) for placement in sheet.placements],
        "comparison": comparison_as_json(sheet.comparison, found.error, language) if sheet.comparison else None,
    }


def _candidate(placement: Placement, found: SheetUncertainty, language: Language) -> dict[str, Any]:
    assessment, rubric = placement.assessment, placement.assessment.profile.rubric
    composite = assessment.sought
    return {
        "candidate": assessment.dossier.candidate,
        "score": _number(composite.score),
        "score_equal_weights": _number(composite.score_equal_weights),
        "coverage": float(composite.coverage),
        "enough_evidence": composite.enough_evidence,
        "level": placement.level,
        "reasons": list(say_reasons(placement.reasons, rubric, language)),
        "competencies": {
            item.competency: _competency(item, found.error) for item in assessment.competencies if item.mean is not None
        },
        "not_rated": list(assessment.not_assessed),
        "gates": {
            result.gate.id: {"state": str(result.state), "why": say_reason(result.reason, rubric, language)}
            for result in placement.sought.gates
        },
        "figures": [_figure(result) for result in assessment.figures],
        "evidence_index": _number(assessment.evidence_index),
        "development": [{"competency": step.competency, "gap": float(step.gap)} for step in placement.development],
        **candidate_as_json(placement, found, language),
    }


def _competency(item: CompetencyResult, error: RatingError) -> dict[str, Any]:
    return {
        "mean": _number(item.mean),
        "ratings": {judgement.rater: judgement.value for judgement in item.judgements},
        "raters": len(item.judgements),
        "range": item.range,
        "discuss": item.discuss,
        "band": competency_band(item, error),
    }


def _figure(result: FigureResult) -> dict[str, Any]:
    return {
        "figure": result.claim.figure,
        "value": _number(result.claim.value),
        "grade": result.grade,
        "own_share": _number(result.claim.own_share),
        "cap": result.cap,
        "rating": result.rating,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
