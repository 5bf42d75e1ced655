"""Applications, their summaries and waivers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, select
from sqlalchemy.orm import Session

from hiring.storage.positions import newest_number
from hiring.storage.rows import is_id, write_rows
from hiring.storage.tables import (
    AccountRow,
    ApplicationRow,
    CandidateRow,
    EmployerRow,
    InterviewRow,
    PanelRow,
    PositionRow,
    ProfileRow,
    RubricRow,
    ScorecardRow,
    WaiverRow,
)

LineRecord = Row[ApplicationRow, str, str, str, str, str, int, int, int, int]
"""Application; candidate's name and headline; position's title; employer's name; level sought in the profile held against;
number of the profile in force; interviews, submitted scorecards and seats on panels."""
SubjectRecord = tuple[ApplicationRow, CandidateRow]
HeldRecord = Row[ApplicationRow, CandidateRow, PositionRow, str, ProfileRow, str, int]
"""Application, candidate and position; the employer's name; the profile that the application is held against; the content
fingerprint of its rubric; the number of the profile in force."""
WaiverRecord = Row[WaiverRow, str]


def list_line_records(
    session: Session,
    *,
    position_id: int | None = None,
    candidate_id: int | None = None,
    application_ids: Collection[int] | None = None,
) -> Sequence[LineRecord]:
    """By the candidate's name."""
    given = _given(position_id=position_id, candidate_id=candidate_id, application_ids=application_ids)
    return session.execute(_lines(*given), given).all()


@cache
def _lines(*given: str) -> Select[ApplicationRow, str, str, str, str, str, int, int, int, int]:
    interviews = select(func.count()).select_from(InterviewRow).where(InterviewRow.application_id == ApplicationRow.id)
    submitted = (
        select(func.count())
        .select_from(ScorecardRow)
        .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
        .where(
            InterviewRow.application_id == ApplicationRow.id, ScorecardRow.state == "submitted", ScorecardRow.revision == 1
        )
    )
    seats = (
        select(func.count())
        .select_from(PanelRow)
        .join(InterviewRow, InterviewRow.id == PanelRow.interview_id)
        .where(InterviewRow.application_id == ApplicationRow.id)
    )
    held = func.coalesce(ApplicationRow.profile_number, newest_number())
    return (
        select(
            ApplicationRow,
            CandidateRow.name,
            CandidateRow.headline,
            PositionRow.title,
            EmployerRow.name,
            ProfileRow.level_sought,
            newest_number(),
            interviews.correlate(ApplicationRow).scalar_subquery(),
            submitted.correlate(ApplicationRow).scalar_subquery(),
            seats.correlate(ApplicationRow).scalar_subquery(),
        )
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .join(ProfileRow, (ProfileRow.position_id == PositionRow.id) & (ProfileRow.number == held))
        .where(*_chosen(given))
        .order_by(CandidateRow.sort_key, ApplicationRow.id)
        .execution_options(populate_existing=True)
    )


def _given(*, application_ids: Collection[int] | None = None, **ids: int | None) -> dict[str, int | list[int]]:
    """The values of a statement that is told which applications, by the names of `_chosen`."""
    given: dict[str, int | list[int]] = {name: value for name, value in ids.items() if value is not None}
    return given if application_ids is None else {**given, "application_ids": list(application_ids)}


def _chosen(given: Collection[str]) -> list[ColumnElement[bool]]:
    conditions = {
        "position_id": ApplicationRow.position_id == bindparam("position_id"),
        "candidate_id": ApplicationRow.candidate_id == bindparam("candidate_id"),
        "application_ids": ApplicationRow.id.in_(bindparam("application_ids", expanding=True)),
    }
    return [conditions[name] for name in given]


@cache
def _held() -> Select[ApplicationRow, CandidateRow, PositionRow, str, ProfileRow, str, int]:
    held = func.coalesce(ApplicationRow.profile_number, newest_number())
    return (
        select(ApplicationRow, CandidateRow, PositionRow, EmployerRow.name, ProfileRow, RubricRow.content, newest_number())
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .join(RubricRow, RubricRow.id == PositionRow.rubric_row_id)
        .join(ProfileRow, (ProfileRow.position_id == PositionRow.id) & (ProfileRow.number == held))
        .where(ApplicationRow.id == bindparam("application_id"))
        .execution_options(populate_existing=True)
    )


def find_held_record(session: Session, application_id: int) -> HeldRecord | None:
    """An application with all that it is held against, in one query."""
    if not is_id(application_id):
        return None
    return session.execute(_held(), {"application_id": application_id}).one_or_none()


