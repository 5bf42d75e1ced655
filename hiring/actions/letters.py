"""Telling a panel: who is asked, what changed, what is called off. Letters are kept first and go out after the commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hiring.actions.accounts import Account, find_account
from hiring.actions.audit import record
from hiring.actions.interviews import Interview, lock_application_of, reach_interview
from hiring.actions.invitations import link_state, make_invitation, open_until
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.reveals import reveal_when_due
from hiring.actions.texts import check_version
from hiring.calendars import CalendarEntry, Method, write_calendar
from hiring.errors import Conflict
from hiring.language import get_language
from hiring.storage.accounts import active_among
from hiring.storage.interview_tables import InvitationRow, MailRow
from hiring.storage.interviews import change_panel
from hiring.storage.invitations import newest_invitations
from hiring.storage.letters import QUEUED, UNSENT, drop_unsent_letters, list_letters_about
from hiring.storage.rows import find_row, touch, write_rows
from hiring.storage.scorecards import raters_with_cards
from hiring.storage.tables import InterviewRow
from hiring.wording.letters import LINK_MARK, LetterFacts, LetterKind, say_details, say_letter, say_subject

USUAL_MINUTES = 60
"""In a calendar, of an interview that nobody gave a length."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every letter of this site shares: its address, its clock, and the language of who never chose one."""

    address: str
    """Without a slash at its end."""
    zone: ZoneInfo
    locale: str


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told of an interview last. `state` is the letter's; `current` whether it still holds."""

    letter_id: int
    state: str
    error: str
    at: dt.datetime
    current: bool


def list_told(session: Session, *, actor: Actor, interview: Interview, desk: Desk) -> dict[int, Told]:
    """By account; of those off the panel only who was asked and not called off since."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    seated = {member.account_id for member in interview.panel}
    told = {}
    for account_id, rows in _letters(session, interview.id).items():
        row = rows[-1]
        current = _is_current(row, interview, desk) if account_id in seated else not _shows_way(row)
        if account_id in seated or not current:
            told[account_id] = Told(row.id, row.state, row.error, row.sent_at or row.created_at, current)
    return told


def switched_off(session: Session, *, actor: Actor, interview: Interview) -> frozenset[int]:
    """Who on the panel can rate no more, as their account is switched off: the reveal waits for them in vain."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    seated = frozenset(member.account_id for member in interview.panel)
    return seated - active_among(session, seated)


def invite_panel(session: Session, *, actor: Actor, interview_id: int, desk: Desk, now: dt.datetime) -> tuple[int, ...]:
    """A letter to everybody on the panel who was not told how the interview is planned now; their ids.

    Whoever left the panel is told that too. Nobody gets the same twice, and nobody whose personal link was revoked or whose
    account is switched off gets any: what it leads to stays shut.
    """
    interview = _lock(session, actor, interview_id)
    shut_out = switched_off(session, actor=actor, interview=interview)
    letters, links = _letters(session, interview_id), newest_invitations(session, interview_id)
    made = []
    for member in interview.panel:
        if member.account_id in shut_out:
            continue
        link = links.get(member.account_id)
        kind = _kind_due(letters.get(member.account_id), interview, link, desk, now)
        if kind is not None:
            account = _account(session, member.account_id)
            made.append(_write(session, actor, interview, kind, account, link, desk, now))
    seated = {member.account_id for member in interview.panel}
    gone = {account_id: rows for account_id, rows in letters.items() if account_id not in seated}
    made += _call_off(session, actor, interview, gone, desk, now)
    if made:
        detail = {"account_ids": sorted(row.account_id for row in made)}
        _record(session, actor, "invite_panel", interview_id, detail, now)
    return tuple(row.id for row in made)


def cancel_interview(
    session: Session, *, actor: Actor, interview_id: int, version: int, desk: Desk, now: dt.datetime
) -> tuple[int, ...]:
    """Nobody sits on its panel any more, personal links to it lead nowhere; ids of the letters to all who were asked.

    Raises Conflict("interview_begun") once there is a scorecard. Choosing a panel again brings the interview back.
    """
    interview = _lock(session, actor, interview_id)
    check_version(version, interview.version)
    if raters_with_cards(session, interview_id):
        raise Conflict("interview_begun")
    row = find_row(session, InterviewRow, interview_id)
    assert row is not None
    touch(row, "title")
    panel = tuple(member.account_id for member in interview.panel)
    change_panel(session, interview_id, add=(), remove=panel)
    cancelled = reach_interview(session, actor, Permission.MANAGE_INTERVIEWS, interview_id)
    made = _call_off(session, actor, cancelled, _letters(session, interview_id), desk, now)
    _record(session, actor, "cancel_interview", interview_id, {"account_ids": sorted(panel)}, now)
    reveal_when_due(session, interview.application_id, now)
    return tuple(row.id for row in made)


def own_calendar(session: Session, *, actor: Actor, interview_id: int, desk: Desk, now: dt.datetime) -> str | None:
    """The interview as an entry of one's own calendar; None while it has no time."""
    interview = reach_interview(session, actor, Permission.READ_INTERVIEWS, interview_id)
    account = _account(session, actor.account_id)
    return _calendar(interview, Method.PUBLISH, account, account, desk, now) or None


def _lock(session: Session, actor: Actor, interview_id: int) -> Interview:
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_application_of(session, interview_id)
    return reach_interview(session, actor, Permission.MANAGE_INTERVIEWS, interview_id)


def _letters(session: Session, interview_id: int) -> dict[int, list[MailRow]]:
    """By account, oldest first."""
    found: dict[int, list[MailRow]] = {}
    for row in list_letters_about(session, interview_id):
        found.setdefault(row.account_id, []).append(row)
    return found


