"""How the interviews for a position are held: which competencies in which session, asked how, by whom, in how much time.

A plan is the same for every candidate of a position. What it lacks is said (`check_plan`) and forbids nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hiring.domain.brief import gates_on, questions_on
from hiring.domain.profile import Profile
from hiring.domain.rubric import Question, QuestionKind

FEWEST, MOST = 5, 8
"""Competencies of one session; also the most that one person rates of a candidate over all sessions."""
MINUTES: Mapping[QuestionKind, int] = {
    QuestionKind.BEHAVIOURAL: 8,
    QuestionKind.SITUATIONAL: 7,
    QuestionKind.WORK_SAMPLE: 40,
    QuestionKind.ROLE_PLAY: 20,
}
"""Of a question whose rubric does not say how long it takes."""
TASKS = (QuestionKind.WORK_SAMPLE, QuestionKind.ROLE_PLAY)
"""Questions whose rating can rest on a task done in the interview."""
ROUNDED_TO = 5
"""Proposed minutes are a multiple of this."""


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """An interviewer of a session; `focus` names the competencies that are this person's, empty: all of the session."""

    account: int
    focus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """`competencies` in the order they are asked. `name` is empty where the rubric proposes no session.

    `questions` are the ids of those asked, by competency; one that is absent is asked all that the profile switches on.
    `work_samples` are the competencies rated on a task done in the session. `minutes` None: not set.
    """

    id: str
    name: str
    competencies: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minutes: int | None = None
    work_samples: frozenset[str] = frozenset()
    panel: tuple[PlannedSeat, ...] = ()

    def rated_by(self, account: int) -> tuple[str, ...]:
        """The competencies that this person rates here, in the session's order."""
        seat = next((item for item in self.panel if item.account == account), None)
        if seat is None:
            return ()
        return tuple(item for item in self.competencies if item in seat.focus) or self.competencies

    def raters(self, competency: str) -> tuple[int, ...]:
        return tuple(seat.account for seat in self.panel if competency in self.rated_by(seat.account))


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """What a plan lacks: `code`, where it is (empty or None: everywhere), and the numbers of its sentence."""

    code: str
    session: str = ""
    competency: str = ""
    account: int | None = None
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One competency over the sessions of a plan: `raters` by session, in the plan's order; () where it is not asked."""

    competency: str
    critical: bool
    raters: tuple[tuple[int, ...], ...]
    asked_in: tuple[str, ...]

    @property
    def people(self) -> frozenset[int]:
        return frozenset(account for accounts in self.raters for account in accounts)


def propose_plan(profile: Profile, locale: str) -> tuple[PlannedSession, ...]:
    """The rubric's sessions with what this profile rates; what no session has comes in the last one.

    A competency is asked its first question, a critical one its first two. Where a must-have of the level rests on a work
    sample, that is done too and rated. Nobody sits on the panels yet.
    """
    sampled = _sampled(profile)
    return tuple(
        _proposed(profile, identity, name, competencies, sampled)
        for identity, name, competencies in _split(profile, locale)
        if competencies
    )


def fit_plan(profile: Profile, sessions: Iterable[PlannedSession]) -> tuple[PlannedSession, ...]:
    """The plan under another version of the profile: without competencies and questions that are switched off by now."""
    active = {item.id for item in profile.competencies}
    return tuple(_fitted(profile, session, active) for session in sessions)


def asked_questions(profile: Profile, competency: str, chosen: Mapping[str, Collection[str]]) -> tuple[Question, ...]:
    """The questions that are asked, in the rubric's order; all that the profile switches on where none is chosen."""
    on = questions_on(profile, competency)
    wanted = chosen.get(competency, ())
    return tuple(question for question in on if question.id in wanted) or on


def question_minutes(question: Question) -> int:
    return question.minutes or MINUTES[question.kind]


def minutes_needed(profile: Profile, session: PlannedSession) -> int:
    """What its questions take, answers included."""
    return sum(
        question_minutes(question)
        for competency in session.competencies
        for question in asked_questions(profile, competency, session.questions)
    )


def coverage(profile: Profile, sessions: tuple[PlannedSession, ...]) -> tuple[Coverage, ...]:
    """Every competency of the profile, in the rubric's order."""
    return tuple(
        Coverage(
            standard.competency,
            standard.critical,
            tuple(session.raters(standard.competency) for session in sessions),
            tuple(session.id for session in sessions if standard.competency in session.competencies),
        )
        for standard in profile.sought.standards
    )


def check_plan(profile: Profile, sessions: tuple[PlannedSession, ...]) -> tuple[PlanProblem, ...]:
    """Everything the plan lacks: by competency, then by session, then by person."""
    lines = coverage(profile, sessions)
    people = dict.fromkeys(seat.account for session in sessions for seat in session.panel)
    return (
        *(problem for line in lines for problem in _competency_problems(line, profile.rubric.rules.min_raters)),
        *(PlanProblem("sample_not_planned", competency=item) for item in _without_sample(profile, sessions)),
        *(problem for session in sessions for problem in _session_problems(profile, session)),
        *(problem for account in people for problem in _person_problems(account, sessions)),
    )


