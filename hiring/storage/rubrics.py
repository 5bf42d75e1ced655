"""Stored versions of rubrics; their documents are large and read only when asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from hiring.storage.rows import is_id
from hiring.storage.tables import RubricRow

Heading = Row[int, str, str, Any]
"""Row id, rubric id, content fingerprint, moment of storing."""


def list_headings(session: Session) -> Sequence[Heading]:
    """Newest first."""
    columns = (RubricRow.id, RubricRow.rubric_id, RubricRow.content, RubricRow.created_at)
    return session.execute(select(*columns).order_by(RubricRow.id.desc())).all()


def newest_of_each(session: Session) -> Sequence[Heading]:
    """The version of each rubric that was stored last, by rubric id."""
    newest = select(func.max(RubricRow.id)).group_by(RubricRow.rubric_id)
    columns = (RubricRow.id, RubricRow.rubric_id, RubricRow.content, RubricRow.created_at)
    return session.execute(select(*columns).where(RubricRow.id.in_(newest)).order_by(RubricRow.rubric_id)).all()


def find_content(session: Session, rubric_row_id: int) -> str | None:
    """The content fingerprint of a stored version."""
    if not is_id(rubric_row_id):
        return None
    return session.scalar(select(RubricRow.content).where(RubricRow.id == rubric_row_id))


def find_by_content(session: Session, content: str) -> int | None:
    return session.scalar(select(RubricRow.id).where(RubricRow.content == content))


def read_documents(session: Session, contents: Collection[str]) -> dict[str, dict[str, Any]]:
    """Whole documents by content fingerprint."""
    statement = select(RubricRow.content, RubricRow.document).where(RubricRow.content.in_(contents))
    return {row.content: row.document for row in session.execute(statement)}
