"""Candidates: people, what is known of them, and the numbers they claim."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from hiring.actions.answers import check_answers
from hiring.actions.application_lines import ApplicationLine, application_lines
from hiring.actions.audit import record
from hiring.actions.drawings import drawing_key
from hiring.actions.figure_checks import check_figures, list_asked_figures, names_of
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.placements import refresh_summaries
from hiring.actions.rubrics import newest_rubrics
from hiring.actions.texts import (
    LINE,
    TEXT,
    check_email,
    check_given,
    check_lengths,
    check_version,
    clean_email,
    clean_line,
    clean_text,
    refuse,
)
from hiring.domain.figures import FigureClaim
from hiring.domain.own_figures import is_own
from hiring.domain.questions import Field
from hiring.errors import NotFound, Problem
from hiring.storage.applications import ids_of_candidate, list_line_records
from hiring.storage.candidates import list_claims, replace_claims, slice_candidates
from hiring.storage.documents import take_out_documents_of
from hiring.storage.rows import PAGE_SIZE, delete_row, find_row, set_values, touch
from hiring.storage.sorting import sort_key
from hiring.storage.tables import CandidateRow


@dataclass(frozen=True, slots=True)
class CandidateLine:
    id: int
    name: str
    headline: str
    city: str
    applications: int
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """`facts` by fact id; absent: not known."""

    id: int
    name: str
    email: str
    phone: str
    city: str
    headline: str
    notes: str
    facts: Mapping[str, object]
    figures: tuple[FigureClaim, ...]
    version: int
    created_at: dt.datetime
    applications: tuple[ApplicationLine, ...]


def list_candidates(session: Session, *, actor: Actor, search: str = "", page: int = 1) -> Page[CandidateLine]:
    """By name; the search is any part of it, in any letter case."""
    require(actor, Permission.READ_CANDIDATES)
    found = slice_candidates(session, search=clean_line(search), number=page)
    return Page(tuple(CandidateLine(*row) for row in found.rows), found.number, PAGE_SIZE, found.total)


def get_candidate(session: Session, *, actor: Actor, candidate_id: int) -> Candidate:
    require(actor, Permission.READ_CANDIDATES)
    row = _get_row(session, candidate_id)
    return Candidate(
        id=row.id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        city=row.city,
        headline=row.headline,
        notes=row.notes,
        facts=dict(row.facts),
        figures=list_claims(session, (row.id,))[row.id],
        version=row.version,
        created_at=row.created_at,
        applications=application_lines(session, list_line_records(session, candidate_id=row.id), actor),
    )


def create_candidate(
    session: Session,
    *,
    actor: Actor,
    name: str,
    email: str,
    phone: str,
    city: str,
    headline: str,
    notes: str,
    facts: Mapping[str, object],
    now: dt.datetime,
) -> int:
    require(actor, Permission.MANAGE_CANDIDATES)
    values, problems = _checked(name=name, email=email, phone=phone, city=city, headline=headline, notes=notes)
    kept, misfits = check_answers(fact_fields(session), facts, prefix="facts")
    refuse([*problems, *misfits])
    row = CandidateRow(**values, facts=kept, created_at=now)
    session.add(row)
    session.flush()
    record(session, actor=actor, action="create_candidate", object_kind="candidate", object_id=row.id, now=now)
    return row.id


def change_candidate(
    session: Session,
    *,
    actor: Actor,
    candidate_id: int,
    version: int,
    name: str,
    email: str,
    phone: str,
    city: str,
    headline: str,
    notes: str,
    facts: Mapping[str, object],
    now: dt.datetime,
) -> None:
    """Facts that no newest rubric asks for any more stay as they are."""
    row = _lock(session, actor, candidate_id, version)
    values, problems = _checked(name=name, email=email, phone=phone, city=city, headline=headline, notes=notes)
    fields = fact_fields(session)
    kept, misfits = check_answers(fields, facts, prefix="facts")
    refuse([*problems, *misfits])
    asked = {field.id for field in fields}
    unasked = {identity: value for identity, value in row.facts.items() if identity not in asked}
    changed = set_values(row, {**values, "facts": unasked | kept})
    if not changed:
        return
    if "facts" in changed:
        refresh_summaries(session, ids_of_candidate(session, row.id))
    detail = {"changed": changed}
    record(
        session, actor=actor, action="change_candidate", object_kind="candidate", object_id=row.id, detail=detail, now=now
    )


def change_figures(
    session: Session,
    *,
    actor: Actor,
    candidate_id: int,
    version: int,
    figures: tuple[FigureClaim, ...],
    now: dt.datetime,
) -> None:
    """In place of all earlier ones. An own figure of an employer's can be claimed once a position of the candidate names it.

    Raises Invalid with "confidential" for the name of a client or a contact in a text that is new.
    """
    row = _lock(session, actor, candidate_id, version)
    claims = tuple(_cleaned(claim) for claim in figures)
    before = list_claims(session, (row.id,))[row.id]
    named = {
        **{claim.figure: claim.name for claim in before},
        **names_of(list_asked_figures(session, actor=actor, candidate_id=row.id)),
    }
    claims = tuple(replace(claim, name=named.get(claim.figure, "")) if is_own(claim.figure) else claim for claim in claims)
    refuse(check_figures(newest_rubrics(session), claims, before))
    if claims == before:
        return
    replace_claims(session, row.id, claims)
    touch(row, "facts")
    refresh_summaries(session, ids_of_candidate(session, row.id))
    detail = {"figures": [claim.figure for claim in claims]}
    record(session, actor=actor, action="change_figures", object_kind="candidate", object_id=row.id, detail=detail, now=now)


def erase_candidate(
    session: Session, *, actor: Actor, candidate_id: int, version: int, reason: str, now: dt.datetime
) -> tuple[str, ...]:
    """Everything that is known of a person goes; the trail keeps that an erasure happened, and why, without the name.

    The keys of the drawn documents come back: the caller deletes them from the files once the erasure is committed.
    """
    row = _lock(session, actor, candidate_id, version)
    why = clean_text(reason)
    refuse([*check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why)])
    detail = {"reason": without_name(why, row.name)}
    keys = tuple(drawing_key(snapshot) for snapshot in take_out_documents_of(session, row.id))
    delete_row(session, row)
    record(
        session,
        actor=actor,
        action="erase_candidate",
        object_kind="candidate",
        object_id=candidate_id,
        detail=detail,
        now=now,
    )
    return keys


def fact_fields(session: Session) -> tuple[Field, ...]:
    """The facts that the newest rubrics ask of a candidate, each id once."""
    fields: dict[str, Field] = {}
    for rubric in newest_rubrics(session):
        for field in rubric.facts:
            fields.setdefault(field.id, field)
    return tuple(fields.values())


def without_name(text: str, name: str) -> str:
    """The text with dots for every word that begins like a part of the name: Russian names change their endings."""
    stems = [re.escape(part[: max(3, len(part) - 2)]) for part in sort_key(name).split() if len(part) > 1]
    if not stems:
        return text
    pattern = re.compile(rf"(?:{'|'.join(stems)})")
    return "".join("…" if pattern.match(sort_key(word)) else word for word in re.findall(r"\w+|\W+", text, flags=re.UNICODE))


def _get_row(session: Session, candidate_id: int, *, lock: bool = False) -> CandidateRow:
    row = find_row(session, CandidateRow, candidate_id, lock=lock)
    if row is None:
        raise NotFound("candidate", candidate_id)
    return row


def _lock(session: Session, actor: Actor, candidate_id: int, version: int) -> CandidateRow:
    require(actor, Permission.MANAGE_CANDIDATES)
    row = _get_row(session, candidate_id, lock=True)
    check_version(version, row.version)
    return row


def _checked(**typed: str) -> tuple[dict[str, str], list[Problem]]:
    values = {field: clean_line(text) for field, text in typed.items()}
    values["notes"], values["email"] = clean_text(typed["notes"]), clean_email(typed["email"])
    lines = {field: text for field, text in values.items() if field not in ("notes", "email")}
    problems = [
        *check_given("name_missing", "name", values["name"]),
        *check_lengths(LINE, **lines),
        *check_lengths(TEXT, notes=values["notes"]),
    ]
    if values["email"]:
        problems += check_email("email", values["email"])
    return {**values, "sort_key": sort_key(values["name"])}, problems


def _cleaned(claim: FigureClaim) -> FigureClaim:
    return replace(
        claim,
        period=clean_line(claim.period),
        baseline=clean_line(claim.baseline),
        basis=clean_line(claim.basis),
        market_growth=clean_line(claim.market_growth),
        source=clean_line(claim.source),
    )
