"""Interview plans: how the interviews for a position are held, the same for each of its candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.interviews import MOST_MINUTES, create_interview, fit_focus, fit_questions
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.profiles import Position, lock_position, reach_position, read_subject
from hiring.actions.reveals import reveal_due_of_position
from hiring.actions.texts import LINE, check_given, check_lengths, check_version, clean_line, refuse
from hiring.domain.interview_plan import (
    Coverage,
    PlannedSeat,
    PlannedSession,
    PlanProblem,
    check_plan,
    coverage,
    fit_plan,
    propose_plan,
)
from hiring.errors import Conflict, NotFound, Problem
from hiring.language import get_language
from hiring.storage.accounts import active_among, list_names
from hiring.storage.applications import lock_applications
from hiring.storage.interview_tables import PlanRow
from hiring.storage.interviews import list_planned_sessions
from hiring.storage.plans import find_plan_record, write_plan

MOST_SESSIONS, MOST_SEATS = 12, 20


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan under the profile in force: as it was saved, or before that (`version` 0) as the rubric proposes it.

    `quorum`: how many interviewers must have submitted everything before the ratings are revealed; None: all.
    `names` are those of the people on the panels; `problems` say what the plan lacks and forbid nothing.
    """

    position: Position
    sessions: tuple[PlannedSession, ...]
    quorum: int | None
    version: int
    saved_at: dt.datetime | None
    saved_by_name: str | None
    names: Mapping[int, str]
    problems: tuple[PlanProblem, ...]
    coverage: tuple[Coverage, ...]

    @property
    def saved(self) -> bool:
        return self.version > 0

    def session(self, identity: str) -> PlannedSession:
        """Raises NotFound."""
        found = next((item for item in self.sessions if item.id == identity), None)
        if found is None:
            raise NotFound("session", identity)
        return found


def get_plan(session: Session, *, actor: Actor, position_id: int, locale: str) -> Plan:
    """`locale` is the language in which sessions are named as long as nobody saved a plan."""
    position = reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    found = find_plan_record(session, position_id)
    if found is None:
        return _plan(session, position, propose_sessions(position, locale), None)
    return _plan(session, position, read_sessions(position, found[0]), found)


def try_plan(session: Session, *, actor: Actor, plan: Plan, changed: PlannedSession) -> Plan:
    """The plan as it would be with the changed session, for a page to show; keeps nothing."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    sessions = fit_plan(plan.position.profile, with_session(plan.sessions, changed))
    return _plan(session, plan.position, sessions, None)


def save_plan(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    version: int,
    sessions: tuple[PlannedSession, ...],
    quorum: int | None,
    now: dt.datetime,
) -> None:
    """Replaces the plan. Interviews made from it stay as they are; a lower quorum reveals what it is reached by.

    What is saved already, as by a double click, stays as it is and is no conflict.
    Raises Conflict("stale"), and Invalid with problems at `name`, `minutes`, `competencies`, `panel` or `quorum`.
    """
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_position(session, actor, Permission.MANAGE_INTERVIEWS, position_id)
    position = reach_position(session, actor, Permission.MANAGE_INTERVIEWS, position_id)
    found = find_plan_record(session, position_id)
    row = PlanRow(position_id=position_id, sessions=[], quorum=None) if found is None else found[0]
    problems = _problems(session, position, row, sessions, quorum)
    wanted = [] if problems else [_written(position, item) for item in sessions]
    if found is not None and wanted and (row.sessions, row.quorum) == (wanted, quorum):
        return
    check_version(version, row.version or 0)
    refuse(problems)
    before = row.quorum
    row.sessions = wanted
    row.quorum, row.saved_by, row.saved_at = quorum, actor.account_id, now
    write_plan(session, row)
    detail = {"sessions": [item.id for item in sessions], "quorum": quorum}
    record(session, actor=actor, action="save_plan", object_kind="position", object_id=position_id, detail=detail, now=now)
    if before != quorum:
        reveal_due_of_position(session, position_id, now)


def interviews_from_plan(session: Session, *, actor: Actor, application_id: int, now: dt.datetime) -> tuple[int, ...]:
    """The interviews that the plan has and the application has not: their ids. Done again, it makes none.

    Raises Conflict("plan_missing") without a saved plan and Invalid("planned_without_panel") for each session with nobody.
    """
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_applications(session, (application_id,))
    _, position = read_subject(session, application_id)
    found = find_plan_record(session, position.id)
    if found is None:
        raise Conflict("plan_missing")
    wanted = sessions_to_make(list_planned_sessions(session, application_id), read_sessions(position, found[0]))
    refuse(Problem("planned_without_panel", "", {"session": item.name}) for item in wanted if not item.panel)
    return tuple(_make(session, actor, application_id, item, now) for item in wanted)


def propose_sessions(position: Position, locale: str) -> tuple[PlannedSession, ...]:
    """As `propose_plan`, each with a name."""
    gettext = get_language(locale).gettext
    proposed = propose_plan(position.profile, locale)
    return tuple(
        item if item.name else replace(item, name=gettext("Interview %(number)s", number=number))
        for number, item in enumerate(proposed, 1)
    )


def read_sessions(position: Position, row: PlanRow) -> tuple[PlannedSession, ...]:
    """As they were saved, under the position's profile."""
    return fit_plan(position.profile, [_read(item) for item in row.sessions])


