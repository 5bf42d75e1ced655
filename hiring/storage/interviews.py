"""Interviews, their panels and how far each interviewer is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from hiring.storage.rows import Slice, is_id, slice_rows, write_rows
from hiring.storage.tables import (
    AccountRow,
    ApplicationRow,
    CandidateRow,
    EmployerRow,
    InterviewRow,
    PanelRow,
    PositionRow,
    RatingRow,
    ScorecardRow,
)

InterviewRecord = Row[InterviewRow, str, str, str, ApplicationRow]
"""An interview with the candidate's name, the position's title, the employer's name and the application."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An interviewer on a panel; `state` None: no scorecard yet. `answered` counts rated and not observed competencies.

    `revision` is the number of the scorecard that `state` speaks of; above 1 it was corrected. `focus` names the
    competencies that are this interviewer's; empty: all of the kit.
    """

    account_id: int
    name: str
    state: str | None
    answered: int
    revision: int | None
    focus: tuple[str, ...] = ()


def _interviews() -> Select[InterviewRow, str, str, str, ApplicationRow]:
    return (
        select(InterviewRow, CandidateRow.name, PositionRow.title, EmployerRow.name, ApplicationRow)
        .join(ApplicationRow, ApplicationRow.id == InterviewRow.application_id)
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .order_by(InterviewRow.scheduled_at.is_(None), InterviewRow.scheduled_at.desc(), InterviewRow.id.desc())
        .execution_options(populate_existing=True)
    )


def slice_interviews(
    session: Session, *, panel_member: int | None, number: int
) -> Slice[InterviewRow, str, str, str, ApplicationRow]:
    """The latest first, those without a time last; `panel_member` leaves those whose panel the account sits on."""
    statement = _interviews()
    if panel_member is not None:
        seat = exists().where(PanelRow.interview_id == InterviewRow.id, PanelRow.account_id == panel_member)
        statement = statement.where(seat)
    return slice_rows(session, statement, number=number)


@cache
def _interviews_of() -> Select[InterviewRow, str, str, str, ApplicationRow]:
    held = (InterviewRow.scheduled_at.is_(None), InterviewRow.scheduled_at, InterviewRow.id)
    return _interviews().where(InterviewRow.application_id == bindparam("application_id")).order_by(None).order_by(*held)


def list_interview_records(session: Session, application_id: int) -> tuple[InterviewRecord, ...]:
    """In the order they are held; those without a time last, as they were planned."""
    return tuple(session.execute(_interviews_of(), {"application_id": application_id}))


@cache
def _interview() -> Select[InterviewRow, str, str, str, ApplicationRow]:
    return _interviews().where(InterviewRow.id == bindparam("interview_id"))


def find_interview_record(session: Session, interview_id: int) -> InterviewRecord | None:
    if not is_id(interview_id):
        return None
    return session.execute(_interview(), {"interview_id": interview_id}).one_or_none()


def find_application_of(session: Session, interview_id: int) -> int | None:
    if not is_id(interview_id):
        return None
    return session.scalar(_application_of(), {"interview_id": interview_id})


@cache
def _application_of() -> Select[int]:
    return select(InterviewRow.application_id).where(InterviewRow.id == bindparam("interview_id"))


def list_seats(session: Session, interview_ids: Collection[int]) -> Mapping[int, tuple[Seat, ...]]:
    """The panels of several interviews, in one query; of a corrected scorecard the newest submitted revision counts."""
    found: dict[int, dict[int, Seat]] = defaultdict(dict)
    seats = session.execute(_seats(), {"interview_ids": list(interview_ids)})
    for interview_id, account_id, name, state, answered, revision, focus in seats:
        found[interview_id][account_id] = Seat(account_id, name, state, answered, revision, tuple(focus))
    return {identity: tuple(found[identity].values()) for identity in interview_ids}


@cache
def _seats() -> Select[int, int, str, str, int, int, list[Any]]:
    is_answered = or_(RatingRow.observed.is_(False), and_(RatingRow.observed.is_(True), RatingRow.value.is_not(None)))
    answered = (
        select(func.count())
        .select_from(RatingRow)
        .where(RatingRow.scorecard_id == ScorecardRow.id, is_answered)
        .correlate(ScorecardRow)
        .scalar_subquery()
    )
    mine = and_(ScorecardRow.interview_id == PanelRow.interview_id, ScorecardRow.account_id == PanelRow.account_id)
    return (
        select(
            PanelRow.interview_id,
            PanelRow.account_id,
            AccountRow.name,
            ScorecardRow.state,
            answered,
            ScorecardRow.revision,
            PanelRow.focus,
        )
        .join(AccountRow, AccountRow.id == PanelRow.account_id)
        .outerjoin(ScorecardRow, mine)
        .where(PanelRow.interview_id.in_(bindparam("interview_ids", expanding=True)))
        # A scorecard that is being corrected stays submitted: "draft" comes before "submitted", and the last one counts.
        .order_by(PanelRow.interview_id, AccountRow.name, AccountRow.id, ScorecardRow.state, ScorecardRow.revision)
    )


def change_panel(session: Session, interview_id: int, *, add: Iterable[int], remove: Collection[int]) -> None:
    gone = (PanelRow.interview_id == interview_id) & PanelRow.account_id.in_(remove)
    session.execute(delete(PanelRow).where(gone))
    session.add_all(PanelRow(interview_id=interview_id, account_id=account) for account in add)
    write_rows(session)


def set_focus(session: Session, interview_id: int, focus: Mapping[int, Collection[str]]) -> tuple[int, ...]:
    """Who rates what, by account; the accounts for whom that is something else than before."""
    rows = session.scalars(
        select(PanelRow).where(PanelRow.interview_id == interview_id).execution_options(populate_existing=True)
    )
    changed = [row for row in rows if row.account_id in focus and list(focus[row.account_id]) != row.focus]
    for row in changed:
        row.focus = list(focus[row.account_id])
    write_rows(session)
    return tuple(sorted(row.account_id for row in changed))


@cache
def _planned() -> Select[str]:
    of_application = InterviewRow.application_id == bindparam("application_id")
    return select(InterviewRow.session).where(of_application, InterviewRow.session != "")


def list_planned_sessions(session: Session, application_id: int) -> frozenset[str]:
    """The sessions of the position's plan that this application has an interview of."""
    return frozenset(session.scalars(_planned(), {"application_id": application_id}))
