"""The employer's word on a profile: approvals and comments."""

from __future__ import annotations

import pytest
from factories import COMPLETE, LATER, NOW, World

from hiring.actions.approvals import Approval, approve_profile, list_approvals
from hiring.actions.comments import Comment, add_comment, list_comments
from hiring.actions.intake import adopt_draft, save_topic
from hiring.actions.permissions import Actor
from hiring.errors import Conflict, Forbidden, Invalid, NotFound


def approve(world: World, actor: Actor, **changes: object) -> None:
    values: dict[str, object] = {"position_id": world.complete_position_id, "number": 1, "now": LATER, **changes}
    approve_profile(world.session, actor=actor, **values)  # type: ignore[arg-type]


def approvals(world: World) -> tuple[Approval, ...]:
    return list_approvals(world.session, actor=world.recruiter, position_id=world.complete_position_id)


def comment(world: World, actor: Actor, **changes: object) -> int:
    values: dict[str, object] = {"position_id": world.position_id, "number": 1, "text": "Why L3?", "now": LATER, **changes}
    return add_comment(world.session, actor=actor, **values)  # type: ignore[arg-type]


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.value.problems]


class TestApprovals:
    def test_the_employer_approves_in_person(self, world: World) -> None:
        approve(world, world.manager, on_behalf_of="Somebody else", note=" As agreed\x00 ")
        assert approvals(world) == (Approval(1, "Max Manager", "", "As agreed", LATER),)

    def test_anybody_else_says_whose_word_it_is(self, world: World) -> None:
        for empty in ("", "  \x00"):
            with pytest.raises(Invalid) as error:
                approve(world, world.recruiter, on_behalf_of=empty)
            assert codes(error) == [("on_behalf_of_missing", "on_behalf_of")]
        approve(world, world.recruiter, on_behalf_of="Olga, director")
        assert approvals(world) == (Approval(1, "Rita Recruiter", "Olga, director", "", LATER),)

    def test_the_same_word_twice_is_one_and_another_persons_is_another(self, world: World) -> None:
        for _ in range(2):
            approve(world, world.recruiter, on_behalf_of="Olga")
        approve(world, world.manager)
        assert [(item.account_name, item.on_behalf_of) for item in approvals(world)] == [
            ("Max Manager", ""),
            ("Rita Recruiter", "Olga"),
        ]

    def test_it_waits_for_every_mandatory_answer(self, world: World) -> None:
        for left_out in COMPLETE:
            answers = {key: value for key, value in COMPLETE.items() if key != left_out}
            undecided = {"profile.level": "open"} if left_out == "profile.level" else {}
            position = world.position(answers=answers | undecided)
            with pytest.raises(Invalid) as error:
                approve(world, world.manager, position_id=position)
            assert codes(error) == [("answers_missing", "")]

    @pytest.mark.parametrize("number", [0, 2, -1, 2**70])
    def test_only_the_version_in_force_is_approved(self, world: World, number: int) -> None:
        with pytest.raises(Conflict):
            approve(world, world.manager, number=number)

    def test_a_later_version_waits_for_its_own_approval(self, world: World) -> None:
        approve(world, world.manager)
        identity = world.complete_position_id
        form = {"position_id": identity, "version": 0, "answers": {"profile.travel": 20}, "reasons": {}, "now": NOW}
        version = save_topic(world.session, actor=world.manager, **form)  # type: ignore[arg-type]
        adopt_draft(
            world.session,
            actor=world.manager,
            position_id=identity,
            version=version,
            reason="Travel",
            move_scored=False,
            now=NOW,
        )
        with pytest.raises(Conflict):
            approve(world, world.manager)
        approve(world, world.manager, number=2)
        assert [item.number for item in approvals(world)] == [2, 1]

    def test_too_much_is_refused(self, world: World) -> None:
        with pytest.raises(Invalid) as error:
            approve(world, world.recruiter, on_behalf_of="x" * 301, note="y" * 10_001)
        assert codes(error) == [("too_long", "on_behalf_of"), ("too_long", "note")]


class TestComments:
    def test_they_are_read_newest_first_by_those_who_work_on_the_profile(self, world: World) -> None:
        comment(world, world.manager, topic="pay", text=" Too low?\x00 ")
        comment(world, world.recruiter)
        listed = list_comments(world.session, actor=world.manager, position_id=world.position_id)
        assert listed == (
            Comment(1, "", "Rita Recruiter", "Why L3?", LATER),
            Comment(1, "pay", "Max Manager", "Too low?", LATER),
        )

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"text": " "}, [("text_missing", "text")]),
            ({"text": "x" * 10_001, "topic": "weather"}, [("too_long", "text"), ("topic_unknown", "topic")]),
        ],
    )
    def test_what_is_no_comment_is_refused(
        self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]
    ) -> None:
        with pytest.raises(Invalid) as error:
            comment(world, world.recruiter, **changes)
        assert codes(error) == expected

    @pytest.mark.parametrize("number", [0, 2, 2**70])
    def test_a_version_that_is_not_there_has_none(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            comment(world, world.recruiter, number=number)


class TestReach:
    def test_another_employers_profile_is_not_there(self, world: World) -> None:
        foreign = world.position(employer_id=world.employer("Foreign"), answers=COMPLETE)
        for act in (
            lambda: approve(world, world.manager, position_id=foreign),
            lambda: comment(world, world.manager, position_id=foreign),
            lambda: list_approvals(world.session, actor=world.manager, position_id=foreign),
            lambda: list_comments(world.session, actor=world.manager, position_id=foreign),
        ):
            with pytest.raises(NotFound):
                act()

    def test_an_interviewer_has_no_word_in_it(self, world: World) -> None:
        for act in (
            lambda: approve(world, world.interviewer),
            lambda: comment(world, world.interviewer),
            lambda: list_approvals(world.session, actor=world.interviewer, position_id=world.position_id),
            lambda: list_comments(world.session, actor=world.interviewer, position_id=world.position_id),
        ):
            with pytest.raises(Forbidden):
                act()
