"""Calibration exercises, who takes part, and what they rated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, delete, func, select
from sqlalchemy.orm import Session

from hiring.domain.scorecard import Rating
from hiring.storage.calibration_tables import CalibrationRatingRow, CalibrationRow, CalibrationSeatRow
from hiring.storage.rows import Slice, is_id, slice_rows, touch, write_rows
from hiring.storage.tables import AccountRow, RubricRow

ExerciseRecord = Row[CalibrationRow, str]
"""An exercise with the content fingerprint of its rubric."""
Seats = Sequence[Row[CalibrationSeatRow, str]]
"""Everybody's seat of an exercise, with the name."""


@dataclass(frozen=True, slots=True)
class SeatCount:
    """How many take part in an exercise, and how many have submitted."""

    seats: int = 0
    submitted: int = 0


def find_exercise_record(session: Session, exercise_id: int, *, lock: bool = False) -> ExerciseRecord | None:
    """With `lock`, nobody else changes the exercise or saves a rating in it before this transaction ends."""
    if not is_id(exercise_id):
        return None
    statement = (
        select(CalibrationRow, RubricRow.content)
        .join(RubricRow, RubricRow.id == CalibrationRow.rubric_row_id)
        .where(CalibrationRow.id == exercise_id)
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=CalibrationRow, key_share=True)
    return session.execute(statement).one_or_none()


def slice_exercises(
    session: Session, *, account_id: int | None, number: int, owed: bool = False
) -> Slice[CalibrationRow, str]:
    """Newest first; of `account_id` only those it takes part in that are open or closed, None: all.

    With `owed` only the open ones that the account has yet to submit.
    """
    statement = select(CalibrationRow, RubricRow.content).join(RubricRow, RubricRow.id == CalibrationRow.rubric_row_id)
    if account_id is not None:
        mine = select(CalibrationSeatRow.calibration_id).where(CalibrationSeatRow.account_id == account_id)
        if owed:
            mine = mine.where(CalibrationSeatRow.submitted_at.is_(None))
            statement = statement.where(CalibrationRow.state == "open")
        statement = statement.where(CalibrationRow.id.in_(mine), CalibrationRow.state != "draft")
    return slice_rows(session, statement.order_by(CalibrationRow.id.desc()), number=number)


def count_seats(session: Session, exercise_ids: Collection[int]) -> Mapping[int, SeatCount]:
    """One query for any number of exercises."""
    columns = (CalibrationSeatRow.calibration_id, func.count(), func.count(CalibrationSeatRow.submitted_at))
    statement = select(*columns).where(CalibrationSeatRow.calibration_id.in_(exercise_ids))
    rows = session.execute(statement.group_by(CalibrationSeatRow.calibration_id))
    found = {identity: SeatCount(seats, submitted) for identity, seats, submitted in rows}
    return {identity: found.get(identity, SeatCount()) for identity in exercise_ids}


def list_own_seats(session: Session, *, account_id: int, exercise_ids: Collection[int]) -> Mapping[int, CalibrationSeatRow]:
    """By exercise."""
    statement = select(CalibrationSeatRow).where(
        CalibrationSeatRow.account_id == account_id, CalibrationSeatRow.calibration_id.in_(exercise_ids)
    )
    return {row.calibration_id: row for row in session.scalars(statement)}


def list_seats(session: Session, exercise_id: int) -> Seats:
    """In the order of the names."""
    statement = (
        select(CalibrationSeatRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == CalibrationSeatRow.account_id)
        .where(CalibrationSeatRow.calibration_id == exercise_id)
        .order_by(AccountRow.name, AccountRow.id)
        .execution_options(populate_existing=True)
    )
    return session.execute(statement).all()


def put_seats(session: Session, row: CalibrationRow, account_ids: Collection[int]) -> bool:
    """Those and no others take part; who stays keeps what was rated. False when that was so before."""
    present = set(session.scalars(select(CalibrationSeatRow.account_id).where(CalibrationSeatRow.calibration_id == row.id)))
    wanted = set(account_ids)
    gone = CalibrationSeatRow.account_id.in_(present - wanted)
    session.execute(delete(CalibrationSeatRow).where(CalibrationSeatRow.calibration_id == row.id, gone))
    session.add_all(CalibrationSeatRow(calibration_id=row.id, account_id=item) for item in sorted(wanted - present))
    return wanted != present


def list_own_ratings(session: Session, *, exercise_id: int, account_id: int) -> dict[str, CalibrationRatingRow]:
    """By competency."""
    statement = (
        select(CalibrationRatingRow)
        .where(CalibrationRatingRow.calibration_id == exercise_id, CalibrationRatingRow.account_id == account_id)
        .execution_options(populate_existing=True)
    )
    return {row.competency: row for row in session.scalars(statement)}


def write_ratings(session: Session, seat: CalibrationSeatRow, new: Collection[CalibrationRatingRow]) -> None:
    """Counts the seat's version up. Raises Conflict("stale") when somebody was first."""
    session.add_all(new)
    touch(seat, "saved_at")
    write_rows(session)


def list_submitted_ratings(session: Session, exercise_id: int) -> Mapping[int, tuple[Rating, ...]]:
    """By account, of those who submitted."""
    statement = (
        select(CalibrationRatingRow)
        .join(
            CalibrationSeatRow,
            (CalibrationSeatRow.calibration_id == CalibrationRatingRow.calibration_id)
            & (CalibrationSeatRow.account_id == CalibrationRatingRow.account_id),
        )
        .where(CalibrationRatingRow.calibration_id == exercise_id, CalibrationSeatRow.submitted_at.is_not(None))
        .order_by(CalibrationRatingRow.id)
    )
    found: dict[int, list[Rating]] = defaultdict(list)
    for row in session.scalars(statement):
        found[row.account_id].append(Rating(row.competency, row.value if row.observed else None, row.evidence))
    return {account: tuple(listed) for account, listed in found.items()}
