"""People from outside on a panel: they score one interview through a personal link, without an account of their own making.

A link is 256 random bits, told once and kept as a hash only. Whoever opens it reaches that interview's scorecard and nothing
else, until the link expires or is revoked, the person leaves the panel or an administrator switches them off.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from hiring.actions.accounts import Account, find_account
from hiring.actions.audit import record
from hiring.actions.interviews import Interview, lock_application_of, reach_interview
from hiring.actions.passwords import hash_password, make_session_stamp
from hiring.actions.permissions import Actor, Permission, Role, require
from hiring.actions.texts import LINE, check_email, check_given, check_lengths, clean_email, clean_line, refuse
from hiring.errors import Conflict, NotFound, Problem
from hiring.language import LOCALES
from hiring.storage.accounts import find_account_by_email
from hiring.storage.interview_tables import InvitationRow
from hiring.storage.interviews import change_panel, find_interview_record
from hiring.storage.invitations import (
    InvitationRecord,
    external_accounts_among,
    find_newest_invitation,
    find_open_invitation,
    find_open_invitation_by_hash,
    newest_invitations,
    revoke_invitations,
)
from hiring.storage.letters import drop_unsent_letters
from hiring.storage.rows import add_row, find_row, touch, write_rows
from hiring.storage.tables import AccountRow, InterviewRow

TOKEN_BYTES = 32
DAYS_OPEN = 14
"""How long a link works after the interview, and at least from now on."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom a link is for, and to what."""

    account: Account
    """Bound to the one interview (`only_interview`)."""
    invitation_id: int
    interview_title: str
    position_title: str
    employer_name: str
    scheduled_at: dt.datetime | None
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """How the link of somebody from outside stands: `open`, `expired`, `revoked`, or `none` was made yet."""

    account_id: int
    state: str
    expires_at: dt.datetime | None
    opened_at: dt.datetime | None


def find_guest(session: Session, *, invitation_id: int, now: dt.datetime) -> Account | None:
    """For the session cookie: asked anew with every request, so that a closed link ends what it opened."""
    found = find_open_invitation(session, invitation_id, now)
    return None if found is None else _bound_account(session, found)


def find_invitation(session: Session, *, token: str, now: dt.datetime) -> Guest | None:
    """None for a link that was never made, and the same for one that works no longer."""
    if not _TOKEN.fullmatch(token):
        return None
    token_hash = hash_token(token)
    found = find_open_invitation_by_hash(session, token_hash, now)
    if found is None or not hmac.compare_digest(found[0].token_hash, token_hash):
        return None
    about = find_interview_record(session, found[0].interview_id)
    assert about is not None
    interview, _, position_title, employer_name, _ = about
    return Guest(
        account=_bound_account(session, found),
        invitation_id=found[0].id,
        interview_title=interview.title,
        position_title=position_title,
        employer_name=employer_name,
        scheduled_at=interview.scheduled_at,
        expires_at=found[0].expires_at,
    )


def open_invitation(session: Session, *, token: str, now: dt.datetime) -> Guest:
    """The guest is let in. Raises NotFound for a link that does not work."""
    guest = find_invitation(session, token=token, now=now)
    if guest is None:
        raise NotFound("invitation", "link")
    row = find_row(session, InvitationRow, guest.invitation_id)
    assert row is not None
    row.opened_at = now
    _record(session, guest.account.actor, "open_invitation", row.interview_id, row.account_id, now)
    return guest


def add_external(
    session: Session, *, actor: Actor, interview_id: int, name: str, email: str, locale: str, now: dt.datetime
) -> int:
    """Somebody from outside takes a seat on the panel; the account's id. A person known from another interview is the same.

    Raises Invalid for the address of somebody who signs in with a password: they are chosen among the interviewers.
    """
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_application_of(session, interview_id)
    interview = reach_interview(session, actor, Permission.MANAGE_INTERVIEWS, interview_id)
    called, address = clean_line(name), clean_email(email)
    unspoken = [] if locale in LOCALES else [Problem("locale_unknown", "locale")]
    lengths = check_lengths(LINE, name=called)
    refuse([*check_given("name_missing", "name", called), *lengths, *check_email("email", address), *unspoken])
    account_id = _external_account(session, called, address, locale, now)
    if any(member.account_id == account_id for member in interview.panel):
        refuse([Problem("on_panel_already", "email")])
    _seat(session, interview_id, account_id)
    _record(session, actor, "add_external", interview_id, account_id, now)
    return account_id


