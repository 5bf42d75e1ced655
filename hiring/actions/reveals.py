"""The reveal: from when on others than their raters see the ratings of an application."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.texts import TEXT, check_given, check_lengths, clean_text, refuse
from hiring.domain.blindness import Seat, owes, quorum_reached, sees_ratings
from hiring.errors import Conflict, NotFound
from hiring.storage.applications import SubjectRecord, ids_of_position, lock_applications
from hiring.storage.interview_tables import EarlyRevealRow
from hiring.storage.reveals import find_quorum, list_blind_seats
from hiring.storage.rows import find_row
from hiring.storage.tables import ApplicationRow


@dataclass(frozen=True, slots=True)
class EarlyReveal:
    """Who had the ratings revealed before the quorum, and why."""

    account_name: str
    reason: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see of the ratings of several applications.

    `owed` are the interviews, by application, whose scorecard the person has yet to submit; applications without any are
    not in it. `hidden` are the applications whose ratings the person sees no more of than the own ones.
    """

    owed: Mapping[int, tuple[int, ...]]
    hidden: frozenset[int]


def sight_of(session: Session, actor: Actor, rows: Collection[ApplicationRow]) -> Sight:
    """One query for any number of applications."""
    seats = list_blind_seats(session, [row.id for row in rows], account_id=actor.account_id)
    return sight_from(seats, actor, rows)


def sight_from(seats: Mapping[int, tuple[Seat, ...]], actor: Actor, rows: Collection[ApplicationRow]) -> Sight:
    """As `sight_of`, where the seats by application are known already."""
    me = actor.account_id
    owed = {identity: _open_seats(taken) for identity, taken in seats.items() if owes(taken, me)}
    hidden = frozenset(
        row.id for row in rows if not sees_ratings(revealed=row.revealed_at is not None, seats=seats[row.id], account_id=me)
    )
    return Sight(owed, hidden)


def require_revealed(session: Session, actor: Actor, records: Sequence[SubjectRecord]) -> None:
    """Raises Conflict("own_scorecard_open") or Conflict("not_revealed") while the actor may not see the ratings of one."""
    sight = sight_of(session, actor, [row for row, _ in records])
    for row, candidate in records:
        if row.id in sight.owed:
            raise Conflict("own_scorecard_open", where=candidate.name)
        if row.id in sight.hidden:
            raise Conflict("not_revealed", where=candidate.name)


def reveal_when_due(session: Session, application_id: int, now: dt.datetime) -> bool:
    """Reveals the ratings once the quorum of the position's plan has submitted; whether it did so now.

    For whoever changed scorecards, panels or the quorum, with the application locked. A reveal is never taken back.
    """
    row = session.get_one(ApplicationRow, application_id, populate_existing=True)
    if row.revealed_at is not None:
        return False
    seats = list_blind_seats(session, (application_id,))[application_id]
    if not quorum_reached(seats, find_quorum(session, row.position_id)):
        return False
    row.revealed_at = now
    _note(session, None, "reveal_when_due", application_id, seats, now)
    return True


def reveal_due_of_position(session: Session, position_id: int, now: dt.datetime) -> tuple[int, ...]:
    """As `reveal_when_due`, for all applications of a position whose quorum changed; those that it revealed."""
    identities = sorted(ids_of_position(session, position_id))
    lock_applications(session, identities)
    return tuple(identity for identity in identities if reveal_when_due(session, identity, now))


def reveal_early(session: Session, *, actor: Actor, application_id: int, reason: str, now: dt.datetime) -> None:
    """Before the quorum, for a reason that stands on the result. Revealed already, as by a double click, nothing changes.

    Whoever still owes a scorecard goes on seeing nothing. Raises Conflict("nothing_submitted") while there is nothing to
    reveal: ratings to come would be seen as they come.
    """
    require(actor, Permission.MANAGE_APPLICATIONS)
    lock_applications(session, (application_id,))
    row = find_row(session, ApplicationRow, application_id, lock=True)
    if row is None:
        raise NotFound("application", application_id)
    if row.revealed_at is not None:
        return
    why = clean_text(reason)
    refuse([*check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why)])
    seats = list_blind_seats(session, (application_id,))[application_id]
    if not any(seat.submitted for seat in seats):
        raise Conflict("nothing_submitted")
    row.revealed_at = now
    session.add(EarlyRevealRow(application_id=application_id, account_id=actor.account_id, reason=why, at=now))
    _note(session, actor, "reveal_early", application_id, seats, now)


def _open_seats(seats: Iterable[Seat]) -> tuple[int, ...]:
    return tuple(seat.interview_id for seat in seats if not seat.submitted)


def _note(
    session: Session, actor: Actor | None, action: str, application_id: int, seats: tuple[Seat, ...], now: dt.datetime
) -> None:
    """How many scorecards were in says how blind the rest will be; what stands in them is nobody's business here."""
    detail = {"submitted": sum(seat.submitted for seat in seats), "expected": len(seats)}
    record(session, actor=actor, action=action, object_kind="application", object_id=application_id, detail=detail, now=now)
