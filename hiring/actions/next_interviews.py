"""The next interview of an application: what it has to ask, and the sessions of the plan that are still to be made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from hiring.actions.applications import Application
from hiring.actions.interviews import InterviewLine
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.plans import propose_sessions, read_sessions, sessions_to_make
from hiring.domain.brief import gates_on, questions_on
from hiring.domain.interview_plan import MOST, TASKS, PlannedSession, minutes_needed
from hiring.domain.next_interview import NextQuestion, gap_to_next
from hiring.domain.profile import Profile
from hiring.language import get_language
from hiring.storage.plans import find_plan_record


@dataclass(frozen=True, slots=True)
class NextSteps:
    """`gap` is empty while the reader sees no ratings of others, and where nobody has rated yet.

    `to_make` are the sessions of the saved plan that have no interview yet.
    """

    gap: tuple[NextQuestion, ...]
    to_make: tuple[PlannedSession, ...]


def get_next_steps(session: Session, *, actor: Actor, application: Application) -> NextSteps:
    """Of an application as the actor read it."""
    require(actor, Permission.READ_APPLICATIONS)
    found = find_plan_record(session, application.position.id)
    sessions = () if found is None else read_sessions(application.position, found[0])
    return NextSteps(_gap(application), sessions_to_make(_sessions_made(application), sessions))


def propose_interview(
    session: Session, *, actor: Actor, application: Application, locale: str, from_gap: bool, wanted: str = ""
) -> PlannedSession:
    """What the form of a new interview is filled with: the first session of the plan, or of the rubric, not yet made.

    `wanted` is the id of a session that was proposed before, and comes again unless it was made meanwhile. With `from_gap`,
    the competencies that are still open and the questions not yet asked; its `id` is then empty, and so it is where all
    sessions are made.
    """
    require(actor, Permission.MANAGE_INTERVIEWS)
    if from_gap and (gap := _gap(application)[:MOST]):
        return _session_of(application.position.profile, gap, get_language(locale).gettext("Further interview"))
    found = find_plan_record(session, application.position.id)
    if found is None:
        # Without a plan, the interviews there are count as the sessions in their order.
        sessions = propose_sessions(application.position, locale)
        return sessions[min(len(application.interviews), len(sessions) - 1)]
    sessions = read_sessions(application.position, found[0])
    left = sessions_to_make(_sessions_made(application), sessions)
    left = tuple(item for item in left if item.id == wanted) or (() if wanted else left)
    return left[0] if left else PlannedSession("", get_language(locale).gettext("Further interview"), ())


def _sessions_made(application: Application) -> frozenset[str]:
    return frozenset(line.session for line in application.interviews if line.session)


def _gap(application: Application) -> tuple[NextQuestion, ...]:
    assessment = application.placement.assessment
    if application.hidden or not assessment.raters:
        return ()
    return gap_to_next(assessment, _asked(assessment.profile, application.interviews))


def _asked(profile: Profile, interviews: Iterable[InterviewLine]) -> dict[str, set[str]]:
    """In the interviews of which somebody submitted a scorecard."""
    asked: dict[str, set[str]] = {}
    active = {item.id for item in profile.competencies}
    for line in interviews:
        for competency in active.intersection(line.kit) if any(member.submitted for member in line.panel) else ():
            every = [question.id for question in questions_on(profile, competency)]
            asked.setdefault(competency, set()).update(line.questions.get(competency, every))
    return asked


def _session_of(profile: Profile, gap: Iterable[NextQuestion], name: str) -> PlannedSession:
    questions = {item.competency: tuple(question.id for question in item.questions) for item in gap}
    order = [item.id for item in profile.competencies if item.id in questions]
    tasked = {item.competency for item in gap if any(question.kind in TASKS for question in item.questions)}
    wanted = {gate.competency for gate in gates_on(profile) if gate.question_kind is not None}
    drawn_up = PlannedSession("", name, tuple(order), questions, work_samples=frozenset(tasked & wanted))
    return replace(drawn_up, minutes=minutes_needed(profile, drawn_up))