def sessions_to_make(made: frozenset[str], sessions: Iterable[PlannedSession]) -> tuple[PlannedSession, ...]:
    """Those that the application has no interview of; `made` are the ones it has."""
    return tuple(item for item in sessions if item.id not in made and item.competencies)


def with_session(sessions: tuple[PlannedSession, ...], changed: PlannedSession) -> tuple[PlannedSession, ...]:
    """In its place, or at the end when it is new."""
    if all(item.id != changed.id for item in sessions):
        return (*sessions, changed)
    return tuple(changed if item.id == changed.id else item for item in sessions)


def _plan(session: Session, position: Position, sessions: tuple[PlannedSession, ...], found: Any) -> Plan:
    row, saved_by_name = (None, None) if found is None else found
    return Plan(
        position=position,
        sessions=sessions,
        quorum=None if row is None else row.quorum,
        version=0 if row is None else row.version,
        saved_at=None if row is None else row.saved_at,
        saved_by_name=saved_by_name,
        names=list_names(session, {seat.account for item in sessions for seat in item.panel}),
        problems=check_plan(position.profile, sessions),
        coverage=coverage(position.profile, sessions),
    )


def _make(session: Session, actor: Actor, application_id: int, item: PlannedSession, now: dt.datetime) -> int:
    return create_interview(
        session,
        actor=actor,
        application_id=application_id,
        title=item.name,
        scheduled_at=None,
        place="",
        kit=item.competencies,
        work_samples=tuple(item.work_samples),
        panel=tuple(seat.account for seat in item.panel),
        minutes=item.minutes,
        questions=item.questions,
        focus={seat.account: seat.focus for seat in item.panel},
        planned_session=item.id,
        now=now,
    )


def _problems(
    session: Session, position: Position, row: PlanRow, sessions: tuple[PlannedSession, ...], quorum: int | None
) -> list[Problem]:
    seated = {seat.account for item in sessions for seat in item.panel}
    # Whoever sits there already may stay, even when the account was switched off since.
    known = active_among(session, seated) | {seat["account_id"] for item in row.sessions for seat in item["panel"]}
    problems = [] if sessions else [Problem("plan_empty")]
    if len(sessions) > MOST_SESSIONS or len({item.id for item in sessions}) < len(sessions):
        problems.append(Problem("plan_too_long", "", {"most": MOST_SESSIONS}))
    problems += [problem for item in sessions for problem in _session_problems(position, item)]
    problems += [Problem("account_unknown", "panel", {"account": item}) for item in sorted(seated - known)]
    if quorum is not None and not 1 <= quorum <= MOST_SEATS:
        problems.append(Problem("quorum_unfit", "quorum", {"most": MOST_SEATS}))
    return problems


def _session_problems(position: Position, item: PlannedSession) -> Iterable[Problem]:
    active = {competency.id for competency in position.profile.competencies}
    name = clean_line(item.name)
    yield from check_given("session_name_missing", "name", name)
    yield from check_lengths(LINE, name=name)
    if not item.competencies:
        yield Problem("kit_empty", "competencies")
    for competency in item.competencies:
        if competency not in active:
            yield Problem("competency_unknown", "competencies", {"competency": competency})
    if item.minutes is not None and not 0 < item.minutes <= MOST_MINUTES:
        yield Problem("minutes_unfit", "minutes", {"most": MOST_MINUTES})
    if len(item.panel) > MOST_SEATS:
        yield Problem("panel_too_large", "panel", {"most": MOST_SEATS})
    if any(seat.focus and not set(seat.focus) & set(item.competencies) for seat in item.panel):
        yield Problem("focus_empty", "panel")


def _written(position: Position, item: PlannedSession) -> dict[str, object]:
    competencies = list(dict.fromkeys(item.competencies))
    seats = {seat.account: fit_focus(competencies, seat.focus) for seat in item.panel}
    return {
        "id": item.id,
        "name": clean_line(item.name),
        "competencies": competencies,
        "questions": fit_questions(position.profile, competencies, item.questions),
        "minutes": item.minutes,
        "work_samples": [competency for competency in competencies if competency in item.work_samples],
        "panel": [{"account_id": account, "focus": focus} for account, focus in seats.items()],
    }


def _read(kept: Mapping[str, Any]) -> PlannedSession:
    return PlannedSession(
        id=kept["id"],
        name=kept["name"],
        competencies=tuple(kept["competencies"]),
        questions={competency: tuple(asked) for competency, asked in kept["questions"].items()},
        minutes=kept["minutes"],
        work_samples=frozenset(kept["work_samples"]),
        panel=tuple(PlannedSeat(seat["account_id"], tuple(seat["focus"])) for seat in kept["panel"]),
    )
