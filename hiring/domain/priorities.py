"""The employer's sorting of competencies into high, medium and low, and the weights that follow from it.

Asked one by one, everything is important; therefore at most a third of the active competencies may be high. Only a
complete sorting acts: half a sorting would compare sorted weights with the rubric's own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction

from hiring.domain.rubric import Rubric
from hiring.errors import Problem


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


PRIORITY_WEIGHTS = {Priority.HIGH: Fraction(3), Priority.MEDIUM: Fraction(2), Priority.LOW: Fraction(1)}


def most_high(active: Collection[str]) -> int:
    """How many of the active competencies may be high: a third, rounded down."""
    return len(active) // 3


def sorting_complete(active: Collection[str], priorities: Mapping[str, str]) -> bool:
    """Whether every active competency is sorted."""
    return bool(active) and all(competency in priorities for competency in active)


def priority_weights(active: Collection[str], priorities: Mapping[str, str]) -> dict[str, Fraction] | None:
    """The weight of each active competency; None while the sorting is incomplete.

    What is sorted but not active counts for nothing. Raises ValueError for a priority that is none.
    """
    if not sorting_complete(active, priorities):
        return None
    return {competency: PRIORITY_WEIGHTS[Priority(priorities[competency])] for competency in active}


def check_priorities(rubric: Rubric, active: Collection[str], priorities: Mapping[str, str]) -> list[Problem]:
    """What is wrong with a sorting, complete or not: unknown competencies or priorities, too many that are high."""
    known, steps = {item.id for item in rubric.competencies}, {step.value for step in Priority}
    problems = [
        Problem("priority_unknown", f"priorities.{competency}", {"competency": competency, "priority": str(step)})
        for competency, step in priorities.items()
        if competency not in known or step not in steps
    ]
    given = sum(1 for competency in active if priorities.get(competency) == Priority.HIGH)
    if given > most_high(active):
        problems.append(Problem("too_many_high", "priorities", {"most": most_high(active), "given": given}))
    return problems