def list_subjects(
    session: Session, *, application_ids: Collection[int] | None = None, position_id: int | None = None
) -> Sequence[SubjectRecord]:
    """Applications with their candidates, by id."""
    given = _given(application_ids=application_ids, position_id=position_id)
    return [(application, candidate) for application, candidate in session.execute(_subjects(*given), given)]


@cache
def _subjects(*given: str) -> Select[ApplicationRow, CandidateRow]:
    return (
        select(ApplicationRow, CandidateRow)
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .where(*_chosen(given))
        .order_by(ApplicationRow.id)
        .execution_options(populate_existing=True)
    )


def lock_applications(session: Session, application_ids: Collection[int]) -> None:
    """One application is changed by one person at a time; locked in the order of the ids, so that nobody waits in a ring."""
    known = [identity for identity in application_ids if is_id(identity)]
    session.execute(_locked(), {"application_ids": known}).all()


@cache
def _locked() -> Select[int]:
    return select(ApplicationRow.id).where(*_chosen(["application_ids"])).order_by(ApplicationRow.id).with_for_update()


def count_at_position(session: Session, position_id: int) -> int:
    return session.scalar(select(func.count()).where(ApplicationRow.position_id == position_id)) or 0


def ids_of_position(session: Session, position_id: int) -> tuple[int, ...]:
    return tuple(session.scalars(select(ApplicationRow.id).where(ApplicationRow.position_id == position_id)))


def ids_of_candidate(session: Session, candidate_id: int) -> tuple[int, ...]:
    return tuple(session.scalars(select(ApplicationRow.id).where(ApplicationRow.candidate_id == candidate_id)))


def keep_profile(session: Session, application_id: int) -> None:
    """From the first submitted scorecard on, a later version of the profile leaves the application as it is."""
    row = session.get_one(ApplicationRow, application_id, populate_existing=True)
    if row.profile_number is None:
        newest = select(func.max(ProfileRow.number)).where(ProfileRow.position_id == row.position_id)
        row.profile_number = session.scalar(newest)


def follow_profile(session: Session, position_id: int, *, number: int, move_scored: bool) -> tuple[int, ...]:
    """The applications held against a new version of the profile, locked: all of them with `move_scored`, which gives that
    number to the scored ones, else those that follow whatever is in force.
    """
    lock_applications(session, ids_of_position(session, position_id))
    statement = select(ApplicationRow).where(ApplicationRow.position_id == position_id).order_by(ApplicationRow.id)
    rows = session.scalars(statement.execution_options(populate_existing=True)).all()
    for row in rows:
        if move_scored and row.profile_number is not None:
            row.profile_number = number
    return tuple(row.id for row in rows if move_scored or row.profile_number is None)


def list_application_ids(session: Session) -> tuple[int, ...]:
    return tuple(session.scalars(select(ApplicationRow.id).order_by(ApplicationRow.id)))


def find_application_id(session: Session, *, position_id: int, candidate_id: int) -> int | None:
    chosen = (ApplicationRow.position_id == position_id) & (ApplicationRow.candidate_id == candidate_id)
    return session.scalar(select(ApplicationRow.id).where(chosen))


def list_waiver_records(session: Session, application_ids: Collection[int]) -> Mapping[int, tuple[WaiverRecord, ...]]:
    """Waivers with the name of who gave them, by application."""
    found: dict[int, list[WaiverRecord]] = defaultdict(list)
    statement = (
        select(WaiverRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == WaiverRow.created_by)
        .where(WaiverRow.application_id.in_(application_ids))
        .order_by(WaiverRow.id)
    )
    for record in session.execute(statement):
        found[record[0].application_id].append(record)
    return {identity: tuple(found[identity]) for identity in application_ids}


def put_waiver(session: Session, *, application_id: int, gate: str, reason: str, account_id: int, now: dt.datetime) -> None:
    """In place of an earlier one of the same gate."""
    remove_waiver(session, application_id=application_id, gate=gate)
    row = WaiverRow(application_id=application_id, gate=gate, reason=reason, created_by=account_id, created_at=now)
    session.add(row)
    write_rows(session)


def remove_waiver(session: Session, *, application_id: int, gate: str) -> bool:
    """Whether there was one."""
    chosen = (WaiverRow.application_id == application_id) & (WaiverRow.gate == gate)
    return bool(session.execute(delete(WaiverRow).where(chosen).returning(WaiverRow.id)).all())
