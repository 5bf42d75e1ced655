"""Fair averages of candidates: their scores as they would be had every interviewer rated everybody."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hiring.domain.assessment import Assessment
from hiring.domain.fair_average import fit_additive, is_solvable
from hiring.domain.rating_table import Cell, RatingTable
from hiring.domain.uncertainty import weights_of

APART = "\n"
"""Between candidate and competency in the name of what was rated."""


def fair_scores(assessments: Iterable[Assessment]) -> dict[str, float | None] | None:
    """Candidate -> weighted mean of the fair averages of the competencies at the level sought.

    Each competency of each candidate is a subject of its own, and an interviewer is as strict with all of them. From the
    initial ratings, without caps and agreements: shown beside the raw score, never alone. A candidate none of whose weight
    is rated has None. None altogether when no chain of common raters links all candidates, or when more than 500 raters met.
    """
    listed = tuple(assessments)
    table = RatingTable({cell: value for assessment in listed for cell, value in sorted(_cells(assessment).items())})
    fit = fit_additive(table) if is_solvable(table) else None
    if fit is None:
        return None
    levels = {subject: float(value) for subject, value in fit.fair.items()}
    return {item.dossier.candidate: _composite(item, levels) for item in listed}


def score_as_rated(assessment: Assessment) -> Fraction | None:
    """The score at the level sought by the initial ratings alone, which a fair average is to be held against.

    It differs from the score where a red flag's cap or an agreement of the panel has changed that. None: nothing is rated.
    """
    weights = weights_of(assessment, assessment.profile.level_sought)
    means = {item.competency: item.mean for item in assessment.competencies if item.mean is not None}
    total = sum((weights[item] for item in means), Fraction(0))
    return sum((weights[item] * mean for item, mean in means.items()), Fraction(0)) / total if total else None


def _cells(assessment: Assessment) -> dict[Cell, Fraction]:
    name = assessment.dossier.candidate
    return {
        (f"{name}{APART}{item.competency}", judgement.rater): Fraction(judgement.value)
        for item in assessment.competencies
        for judgement in item.judgements
    }


def _composite(assessment: Assessment, levels: dict[str, float]) -> float | None:
    weights = weights_of(assessment, assessment.profile.level_sought)
    name = assessment.dossier.candidate
    rated = {item: f"{name}{APART}{item}" for item in weights if f"{name}{APART}{item}" in levels}
    total = float(sum(weights[item] for item in rated))
    return sum(float(weights[item]) * levels[subject] for item, subject in rated.items()) / total if total else None
