"""The kit of one interview: which questions are asked, and who on its panel rates what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.interviews import NOT_STARTED, fit_focus, fit_questions, lock_application_of, reach_interview
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.texts import check_version, refuse
from hiring.errors import Conflict, Problem
from hiring.storage.interviews import set_focus
from hiring.storage.rows import find_row, set_values, touch
from hiring.storage.tables import InterviewRow


def change_kit(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    questions: Mapping[str, tuple[str, ...]],
    focus: Mapping[int, tuple[str, ...]],
    now: dt.datetime,
) -> None:
    """`questions` by competency, none for all of its own; `focus` by account, of those who are not named it stays.

    Raises Invalid("focus_empty") for somebody with nothing to rate, and once a scorecard exists, be it a draft,
    Conflict("kit_in_use") for other questions and Conflict("rater_has_scorecard") for another part of its writer.
    """
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_application_of(session, interview_id)
    interview = reach_interview(session, actor, Permission.MANAGE_INTERVIEWS, interview_id)
    row = find_row(session, InterviewRow, interview_id)
    assert row is not None
    check_version(version, row.version)
    seats = {member.account_id: member for member in interview.panel if member.account_id in focus}
    refuse(Problem("focus_empty", f"focus.{account}") for account in seats if not set(focus[account]) & set(row.kit))
    asked = fit_questions(interview.profile, row.kit, questions)
    begun = [member for member in interview.panel if member.state != NOT_STARTED]
    if begun and asked != row.questions:
        raise Conflict("kit_in_use")
    parts = {account: fit_focus(row.kit, focus[account]) for account in seats}
    if any(parts.get(member.account_id, list(member.focus)) != list(member.focus) for member in begun):
        raise Conflict("rater_has_scorecard")
    changed = ["focus"] if set_focus(session, interview_id, parts) else []
    changed += set_values(row, {"questions": asked})
    if changed:
        touch(row, "title")
        detail = {"changed": changed}
        record(
            session,
            actor=actor,
            action="change_kit",
            object_kind="interview",
            object_id=row.id,
            detail=detail,
            now=now,
        )
