"""The interview plan, what it lacks, and what the interview after it has to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_cases import kam, profile_of, read_named
from small_rubric import card, make_competency, make_rubric, rate_all

from hiring.domain.assessment import Assessment, Dossier, assess
from hiring.domain.interview_plan import (
    FEWEST,
    MOST,
    PlannedSeat,
    PlannedSession,
    PlanProblem,
    asked_questions,
    check_plan,
    coverage,
    fit_plan,
    minutes_needed,
    propose_plan,
    question_minutes,
)
from hiring.domain.next_interview import Gap, gap_to_next
from hiring.domain.profile import Profile, build_profile
from hiring.domain.rubric import QuestionKind
from hiring.domain.scorecard import Rating, Scorecard

CASES = read_named("plans")
PEOPLE = {"Anna": 1, "Boris": 2, "Vera": 3, "Gleb": 4}
NAMES = {number: name for name, number in PEOPLE.items()}


def plan_of(case: Mapping[str, Any], profile: Profile) -> tuple[PlannedSession, ...]:
    return tuple(laid_over(session, case) for session in propose_plan(profile, "en"))


def laid_over(session: PlannedSession, case: Mapping[str, Any]) -> PlannedSession:
    changes = dict(case.get("sessions", {}).get(session.id, {}))
    for key in ("competencies", "work_samples"):
        if key in changes:
            changes[key] = tuple(changes[key]) if key == "competencies" else frozenset(changes[key])
    if "questions" in changes:
        changes["questions"] = {item: tuple(asked) for item, asked in changes["questions"].items()}
        changes["questions"] = {**session.questions, **changes["questions"]}
    seats = case.get("panels", {}).get(session.id, {})
    panel = tuple(PlannedSeat(PEOPLE[name], tuple(focus)) for name, focus in seats.items())
    return replace(session, panel=panel, **{"minutes": None, **changes})


def told(problem: PlanProblem) -> dict[str, object]:
    account = None if problem.account is None else NAMES[problem.account]
    parts = {"session": problem.session, "competency": problem.competency, "account": account}
    return {"code": problem.code, **{key: part for key, part in parts.items() if part}, **problem.values}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    case = CASES[name]
    profile = profile_of(case)
    found = [told(problem) for problem in check_plan(profile, plan_of(case, profile))]
    assert sorted(found, key=str) == sorted(case["lacks"], key=str)


class TestProposal:
    @pytest.mark.parametrize("level", ["L1", "L2", "L3"])
    @pytest.mark.parametrize("answers", [{}, {"profile.team_mode": "lead"}])
    def test_every_competency_is_asked_once_in_sessions_of_a_fair_size(self, level: str, answers: dict[str, object]) -> None:
        profile = build_profile(kam(), level_sought=level, answers=answers)
        plan = propose_plan(profile, "ru")
        asked = [competency for session in plan for competency in session.competencies]
        assert sorted(asked) == sorted(item.id for item in profile.competencies)
        assert all(FEWEST <= len(session.competencies) <= MOST for session in plan)
        assert [session.name for session in plan] == ["Первая встреча", "Вторая встреча"]
        assert all(session.minutes is not None and session.minutes % 5 == 0 for session in plan)
        assert not [problem for problem in check_plan(profile, plan) if problem.code == "session_short"]

    def test_a_critical_competency_is_asked_two_questions_and_the_others_one(self) -> None:
        profile = build_profile(kam(), level_sought="L1")
        for session in propose_plan(profile, "en"):
            for competency in session.competencies:
                critical = profile.sought.standard(competency).critical
                asked = asked_questions(profile, competency, session.questions)
                assert asked[0].id == f"{competency}-1"
                assert len(asked) == (2 if critical else 1)

    def test_level_2_writes_an_offer_and_no_other_level_does(self) -> None:
        samples = {}
        for level in ("L1", "L2", "L3"):
            plan = propose_plan(build_profile(kam(), level_sought=level), "en")
            samples[level] = {item for session in plan for item in session.work_samples}
        assert samples == {"L1": set(), "L2": {"value-proposition"}, "L3": set()}
        profile = build_profile(kam(), level_sought="L2")
        second = propose_plan(profile, "en")[1]
        kinds = {item.kind for item in asked_questions(profile, "value-proposition", second.questions)}
        assert kinds == {QuestionKind.BEHAVIOURAL, QuestionKind.WORK_SAMPLE}

    @pytest.mark.parametrize(("count", "sizes"), [(4, [4]), (8, [8]), (9, [5, 4]), (17, [6, 6, 5])])
    def test_a_rubric_without_sessions_is_split_evenly(self, count: int, sizes: list[int]) -> None:
        competencies = tuple(replace(make_competency("selling"), id=f"skill-{number}") for number in range(count))
        rubric = make_rubric(competencies=competencies, gates=(), effects=())
        plan = propose_plan(build_profile(rubric, level_sought="junior"), "en")
        assert [len(session.competencies) for session in plan] == sizes
        assert [session.id for session in plan] == [f"session-{number}" for number in range(1, len(sizes) + 1)]

    def test_a_question_takes_what_its_rubric_says_or_what_its_kind_does(self) -> None:
        questions = {question.id: question for item in kam().competencies for question in item.questions}
        asked = ("communication-1", "coordination-2", "negotiation-2", "commercial-acumen-2", "value-proposition-3")
        assert [question_minutes(questions[item]) for item in asked] == [8, 7, 20, 10, 50]


class TestCoverage:
    def test_the_table_names_who_rates_what_in_which_session(self) -> None:
        profile = build_profile(kam(), level_sought="L2")
        first, second = propose_plan(profile, "en")
        plan = (
            replace(first, panel=(PlannedSeat(1), PlannedSeat(2, ("negotiation",)))),
            replace(second, competencies=(*second.competencies, "negotiation"), panel=(PlannedSeat(3),)),
        )
        lines = {line.competency: line for line in coverage(profile, plan)}
        assert lines["negotiation"].raters == ((1, 2), (3,)) and lines["negotiation"].critical
        assert lines["communication"].raters == ((1,), ()) and lines["communication"].asked_in == ("first",)
        assert lines["account-growth"].people == {3}

    @given(st.lists(st.tuples(st.integers(1, 5), st.sets(st.sampled_from([item.id for item in kam().competencies[:6]])))))
    def test_whoever_sits_there_rates_something(self, seats: list[tuple[int, set[str]]]) -> None:
        profile = build_profile(kam(), level_sought="L2")
        panel = tuple(PlannedSeat(account, tuple(sorted(focus))) for account, focus in dict(seats).items())
        plan = tuple(replace(session, panel=panel) for session in propose_plan(profile, "en"))
        for session in plan:
            assert all(session.rated_by(seat.account) for seat in panel)
        people = {account for line in coverage(profile, plan) for account in line.people}
        assert people == {seat.account for seat in panel}
        codes = {problem.code for problem in check_plan(profile, plan)}
        assert ("session_without_panel" in codes) == (not panel)


class TestAnotherVersionOfTheProfile:
    def test_what_is_switched_off_is_no_longer_asked_nor_rated(self) -> None:
        leading = build_profile(kam(), level_sought="L3", answers={"profile.team_mode": "lead"})
        first, second = propose_plan(leading, "en")
        panel = (PlannedSeat(1), PlannedSeat(2, ("team-leadership", "coordination")), PlannedSeat(3, ("team-leadership",)))
        alone = build_profile(kam(), level_sought="L3", answers={"profile.team_mode": "solo"})
        _, fitted = fit_plan(alone, (first, replace(second, panel=panel)))
        assert "team-leadership" not in fitted.competencies and "team-leadership" not in fitted.questions
        assert fitted.panel == (PlannedSeat(1), PlannedSeat(2, ("coordination",)))

    def test_what_is_switched_on_is_missed(self) -> None:
        plan = propose_plan(build_profile(kam(), level_sought="L3"), "en")
        leading = build_profile(kam(), level_sought="L3", answers={"profile.team_mode": "lead"})
        missed = [item.competency for item in check_plan(leading, fit_plan(leading, plan)) if item.code.endswith("planned")]
        assert missed == ["team-leadership"]

    def test_a_question_that_went_away_leaves_the_others(self) -> None:
        hunting = build_profile(kam(), level_sought="L2", answers={"profile.hunter_share": 40})
        farming = build_profile(kam(), level_sought="L2", answers={"profile.hunter_share": 0})
        asked = {"account-growth": ("account-growth-1", "account-growth-3")}
        session = PlannedSession("only", "Only", ("account-growth",), asked)
        assert minutes_needed(hunting, session) == 15
        (fitted,) = fit_plan(farming, (session,))
        assert fitted.questions == {"account-growth": ("account-growth-1",)}


def assessed(*cards: Scorecard) -> Assessment:
    profile = build_profile(make_rubric(), level_sought="middle")
    return assess(Dossier("Somebody", cards), profile)


class TestGap:
    def test_nothing_is_asked_again_where_two_agree_with_evidence(self) -> None:
        assert gap_to_next(assessed(card("Ann", rate_all(4)), card("Bob", rate_all(3)))) == ()

    def test_each_reason_is_found_critical_and_heavy_ones_first(self) -> None:
        silent = Scorecard("Bob", (Rating("listening", 3, " "), Rating("selling", 5, "said"), Rating("offer", None)))
        found = gap_to_next(assessed(card("Ann", {"listening": 3, "selling": 3, "offer": 4, "planning": None}), silent))
        assert [(item.competency, item.why) for item in found] == [
            ("selling", Gap.CONTESTED),
            ("offer", Gap.SINGLE_RATER),
            ("planning", Gap.NOT_ASSESSED),
            ("listening", Gap.NO_EVIDENCE),
        ]

    def test_who_did_not_observe_it_is_no_second_rater(self) -> None:
        cards = (card("Ann", {"selling": 3}), card("Bob", {"selling": None}))
        why = {item.competency: item.why for item in gap_to_next(assessed(*cards))}
        assert why["selling"] is Gap.SINGLE_RATER

    def test_questions_not_asked_yet_come_alone_and_all_come_again_where_all_were_asked(self) -> None:
        assessment = assess(Dossier("Somebody", ()), build_profile(kam(), level_sought="L2"))
        asked = {"negotiation": {"negotiation-1"}, "coordination": {"coordination-1", "coordination-2"}}
        found = {item.competency: [question.id for question in item.questions] for item in gap_to_next(assessment, asked)}
        assert found["negotiation"] == ["negotiation-2"]
        assert found["coordination"] == ["coordination-1", "coordination-2"]
        assert found["account-strategy"][0] == "account-strategy-1"

    @given(st.lists(st.dictionaries(st.sampled_from(["listening", "selling", "offer"]), st.integers(1, 5) | st.none())))
    def test_no_mark_is_told(self, sheets: list[dict[str, int | None]]) -> None:
        """The same gaps whether all ratings are one point higher or not."""
        cards = [card(f"Rater {number}", ratings) for number, ratings in enumerate(sheets)]
        turned = [
            card(f"Rater {number}", {item: value and 6 - value for item, value in ratings.items()})
            for number, ratings in enumerate(sheets)
        ]
        assert gap_to_next(assessed(*cards)) == gap_to_next(assessed(*turned))
