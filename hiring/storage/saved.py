"""What a position has one of, saved again and again: the draft of its profile, and its interview plan."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import PlanRow
from hiring.storage.rows import touch, write_rows
from hiring.storage.tables import AccountRow, ProfileDraftRow

Saved = TypeVar("Saved", PlanRow, ProfileDraftRow)


def find_saved(session: Session, table: type[Saved], position_id: int) -> Row[Saved, str] | None:
    """With the name of who saved it last."""
    return session.execute(_saved(table), {"position_id": position_id}).one_or_none()


@cache
def _saved(table: type[Any]) -> Select[Any, str]:
    return (
        select(table, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == table.saved_by)
        .where(table.position_id == bindparam("position_id"))
        .execution_options(populate_existing=True)
    )


def write_saved(session: Session, row: Saved, content: str) -> None:
    """Counts its version up, be it with the same `content`. Raises Conflict("stale") when somebody was first."""
    session.add(row)
    if row.version is not None:
        touch(row, content)
    write_rows(session)
