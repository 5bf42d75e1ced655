"""Interview plans, one a position, and what was asked of an application already."""

from __future__ import annotations

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import PlanRow
from hiring.storage.saved import find_saved, write_saved
from hiring.storage.tables import InterviewRow, ScorecardRow

PlanRecord = Row[PlanRow, str]
"""A plan and the name of who saved it last."""


def find_plan_record(session: Session, position_id: int) -> PlanRecord | None:
    return find_saved(session, PlanRow, position_id)


def write_plan(session: Session, row: PlanRow) -> None:
    write_saved(session, row, "sessions")


def list_asked(session: Session, application_id: int) -> tuple[InterviewRow, ...]:
    """The interviews of an application of which somebody submitted a scorecard."""
    submitted = exists().where(ScorecardRow.interview_id == InterviewRow.id, ScorecardRow.state == "submitted")
    statement = select(InterviewRow).where(InterviewRow.application_id == application_id, submitted)
    return tuple(session.scalars(statement.order_by(InterviewRow.id)))
