"""What an interview plan lacks, and why the next interview asks about something, in words."""

from __future__ import annotations

from collections.abc import Mapping

from hiring.domain.interview_plan import PlanProblem
from hiring.domain.next_interview import Gap
from hiring.domain.rubric import QuestionKind, Rubric
from hiring.language import N_, NO_VALUE, Language
from hiring.wording.names import name_of

PLAN_PROBLEMS = {
    "competency_not_planned": N_("No session asks about “%(competency)s”: it would stay unrated."),
    "competency_not_rated": N_("Nobody rates “%(competency)s”: put somebody on the panel of its session."),
    "critical_rated_by_few": N_(
        "“%(competency)s” is critical for the level and rated by %(count)s: it takes %(needed)s who rate apart."
    ),
    "sample_not_planned": N_(
        "A must-have of the level rests on a task for “%(competency)s”: ask it in a session and tick that it is rated there."
    ),
    "session_without_panel": N_("Nobody interviews in “%(session)s” yet."),
    "session_small": N_("“%(session)s” has %(count)s competencies; %(fewest)s or more make good use of a talk."),
    "session_overloaded": N_(
        "“%(session)s” has %(count)s competencies; beyond %(most)s ratings blur: move some to another session."
    ),
    "session_short": N_("“%(session)s” has %(minutes)s minutes; its questions take %(needed)s."),
    "person_overloaded": N_(
        "%(person)s would rate %(count)s competencies of each candidate; beyond %(most)s ratings blur: share them out."
    ),
}
QUESTION_KINDS = {
    QuestionKind.BEHAVIOURAL: N_("from experience"),
    QuestionKind.SITUATIONAL: N_("case"),
    QuestionKind.WORK_SAMPLE: N_("work sample"),
    QuestionKind.ROLE_PLAY: N_("role play"),
}
GAPS = {
    Gap.NOT_ASSESSED: N_("not rated yet"),
    Gap.CONTESTED: N_("the ratings contradict each other"),
    Gap.SINGLE_RATER: N_("rests on one interviewer"),
    Gap.NO_EVIDENCE: N_("a rating has no evidence"),
}


def say_plan_problem(
    problem: PlanProblem,
    language: Language,
    *,
    rubric: Rubric,
    sessions: Mapping[str, str],
    people: Mapping[int, str],
) -> str:
    """One sentence; `sessions` and `people` are names by id."""
    values: dict[str, object] = {
        **problem.values,
        "competency": name_of(problem.competency, rubric, language),
        "session": sessions.get(problem.session, NO_VALUE),
        "person": people.get(problem.account or 0, NO_VALUE),
    }
    return language.gettext(PLAN_PROBLEMS[problem.code], **values)


def say_gap(gap: Gap, language: Language) -> str:
    return language.gettext(GAPS[gap])


def say_question_kind(kind: QuestionKind, language: Language) -> str:
    return language.gettext(QUESTION_KINDS[kind])
