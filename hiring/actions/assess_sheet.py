"""A spreadsheet of ratings in, assessments out: no account, no database."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from hiring.domain.assessment import CompetencyResult, Dossier, assess
from hiring.domain.comparison import Comparison, compare
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Profile, build_profile
from hiring.domain.rubric import Rubric
from hiring.language import Language
from hiring.rating_sheets import read_figures, read_ratings
from hiring.wording import say_reason


@dataclass(frozen=True, slots=True)
class AssessedSheet:
    """The candidates in the order of the sheet; `comparison` None for a single one."""

    profile: Profile
    placements: tuple[Placement, ...]
    comparison: Comparison | None


def assess_sheet(rubric: Rubric, *, ratings: Path, level: str, figures: Path | None = None) -> AssessedSheet:
    """Every candidate of the sheet held against the rubric's own profile for `level`.

    Raises Invalid with every bad row of the first sheet that has any, or an unknown level.
    """
    build_profile(rubric, level_sought=level)
    candidates = read_ratings(ratings, rubric)
    names = tuple(candidate.name for candidate in candidates)
    claims, thresholds = read_figures(figures, rubric, names) if figures else ({}, ())
    profile = build_profile(rubric, level_sought=level, thresholds=thresholds)
    placements = tuple(
        place(assess(Dossier(candidate.name, candidate.scorecards, claims.get(candidate.name, ())), profile))
        for candidate in candidates
    )
    return AssessedSheet(profile, placements, compare(placements) if len(placements) > 1 else None)


def as_json(sheet: AssessedSheet, language: Language) -> dict[str, Any]:
    """Plain data for other programs: numbers unrounded, sentences in `language`. Keys: docs/user-guide.md."""
    rubric = sheet.profile.rubric
    return {
        "rubric": {"id": rubric.id, "version": rubric.version, "structure": rubric.structure, "content": rubric.content},
        "level_sought": sheet.profile.level_sought,
        "candidates": [_candidate(placement, language) for placement in sheet.placements],
        "comparison": {"order": list(sheet.comparison.order)} if sheet.comparison else None,
    }


def _candidate(placement: Placement, language: Language) -> dict[str, Any]:
    assessment, rubric = placement.assessment, placement.assessment.profile.rubric
    composite = assessment.sought
    return {
        "candidate": assessment.dossier.candidate,
        "score": _number(composite.score),
        "score_equal_weights": _number(composite.score_equal_weights),
        "coverage": float(composite.coverage),
        "enough_evidence": composite.enough_evidence,
        "level": placement.level,
        "reasons": [say_reason(reason, rubric, language) for reason in placement.reasons],
        "competencies": {item.competency: _competency(item) for item in assessment.competencies if item.mean is not None},
        "not_rated": list(assessment.not_assessed),
        "gates": {
            result.gate.id: {"state": str(result.state), "why": say_reason(result.reason, rubric, language)}
            for result in placement.sought.gates
        },
        "development": [{"competency": step.competency, "gap": float(step.gap)} for step in placement.development],
    }


def _competency(item: CompetencyResult) -> dict[str, Any]:
    return {
        "mean": _number(item.mean),
        "ratings": {judgement.rater: judgement.value for judgement in item.judgements},
        "raters": len(item.judgements),
        "range": item.range,
        "discuss": item.discuss,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
