"""Letters about interviews: the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Row, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import MailRow
from hiring.storage.rows import Slice, is_id, slice_rows
from hiring.storage.tables import AccountRow, InterviewRow

QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"
UNSENT = (QUEUED, FAILED)

LetterRecord = Row[MailRow, str, InterviewRow]
"""A letter with the name of whom it is to, and its interview."""


def _letters() -> Select[MailRow, str, InterviewRow]:
    return (
        select(MailRow, AccountRow.name, InterviewRow)
        .join(AccountRow, AccountRow.id == MailRow.account_id)
        .join(InterviewRow, InterviewRow.id == MailRow.interview_id)
        .order_by(MailRow.id.desc())
        .execution_options(populate_existing=True)
    )


def slice_letters(session: Session, *, state: str | None, number: int) -> Slice[MailRow, str, InterviewRow]:
    """Newest first."""
    statement = _letters()
    if state is not None:
        statement = statement.where(MailRow.state == state)
    return slice_rows(session, statement, number=number)


def find_letter_record(session: Session, letter_id: int) -> LetterRecord | None:
    if not is_id(letter_id):
        return None
    return session.execute(_letters().where(MailRow.id == letter_id)).one_or_none()


def list_letters_about(session: Session, interview_id: int) -> Sequence[MailRow]:
    """Oldest first."""
    statement = select(MailRow).where(MailRow.interview_id == interview_id).order_by(MailRow.id)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def find_locked_letter(session: Session, letter_id: int) -> MailRow | None:
    """The letter, which nobody else takes or changes before this transaction ends."""
    statement = select(MailRow).where(MailRow.id == letter_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def list_due_letters(session: Session, *, now: dt.datetime, begun_before: dt.datetime, most: int) -> tuple[int, ...]:
    """Queued and failed ones, and those whose sending began before that moment and never ended; oldest first.

    What is about an interview that is over is left alone: nobody wants an invitation to yesterday.
    """
    stuck = and_(MailRow.state == SENDING, MailRow.sent_at < begun_before)
    ahead = or_(InterviewRow.scheduled_at.is_(None), InterviewRow.scheduled_at > now)
    statement = (
        select(MailRow.id)
        .join(InterviewRow, InterviewRow.id == MailRow.interview_id)
        .where(or_(and_(MailRow.state.in_(UNSENT), MailRow.attempts < most), stuck), ahead)
        .order_by(MailRow.id)
    )
    return tuple(session.scalars(statement))


def drop_unsent_letters(session: Session, *, interview_id: int, account_ids: Collection[int]) -> None:
    """A newer letter, or none at all, takes the place of what has not gone out."""
    session.execute(
        delete(MailRow).where(
            MailRow.interview_id == interview_id, MailRow.account_id.in_(account_ids), MailRow.state.in_(UNSENT)
        )
    )


def count_unsent_letters(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(MailRow).where(MailRow.state.in_(UNSENT))) or 0
