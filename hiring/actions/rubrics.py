"""Rubrics in use: each version is stored whole, once, and never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor
from hiring.domain.rubric import Rubric
from hiring.domain.text import Text


@dataclass(frozen=True, slots=True)
class RubricSummary:
    """`id` is the stored version's own number (`rubric_row_id` elsewhere); `levels` and `competencies` are counts."""

    id: int
    rubric_id: str
    version: str
    title: Text
    content: str
    structure: str
    levels: int
    competencies: int
    created_at: dt.datetime


def import_rubric(session: Session, *, document: Mapping[str, Any], now: dt.datetime) -> int:
    raise NotImplementedError


def list_rubrics(session: Session, *, actor: Actor) -> tuple[RubricSummary, ...]:
    raise NotImplementedError


def newest_rubric_choices(session: Session, *, actor: Actor) -> tuple[RubricSummary, ...]:
    raise NotImplementedError


def get_rubric(session: Session, *, actor: Actor, rubric_row_id: int) -> Rubric:
    raise NotImplementedError
