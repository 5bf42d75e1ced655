"""Candidates: people, what is known of them, and the numbers they claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.application_lines import ApplicationLine
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor
from hiring.domain.figures import FigureClaim
from hiring.domain.rubric import Field


@dataclass(frozen=True, slots=True)
class CandidateLine:
    id: int
    name: str
    headline: str
    city: str
    applications: int
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """`facts` by fact id; absent: not known."""

    id: int
    name: str
    email: str
    phone: str
    city: str
    headline: str
    notes: str
    facts: Mapping[str, object]
    figures: tuple[FigureClaim, ...]
    version: int
    created_at: dt.datetime
    applications: tuple[ApplicationLine, ...]


def list_candidates(session: Session, *, actor: Actor, search: str = "", page: int = 1) -> Page[CandidateLine]:
    raise NotImplementedError


def get_candidate(session: Session, *, actor: Actor, candidate_id: int) -> Candidate:
    raise NotImplementedError


def create_candidate(
    session: Session,
    *,
    actor: Actor,
    name: str,
    email: str,
    phone: str,
    city: str,
    headline: str,
    notes: str,
    facts: Mapping[str, object],
    now: dt.datetime,
) -> int:
    raise NotImplementedError


def change_candidate(
    session: Session,
    *,
    actor: Actor,
    candidate_id: int,
    version: int,
    name: str,
    email: str,
    phone: str,
    city: str,
    headline: str,
    notes: str,
    facts: Mapping[str, object],
    now: dt.datetime,
) -> None:
    raise NotImplementedError


def change_figures(
    session: Session,
    *,
    actor: Actor,
    candidate_id: int,
    version: int,
    figures: tuple[FigureClaim, ...],
    now: dt.datetime,
) -> None:
    raise NotImplementedError


def erase_candidate(
    session: Session, *, actor: Actor, candidate_id: int, version: int, reason: str, now: dt.datetime
) -> tuple[str, ...]:
    """The keys of the drawn documents, which the caller deletes from the files once the erasure is committed."""
    raise NotImplementedError


def fact_fields(session: Session) -> tuple[Field, ...]:
    """The facts that the newest rubrics ask of a candidate, each id once."""
    raise NotImplementedError
