"""How far people of each group came, and their scores: counted by the database, nobody is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from hiring.storage.fairness_tables import SelectionGroupRow
from hiring.storage.interview_tables import DecisionRow
from hiring.storage.tables import (
    ApplicationRow,
    AuditRow,
    EmployerRow,
    InterviewRow,
    PanelRow,
    PositionRow,
    RubricRow,
    ScorecardRow,
)

CountRecord = Row[int | None, int, int, int, int]
"""Group, None for not stated; people who applied, reached an interview, an offer, were hired."""
ScoreRecord = Row[int | None, Decimal | None]
MOVING = ("move_application", "move_when_planned", "decide")
"""The events that say which stage an application came to."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which applications are looked at: of one employer or one position, entered from one moment up to another."""

    employer_id: int | None = None
    position_id: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """For a statement that joins ApplicationRow to its PositionRow."""
        parts: list[ColumnElement[bool]] = [PositionRow.id == ApplicationRow.position_id]
        if self.employer_id is not None:
            parts.append(PositionRow.employer_id == self.employer_id)
        if self.position_id is not None:
            parts.append(PositionRow.id == self.position_id)
        if self.since is not None:
            parts.append(ApplicationRow.created_at >= self.since)
        if self.until is not None:
            parts.append(ApplicationRow.created_at < self.until)
        return and_(*parts)


def count_reached(session: Session, dimension_id: int, chosen: Chosen) -> Sequence[CountRecord]:
    """Each person counts once, as far as any of their chosen applications came; one query."""
    applications = (
        select(
            ApplicationRow.candidate_id,
            case((_interviewed(), 1), else_=0).label("interviewed"),
            case((_offered(), 1), else_=0).label("offered"),
            case((ApplicationRow.stage == "hired", 1), else_=0).label("hired"),
        )
        .join(PositionRow, chosen.condition)
        .subquery()
    )
    reached = [func.max(applications.c[name]).label(name) for name in ("interviewed", "offered", "hired")]
    people = select(applications.c.candidate_id, *reached).group_by(applications.c.candidate_id).subquery()
    ours = and_(SelectionGroupRow.candidate_id == people.c.candidate_id, SelectionGroupRow.dimension_id == dimension_id)
    statement = (
        select(
            SelectionGroupRow.value_id,
            func.count(),
            func.sum(people.c.interviewed),
            func.sum(people.c.offered),
            func.sum(people.c.hired),
        )
        .select_from(people)
        .outerjoin(SelectionGroupRow, ours)
        .group_by(SelectionGroupRow.value_id)
    )
    return session.execute(statement).all()


def list_scored_structures(session: Session, chosen: Chosen, *, reader_id: int) -> Sequence[str]:
    """The fingerprints of the structures that the scores of `list_scores` were given on."""
    statement = (
        select(RubricRow.structure)
        .distinct()
        .select_from(ApplicationRow)
        .join(PositionRow, chosen.condition)
        .join(RubricRow, RubricRow.id == PositionRow.rubric_row_id)
        .where(_scored(reader_id))
    )
    return session.scalars(statement).all()


def list_scores(session: Session, dimension_id: int, chosen: Chosen, *, reader_id: int, most: int) -> Sequence[ScoreRecord]:
    """Group and stored score of the newest scored application of each person, of the `most` newest ones.

    Only revealed ones with enough evidence, and none that the reader has still to rate.
    """
    newest = (
        select(func.max(ApplicationRow.id))
        .join(PositionRow, chosen.condition)
        .where(_scored(reader_id))
        .group_by(ApplicationRow.candidate_id)
    )
    ours = and_(
        SelectionGroupRow.candidate_id == ApplicationRow.candidate_id, SelectionGroupRow.dimension_id == dimension_id
    )
    statement = (
        select(SelectionGroupRow.value_id, ApplicationRow.score)
        .select_from(ApplicationRow)
        .outerjoin(SelectionGroupRow, ours)
        .where(ApplicationRow.id.in_(newest))
        .order_by(ApplicationRow.id.desc())
        .limit(most)
    )
    return session.execute(statement).all()


def list_employer_names(session: Session, *, most: int) -> Sequence[Row[int, str]]:
    """By name."""
    return session.execute(select(EmployerRow.id, EmployerRow.name).order_by(EmployerRow.sort_key).limit(most)).all()


def list_position_names(session: Session, *, most: int, also: int | None) -> Sequence[Row[int, str, str]]:
    """Id, title and employer of the newest positions, and of one more wherever it stands."""
    newest = select(PositionRow.id).order_by(PositionRow.id.desc()).limit(most)
    statement = (
        select(PositionRow.id, PositionRow.title, EmployerRow.name)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .where(or_(PositionRow.id.in_(newest), PositionRow.id == also))
        .order_by(EmployerRow.sort_key, PositionRow.sort_key, PositionRow.id)
    )
    return session.execute(statement).all()


def first_application_at(session: Session) -> dt.datetime | None:
    return session.scalar(select(func.min(ApplicationRow.created_at)))


def _interviewed() -> ColumnElement[bool]:
    """An interview was made for the application, or it stands or was moved where interviews lie behind."""
    talked = exists().where(InterviewRow.application_id == ApplicationRow.id)
    reached = ("interview", "debrief", "offer", "hired")
    return or_(talked, ApplicationRow.stage.in_(reached), _moved_to(reached), _offered())


def _offered() -> ColumnElement[bool]:
    decided = exists().where(DecisionRow.application_id == ApplicationRow.id, DecisionRow.outcome == "offer")
    reached = ("offer", "hired")
    return or_(ApplicationRow.stage.in_(reached), decided, _moved_to(reached))


def _moved_to(stages: tuple[str, ...]) -> ColumnElement[bool]:
    """Once, whatever came after: whoever was declined since had come as far."""
    return exists().where(
        AuditRow.object_kind == "application",
        AuditRow.object_id == ApplicationRow.id,
        AuditRow.action.in_(MOVING),
        AuditRow.detail["to"].as_string().in_(stages),
    )


def _scored(reader_id: int) -> ColumnElement[bool]:
    submitted = exists().where(
        ScorecardRow.interview_id == PanelRow.interview_id,
        ScorecardRow.account_id == reader_id,
        ScorecardRow.state == "submitted",
    )
    owed = exists().where(
        InterviewRow.application_id == ApplicationRow.id,
        PanelRow.interview_id == InterviewRow.id,
        PanelRow.account_id == reader_id,
        ~submitted,
    )
    return and_(
        ApplicationRow.revealed_at.is_not(None),
        ApplicationRow.score.is_not(None),
        ApplicationRow.enough_evidence.is_(True),
        ~owed,
    )
