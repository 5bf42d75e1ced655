"""Interviews: a session of an application, with its kit of competencies and its panel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.paging import Page
from hiring.actions.permissions import Actor
from hiring.domain.profile import Profile
from hiring.domain.rubric import Rubric


@dataclass(frozen=True, slots=True)
class PanelMember:
    """`state` is `not started`, `draft` or `submitted`; `rated` of `total` competencies are answered."""

    account_id: int
    name: str
    state: str
    rated: int
    total: int


@dataclass(frozen=True, slots=True)
class InterviewLine:
    id: int
    title: str
    scheduled_at: dt.datetime | None
    application_id: int
    candidate_name: str
    position_title: str
    employer_name: str
    panel: tuple[PanelMember, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """`kit` names the competencies in the order they are asked; `work_samples` those whose rating rests on one."""

    id: int
    title: str
    scheduled_at: dt.datetime | None
    place: str
    application_id: int
    candidate_name: str
    position_title: str
    employer_name: str
    level_sought: str
    rubric: Rubric
    profile: Profile
    kit: tuple[str, ...]
    work_samples: frozenset[str]
    panel: tuple[PanelMember, ...]
    version: int


def list_interviews(session: Session, *, actor: Actor, mine: bool = False, page: int = 1) -> Page[InterviewLine]:
    raise NotImplementedError


def get_interview(session: Session, *, actor: Actor, interview_id: int) -> Interview:
    raise NotImplementedError


def create_interview(
    session: Session,
    *,
    actor: Actor,
    application_id: int,
    title: str,
    scheduled_at: dt.datetime | None,
    place: str,
    kit: tuple[str, ...],
    work_samples: tuple[str, ...],
    panel: tuple[int, ...],
    now: dt.datetime,
) -> int:
    raise NotImplementedError


def change_interview(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    title: str,
    scheduled_at: dt.datetime | None,
    place: str,
    kit: tuple[str, ...],
    work_samples: tuple[str, ...],
    panel: tuple[int, ...],
    now: dt.datetime,
) -> None:
    raise NotImplementedError


def panel_choices(session: Session, *, actor: Actor) -> tuple[tuple[int, str], ...]:
    """Active accounts by name."""
    raise NotImplementedError
