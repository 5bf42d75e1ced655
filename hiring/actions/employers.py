"""Employers: the organisations that positions belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.paging import Page
from hiring.actions.permissions import Actor


@dataclass(frozen=True, slots=True)
class Employer:
    id: int
    name: str
    industry: str
    notes: str
    version: int
    open_positions: int


def list_employers(session: Session, *, actor: Actor, search: str = "", page: int = 1) -> Page[Employer]:
    raise NotImplementedError


def list_employer_choices(session: Session, *, actor: Actor) -> tuple[tuple[int, str], ...]:
    raise NotImplementedError


def get_employer(session: Session, *, actor: Actor, employer_id: int) -> Employer:
    raise NotImplementedError


def create_employer(session: Session, *, actor: Actor, name: str, industry: str, notes: str, now: dt.datetime) -> int:
    raise NotImplementedError


def change_employer(
    session: Session,
    *,
    actor: Actor,
    employer_id: int,
    version: int,
    name: str,
    industry: str,
    notes: str,
    now: dt.datetime,
) -> None:
    raise NotImplementedError
