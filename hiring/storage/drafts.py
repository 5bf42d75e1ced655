"""Drafts of the next version of a profile, one a position."""

from __future__ import annotations

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hiring.storage.rows import touch, write_rows
from hiring.storage.tables import AccountRow, ProfileDraftRow

DraftRecord = Row[ProfileDraftRow, str]
"""A draft and the name of who saved it last."""


def find_draft_record(session: Session, position_id: int) -> DraftRecord | None:
    statement = (
        select(ProfileDraftRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == ProfileDraftRow.saved_by)
        .where(ProfileDraftRow.position_id == position_id)
        .execution_options(populate_existing=True)
    )
    return session.execute(statement).one_or_none()


def write_draft(session: Session, row: ProfileDraftRow) -> None:
    """Counts its version up, be it with the same content. Raises Conflict("stale") when somebody was first."""
    session.add(row)
    if row.version is not None:
        touch(row, "answers")
    write_rows(session)


def touch_draft(session: Session, position_id: int) -> None:
    """The profile under the draft changed: whoever has an older state of either before the eyes must see that."""
    row = session.get(ProfileDraftRow, position_id, populate_existing=True)
    write_draft(session, row or ProfileDraftRow(position_id=position_id))
