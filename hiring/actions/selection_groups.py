"""Groups of candidates, entered by a person with the right and stored apart from raters, for selection fairness alone.

Nobody enters or sees the group of a candidate on whose panel they sit. The trail keeps of how many people groups were
recorded, and never which.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.texts import LINE, check_given, check_lengths, check_version, clean_line, refuse
from hiring.domain.small_counts import MOST_ROWS
from hiring.errors import Conflict, NotFound, Problem
from hiring.sheets.cells import fold
from hiring.sheets.selection_groups import NOT_STATED, GroupSheet
from hiring.storage.fairness_tables import SelectionDimensionRow
from hiring.storage.rows import PAGE_SIZE, add_row, delete_row, find_row, is_id, set_values, touch, write_rows
from hiring.storage.selection_groups import (
    count_recorded,
    find_people,
    groups_of,
    list_dimension_records,
    list_values,
    put_groups,
    put_values,
    slice_people,
)
from hiring.storage.sorting import sort_key

FEWEST_VALUES = 2
MOST_VALUES = MOST_ROWS - 1
"""Beside the row of those who stated nothing."""
KIND = "dimension"


@dataclass(frozen=True, slots=True)
class Value:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """What people are grouped by, and its closed list of groups; `recorded`: of how many people one is known."""

    id: int
    name: str
    values: tuple[Value, ...]
    recorded: int
    version: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.values)


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate as the list for entering has them; `value_id` None: not stated."""

    id: int
    name: str
    email: str
    value_id: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered for a candidate, and what stood there when it was: None for not stated."""

    seen: int | None
    chosen: int | None


def list_dimensions(session: Session, *, actor: Actor) -> tuple[Dimension, ...]:
    """By name."""
    require(actor, Permission.READ_SELECTION_FAIRNESS)
    return _dimensions(session)


def get_dimension(session: Session, *, actor: Actor, dimension_id: int) -> Dimension:
    require(actor, Permission.RECORD_GROUPS)
    return _get(session, dimension_id)


def find_dimension(session: Session, dimension_id: int) -> Dimension | None:
    """For whoever asked for the right already."""
    return next((item for item in _dimensions(session) if item.id == dimension_id), None)


def create_dimension(session: Session, *, actor: Actor, name: str, values: tuple[str, ...], now: dt.datetime) -> int:
    """Raises Invalid for a name that is taken, and for fewer than two or more than eight different groups."""
    require(actor, Permission.RECORD_GROUPS)
    called, listed = clean_line(name), _cleaned(values)
    refuse(_check(called, listed))
    row = SelectionDimensionRow(name=called, sort_key=sort_key(called), created_at=now)
    if not add_row(session, row):
        refuse([Problem("name_taken", "name")])
    put_values(session, row.id, listed)
    _note(session, actor, "create_dimension", row.id, {"values": len(listed)}, now)
    return row.id


def change_dimension(
    session: Session, *, actor: Actor, dimension_id: int, version: int, name: str, values: tuple[str, ...], now: dt.datetime
) -> None:
    """Raises Invalid also with "group_in_use" for a group that goes while it is recorded of somebody."""
    row, present = _lock(session, actor, dimension_id), _get(session, dimension_id)
    check_version(version, row.version)
    called, listed = clean_line(name), _cleaned(values)
    refuse([*_check(called, listed), *_check_used(session, present, listed)])
    if (called, listed) == (present.name, present.names):
        return
    if any(other.id != row.id and sort_key(other.name) == sort_key(called) for other in _dimensions(session)):
        refuse([Problem("name_taken", "name")])
    set_values(row, {"name": called, "sort_key": sort_key(called)})
    touch(row, "name")
    write_rows(session)
    put_values(session, row.id, listed)
    _note(session, actor, "change_dimension", row.id, {"values": len(listed)}, now)


def remove_dimension(session: Session, *, actor: Actor, dimension_id: int, version: int, now: dt.datetime) -> None:
    """With every group that is recorded in it."""
    row = _lock(session, actor, dimension_id)
    check_version(version, row.version)
    recorded = _get(session, dimension_id).recorded
    delete_row(session, row)
    _note(session, actor, "remove_dimension", dimension_id, {"people": recorded}, now)


def list_people(
    session: Session, *, actor: Actor, dimension_id: int, search: str = "", page: int = 1
) -> tuple[Dimension, Page[Person]]:
    """Candidates by name with their groups, without those whom the actor rates."""
    require(actor, Permission.RECORD_GROUPS)
    dimension = _get(session, dimension_id)
    found = slice_people(session, dimension_id, rater_id=actor.account_id, search=clean_line(search), number=page)
    return dimension, Page(tuple(Person(*row) for row in found.rows), found.number, PAGE_SIZE, found.total)


def record_groups(
    session: Session, *, actor: Actor, dimension_id: int, entries: Mapping[int, Entry], now: dt.datetime
) -> int:
    """All of them or none; how many people's groups changed. Whoever's entry says what was seen stays untouched.

    Raises Conflict("stale") when another group than the one seen stands there by now, NotFound for a candidate who is gone
    or whom the actor rates, Invalid for a group that is not in the list.
    """
    _lock(session, actor, dimension_id)
    typed = {candidate: entry for candidate, entry in entries.items() if entry.chosen != entry.seen}
    known = {value.id for value in _get(session, dimension_id).values}
    if any(entry.chosen is not None and entry.chosen not in known for entry in typed.values()):
        refuse([Problem("group_not_listed", "groups")])
    _require_open(session, actor, typed)
    present = groups_of(session, dimension_id, typed)
    if any(present.get(candidate) not in (entry.seen, entry.chosen) for candidate, entry in typed.items()):
        raise Conflict("stale")
    return _put(session, actor, dimension_id, {candidate: entry.chosen for candidate, entry in typed.items()}, now)


def record_sheet(session: Session, *, actor: Actor, dimension_id: int, content: bytes, file: str, now: dt.datetime) -> int:
    """As `record_groups`, from a CSV or XLSX file; whoever it does not name stays untouched.

    Raises Invalid with every bad row, and nothing is recorded then; a candidate whom the actor rates is such a row.
    """
    _lock(session, actor, dimension_id)
    sheet = GroupSheet(content, file)
    values = {fold(value.name): value.id for value in _get(session, dimension_id).values}
    groups = sheet.settle(_people_of(session, actor, sheet.people_named()), values)
    return _put(session, actor, dimension_id, groups, now)


def _put(session: Session, actor: Actor, dimension_id: int, groups: Mapping[int, int | None], now: dt.datetime) -> int:
    present = groups_of(session, dimension_id, groups)
    changed = {candidate: value for candidate, value in groups.items() if present.get(candidate) != value}
    if changed:
        put_groups(session, dimension_id, changed)
        _note(session, actor, "record_groups", dimension_id, {"people": len(changed)}, now)
    return len(changed)


def _people_of(session: Session, actor: Actor, named: frozenset[str]) -> Mapping[str, int | Problem]:
    """By number and by e-mail; an e-mail that several candidates have names none of them."""
    ids = [int(key) for key in named if key.isascii() and key.isdigit() and len(key) < 10]
    emails = [key for key in named if "@" in key]
    found: dict[str, list[int | Problem]] = defaultdict(list)
    for identity, email, rated in find_people(session, ids=ids, emails=emails, rater_id=actor.account_id):
        for key in {str(identity), email} & named:
            found[key].append(Problem("candidate_rated_by_you") if rated else identity)
    return {key: people[0] if len(people) == 1 else Problem("email_of_several") for key, people in found.items()}


def _require_open(session: Session, actor: Actor, candidates: Mapping[int, object]) -> None:
    found = find_people(session, ids=list(candidates), emails=(), rater_id=actor.account_id)
    if missing := set(candidates) - {identity for identity, _, rated in found if not rated}:
        raise NotFound("candidate", min(missing))


def _dimensions(session: Session) -> tuple[Dimension, ...]:
    records = list_dimension_records(session)
    values = list_values(session, [row.id for row, _ in records])
    return tuple(
        Dimension(row.id, row.name, tuple(Value(it.id, it.name) for it in values[row.id]), recorded, row.version)
        for row, recorded in records
    )


def _get(session: Session, dimension_id: int) -> Dimension:
    found = find_dimension(session, dimension_id)
    if found is None:
        raise NotFound(KIND, dimension_id)
    return found


def _lock(session: Session, actor: Actor, dimension_id: int) -> SelectionDimensionRow:
    """Whoever records and whoever changes the list take turns."""
    require(actor, Permission.RECORD_GROUPS)
    row = find_row(session, SelectionDimensionRow, dimension_id, lock=True) if is_id(dimension_id) else None
    if row is None:
        raise NotFound(KIND, dimension_id)
    return row


def _cleaned(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in (clean_line(value) for value in values) if name)


def _check(name: str, values: tuple[str, ...]) -> list[Problem]:
    keys = [sort_key(value) for value in values]
    problems = [*check_given("name_missing", "name", name), *check_lengths(LINE, name=name)]
    if not FEWEST_VALUES <= len(values) <= MOST_VALUES:
        problems.append(Problem("groups_unfit", "values", {"fewest": FEWEST_VALUES, "most": MOST_VALUES}))
    if any(fold(value) in NOT_STATED for value in values):
        problems.append(Problem("group_reserved", "values"))
    if len(set(keys)) < len(keys):
        problems.append(Problem("group_repeated", "values"))
    return problems + [Problem("too_long", "values", {"most": LINE}) for value in values if len(value) > LINE][:1]


def _check_used(session: Session, present: Dimension, values: tuple[str, ...]) -> list[Problem]:
    kept, recorded = {sort_key(value) for value in values}, count_recorded(session, present.id)
    gone = [value for value in present.values if sort_key(value.name) not in kept and recorded.get(value.id)]
    return [Problem("group_in_use", "values", {"group": value.name}) for value in gone]


def _note(
    session: Session, actor: Actor, action: str, dimension_id: int, detail: Mapping[str, object], now: dt.datetime
) -> None:
    record(session, actor=actor, action=action, object_kind=KIND, object_id=dimension_id, detail=detail, now=now)
