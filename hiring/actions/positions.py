"""Positions and their profiles: what an employer looks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.answers import check_answers
from hiring.actions.audit import record
from hiring.actions.lawful_texts import check_lawful
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, employer_scope, require_employer
from hiring.actions.profile_versions import agree_on_level, check_reasons, profile_row, put_version, try_profile
from hiring.actions.profiles import Position as Position
from hiring.actions.profiles import lock_position, reach_position, read_position
from hiring.actions.rubrics import get_rubric, load_rubrics
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
from hiring.domain.profile import Adjustment, Threshold
from hiring.domain.rubric import Rubric
from hiring.domain.text import Text
from hiring.errors import Conflict, NotFound, Problem
from hiring.storage.positions import PositionLineRecord, list_newest_names, list_profile_records, slice_positions
from hiring.storage.rows import PAGE_SIZE, add_row, find_row, set_values
from hiring.storage.sorting import sort_key
from hiring.storage.tables import EmployerRow, PositionRow

STATUSES = ("open", "closed")


@dataclass(frozen=True, slots=True)
class PositionLine:
    id: int
    title: str
    employer_id: int
    employer_name: str
    level_sought: str
    level_name: Text
    location: str
    status: str
    applications: int
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PositionName:
    id: int
    title: str
    employer_name: str


@dataclass(frozen=True, slots=True)
class ProfileVersion:
    number: int
    level_sought: str
    reason: str
    created_by_name: str | None
    created_at: dt.datetime


def list_positions(
    session: Session,
    *,
    actor: Actor,
    search: str = "",
    employer_id: int | None = None,
    status: str | None = None,
    page: int = 1,
) -> Page[PositionLine]:
    """Newest first; the search is any part of a title or an employer's name."""
    only = employer_scope(actor, Permission.READ_POSITIONS)
    if only is not None:
        employer_id = only if employer_id in (None, only) else 0
    if status is not None and status not in STATUSES:
        return Page((), 1, PAGE_SIZE, 0)
    found = slice_positions(session, search=clean_line(search), employer_id=employer_id, status=status, number=page)
    rubrics = load_rubrics(session, {row[3] for row in found.rows})
    return Page(tuple(_line(row, rubrics) for row in found.rows), found.number, PAGE_SIZE, found.total)


def list_newest_positions(session: Session, *, actor: Actor) -> tuple[PositionName, ...]:
    """To choose from: the first page of `list_positions`, and of each no more than its name. One query."""
    only = employer_scope(actor, Permission.READ_POSITIONS)
    return tuple(PositionName(*row) for row in list_newest_names(session, employer_id=only))


def get_position(session: Session, *, actor: Actor, position_id: int) -> Position:
    return reach_position(session, actor, Permission.READ_POSITIONS, position_id)


def create_position(
    session: Session,
    *,
    actor: Actor,
    employer_id: int,
    rubric_row_id: int,
    title: str,
    location: str,
    level_sought: str,
    answers: Mapping[str, object],
    reasons: Mapping[str, str] | None = None,
    now: dt.datetime,
) -> int:
    """With the rubric's weights and minimums, as the answers change them."""
    require_employer(actor, Permission.MANAGE_POSITIONS, employer_id=employer_id, kind="employer", identity=employer_id)
    if find_row(session, EmployerRow, employer_id) is None:
        raise NotFound("employer", employer_id)
    rubric = get_rubric(session, actor=actor, rubric_row_id=rubric_row_id)
    values, problems = _checked(title, location)
    kept, misfits = check_answers(rubric.fields, answers, prefix="answers")
    why, unfit = check_reasons(rubric, reasons or {})
    said = agree_on_level(rubric, kept, level_sought)
    profile, faults = try_profile(rubric, level_sought=level_sought, answers=said, reasons=why)
    refuse([*problems, *misfits, *unfit, *check_lawful(rubric, kept, why), *faults])
    row = PositionRow(**values, employer_id=employer_id, rubric_row_id=rubric_row_id, status="open", created_at=now)
    session.add(row)
    session.flush()
    add_row(session, profile_row(row.id, 1, profile, "", actor, now))
    detail = {"employer_id": employer_id, "level_sought": level_sought}
    record(session, actor=actor, action="create_position", object_kind="position", object_id=row.id, detail=detail, now=now)
    return row.id


