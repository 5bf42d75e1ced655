"""Keeping a frozen document under a number that runs through the year; what was said already is kept once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor
from hiring.actions.texts import refuse
from hiring.domain.rubric import fingerprint
from hiring.errors import Conflict, Problem
from hiring.language import LOCALES
from hiring.storage.documents import add_document, find_same_document, next_ordinal
from hiring.storage.tables import DocumentRow

PREFIXES = {
    ("profile", "ru"): "КП",
    ("profile", "en"): "CP",
    ("comparison", "ru"): "СК",
    ("comparison", "en"): "CC",
    ("brief", "ru"): "ЗП",
    ("brief", "en"): "SO",
}
"""What a document's number begins with: the kind in its language."""
TRIES = 5
"""How often a number is taken anew when somebody else took it first."""


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document before it has a number; `freeze` gives what it says under one."""

    kind: str
    about: str
    about_id: int
    employer_id: int
    locale: str
    candidate_ids: tuple[int, ...]
    freeze: Callable[[str], dict[str, Any]]


def check_locale(locale: str) -> None:
    """Raises Invalid("locale_unknown")."""
    refuse([] if locale in LOCALES else [Problem("locale_unknown", "locale")])


def keep_document(session: Session, *, actor: Actor, draft: DocumentDraft, now: dt.datetime) -> int:
    """Its number does not count among what a document says: with another one it would still be the same."""
    mark = fingerprint(draft.freeze(""))
    same = find_same_document(session, about=draft.about, about_id=draft.about_id, fingerprint=mark)
    if same is not None:
        return same
    row = _add_numbered(session, actor, draft, mark, now)
    action, detail = f"make_{draft.kind}_document", {"number": row.number, draft.about: draft.about_id}
    record(session, actor=actor, action=action, object_kind="document", object_id=row.id, detail=detail, now=now)
    return row.id


def _add_numbered(session: Session, actor: Actor, draft: DocumentDraft, mark: str, now: dt.datetime) -> DocumentRow:
    for _ in range(TRIES):
        ordinal = next_ordinal(session, now.year)
        number = f"{PREFIXES[draft.kind, draft.locale]}-{now.year}-{ordinal:04}"
        row = DocumentRow(
            year=now.year,
            ordinal=ordinal,
            number=number,
            kind=draft.kind,
            about=draft.about,
            about_id=draft.about_id,
            employer_id=draft.employer_id,
            locale=draft.locale,
            snapshot=draft.freeze(number),
            fingerprint=mark,
            created_by=actor.account_id,
            created_at=now,
        )
        if add_document(session, row, draft.candidate_ids):
            return row
    raise Conflict("stale")
