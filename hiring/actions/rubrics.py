"""Rubrics in use: each version is stored whole, once, and never changes."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission, require
from hiring.domain.rubric import Rubric, fingerprint
from hiring.domain.text import Text
from hiring.errors import NotFound
from hiring.rubric_files import rubric_from_document
from hiring.storage.rows import add_row
from hiring.storage.rubrics import (
    Heading,
    find_by_content,
    find_content,
    list_headings,
    newest_of_each,
    read_documents,
)
from hiring.storage.tables import RubricRow

MOST_LOADED = 32


@dataclass(frozen=True, slots=True)
class RubricSummary:
    """`id` is the stored version's own number (`rubric_row_id` elsewhere); `levels` and `competencies` are counts."""

    id: int
    version: str
    title: Text
    content: str
    levels: int
    competencies: int
    created_at: dt.datetime


class _Loaded:
    """The rubrics read last, by content fingerprint: what a fingerprint stands for never changes."""

    def __init__(self, most: int) -> None:
        self._most, self._kept, self._lock = most, OrderedDict[str, Rubric](), Lock()

    def find(self, contents: Collection[str]) -> dict[str, Rubric]:
        with self._lock:
            found = {content: self._kept[content] for content in contents if content in self._kept}
            for content in found:
                self._kept.move_to_end(content)
            return found

    def keep(self, content: str, rubric: Rubric) -> None:
        with self._lock:
            self._kept[content] = rubric
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


_LOADED = _Loaded(MOST_LOADED)


def import_rubric(session: Session, *, document: Mapping[str, Any], now: dt.datetime) -> int:
    """The row id of the stored version; stores it only when its content is new."""
    content = fingerprint(document)
    known = find_by_content(session, content)
    if known is not None:
        return known
    rubric = _LOADED.find((content,)).get(content) or rubric_from_document(document)
    row = RubricRow(
        rubric_id=rubric.id,
        version=rubric.version,
        content=rubric.content,
        structure=rubric.structure,
        document=dict(document),
        created_at=now,
    )
    if not add_row(session, row):
        return _get_by_content(session, rubric.content)
    detail = {"rubric": rubric.id, "version": rubric.version}
    record(session, actor=None, action="import_rubric", object_kind="rubric", object_id=row.id, detail=detail, now=now)
    return row.id


def list_rubrics(session: Session, *, actor: Actor) -> tuple[RubricSummary, ...]:
    """Every stored version, newest first."""
    require(actor, Permission.READ_RUBRICS)
    headings = list_headings(session)
    rubrics = load_rubrics(session, {heading.content for heading in headings})
    return tuple(_summary(heading, rubrics[heading.content]) for heading in headings)


def newest_rubric_choices(session: Session, *, actor: Actor) -> tuple[RubricSummary, ...]:
    """The newest version of each rubric."""
    require(actor, Permission.READ_RUBRICS)
    return tuple(_summary(heading, rubric) for heading, rubric in _newest(session))


def get_rubric(session: Session, *, actor: Actor, rubric_row_id: int) -> Rubric:
    require(actor, Permission.READ_RUBRICS)
    content = find_content(session, rubric_row_id)
    if content is None:
        raise NotFound("rubric", rubric_row_id)
    return load_rubrics(session, (content,))[content]


def newest_rubrics(session: Session) -> tuple[Rubric, ...]:
    """The newest version of each rubric, whole."""
    return tuple(rubric for _, rubric in _newest(session))


def load_rubrics(session: Session, contents: Collection[str]) -> dict[str, Rubric]:
    """Rubrics by content fingerprint: no query for those read before, one for all others together."""
    found = _LOADED.find(contents)
    missing = set(contents) - set(found)
    for content, document in (read_documents(session, missing) if missing else {}).items():
        found[content] = rubric_from_document(document)
        _LOADED.keep(content, found[content])
    return found


def _newest(session: Session) -> list[tuple[Heading, Rubric]]:
    headings = newest_of_each(session)
    rubrics = load_rubrics(session, {heading.content for heading in headings})
    return [(heading, rubrics[heading.content]) for heading in headings]


def _get_by_content(session: Session, content: str) -> int:
    known = find_by_content(session, content)
    if known is None:
        raise NotFound("rubric", content)
    return known


def _summary(heading: Heading, rubric: Rubric) -> RubricSummary:
    return RubricSummary(
        id=heading.id,
        version=rubric.version,
        title=rubric.title,
        content=rubric.content,
        levels=len(rubric.levels),
        competencies=len(rubric.competencies),
        created_at=heading.created_at,
    )
