"""The reveal of an application's ratings: at the quorum, early with a reason, and never taken back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from factories import LATER, NOW, World
from sqlalchemy import select

from hiring.actions.applications import Application, get_application, list_applications
from hiring.actions.candidates import erase_candidate, get_candidate
from hiring.actions.interviews import change_interview, get_interview
from hiring.actions.letters import Desk, cancel_interview
from hiring.actions.permissions import Actor
from hiring.actions.reveals import EarlyReveal, reveal_due_of_position, reveal_early, reveal_when_due
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.interview_tables import EarlyRevealRow, PlanRow
from hiring.storage.tables import ApplicationRow, AuditRow


def read(world: World, actor: Actor | None = None) -> Application:
    return get_application(world.session, actor=actor or world.recruiter, application_id=world.application_id)


def revealed(world: World) -> bool:
    return read(world).revealed_at is not None


def set_quorum(world: World, quorum: int | None) -> None:
    world.session.merge(PlanRow(position_id=world.position_id, sessions=[], quorum=quorum, saved_at=NOW))
    world.session.flush()


def early(world: World, reason: str = "She starts elsewhere on Monday", actor: Actor | None = None) -> None:
    reveal_early(
        world.session, actor=actor or world.recruiter, application_id=world.application_id, reason=reason, now=LATER
    )


def seat_only(world: World, *panel: Actor) -> None:
    interview = get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id)
    change_interview(
        world.session,
        actor=world.recruiter,
        interview_id=interview.id,
        version=interview.version,
        title=interview.title,
        scheduled_at=interview.scheduled_at,
        place=interview.place,
        kit=interview.kit,
        work_samples=tuple(interview.work_samples),
        panel=tuple(member.account_id for member in panel),
        now=LATER,
    )


class TestQuorum:
    def test_everybody_has_to_submit_unless_the_plan_says_otherwise(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        assert not revealed(world)
        world.score(world.second_interviewer, world.interview_id, 2, now=LATER)
        found = read(world)
        assert (found.revealed_at, found.hidden, found.early_reveal) == (LATER, False, None)
        assert len(found.placement.assessment.raters) == 2

    def test_the_number_of_the_plan_is_enough_for_those_who_owe_nothing(self, world: World) -> None:
        set_quorum(world, 1)
        interview = world.interview(world.application_id, world.interviewer, world.manager)
        world.score(world.interviewer, interview, 4)
        assert revealed(world)
        assert not read(world).hidden
        waits = read(world, world.manager)
        assert (waits.hidden, waits.placement.assessment.raters) == (True, ())
        world.score(world.manager, interview, 2)
        assert not read(world, world.manager).hidden

    def test_an_interviewer_counts_with_all_the_own_scorecards(self, world: World) -> None:
        set_quorum(world, 1)
        assert world.interview_id
        second = world.interview(world.application_id, world.interviewer)
        world.score(world.interviewer, second, 4)
        assert not revealed(world)
        world.score(world.interviewer, world.interview_id, 4)
        assert revealed(world)

    def test_a_smaller_panel_may_be_complete(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        seat_only(world, world.interviewer)
        assert revealed(world)

    def test_an_interview_called_off_is_not_waited_for(self, world: World) -> None:
        only = world.interview(world.application_id, world.interviewer)
        other = world.interview(world.application_id, world.second_interviewer)
        world.score(world.interviewer, only, 4)
        assert not revealed(world)
        version = get_interview(world.session, actor=world.recruiter, interview_id=other).version
        desk = Desk("https://hiring.example.org", ZoneInfo("UTC"), "en")
        chosen = {"interview_id": other, "version": version, "desk": desk, "now": LATER}
        cancel_interview(world.session, actor=world.recruiter, **chosen)  # type: ignore[arg-type]
        assert revealed(world)

    def test_a_lower_quorum_reveals_what_it_is_reached_by(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        fresh = world.application(candidate_id=world.candidate("Fresh"))
        assert reveal_due_of_position(world.session, world.position_id, LATER) == ()
        set_quorum(world, 1)
        assert reveal_due_of_position(world.session, world.position_id, LATER) == (world.application_id,)
        assert reveal_due_of_position(world.session, world.position_id, LATER) == ()
        assert world.session.get_one(ApplicationRow, fresh).revealed_at is None

    def test_it_is_never_taken_back(self, world: World) -> None:
        application = world.scored_application("Scored", 3)
        world.interview(application, world.manager)
        assert not reveal_when_due(world.session, application, LATER)
        assert world.session.get_one(ApplicationRow, application).revealed_at == NOW
        seen = get_application(world.session, actor=world.recruiter, application_id=application)
        assert (seen.hidden, len(seen.placement.assessment.raters)) == (False, 2)
        owes = get_application(world.session, actor=world.manager, application_id=application)
        assert (owes.hidden, owes.placement.assessment.raters) == (True, ())

    def test_the_trail_names_the_panel_as_its_cause(self, world: World) -> None:
        application = world.scored_application("Scored", 3)
        event = world.session.scalars(select(AuditRow).where(AuditRow.action == "reveal_when_due")).one()
        assert (event.account_id, event.object_id, event.detail) == (None, application, {"submitted": 2, "expected": 2})


class TestEarly:
    def test_it_opens_the_ratings_to_all_but_those_who_still_rate(self, world: World) -> None:
        interview = world.interview(world.application_id, world.interviewer, world.manager)
        world.score(world.interviewer, interview, 4)
        early(world)
        found = read(world)
        assert found.early_reveal == EarlyReveal("Rita Recruiter", "She starts elsewhere on Monday", LATER)
        assert (found.hidden, found.placement.assessment.raters) == (False, ("Ivan Interviewer",))
        assert read(world, world.manager).hidden

    @pytest.mark.parametrize(
        ("reason", "code"), [("", "reason_missing"), (" \n ", "reason_missing"), ("x" * 10_001, "too_long")]
    )
    def test_it_takes_a_reason(self, world: World, reason: str, code: str) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        with pytest.raises(Invalid) as error:
            early(world, reason)
        assert [(item.code, item.where) for item in error.value.problems] == [(code, "reason")]
        assert not revealed(world)

    def test_there_has_to_be_something_to_reveal(self, world: World) -> None:
        world.draft(world.interviewer, world.interview_id, 4)
        with pytest.raises(Conflict) as error:
            early(world)
        assert error.value.code == "nothing_submitted"
        assert not revealed(world)

    def test_a_second_time_changes_nothing(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        early(world)
        early(world, "Another reason", world.administrator)
        assert [row.reason for row in world.session.scalars(select(EarlyRevealRow))] == ["She starts elsewhere on Monday"]
        world.score(world.second_interviewer, world.interview_id, 2)
        events = world.session.scalars(select(AuditRow.action).where(AuditRow.action.startswith("reveal"))).all()
        assert events == ["reveal_early"]

    def test_the_trail_keeps_who_and_not_why(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        early(world)
        event = world.session.scalars(select(AuditRow).where(AuditRow.action == "reveal_early")).one()
        assert (event.account_id, event.detail) == (world.recruiter.account_id, {"submitted": 1, "expected": 2})

    def test_only_who_manages_applications_may(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        for actor in (world.interviewer, world.manager):
            with pytest.raises(Forbidden):
                early(world, actor=actor)
        with pytest.raises(NotFound):
            reveal_early(world.session, actor=world.recruiter, application_id=2**70, reason="x", now=NOW)

    def test_an_erased_candidate_leaves_no_reason_behind(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        early(world)
        version = get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id).version
        chosen = {"candidate_id": world.candidate_id, "version": version, "reason": "asked"}
        erase_candidate(world.session, actor=world.recruiter, now=LATER, **chosen)  # type: ignore[arg-type]
        assert world.session.scalars(select(EarlyRevealRow)).all() == []


class TestLists:
    def test_hidden_ones_stand_last_by_name_whatever_they_were_rated(self, world: World) -> None:
        for name, value in (("Анна", 3), ("Борис", 4)):
            world.scored_application(name, value)
        for name, value in (("Вера", 2), ("Глеб", 5), ("Агата", 1)):
            application = world.application(candidate_id=world.candidate(name))
            world.score(world.interviewer, world.interview(application, world.interviewer, world.second_interviewer), value)
        lines = list_applications(world.session, actor=world.administrator, position_id=world.position_id, sort="score")
        assert [line.candidate_name for line in lines] == ["Борис", "Анна", "Агата", "Вера", "Глеб"]
        for line in lines[2:]:
            assert (line.hidden, line.owed, line.submitted, line.expected) == (True, False, 1, 2)
            told = (line.score, line.level, line.coverage, line.enough_evidence, line.reaches_sought, line.raters)
            assert told == (None, None, None, False, False, 0)
            assert (line.discuss, line.failed_gates) == (0, ())

    def test_what_nobody_rated_yet_hides_nothing(self, world: World) -> None:
        assert world.interview_id
        (line,) = list_applications(world.session, actor=world.recruiter, position_id=world.position_id)
        assert (line.hidden, line.score, line.submitted, line.expected) == (False, None, 0, 2)