def change_position(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    version: int,
    title: str,
    location: str,
    status: str,
    now: dt.datetime,
) -> None:
    row = lock_position(session, actor, Permission.MANAGE_POSITIONS, position_id)
    check_version(version, row.version)
    values, problems = _checked(title, location)
    if status not in STATUSES:
        problems.append(Problem("status_unknown", "status"))
    refuse(problems)
    changed = set_values(row, {**values, "status": status})
    if changed:
        detail = {"changed": changed, "status": status}
        record(
            session, actor=actor, action="change_position", object_kind="position", object_id=row.id, detail=detail, now=now
        )


def change_profile(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    number: int,
    level_sought: str,
    answers: Mapping[str, object],
    adjustments: tuple[Adjustment, ...],
    thresholds: tuple[Threshold, ...],
    reason: str,
    reasons: Mapping[str, str] | None = None,
    priorities: Mapping[str, str] | None = None,
    move_scored: bool = False,
    now: dt.datetime,
) -> int:
    """A new version of the profile, in force at once; its number. `number` is the version seen.

    Without `reasons` or `priorities` those in force stay. Candidates who are scored already keep the version they were
    scored on, unless `move_scored`.
    """
    lock_position(session, actor, Permission.MANAGE_POSITIONS, position_id)
    position = read_position(session, position_id)
    if number != position.profile_number:
        raise Conflict("stale")
    why = clean_text(reason)
    kept, misfits = check_answers(position.rubric.fields, answers, prefix="answers")
    given, unfit = check_reasons(position.rubric, position.profile.reasons if reasons is None else reasons)
    profile, faults = try_profile(
        position.rubric,
        level_sought=level_sought,
        answers=agree_on_level(position.rubric, kept, level_sought),
        adjustments=_cleaned(adjustments),
        thresholds=thresholds,
        reasons=given,
        priorities=position.profile.priorities if priorities is None else priorities,
    )
    problems = [*check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why)]
    refuse([*problems, *misfits, *unfit, *_check_new_texts(position, kept, given), *faults])
    put_version(
        session,
        actor=actor,
        position_id=position_id,
        number=number + 1,
        profile=profile,
        reason=why,
        move_scored=move_scored,
        now=now,
    )
    detail = {"number": number + 1, "level_sought": level_sought}
    record(
        session, actor=actor, action="change_profile", object_kind="position", object_id=position_id, detail=detail, now=now
    )
    return number + 1


def _check_new_texts(position: Position, answers: Mapping[str, object], reasons: Mapping[str, str]) -> list[Problem]:
    """What stands in the profile already is warned of there; it keeps nobody from changing something else."""
    before = position.profile
    return check_lawful(
        position.rubric,
        {field: answer for field, answer in answers.items() if before.answers.get(field) != answer},
        {field: reason for field, reason in reasons.items() if before.reasons.get(field) != reason},
    )


def list_profile_versions(session: Session, *, actor: Actor, position_id: int) -> tuple[ProfileVersion, ...]:
    """Newest first."""
    reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    return tuple(ProfileVersion(*version) for version in list_profile_records(session, position_id))


def _line(found: PositionLineRecord, rubrics: Mapping[str, Rubric]) -> PositionLine:
    row, employer_name, level_sought, content, applications = found
    return PositionLine(
        id=row.id,
        title=row.title,
        employer_id=row.employer_id,
        employer_name=employer_name,
        level_sought=level_sought,
        level_name=rubrics[content].level(level_sought).name,
        location=row.location,
        status=row.status,
        applications=applications,
        created_at=row.created_at,
    )


def _checked(title: str, location: str) -> tuple[dict[str, str], list[Problem]]:
    called, place = clean_line(title), clean_line(location)
    problems = [*check_given("title_missing", "title", called), *check_lengths(LINE, title=called, location=place)]
    return {"title": called, "sort_key": sort_key(called), "location": place}, problems


def _cleaned(adjustments: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(item.level, item.competency, item.weight, item.minimum, clean_text(item.reason)[:TEXT])
        for item in adjustments
    )
