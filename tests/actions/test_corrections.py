"""Corrections: a new revision with a reason, the one before counts until it is submitted, and both stay to be read."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import EVIDENCE, LATER, NOW, World
from sqlalchemy import func, select

from hiring.actions.applications import get_application
from hiring.actions.corrections import begin_correction, discard_correction, list_own_corrections, read_corrections
from hiring.actions.interviews import SUBMITTED
from hiring.actions.permissions import Role
from hiring.actions.scorecards import DraftRating, ScorecardView, get_scorecard, save_draft, submit_scorecard
from hiring.errors import Conflict, Invalid, NotFound
from hiring.storage.tables import ScorecardRow

KIT = ("negotiation", "communication")
MUCH_LATER = LATER + dt.timedelta(days=1)
REASON = "I had the two candidates mixed up."


@pytest.fixture
def interview(world: World) -> int:
    return world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=KIT)


def begin(world: World, interview: int, reason: str = REASON) -> ScorecardView:
    return begin_correction(world.session, actor=world.interviewer, interview_id=interview, reason=reason, now=LATER)


def rate(world: World, interview: int, version: int, value: int, evidence: str = EVIDENCE) -> ScorecardView:
    rating = DraftRating("negotiation", True, value, evidence)
    return save_draft(
        world.session, actor=world.interviewer, interview_id=interview, version=version, ratings=(rating,), now=LATER
    )


def submit(world: World, interview: int, version: int) -> ScorecardView:
    return submit_scorecard(world.session, actor=world.interviewer, interview_id=interview, version=version, now=MUCH_LATER)


def correct(world: World, interview: int, value: int, evidence: str = EVIDENCE) -> ScorecardView:
    return submit(world, interview, rate(world, interview, begin(world, interview).version, value, evidence).version)


def mean(world: World, competency: str = "negotiation") -> object:
    """As the panel's administrator, who owes nothing, sees it once all are in."""
    found = get_application(world.session, actor=world.administrator, application_id=world.application_id)
    return found.placement.assessment.competency(competency).mean


def score_both(world: World, interview: int) -> None:
    world.score(world.interviewer, interview, 2)
    world.score(world.second_interviewer, interview, 2)


def test_it_starts_from_all_that_was_submitted(world: World, interview: int) -> None:
    save_draft(
        world.session,
        actor=world.interviewer,
        interview_id=interview,
        version=0,
        notes={"negotiation-1": "Spoke of the tender"},
        flags={"RF3": "We did it all together"},
        private_notes="Tired after the flight",
        now=NOW,
    )
    world.score(world.interviewer, interview, 4)
    before = get_scorecard(world.session, actor=world.interviewer, interview_id=interview)
    view = begin(world, interview)
    assert view.content == before.content
    assert (view.state, view.revision, view.reason, view.submitted_at) == ("draft", 2, REASON, None)


def test_the_one_before_counts_until_it_is_submitted(world: World, interview: int) -> None:
    score_both(world, interview)
    version = rate(world, interview, begin(world, interview).version, 4).version
    assert mean(world) == 2
    submit(world, interview, version)
    assert mean(world) == 3


def test_who_corrects_has_still_submitted(world: World, interview: int) -> None:
    score_both(world, interview)
    begin(world, interview)
    found = get_application(world.session, actor=world.administrator, application_id=world.application_id)
    assert found.placement.assessment.raters == ("Ivan Interviewer", "Yana Interviewer")
    assert {member.state for line in found.interviews for member in line.panel} == {SUBMITTED}


def test_both_revisions_are_kept_and_the_change_is_named(world: World, interview: int) -> None:
    score_both(world, interview)
    correct(world, interview, 5, "Found the note about the tender.")
    (correction,) = list_own_corrections(world.session, actor=world.interviewer, interview_id=interview)
    assert correction.ratings == (
        (
            DraftRating("negotiation", True, 2, EVIDENCE),
            DraftRating("negotiation", True, 5, "Found the note about the tender."),
        ),
    )
    assert (correction.before.number, correction.after.number, correction.after.reason) == (1, 2, REASON)
    assert correction.after.after_reveal and not correction.before.after_reveal
    assert read_corrections(world.session, world.application_id) == (correction,)


