"""Where applications stand, who may move them, and what a decision does to their stage."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from factories import LATER, NOW, World
from sqlalchemy import select

from hiring.actions.decisions import decide
from hiring.actions.permissions import Actor, Role
from hiring.actions.pipeline import Board, Card, change_stages, get_board, list_stage, move_applications
from hiring.actions.plans import interviews_from_plan, save_plan
from hiring.actions.positions import get_position
from hiring.actions.timelines import get_timeline
from hiring.domain.interview_plan import PlannedSeat, PlannedSession
from hiring.domain.pipeline import LAST, NEW, USUAL, DeclineReason, Stage
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.tables import ApplicationRow, AuditRow


def board(world: World, actor: Actor | None = None) -> Board:
    return get_board(world.session, actor=actor or world.recruiter, position_id=world.position_id)


def standing(world: World) -> dict[str, list[int]]:
    return {column.stage.id: [card.id for card in column.cards] for column in board(world).columns if column.cards}


def only_card(world: World, actor: Actor | None = None) -> Card:
    (card,) = [card for column in board(world, actor).columns for card in column.cards]
    return card


def move(world: World, seen: dict[int, str], stage: str, *, actor: Actor | None = None, **given: str) -> int:
    about = {"position_id": world.position_id, "seen": seen, "stage": stage, "now": LATER, **given}
    return move_applications(world.session, actor=actor or world.recruiter, **about)  # type: ignore[arg-type]


def row_of(world: World, application_id: int) -> ApplicationRow:
    return world.session.get_one(ApplicationRow, application_id, populate_existing=True)


def decided(world: World, outcome: str, **given: str) -> None:
    version = row_of(world, world.application_id).version
    form = {"version": version, "outcome": outcome, "reason": "The panel is of one mind", **given}
    decide(world.session, actor=world.recruiter, application_id=world.application_id, now=LATER, **form)  # type: ignore[arg-type]


def rename(world: World, stages: Iterable[Stage], *, actor: Actor | None = None) -> None:
    position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
    about = {"position_id": position.id, "version": position.version, "stages": stages, "now": LATER}
    change_stages(world.session, actor=actor or world.recruiter, **about)  # type: ignore[arg-type]


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in caught.value.problems]


class TestBoard:
    def test_everybody_begins_at_the_first_stage(self, world: World) -> None:
        assert standing_of(world, "new") == [world.application_id]
        assert [column.stage.id for column in board(world).columns] == [NEW, *USUAL, *LAST]

    def test_ten_cards_a_stage_and_the_list_has_all(self, world: World) -> None:
        made = [world.application(candidate_id=world.candidate(f"Person {number}")) for number in range(13)]
        first = board(world).columns[0]
        assert (first.total, len(first.cards)) == (13, 10)
        assert [card.id for card in first.cards] == made[:-11:-1]
        found = list_stage(world.session, actor=world.recruiter, position_id=world.position_id, stage="new")
        assert [card.id for card in found.page.items] == made[::-1]

    def test_a_score_is_shown_once_it_is_revealed(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        before = only_card(world)
        assert (before.score, before.level, before.raters, before.hidden) == (None, None, 0, True)
        assert (before.submitted, before.expected) == (1, 2)
        world.score(world.second_interviewer, world.interview_id, 4)
        after = only_card(world)
        assert (after.score, after.raters, after.hidden) == (4, 2, False)

    def test_who_still_owes_a_scorecard_sees_neither_score_nor_why_one_was_declined(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        world.score(world.second_interviewer, world.interview_id, 4)
        move(world, {world.application_id: "interview"}, "declined", decline_reason="below_level", note="By far")
        assert only_card(world, world.manager).decline_note == "By far"
        world.interview(world.application_id, world.manager, title="Second")
        card = only_card(world, world.manager)
        assert (card.score, card.decline_reason, card.decline_note) == (None, None, "")

    def test_an_unknown_stage_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            list_stage(world.session, actor=world.recruiter, position_id=world.position_id, stage="nowhere")

    def test_another_employers_board_is_not_found(self, world: World) -> None:
        elsewhere = world.account(Role.HIRING_MANAGER, "Olaf", employer_id=world.employer("Elsewhere"))
        with pytest.raises(NotFound):
            board(world, elsewhere)
        with pytest.raises(Forbidden):
            board(world, world.interviewer)


class TestMoving:
    def test_several_at_once_each_with_an_event(self, world: World) -> None:
        made = [world.application(candidate_id=world.candidate(f"Person {number}")) for number in range(3)]
        assert move(world, dict.fromkeys(made, "new"), "screening") == 3
        assert standing_of(world, "screening") == made[::-1]
        events = world.session.scalars(select(AuditRow).where(AuditRow.action == "move_application")).all()
        assert [(event.object_id, event.detail) for event in events] == [
            (identity, {"from": "new", "to": "screening"}) for identity in made
        ]

    def test_sent_twice_nothing_more_happens(self, world: World) -> None:
        assert move(world, {world.application_id: "new"}, "screening") == 1
        assert move(world, {world.application_id: "new"}, "screening") == 0

    def test_one_that_somebody_moved_meanwhile_keeps_all_where_they_are(self, world: World) -> None:
        other = world.application(candidate_id=world.candidate("Other"))
        move(world, {other: "new"}, "interview")
        with pytest.raises(Conflict) as caught:
            move(world, {world.application_id: "new", other: "new"}, "screening")
        assert caught.value.code == "stale"
        assert row_of(world, world.application_id).stage == "new"

    def test_a_decline_has_a_reason_of_the_list(self, world: World) -> None:
        seen = {world.application_id: "new"}
        for given, code in (
            ({}, ("decline_reason_missing", "decline_reason")),
            ({"decline_reason": "whim"}, ("decline_reason_missing", "decline_reason")),
            ({"decline_reason": "other"}, ("decline_note_missing", "note")),
            ({"decline_reason": "other", "note": "Слишком старый, нужны до 35 лет"}, ("restricted", "note")),
        ):
            with pytest.raises(Invalid) as caught:
                move(world, seen, "declined", **given)
            assert code in codes(caught)
        move(world, seen, "declined", decline_reason="pay", note="Asks twice the budget")
        card = only_card(world)
        assert (card.decline_reason, card.decline_note) == (DeclineReason.PAY, "Asks twice the budget")

    def test_taken_up_again_the_reason_goes(self, world: World) -> None:
        move(world, {world.application_id: "new"}, "declined", decline_reason="pay")
        move(world, {world.application_id: "declined"}, "interview")
        assert row_of(world, world.application_id).decline_reason == ""

    def test_an_offer_follows_a_decision(self, world: World) -> None:
        for stage in ("offer", "hired"):
            with pytest.raises(Invalid) as caught:
                move(world, {world.application_id: "new"}, stage)
            assert codes(caught) == [("offer_undecided", "stage")]
        world.score(world.interviewer, world.interview_id, 4)
        world.score(world.second_interviewer, world.interview_id, 4)
        decided(world, "offer")
        assert move(world, {world.application_id: "offer"}, "hired") == 1

    def test_nobody_nowhere_and_strangers(self, world: World) -> None:
        with pytest.raises(Invalid) as caught:
            move(world, {}, "nowhere")
        assert codes(caught) == [("nobody_chosen", "applications"), ("stage_unknown", "stage")]
        strange = world.application(position_id=world.other_position_id, candidate_id=world.candidate("Strange"))
        with pytest.raises(NotFound):
            move(world, {strange: "new"}, "screening")

    def test_a_hiring_manager_looks_only(self, world: World) -> None:
        with pytest.raises(Forbidden):
            move(world, {world.application_id: "new"}, "screening", actor=world.manager)


class TestPlanning:
    def test_the_first_interview_takes_whoever_is_new_to_the_interviews(self, world: World) -> None:
        identity = world.application_id
        world.interview(identity, world.interviewer)
        row = row_of(world, identity)
        assert (row.stage, row.stage_at) == ("interview", NOW)
        moves = world.session.scalars(select(AuditRow).where(AuditRow.action == "move_when_planned")).all()
        assert [(event.object_id, event.account_id, event.detail) for event in moves] == [
            (identity, None, {"from": "new", "to": "interview"})
        ]

    def test_the_timeline_says_that_it_went_by_itself_and_why(self, world: World) -> None:
        world.interview(world.application_id, world.interviewer)
        timeline = get_timeline(world.session, actor=world.recruiter, application_id=world.application_id)
        event = next(item for item in timeline.events if item.what == "move_when_planned")
        assert (event.who, event.before, event.after) == (None, Stage("new"), Stage("interview"))

    def test_made_from_the_plan_it_moves_just_once(self, world: World) -> None:
        panel = (PlannedSeat(world.interviewer.account_id),)
        sessions = tuple(
            PlannedSession(name, name, part, minutes=60, panel=panel)
            for name, part in (("one", world.competencies[:5]), ("two", world.competencies[5:]))
        )
        about = {"position_id": world.position_id, "version": 0, "sessions": sessions, "quorum": None, "now": NOW}
        save_plan(world.session, actor=world.recruiter, **about)  # type: ignore[arg-type]
        identity = world.application_id
        assert len(interviews_from_plan(world.session, actor=world.recruiter, application_id=identity, now=LATER)) == 2
        assert (row_of(world, identity).stage, row_of(world, identity).stage_at) == ("interview", LATER)

    def test_whom_a_person_moved_stays_even_at_the_first_stage(self, world: World) -> None:
        identity = world.application_id
        move(world, {identity: "new"}, "screening")
        world.interview(identity, world.interviewer)
        assert row_of(world, identity).stage == "screening"
        move(world, {identity: "screening"}, "new")
        world.interview(identity, world.interviewer, title="Second")
        assert row_of(world, identity).stage == "new"

    def test_a_position_without_a_stage_of_interviews_moves_nobody(self, world: World) -> None:
        rename(world, (Stage("", "Case"),))
        world.interview(world.application_id, world.interviewer)
        row = row_of(world, world.application_id)
        assert (row.stage, row.stage_at) == ("new", None)

    def test_who_had_seen_it_new_is_told_that_it_went_on(self, world: World) -> None:
        world.interview(world.application_id, world.interviewer)
        with pytest.raises(Conflict) as caught:
            move(world, {world.application_id: "new"}, "screening")
        assert caught.value.code == "stale"

    def test_an_interview_that_is_refused_moves_nobody(self, world: World) -> None:
        with pytest.raises(Invalid):
            world.interview(world.application_id)
        assert row_of(world, world.application_id).stage == "new"


class TestDeciding:
    @pytest.mark.parametrize(
        ("outcome", "stage"), [("advance", "debrief"), ("offer", "offer"), ("decline", "declined"), ("keep", "kept")]
    )
    def test_a_decision_moves_in_the_same_transaction(self, world: World, outcome: str, stage: str) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        world.score(world.second_interviewer, world.interview_id, 4)
        decided(world, outcome, decline_reason="another_chosen")
        row = row_of(world, world.application_id)
        assert (row.stage, row.stage_at) == (stage, LATER)
        assert row.decline_reason == ("another_chosen" if stage == "declined" else "")

    def test_advancing_goes_through_the_own_stages(self, world: World) -> None:
        rename(world, (Stage("", "Case"), Stage("interview")))
        assert world.application_id
        decided(world, "advance")
        assert row_of(world, world.application_id).stage == "own-1"
        decided(world, "advance")
        assert row_of(world, world.application_id).stage == "interview"

    def test_an_unknown_decline_reason_is_refused(self, world: World) -> None:
        assert world.application_id
        with pytest.raises(Invalid) as caught:
            decided(world, "decline", decline_reason="whim")
        assert codes(caught) == [("decline_reason_missing", "decline_reason")]


class TestOwnStages:
    def test_they_keep_their_ids_when_renamed_and_reordered(self, world: World) -> None:
        rename(world, (Stage("screening"), Stage("", "Case day")))
        move(world, {world.application_id: "new"}, "own-1")
        rename(world, (Stage("own-1", "Case afternoon"), Stage("screening", "Call"), Stage("", "References")))
        named = [(column.stage.id, column.stage.name, column.total) for column in board(world).columns[:4]]
        assert named == [
            ("new", "", 0),
            ("own-1", "Case afternoon", 1),
            ("screening", "Call", 0),
            ("own-2", "References", 0),
        ]

    def test_one_with_people_in_it_stays(self, world: World) -> None:
        move(world, {world.application_id: "new"}, "interview")
        with pytest.raises(Invalid) as caught:
            rename(world, (Stage("screening"),))
        assert codes(caught) == [("stage_in_use", "stages")]

    def test_an_id_that_the_position_does_not_have_counts_as_new(self, world: World) -> None:
        rename(world, (Stage("declined", "Trick"), Stage("own-9", "Other")))
        assert [column.stage.id for column in board(world).columns] == [NEW, "own-1", "own-2", *LAST]

    def test_a_stale_form_changes_nothing(self, world: World) -> None:
        with pytest.raises(Conflict):
            change_stages(world.session, actor=world.recruiter, position_id=world.position_id, version=0, stages=(), now=NOW)


def standing_of(world: World, stage: str) -> list[int]:
    assert world.application_id
    return standing(world).get(stage, [])