def _kind_due(
    rows: list[MailRow] | None, interview: Interview, link: InvitationRow | None, desk: Desk, now: dt.datetime
) -> LetterKind | None:
    """Which letter somebody on the panel is owed; None for whoever knows, and for whom a recruiter locked out."""
    state = None if link is None else link_state(link, now)
    if state == "revoked":
        return None
    if rows is None or not _shows_way(rows[-1]):
        return LetterKind.INVITATION
    if not _is_current(rows[-1], interview, desk):
        return LetterKind.CHANGE if _went_out(rows) else LetterKind.INVITATION
    return LetterKind.INVITATION if state == "expired" else None


def _shows_way(row: MailRow) -> bool:
    """Whether it leads to the interview: an invitation and a change do, calling off does not."""
    return LINK_MARK in row.body or f"/interviews/{row.interview_id}\n" in row.body


def _went_out(rows: list[MailRow]) -> bool:
    """Whether any of them did, or may have."""
    return any(row.state not in UNSENT or row.attempts > 0 for row in rows)


def _is_current(row: MailRow, interview: Interview, desk: Desk) -> bool:
    facts = _facts(interview, "", "", "", desk)
    return _shows_way(row) and say_details(facts, get_language(row.locale)) in row.body


def _call_off(
    session: Session,
    actor: Actor,
    interview: Interview,
    letters: dict[int, list[MailRow]],
    desk: Desk,
    now: dt.datetime,
) -> list[MailRow]:
    """To each who has a letter that went out, or may have; what never did is dropped and needs no taking back."""
    made = []
    for account_id, rows in letters.items():
        asked, went_out = _shows_way(rows[-1]), _went_out(rows)
        if asked and went_out:
            account = _account(session, account_id)
            made.append(_write(session, actor, interview, LetterKind.CANCELLATION, account, None, desk, now))
        elif asked:
            drop_unsent_letters(session, interview_id=interview.id, account_ids=(account_id,))
    return made


def _write(
    session: Session,
    actor: Actor,
    interview: Interview,
    kind: LetterKind,
    account: Account,
    link: InvitationRow | None,
    desk: Desk,
    now: dt.datetime,
) -> MailRow:
    """Keeps the letter; an unsent one about the same to the same person goes."""
    drop_unsent_letters(session, interview_id=interview.id, account_ids=(account.id,))
    locale = account.locale or desk.locale
    language, sender = get_language(locale), _account(session, actor.account_id)
    address, until = f"{desk.address}/interviews/{interview.id}", None
    if account.external and kind is not LetterKind.CANCELLATION:
        address, until = _personal_way(session, actor, interview, account, link, desk, now)
    facts = _facts(interview, account.name, sender.name, address, desk, until)
    method = Method.CANCEL if kind is LetterKind.CANCELLATION else Method.REQUEST
    row = MailRow(
        interview_id=interview.id,
        account_id=account.id,
        address=account.email,
        locale=locale,
        subject=say_subject(kind, facts, language),
        body=say_letter(kind, facts, language),
        calendar=_calendar(interview, method, account, sender, desk, now),
        state=QUEUED,
        created_by=actor.account_id,
        created_at=now,
    )
    session.add(row)
    write_rows(session)
    return row


def _personal_way(
    session: Session,
    actor: Actor,
    interview: Interview,
    account: Account,
    link: InvitationRow | None,
    desk: Desk,
    now: dt.datetime,
) -> tuple[str, dt.datetime]:
    """The place of the personal link, and until when it works: an interview that moved takes its links along."""
    link = link or make_invitation(session, actor=actor, interview=interview, account_id=account.id, now=now)
    link.expires_at = max(link.expires_at, open_until(interview.scheduled_at, now))
    return desk.address + LINK_MARK, link.expires_at.astimezone(desk.zone)


def _facts(
    interview: Interview, person: str, sender: str, address: str, desk: Desk, until: dt.datetime | None = None
) -> LetterFacts:
    return LetterFacts(
        person=person,
        candidate=interview.candidate_name,
        position=interview.position_title,
        employer=interview.employer_name,
        title=interview.title,
        when=interview.scheduled_at.astimezone(desk.zone) if interview.scheduled_at else None,
        minutes=interview.minutes,
        place=interview.place,
        panel=tuple(member.name for member in interview.panel),
        sender=sender,
        address=address,
        open_until=until,
    )


def _calendar(interview: Interview, method: Method, account: Account, sender: Account, desk: Desk, now: dt.datetime) -> str:
    """Empty without a time. Never with a personal link: calendars are shared."""
    if interview.scheduled_at is None:
        return ""
    locale = account.locale or desk.locale
    language = get_language(locale)
    way = "" if account.external else f"\n{desk.address}/interviews/{interview.id}"
    entry = CalendarEntry(
        number=interview.id,
        made_at=interview.created_at,
        version=interview.version,
        begins=interview.scheduled_at,
        minutes=interview.minutes or USUAL_MINUTES,
        summary=language.gettext("Interview: %(candidate)s", candidate=interview.candidate_name),
        description=f"{interview.title}\n{interview.position_title}, {interview.employer_name}{way}",
        place=interview.place,
        organizer=(sender.name, sender.email),
        attendee=(account.name, account.email),
        locale=locale,
    )
    return write_calendar(entry, method, now=now)


def _account(session: Session, account_id: int) -> Account:
    found = find_account(session, account_id=account_id)
    assert found is not None
    return found


def _record(
    session: Session, actor: Actor, action: str, interview_id: int, detail: Mapping[str, object], now: dt.datetime
) -> None:
    record(session, actor=actor, action=action, object_kind="interview", object_id=interview_id, detail=detail, now=now)