def _competency_problems(line: Coverage, needed: int) -> Iterable[PlanProblem]:
    count = len(line.people)
    if not line.asked_in:
        yield PlanProblem("competency_not_planned", competency=line.competency)
    elif not count:
        yield PlanProblem("competency_not_rated", competency=line.competency)
    elif line.critical and count < needed:
        yield PlanProblem("critical_rated_by_few", competency=line.competency, values={"count": count, "needed": needed})


def _without_sample(profile: Profile, sessions: tuple[PlannedSession, ...]) -> tuple[str, ...]:
    """What a must-have wants rated on a task that no session both asks and counts as one."""
    return tuple(
        competency
        for competency in _sampled(profile)
        if not any(
            competency in session.work_samples
            and any(question.kind in TASKS for question in asked_questions(profile, competency, session.questions))
            for session in sessions
        )
    )


def _session_problems(profile: Profile, session: PlannedSession) -> Iterable[PlanProblem]:
    count, needed = len(session.competencies), minutes_needed(profile, session)
    if not session.panel:
        yield PlanProblem("session_without_panel", session.id)
    if count < FEWEST:
        yield PlanProblem("session_small", session.id, values={"count": count, "fewest": FEWEST})
    if count > MOST:
        yield PlanProblem("session_overloaded", session.id, values={"count": count, "most": MOST})
    if session.minutes is not None and session.minutes < needed:
        yield PlanProblem("session_short", session.id, values={"minutes": session.minutes, "needed": needed})


def _person_problems(account: int, sessions: tuple[PlannedSession, ...]) -> Iterable[PlanProblem]:
    rated = {competency for session in sessions for competency in session.rated_by(account)}
    if len(rated) > MOST:
        yield PlanProblem("person_overloaded", account=account, values={"count": len(rated), "most": MOST})


def _sampled(profile: Profile) -> dict[str, QuestionKind]:
    """The competencies that a must-have of the level wants rated on a task, with its kind."""
    return {
        gate.competency: gate.question_kind
        for gate in gates_on(profile)
        if gate.competency is not None and gate.question_kind is not None
    }


def _split(profile: Profile, locale: str) -> list[tuple[str, str, list[str]]]:
    """Sessions as id, name and competencies: the rubric's, or as few as hold everything, evenly filled."""
    active = [item.id for item in profile.competencies]
    plans = [
        (plan.id, plan.name[locale], [item for item in plan.competencies if item in active])
        for plan in profile.rubric.sessions
    ]
    if not plans:
        return [(f"session-{number}", "", part) for number, part in enumerate(_evenly(active), 1)]
    planned = {competency for _, _, competencies in plans for competency in competencies}
    plans[-1][2].extend(competency for competency in active if competency not in planned)
    return plans


def _evenly(competencies: list[str]) -> list[list[str]]:
    parts = -(-len(competencies) // MOST)
    size, larger = divmod(len(competencies), parts)
    starts = [number * size + min(number, larger) for number in range(parts + 1)]
    return [competencies[start:end] for start, end in pairwise(starts)]


def _proposed(
    profile: Profile, identity: str, name: str, competencies: list[str], sampled: Mapping[str, QuestionKind]
) -> PlannedSession:
    questions = {item: _proposed_questions(profile, item, sampled.get(item)) for item in competencies}
    drawn_up = PlannedSession(
        identity,
        name,
        tuple(competencies),
        {competency: asked for competency, asked in questions.items() if asked},
        work_samples=frozenset(sampled) & frozenset(competencies),
    )
    return replace(drawn_up, minutes=_rounded_up(minutes_needed(profile, drawn_up)))


def _proposed_questions(profile: Profile, competency: str, task: QuestionKind | None) -> tuple[str, ...]:
    """None where it is all there are."""
    on = questions_on(profile, competency)
    count = 2 if profile.sought.standard(competency).critical else 1
    talk = [question.id for question in on if question.kind is not task]
    tasks = [question.id for question in on if question.kind is task]
    wanted = {*talk[: count - len(tasks[:1])], *tasks[:1]}
    chosen = tuple(question.id for question in on if question.id in wanted)
    return () if len(chosen) == len(on) else chosen


def _rounded_up(minutes: int) -> int:
    return -(-minutes // ROUNDED_TO) * ROUNDED_TO


def _fitted(profile: Profile, session: PlannedSession, active: set[str]) -> PlannedSession:
    kept = tuple(item for item in session.competencies if item in active)
    on = {item: {question.id for question in questions_on(profile, item)} for item in kept}
    questions = {
        item: tuple(question for question in asked if question in on[item])
        for item, asked in session.questions.items()
        if item in on
    }
    # Who was there for nothing else than what is switched off by now is not asked to rate the rest.
    seats = [(seat, tuple(item for item in seat.focus if item in active)) for seat in session.panel]
    return replace(
        session,
        competencies=kept,
        questions={item: asked for item, asked in questions.items() if asked},
        work_samples=session.work_samples & frozenset(kept),
        panel=tuple(replace(seat, focus=focus) for seat, focus in seats if focus or not seat.focus),
    )
