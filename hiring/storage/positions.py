"""Positions with what is in force for them: employer, rubric and newest profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import Integer, Row, ScalarSelect, Select, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import Session

from hiring.storage.rows import PAGE_SIZE, Slice, contains, is_id, slice_rows
from hiring.storage.sorting import sort_key
from hiring.storage.tables import AccountRow, ApplicationRow, EmployerRow, PositionRow, ProfileRow, RubricRow

PositionRecord = Row[PositionRow, str, ProfileRow, str, int]
"""A position, its employer's name, a version of its profile, the rubric's content fingerprint, the number in force."""
PositionLineRecord = Row[PositionRow, str, str, str, int]
"""A position, its employer's name, the level sought, the rubric's content fingerprint, the number of applications."""
ProfileVersionRecord = Row[int, str, str, str, dt.datetime]


def newest_number() -> ScalarSelect[int]:
    """The number of the profile in force, for a statement that names PositionRow."""
    return (
        select(func.max(ProfileRow.number))
        .where(ProfileRow.position_id == PositionRow.id)
        .correlate(PositionRow)
        .scalar_subquery()
    )


def _positions(*, numbered: bool = False) -> Select[PositionRow, str, ProfileRow, str, int]:
    """With the version in force, or with the one of a number that is given when it runs."""
    held = bindparam("number", type_=Integer) if numbered else newest_number()
    return (
        select(PositionRow, EmployerRow.name, ProfileRow, RubricRow.content, newest_number())
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .join(RubricRow, RubricRow.id == PositionRow.rubric_row_id)
        .join(ProfileRow, (ProfileRow.position_id == PositionRow.id) & (ProfileRow.number == held))
        .execution_options(populate_existing=True)
    )


def find_position_record(session: Session, position_id: int, *, number: int | None = None) -> PositionRecord | None:
    """`number` names a version of the profile; None: the one in force."""
    if not is_id(position_id):
        return None
    given = {"position_id": position_id} if number is None else {"position_id": position_id, "number": number}
    return session.execute(_position(numbered=number is not None), given).one_or_none()


@cache
def _position(*, numbered: bool) -> Select[PositionRow, str, ProfileRow, str, int]:
    return _positions(numbered=numbered).where(PositionRow.id == bindparam("position_id"))


def list_position_records(session: Session, position_ids: Collection[int]) -> Sequence[PositionRecord]:
    return session.execute(_listed_positions(), {"position_ids": list(position_ids)}).all()


@cache
def _listed_positions() -> Select[PositionRow, str, ProfileRow, str, int]:
    return _positions().where(PositionRow.id.in_(bindparam("position_ids", expanding=True)))


def list_versions(session: Session, wanted: Collection[tuple[int, int]]) -> Sequence[ProfileRow]:
    """Profiles by position and number; no query for none."""
    if not wanted:
        return ()
    return session.scalars(select(ProfileRow).where(tuple_(ProfileRow.position_id, ProfileRow.number).in_(wanted))).all()


def slice_positions(
    session: Session, *, search: str, employer_id: int | None, status: str | None, number: int
) -> Slice[PositionRow, str, str, str, int]:
    """Newest first; the search looks at the titles and the employers' names."""
    applications = (
        select(func.count())
        .select_from(ApplicationRow)
        .where(ApplicationRow.position_id == PositionRow.id)
        .correlate(PositionRow)
        .scalar_subquery()
    )
    statement = (
        select(PositionRow, EmployerRow.name, ProfileRow.level_sought, RubricRow.content, applications)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .join(RubricRow, RubricRow.id == PositionRow.rubric_row_id)
        .join(ProfileRow, (ProfileRow.position_id == PositionRow.id) & (ProfileRow.number == newest_number()))
        .order_by(PositionRow.created_at.desc(), PositionRow.id.desc())
    )
    if key := sort_key(search):
        statement = statement.where(or_(contains(PositionRow.sort_key, key), contains(EmployerRow.sort_key, key)))
    if employer_id is not None:
        statement = statement.where(PositionRow.employer_id == (employer_id if is_id(employer_id) else 0))
    if status is not None:
        statement = statement.where(PositionRow.status == status)
    return slice_rows(session, statement, number=number)


def list_newest_names(session: Session, *, employer_id: int | None) -> Sequence[Row[int, str, str]]:
    """Id, title and employer's name of as many as a page of `slice_positions` has, in its order."""
    given = {} if employer_id is None else {"employer_id": employer_id}
    return session.execute(_newest_names(of_employer=employer_id is not None), given).all()


@cache
def _newest_names(*, of_employer: bool) -> Select[int, str, str]:
    statement = (
        select(PositionRow.id, PositionRow.title, EmployerRow.name)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .order_by(PositionRow.created_at.desc(), PositionRow.id.desc())
        .limit(PAGE_SIZE)
    )
    return statement.where(PositionRow.employer_id == bindparam("employer_id")) if of_employer else statement


def list_profile_records(session: Session, position_id: int) -> Sequence[ProfileVersionRecord]:
    """Number, level, reason, who and when of every version, newest first."""
    statement = (
        select(ProfileRow.number, ProfileRow.level_sought, ProfileRow.reason, AccountRow.name, ProfileRow.created_at)
        .outerjoin(AccountRow, AccountRow.id == ProfileRow.created_by)
        .where(ProfileRow.position_id == position_id)
        .order_by(ProfileRow.number.desc())
    )
    return session.execute(statement).all()


def list_profile_rows(session: Session, position_id: int) -> Sequence[ProfileRow]:
    """Every version whole, the oldest first."""
    return session.scalars(select(ProfileRow).where(ProfileRow.position_id == position_id).order_by(ProfileRow.number)).all()
