"""Employers: the organisations that positions belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, employer_scope, require, require_employer
from hiring.actions.texts import (
    LINE,
    TEXT,
    check_given,
    check_lengths,
    check_version,
    clean_line,
    clean_text,
    refuse,
)
from hiring.errors import Invalid, NotFound, Problem
from hiring.storage.employers import (
    EmployerRecord,
    find_employer_by_key,
    find_employer_record,
    list_employer_names,
    slice_employers,
)
from hiring.storage.rows import PAGE_SIZE, add_row, find_row, set_values
from hiring.storage.sorting import sort_key
from hiring.storage.tables import EmployerRow


@dataclass(frozen=True, slots=True)
class Employer:
    id: int
    name: str
    industry: str
    notes: str
    version: int
    open_positions: int


def list_employers(session: Session, *, actor: Actor, search: str = "", page: int = 1) -> Page[Employer]:
    """By name; the search is any part of it."""
    only = employer_scope(actor, Permission.READ_EMPLOYERS)
    found = slice_employers(session, search=clean_line(search), only=only, number=page)
    return Page(tuple(_employer(record) for record in found.rows), found.number, PAGE_SIZE, found.total)


def list_employer_choices(session: Session, *, actor: Actor) -> tuple[tuple[int, str], ...]:
    """Id and name of every employer in reach, by name."""
    only = employer_scope(actor, Permission.READ_EMPLOYERS)
    return tuple((identity, name) for identity, name in list_employer_names(session, only=only))


def get_employer(session: Session, *, actor: Actor, employer_id: int) -> Employer:
    require_employer(actor, Permission.READ_EMPLOYERS, employer_id=employer_id, kind="employer", identity=employer_id)
    found = find_employer_record(session, employer_id)
    if found is None:
        raise NotFound("employer", employer_id)
    return _employer(found)


def create_employer(session: Session, *, actor: Actor, name: str, industry: str, notes: str, now: dt.datetime) -> int:
    require(actor, Permission.MANAGE_EMPLOYERS)
    values = _checked(session, name, industry, notes, own_id=None)
    row = EmployerRow(**values, created_at=now)
    if not add_row(session, row):
        raise Invalid([Problem("name_taken", "name")])
    record(session, actor=actor, action="create_employer", object_kind="employer", object_id=row.id, now=now)
    return row.id


def change_employer(
    session: Session,
    *,
    actor: Actor,
    employer_id: int,
    version: int,
    name: str,
    industry: str,
    notes: str,
    now: dt.datetime,
) -> None:
    require(actor, Permission.MANAGE_EMPLOYERS)
    row = find_row(session, EmployerRow, employer_id, lock=True)
    if row is None:
        raise NotFound("employer", employer_id)
    check_version(version, row.version)
    changed = set_values(row, _checked(session, name, industry, notes, own_id=employer_id))
    if changed:
        detail = {"changed": changed}
        record(
            session, actor=actor, action="change_employer", object_kind="employer", object_id=row.id, detail=detail, now=now
        )


def _employer(record: EmployerRecord) -> Employer:
    row, open_positions = record
    return Employer(row.id, row.name, row.industry, row.notes, row.version, open_positions)


def _checked(session: Session, name: str, industry: str, notes: str, *, own_id: int | None) -> dict[str, str]:
    called, branch, remarks = clean_line(name), clean_line(industry), clean_text(notes)
    problems = [
        *check_given("name_missing", "name", called),
        *check_lengths(LINE, name=called, industry=branch),
        *check_lengths(TEXT, notes=remarks),
    ]
    if called and find_employer_by_key(session, sort_key(called)) not in (None, own_id):
        problems.append(Problem("name_taken", "name"))
    refuse(problems)
    return {"name": called, "sort_key": sort_key(called), "industry": branch, "notes": remarks}
