"""Documents: what a client or a candidate is sent, frozen when it is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from hiring.actions.comparisons import ComparisonView as ComparisonView
from hiring.actions.comparisons import get_comparison as get_comparison
from hiring.actions.drawings import draw, drawing_key, file_name, freeze_comparison, freeze_profile
from hiring.actions.numbering import DocumentDraft, check_locale, keep_document
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, employer_scope, require, require_employer
from hiring.actions.placements import place_subjects, subject_of
from hiring.actions.profiles import read_subject
from hiring.actions.rating_errors import rating_error_of
from hiring.actions.reveals import require_revealed
from hiring.actions.texts import refuse
from hiring.errors import Conflict, NotFound
from hiring.files import Files
from hiring.storage.applications import list_subjects
from hiring.storage.documents import (
    DocumentRecord,
    list_documents_about,
    list_subjects_in_document,
    slice_documents,
)
from hiring.storage.rows import PAGE_SIZE, find_row
from hiring.storage.tables import DocumentRow

RATED_KINDS = ("profile", "comparison")
"""The kinds of documents that hold ratings."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`kind` is `profile`, `comparison` or `brief`."""

    id: int
    number: str
    kind: str
    locale: str
    created_at: dt.datetime
    created_by_name: str | None


def make_profile_document(session: Session, *, actor: Actor, application_id: int, locale: str, now: dt.datetime) -> int:
    """The profile of one candidate as known now. The same said again on the same day is the same document: its id.

    Raises Conflict("not_revealed") or Conflict("own_scorecard_open") while the actor may not see the ratings.
    """
    require(actor, Permission.MAKE_DOCUMENTS)
    check_locale(locale)
    found, position = read_subject(session, application_id)
    require_revealed(session, actor, (found,))
    subject = subject_of(found)
    placement = place_subjects(session, (subject,), {application_id: position.profile})[application_id]
    error = rating_error_of(session, position.rubric)

    def freeze(number: str) -> dict[str, Any]:
        name, today = subject.name, now.date()
        return freeze_profile(
            placement, name=name, position=position, error=error, number=number, locale=locale, today=today
        )

    people = (subject.candidate_id,)
    draft = DocumentDraft("profile", "application", application_id, position.employer_id, locale, people, freeze)
    return keep_document(session, actor=actor, draft=draft, now=now)


def make_comparison_document(session: Session, *, actor: Actor, position_id: int, locale: str, now: dt.datetime) -> int:
    """As `make_profile_document`, of those who are compared now. Raises Invalid with what `get_comparison` is refused for,
    and Conflict("not_revealed") where fewer than two are revealed while others wait.
    """
    require(actor, Permission.MAKE_DOCUMENTS)
    check_locale(locale)
    view = get_comparison(session, actor=actor, position_id=position_id)
    if view.comparison is None and view.waiting:
        raise Conflict("not_revealed", where=view.waiting[0].name)
    refuse(view.refused)
    comparison, position = view.comparison, view.position
    assert comparison is not None

    def freeze(number: str) -> dict[str, Any]:
        return freeze_comparison(
            comparison, position=position, error=view.error, number=number, locale=locale, today=now.date()
        )

    compared = list_subjects(session, application_ids=list(view.application_ids.values()))
    people = tuple(candidate.id for _, candidate in compared)
    draft = DocumentDraft("comparison", "position", position_id, position.employer_id, locale, people, freeze)
    return keep_document(session, actor=actor, draft=draft, now=now)


def read_document(session: Session, files: Files, *, actor: Actor, document_id: int) -> tuple[str, bytes]:
    """File name and bytes; drawn at the first reading and from then on the very same file.

    Raises Conflict("own_scorecard_open") while the reader owes a scorecard of anybody whose ratings it holds.
    """
    employer_scope(actor, Permission.READ_DOCUMENTS)
    row = find_row(session, DocumentRow, document_id)
    if row is None:
        raise NotFound("document", document_id)
    permission = Permission.READ_DOCUMENTS
    require_employer(actor, permission, employer_id=row.employer_id, kind="document", identity=document_id)
    if row.kind in RATED_KINDS:
        require_revealed(session, actor, list_subjects_in_document(session, row))
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
