"""Decisions on an application: by a named person, with a reason, and with what they go against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission, require, require_employer
from hiring.actions.pipeline import put_stage
from hiring.actions.placements import place_subjects, subject_of
from hiring.actions.profiles import read_subject
from hiring.actions.reveals import require_revealed
from hiring.actions.texts import TEXT, check_given, check_lengths, check_version, clean_text, refuse
from hiring.domain.debrief import Outcome, Override, overridden
from hiring.domain.pipeline import DeclineReason, Pipeline, build_pipeline, stage_after
from hiring.domain.rubric import Rubric
from hiring.errors import Problem
from hiring.storage.applications import lock_applications
from hiring.storage.interview_tables import DecisionRow
from hiring.storage.rows import touch, write_rows
from hiring.storage.rulings import DECISION, Ruling
from hiring.storage.tables import ApplicationRow

WITHOUT_REVEAL = (Outcome.DECLINE, Outcome.KEEP, Outcome.ADVANCE)
"""What may be decided on facts alone, before anything is rated or revealed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`level` for another level only; `overrides` are what the method said and the decision goes against."""

    outcome: Outcome
    level: str | None
    reason: str
    overrides: tuple[Override, ...]
    decided_by_name: str
    at: dt.datetime


def decide(
    session: Session,
    *,
    actor: Actor,
    application_id: int,
    version: int,
    outcome: str,
    level: str | None = None,
    reason: str,
    decline_reason: str = DeclineReason.OTHER,
    now: dt.datetime,
) -> int:
    """Keeps the decision beside earlier ones; its id. The last one is the one in force.

    It moves the application to the stage it leads to; `decline_reason`, one of the list, counts for a decline only. What the
    decision goes against is kept with it; of ratings that the actor may not see yet, nothing is. Raises Invalid for an
    unknown outcome or level and a missing reason; Conflict("not_revealed") for an offer or another level before the reveal.
    """
    permission = Permission.DECIDE
    require(actor, permission)
    lock_applications(session, (application_id,))
    found, position = read_subject(session, application_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="application", identity=application_id)
    check_version(version, found[0].version)
    why = clean_text(reason)
    refuse(
        [
            *_check(position.rubric, outcome, level, decline_reason),
            *check_given("reason_missing", "reason", why),
            *check_lengths(TEXT, reason=why),
        ]
    )
    chosen = Outcome(outcome)
    target = level if chosen is Outcome.OTHER_LEVEL else None
    against: tuple[Override, ...] = ()
    if found[0].revealed_at is not None or chosen not in WITHOUT_REVEAL:
        require_revealed(session, actor, (found,))
        placement = place_subjects(session, [subject_of(found)], {application_id: position.profile})[application_id]
        against = overridden(placement, chosen, target)
    row = DecisionRow(
        application_id=application_id,
        outcome=chosen.value,
        level=target,
        reason=why,
        overrides=[{"what": item.what, "said": item.said} for item in against],
        decided_by=actor.account_id,
        at=now,
    )
    session.add(row)
    detail = {"outcome": chosen.value, **_move(found[0], build_pipeline(position.stages), chosen, decline_reason, now)}
    write_rows(session)
    record(
        session, actor=actor, action="decide", object_kind="application", object_id=application_id, detail=detail, now=now
    )
    return row.id


def decisions_of(rulings: Iterable[Ruling]) -> tuple[Decision, ...]:
    """The decisions among what was ruled about one application, the newest first."""
    made = [item for item in rulings if item.kind == DECISION]
    return tuple(
        Decision(
            outcome=Outcome(item.key),
            level=item.level,
            reason=item.reason,
            overrides=tuple(Override(part["what"], part["said"]) for part in item.overrides),
            decided_by_name=item.account_name,
            at=item.at,
        )
        for item in reversed(made)
    )


def _move(
    row: ApplicationRow, pipeline: Pipeline, outcome: Outcome, decline_reason: str, now: dt.datetime
) -> dict[str, str]:
    """To the stage that the decision leads to; what the event says of that."""
    stage = stage_after(pipeline, row.stage, outcome)
    if stage == row.stage and outcome is not Outcome.DECLINE:
        touch(row, "stage")
        return {}
    return put_stage(row, stage, now, reason=decline_reason)


def _check(rubric: Rubric, outcome: str, level: str | None, decline_reason: str) -> list[Problem]:
    if outcome not in list(Outcome):
        return [Problem("outcome_unknown", "outcome")]
    if outcome == Outcome.DECLINE and decline_reason not in list(DeclineReason):
        return [Problem("decline_reason_missing", "decline_reason")]
    levels = [item.id for item in rubric.levels]
    if outcome == Outcome.OTHER_LEVEL and level not in levels:
        return [Problem("level_unknown", "level", {"level": level or "", "known": ", ".join(levels)})]
    return []
