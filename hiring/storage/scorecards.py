"""Scorecards and their ratings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Integer, Row, Select, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from hiring.domain.assessment import RaisedFlag
from hiring.domain.scorecard import Rating
from hiring.storage.interview_tables import FlagAnswerRow, QuestionNoteRow, RaisedFlagRow
from hiring.storage.rows import touch
from hiring.storage.tables import AccountRow, ApplicationRow, InterviewRow, RatingRow, ScorecardRow

RevisionRecord = Row[ScorecardRow, str, str, dt.datetime | None]
"""A submitted revision, who rated, the interview's title, and since when the ratings of the application are revealed."""


@dataclass(frozen=True, slots=True)
class SubmittedCard:
    """One interviewer's submitted ratings of one interview, the newest revision."""

    application_id: int
    interview_id: int
    rater_id: int
    rater_name: str
    submitted_at: dt.datetime
    """When its first revision was: a correction makes an old opinion no newer."""
    work_samples: frozenset[str]
    ratings: tuple[Rating, ...]
    flags: tuple[RaisedFlag, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What stands in a scorecard beside its ratings: notes by question, quotes of the raised flags by flag."""

    notes: Mapping[str, str]
    flags: Mapping[str, str]


@cache
def _own_card() -> Select[ScorecardRow]:
    of_interview = ScorecardRow.interview_id == bindparam("interview_id")
    return (
        select(ScorecardRow)
        .where(of_interview, ScorecardRow.account_id == bindparam("account_id"))
        .order_by(ScorecardRow.revision.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def find_own_card(session: Session, *, interview_id: int, account_id: int) -> ScorecardRow | None:
    """The newest revision of an interviewer's own scorecard."""
    return session.scalars(_own_card(), {"interview_id": interview_id, "account_id": account_id}).one_or_none()


@cache
def _rating_rows() -> Select[RatingRow]:
    of_card = RatingRow.scorecard_id == bindparam("scorecard_id")
    return select(RatingRow).where(of_card).execution_options(populate_existing=True)


def list_rating_rows(session: Session, scorecard_id: int) -> dict[str, RatingRow]:
    """By competency."""
    return {row.competency: row for row in session.scalars(_rating_rows(), {"scorecard_id": scorecard_id})}


def put_ratings(session: Session, card: ScorecardRow, rows: Iterable[RatingRow], now: dt.datetime) -> None:
    """Adds new ratings, keeps changed ones, and counts the card's version up even within one instant."""
    session.add_all(rows)
    card.saved_at = now
    touch(card, "saved_at")


@cache
def _remarks() -> CompoundSelect[Any]:
    scorecard_ids: BindParameter[int] = bindparam("scorecard_ids", expanding=True)
    notes = select(literal("note"), QuestionNoteRow.scorecard_id, QuestionNoteRow.question, QuestionNoteRow.text)
    flags = select(literal("flag"), RaisedFlagRow.scorecard_id, RaisedFlagRow.flag, RaisedFlagRow.quote)
    both: CompoundSelect[Any] = union_all(
        notes.add_columns(QuestionNoteRow.id.label("place")).where(QuestionNoteRow.scorecard_id.in_(scorecard_ids)),
        flags.add_columns(RaisedFlagRow.id.label("place")).where(RaisedFlagRow.scorecard_id.in_(scorecard_ids)),
    )
    return both.order_by("place")


def list_remarks(session: Session, scorecard_ids: Collection[int]) -> Mapping[int, Remarks]:
    """One query for any number of scorecards, in the order they were first written down."""
    found: dict[str, dict[int, dict[str, str]]] = {"note": defaultdict(dict), "flag": defaultdict(dict)}
    for kind, scorecard_id, about, text, _ in session.execute(_remarks(), {"scorecard_ids": list(scorecard_ids)}):
        found[kind][scorecard_id][about] = text
    return {identity: Remarks(found["note"][identity], found["flag"][identity]) for identity in scorecard_ids}


def put_note(session: Session, scorecard_id: int, question: str, text: str) -> None:
    """An empty one is taken away."""
    chosen = (QuestionNoteRow.scorecard_id == scorecard_id) & (QuestionNoteRow.question == question)
    row = session.scalars(select(QuestionNoteRow).where(chosen)).one_or_none()
    if row is not None and not text:
        session.delete(row)
    elif row is not None:
        row.text = text
    elif text:
        session.add(QuestionNoteRow(scorecard_id=scorecard_id, question=question, text=text))


def put_flag(session: Session, scorecard_id: int, flag: str, quote: str | None) -> None:
    """Raises it with the quote; None takes it back."""
    chosen = (RaisedFlagRow.scorecard_id == scorecard_id) & (RaisedFlagRow.flag == flag)
    row = session.scalars(select(RaisedFlagRow).where(chosen)).one_or_none()
    if row is not None and quote is None:
        session.delete(row)
    elif row is not None:
        row.quote = quote or ""
    elif quote is not None:
        session.add(RaisedFlagRow(scorecard_id=scorecard_id, flag=flag, quote=quote))


@cache
def _submitted_cards() -> Select[ScorecardRow, str, int, list[Any]]:
    of_applications = InterviewRow.application_id.in_(bindparam("application_ids", expanding=True))
    return (
        select(ScorecardRow, AccountRow.name, InterviewRow.application_id, InterviewRow.work_samples)
        .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
        .join(AccountRow, AccountRow.id == ScorecardRow.account_id)
        .where(of_applications, ScorecardRow.state == "submitted")
        .order_by(ScorecardRow.interview_id, ScorecardRow.account_id, ScorecardRow.revision)
        .execution_options(populate_existing=True)
    )


def list_submitted_cards(session: Session, application_ids: Collection[int]) -> tuple[SubmittedCard, ...]:
    """Two queries for any number of applications."""
    newest: dict[tuple[int, int], tuple[ScorecardRow, str, int, list[str]]] = {}
    first: dict[tuple[int, int], dt.datetime] = {}
    found = session.execute(_submitted_cards(), {"application_ids": list(application_ids)})
    for card, name, application_id, samples in found:
        seat = (card.interview_id, card.account_id)
        newest[seat] = (card, name, application_id, samples)
        first.setdefault(seat, card.submitted_at or card.saved_at)
    identities = [card.id for card, *_ in newest.values()]
    ratings, flags = _list_contents(session, identities)
    return tuple(
        SubmittedCard(
            application_id=application_id,
            interview_id=card.interview_id,
            rater_id=card.account_id,
            rater_name=name,
            submitted_at=first[card.interview_id, card.account_id],
            work_samples=frozenset(work_samples),
            ratings=ratings[card.id],
            flags=flags[card.id],
        )
        for card, name, application_id, work_samples in newest.values()
    )


def _list_contents(
    session: Session, scorecard_ids: Collection[int]
) -> tuple[Mapping[int, tuple[Rating, ...]], Mapping[int, tuple[RaisedFlag, ...]]]:
    """Ratings and raised flags by scorecard, in one query and in the order they were entered."""
    ratings: dict[int, list[Rating]] = defaultdict(list)
    flags: dict[int, list[RaisedFlag]] = defaultdict(list)
    found = session.execute(_contents(), {"scorecard_ids": list(scorecard_ids)})
    for kind, card, about, said, value, text, _ in found:
        if kind == "rating":
            ratings[card].append(Rating(about, value if said else None, text))
        else:
            flags[card].append(RaisedFlag(about, text, bool(said)))
    return (
        {identity: tuple(ratings[identity]) for identity in scorecard_ids},
        {identity: tuple(flags[identity]) for identity in scorecard_ids},
    )


@cache
def _contents() -> CompoundSelect[Any]:
    both: CompoundSelect[Any] = union_all(_ratings(), _flags())
    return both.order_by("place")


def _ratings() -> Select[str, int, str, bool | None, int | None, str, int]:
    return select(
        literal("rating"),
        RatingRow.scorecard_id,
        RatingRow.competency,
        RatingRow.observed,
        RatingRow.value,
        RatingRow.evidence,
        RatingRow.id.label("place"),
    ).where(RatingRow.scorecard_id.in_(bindparam("scorecard_ids", expanding=True)))


def _flags() -> Select[str, int, str, bool, int, str, int]:
    """Resolved are those whose probe was answered so in the debrief, whoever raised them."""
    answered = (FlagAnswerRow.application_id == InterviewRow.application_id) & (FlagAnswerRow.flag == RaisedFlagRow.flag)
    return (
        select(
            literal("flag"),
            RaisedFlagRow.scorecard_id,
            RaisedFlagRow.flag,
            FlagAnswerRow.resolved,
            cast(null(), Integer),
            RaisedFlagRow.quote,
            RaisedFlagRow.id.label("place"),
        )
        .join(ScorecardRow, ScorecardRow.id == RaisedFlagRow.scorecard_id)
        .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
        .outerjoin(FlagAnswerRow, answered)
        .where(RaisedFlagRow.scorecard_id.in_(bindparam("scorecard_ids", expanding=True)))
    )


def raters_with_cards(session: Session, interview_id: int) -> frozenset[int]:
    """The interviewers who have a scorecard of this interview, be it a draft."""
    statement = select(ScorecardRow.account_id).where(ScorecardRow.interview_id == interview_id)
    return frozenset(session.scalars(statement))


def list_revisions(
    session: Session, *, application_id: int | None = None, interview_id: int | None = None, account_id: int | None = None
) -> tuple[RevisionRecord, ...]:
    """Every submitted revision of the scorecards of an application, or of one person's of an interview, in their order."""
    asked = {"application_id": application_id, "interview_id": interview_id, "account_id": account_id}
    given = {name: value for name, value in asked.items() if value is not None}
    return tuple(session.execute(_revisions(*given), given))


@cache
def _revisions(*given: str) -> Select[ScorecardRow, str, str, dt.datetime | None]:
    columns = {
        "application_id": InterviewRow.application_id,
        "interview_id": ScorecardRow.interview_id,
        "account_id": ScorecardRow.account_id,
    }
    return (
        select(ScorecardRow, AccountRow.name, InterviewRow.title, ApplicationRow.revealed_at)
        .join(InterviewRow, InterviewRow.id == ScorecardRow.interview_id)
        .join(ApplicationRow, ApplicationRow.id == InterviewRow.application_id)
        .join(AccountRow, AccountRow.id == ScorecardRow.account_id)
        .where(ScorecardRow.state == "submitted", *(columns[name] == bindparam(name) for name in given))
        .order_by(ScorecardRow.interview_id, ScorecardRow.account_id, ScorecardRow.revision)
    )


def list_revision_ratings(
    session: Session, scorecard_ids: Collection[int]
) -> Mapping[int, Mapping[str, tuple[bool | None, int | None, str]]]:
    """What each says of a competency: observed, value, evidence."""
    columns = (RatingRow.scorecard_id, RatingRow.competency, RatingRow.observed, RatingRow.value, RatingRow.evidence)
    statement = select(*columns).where(RatingRow.scorecard_id.in_(scorecard_ids)).order_by(RatingRow.id)
    found: dict[int, dict[str, tuple[bool | None, int | None, str]]] = {identity: {} for identity in scorecard_ids}
    for card, competency, observed, value, evidence in session.execute(statement):
        found[card][competency] = (observed, value, evidence)
    return found
