"""A position with the profile in force, as it is read from the database, and the way to one for whoever may reach it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, employer_scope, require_employer
from hiring.actions.rubrics import load_rubrics
from hiring.domain.pipeline import Stage
from hiring.domain.profile import Adjustment, Profile, Threshold, build_profile
from hiring.domain.rubric import Rubric
from hiring.errors import NotFound
from hiring.storage.applications import SubjectRecord, find_held_record
from hiring.storage.positions import PositionRecord, find_position_record, list_position_records, list_versions
from hiring.storage.rows import find_row
from hiring.storage.tables import ApplicationRow, PositionRow, ProfileRow

MOST_BUILT = 128
_BUILT: dict[str, Profile] = {}
"""Profiles by the content of their rubric and all that the employer said."""


@dataclass(frozen=True, slots=True)
class Position:
    """`version` locks the position itself; its profile is locked by `profile_number`.

    `profile_number` is the one of `profile`: the version in force, which is `newest_number`, or for an application the one
    that it keeps (`hold`).
    """

    id: int
    title: str
    employer_id: int
    employer_name: str
    location: str
    status: str
    version: int
    rubric_row_id: int
    rubric: Rubric
    profile: Profile
    profile_number: int
    created_at: dt.datetime
    newest_number: int
    stages: tuple[Stage, ...] = ()
    """Those of the pipeline that the position names itself, in order; empty: the usual ones."""


def read_position(session: Session, position_id: int) -> Position:
    """Whoever asks; the caller holds the employer against the actor. Raises NotFound."""
    record = find_position_record(session, position_id)
    if record is None:
        raise NotFound("position", position_id)
    return _position(record, load_rubrics(session, (record[3],)))


def read_positions(session: Session, position_ids: Collection[int]) -> dict[int, Position]:
    records = list_position_records(session, position_ids)
    rubrics = load_rubrics(session, {record[3] for record in records})
    return {record[0].id: _position(record, rubrics) for record in records}


def hold(session: Session, positions: Mapping[int, Position], applications: Iterable[ApplicationRow]) -> dict[int, Position]:
    """Each application's position with the version of the profile that it is held against, by application id.

    One query when any keeps an earlier version than the one in force.
    """
    rows = list(applications)
    kept = {(row.position_id, row.profile_number) for row in rows if row.profile_number is not None}
    in_force = {(position.id, position.profile_number) for position in positions.values()}
    versions: dict[tuple[int, int | None], ProfileRow] = {
        (row.position_id, row.number): row for row in list_versions(session, kept - in_force)
    }
    return {row.id: _held(positions[row.position_id], versions.get((row.position_id, row.profile_number))) for row in rows}


def read_held_position(session: Session, application: ApplicationRow) -> Position:
    """As `read_position`, with the version of the profile that this application is held against."""
    record = find_position_record(session, application.position_id, number=application.profile_number)
    if record is None:
        raise NotFound("position", application.position_id)
    return _position(record, load_rubrics(session, (record[3],)))


def read_subject(session: Session, application_id: int) -> tuple[SubjectRecord, Position]:
    """An application with its candidate, and its position as it is held against it: for whoever asks. Raises NotFound."""
    record = find_held_record(session, application_id)
    if record is None:
        raise NotFound("application", application_id)
    application, candidate, position, employer_name, profile, content, newest = record
    rubrics = load_rubrics(session, (content,))
    return (application, candidate), _build_position(position, employer_name, profile, rubrics[content], newest)


def _held(position: Position, version: ProfileRow | None) -> Position:
    if version is None:
        return position
    profile = build_stored_profile(position.rubric, version)
    return replace(position, profile=profile, profile_number=version.number)


def reach_position(session: Session, actor: Actor, permission: Permission, position_id: int) -> Position:
    """Raises NotFound for a position outside the actor's scope."""
    employer_scope(actor, permission)
    position = read_position(session, position_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="position", identity=position_id)
    return position


def lock_position(session: Session, actor: Actor, permission: Permission, position_id: int) -> PositionRow:
    """As `reach_position`; whoever else changes the position, its profile or the draft of one waits."""
    employer_scope(actor, permission)
    row = find_row(session, PositionRow, position_id, lock=True)
    if row is None:
        raise NotFound("position", position_id)
    require_employer(actor, permission, employer_id=row.employer_id, kind="position", identity=position_id)
    return row


def build_stored_profile(rubric: Rubric, row: ProfileRow) -> Profile:
    """The profile of a stored version; one that was built lately is taken as it is, for both of its parts never change."""
    parts = [row.level_sought, row.answers, row.adjustments, row.thresholds, row.reasons, row.priorities]
    mark = rubric.content + json.dumps(parts, sort_keys=True, default=str)
    found = _BUILT.get(mark)
    if found is None:
        found = _build(rubric, row)
        if len(_BUILT) >= MOST_BUILT:
            _BUILT.clear()
        _BUILT[mark] = found
    return found


def _build(rubric: Rubric, row: ProfileRow) -> Profile:
    return build_profile(
        rubric,
        level_sought=row.level_sought,
        answers=row.answers,
        adjustments=[Adjustment(**item) for item in row.adjustments],
        thresholds=[Threshold(**item) for item in row.thresholds],
        reasons=row.reasons,
        priorities=row.priorities,
    )


def _position(record: PositionRecord, rubrics: Mapping[str, Rubric]) -> Position:
    row, employer_name, profile, content, newest = record
    return _build_position(row, employer_name, profile, rubrics[content], newest)


def _build_position(row: PositionRow, employer_name: str, profile: ProfileRow, rubric: Rubric, newest: int) -> Position:
    return Position(
        id=row.id,
        title=row.title,
        employer_id=row.employer_id,
        employer_name=employer_name,
        location=row.location,
        status=row.status,
        version=row.version,
        rubric_row_id=row.rubric_row_id,
        rubric=rubric,
        profile=build_stored_profile(rubric, profile),
        profile_number=profile.number,
        created_at=row.created_at,
        newest_number=newest,
        stages=read_stages(row.stages),
    )


def read_stages(kept: Iterable[Mapping[str, str]]) -> tuple[Stage, ...]:
    """As they are kept with a position."""
    return tuple(Stage(item["id"], item["name"]) for item in kept)
