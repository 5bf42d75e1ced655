"""The trail: who did what to what, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.paging import Page
from hiring.actions.permissions import Actor


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`account_name` None: done by the system itself. `action` is the name of the function that did it."""

    at: dt.datetime
    account_name: str | None
    action: str
    object_kind: str
    object_id: int | None
    detail: Mapping[str, object]


def record(
    session: Session,
    *,
    actor: Actor | None,
    action: str,
    object_kind: str,
    object_id: int | None,
    detail: Mapping[str, object],
    now: dt.datetime,
) -> None:
    """Writes the event in the transaction of the change itself."""
    raise NotImplementedError


def list_audit(session: Session, *, actor: Actor, page: int = 1) -> Page[AuditLine]:
    """Newest first."""
    raise NotImplementedError
