"""Documents: what a client or a candidate is sent, frozen when it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.comparisons import ComparisonView as ComparisonView
from hiring.actions.comparisons import get_comparison as get_comparison
from hiring.actions.drawings import draw, drawing_key, file_name, freeze_comparison, freeze_profile
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, employer_scope, require, require_employer
from hiring.actions.placements import place_subjects, subject_of
from hiring.actions.profiles import read_held_position
from hiring.actions.texts import refuse
from hiring.domain.rubric import fingerprint
from hiring.errors import Conflict, NotFound, Problem
from hiring.files import Files
from hiring.language import LOCALES
from hiring.storage.applications import find_subject, list_subjects
from hiring.storage.documents import (
    DocumentRecord,
    add_document,
    find_same_document,
    list_documents_about,
    next_ordinal,
    slice_documents,
)
from hiring.storage.interviews import list_open_seats
from hiring.storage.rows import PAGE_SIZE, find_row
from hiring.storage.tables import DocumentRow

PREFIXES = {("profile", "ru"): "КП", ("profile", "en"): "CP", ("comparison", "ru"): "СК", ("comparison", "en"): "CC"}
"""What a document's number begins with: the kind in its language."""
TRIES = 5
"""How often a number is taken anew when somebody else took it first."""


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
class _Draft:
    """A document before it has a number; `freeze` gives what it says under one."""

    kind: str
    about: str
    about_id: int
    employer_id: int
    locale: str
    candidate_ids: tuple[int, ...]
    freeze: Callable[[str], dict[str, Any]]


def make_profile_document(session: Session, *, actor: Actor, application_id: int, locale: str, now: dt.datetime) -> int:
    """The profile of one candidate as known now. The same said again on the same day is the same document: its id.

    Raises Conflict("own_scorecard_open") while the actor owes a scorecard of this candidate.
    """
    require(actor, Permission.MAKE_DOCUMENTS)
    _check_locale(locale)
    found = find_subject(session, application_id)
    if found is None:
        raise NotFound("application", application_id)
    if list_open_seats(session, account_id=actor.account_id, application_ids=(application_id,)):
        raise Conflict("own_scorecard_open", where=found[1].name)
    position = read_held_position(session, found[0])
    subject = subject_of(found)
    placement = place_subjects(session, (subject,), {application_id: position.profile})[application_id]

    def freeze(number: str) -> dict[str, Any]:
        name, today = subject.name, now.date()
        return freeze_profile(placement, name=name, position=position, number=number, locale=locale, today=today)

    people = (subject.candidate_id,)
    draft = _Draft("profile", "application", application_id, position.employer_id, locale, people, freeze)
    return _keep(session, actor, draft, now)


def make_comparison_document(session: Session, *, actor: Actor, position_id: int, locale: str, now: dt.datetime) -> int:
    """As `make_profile_document`. Raises Invalid with what `get_comparison` is refused for."""
    require(actor, Permission.MAKE_DOCUMENTS)
    _check_locale(locale)
    view = get_comparison(session, actor=actor, position_id=position_id)
    refuse(view.refused)
    comparison, position = view.comparison, view.position
    assert comparison is not None

    def freeze(number: str) -> dict[str, Any]:
        return freeze_comparison(comparison, position=position, number=number, locale=locale, today=now.date())

    compared = list_subjects(session, application_ids=list(view.application_ids.values()))
    people = tuple(candidate.id for _, candidate in compared)
    draft = _Draft("comparison", "position", position_id, position.employer_id, locale, people, freeze)
    return _keep(session, actor, draft, now)


def read_document(session: Session, files: Files, *, actor: Actor, document_id: int) -> tuple[str, bytes]:
    """File name and bytes; drawn at the first reading and from then on the very same file."""
    employer_scope(actor, Permission.READ_DOCUMENTS)
    row = find_row(session, DocumentRow, document_id)
    if row is None:
        raise NotFound("document", document_id)
    permission = Permission.READ_DOCUMENTS
    require_employer(actor, permission, employer_id=row.employer_id, kind="document", identity=document_id)
    key = drawing_key(row.snapshot)
    content = files.read(key)
    if content is None:
        content = draw(row.kind, row.snapshot)
        files.write(key, content)
    return file_name(row.number, row.kind, row.snapshot), content


def list_documents(session: Session, *, actor: Actor, page: int = 1) -> Page[DocumentLine]:
    """Newest first."""
    only = employer_scope(actor, Permission.READ_DOCUMENTS)
    found = slice_documents(session, employer_id=only, number=page)
    return Page(tuple(_line(row) for row in found.rows), found.number, PAGE_SIZE, found.total)


def list_documents_of(session: Session, about: str, about_id: int) -> tuple[DocumentLine, ...]:
    """About an `application` or a `position` that the caller has found to be in the actor's reach; newest first."""
    return tuple(_line(row) for row in list_documents_about(session, about, about_id))


def _line(row: DocumentRecord) -> DocumentLine:
    return DocumentLine(*row)


def _check_locale(locale: str) -> None:
    refuse([] if locale in LOCALES else [Problem("locale_unknown", "locale")])


def _keep(session: Session, actor: Actor, draft: _Draft, now: dt.datetime) -> int:
    """Its number does not count among what a document says: with another one it would still be the same."""
    mark = fingerprint(draft.freeze(""))
    same = find_same_document(session, about=draft.about, about_id=draft.about_id, fingerprint=mark)
    if same is not None:
        return same
    row = _add_numbered(session, actor, draft, mark, now)
    action, detail = f"make_{draft.kind}_document", {"number": row.number, draft.about: draft.about_id}
    record(session, actor=actor, action=action, object_kind="document", object_id=row.id, detail=detail, now=now)
    return row.id


def _add_numbered(session: Session, actor: Actor, draft: _Draft, mark: str, now: dt.datetime) -> DocumentRow:
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
