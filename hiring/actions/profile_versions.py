"""A new version of a position's profile, and whom it is held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor
from hiring.actions.placements import refresh_summaries
from hiring.actions.texts import TEXT, check_lengths, clean_text
from hiring.domain.profile import Adjustment, Profile, Threshold, build_profile
from hiring.domain.rubric import Rubric
from hiring.errors import Conflict, Invalid, Problem
from hiring.storage.applications import follow_profile
from hiring.storage.drafts import touch_draft
from hiring.storage.rows import add_row
from hiring.storage.tables import ProfileRow


def put_version(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    number: int,
    profile: Profile,
    reason: str,
    move_scored: bool,
    now: dt.datetime,
) -> None:
    """Puts the profile in force under this number, on a locked position, and sums up anew whom it is held against.

    Candidates who are scored already keep the version they have, unless `move_scored`. Whoever works on a draft is told that
    the profile under it is another one now. Raises Conflict("stale") when the number is taken.
    """
    if not add_row(session, profile_row(position_id, number, profile, reason, actor, now)):
        raise Conflict("stale")
    touch_draft(session, position_id)
    refresh_summaries(session, follow_profile(session, position_id, number=number, move_scored=move_scored))


def profile_row(position_id: int, number: int, profile: Profile, reason: str, actor: Actor, now: dt.datetime) -> ProfileRow:
    return ProfileRow(
        position_id=position_id,
        number=number,
        level_sought=profile.level_sought,
        answers=dict(profile.answers),
        adjustments=[asdict(item) for item in profile.adjustments],
        thresholds=[asdict(item) for item in profile.thresholds],
        reasons=dict(profile.reasons),
        priorities={competency: str(step) for competency, step in profile.priorities.items()},
        reason=reason,
        created_by=actor.account_id,
        created_at=now,
    )


def try_profile(
    rubric: Rubric,
    *,
    level_sought: str,
    answers: Mapping[str, object],
    adjustments: tuple[Adjustment, ...] = (),
    thresholds: tuple[Threshold, ...] = (),
    reasons: Mapping[str, str] | None = None,
    priorities: Mapping[str, str] | None = None,
) -> tuple[Profile, tuple[Problem, ...]]:
    """The profile, or the rubric's own beside every problem, so that all are said at once."""
    try:
        profile = build_profile(
            rubric,
            level_sought=level_sought,
            answers=answers,
            adjustments=adjustments,
            thresholds=thresholds,
            reasons=reasons,
            priorities=priorities,
        )
    except Invalid as error:
        return build_profile(rubric, level_sought=rubric.levels[0].id), error.problems
    return profile, ()


def check_reasons(rubric: Rubric, reasons: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The reasons of requirements as they are kept, by field, without blank ones; a problem `reasons.<field id>` each."""
    known = {field.id for field in rubric.fields}
    cleaned = {field: clean_text(reason) for field, reason in reasons.items()}
    unknown = [Problem("fact_invalid", f"reasons.{field}") for field in cleaned if field not in known]
    long = check_lengths(TEXT, **{f"reasons.{field}": reason for field, reason in cleaned.items()})
    return {field: reason for field, reason in cleaned.items() if reason}, [*unknown, *long]


def agree_on_level(rubric: Rubric, answers: Mapping[str, object], level_sought: str) -> dict[str, object]:
    """The answers, in which a level that is named is the one sought: two different ones could not both be meant."""
    levels = {level.id for level in rubric.levels}
    named = {field.id for field in rubric.fields if field.sets_level and answers.get(field.id) in levels}
    return {**answers, **dict.fromkeys(named, level_sought)}
