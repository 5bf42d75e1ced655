"""Positions and their profiles: what an employer looks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.paging import Page
from hiring.actions.permissions import Actor
from hiring.domain.profile import Adjustment, Profile, Threshold
from hiring.domain.rubric import Rubric
from hiring.domain.text import Text

STATUSES = ("open", "closed")


@dataclass(frozen=True, slots=True)
class PositionLine:
    id: int
    title: str
    employer_id: int
    employer_name: str
    level_sought: str
    level_name: Text
    location: str
    status: str
    applications: int
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Position:
    """`version` locks the position itself; its profile is locked by `profile_number`."""

    id: int
    title: str
    employer_id: int
    employer_name: str
    location: str
    status: str
    version: int
    rubric_row_id: int
    rubric: Rubric
    profile: Profile
    profile_number: int
    profile_reason: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ProfileVersion:
    number: int
    level_sought: str
    reason: str
    created_by_name: str | None
    created_at: dt.datetime


def list_positions(
    session: Session,
    *,
    actor: Actor,
    search: str = "",
    employer_id: int | None = None,
    status: str | None = None,
    page: int = 1,
) -> Page[PositionLine]:
    raise NotImplementedError


def get_position(session: Session, *, actor: Actor, position_id: int) -> Position:
    raise NotImplementedError


def create_position(
    session: Session,
    *,
    actor: Actor,
    employer_id: int,
    rubric_row_id: int,
    title: str,
    location: str,
    level_sought: str,
    answers: Mapping[str, object],
    now: dt.datetime,
) -> int:
    raise NotImplementedError


def change_position(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    version: int,
    title: str,
    location: str,
    status: str,
    now: dt.datetime,
) -> None:
    raise NotImplementedError


def change_profile(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    number: int,
    level_sought: str,
    answers: Mapping[str, object],
    adjustments: tuple[Adjustment, ...],
    thresholds: tuple[Threshold, ...],
    reason: str,
    now: dt.datetime,
) -> int:
    raise NotImplementedError


def list_profile_versions(session: Session, *, actor: Actor, position_id: int) -> tuple[ProfileVersion, ...]:
    raise NotImplementedError
