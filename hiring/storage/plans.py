"""Interview plans, one a position."""

from __future__ import annotations

from sqlalchemy import Row
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import PlanRow
from hiring.storage.saved import find_saved, write_saved

PlanRecord = Row[PlanRow, str]
"""A plan and the name of who saved it last."""


def find_plan_record(session: Session, position_id: int) -> PlanRecord | None:
    return find_saved(session, PlanRow, position_id)


def write_plan(session: Session, row: PlanRow) -> None:
    write_saved(session, row, "sessions")
