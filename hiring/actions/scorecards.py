"""Scorecards: one interviewer's own ratings of one interview, a draft until submitted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.interviews import DRAFT, SUBMITTED, Interview, lock_application_of, reach_interview
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.placements import refresh_summaries
from hiring.actions.reveals import reveal_when_due
from hiring.actions.texts import TEXT, clean_text, refuse
from hiring.domain.scorecard import Rating, check_complete, check_draft
from hiring.errors import Conflict, Problem
from hiring.storage.applications import keep_profile
from hiring.storage.rows import add_row
from hiring.storage.scorecards import find_own_card, list_rating_rows, put_ratings
from hiring.storage.tables import RatingRow, ScorecardRow


@dataclass(frozen=True, slots=True)
class DraftRating:
    """`observed` None: not answered yet; False: not observed; True: `value` is the rating, None while not chosen."""

    competency: str
    observed: bool | None = None
    value: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ScorecardView:
    """`ratings` one a competency of the kit, in its order; `state` new, draft or submitted; `version` 0 for a new one."""

    interview: Interview
    ratings: tuple[DraftRating, ...]
    state: str
    version: int
    saved_at: dt.datetime | None
    submitted_at: dt.datetime | None

    def rating(self, competency: str) -> DraftRating:
        return next(item for item in self.ratings if item.competency == competency)


def get_scorecard(session: Session, *, actor: Actor, interview_id: int) -> ScorecardView:
    """The actor's own; nobody reads another's through here."""
    interview = reach_interview(session, actor, Permission.SCORE_INTERVIEW, interview_id)
    return _read(session, interview, find_own_card(session, interview_id=interview_id, account_id=actor.account_id))


def save_rating(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    competency: str,
    observed: bool | None,
    value: int | None,
    evidence: str,
    now: dt.datetime,
) -> ScorecardView:
    """One rating of the draft; as `save_draft`."""
    rating = DraftRating(competency, observed, value, evidence)
    return save_draft(session, actor=actor, interview_id=interview_id, version=version, ratings=(rating,), now=now)


def save_draft(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    ratings: tuple[DraftRating, ...],
    now: dt.datetime,
) -> ScorecardView:
    """Keeps the ratings given and leaves the others of the kit as they are.

    What is saved already is saved, whatever version the sender saw: a repeated message is no conflict. Otherwise raises
    Conflict("scorecard_submitted") once it is locked, Conflict("stale") when the draft was changed elsewhere.
    """
    interview, card = _lock(session, actor, interview_id)
    cleaned = tuple(_cleaned(rating) for rating in ratings)
    _check(interview, cleaned)
    rows = list_rating_rows(session, card.id) if card is not None else {}
    before = _view(interview, card, rows)
    if card is not None and all(before.rating(item.competency) == item for item in cleaned):
        return before
    _check_open(card, version)
    card = card or _new_card(session, actor, interview_id, now)
    _keep(session, card, rows, cleaned, now)
    detail = {"competencies": [item.competency for item in cleaned]}
    record(
        session, actor=actor, action="save_draft", object_kind="interview", object_id=interview_id, detail=detail, now=now
    )
    return _view(interview, card, rows)


def submit_scorecard(session: Session, *, actor: Actor, interview_id: int, version: int, now: dt.datetime) -> ScorecardView:
    """Locks the scorecard and makes it count. A second time, as by a double click, changes nothing.

    Raises Invalid naming every competency of the kit without an answer or without evidence.
    """
    interview, card = _lock(session, actor, interview_id)
    view = _read(session, interview, card)
    if card is not None and card.state == SUBMITTED:
        return view
    _check_open(card, version)
    answered = [_rating(item) for item in view.ratings if _is_answered(item)]
    refuse(check_complete(answered, kit=interview.kit, scale=interview.rubric.scale))
    assert card is not None
    card.state, card.submitted_at, card.saved_at = SUBMITTED, now, now
    keep_profile(session, interview.application_id)
    refresh_summaries(session, (interview.application_id,))
    action = "submit_scorecard"
    record(session, actor=actor, action=action, object_kind="interview", object_id=interview_id, now=now)
    reveal_when_due(session, interview.application_id, now)
    return get_scorecard(session, actor=actor, interview_id=interview_id)


def _lock(session: Session, actor: Actor, interview_id: int) -> tuple[Interview, ScorecardRow | None]:
    require(actor, Permission.SCORE_INTERVIEW)
    lock_application_of(session, interview_id)
    interview = reach_interview(session, actor, Permission.SCORE_INTERVIEW, interview_id)
    return interview, find_own_card(session, interview_id=interview_id, account_id=actor.account_id)


def _check_open(card: ScorecardRow | None, version: int) -> None:
    if card is not None and card.state == SUBMITTED:
        raise Conflict("scorecard_submitted")
    if version != (card.version if card is not None else 0):
        raise Conflict("stale")


def _cleaned(rating: DraftRating) -> DraftRating:
    """A competency that was not observed has no rating; a rating is an observation."""
    observed = True if rating.value is not None and rating.observed is None else rating.observed
    value = rating.value if observed else None
    return DraftRating(rating.competency, observed, value, clean_text(rating.evidence))


def _check(interview: Interview, ratings: tuple[DraftRating, ...]) -> None:
    listed = [_rating(item) for item in ratings]
    long = [Problem("too_long", item.competency, {"most": TEXT}) for item in ratings if len(item.evidence) > TEXT]
    refuse([*check_draft(listed, kit=interview.kit, scale=interview.rubric.scale), *long])


def _is_answered(rating: DraftRating) -> bool:
    return rating.observed is False or rating.value is not None


def _rating(rating: DraftRating) -> Rating:
    return Rating(rating.competency, rating.value if rating.observed else None, rating.evidence)


def _new_card(session: Session, actor: Actor, interview_id: int, now: dt.datetime) -> ScorecardRow:
    card = ScorecardRow(interview_id=interview_id, account_id=actor.account_id, revision=1, state=DRAFT, saved_at=now)
    if not add_row(session, card):
        raise Conflict("stale")
    return card


def _keep(
    session: Session,
    card: ScorecardRow,
    rows: dict[str, RatingRow],
    ratings: Iterable[DraftRating],
    now: dt.datetime,
) -> None:
    """Into `rows`, the ratings of the card by competency, as they were read."""
    new = []
    for item in ratings:
        row = rows.get(item.competency)
        if row is None:
            row = rows[item.competency] = RatingRow(scorecard_id=card.id, competency=item.competency)
            new.append(row)
        row.observed, row.value, row.evidence = item.observed, item.value, item.evidence
    put_ratings(session, card, new, now)


def _read(session: Session, interview: Interview, card: ScorecardRow | None) -> ScorecardView:
    return _view(interview, card, list_rating_rows(session, card.id) if card is not None else {})


def _view(interview: Interview, card: ScorecardRow | None, rows: Mapping[str, RatingRow]) -> ScorecardView:
    ratings = tuple(
        DraftRating(item, rows[item].observed, rows[item].value, rows[item].evidence) if item in rows else DraftRating(item)
        for item in interview.kit
    )
    if card is None:
        return ScorecardView(interview, ratings, "new", 0, None, None)
    return ScorecardView(interview, ratings, card.state, card.version, card.saved_at, card.submitted_at)
