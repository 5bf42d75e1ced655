"""Selection fairness: how a selection falls on groups, by stage and by score, with small counts unsaid.

It says where to look. No person, no verdict and no badge is in it; that it was read, and of what, stands in the trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.selection_groups import KIND, Dimension, find_dimension
from hiring.domain.fairness import Group, GroupFinding, above_median, selection_fairness
from hiring.domain.small_counts import hidden_rows
from hiring.errors import Invalid, Problem
from hiring.storage.selection_counts import (
    Chosen,
    count_reached,
    first_application_at,
    list_employer_names,
    list_position_names,
    list_scored_structures,
    list_scores,
)

STAGES = ("interviewed", "offered", "hired")
"""What each person who applied reached or not, in this order."""
MOST_SCORES = 10_000
"""People, those who applied last; older ones are left out of the scores, never of the stages."""
MOST_CHOICES = 200
NOT_STATED = ""
"""The row of those whose group is not recorded; no group bears this name."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at. Everything by default; `period` is how the choice was called, for the trail."""

    employer_id: int | None = None
    position_id: int | None = None
    period: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be looked at: employers, newest positions with their employers, and the moment of the first application."""

    employers: tuple[tuple[int, str], ...]
    positions: tuple[tuple[int, str, str], ...]
    first_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A group in one measure. `group` None: not shown, it or one it could be computed from is too small.

    `finding` None: not held against the others, since the group is hidden, not stated or has nobody in it.
    """

    name: str
    group: Group | None
    nobody: bool
    finding: GroupFinding | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of being selected: a stage of STAGES, or "score". `reference` is the group with the highest rate."""

    key: str
    lines: tuple[Line, ...]
    reference: str | None

    @property
    def compared(self) -> int:
        return sum(line.finding is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Scores:
    """`median` of all scores together, and who is above it; `several_structures`: nothing is said of scores."""

    people: int
    median: Fraction | None
    measure: Measure | None
    several_structures: bool
    cut_off: bool


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """`people`: how many applied, each counted once."""

    dimension: Dimension
    people: int
    stages: tuple[Measure, ...]
    scores: Scores


def list_choices(session: Session, *, actor: Actor, position_id: int | None = None) -> Choices:
    """With the position wherever it stands."""
    require(actor, Permission.READ_SELECTION_FAIRNESS)
    return Choices(
        employers=tuple((row[0], row[1]) for row in list_employer_names(session, most=MOST_CHOICES)),
        positions=tuple(
            (row[0], row[1], row[2]) for row in list_position_names(session, most=MOST_CHOICES, also=position_id)
        ),
        first_at=first_application_at(session),
    )


def read_fairness_report(
    session: Session, *, actor: Actor, dimension_id: int, scope: Scope, now: dt.datetime
) -> FairnessReport:
    """Counted anew, in a fixed number of queries, and noted in the trail. Raises Invalid for an unknown dimension."""
    require(actor, Permission.READ_SELECTION_FAIRNESS)
    dimension = find_dimension(session, dimension_id)
    if dimension is None:
        raise Invalid([Problem("dimension_unknown", "dimension")])
    chosen = Chosen(scope.employer_id, scope.position_id, scope.since, scope.until)
    counted = {row[0]: tuple(int(number) for number in row[1:]) for row in count_reached(session, dimension.id, chosen)}
    tallies = [(name, counted.get(value_id, (0, 0, 0, 0))) for value_id, name in _rows(dimension)]
    stages = tuple(
        _measure(key, [Group(name, numbers[place], numbers[0]) for name, numbers in tallies])
        for place, key in enumerate(STAGES, 1)
    )
    _note(session, actor, dimension.id, scope, now)
    people = sum(numbers[0] for _, numbers in tallies)
    return FairnessReport(dimension, people, stages, _scores(session, actor, dimension, chosen))


def _rows(dimension: Dimension) -> tuple[tuple[int | None, str], ...]:
    """Those who stated nothing come first: they are given up first beside a small group."""
    return ((None, NOT_STATED), *((value.id, value.name) for value in dimension.values))


def _scores(session: Session, actor: Actor, dimension: Dimension, chosen: Chosen) -> Scores:
    """Scores of one structure only: others have another scale or other competencies."""
    if len(list_scored_structures(session, chosen, reader_id=actor.account_id)) > 1:
        return Scores(0, None, None, several_structures=True, cut_off=False)
    found = list_scores(session, dimension.id, chosen, reader_id=actor.account_id, most=MOST_SCORES + 1)
    names = dict(_rows(dimension))
    scores: dict[str, list[Fraction]] = {name: [] for name in names.values()}
    for value_id, score in found[:MOST_SCORES]:
        if score is not None:
            scores[names[value_id]].append(Fraction(score))
    people, cut_off = sum(map(len, scores.values())), len(found) > MOST_SCORES
    if not people:
        return Scores(0, None, None, several_structures=False, cut_off=False)
    groups, median = above_median(scores)
    return Scores(people, median, _measure("score", groups), several_structures=False, cut_off=cut_off)


def _measure(key: str, groups: Sequence[Group]) -> Measure:
    """What is hidden takes no part in anything: a ratio to it would tell its rate."""
    hidden = hidden_rows([group.total for group in groups])
    shown = [group for place, group in enumerate(groups) if place not in hidden]
    found = selection_fairness(group for group in shown if group.total and group.name != NOT_STATED)
    findings: Mapping[str, GroupFinding] = {item.group.name: item for item in found.findings}
    lines = (
        Line(
            group.name,
            None if place in hidden else group,
            nobody=place not in hidden and not group.total,
            finding=findings.get(group.name),
        )
        for place, group in enumerate(groups)
    )
    # Those who stated nothing stand last to a reader.
    first, *rest = lines
    return Measure(key, (*rest, first), found.reference)


def _note(session: Session, actor: Actor, dimension_id: int, scope: Scope, now: dt.datetime) -> None:
    detail = {
        name: value
        for name, value in (("employer", scope.employer_id), ("position", scope.position_id), ("period", scope.period))
        if value
    }
    record(
        session,
        actor=actor,
        action="read_fairness_report",
        object_kind=KIND,
        object_id=dimension_id,
        detail=detail,
        now=now,
    )
