"""The own ratings of a calibration exercise: as on a scorecard, a draft until submitted, and then final."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.calibration import (
    SUBMITTED,
    Exercise,
    is_open,
    note_exercise,
    own_seat,
    reach_exercise,
    see_exercise,
    state_of,
)
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.scorecard_content import (
    EVIDENCE,
    RATING,
    Content,
    DraftRating,
    Pieces,
    changes,
    rated_in,
    rating_of,
    settle,
)
from hiring.actions.texts import TEXT, check_version, refuse
from hiring.domain.calibration_sight import CLOSED
from hiring.domain.rubric import Rubric
from hiring.domain.scorecard import Rating, check_complete, check_draft
from hiring.errors import Conflict, NotFound, Problem
from hiring.storage.calibration import Seats, list_own_ratings, write_ratings
from hiring.storage.calibration_tables import CalibrationRatingRow, CalibrationRow, CalibrationSeatRow


@dataclass(frozen=True, slots=True)
class CalibrationCard:
    """The actor's own: one rating a competency of the exercise, in its order. `state` is new, draft or submitted."""

    exercise: Exercise
    ratings: tuple[DraftRating, ...]
    state: str
    version: int
    saved_at: dt.datetime | None
    submitted_at: dt.datetime | None

    @property
    def kit(self) -> tuple[str, ...]:
        return self.exercise.competencies

    @property
    def locked(self) -> bool:
        """Submitted, or closed before it was."""
        return self.submitted_at is not None or self.exercise.state == CLOSED

    def rating(self, competency: str) -> DraftRating:
        return next(item for item in self.ratings if item.competency == competency)


@dataclass(slots=True)
class _OpenCard:
    """One under change, with the exercise locked."""

    row: CalibrationRow
    seats: Seats
    seat: CalibrationSeatRow
    rows: dict[str, CalibrationRatingRow]
    card: CalibrationCard


def get_own_card(session: Session, *, actor: Actor, exercise_id: int) -> CalibrationCard:
    """Raises NotFound for whoever takes no part; nobody reads another's through here."""
    return _read(session, actor, *reach_exercise(session, actor, exercise_id)).card


def save_ratings(
    session: Session,
    *,
    actor: Actor,
    exercise_id: int,
    version: int,
    ratings: tuple[DraftRating, ...],
    seen: Mapping[str, str] | None = None,
    now: dt.datetime,
) -> CalibrationCard:
    """Keeps what is given and leaves the rest as it is; what is saved already is no change, whatever version was seen.

    Raises Conflict("calibration_submitted") once submitted, Conflict("calibration_closed") after the end, and
    Conflict("stale") when the draft was changed elsewhere: with `seen`, the marks of what the sender last knew, only when
    the same piece was.
    """
    opened = _open(session, actor, exercise_id)
    content = Content(ratings).cleaned()
    _check(opened.card, content)
    stored, typed = Content(opened.card.ratings).pieces(), content.pieces()
    written = changes(stored, typed)
    if not written and opened.seat.saved_at is not None:
        return opened.card
    _check_changeable(opened)
    if seen is None:
        check_version(version, opened.seat.version)
    else:
        written = settle(stored, typed, seen)
    if not written:
        return opened.card
    _write(session, opened, written, now)
    detail = {"competencies": list(rated_in(written))}
    note_exercise(session, actor, "save_calibration_ratings", opened.row.id, detail, now)
    return get_own_card(session, actor=actor, exercise_id=exercise_id)


def submit_ratings(session: Session, *, actor: Actor, exercise_id: int, version: int, now: dt.datetime) -> CalibrationCard:
    """Makes the own ratings final; the last of all closes the exercise. A second time changes nothing.

    Raises Invalid naming every competency without an answer or without evidence.
    """
    opened = _open(session, actor, exercise_id)
    if opened.seat.submitted_at is not None:
        return opened.card
    _check_changeable(opened)
    check_version(version, opened.seat.version)
    refuse(missing_before_submit(opened.card))
    opened.seat.submitted_at = opened.seat.saved_at = now
    last = all(seat.submitted_at is not None for seat, _ in opened.seats)
    if last:
        opened.row.state, opened.row.closed_at = CLOSED, now
    note_exercise(session, actor, "submit_calibration_ratings", opened.row.id, {"last": last}, now)
    return get_own_card(session, actor=actor, exercise_id=exercise_id)


def missing_before_submit(card: CalibrationCard) -> tuple[Problem, ...]:
    """In the order of the competencies."""
    answered = [_rating(item) for item in card.ratings if item.observed is False or item.value is not None]
    return check_complete(answered, kit=card.kit, scale=card.exercise.rubric.scale)


def _open(session: Session, actor: Actor, exercise_id: int) -> _OpenCard:
    require(actor, Permission.SCORE_CALIBRATION)
    return _read(session, actor, *reach_exercise(session, actor, exercise_id, lock=True))


def _read(session: Session, actor: Actor, row: CalibrationRow, rubric: Rubric, seats: Seats) -> _OpenCard:
    exercise, seat = see_exercise(actor, row, rubric, seats), own_seat(actor, seats)
    if seat is None or not (is_open(row) or row.state == CLOSED):
        raise NotFound("calibration", row.id)
    rows = list_own_ratings(session, exercise_id=row.id, account_id=seat.account_id)
    ratings = tuple(
        DraftRating(item, rows[item].observed, rows[item].value, rows[item].evidence) if item in rows else DraftRating(item)
        for item in exercise.competencies
    )
    card = CalibrationCard(exercise, ratings, state_of(seat), seat.version, seat.saved_at, seat.submitted_at)
    return _OpenCard(row, seats, seat, rows, card)


def _check_changeable(opened: _OpenCard) -> None:
    if opened.card.state == SUBMITTED:
        raise Conflict("calibration_submitted")
    if not is_open(opened.row):
        raise Conflict("calibration_closed")


def _check(card: CalibrationCard, content: Content) -> None:
    listed = [_rating(item) for item in content.ratings]
    long = [Problem("too_long", item.competency, {"most": TEXT}) for item in listed if len(item.evidence) > TEXT]
    refuse([*check_draft(listed, kit=card.kit, scale=card.exercise.rubric.scale), *long])


def _rating(rating: DraftRating) -> Rating:
    return Rating(rating.competency, rating.value if rating.observed else None, rating.evidence)


def _write(session: Session, opened: _OpenCard, pieces: Pieces, now: dt.datetime) -> None:
    new = []
    for competency in rated_in(pieces):
        row = opened.rows.get(competency)
        if row is None:
            keys = {"calibration_id": opened.row.id, "account_id": opened.seat.account_id}
            row = CalibrationRatingRow(**keys, competency=competency, evidence="")
            new.append(row)
        if RATING + competency in pieces:
            row.observed, row.value = rating_of(pieces[RATING + competency])
        row.evidence = pieces.get(EVIDENCE + competency, row.evidence)
    opened.seat.saved_at = now
    write_ratings(session, opened.seat, new)
