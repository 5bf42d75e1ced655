"""Interviews: the kit, the panel, and what no longer changes once somebody has begun to rate."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import LATER, NOW, World

from hiring.actions.accounts import change_account
from hiring.actions.interviews import (
    change_interview,
    create_interview,
    get_interview,
    list_interviews,
    list_interviews_of,
    panel_choices,
)
from hiring.actions.permissions import Actor, Role
from hiring.errors import Conflict, Forbidden, Invalid, NotFound

KIT = ("negotiation", "communication")


def create(world: World, **changes: object) -> int:
    values: dict[str, object] = {
        "application_id": world.application_id,
        "title": "First talk",
        "scheduled_at": NOW,
        "place": "Room 4",
        "kit": KIT,
        "work_samples": (),
        "panel": (world.interviewer.account_id,),
        **changes,
    }
    return create_interview(world.session, actor=world.recruiter, now=NOW, **values)  # type: ignore[arg-type]


def change(world: World, interview_id: int, **changes: object) -> None:
    interview = get_interview(world.session, actor=world.recruiter, interview_id=interview_id)
    values: dict[str, object] = {
        "version": interview.version,
        "title": interview.title,
        "scheduled_at": interview.scheduled_at,
        "place": interview.place,
        "kit": interview.kit,
        "work_samples": tuple(interview.work_samples),
        "panel": tuple(member.account_id for member in interview.panel),
        **changes,
    }
    change_interview(world.session, actor=world.recruiter, interview_id=interview_id, now=LATER, **values)  # type: ignore[arg-type]


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


class TestKeeping:
    def test_an_interview_is_kept_as_planned(self, world: World) -> None:
        moscow = dt.timezone(dt.timedelta(hours=3))
        identity = create(
            world,
            title=" First\x00  talk ",
            scheduled_at=dt.datetime(2026, 3, 5, 12, 0, tzinfo=moscow),
            kit=("negotiation", "communication", "negotiation"),
            work_samples=("communication",),
            panel=(world.second_interviewer.account_id, world.interviewer.account_id, world.interviewer.account_id),
        )
        interview = get_interview(world.session, actor=world.recruiter, interview_id=identity)
        assert (interview.title, interview.place) == ("First talk", "Room 4")
        assert interview.scheduled_at == dt.datetime(2026, 3, 5, 9, 0, tzinfo=dt.UTC)
        assert (interview.kit, interview.work_samples) == (KIT, frozenset({"communication"}))
        assert [(item.name, item.state, item.rated, item.total) for item in interview.panel] == [
            ("Ivan Interviewer", "not started", 0, 2),
            ("Yana Interviewer", "not started", 0, 2),
        ]
        assert (interview.candidate_name, interview.level_sought) == ("Анна Ёлкина", "L2")

    def test_the_latest_come_first_and_those_without_a_time_last(self, world: World) -> None:
        for title, moment in (("Early", NOW), ("None", None), ("Late", LATER)):
            create(world, title=title, scheduled_at=moment)
        assert [line.title for line in list_interviews(world.session, actor=world.recruiter).items] == [
            "Late",
            "Early",
            "None",
        ]

    def test_those_of_an_application_stand_as_they_are_held_and_those_without_a_time_as_they_were_planned(
        self, world: World
    ) -> None:
        for title, moment in (("Third", None), ("Fourth", None), ("Second", LATER), ("First", NOW)):
            create(world, title=title, scheduled_at=moment)
        lines = list_interviews_of(world.session, world.application_id)
        assert [line.title for line in lines] == ["First", "Second", "Third", "Fourth"]

    def test_progress_of_every_interviewer_is_in_view(self, world: World) -> None:
        panel = (world.interviewer.account_id, world.second_interviewer.account_id)
        identity = create(world, panel=panel)
        world.score(world.interviewer, identity, 4)
        world.draft(world.second_interviewer, identity, {"negotiation": 3})
        line = list_interviews(world.session, actor=world.recruiter).items[0]
        assert [(item.state, item.rated) for item in line.panel] == [("submitted", 2), ("draft", 1)]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"title": "\u00a0"}, [("title_missing", "title")]),
            ({"title": "x" * 10_000, "place": "x" * 301}, [("too_long", "title"), ("too_long", "place")]),
            ({"kit": ()}, [("kit_empty", "kit")]),
            ({"kit": ("singing",)}, [("competency_unknown", "kit")]),
            ({"work_samples": ("account-growth",)}, [("competency_unknown", "work_samples")]),
            ({"panel": ()}, [("panel_empty", "panel")]),
            ({"panel": (999_999,)}, [("account_unknown", "panel")]),
            ({"panel": (2**70, -1)}, [("account_unknown", "panel"), ("account_unknown", "panel")]),
        ],
    )
    def test_bad_input_is_named(self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
        with pytest.raises(Invalid) as error:
            create(world, **changes)
        assert [(item.code, item.where) for item in error.value.problems] == expected
        assert list_interviews(world.session, actor=world.recruiter).total == 0

    def test_an_account_that_is_off_joins_no_panel_but_may_stay(self, world: World) -> None:
        identity = create(world)
        switch_off(world, world.interviewer)
        change(world, identity, title="Still the same panel")
        with pytest.raises(Invalid):
            create(world)
        assert world.interviewer.account_id not in [key for key, _ in panel_choices(world.session, actor=world.recruiter)]


class TestChanging:
    def test_before_anybody_rates_all_may_change(self, world: World) -> None:
        identity = create(world)
        change(world, identity, kit=("account-growth",), panel=(world.second_interviewer.account_id,), scheduled_at=None)
        interview = get_interview(world.session, actor=world.recruiter, interview_id=identity)
        assert (interview.kit, interview.scheduled_at, interview.version) == (("account-growth",), None, 2)
        assert [item.name for item in interview.panel] == ["Yana Interviewer"]

    def test_a_new_panel_alone_counts_as_a_change(self, world: World) -> None:
        identity = create(world)
        change(world, identity, panel=(world.interviewer.account_id, world.second_interviewer.account_id))
        assert get_interview(world.session, actor=world.recruiter, interview_id=identity).version == 2
        with pytest.raises(Conflict) as error:
            change(world, identity, version=1, title="Other")
        assert error.value.code == "stale"

    @pytest.mark.parametrize("changes", [{"kit": ("negotiation",)}, {"kit": KIT[::-1]}, {"work_samples": ("negotiation",)}])
    def test_with_a_scorecard_the_kit_stays(self, world: World, changes: dict[str, object]) -> None:
        identity = create(world)
        world.draft(world.interviewer, identity, {"negotiation": 3})
        with pytest.raises(Conflict) as error:
            change(world, identity, **changes)
        assert error.value.code == "kit_in_use"
        change(world, identity, title="The title may change")

    def test_who_has_a_scorecard_stays_on_the_panel(self, world: World) -> None:
        identity = create(world)
        world.draft(world.interviewer, identity, {"negotiation": 3})
        with pytest.raises(Conflict) as error:
            change(world, identity, panel=(world.second_interviewer.account_id,))
        assert error.value.code == "rater_has_scorecard"
        change(world, identity, panel=(world.second_interviewer.account_id, world.interviewer.account_id))


class TestReach:
    def test_an_interviewer_reaches_the_own_panels(self, world: World) -> None:
        own, other = create(world, title="Own"), create(world, title="Other", panel=(world.second_interviewer.account_id,))
        assert [line.id for line in list_interviews(world.session, actor=world.interviewer).items] == [own]
        assert get_interview(world.session, actor=world.interviewer, interview_id=own).id == own
        with pytest.raises(NotFound):
            get_interview(world.session, actor=world.interviewer, interview_id=other)
        with pytest.raises(Forbidden):
            change_interview(
                world.session,
                actor=world.interviewer,
                interview_id=own,
                version=1,
                title="x",
                scheduled_at=None,
                place="",
                kit=KIT,
                work_samples=(),
                panel=(world.interviewer.account_id,),
                now=NOW,
            )

    def test_a_hiring_manager_reaches_those_alone_where_asked_to_interview(self, world: World) -> None:
        create(world)
        assert list_interviews(world.session, actor=world.manager).items == ()
        own = create(world, panel=(world.manager.account_id,))
        assert [line.id for line in list_interviews(world.session, actor=world.manager).items] == [own]

    def test_a_recruiter_sees_all_or_the_own(self, world: World) -> None:
        create(world)
        own = create(world, panel=(world.recruiter.account_id,))
        assert list_interviews(world.session, actor=world.recruiter).total == 2
        assert [line.id for line in list_interviews(world.session, actor=world.recruiter, mine=True).items] == [own]

    def test_panels_are_chosen_by_name(self, world: World) -> None:
        for name in ("Ёлкин", "Егоров"):
            world.account(Role.INTERVIEWER, name)
        names = [name for _, name in panel_choices(world.session, actor=world.recruiter)]
        assert names == ["Ada Admin", "Rita Recruiter", "Егоров", "Ёлкин"]
        with pytest.raises(Forbidden):
            panel_choices(world.session, actor=world.interviewer)

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            get_interview(world.session, actor=world.recruiter, interview_id=number)
