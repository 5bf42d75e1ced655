"""Drafts of the next version of a profile, one a position."""

from __future__ import annotations

from sqlalchemy import Row
from sqlalchemy.orm import Session

from hiring.storage.saved import find_saved, write_saved
from hiring.storage.tables import ProfileDraftRow

DraftRecord = Row[ProfileDraftRow, str]
"""A draft and the name of who saved it last."""


def find_draft_record(session: Session, position_id: int) -> DraftRecord | None:
    return find_saved(session, ProfileDraftRow, position_id)


def write_draft(session: Session, row: ProfileDraftRow) -> None:
    write_saved(session, row, "answers")


def touch_draft(session: Session, position_id: int) -> None:
    """The profile under the draft changed: whoever has an older state of either before the eyes must see that."""
    row = session.get(ProfileDraftRow, position_id, populate_existing=True)
    write_draft(session, row or ProfileDraftRow(position_id=position_id))
