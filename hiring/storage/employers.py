"""Employers with the number of their open positions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from hiring.storage.rows import Slice, contains, is_id, slice_rows
from hiring.storage.sorting import sort_key
from hiring.storage.tables import EmployerRow, PositionRow

EmployerRecord = Row[EmployerRow, int]


def _employers(only: int | None) -> Select[EmployerRow, int]:
    open_positions = (
        select(func.count())
        .select_from(PositionRow)
        .where(PositionRow.employer_id == EmployerRow.id, PositionRow.status == "open")
        .scalar_subquery()
    )
    statement = select(EmployerRow, open_positions)
    return statement if only is None else statement.where(EmployerRow.id == only)


def find_employer_record(session: Session, employer_id: int) -> EmployerRecord | None:
    return session.execute(_employers(employer_id)).one_or_none() if is_id(employer_id) else None


def slice_employers(session: Session, *, search: str, only: int | None, number: int) -> Slice[EmployerRow, int]:
    """By name; `only` leaves one employer's row."""
    statement = _employers(only).order_by(EmployerRow.sort_key, EmployerRow.id)
    if key := sort_key(search):
        statement = statement.where(contains(EmployerRow.sort_key, key))
    return slice_rows(session, statement, number=number)


def list_employer_names(session: Session, *, only: int | None) -> Sequence[Row[int, str]]:
    statement = select(EmployerRow.id, EmployerRow.name).order_by(EmployerRow.sort_key, EmployerRow.id)
    return session.execute(statement if only is None else statement.where(EmployerRow.id == only)).all()


def find_employer_by_key(session: Session, key: str) -> int | None:
    return session.scalar(select(EmployerRow.id).where(EmployerRow.sort_key == key))
