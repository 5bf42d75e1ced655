"""The demo's people from outside and its letters: a personal link that was opened, and an outbox with every state in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hiring.actions.invitations import add_external, open_invitation
from hiring.actions.letters import Desk, invite_panel
from hiring.actions.outbox import note_failed, note_sent, take_letter
from hiring.actions.permissions import Actor
from hiring.storage.interview_tables import MailRow
from hiring.storage.rows import find_row

DESK = Desk("http://127.0.0.1:8000", ZoneInfo("Europe/Moscow"), "ru")
"""Where the demo's letters say the site is, unless whoever loads it says otherwise."""
_MINUTE = dt.timedelta(minutes=1)

Entry: TypeAlias = Mapping[str, Any]


def seat_guests(
    session: Session, *, actor: Actor, interview_id: int, guests: Mapping[str, Entry], now: dt.datetime
) -> dict[str, int]:
    """The accounts of people from outside, by the data's key, once they sit on the panel."""
    return {
        key: add_external(session, actor=actor, interview_id=interview_id, **_person(guest), now=now)
        for key, guest in guests.items()
    }


def write_letters(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    mail: Mapping[int, Entry],
    desk: Desk,
    now: dt.datetime,
) -> None:
    """The panel is invited. `mail` says by account what became of the letter; of whoever is not in it, the letter waits.

    An entry has the `error` with which the mail server refused it, or the `opened` hours after which its link was followed.
    """
    made = invite_panel(session, actor=actor, interview_id=interview_id, desk=desk, now=now)
    for letter_id in made:
        row = find_row(session, MailRow, letter_id)
        assert row is not None
        if row.account_id in mail:
            _send(session, letter_id, mail[row.account_id], now + _MINUTE)


def _send(session: Session, letter_id: int, fate: Entry, when: dt.datetime) -> None:
    taken = take_letter(session, letter_id=letter_id, now=when)
    assert taken is not None
    if "error" in fate:
        note_failed(session, letter_id=letter_id, error=fate["error"])
        return
    note_sent(session, letter_id=letter_id, now=when)
    if "opened" in fate:
        open_invitation(session, token=taken[1], now=when + dt.timedelta(hours=fate["opened"]))


def _person(guest: Entry) -> dict[str, str]:
    return {name: guest[name] for name in ("name", "email", "locale")}
