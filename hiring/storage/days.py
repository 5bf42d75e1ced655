"""What waits for one person: interviews that want a scorecard, panels that owe some, results that want a debrief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from hiring.domain.pipeline import LAST
from hiring.storage.interview_tables import ConsensusRow, DecisionRow
from hiring.storage.tables import (
    ApplicationRow,
    CandidateRow,
    EmployerRow,
    InterviewRow,
    PanelRow,
    PositionRow,
    RatingRow,
    ScorecardRow,
)

DutyRecord = Row[InterviewRow, str, str, str, list[str], str | None, int | None, int]
"""An interview with the candidate's name, the position's title, the employer's name, the focus of the person's seat; state
and revision of the person's newest scorecard, None without one, and how many competencies it answers."""
WaitedRecord = Row[InterviewRow, str, str, str, int, int]
"""An interview with the names as above, how many of its panel have submitted and how many sit on it."""


def list_duties(
    session: Session, *, account_id: int, begins: dt.datetime, ends: dt.datetime, most: int
) -> Sequence[DutyRecord]:
    """Of the panels of one account: interviews from `begins` to before `ends`, those whose scorecard the account has yet to
    submit, and those where it is being corrected. The earliest first, those without a time last.
    """
    today = and_(InterviewRow.scheduled_at >= begins, InterviewRow.scheduled_at < ends)
    is_open = or_(ScorecardRow.state.is_(None), ScorecardRow.state != "submitted")
    statement = (
        _about(PanelRow.focus, ScorecardRow.state, ScorecardRow.revision, _answered())
        .join(PanelRow, PanelRow.interview_id == InterviewRow.id)
        .outerjoin(ScorecardRow, _newest_of_seat())
        .where(PanelRow.account_id == account_id, or_(today, is_open))
    )
    return session.execute(statement.limit(most)).all()


def list_waited(session: Session, *, before: dt.datetime, most: int) -> Sequence[WaitedRecord]:
    """Interviews that began before that moment, or have no time, and whose panel owes scorecards; the earliest first.

    Not those of candidates who are past interviews.
    """
    seats = select(func.count()).select_from(PanelRow).where(PanelRow.interview_id == InterviewRow.id)
    total = seats.correlate(InterviewRow).scalar_subquery()
    done = seats.where(_submitted()).correlate(InterviewRow).scalar_subquery()
    statement = (
        _about(done, total)
        .where(or_(InterviewRow.scheduled_at.is_(None), InterviewRow.scheduled_at < before), done < total)
        .where(ApplicationRow.stage.not_in(LAST))
    )
    return session.execute(statement.limit(most)).all()


def list_undecided(session: Session, *, account_id: int, employer_id: int | None, most: int) -> Sequence[Row[int, bool]]:
    """Applications in work at open positions, revealed and not decided on since, by the time of their reveal; and whether
    competencies to discuss are left that the panel has not agreed on.

    Not those of which the account owes a scorecard, and with nothing to discuss not before every scorecard is in.
    `employer_id` None: of all employers.
    """
    decided = exists().where(DecisionRow.application_id == ApplicationRow.id, DecisionRow.at >= ApplicationRow.revealed_at)
    open_seat = exists().where(
        InterviewRow.application_id == ApplicationRow.id, PanelRow.interview_id == InterviewRow.id, ~_submitted()
    )
    agreed = select(func.count()).where(ConsensusRow.application_id == ApplicationRow.id).correlate(ApplicationRow)
    to_discuss = ApplicationRow.discuss > agreed.scalar_subquery()
    statement = (
        select(ApplicationRow.id, to_discuss)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .where(ApplicationRow.revealed_at.is_not(None), ApplicationRow.stage.not_in(LAST), PositionRow.status == "open")
        .where(~decided, ~open_seat.where(PanelRow.account_id == account_id), or_(to_discuss, ~open_seat))
        .order_by(ApplicationRow.revealed_at, ApplicationRow.id)
        .limit(most)
    )
    if employer_id is not None:
        statement = statement.where(PositionRow.employer_id == employer_id)
    return session.execute(statement).all()


def _about(*more: Any) -> Select[Any]:
    """Interviews with the names around them, in the order of their times; and what else is asked for."""
    return (
        select(InterviewRow, CandidateRow.name, PositionRow.title, EmployerRow.name, *more)
        .join(ApplicationRow, ApplicationRow.id == InterviewRow.application_id)
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .join(EmployerRow, EmployerRow.id == PositionRow.employer_id)
        .order_by(InterviewRow.scheduled_at.is_(None), InterviewRow.scheduled_at, InterviewRow.id)
    )


def _newest_of_seat() -> ColumnElement[bool]:
    """The scorecard of the seat's person, of a corrected one the newest revision, submitted or not."""
    other = aliased(ScorecardRow)
    of_seat = (other.interview_id == PanelRow.interview_id) & (other.account_id == PanelRow.account_id)
    newest = select(func.max(other.revision)).where(of_seat).correlate(PanelRow).scalar_subquery()
    return and_(
        ScorecardRow.interview_id == PanelRow.interview_id,
        ScorecardRow.account_id == PanelRow.account_id,
        ScorecardRow.revision == newest,
    )


def _submitted() -> ColumnElement[bool]:
    """Whether the seat has a submitted scorecard; one that is being corrected stays submitted."""
    return exists().where(
        ScorecardRow.interview_id == PanelRow.interview_id,
        ScorecardRow.account_id == PanelRow.account_id,
        ScorecardRow.state == "submitted",
    )


def _answered() -> ColumnElement[int]:
    is_answered = or_(RatingRow.observed.is_(False), and_(RatingRow.observed.is_(True), RatingRow.value.is_not(None)))
    counted = select(func.count()).select_from(RatingRow).where(RatingRow.scorecard_id == ScorecardRow.id, is_answered)
    return counted.correlate(ScorecardRow).scalar_subquery()
