"""Remarks on a profile, on one of its topics or on the whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission
from hiring.actions.profiles import reach_position
from hiring.actions.texts import TEXT, check_given, check_lengths, clean_text, refuse
from hiring.errors import NotFound, Problem
from hiring.storage.approvals import list_comment_records
from hiring.storage.tables import CommentRow


@dataclass(frozen=True, slots=True)
class Comment:
    """`number` is the version it is about; `topic` empty: about the whole profile."""

    number: int
    topic: str
    account_name: str
    text: str
    at: dt.datetime


def add_comment(
    session: Session, *, actor: Actor, position_id: int, number: int, text: str, topic: str = "", now: dt.datetime
) -> int:
    """On a version of the profile; the comment's id."""
    position = reach_position(session, actor, Permission.COMMENT_PROFILES, position_id)
    if not 0 < number <= position.profile_number:
        raise NotFound("profile", number)
    words = clean_text(text)
    problems = [*check_given("text_missing", "text", words), *check_lengths(TEXT, text=words)]
    if topic and topic not in [item.id for item in position.rubric.topics]:
        problems.append(Problem("topic_unknown", "topic"))
    refuse(problems)
    row = CommentRow(
        position_id=position_id,
        number=number,
        topic=topic,
        account_id=actor.account_id,
        text=words,
        at=now,
    )
    session.add(row)
    detail = {"number": number, "topic": topic}
    record(session, actor=actor, action="add_comment", object_kind="position", object_id=position_id, detail=detail, now=now)
    return row.id


def list_comments(session: Session, *, actor: Actor, position_id: int) -> tuple[Comment, ...]:
    """Newest first."""
    reach_position(session, actor, Permission.COMMENT_PROFILES, position_id)
    return tuple(Comment(*found) for found in list_comment_records(session, position_id))
