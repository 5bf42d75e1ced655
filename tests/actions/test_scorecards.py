"""Scorecards: saved as they are typed, submitted once, locked, and nobody else's."""

from __future__ import annotations

import pytest
from factories import EVIDENCE, LATER, NOW, World

from hiring.actions.permissions import Actor
from hiring.actions.scorecards import (
    DraftRating,
    ScorecardView,
    get_scorecard,
    save_draft,
    submit_scorecard,
)
from hiring.errors import Conflict, Invalid, NotFound

KIT = ("negotiation", "communication")


@pytest.fixture
def interview(world: World) -> int:
    return world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=KIT)


def save(world: World, interview: int, version: int, competency: str = "negotiation", **changes: object) -> ScorecardView:
    values: dict[str, object] = {"observed": True, "value": 4, "evidence": EVIDENCE, **changes}
    rating = DraftRating(competency, **values)  # type: ignore[arg-type]
    return save_draft(
        world.session, actor=world.interviewer, interview_id=interview, version=version, ratings=(rating,), now=NOW
    )


def submit(world: World, interview: int, version: int) -> ScorecardView:
    return submit_scorecard(world.session, actor=world.interviewer, interview_id=interview, version=version, now=LATER)


class TestDrafts:
    def test_a_new_one_is_empty_in_the_order_of_the_kit(self, world: World, interview: int) -> None:
        view = get_scorecard(world.session, actor=world.interviewer, interview_id=interview)
        assert view.ratings == (DraftRating("negotiation"), DraftRating("communication"))
        assert (view.state, view.version, view.saved_at, view.submitted_at) == ("new", 0, None, None)

    def test_each_rating_is_saved_as_it_comes(self, world: World, interview: int) -> None:
        first = save(world, interview, 0, value=None, evidence=" half a\x00 sentence ")
        assert first.rating("negotiation") == DraftRating("negotiation", True, None, "half a sentence")
        second = save(world, interview, first.version, "communication", observed=False, value=None, evidence="")
        third = save(world, interview, second.version)
        assert third.ratings == (
            DraftRating("negotiation", True, 4, EVIDENCE),
            DraftRating("communication", False, None, ""),
        )
        assert (third.state, third.saved_at) == ("draft", NOW)
        assert first.version < second.version < third.version

    def test_the_same_sent_again_is_no_conflict(self, world: World, interview: int) -> None:
        first = save(world, interview, 0)
        again = save(world, interview, 0)
        assert (again.version, again.ratings) == (first.version, first.ratings)

    @pytest.mark.parametrize("version", [0, 99, -1, 2**70])
    def test_another_state_than_the_one_seen_is_a_conflict(self, world: World, interview: int, version: int) -> None:
        seen = save(world, interview, 0)
        with pytest.raises(Conflict) as error:
            save(world, interview, version, value=2)
        assert error.value.code == "stale"
        view = get_scorecard(world.session, actor=world.interviewer, interview_id=interview)
        assert view.rating("negotiation").value == seen.rating("negotiation").value == 4

    def test_a_first_rating_on_a_version_that_never_was_is_a_conflict(self, world: World, interview: int) -> None:
        with pytest.raises(Conflict):
            save(world, interview, 3)

    def test_not_observed_and_a_value_do_not_go_together(self, world: World, interview: int) -> None:
        view = save(world, interview, 0, observed=False, value=5)
        assert view.rating("negotiation") == DraftRating("negotiation", False, None, EVIDENCE)
        view = save(world, interview, view.version, observed=None, value=5)
        assert view.rating("negotiation") == DraftRating("negotiation", True, 5, EVIDENCE)
        view = save(world, interview, view.version, observed=None, value=None, evidence="")
        assert view.rating("negotiation") == DraftRating("negotiation")

    @pytest.mark.parametrize(
        ("competency", "changes", "expected"),
        [
            ("negotiation", {"value": 6}, ("rating_off_scale", "negotiation")),
            ("negotiation", {"value": 0}, ("rating_off_scale", "negotiation")),
            ("negotiation", {"value": 2**70}, ("rating_off_scale", "negotiation")),
            ("account-growth", {}, ("competency_unknown", "account-growth")),
            ("\x00", {}, ("competency_unknown", "\x00")),
            ("negotiation", {"evidence": "x" * 10_001}, ("too_long", "negotiation")),
        ],
    )
    def test_what_cannot_be_a_rating_is_not_saved(
        self, world: World, interview: int, competency: str, changes: dict[str, object], expected: tuple[str, str]
    ) -> None:
        with pytest.raises(Invalid) as error:
            save(world, interview, 0, competency, **changes)
        assert [(item.code, item.where) for item in error.value.problems] == [expected]
        assert get_scorecard(world.session, actor=world.interviewer, interview_id=interview).state == "new"

    def test_a_competency_twice_in_one_message_is_refused(self, world: World, interview: int) -> None:
        ratings = (DraftRating("negotiation", True, 3, "a"), DraftRating("negotiation", True, 4, "b"))
        with pytest.raises(Invalid) as error:
            save_draft(world.session, actor=world.interviewer, interview_id=interview, version=0, ratings=ratings, now=NOW)
        assert [item.code for item in error.value.problems] == ["rating_repeated"]


