"""Interview plans, one a position, and what was asked of an application already."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Row, Select, bindparam, exists, select
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


@cache
def _asked() -> Select[InterviewRow]:
    submitted = exists().where(ScorecardRow.interview_id == InterviewRow.id, ScorecardRow.state == "submitted")
    of_application = InterviewRow.application_id == bindparam("application_id")
    return select(InterviewRow).where(of_application, submitted).order_by(InterviewRow.id)


def list_asked(session: Session, application_id: int) -> tuple[InterviewRow, ...]:
    """The interviews of an application of which somebody submitted a scorecard."""
    return tuple(session.scalars(_asked(), {"application_id": application_id}))