def list_links(session: Session, *, actor: Actor, interview: Interview, now: dt.datetime) -> dict[int, PersonalLink]:
    """By account, of everybody from outside on the panel. Two queries."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    outside = external_accounts_among(session, tuple(member.account_id for member in interview.panel))
    made = newest_invitations(session, interview.id) if outside else {}
    return {account_id: _link(account_id, made.get(account_id), now) for account_id in outside}


def renew_link(session: Session, *, actor: Actor, interview_id: int, account_id: int, now: dt.datetime) -> str:
    """The secret of a new link, told this once. Every earlier link of the person to the interview is closed."""
    interview = _reach_external(session, actor, interview_id, account_id)
    _close(session, interview_id, account_id, now)
    row = make_invitation(session, actor=actor, interview=interview, account_id=account_id, now=now)
    _record(session, actor, "renew_link", interview_id, account_id, now)
    return mint_token(session, row)


def revoke_link(session: Session, *, actor: Actor, interview_id: int, account_id: int, now: dt.datetime) -> None:
    """Closes every link of the person to the interview, and whatever they have open with it. No letter brings it back."""
    _reach_external(session, actor, interview_id, account_id)
    if _close(session, interview_id, account_id, now):
        _record(session, actor, "revoke_link", interview_id, account_id, now)


def make_invitation(
    session: Session, *, actor: Actor, interview: Interview, account_id: int, now: dt.datetime
) -> InvitationRow:
    """One whose secret nobody knows yet: `mint_token` makes one when somebody is told it."""
    row = InvitationRow(
        interview_id=interview.id,
        account_id=account_id,
        token_hash=hash_token(secrets.token_urlsafe(TOKEN_BYTES)),
        expires_at=open_until(interview.scheduled_at, now),
        created_by=actor.account_id,
        created_at=now,
    )
    session.add(row)
    write_rows(session)
    return row


def mint_token(session: Session, row: InvitationRow) -> str:
    """A new secret in place of the one before: what was told earlier opens nothing any more. Sessions go on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row.token_hash = hash_token(token)
    write_rows(session)
    return token


def hash_token(token: str) -> str:
    """Enough for 256 random bits: there is nothing to guess that work would slow down."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_until(scheduled_at: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    return max(scheduled_at or now, now) + dt.timedelta(days=DAYS_OPEN)


def link_state(row: InvitationRow | None, now: dt.datetime) -> str:
    """As `PersonalLink.state`."""
    if row is None:
        return "none"
    if row.revoked_at is not None:
        return "revoked"
    return "open" if row.expires_at > now else "expired"


def _link(account_id: int, row: InvitationRow | None, now: dt.datetime) -> PersonalLink:
    state = link_state(row, now)
    return PersonalLink(account_id, state, row.expires_at if row else None, row.opened_at if row else None)


def _bound_account(session: Session, found: InvitationRecord) -> Account:
    invitation, row = found
    account = find_account(session, account_id=row.id)
    assert account is not None
    return replace(account, only_interview=invitation.interview_id)


def _reach_external(session: Session, actor: Actor, interview_id: int, account_id: int) -> Interview:
    """The interview, when somebody from outside with this account sits on its panel. Raises NotFound."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_application_of(session, interview_id)
    interview = reach_interview(session, actor, Permission.MANAGE_INTERVIEWS, interview_id)
    seated = any(member.account_id == account_id for member in interview.panel)
    if not seated or not external_accounts_among(session, (account_id,)):
        raise NotFound("account", account_id)
    return interview


def _close(session: Session, interview_id: int, account_id: int, now: dt.datetime) -> bool:
    drop_unsent_letters(session, interview_id=interview_id, account_ids=(account_id,))
    newest = find_newest_invitation(session, interview_id=interview_id, account_id=account_id)
    if newest is None:
        return False
    return revoke_invitations(session, interview_id=interview_id, account_id=account_id, now=now)


def _external_account(session: Session, name: str, email: str, locale: str, now: dt.datetime) -> int:
    known = find_account_by_email(session, email)
    if known is None:
        return _new_account(session, name, email, locale, now)
    if not known[0].external:
        refuse([Problem("signs_in_already", "email")])
    if not known[0].active:
        refuse([Problem("external_switched_off", "email")])
    return known[0].id


def _new_account(session: Session, name: str, email: str, locale: str, now: dt.datetime) -> int:
    """With a password that nobody knows, and that would not be accepted either."""
    row = AccountRow(
        email=email,
        name=name,
        role=Role.EXTERNAL.value,
        employer_id=None,
        password_hash=hash_password(secrets.token_urlsafe(TOKEN_BYTES)),
        session_stamp=make_session_stamp(),
        locale=locale,
        external=True,
        created_at=now,
    )
    if not add_row(session, row):
        raise Conflict("stale")
    return row.id


def _seat(session: Session, interview_id: int, account_id: int) -> None:
    row = find_row(session, InterviewRow, interview_id)
    assert row is not None
    touch(row, "title")
    change_panel(session, interview_id, add=(account_id,), remove=())


def _record(session: Session, actor: Actor, action: str, interview_id: int, account_id: int, now: dt.datetime) -> None:
    detail = {"account_id": account_id}
    record(session, actor=actor, action=action, object_kind="interview", object_id=interview_id, detail=detail, now=now)
