"""Calibration exercises: several people rate one sample alone, then read side by side where they read the anchors otherwise.

Their ratings belong to no candidate and enter no assessment, no measurement and no agreement of a panel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, allowed, require
from hiring.actions.rubrics import load_rubrics
from hiring.domain.calibration import Reference
from hiring.domain.calibration_sight import OPEN, Sight
from hiring.domain.rubric import Rubric
from hiring.errors import NotFound
from hiring.storage.accounts import list_active_names
from hiring.storage.calibration import (
    Seats,
    count_seats,
    find_exercise_record,
    list_own_seats,
    list_seats,
    slice_exercises,
)
from hiring.storage.calibration_tables import CalibrationRow, CalibrationSeatRow
from hiring.storage.rows import PAGE_SIZE, Slice

MOST_COMPETENCIES = 8
FEWEST_PARTICIPANTS, MOST_PARTICIPANTS = 2, 20
NOT_STARTED, BEGUN, SUBMITTED = "new", "draft", "submitted"


@dataclass(frozen=True, slots=True)
class Participant:
    """`state` is new, draft or submitted."""

    account_id: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """As the actor may see it: what is hidden is None. `competencies` in the order of the rubric."""

    id: int
    title: str
    rubric: Rubric
    level: str
    competencies: tuple[str, ...]
    transcript: str
    transcript_locale: str
    recording: str
    due_on: dt.date | None
    state: str
    opened_at: dt.datetime | None
    closed_at: dt.datetime | None
    version: int
    sight: Sight
    own_state: str | None
    """The actor's own: new, draft or submitted; None: takes no part."""
    references: Mapping[str, Reference] | None
    """By competency; of competencies that are not rated too, as long as it is prepared."""
    people: tuple[Participant, ...] | None
    counts: tuple[int, int] | None
    """How many have submitted, and how many take part."""

    @property
    def has_sample(self) -> bool:
        return bool(self.transcript or self.recording)


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """A row of the list; `counts` as an exercise has them."""

    id: int
    title: str
    rubric: Rubric
    level: str
    competencies: tuple[str, ...]
    due_on: dt.date | None
    state: str
    sight: Sight
    own_state: str | None
    counts: tuple[int, int] | None


def list_exercises(session: Session, *, actor: Actor, page: int = 1) -> Page[ExerciseLine]:
    """Newest first: whoever may run exercises sees all, others those they take part in."""
    require(actor, Permission.SCORE_CALIBRATION)
    me = None if _manages(actor) else actor.account_id
    return _lines(session, actor, slice_exercises(session, account_id=me, number=page))


def list_exercises_to_rate(session: Session, *, actor: Actor) -> tuple[ExerciseLine, ...]:
    """Those whose ratings the actor owes, the newest 50 of them, however many others there are."""
    require(actor, Permission.SCORE_CALIBRATION)
    return _lines(session, actor, slice_exercises(session, account_id=actor.account_id, number=1, owed=True)).items


def _lines(session: Session, actor: Actor, found: Slice[CalibrationRow, str]) -> Page[ExerciseLine]:
    identities = [row.id for row, _ in found.rows]
    rubrics = load_rubrics(session, {content for _, content in found.rows})
    own = list_own_seats(session, account_id=actor.account_id, exercise_ids=identities)
    counts = count_seats(session, identities)
    lines = []
    for row, content in found.rows:
        seat, count = own.get(row.id), counts[row.id]
        sight = sight_of(actor, row, seat)
        lines.append(
            ExerciseLine(
                id=row.id,
                title=row.title,
                rubric=rubrics[content],
                level=row.level,
                competencies=_in_order(row, rubrics[content]),
                due_on=row.due_on,
                state=row.state,
                sight=sight,
                own_state=None if seat is None else state_of(seat),
                counts=(count.submitted, count.seats) if sight.counts else None,
            )
        )
    return Page(tuple(lines), found.number, PAGE_SIZE, found.total)


