"""Scorecards and their ratings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hiring.domain.scorecard import Rating
from hiring.storage.rows import touch
from hiring.storage.tables import AccountRow, InterviewRow, RatingRow, ScorecardRow


@dataclass(frozen=True, slots=True)
class SubmittedCard:
    """One interviewer's submitted ratings of one interview, the newest revision."""

    application_id: int
    interview_id: int
    rater_id: int
    rater_name: str
    submitted_at: dt.datetime
    work_samples: frozenset[str]
    ratings: tuple[Rating, ...]


def find_own_card(session: Session, *, interview_id: int, account_id: int) -> ScorecardRow | None:
    """The newest revision of an interviewer's own scorecard."""
    statement = (
        select(ScorecardRow)
        .where(ScorecardRow.interview_id == interview_id, ScorecardRow.account_id == account_id)
        .order_by(ScorecardRow.revision.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def list_rating_rows(session: Session, scorecard_id: int) -> dict[str, RatingRow]:
    """By competency."""
    statement = select(RatingRow).where(RatingRow.scorecard_id == scorecard_id).execution_options(populate_existing=True)
    return {row.competency: row for row in session.scalars(statement)}


def put_ratings(session: Session, card: ScorecardRow, rows: Iterable[RatingRow], now: dt.datetime) -> None:
    """Adds new ratings, keeps changed ones, and counts the card's version up even within one instant."""
    session.add_all(rows)
    card.saved_at = now
    touch(card, "saved_at")


def list_submitted_cards(session: Session, application_ids: Collection[int]) -> tuple[SubmittedCard, ...]:
    """Two queries for any number of applications."""
    statement = (
        select(ScorecardRow, AccountRow.name, InterviewRow.application_id, InterviewRow.work_samples)
        .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
        .join(AccountRow, AccountRow.id == ScorecardRow.account_id)
        .where(InterviewRow.application_id.in_(application_ids), ScorecardRow.state == "submitted")
        .order_by(ScorecardRow.interview_id, ScorecardRow.account_id, ScorecardRow.revision)
        .execution_options(populate_existing=True)
    )
    newest = {(card.interview_id, card.account_id): (card, *rest) for card, *rest in session.execute(statement)}
    ratings = _list_ratings(session, [entry[0].id for entry in newest.values()])
    return tuple(
        SubmittedCard(
            application_id=application_id,
            interview_id=card.interview_id,
            rater_id=card.account_id,
            rater_name=name,
            submitted_at=card.submitted_at or card.saved_at,
            work_samples=frozenset(work_samples),
            ratings=ratings[card.id],
        )
        for card, name, application_id, work_samples in newest.values()
    )


def _list_ratings(session: Session, scorecard_ids: Collection[int]) -> Mapping[int, tuple[Rating, ...]]:
    found: dict[int, list[Rating]] = defaultdict(list)
    columns = (RatingRow.scorecard_id, RatingRow.competency, RatingRow.observed, RatingRow.value, RatingRow.evidence)
    statement = select(*columns).where(RatingRow.scorecard_id.in_(scorecard_ids)).order_by(RatingRow.id)
    for card, competency, observed, value, evidence in session.execute(statement):
        found[card].append(Rating(competency, value if observed else None, evidence))
    return {identity: tuple(found[identity]) for identity in scorecard_ids}


def raters_with_cards(session: Session, interview_id: int) -> frozenset[int]:
    """The interviewers who have a scorecard of this interview, be it a draft."""
    statement = select(ScorecardRow.account_id).where(ScorecardRow.interview_id == interview_id)
    return frozenset(session.scalars(statement))
