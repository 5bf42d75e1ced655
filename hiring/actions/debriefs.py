"""The debrief of an application: its ratings after the reveal, what the panel agreed on, red flags answered.

The initial ratings stay as they were submitted; an agreed one stands beside them and is what counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.decisions import Decision, decisions_of
from hiring.actions.permissions import Actor, Permission, Scope, require, require_employer
from hiring.actions.placements import place_subjects, refresh_summaries, subject_of
from hiring.actions.profiles import Position, read_subject
from hiring.actions.reveals import require_revealed
from hiring.actions.texts import TEXT, check_given, check_lengths, check_version, clean_text, refuse
from hiring.domain.assessment import CompetencyResult, RaisedFlag
from hiring.domain.debrief import debrief_order
from hiring.domain.placement import Placement
from hiring.errors import NotFound, Problem
from hiring.storage.applications import SubjectRecord, lock_applications
from hiring.storage.debriefs import FlagAnswer as FlagAnswer
from hiring.storage.debriefs import (
    list_flag_answers,
    put_agreed,
    put_flag_answer,
    remove_agreed,
)
from hiring.storage.reveals import list_blind_seats
from hiring.storage.rows import touch, write_rows
from hiring.storage.rulings import AGREED, list_rulings
from hiring.storage.rulings import Ruling as Ruling


@dataclass(frozen=True, slots=True)
class Debrief:
    """`order` is what to talk about first; `agreed` and `answers` with who entered them."""

    application_id: int
    candidate_name: str
    position: Position
    placement: Placement
    order: tuple[CompetencyResult, ...]
    agreed: tuple[Ruling, ...]
    flags: tuple[RaisedFlag, ...]
    answers: tuple[FlagAnswer, ...]
    decisions: tuple[Decision, ...]
    version: int


def get_debrief(session: Session, *, actor: Actor, application_id: int) -> Debrief:
    """Raises Conflict("not_revealed") before the reveal, Conflict("own_scorecard_open") for one who still has to rate."""
    found, position = _reach(session, actor, Permission.READ_DEBRIEFS, application_id)
    row, candidate = found
    rulings = list_rulings(session, (row.id,))
    placement = place_subjects(session, [subject_of(found)], {row.id: position.profile}, rulings=rulings)[row.id]
    return Debrief(
        application_id=row.id,
        candidate_name=candidate.name,
        position=position,
        placement=placement,
        order=debrief_order(placement.assessment),
        agreed=tuple(item for item in rulings[row.id] if item.kind == AGREED),
        flags=placement.assessment.dossier.flags,
        answers=list_flag_answers(session, row.id),
        decisions=decisions_of(rulings[row.id]),
        version=row.version,
    )


def agree_rating(
    session: Session,
    *,
    actor: Actor,
    application_id: int,
    version: int,
    competency: str,
    value: int | None,
    reason: str,
    now: dt.datetime,
) -> None:
    """Keeps what the panel agreed on, in place of an earlier agreement; `value` None takes that back.

    Raises Invalid for a competency that nobody rated, a value off the scale or a missing reason.
    """
    found, position = _lock(session, actor, application_id, version)
    why = clean_text(reason)
    result = _result_of(session, found, position, competency)
    scale = position.rubric.scale
    problems = [*check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why)]
    if result.mean is None:
        problems.append(Problem("agreed_without_ratings", "value", {"competency": competency}))
    if value is not None and value not in scale.values:
        bounds = {"value": value, "lowest": scale.lowest, "highest": scale.highest}
        problems.append(Problem("rating_off_scale", "value", bounds))
    refuse(problems)
    if value is None:
        remove_agreed(session, application_id=application_id, competency=competency)
    else:
        put_agreed(
            session,
            application_id=application_id,
            competency=competency,
            value=value,
            reason=why,
            account_id=actor.account_id,
            now=now,
        )
    _finish(session, actor, "agree_rating", found, {"competency": competency, "withdrawn": value is None}, now)


def answer_flag(
    session: Session,
    *,
    actor: Actor,
    application_id: int,
    version: int,
    flag: str,
    answer: str,
    resolved: bool,
    now: dt.datetime,
) -> None:
    """How the probe of a raised flag was answered; `resolved` ends what the flag does to the result."""
    found, position = _lock(session, actor, application_id, version)
    placement = place_subjects(session, [subject_of(found)], {application_id: position.profile})[application_id]
    if flag not in {raised.flag for raised in placement.assessment.dossier.flags}:
        raise NotFound("flag", flag)
    said = clean_text(answer)
    refuse([*check_given("answer_missing", "answer", said), *check_lengths(TEXT, answer=said)])
    put_flag_answer(
        session,
        application_id=application_id,
        flag=flag,
        answer=said,
        resolved=resolved,
        account_id=actor.account_id,
        now=now,
    )
    _finish(session, actor, "answer_flag", found, {"flag": flag, "resolved": resolved}, now)


def _result_of(session: Session, found: SubjectRecord, position: Position, competency: str) -> CompetencyResult:
    identity = found[0].id
    assessment = place_subjects(session, [subject_of(found)], {identity: position.profile})[identity].assessment
    result = next((item for item in assessment.competencies if item.competency == competency), None)
    if result is None:
        raise NotFound("competency", competency)
    return result


def _finish(
    session: Session, actor: Actor, action: str, found: SubjectRecord, detail: dict[str, object], now: dt.datetime
) -> None:
    """No rating in the trail: it is read by others than the panel."""
    identity = found[0].id
    touch(found[0], "stage")
    write_rows(session)
    refresh_summaries(session, (identity,))
    record(session, actor=actor, action=action, object_kind="application", object_id=identity, detail=detail, now=now)


def _lock(session: Session, actor: Actor, application_id: int, version: int) -> tuple[SubjectRecord, Position]:
    require(actor, Permission.SETTLE_RATINGS)
    lock_applications(session, (application_id,))
    found, position = _reach(session, actor, Permission.SETTLE_RATINGS, application_id)
    check_version(version, found[0].version)
    return found, position


def _reach(session: Session, actor: Actor, permission: Permission, application_id: int) -> tuple[SubjectRecord, Position]:
    scope = require(actor, permission)
    found, position = read_subject(session, application_id)
    if scope is Scope.OWN_PANEL:
        seats = list_blind_seats(session, (application_id,), account_id=actor.account_id)[application_id]
        if not seats:
            raise NotFound("application", application_id)
    else:
        require_employer(actor, permission, employer_id=position.employer_id, kind="application", identity=application_id)
    require_revealed(session, actor, (found,))
    return found, position
