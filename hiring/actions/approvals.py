"""The employer's word on the profile: this version is what we look for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission, Role
from hiring.actions.profiles import lock_position, reach_position, read_position
from hiring.actions.texts import LINE, TEXT, check_given, check_lengths, clean_line, clean_text, refuse
from hiring.domain.completeness import missing_answers
from hiring.errors import Conflict, Problem
from hiring.storage.approvals import find_approval, list_approval_records
from hiring.storage.tables import ApprovalRow


@dataclass(frozen=True, slots=True)
class Approval:
    """`number` is the version approved. `on_behalf_of` empty: the account's own word, else whose word it took down."""

    number: int
    account_name: str
    on_behalf_of: str
    note: str
    at: dt.datetime


def approve_profile(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    number: int,
    on_behalf_of: str = "",
    note: str = "",
    now: dt.datetime,
) -> None:
    """Records the approval of the version in force. The same approval again, as by a double click, changes nothing.

    A hiring manager approves in person; anybody else says whose word it is. Raises Conflict("stale") for another version
    than the one in force, and Invalid("answers_missing") while a mandatory question of it is open.
    """
    lock_position(session, actor, Permission.APPROVE_PROFILES, position_id)
    position = read_position(session, position_id)
    if number != position.profile_number:
        raise Conflict("stale")
    whose, words = ("" if actor.role is Role.HIRING_MANAGER else clean_line(on_behalf_of)), clean_text(note)
    profile = position.profile
    missing = missing_answers(position.rubric, profile.answers, profile.level_sought)
    problems = check_lengths(LINE, on_behalf_of=whose) + check_lengths(TEXT, note=words)
    if actor.role is not Role.HIRING_MANAGER:
        problems += check_given("on_behalf_of_missing", "on_behalf_of", whose)
    if missing:
        problems.append(Problem("answers_missing", "", {"count": len(missing)}))
    refuse(problems)
    same = {"position_id": position_id, "number": number, "account_id": actor.account_id, "on_behalf_of": whose}
    if find_approval(session, same) is not None:
        return
    session.add(ApprovalRow(**same, note=words, at=now))
    detail = {"number": number}
    record(
        session, actor=actor, action="approve_profile", object_kind="position", object_id=position_id, detail=detail, now=now
    )


def list_approvals(session: Session, *, actor: Actor, position_id: int) -> tuple[Approval, ...]:
    """Of every version, newest first."""
    reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    return tuple(Approval(*found) for found in list_approval_records(session, position_id))