def test_a_correction_before_the_reveal_is_not_said_to_come_after_it(world: World, interview: int) -> None:
    world.score(world.interviewer, interview, 2)
    correct(world, interview, 3)
    (correction,) = list_own_corrections(world.session, actor=world.interviewer, interview_id=interview)
    assert not correction.after.after_reveal


def test_a_second_correction_follows_the_first(world: World, interview: int) -> None:
    score_both(world, interview)
    correct(world, interview, 3)
    view = correct(world, interview, 4)
    assert (view.revision, view.rating("negotiation").value) == (3, 4)
    numbers = [
        (item.before.number, item.after.number)
        for item in list_own_corrections(world.session, actor=world.interviewer, interview_id=interview)
    ]
    assert sorted(numbers) == [(1, 2), (2, 3)]


def test_a_flag_that_a_correction_takes_back_is_named(world: World, interview: int) -> None:
    save_draft(world.session, actor=world.interviewer, interview_id=interview, version=0, flags={"RF3": "Only we"}, now=NOW)
    world.score(world.interviewer, interview, 2)
    version = begin(world, interview).version
    view = save_draft(
        world.session, actor=world.interviewer, interview_id=interview, version=version, flags={"RF3": None}, now=LATER
    )
    submit(world, interview, view.version)
    (correction,) = list_own_corrections(world.session, actor=world.interviewer, interview_id=interview)
    assert (correction.flags, correction.ratings) == (("RF3",), ())


@pytest.mark.parametrize("reason", ["", "  \n", "\x00"])
def test_it_needs_a_reason(world: World, interview: int, reason: str) -> None:
    world.score(world.interviewer, interview, 2)
    with pytest.raises(Invalid) as error:
        begin(world, interview, reason)
    assert [item.code for item in error.value.problems] == ["reason_missing"]


def test_a_draft_has_nothing_to_correct(world: World, interview: int) -> None:
    for prepare in (lambda: None, lambda: world.draft(world.interviewer, interview, 3)):
        prepare()
        with pytest.raises(Conflict) as error:
            begin(world, interview)
        assert error.value.code == "scorecard_not_submitted"


def test_a_double_click_begins_one(world: World, interview: int) -> None:
    world.score(world.interviewer, interview, 2)
    assert begin(world, interview).version == begin(world, interview, "Another reason").version
    assert world.session.scalar(select(func.count()).select_from(ScorecardRow)) == 2


def test_thrown_away_it_leaves_what_was_submitted(world: World, interview: int) -> None:
    world.score(world.interviewer, interview, 2)
    rate(world, interview, begin(world, interview).version, 5)
    for _ in range(2):
        view = discard_correction(world.session, actor=world.interviewer, interview_id=interview, now=LATER)
        assert (view.state, view.revision, view.rating("negotiation").value) == ("submitted", 1, 2)
    assert list_own_corrections(world.session, actor=world.interviewer, interview_id=interview) == ()


def test_a_first_draft_is_never_thrown_away(world: World, interview: int) -> None:
    world.draft(world.interviewer, interview, 3)
    view = discard_correction(world.session, actor=world.interviewer, interview_id=interview, now=LATER)
    assert (view.state, view.rating("negotiation").value) == ("draft", 3)


def test_an_old_opinion_corrected_does_not_replace_a_newer_one(world: World, interview: int) -> None:
    """The same person rated the same competency in a later interview: a slip mended in the first changes nothing there."""
    second = world.interview(world.application_id, world.interviewer, kit=("negotiation",), title="Second")
    score_both(world, interview)
    world.score(world.interviewer, second, 4, now=LATER)
    assert mean(world) == 3
    correct(world, interview, 2, "The same, better said.")
    assert mean(world) == 3


def test_nobody_elses_is_reached(world: World, interview: int) -> None:
    world.score(world.interviewer, interview, 2)
    outsider = world.account(Role.INTERVIEWER, "Otto Outsider")
    acts = (
        lambda: begin_correction(world.session, actor=outsider, interview_id=interview, reason="x", now=LATER),
        lambda: discard_correction(world.session, actor=outsider, interview_id=interview, now=LATER),
        lambda: list_own_corrections(world.session, actor=outsider, interview_id=interview),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    correct(world, interview, 3)
    assert list_own_corrections(world.session, actor=world.second_interviewer, interview_id=interview) == ()
