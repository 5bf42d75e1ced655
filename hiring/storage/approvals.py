"""What the employer's side says to a profile: approvals and comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hiring.storage.tables import AccountRow, ApprovalRow, CommentRow

ApprovalRecord = Row[int, str, str, str, dt.datetime]
"""Version, who recorded it, on whose behalf, note, when."""
CommentRecord = Row[int, str, str, str, dt.datetime]
"""Version in force, topic, who, text, when."""


def find_approval(session: Session, values: Mapping[str, object]) -> int | None:
    return session.scalar(select(ApprovalRow.id).filter_by(**values))


def list_approval_records(session: Session, position_id: int) -> Sequence[ApprovalRecord]:
    """Newest first."""
    statement = (
        select(ApprovalRow.number, AccountRow.name, ApprovalRow.on_behalf_of, ApprovalRow.note, ApprovalRow.at)
        .join(AccountRow, AccountRow.id == ApprovalRow.account_id)
        .where(ApprovalRow.position_id == position_id)
        .order_by(ApprovalRow.id.desc())
    )
    return session.execute(statement).all()


def list_comment_records(session: Session, position_id: int) -> Sequence[CommentRecord]:
    """Newest first."""
    statement = (
        select(CommentRow.number, CommentRow.topic, AccountRow.name, CommentRow.text, CommentRow.at)
        .join(AccountRow, AccountRow.id == CommentRow.account_id)
        .where(CommentRow.position_id == position_id)
        .order_by(CommentRow.id.desc())
    )
    return session.execute(statement).all()
