"""Documents and whom they speak of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, select
from sqlalchemy.orm import Session

from hiring.storage.applications import SubjectRecord
from hiring.storage.rows import Slice, add_row, slice_rows
from hiring.storage.tables import AccountRow, ApplicationRow, CandidateRow, DocumentCandidateRow, DocumentRow

DocumentRecord = Row[int, str, str, str, Any, str]
"""Id, number, kind, locale, moment of making, and who made it. The snapshot is large and not among them."""


def _documents() -> Select[int, str, str, str, Any, str]:
    return (
        select(
            DocumentRow.id,
            DocumentRow.number,
            DocumentRow.kind,
            DocumentRow.locale,
            DocumentRow.created_at,
            AccountRow.name,
        )
        .outerjoin(AccountRow, AccountRow.id == DocumentRow.created_by)
        .order_by(DocumentRow.id.desc())
    )


def slice_documents(session: Session, *, employer_id: int | None, number: int) -> Slice[int, str, str, str, Any, str]:
    """Newest first; `employer_id` leaves those of one employer."""
    statement = _documents()
    if employer_id is not None:
        statement = statement.where(DocumentRow.employer_id == employer_id)
    return slice_rows(session, statement, number=number)


@cache
def _documents_about() -> Select[int, str, str, str, Any, str]:
    return _documents().where(DocumentRow.about == bindparam("about"), DocumentRow.about_id == bindparam("about_id"))


def list_documents_about(session: Session, about: str, about_id: int) -> Sequence[DocumentRecord]:
    return session.execute(_documents_about(), {"about": about, "about_id": about_id}).all()


def list_subjects_in_document(session: Session, document: DocumentRow) -> Sequence[SubjectRecord]:
    """The applications whose ratings a profile or a comparison holds."""
    about = ApplicationRow.position_id if document.about == "position" else ApplicationRow.id
    statement = (
        select(ApplicationRow, CandidateRow)
        .join(CandidateRow, CandidateRow.id == ApplicationRow.candidate_id)
        .join(DocumentCandidateRow, DocumentCandidateRow.candidate_id == CandidateRow.id)
        .where(DocumentCandidateRow.document_id == document.id, about == document.about_id)
        .order_by(ApplicationRow.id)
    )
    return session.execute(statement).all()


def find_same_document(session: Session, *, about: str, about_id: int, fingerprint: str) -> int | None:
    statement = select(DocumentRow.id).where(
        DocumentRow.about == about, DocumentRow.about_id == about_id, DocumentRow.fingerprint == fingerprint
    )
    return session.scalar(statement.order_by(DocumentRow.id).limit(1))


def next_ordinal(session: Session, year: int) -> int:
    return (session.scalar(select(func.max(DocumentRow.ordinal)).where(DocumentRow.year == year)) or 0) + 1


def add_document(session: Session, document: DocumentRow, candidate_ids: Collection[int]) -> bool:
    """False when somebody took the number first."""
    if not add_row(session, document):
        return False
    session.add_all(DocumentCandidateRow(document_id=document.id, candidate_id=identity) for identity in candidate_ids)
    session.flush()
    return True


def take_out_documents_of(session: Session, candidate_id: int) -> tuple[dict[str, Any], ...]:
    """Deletes every document that speaks of a candidate; their snapshots."""
    about = select(DocumentCandidateRow.document_id).where(DocumentCandidateRow.candidate_id == candidate_id)
    snapshots = tuple(session.scalars(select(DocumentRow.snapshot).where(DocumentRow.id.in_(about))))
    session.execute(delete(DocumentRow).where(DocumentRow.id.in_(about)))
    return snapshots
