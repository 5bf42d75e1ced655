"""Documents: what a client or a candidate is sent, frozen when it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.paging import Page
from hiring.actions.permissions import Actor
from hiring.actions.positions import Position
from hiring.domain.comparison import Comparison
from hiring.errors import Problem
from hiring.files import Files


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`kind` is `profile` or `comparison`."""

    id: int
    number: str
    kind: str
    locale: str
    created_at: dt.datetime
    created_by_name: str | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """`comparison` None: `refused` says why there is none. `application_ids` by the name used in the comparison."""

    position: Position
    comparison: Comparison | None
    application_ids: Mapping[str, int]
    refused: tuple[Problem, ...]


def get_comparison(session: Session, *, actor: Actor, position_id: int) -> ComparisonView:
    raise NotImplementedError


def make_profile_document(session: Session, *, actor: Actor, application_id: int, locale: str, now: dt.datetime) -> int:
    raise NotImplementedError


def make_comparison_document(session: Session, *, actor: Actor, position_id: int, locale: str, now: dt.datetime) -> int:
    raise NotImplementedError


def read_document(session: Session, files: Files, *, actor: Actor, document_id: int) -> tuple[str, bytes]:
    raise NotImplementedError


def list_documents(session: Session, *, actor: Actor, page: int = 1) -> Page[DocumentLine]:
    raise NotImplementedError
