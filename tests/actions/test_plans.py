"""Interview plans, the interviews made from them, their kits, and what the next interview has to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from factories import LATER, NOW, World
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hiring.actions.accounts import change_account
from hiring.actions.applications import Application, get_application
from hiring.actions.audit import list_audit
from hiring.actions.interviews import Interview, change_interview, get_interview, kit_of
from hiring.actions.kits import change_kit
from hiring.actions.next_interviews import NextSteps, get_next_steps, propose_interview
from hiring.actions.permissions import Actor, Role
from hiring.actions.plans import Plan, get_plan, interviews_from_plan, save_plan, try_plan, with_session
from hiring.actions.positions import change_profile, get_position
from hiring.domain.interview_plan import PlannedSeat, PlannedSession
from hiring.domain.next_interview import Gap
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.interviews import list_planned_sessions
from hiring.storage.tables import AuditRow

OPEN = ("communication", "negotiation", "partnership", "client-insight", "issue-resolution")


def plan(world: World, position_id: int | None = None, actor: Actor | None = None) -> Plan:
    return get_plan(world.session, actor=actor or world.recruiter, position_id=position_id or world.position_id, locale="en")


def keep(
    world: World,
    *sessions: PlannedSession,
    quorum: int | None = None,
    version: int | None = None,
    actor: Actor | None = None,
) -> Plan:
    save_plan(
        world.session,
        actor=actor or world.recruiter,
        position_id=world.position_id,
        version=plan(world).version if version is None else version,
        sessions=sessions,
        quorum=quorum,
        now=NOW,
    )
    return plan(world)


def staffed(world: World) -> tuple[PlannedSession, ...]:
    """The proposal with both interviewers: one rates everything, the other half of the first session."""
    first, second = plan(world).sessions
    ivan, yana = world.interviewer.account_id, world.second_interviewer.account_id
    return (
        replace(first, panel=(PlannedSeat(ivan), PlannedSeat(yana, ("communication", "negotiation")))),
        replace(second, panel=(PlannedSeat(yana),)),
    )


def interview(world: World, identity: int) -> Interview:
    return get_interview(world.session, actor=world.recruiter, interview_id=identity)


def application(world: World, identity: int | None = None, actor: Actor | None = None) -> Application:
    chosen = identity or world.application_id
    return get_application(world.session, actor=actor or world.recruiter, application_id=chosen)


def steps(world: World, identity: int | None = None, actor: Actor | None = None) -> NextSteps:
    who = actor or world.recruiter
    return get_next_steps(world.session, actor=who, application=application(world, identity, who))


def make(world: World, identity: int | None = None) -> list[Interview]:
    chosen = identity or world.application_id
    made = interviews_from_plan(world.session, actor=world.recruiter, application_id=chosen, now=NOW)
    return [interview(world, item) for item in made]


class TestSaving:
    def test_before_it_is_saved_the_rubric_proposes_one(self, world: World) -> None:
        found = plan(world)
        assert (found.saved, found.version, found.saved_at, found.quorum) == (False, 0, None, None)
        assert [session.name for session in found.sessions] == ["First meeting", "Second meeting"]
        assert {problem.code for problem in found.problems} == {"session_without_panel", "competency_not_rated"}

    def test_it_is_kept_as_it_was_saved(self, world: World) -> None:
        first, second = staffed(world)
        first = replace(first, name=" First\x00  talk ", minutes=75)
        found = keep(world, first, second, quorum=2)
        assert found.sessions == (replace(first, name="First talk"), second)
        assert (found.version, found.quorum, found.saved_by_name) == (1, 2, "Rita Recruiter")
        assert set(found.names.values()) == {"Ivan Interviewer", "Yana Interviewer"}
        few = {item.competency for item in found.problems if item.code == "critical_rated_by_few"}
        critical = {item.competency for item in found.position.profile.sought.standards if item.critical}
        assert few == critical - {"negotiation", "communication"} and few

    def test_a_focus_on_the_whole_session_is_none(self, world: World) -> None:
        first, second = plan(world).sessions
        everything = replace(first, panel=(PlannedSeat(world.interviewer.account_id, first.competencies[::-1]),))
        assert keep(world, everything, second).sessions[0].panel == (PlannedSeat(world.interviewer.account_id),)

    def test_questions_that_are_all_there_are_need_no_list(self, world: World) -> None:
        only = PlannedSession("only", "Only", OPEN, {"negotiation": ("negotiation-1", "negotiation-2", "singing-1")})
        assert keep(world, only).sessions[0].questions == {}

    def test_the_second_who_saves_is_told(self, world: World) -> None:
        first, second = staffed(world)
        keep(world, first, second)
        for version in (0, 2, -1):
            with pytest.raises(Conflict) as error:
                keep(world, first, version=version)
            assert error.value.code == "stale"
        assert plan(world).sessions == (first, second)
        assert keep(world, second, first).version == 2

    def test_sent_twice_it_is_saved_once(self, world: World) -> None:
        """As by a double click, or by somebody who typed the very same."""
        first, second = staffed(world)
        for version in (0, 0, 1):
            assert keep(world, first, second, version=version).version == 1
        saved = world.session.scalars(select(AuditRow.id).where(AuditRow.action == "save_plan")).all()
        assert len(saved) == 1

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"name": " \u00a0"}, [("session_name_missing", "name")]),
            ({"name": "x" * 301}, [("too_long", "name")]),
            ({"competencies": ()}, [("kit_empty", "competencies")]),
            ({"competencies": ("singing",)}, [("competency_unknown", "competencies")]),
            ({"competencies": ("team-leadership",)}, [("competency_unknown", "competencies")]),
            ({"minutes": 0}, [("minutes_unfit", "minutes")]),
            ({"minutes": 601}, [("minutes_unfit", "minutes")]),
            ({"panel": (PlannedSeat(999_999),)}, [("account_unknown", "panel")]),
            ({"panel": (PlannedSeat(2**70),)}, [("account_unknown", "panel")]),
        ],
    )
    def test_bad_input_is_named(self, world: World, changes: Mapping[str, object], expected: list[tuple[str, str]]) -> None:
        only = replace(PlannedSession("only", "Only", OPEN), **changes)  # type: ignore[arg-type]
        with pytest.raises(Invalid) as error:
            keep(world, only)
        assert [(item.code, item.where) for item in error.value.problems] == expected
        assert not plan(world).saved

    def test_a_person_with_nothing_to_rate_is_refused(self, world: World) -> None:
        panel = (PlannedSeat(world.interviewer.account_id, ("account-growth",)),)
        with pytest.raises(Invalid) as error:
            keep(world, PlannedSession("only", "Only", OPEN, panel=panel))
        assert [(item.code, item.where) for item in error.value.problems] == [("focus_empty", "panel")]

    @pytest.mark.parametrize("quorum", [0, -1, 21])
    def test_a_quorum_is_a_number_of_people(self, world: World, quorum: int) -> None:
        with pytest.raises(Invalid) as error:
            keep(world, PlannedSession("only", "Only", OPEN), quorum=quorum)
        assert [(item.code, item.where) for item in error.value.problems] == [("quorum_unfit", "quorum")]

    def test_sessions_are_some_and_have_ids_of_their_own(self, world: World) -> None:
        only = PlannedSession("only", "Only", OPEN)
        for sessions, code in (((), "plan_empty"), ((only, only), "plan_too_long")):
            with pytest.raises(Invalid) as error:
                keep(world, *sessions)
            assert [item.code for item in error.value.problems] == [code]

    def test_an_account_that_was_switched_off_since_stays_on_the_plan(self, world: World) -> None:
        sessions = staffed(world)
        keep(world, *sessions)
        switch_off(world, world.second_interviewer)
        assert keep(world, *sessions).sessions == sessions
        assert "Yana Interviewer" in plan(world).names.values()

    def test_trying_a_change_keeps_nothing(self, world: World) -> None:
        first, second = staffed(world)
        found = keep(world, first, second)
        added = PlannedSession("third", "Third", ("negotiation",))
        tried = try_plan(world.session, actor=world.recruiter, plan=found, changed=added)
        assert ("session_small", "third") in {(item.code, item.session) for item in tried.problems}
        assert plan(world).sessions == (first, second) == with_session((first, second), first)

    def test_the_trail_names_sessions_and_nobody(self, world: World) -> None:
        keep(world, *staffed(world), quorum=1)
        line = list_audit(world.session, actor=world.administrator).items[0]
        assert (line.action, line.object_kind, line.object_id) == ("save_plan", "position", world.position_id)
        assert line.detail == {"sessions": ["first", "second"], "quorum": 1}

    def test_a_new_version_of_the_profile_switches_parts_of_it_off(self, world: World) -> None:
        leading = world.position("Leads", answers={"profile.team_mode": "lead"})
        sessions = plan(world, leading).sessions
        assert "team-leadership" in sessions[1].competencies
        save_plan(
            world.session,
            actor=world.recruiter,
            position_id=leading,
            version=0,
            sessions=sessions,
            quorum=None,
            now=NOW,
        )
        change_answers(world, leading, {"profile.team_mode": "solo"})
        assert "team-leadership" not in plan(world, leading).sessions[1].competencies


def switch_off(world: World, person: Actor) -> None:
    change_account(
        world.session,
        actor=world.administrator,
        account_id=person.account_id,
        version=1,
        name=person.name,
        role=person.role,
        employer_id=None,
        active=False,
        now=NOW,
    )


def change_answers(world: World, position_id: int, answers: Mapping[str, object]) -> None:
    position = get_position(world.session, actor=world.recruiter, position_id=position_id)
    change_profile(
        world.session,
        actor=world.recruiter,
        position_id=position_id,
        number=position.profile_number,
        level_sought=position.profile.level_sought,
        answers=answers,
        adjustments=(),
        thresholds=(),
        reason="Plans changed.",
        now=LATER,
    )


class TestReach:
    def test_the_employer_reads_the_own_plan_and_changes_none(self, world: World) -> None:
        sessions = staffed(world)
        assert plan(world, actor=world.manager).sessions
        with pytest.raises(Forbidden):
            keep(world, *sessions, actor=world.manager)
        stranger = world.account(Role.HIRING_MANAGER, "Other", employer_id=world.employer("Other employer"))
        with pytest.raises(NotFound):
            plan(world, actor=stranger)
        with pytest.raises(Forbidden):
            plan(world, actor=world.interviewer)

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**70])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            get_plan(world.session, actor=world.recruiter, position_id=number, locale="en")
        with pytest.raises(NotFound):
            interviews_from_plan(world.session, actor=world.recruiter, application_id=number, now=NOW)


class TestMaking:
    def test_each_session_becomes_an_interview_with_its_kit_and_panel(self, world: World) -> None:
        first, second = staffed(world)
        keep(world, first, second)
        made = make(world)
        assert [(item.title, item.kit, item.minutes) for item in made] == [
            (first.name, first.competencies, first.minutes),
            (second.name, second.competencies, second.minutes),
        ]
        assert [item.questions for item in made] == [first.questions, second.questions]
        assert [item.work_samples for item in made] == [frozenset(), frozenset({"value-proposition"})]
        assert list_planned_sessions(world.session, world.application_id) == {"first", "second"}
        assert kit_of(made[0], world.interviewer.account_id) == first.competencies
        assert kit_of(made[0], world.second_interviewer.account_id) == ("communication", "negotiation")
        assert [(item.name, item.total) for item in made[0].panel] == [("Ivan Interviewer", 6), ("Yana Interviewer", 2)]

    def test_made_again_only_what_is_missing_is_made(self, world: World) -> None:
        sessions = staffed(world)
        keep(world, *sessions)
        assert [item.id for item in steps(world).to_make] == ["first", "second"]
        assert len(make(world)) == 2
        assert make(world) == [] and steps(world).to_make == ()
        third = replace(sessions[1], id="third", name="Third")
        keep(world, *sessions, third)
        assert [item.id for item in steps(world).to_make] == ["third"]
        assert [item.title for item in make(world)] == ["Third"]

    def test_without_a_plan_or_with_an_empty_panel_nothing_is_made(self, world: World) -> None:
        with pytest.raises(Conflict) as missing:
            make(world)
        assert missing.value.code == "plan_missing"
        first, second = staffed(world)
        keep(world, first, replace(second, panel=()))
        with pytest.raises(Invalid) as empty:
            make(world)
        assert [(item.code, item.values) for item in empty.value.problems] == [
            ("planned_without_panel", {"session": "Second meeting"})
        ]
        assert application(world).interviews == ()

    def test_a_changed_plan_leaves_interviews_as_they_were_made(self, world: World) -> None:
        first, second = staffed(world)
        keep(world, first, second)
        made = make(world)
        keep(world, replace(first, name="Renamed", competencies=OPEN, minutes=20), second)
        assert interview(world, made[0].id) == made[0]


class TestKit:
    def test_questions_and_parts_can_be_changed(self, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=OPEN)
        change(
            world,
            identity,
            questions={"negotiation": ("negotiation-2",), "account-growth": ("account-growth-1",)},
            focus={world.second_interviewer.account_id: ("partnership", "communication", "account-growth")},
        )
        found = interview(world, identity)
        assert (found.questions, found.version) == ({"negotiation": ("negotiation-2",)}, 2)
        assert kit_of(found, world.second_interviewer.account_id) == ("communication", "partnership")
        assert kit_of(found, world.interviewer.account_id) == kit_of(found, 0) == OPEN

    def test_a_part_alone_counts_as_a_change_and_the_same_again_as_none(self, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, kit=OPEN)
        part = {world.interviewer.account_id: ("negotiation",)}
        change(world, identity, focus=part)
        change(world, identity, focus=part)
        assert interview(world, identity).version == 2
        events = [line for line in list_audit(world.session, actor=world.administrator).items if line.action == "change_kit"]
        assert [line.detail for line in events] == [{"changed": ["focus"]}]
        with pytest.raises(Conflict) as error:
            change(world, identity, version=1, focus={world.interviewer.account_id: OPEN})
        assert error.value.code == "stale"

    def test_nobody_is_left_with_nothing_to_rate(self, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, kit=OPEN)
        with pytest.raises(Invalid) as error:
            change(world, identity, focus={world.interviewer.account_id: ("account-growth",)})
        expected = [("focus_empty", f"focus.{world.interviewer.account_id}")]
        assert [(item.code, item.where) for item in error.value.problems] == expected

    def test_once_somebody_rates_questions_stay_and_so_does_the_part_of_whoever_rates(self, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=OPEN)
        world.draft(world.interviewer, identity, {"negotiation": 3})
        with pytest.raises(Conflict) as questions:
            change(world, identity, questions={"negotiation": ("negotiation-2",)})
        with pytest.raises(Conflict) as part:
            change(world, identity, focus={world.interviewer.account_id: ("negotiation",)})
        assert (questions.value.code, part.value.code) == ("kit_in_use", "rater_has_scorecard")
        change(world, identity, focus={world.second_interviewer.account_id: ("partnership",)})
        assert kit_of(interview(world, identity), world.second_interviewer.account_id) == ("partnership",)

    def test_a_competency_that_leaves_the_kit_leaves_questions_and_parts(self, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, kit=OPEN)
        change(
            world,
            identity,
            questions={"negotiation": ("negotiation-2",), "communication": ("communication-1",)},
            focus={world.interviewer.account_id: ("negotiation", "communication")},
        )
        found = interview(world, identity)
        change_interview(
            world.session,
            actor=world.recruiter,
            interview_id=identity,
            version=found.version,
            title=found.title,
            scheduled_at=None,
            place="",
            kit=("communication", "partnership"),
            work_samples=(),
            panel=(world.interviewer.account_id,),
            minutes=30,
            now=LATER,
        )
        found = interview(world, identity)
        assert (found.questions, found.minutes) == ({"communication": ("communication-1",)}, 30)
        assert kit_of(found, world.interviewer.account_id) == ("communication",)

    def test_only_those_who_plan_change_it(self, world: World) -> None:
        identity = world.interview(world.application_id, world.interviewer, kit=OPEN)
        for actor in (world.interviewer, world.manager):
            with pytest.raises(Forbidden):
                change(world, identity, actor=actor)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(focus=st.lists(st.sampled_from([*OPEN, "account-growth", "singing"]), max_size=8))
    def test_whatever_is_chosen_a_person_rates_a_part_of_the_kit_in_its_order(self, world: World, focus: list[str]) -> None:
        identity = world.interview(world.application_id, world.interviewer, kit=OPEN)
        wanted = [item for item in OPEN if item in focus]
        if wanted:
            change(world, identity, focus={world.interviewer.account_id: tuple(focus)})
            assert list(kit_of(interview(world, identity), world.interviewer.account_id)) == wanted
        else:
            with pytest.raises(Invalid):
                change(world, identity, focus={world.interviewer.account_id: tuple(focus)})


def change(world: World, identity: int, *, actor: Actor | None = None, **changes: object) -> None:
    found = interview(world, identity)
    values: dict[str, object] = {"version": found.version, "questions": found.questions, "focus": {}, **changes}
    change_kit(world.session, actor=actor or world.recruiter, interview_id=identity, now=LATER, **values)  # type: ignore[arg-type]


class TestGap:
    def rated(self, world: World) -> int:
        """Both rate; they are apart on negotiation, and one saw nothing of partnership."""
        identity = world.application()
        held = world.interview(identity, world.interviewer, world.second_interviewer, kit=OPEN)
        everything = dict.fromkeys(OPEN, 3)
        world.score(world.interviewer, held, everything)
        world.score(world.second_interviewer, held, {**everything, "negotiation": 5, "partnership": None})
        return identity

    def test_what_is_open_is_named_without_marks(self, world: World) -> None:
        why = {item.competency: item.why for item in steps(world, self.rated(world)).gap}
        assert (why["negotiation"], why["partnership"]) == (Gap.CONTESTED, Gap.SINGLE_RATER)
        assert why["account-growth"] is Gap.NOT_ASSESSED
        assert not {"communication", "client-insight", "issue-resolution"} & set(why)

    def test_nothing_is_said_before_the_ratings_are_revealed(self, world: World) -> None:
        held = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=OPEN)
        assert steps(world).gap == ()
        world.score(world.interviewer, held, 3)
        assert steps(world).gap == ()
        world.score(world.second_interviewer, held, 3)
        assert steps(world).gap != ()

    def test_whoever_still_owes_a_scorecard_is_told_nothing(self, world: World) -> None:
        identity = self.rated(world)
        world.interview(identity, world.recruiter, kit=("negotiation",))
        assert steps(world, identity).gap == ()
        assert steps(world, identity, world.administrator).gap != ()

    def test_the_next_interview_asks_what_was_not_asked(self, world: World) -> None:
        identity = self.rated(world)
        proposed = propose_interview(
            world.session, actor=world.recruiter, application=application(world, identity), locale="en", from_gap=True
        )
        assert (proposed.id, proposed.name) == ("", "Further interview")
        assert set(proposed.competencies) <= {item.competency for item in steps(world, identity).gap}
        assert len(proposed.competencies) <= 8 and "negotiation" in proposed.competencies
        assert proposed.work_samples == {"value-proposition"}

    def test_an_interview_is_proposed_session_by_session(self, world: World) -> None:
        def proposed() -> PlannedSession:
            found = application(world)
            return propose_interview(world.session, actor=world.recruiter, application=found, locale="en", from_gap=False)

        assert proposed().name == "First meeting"
        world.interview(world.application_id, world.interviewer, kit=OPEN)
        assert proposed().name == "Second meeting"
        sessions = staffed(world)
        keep(world, *sessions)
        assert proposed() == sessions[0]
        make(world)
        assert (proposed().id, proposed().competencies) == ("", ())
