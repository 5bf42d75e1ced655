"""My day: what one person owes others, and what waits for a word of theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.application_lines import ApplicationLine, application_lines
from hiring.actions.interviews import DRAFT, NOT_STARTED, SUBMITTED
from hiring.actions.permissions import Actor, Permission, employer_scope, require
from hiring.errors import Forbidden
from hiring.storage.applications import list_line_records
from hiring.storage.days import DutyRecord, WaitedRecord, list_duties, list_undecided, list_waited

CORRECTING = "correcting"


@dataclass(frozen=True, slots=True)
class Duty:
    """An interview of the actor's own. `state` is not started, draft, submitted or correcting: then what was submitted still
    counts, and what was begun since does not. `answered` of `total` competencies of the actor's part are.
    """

    interview_id: int
    title: str
    candidate_name: str
    position_title: str
    employer_name: str
    scheduled_at: dt.datetime | None
    place: str
    minutes: int | None
    state: str
    answered: int
    total: int
    today: bool


@dataclass(frozen=True, slots=True)
class Waited:
    """An interview that has begun or has no time, with `submitted` of `expected` scorecards in."""

    interview_id: int
    title: str
    candidate_name: str
    position_title: str
    employer_name: str
    scheduled_at: dt.datetime | None
    submitted: int
    expected: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """Applications whose ratings are revealed: `debrief` to talk over first, `decision` ready to be decided on."""

    debrief: tuple[ApplicationLine, ...]
    decision: tuple[ApplicationLine, ...]


def own_duties(session: Session, *, actor: Actor, begins: dt.datetime, ends: dt.datetime, most: int) -> tuple[Duty, ...]:
    """The interviews of the day from `begins` to before `ends`, and every other one with an open scorecard or an open
    correction; the earliest first. One query. Raises Forbidden for whoever came by a personal link.
    """
    require(actor, Permission.SCORE_INTERVIEW)
    if actor.only_interview is not None:
        raise Forbidden(Permission.SCORE_INTERVIEW)
    found = list_duties(session, account_id=actor.account_id, begins=begins, ends=ends, most=most)
    return tuple(_duty(record, begins, ends) for record in found)


def waited_interviews(session: Session, *, actor: Actor, now: dt.datetime, most: int) -> tuple[Waited, ...]:
    """Those that have begun, or have no time, and whose panel owes scorecards; the earliest first. One query."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    return tuple(_waited(record) for record in list_waited(session, before=now, most=most))


def undecided_applications(session: Session, *, actor: Actor, most: int) -> Undecided:
    """At most `most` in the actor's reach; who waits longest comes first. None of whom the actor owes a scorecard."""
    employer_id = employer_scope(actor, Permission.DECIDE)
    waiting = list_undecided(session, account_id=actor.account_id, employer_id=employer_id, most=most)
    place = {identity: number for number, (identity, _) in enumerate(waiting)}
    lines = _in_order(application_lines(session, list_line_records(session, application_ids=tuple(place)), actor), place)
    to_discuss = {identity for identity, open_points in waiting if open_points}
    return Undecided(
        tuple(line for line in lines if line.id in to_discuss), tuple(line for line in lines if line.id not in to_discuss)
    )


def _in_order(lines: Iterable[ApplicationLine], place: dict[int, int]) -> tuple[ApplicationLine, ...]:
    return tuple(sorted(lines, key=lambda line: place[line.id]))


def _duty(record: DutyRecord, begins: dt.datetime, ends: dt.datetime) -> Duty:
    row, candidate_name, position_title, employer_name, focus, state, revision, answered = record
    total = len([item for item in row.kit if item in focus] or row.kit)
    return Duty(
        interview_id=row.id,
        title=row.title,
        candidate_name=candidate_name,
        position_title=position_title,
        employer_name=employer_name,
        scheduled_at=row.scheduled_at,
        place=row.place,
        minutes=row.minutes,
        state=_state(state, revision),
        answered=min(answered, total),
        total=total,
        today=row.scheduled_at is not None and begins <= row.scheduled_at < ends,
    )


def _state(state: str | None, revision: int | None) -> str:
    if state is None:
        return NOT_STARTED
    return CORRECTING if state == DRAFT and (revision or 1) > 1 else SUBMITTED if state == SUBMITTED else DRAFT


def _waited(record: WaitedRecord) -> Waited:
    row, candidate_name, position_title, employer_name, submitted, expected = record
    names = (row.title, candidate_name, position_title, employer_name)
    return Waited(row.id, *names, row.scheduled_at, submitted, expected)