def get_exercise(session: Session, *, actor: Actor, exercise_id: int) -> Exercise:
    """Raises NotFound for one that the actor neither runs nor takes part in."""
    row, rubric, seats = reach_exercise(session, actor, exercise_id)
    return see_exercise(actor, row, rubric, seats)


def participant_choices(session: Session, *, actor: Actor) -> tuple[tuple[int, str], ...]:
    """Everybody with an account, in the order of the names."""
    require(actor, Permission.MANAGE_CALIBRATION)
    return tuple(sorted(((row[0], row[1]) for row in list_active_names(session)), key=lambda item: item[1].casefold()))


def reach_exercise(
    session: Session, actor: Actor, exercise_id: int, *, lock: bool = False
) -> tuple[CalibrationRow, Rubric, Seats]:
    """The exercise with its rubric and everybody's seat. Raises Forbidden, and NotFound for what is none of the actor's."""
    require(actor, Permission.SCORE_CALIBRATION)
    found = find_exercise_record(session, exercise_id, lock=lock)
    if found is None:
        raise NotFound("calibration", exercise_id)
    row, content = found
    seats = list_seats(session, row.id)
    if not sight_of(actor, row, own_seat(actor, seats)).exists:
        raise NotFound("calibration", exercise_id)
    return row, load_rubrics(session, (content,))[content], seats


def see_exercise(actor: Actor, row: CalibrationRow, rubric: Rubric, seats: Seats) -> Exercise:
    seat = own_seat(actor, seats)
    sight = sight_of(actor, row, seat)
    submitted = sum(item.submitted_at is not None for item, _ in seats)
    return Exercise(
        id=row.id,
        title=row.title,
        rubric=rubric,
        level=row.level,
        competencies=_in_order(row, rubric),
        transcript=row.transcript,
        transcript_locale=row.transcript_locale,
        recording=row.recording,
        due_on=row.due_on,
        state=row.state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        version=row.version,
        sight=sight,
        own_state=None if seat is None else state_of(seat),
        references=read_references(row) if sight.reference else None,
        people=_people(seats) if sight.people else None,
        counts=(submitted, len(seats)) if sight.counts else None,
    )


def sight_of(actor: Actor, row: CalibrationRow, seat: CalibrationSeatRow | None) -> Sight:
    submitted = seat is not None and seat.submitted_at is not None
    return Sight(
        row.state,
        manages=_manages(actor),
        takes_part=seat is not None,
        submitted=submitted,
        made=row.created_by == actor.account_id,
    )


def own_seat(actor: Actor, seats: Seats) -> CalibrationSeatRow | None:
    return next((seat for seat, _ in seats if seat.account_id == actor.account_id), None)


def state_of(seat: CalibrationSeatRow) -> str:
    return SUBMITTED if seat.submitted_at is not None else BEGUN if seat.saved_at is not None else NOT_STARTED


def read_references(row: CalibrationRow) -> dict[str, Reference]:
    return {item: Reference(kept["value"], kept["reason"]) for item, kept in row.reference.items()}


def note_exercise(
    session: Session, actor: Actor, action: str, exercise_id: int, detail: Mapping[str, object], now: dt.datetime
) -> None:
    record(session, actor=actor, action=action, object_kind="calibration", object_id=exercise_id, detail=detail, now=now)


def is_open(row: CalibrationRow) -> bool:
    return row.state == OPEN


def _manages(actor: Actor) -> bool:
    return allowed(actor, Permission.MANAGE_CALIBRATION) is not None


def _people(seats: Seats) -> tuple[Participant, ...]:
    return tuple(Participant(seat.account_id, name, state_of(seat)) for seat, name in seats)


def _in_order(row: CalibrationRow, rubric: Rubric) -> tuple[str, ...]:
    return tuple(item.id for item in rubric.competencies if item.id in row.competencies)