class TestSubmitting:
    def test_it_locks_and_counts(self, world: World, interview: int) -> None:
        version = world.draft(world.interviewer, interview, 4).version
        view = submit(world, interview, version)
        assert (view.state, view.submitted_at, view.interview.panel[0].state) == ("submitted", LATER, "submitted")
        with pytest.raises(Conflict) as error:
            save(world, interview, view.version, value=1)
        assert error.value.code == "scorecard_submitted"

    def test_a_double_click_changes_nothing(self, world: World, interview: int) -> None:
        version = world.draft(world.interviewer, interview, 4).version
        first = submit(world, interview, version)
        assert submit(world, interview, version) == first

    def test_a_late_copy_of_a_saved_rating_is_no_conflict_after_submitting(self, world: World, interview: int) -> None:
        version = world.draft(world.interviewer, interview, 4).version
        submit(world, interview, version)
        assert save(world, interview, 0).state == "submitted"

    def test_every_gap_is_named(self, world: World, interview: int) -> None:
        with pytest.raises(Invalid) as error:
            submit(world, interview, 0)
        assert [(item.code, item.where) for item in error.value.problems] == [
            ("rating_missing", "negotiation"),
            ("rating_missing", "communication"),
        ]
        view = save(world, interview, 0, value=None)
        view = save(world, interview, view.version, "communication", evidence=" ")
        with pytest.raises(Invalid) as error:
            submit(world, interview, view.version)
        assert [(item.code, item.where) for item in error.value.problems] == [
            ("rating_missing", "negotiation"),
            ("evidence_missing", "communication"),
        ]
        assert get_scorecard(world.session, actor=world.interviewer, interview_id=interview).state == "draft"

    def test_not_observed_needs_no_evidence(self, world: World, interview: int) -> None:
        assert world.score(world.interviewer, interview, None).state == "submitted"

    def test_a_draft_changed_elsewhere_is_not_submitted_unseen(self, world: World, interview: int) -> None:
        version = world.draft(world.interviewer, interview, 4).version
        save(world, interview, version, value=1)
        with pytest.raises(Conflict) as error:
            submit(world, interview, version)
        assert error.value.code == "stale"


class TestReach:
    def test_each_sees_the_own_alone(self, world: World, interview: int) -> None:
        world.score(world.interviewer, interview, 5)
        view = get_scorecard(world.session, actor=world.second_interviewer, interview_id=interview)
        assert view.state == "new"
        assert all(item == DraftRating(item.competency) for item in view.ratings)

    @pytest.mark.parametrize("who", ["administrator", "recruiter", "manager"])
    def test_only_the_panel_scores(self, world: World, interview: int, who: str) -> None:
        actor: Actor = getattr(world, who)
        for act in (
            lambda: get_scorecard(world.session, actor=actor, interview_id=interview),
            lambda: save_draft(world.session, actor=actor, interview_id=interview, version=0, ratings=(), now=NOW),
            lambda: submit_scorecard(world.session, actor=actor, interview_id=interview, version=0, now=NOW),
        ):
            with pytest.raises(NotFound):
                act()

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        for act in (
            lambda: get_scorecard(world.session, actor=world.interviewer, interview_id=number),
            lambda: submit(world, number, 0),
        ):
            with pytest.raises(NotFound):
                act()
