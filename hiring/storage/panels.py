"""Scorecards as they were first submitted, for what is said of panels."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from hiring.storage.tables import ApplicationRow, InterviewRow, PanelRow, PositionRow, RatingRow, RubricRow, ScorecardRow


@dataclass(frozen=True, slots=True)
class FirstCard:
    """The first revision of a submitted scorecard. `ratings`: competency, observed, value, evidence.

    `focus` None: its writer sits on the panel no more.
    """

    application_id: int
    account_id: int
    submitted_at: dt.datetime
    scheduled_at: dt.datetime | None
    kit: tuple[str, ...]
    focus: tuple[str, ...] | None
    ratings: tuple[tuple[str, bool | None, int | None, str], ...]


def list_first_cards(session: Session, application_ids: Collection[int]) -> Mapping[int, tuple[FirstCard, ...]]:
    """By application, in the order they were submitted: two queries for any number of applications."""
    seat = (PanelRow.interview_id == ScorecardRow.interview_id) & (PanelRow.account_id == ScorecardRow.account_id)
    statement = (
        select(
            ScorecardRow.id,
            InterviewRow.application_id,
            ScorecardRow.account_id,
            ScorecardRow.submitted_at,
            ScorecardRow.saved_at,
            InterviewRow.scheduled_at,
            InterviewRow.kit,
            PanelRow.focus,
        )
        .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
        .outerjoin(PanelRow, seat)
        .where(InterviewRow.application_id.in_(application_ids), _is_first())
        .order_by(ScorecardRow.submitted_at, ScorecardRow.id)
    )
    rows = session.execute(statement).all()
    ratings = _list_ratings(session, [row.id for row in rows])
    found: dict[int, list[FirstCard]] = defaultdict(list)
    for row in rows:
        card = FirstCard(
            application_id=row.application_id,
            account_id=row.account_id,
            submitted_at=row.submitted_at or row.saved_at,
            scheduled_at=row.scheduled_at,
            kit=tuple(row.kit),
            focus=None if row.focus is None else tuple(row.focus),
            ratings=ratings[row.id],
        )
        found[row.application_id].append(card)
    return {identity: tuple(found[identity]) for identity in application_ids}


def _list_ratings(
    session: Session, scorecard_ids: Collection[int]
) -> Mapping[int, tuple[tuple[str, bool | None, int | None, str], ...]]:
    columns = (RatingRow.scorecard_id, RatingRow.competency, RatingRow.observed, RatingRow.value, RatingRow.evidence)
    statement = select(*columns).where(RatingRow.scorecard_id.in_(scorecard_ids)).order_by(RatingRow.id)
    found: dict[int, list[tuple[str, bool | None, int | None, str]]] = defaultdict(list)
    for card, competency, observed, value, evidence in session.execute(statement):
        found[card].append((competency, observed, value, evidence))
    return {identity: tuple(found[identity]) for identity in scorecard_ids}


def list_settled_ids(session: Session, structure: str, *, after: int, limit: int) -> tuple[int, ...]:
    """The next applications, by id, whose ratings on this structure can give nothing away: see `_is_settled`."""
    statement = _rated_on(structure).where(_is_settled(), ApplicationRow.id > after)
    return tuple(session.scalars(statement.order_by(ApplicationRow.id).limit(limit)))


def count_rated(session: Session, structures: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """By structure: applications that have ratings and can be measured, and those that have some and wait. One query."""
    statement = (
        select(RubricRow.structure, _is_settled().label("settled"), func.count())
        .select_from(ApplicationRow)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .join(RubricRow, RubricRow.id == PositionRow.rubric_row_id)
        .where(RubricRow.structure.in_(structures), _has_ratings())
        .group_by(RubricRow.structure, "settled")
    )
    counts: dict[tuple[str, bool], int] = {(row[0], bool(row[1])): row[2] for row in session.execute(statement)}
    return {item: (counts.get((item, True), 0), counts.get((item, False), 0)) for item in structures}


def list_revealed_rows(session: Session, position_id: int, *, most: int) -> tuple[ApplicationRow, ...]:
    """The applications of a position whose ratings are revealed, the newest `most` of them, the newest first."""
    statement = (
        select(ApplicationRow)
        .where(ApplicationRow.position_id == position_id, ApplicationRow.revealed_at.is_not(None))
        .order_by(ApplicationRow.revealed_at.desc(), ApplicationRow.id.desc())
        .limit(most)
    )
    return tuple(session.scalars(statement))


def count_of_position(session: Session, position_id: int) -> tuple[int, int]:
    """Applications of a position with ratings that are revealed, and with some that are not. One query."""
    revealed = ApplicationRow.revealed_at.is_not(None)
    statement = (
        select(revealed.label("revealed"), func.count())
        .where(ApplicationRow.position_id == position_id, _has_ratings())
        .group_by("revealed")
    )
    counts = {bool(row[0]): row[1] for row in session.execute(statement)}
    return counts.get(True, 0), counts.get(False, 0)


def _rated_on(structure: str) -> Select[int]:
    return (
        select(ApplicationRow.id)
        .join(PositionRow, PositionRow.id == ApplicationRow.position_id)
        .join(RubricRow, RubricRow.id == PositionRow.rubric_row_id)
        .where(RubricRow.structure == structure, _has_ratings())
    )


def _is_settled() -> ColumnElement[bool]:
    """Revealed, and nobody on a panel owes a scorecard: to whomever it is shown, nobody has yet to rate the candidate."""
    owed = exists().where(
        InterviewRow.application_id == ApplicationRow.id,
        PanelRow.interview_id == InterviewRow.id,
        ~exists().where(
            ScorecardRow.interview_id == PanelRow.interview_id,
            ScorecardRow.account_id == PanelRow.account_id,
            ScorecardRow.state == "submitted",
        ),
    )
    return ApplicationRow.revealed_at.is_not(None) & ~owed


def _has_ratings() -> ColumnElement[bool]:
    return exists().where(
        InterviewRow.application_id == ApplicationRow.id, ScorecardRow.interview_id == InterviewRow.id, _is_first()
    )


def _is_first() -> ColumnElement[bool]:
    return (ScorecardRow.state == "submitted") & (ScorecardRow.revision == 1)
