"""What the next interview has to ask: where ratings are missing, rest on one person, lack evidence or contradict each other.

Says what to ask and why, never a mark, so that whoever interviews next starts unbiased.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hiring.domain.assessment import Assessment, CompetencyResult
from hiring.domain.brief import questions_on
from hiring.domain.rubric import Question


class Gap(StrEnum):
    NOT_ASSESSED = "not_assessed"
    CONTESTED = "contested"
    SINGLE_RATER = "single_rater"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """One competency to ask about again; `why` is the first of the reasons in the order of `Gap`."""

    competency: str
    why: Gap
    questions: tuple[Question, ...]


def gap_to_next(assessment: Assessment, asked: Mapping[str, Collection[str]] | None = None) -> tuple[NextQuestion, ...]:
    """Critical competencies first, then the heavier ones; equal ones in the rubric's order. Empty: nothing is left open.

    A competency is contested when its ratings lie as far apart as the rubric's `discuss_from`; rests on single raters below
    its `min_raters`; lacks evidence where a rating has none. Questions that `asked` (ids by competency) does not have come
    alone; where all were asked, all come again.
    """
    standards = assessment.profile.sought.standards
    order = {item.competency: (not item.critical, -item.weight) for item in standards}
    found = [(item.competency, _why(item, assessment)) for item in assessment.competencies]
    open_ones = sorted(((item, why) for item, why in found if why is not None), key=lambda entry: order[entry[0]])
    return tuple(
        NextQuestion(item, why, _questions(assessment, item, (asked or {}).get(item, ()))) for item, why in open_ones
    )


def _why(result: CompetencyResult, assessment: Assessment) -> Gap | None:
    if not result.judgements:
        return Gap.NOT_ASSESSED
    if result.discuss:
        return Gap.CONTESTED
    if len({judgement.rater for judgement in result.judgements}) < assessment.profile.rubric.rules.min_raters:
        return Gap.SINGLE_RATER
    if any(not judgement.evidence.strip() for judgement in result.judgements):
        return Gap.NO_EVIDENCE
    return None


def _questions(assessment: Assessment, competency: str, asked: Collection[str]) -> tuple[Question, ...]:
    on = questions_on(assessment.profile, competency)
    return tuple(question for question in on if question.id not in asked) or on
