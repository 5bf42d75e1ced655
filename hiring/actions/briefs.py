"""The order to an agency, the vacancy text and the preview of the role: what a position's profile becomes outside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.drawings import freeze_brief
from hiring.actions.numbering import DocumentDraft, check_locale, keep_document
from hiring.actions.permissions import Actor, Permission
from hiring.actions.profiles import Position, reach_position
from hiring.actions.reports import DocumentLine, list_documents_of
from hiring.actions.texts import refuse
from hiring.domain.completeness import missing_answers
from hiring.domain.restricted import RestrictedUse, find_restricted
from hiring.domain.warnings import employer_texts
from hiring.errors import Problem
from hiring.pdf import BriefDocument
from hiring.storage.approvals import list_approval_records
from hiring.storage.positions import list_profile_records
from hiring.wording.vacancy import PlainText, VacancyFacts, find_refused, preview_text, vacancy_text

MOST_VERSIONS = 6
"""Versions told in an order, the newest ones."""


@dataclass(frozen=True, slots=True)
class BriefView:
    """`missing` are mandatory answers, `refused` forbidden criteria: with either no order is made. `brief`: what it says."""

    position: Position
    missing: tuple[str, ...]
    refused: tuple[RestrictedUse, ...]
    brief: BriefDocument
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """`text` is None while answers are missing or it would ask for something forbidden."""

    position: Position
    missing: tuple[str, ...]
    refused: tuple[RestrictedUse, ...]
    text: PlainText | None


def get_brief(session: Session, *, actor: Actor, position_id: int, locale: str, now: dt.datetime) -> BriefView:
    """The order by the profile in force as it stands today, and those made before; newest first."""
    check_locale(locale)
    position = reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    snapshot = _freeze(session, position, "", locale, now)
    made = tuple(line for line in list_documents_of(session, "position", position_id) if line.kind == "brief")
    return BriefView(position, _missing(position), _refused(position), BriefDocument.from_snapshot(snapshot), made)


def make_brief(session: Session, *, actor: Actor, position_id: int, locale: str, now: dt.datetime) -> int:
    """The order as a document: its id. The same said again on the same day is the same document.

    Raises Invalid("answers_missing") while a mandatory question is open and Invalid("restricted") for each forbidden
    criterion in the employer's words.
    """
    position = reach_position(session, actor, Permission.MAKE_BRIEFS, position_id)
    check_locale(locale)
    missing = _missing(position)
    problems = [Problem("answers_missing", "", {"count": len(missing)})] if missing else []
    refuse([*problems, *(Problem("restricted", "", {"use": use}) for use in _refused(position))])

    def freeze(number: str) -> dict[str, object]:
        return _freeze(session, position, number, locale, now)

    draft = DocumentDraft("brief", "position", position_id, position.employer_id, locale, (), freeze)
    return keep_document(session, actor=actor, draft=draft, now=now)


def get_vacancy(session: Session, *, actor: Actor, position_id: int, locale: str) -> TextView:
    """The vacancy text; none while a mandatory question is open or a forbidden criterion is in it."""
    position, facts = _facts(session, actor, position_id, locale)
    return _view(position, vacancy_text(position.profile, facts, locale))


def get_preview(session: Session, *, actor: Actor, position_id: int, locale: str) -> TextView:
    """The honest preview of the role, under the same conditions."""
    position, facts = _facts(session, actor, position_id, locale)
    return _view(position, preview_text(position.profile, facts, locale))


def _facts(session: Session, actor: Actor, position_id: int, locale: str) -> tuple[Position, VacancyFacts]:
    check_locale(locale)
    position = reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    return position, VacancyFacts(position.title, position.employer_name, position.location)


def _view(position: Position, text: PlainText) -> TextView:
    missing, refused = _missing(position), find_refused(text)
    return TextView(position, missing, refused, None if missing or refused else text)


def _missing(position: Position) -> tuple[str, ...]:
    profile = position.profile
    return missing_answers(position.rubric, profile.answers, profile.level_sought)


def _refused(position: Position) -> tuple[RestrictedUse, ...]:
    """Forbidden criteria in anything the employer wrote, the title too."""
    written = [position.title, position.location, *position.profile.reasons.values()]
    written += [text for _, text in employer_texts(position.profile)]
    return tuple(use for text in written for use in find_restricted(text))


def _freeze(session: Session, position: Position, number: str, locale: str, now: dt.datetime) -> dict[str, object]:
    versions = [(row[0], row[4].date(), row[2]) for row in list_profile_records(session, position.id)]
    approved = [record for record in list_approval_records(session, position.id) if record[0] == position.profile_number]
    approvals = [
        (moment.date(), on_behalf_of or name, name if on_behalf_of else "", note)
        for _, name, on_behalf_of, note, moment in approved
    ]
    return freeze_brief(
        position, versions=versions[:MOST_VERSIONS], approvals=approvals, number=number, locale=locale, today=now.date()
    )
