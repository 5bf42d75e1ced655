"""The outbox: letters on their way out, and by hand where no mail server is set."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.accounts import find_account
from hiring.actions.audit import record
from hiring.actions.invitations import link_state, mint_token
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, require
from hiring.errors import Conflict, NotFound
from hiring.mail import Outgoing
from hiring.storage.interview_tables import MailRow
from hiring.storage.invitations import find_newest_invitation
from hiring.storage.letters import (
    FAILED,
    QUEUED,
    SENDING,
    SENT,
    LetterRecord,
    count_unsent_letters,
    find_letter_record,
    find_locked_letter,
    list_due_letters,
    slice_letters,
)
from hiring.storage.rows import PAGE_SIZE, write_rows
from hiring.wording.letters import LINK_MARK

STATES = (QUEUED, SENDING, SENT, FAILED)
MOST_ATTEMPTS = 12
"""After so many nobody tries again by itself; a person may."""
GIVEN_UP_AFTER = dt.timedelta(minutes=10)
"""Sending takes a minute at most: what began earlier and never ended was cut off."""
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """`state` is one of STATES; `by_hand`: sent by a person, outside the program. `error` as `wording.letters` says it."""

    id: int
    to_name: str
    address: str
    subject: str
    interview_id: int
    state: str
    error: str
    attempts: int
    created_at: dt.datetime
    sent_at: dt.datetime | None

    @property
    def by_hand(self) -> bool:
        return self.state == SENT and self.attempts == 0


@dataclass(frozen=True, slots=True)
class Letter:
    """`body` shows a personal link without its secret; `secret` tells that it has one."""

    line: LetterLine
    body: str
    calendar: str
    secret: bool


def list_letters(session: Session, *, actor: Actor, state: str | None = None, page: int = 1) -> Page[LetterLine]:
    """Newest first; an unknown state is none."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    found = slice_letters(session, state=state if state in STATES else None, number=page)
    return Page(tuple(_line(record) for record in found.rows), found.number, PAGE_SIZE, found.total)


def count_unsent(session: Session, *, actor: Actor) -> int:
    """How many letters wait or failed."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    return count_unsent_letters(session)


def get_letter(session: Session, *, actor: Actor, letter_id: int) -> Letter:
    require(actor, Permission.MANAGE_INTERVIEWS)
    found = find_letter_record(session, letter_id)
    if found is None:
        raise NotFound("letter", letter_id)
    body = found[0].body.replace(LINK_MARK, "/i/…")
    return Letter(_line(found), body, found[0].calendar, LINK_MARK in found[0].body)


def hand_over(session: Session, *, actor: Actor, letter_id: int, now: dt.datetime) -> str:
    """The text with its personal link, told this once, for sending it by hand; an earlier link of it works no longer.

    Raises Conflict("link_closed") when the link is expired or revoked.
    """
    row = _lock(session, actor, letter_id)
    token = _mint(session, row, now)
    if token is None:
        raise Conflict("link_closed")
    _record(session, actor, "hand_over", row, now)
    return _filled(row.body, token)


def mark_sent(session: Session, *, actor: Actor, letter_id: int, now: dt.datetime) -> None:
    """A person sent it otherwise; nothing happens to one that is sent already."""
    row = _lock(session, actor, letter_id)
    if row.state == SENT:
        return
    row.state, row.attempts, row.error, row.sent_at = SENT, 0, "", now
    _record(session, actor, "mark_sent", row, now)


def send_again(session: Session, *, actor: Actor, letter_id: int, now: dt.datetime) -> None:
    """A failed letter, or one that was cut off, waits for sending anew. Raises Conflict("letter_sent") for a sent one."""
    row = _lock(session, actor, letter_id)
    if row.state == SENT or (row.state == SENDING and not _is_cut_off(row, now)):
        raise Conflict("letter_sent")
    if row.state != QUEUED:
        row.state, row.error, row.sent_at, row.attempts = QUEUED, "", None, min(row.attempts, 1)
        _record(session, actor, "send_again", row, now)


def due_letters(session: Session, *, now: dt.datetime) -> tuple[int, ...]:
    """What the program may send by itself: the ids, oldest first."""
    return list_due_letters(session, now=now, begun_before=now - GIVEN_UP_AFTER, most=MOST_ATTEMPTS)


def take_letter(session: Session, *, letter_id: int, now: dt.datetime) -> tuple[Outgoing, str] | None:
    """The letter to send now and the secret in it (empty: none); to be committed before it is sent, so that nobody else
    takes it too. None for one that is gone, sent, or being sent.
    """
    row = find_locked_letter(session, letter_id)
    if row is None or row.state == SENT or (row.state == SENDING and not _is_cut_off(row, now)):
        return None
    token = _mint(session, row, now)
    if token is None:
        row.state, row.error, row.attempts = FAILED, "link_closed: ", MOST_ATTEMPTS
        return None
    row.state, row.attempts, row.error, row.sent_at = SENDING, row.attempts + 1, "interrupted: ", now
    return _outgoing(session, row, token), token


def note_sent(session: Session, *, letter_id: int, now: dt.datetime) -> None:
    row = find_locked_letter(session, letter_id)
    if row is not None:
        row.state, row.error, row.sent_at = SENT, "", now


def note_failed(session: Session, *, letter_id: int, error: str) -> None:
    row = find_locked_letter(session, letter_id)
    if row is not None and row.state == SENDING:
        row.state, row.error, row.sent_at = FAILED, error, None


def _outgoing(session: Session, row: MailRow, token: str) -> Outgoing:
    to, sender = find_account(session, account_id=row.account_id), find_account(session, account_id=row.created_by)
    assert to is not None and sender is not None
    method = _METHOD.search(row.calendar)
    return Outgoing(
        to_name=to.name,
        to_address=row.address,
        reply_name=sender.name,
        reply_address=sender.email,
        subject=row.subject,
        body=_filled(row.body, token),
        calendar=row.calendar,
        method=method.group(1) if method else "",
    )


def _mint(session: Session, row: MailRow, now: dt.datetime) -> str | None:
    """A new secret for the letter's link, empty for a letter without one; None when the link is closed."""
    if LINK_MARK not in row.body:
        return ""
    link = find_newest_invitation(session, interview_id=row.interview_id, account_id=row.account_id)
    if link is None or link_state(link, now) != "open":
        return None
    return mint_token(session, link)


def _filled(body: str, token: str) -> str:
    return body.replace(LINK_MARK, f"/i/{token}", 1)


def _is_cut_off(row: MailRow, now: dt.datetime) -> bool:
    return row.sent_at is None or row.sent_at < now - GIVEN_UP_AFTER


def _lock(session: Session, actor: Actor, letter_id: int) -> MailRow:
    require(actor, Permission.MANAGE_INTERVIEWS)
    if find_letter_record(session, letter_id) is None:
        raise NotFound("letter", letter_id)
    row = find_locked_letter(session, letter_id)
    if row is None:
        raise NotFound("letter", letter_id)
    return row


def _line(found: LetterRecord) -> LetterLine:
    row, name, _ = found
    return LetterLine(
        id=row.id,
        to_name=name,
        address=row.address,
        subject=row.subject,
        interview_id=row.interview_id,
        state=row.state,
        error=row.error,
        attempts=row.attempts,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )


def _record(session: Session, actor: Actor, action: str, row: MailRow, now: dt.datetime) -> None:
    write_rows(session)
    detail = {"letter": row.id, "account_id": row.account_id}
    record(session, actor=actor, action=action, object_kind="interview", object_id=row.interview_id, detail=detail, now=now)
