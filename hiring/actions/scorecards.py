"""Scorecards: one interviewer's own ratings of one interview, a draft until submitted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.interviews import Interview
from hiring.actions.permissions import Actor


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


def get_scorecard(session: Session, *, actor: Actor, interview_id: int) -> ScorecardView:
    """The actor's own; nobody reads another's through here."""
    raise NotImplementedError


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
    raise NotImplementedError


def save_draft(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    ratings: tuple[DraftRating, ...],
    now: dt.datetime,
) -> ScorecardView:
    raise NotImplementedError


def submit_scorecard(session: Session, *, actor: Actor, interview_id: int, version: int, now: dt.datetime) -> ScorecardView:
    raise NotImplementedError
