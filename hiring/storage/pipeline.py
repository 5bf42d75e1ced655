"""Where the applications of a position stand, and what was recorded of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import DecisionRow
from hiring.storage.rows import Slice, mapped, slice_rows
from hiring.storage.tables import AccountRow, ApplicationRow, AuditRow, CandidateRow, InterviewRow, PanelRow, ScorecardRow

CardRecord = Row[ApplicationRow, str, str, int, int, int]
"""Application; candidate's name and headline; interviews, submitted scorecards and seats on panels."""
EventRecord = Row[AuditRow, str]


def count_stages(session: Session, position_id: int) -> Mapping[str, int]:
    statement = (
        select(ApplicationRow.stage, func.count())
        .where(ApplicationRow.position_id == position_id)
        .group_by(ApplicationRow.stage)
    )
    return mapped(session, statement)


def list_cards(session: Session, position_id: int, *, most: int) -> Sequence[CardRecord]:
    """Of every stage the `most` that came to it last, in one query."""
    place = func.row_number().over(partition_by=ApplicationRow.stage, order_by=_newest()).label("place")
    placed = select(ApplicationRow.id, place).where(ApplicationRow.position_id == position_id).subquery()
    statement = _cards().join(placed, placed.c.id == ApplicationRow.id).where(placed.c.place <= most)
    return session.execute(statement).all()


def slice_cards(
    session: Session, position_id: int, *, stage: str | None, number: int
) -> Slice[ApplicationRow, str, str, int, int, int]:
    """A page of the applications of a position, in one stage or in all."""
    statement = _cards().where(ApplicationRow.position_id == position_id)
    if stage is not None:
        statement = statement.where(ApplicationRow.stage == stage)
    return slice_rows(session, statement, number=number)


def list_movable(session: Session, position_id: int, application_ids: Collection[int]) -> Sequence[ApplicationRow]:
    """Those of the position, by id, as they are now."""
    chosen = (ApplicationRow.position_id == position_id) & ApplicationRow.id.in_(application_ids)
    statement = select(ApplicationRow).where(chosen).order_by(ApplicationRow.id)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def list_last_outcomes(session: Session, application_ids: Collection[int]) -> Mapping[int, str]:
    """What was decided last, by application; whoever is not in it, nobody decided about."""
    newest = (
        select(func.max(DecisionRow.id))
        .where(DecisionRow.application_id.in_(application_ids))
        .group_by(DecisionRow.application_id)
    )
    statement = select(DecisionRow.application_id, DecisionRow.outcome).where(DecisionRow.id.in_(newest))
    return mapped(session, statement)


def list_events(
    session: Session, application_id: int, interview_ids: Collection[int], actions: Collection[str]
) -> Sequence[EventRecord]:
    """What was done to an application and its interviews, of the actions asked for, newest first."""
    ours = or_(
        and_(AuditRow.object_kind == "application", AuditRow.object_id == application_id),
        and_(AuditRow.object_kind == "interview", AuditRow.object_id.in_(interview_ids)),
    )
    statement = (
        select(AuditRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == AuditRow.account_id)
        .where(ours, AuditRow.action.in_(actions))
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
    )
    return session.execute(statement).all()


def list_planned(session: Session, application_id: int) -> Sequence[Row[int, str, dt.datetime | None]]:
    """Id, title and time of the interviews."""
    statement = select(InterviewRow.id, InterviewRow.title, InterviewRow.scheduled_at)
    return session.execute(statement.where(InterviewRow.application_id == application_id).order_by(InterviewRow.id)).all()


def list_decision_reasons(session: Session, application_id: int) -> Sequence[str]:
    """Newest first, one for every decision."""
    statement = select(DecisionRow.reason).where(DecisionRow.application_id == application_id)
    return session.scalars(statement.order_by(DecisionRow.id.desc())).all()


def _cards() -> Select[ApplicationRow, str, str, int, int, int]:
    return (
        select(
            ApplicationRow,
            CandidateRow.name,
            CandidateRow.headline,
            _counted(select(func.count()).select_from(InterviewRow)),
            _counted(
                select(func.count())
                .select_from(ScorecardRow)
                .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
                .where(ScorecardRow.state == "submitted", ScorecardRow.revision == 1)
            ),
            _counted(
                select(func.count()).select_from(PanelRow).join(InterviewRow, InterviewRow.id == PanelRow.interview_id)
            ),
        )
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .order_by(*_newest())
        .execution_options(populate_existing=True)
    )


def _counted(statement: Select[int]) -> ScalarSelect[int]:
    """Per application, for a statement that names ApplicationRow."""
    ours = statement.where(InterviewRow.application_id == ApplicationRow.id)
    return ours.correlate(ApplicationRow).scalar_subquery()


def _newest() -> tuple[ColumnElement[Any], ...]:
    """Whoever came to the stage last comes first; of those who never moved, the one who applied last."""
    since = func.coalesce(ApplicationRow.stage_at, ApplicationRow.created_at)
    return since.desc(), ApplicationRow.id.desc()
