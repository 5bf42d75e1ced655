"""The guided questions to an employer: saved topic by topic as a draft, then adopted as the next version of the profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from sqlalchemy.orm import Session

from hiring.actions.answers import check_answers
from hiring.actions.audit import record
from hiring.actions.drafts import PRIORITIES, Wanted, difference, lay_over, profile_wanted, read_intake
from hiring.actions.drafts import Draft as Draft
from hiring.actions.drafts import Intake as Intake
from hiring.actions.intake_previews import Replacement as Replacement
from hiring.actions.intake_previews import preview_answers as preview_answers
from hiring.actions.intake_previews import preview_draft as preview_draft
from hiring.actions.lawful_texts import check_lawful
from hiring.actions.permissions import Actor, Permission
from hiring.actions.profile_versions import check_reasons, put_version
from hiring.actions.profiles import lock_position, reach_position, read_position
from hiring.actions.texts import TEXT, check_given, check_lengths, check_version, clean_text, refuse
from hiring.errors import Problem
from hiring.storage.drafts import find_draft_record, write_draft
from hiring.storage.tables import ProfileDraftRow


def get_intake(session: Session, *, actor: Actor, position_id: int) -> Intake:
    return read_intake(session, reach_position(session, actor, Permission.MANAGE_POSITIONS, position_id))


def save_topic(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    version: int,
    answers: Mapping[str, object],
    reasons: Mapping[str, str],
    now: dt.datetime,
) -> int:
    """Keeps the answers and reasons given, and leaves all others as they are; the draft's new version.

    An empty answer takes the earlier one back. What is kept already is kept, whatever version the sender saw: a repeated
    message is no conflict. Nothing is demanded: an open question never keeps others from being saved. Raises
    Conflict("stale") when the draft or the profile was changed elsewhere, and Invalid with every misfit and every criterion
    that the law forbids, at `answers.<id>` or `reasons.<id>`.
    """
    intake = _lock(session, actor, position_id)
    kept, misfits = check_answers(intake.position.rubric.fields, answers, prefix="answers")
    why, unfit = check_reasons(intake.position.rubric, reasons)
    refuse([*misfits, *unfit, *check_lawful(intake.position.rubric, kept, why)])
    wanted = Wanted(
        lay_over(intake.answers, {**dict.fromkeys(answers), **kept}),
        lay_over(intake.reasons, {**dict.fromkeys(reasons), **why}),
        intake.priorities,
    )
    return _keep(session, actor, intake, wanted, "save_topic", version=version, now=now)


def save_priorities(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    version: int,
    priorities: Mapping[str, str | None],
    now: dt.datetime,
) -> int:
    """As `save_topic`, for the sorting of competencies. Raises Invalid when more than a third of them are high."""
    intake = _lock(session, actor, position_id)
    sorting = lay_over(intake.priorities, {key: step or None for key, step in priorities.items()})
    wanted = Wanted(intake.answers, intake.reasons, sorting)
    return _keep(session, actor, intake, wanted, "save_priorities", version=version, now=now)


def discard_draft(session: Session, *, actor: Actor, position_id: int, version: int, now: dt.datetime) -> None:
    """Everything that is not in force yet. Nothing happens when there is nothing."""
    intake = _lock(session, actor, position_id)
    if intake.draft is None:
        return
    check_version(version, intake.version)
    detail = {"fields": _changed(intake.draft)}
    _empty(session, position_id)
    record(
        session, actor=actor, action="discard_draft", object_kind="position", object_id=position_id, detail=detail, now=now
    )


def adopt_draft(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    version: int,
    reason: str,
    move_scored: bool,
    now: dt.datetime,
) -> int:
    """Makes the draft the next version of the profile; its number.

    Candidates who are scored already keep the version they were scored on, unless `move_scored`. Raises Invalid without a
    reason, with nothing to adopt, or with what `Intake.problems` names; Conflict("stale") as `save_topic` does.
    """
    intake = _lock(session, actor, position_id)
    check_version(version, intake.version)
    why = clean_text(reason)
    nothing = [Problem("draft_empty")] if intake.draft is None else []
    refuse([*nothing, *check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why), *intake.problems])
    number = intake.base_number + 1
    put_version(
        session,
        actor=actor,
        position_id=position_id,
        number=number,
        profile=intake.profile,
        reason=why,
        move_scored=move_scored,
        now=now,
    )
    _empty(session, position_id)
    detail = {"number": number, "level_sought": intake.level_sought, "move_scored": move_scored}
    record(session, actor=actor, action="adopt_draft", object_kind="position", object_id=position_id, detail=detail, now=now)
    return number


def _lock(session: Session, actor: Actor, position_id: int) -> Intake:
    lock_position(session, actor, Permission.MANAGE_POSITIONS, position_id)
    return read_intake(session, read_position(session, position_id))


def _keep(
    session: Session, actor: Actor, intake: Intake, wanted: Wanted, action: str, *, version: int, now: dt.datetime
) -> int:
    """The new version, or the present one when nothing is new."""
    if wanted == intake.wanted:
        return intake.version
    check_version(version, intake.version)
    refuse(_faults(profile_wanted(intake.position, wanted)[1], action))
    draft, position_id = difference(intake.position, wanted), intake.position.id
    found = find_draft_record(session, position_id)
    row = found[0] if found else ProfileDraftRow(position_id=position_id)
    row.answers, row.reasons, row.priorities = dict(draft.answers), dict(draft.reasons), dict(draft.priorities)
    row.saved_by, row.saved_at = actor.account_id, now
    write_draft(session, row)
    detail = {"fields": _differing(intake.wanted, wanted)}
    record(session, actor=actor, action=action, object_kind="position", object_id=position_id, detail=detail, now=now)
    return row.version


def _faults(problems: Iterable[Problem], action: str) -> list[Problem]:
    """A topic is saved although the sorting no longer fits it: the sorting has its own page and waits there."""
    return [item for item in problems if action == "save_priorities" or not item.where.startswith(PRIORITIES)]


def _empty(session: Session, position_id: int) -> None:
    found = find_draft_record(session, position_id)
    if found is not None:
        row = found[0]
        row.answers, row.reasons, row.priorities = {}, {}, {}
        row.saved_by, row.saved_at = None, None
        write_draft(session, row)


def _changed(draft: Draft) -> list[str]:
    return sorted({*draft.answers, *draft.reasons, *draft.priorities})


def _differing(before: Wanted, after: Wanted) -> list[str]:
    """The fields and competencies of which something else is said now."""
    return sorted(
        {
            key
            for old, new in zip(asdict(before).values(), asdict(after).values(), strict=True)
            for key in {*old, *new}
            if old.get(key) != new.get(key)
        }
    )
