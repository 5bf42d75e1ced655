"""Finding, adding and writing single rows, and slices of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select, func
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from hiring.errors import Conflict
from hiring.storage.tables import Base

LARGEST_ID = 2**31 - 1
PAGE_SIZE = 50

AnyRow = TypeVar("AnyRow", bound=Base)
Columns = TypeVarTuple("Columns")
Key = TypeVar("Key")
Value = TypeVar("Value")


def is_id(identity: int) -> bool:
    """Whether a row could bear it: an address may name any number."""
    return 0 < identity <= LARGEST_ID


def find_row(session: Session, table: type[AnyRow], identity: int, *, lock: bool = False) -> AnyRow | None:
    """With `lock`, nobody else changes the row before this transaction ends (SQLite has one writer at a time anyway).

    Rows that refer to it may still be written: who holds one of those and waits for another lock never waits for this one.
    """
    if not is_id(identity):
        return None
    return session.get(table, identity, with_for_update={"key_share": True} if lock else None, populate_existing=lock)


def add_row(session: Session, row: Base) -> bool:
    """False, and nothing added, when a constraint speaks against it: somebody else was first."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def set_values(row: Base, values: Mapping[str, object]) -> tuple[str, ...]:
    """Sets what differs; the names of what did."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return changed


def touch(row: Base, name: str) -> None:
    """Counts the row's version up although none of its own values changes: something that belongs to it did."""
    flag_modified(row, name)


def delete_row(session: Session, row: Base) -> None:
    """With everything that hangs on it; what this session knew of that is forgotten."""
    session.delete(row)
    write_rows(session)
    session.expire_all()


def write_rows(session: Session) -> None:
    """Sends what was changed. Raises Conflict("stale") when somebody changed or took the same in the meantime."""
    try:
        session.flush()
    except (StaleDataError, IntegrityError) as error:
        raise Conflict("stale") from error


@dataclass(frozen=True, slots=True)
class Slice(Generic[*Columns]):
    """One page of the rows of a statement; `number` is the nearest page that exists."""

    rows: Sequence[Row[*Columns]]
    number: int
    total: int


def slice_rows(session: Session, statement: Select[*Columns], *, number: int, size: int = PAGE_SIZE) -> Slice[*Columns]:
    """One query where all there is fits the first page, so that a search reads the table once; else one more, to count."""
    rows = session.execute(statement.limit(size)).all() if number <= 1 else None
    if rows is not None and len(rows) < size:
        return Slice(rows, 1, len(rows))
    counting = statement.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    total = session.scalar(counting) or 0
    nearest = min(max(1, number), max(1, -(-total // size)))
    if rows is None:
        rows = session.execute(statement.limit(size).offset((nearest - 1) * size)).all()
    return Slice(rows, nearest, total)


def mapped(session: Session, statement: Select[Key, Value]) -> dict[Key, Value]:
    """The second column by the first."""
    return {row[0]: row[1] for row in session.execute(statement)}


def contains(column: ColumnElement[str] | Any, key: str) -> ColumnElement[bool]:
    """Whether any part of the column is the key, whose `%` and `_` stand for themselves."""
    found: ColumnElement[bool] = column.contains(key, autoescape=True)
    return found
