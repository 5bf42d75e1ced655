"""My day: what one person owes others, and what waits for a word of theirs."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import LATER, NOW, World

from hiring.actions.corrections import begin_correction
from hiring.actions.days import Duty, Undecided, own_duties, undecided_applications, waited_interviews
from hiring.actions.debriefs import agree_rating, get_debrief
from hiring.actions.decisions import decide
from hiring.actions.interviews import create_interview
from hiring.actions.permissions import Actor, Role
from hiring.actions.reveals import reveal_early
from hiring.domain.debrief import Outcome
from hiring.errors import Forbidden

DAY = dt.timedelta(days=1)
MIDNIGHT = NOW.replace(hour=0, minute=0)
DISPUTED = "negotiation"


def duties(world: World, actor: Actor | None = None, *, day: dt.datetime = MIDNIGHT, most: int = 40) -> tuple[Duty, ...]:
    return own_duties(world.session, actor=actor or world.interviewer, begins=day, ends=day + DAY, most=most)


def undecided(world: World, actor: Actor | None = None, *, most: int = 8) -> Undecided:
    return undecided_applications(world.session, actor=actor or world.recruiter, most=most)


def planned(world: World, title: str, at: dt.datetime | None, *, place: str = "") -> int:
    return create_interview(
        world.session,
        actor=world.recruiter,
        application_id=world.application_id,
        title=title,
        scheduled_at=at,
        place=place,
        kit=(DISPUTED, "communication"),
        work_samples=(),
        panel=(world.interviewer.account_id, world.second_interviewer.account_id),
        minutes=45,
        now=NOW,
    )


def states(found: tuple[Duty, ...]) -> list[tuple[str, str, bool]]:
    return [(duty.title, duty.state, duty.today) for duty in found]


class TestOwnDuties:
    def test_what_is_open_or_being_corrected_and_what_is_today(self, world: World) -> None:
        for title, at in (("No time", None), ("Tomorrow", NOW + DAY), ("Today", NOW), ("Done today", LATER)):
            planned(world, title, at, place="Room 4")
        corrected, done, begun = (planned(world, title, NOW - DAY) for title in ("Corrected", "Done", "Begun"))
        for interview in (corrected, done, next(d.interview_id for d in duties(world) if d.title == "Done today")):
            world.score(world.interviewer, interview, 3)
        world.draft(world.interviewer, begun, {DISPUTED: 4})
        begin_correction(world.session, actor=world.interviewer, interview_id=corrected, reason="A slip", now=LATER)
        assert states(duties(world)) == [
            ("Corrected", "correcting", False),
            ("Begun", "draft", False),
            ("Today", "not started", True),
            ("Done today", "submitted", True),
            ("Tomorrow", "not started", False),
            ("No time", "not started", False),
        ]
        found = {duty.title: duty for duty in duties(world)}
        assert (found["Begun"].answered, found["Begun"].total) == (1, 2)
        assert (found["Today"].place, found["Today"].minutes) == ("Room 4", 45)

    def test_each_has_the_own_ones_only(self, world: World) -> None:
        interview = planned(world, "Ours", NOW - DAY)
        assert duties(world, world.recruiter) == ()
        world.score(world.interviewer, interview, 3)
        assert duties(world) == ()
        assert states(duties(world, world.second_interviewer)) == [("Ours", "not started", False)]

    def test_a_day_ends_where_the_next_begins(self, world: World) -> None:
        interview = planned(world, "At midnight", MIDNIGHT)
        world.score(world.interviewer, interview, 3)
        assert states(duties(world)) == [("At midnight", "submitted", True)]
        assert duties(world, day=MIDNIGHT - DAY) == ()

    def test_no_more_than_asked_for(self, world: World) -> None:
        for number in range(4):
            planned(world, str(number), NOW + number * DAY)
        assert [duty.title for duty in duties(world, most=2)] == ["0", "1"]

    def test_a_personal_link_opens_no_day(self, world: World) -> None:
        guest = Actor(world.interviewer.account_id, Role.EXTERNAL, only_interview=world.interview_id)
        with pytest.raises(Forbidden):
            duties(world, guest)


class TestUndecided:
    def scored(self, world: World, first: int = 4, second: int = 2) -> int:
        interview = world.interview_id
        world.score(world.interviewer, interview, dict.fromkeys(world.competencies, 3) | {DISPUTED: first})
        world.score(world.second_interviewer, interview, dict.fromkeys(world.competencies, 3) | {DISPUTED: second})
        return world.application_id

    def test_the_panel_talks_first_then_somebody_decides_and_then_it_is_over(self, world: World) -> None:
        application = self.scored(world)
        assert [[line.id for line in part] for part in (undecided(world).debrief, undecided(world).decision)] == [
            [application],
            [],
        ]
        version = get_debrief(world.session, actor=world.recruiter, application_id=application).version
        given = {"competency": DISPUTED, "value": 3, "reason": "Talked over", "now": LATER}
        agree_rating(world.session, actor=world.recruiter, application_id=application, version=version, **given)
        assert [[line.id for line in part] for part in (undecided(world).debrief, undecided(world).decision)] == [
            [],
            [application],
        ]
        version = get_debrief(world.session, actor=world.recruiter, application_id=application).version
        decide(
            world.session,
            actor=world.recruiter,
            application_id=application,
            version=version,
            outcome=Outcome.ADVANCE,
            reason="Good",
            now=LATER,
        )
        assert undecided(world) == Undecided((), ())

    def test_nothing_before_the_reveal_and_nothing_for_whoever_owes_a_scorecard(self, world: World) -> None:
        interview = world.interview(world.application_id, world.interviewer, world.recruiter)
        world.score(world.interviewer, interview, 3)
        assert undecided(world, world.administrator) == Undecided((), ())
        reveal_early(
            world.session, actor=world.administrator, application_id=world.application_id, reason="Holidays", now=LATER
        )
        assert undecided(world, world.administrator) == Undecided((), ()), "a scorecard is still to come"
        world.score(world.recruiter, interview, 5)
        for actor in (world.administrator, world.recruiter):
            assert [line.id for line in undecided(world, actor).debrief] == [world.application_id]
        world.interview(world.application_id, world.recruiter, title="Second")
        assert [line.id for line in undecided(world, world.administrator).debrief] == [world.application_id]
        assert undecided(world) == Undecided((), ())

    def test_a_manager_has_the_own_employers_and_an_interviewer_none(self, world: World) -> None:
        foreign = world.position("Foreign", employer_id=world.employer("Southern Glass"))
        world.scored_application("Own", 3)
        world.scored_application("Foreign", 3, position_id=foreign)
        assert [line.candidate_name for line in undecided(world, world.manager).decision] == ["Own"]
        assert {line.candidate_name for line in undecided(world).decision} == {"Own", "Foreign"}
        with pytest.raises(Forbidden):
            undecided(world, world.interviewer)

    def test_who_waits_longest_comes_first(self, world: World) -> None:
        names = ["Zeta", "Alpha", "Mu"]
        for name in names:
            world.scored_application(name, 3)
        assert [line.candidate_name for line in undecided(world).decision] == names
        assert [line.candidate_name for line in undecided(world, most=2).decision] == names[:2]


def test_interviews_that_are_over_wait_for_their_scorecards_the_oldest_first(world: World) -> None:
    late, later = planned(world, "Late", NOW - DAY), planned(world, "Later", NOW - 2 * DAY)
    planned(world, "Ahead", LATER)
    done = planned(world, "Done", NOW - 3 * DAY)
    for rater in (world.interviewer, world.second_interviewer):
        world.score(rater, done, 3)
    world.score(world.interviewer, late, 3)
    found = waited_interviews(world.session, actor=world.recruiter, now=NOW, most=8)
    assert [(line.interview_id, line.submitted, line.expected) for line in found] == [(later, 0, 2), (late, 1, 2)]
    assert len(waited_interviews(world.session, actor=world.recruiter, now=NOW, most=1)) == 1
    with pytest.raises(Forbidden):
        waited_interviews(world.session, actor=world.interviewer, now=NOW, most=8)
