"""The debrief: read after the reveal, settled by those who answer for the position, with the initial ratings kept."""

from __future__ import annotations

from fractions import Fraction

import pytest
from factories import LATER, NOW, World
from sqlalchemy import select

from hiring.actions import scorecards
from hiring.actions.applications import get_application
from hiring.actions.candidates import erase_candidate, get_candidate
from hiring.actions.debriefs import Debrief, agree_rating, answer_flag, get_debrief
from hiring.actions.decisions import decide
from hiring.actions.permissions import Actor, Role
from hiring.domain.assessment import CompetencyResult
from hiring.domain.debrief import Outcome, Override
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.interview_tables import ConsensusRow, DecisionRow, FlagAnswerRow
from hiring.storage.tables import ApplicationRow

DISPUTED = "negotiation"


def scored(world: World, *, first: int = 4, second: int = 2) -> int:
    """An application whose panel differs on one competency by `first - second`, and rates all others 3."""
    interview = world.interview_id
    world.score(world.interviewer, interview, dict.fromkeys(world.competencies, 3) | {DISPUTED: first})
    world.score(world.second_interviewer, interview, dict.fromkeys(world.competencies, 3) | {DISPUTED: second})
    return world.application_id


def read(world: World, actor: Actor | None = None) -> Debrief:
    return get_debrief(world.session, actor=actor or world.recruiter, application_id=world.application_id)


def result(world: World) -> CompetencyResult:
    return read(world).placement.assessment.competency(DISPUTED)


def agree(
    world: World,
    value: int | None,
    *,
    reason: str = "Both heard the same offer",
    actor: Actor | None = None,
    competency: str = DISPUTED,
) -> None:
    agree_rating(
        world.session,
        actor=actor or world.recruiter,
        application_id=world.application_id,
        version=read(world).version,
        competency=competency,
        value=value,
        reason=reason,
        now=LATER,
    )


def decided(world: World, outcome: str, **given: str) -> int:
    form = {"reason": "The panel is of one mind", **given}
    row = world.session.get_one(ApplicationRow, world.application_id, populate_existing=True)
    return decide(
        world.session,
        actor=world.recruiter,
        application_id=world.application_id,
        version=row.version,
        outcome=outcome,
        now=LATER,
        **form,
    )


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


class TestReading:
    def test_the_largest_disagreement_comes_first_and_then_the_weight(self, world: World) -> None:
        scored(world)
        debrief = read(world)
        weights = {item.competency: item.weight for item in debrief.placement.assessment.profile.sought.standards}
        first, *others = debrief.order
        assert (first.competency, first.range, first.discuss) == (DISPUTED, 2, True)
        assert [weights[item.competency] for item in others] == sorted(
            (weights[item.competency] for item in others), reverse=True
        )

    def test_nobody_reads_it_before_the_reveal(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        for actor in (world.recruiter, world.manager, world.administrator, world.interviewer):
            with pytest.raises(Conflict) as caught:
                read(world, actor)
            assert caught.value.code == "not_revealed"

    def test_the_panel_reads_it_after_the_reveal_and_settles_nothing(self, world: World) -> None:
        scored(world)
        assert read(world, world.interviewer).candidate_name
        with pytest.raises(Forbidden):
            agree(world, 3, actor=world.interviewer)

    def test_others_find_nothing(self, world: World) -> None:
        scored(world)
        foreign = world.account(Role.HIRING_MANAGER, "Foreign", employer_id=world.employer("Foreign Foods"))
        for actor in (foreign, world.account(Role.INTERVIEWER, "On no panel")):
            with pytest.raises(NotFound):
                read(world, actor)


class TestAgreeing:
    def test_the_agreed_rating_counts_and_the_initial_ones_stay(self, world: World) -> None:
        scored(world)
        agree(world, 2)
        found = result(world)
        assert (found.agreed, found.score, found.mean, found.range) == (2, 2, 3, 2)
        assert [item.value for item in found.judgements] == [4, 2]
        (record,) = read(world).agreed
        assert (record.key, record.value, record.reason) == (DISPUTED, 2, "Both heard the same offer")
        assert record.account_name == world.recruiter.name

    def test_the_stored_summary_follows(self, world: World) -> None:
        identity = scored(world)
        before = world.session.get_one(ApplicationRow, identity, populate_existing=True).score
        agree(world, 5)
        after = world.session.get_one(ApplicationRow, identity, populate_existing=True).score
        assert before is not None and after is not None and after > before
        placed = get_application(world.session, actor=world.recruiter, application_id=identity).placement
        assert abs(placed.assessment.sought.score - Fraction(after)) < Fraction(1, 10**6)

    def test_it_can_be_changed_and_taken_back(self, world: World) -> None:
        scored(world)
        agree(world, 2)
        agree(world, 4, reason="The client's letter settles it")
        assert result(world).agreed == 4
        agree(world, None, reason="Entered for the wrong candidate")
        assert (result(world).agreed, result(world).score) == (None, 3)

    @pytest.mark.parametrize(("value", "reason", "code"), [(9, "x", "rating_off_scale"), (3, " ", "reason_missing")])
    def test_what_does_not_fit_is_refused(self, world: World, value: int, reason: str, code: str) -> None:
        scored(world)
        with pytest.raises(Invalid) as caught:
            agree(world, value, reason=reason)
        assert codes(caught) == [code]
        assert world.session.scalars(select(ConsensusRow)).all() == []

    def test_what_nobody_rated_cannot_be_agreed_on(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, None)
        world.score(world.second_interviewer, world.interview_id, None)
        with pytest.raises(Invalid) as caught:
            agree(world, 3)
        assert codes(caught) == ["agreed_without_ratings"]

    def test_a_stale_window_changes_nothing(self, world: World) -> None:
        scored(world)
        seen = read(world).version
        agree(world, 2)
        with pytest.raises(Conflict):
            agree_rating(
                world.session,
                actor=world.recruiter,
                application_id=world.application_id,
                version=seen,
                competency=DISPUTED,
                value=5,
                reason="x",
                now=LATER,
            )
        assert result(world).agreed == 2


class TestFlags:
    def test_an_answered_probe_ends_the_cap(self, world: World) -> None:
        card = world.draft(world.interviewer, world.interview_id, 4)
        scorecards.save_draft(
            world.session,
            actor=world.interviewer,
            interview_id=world.interview_id,
            version=card.version,
            ratings=(),
            flags={"RF5": "One person at each client"},
            now=NOW,
        )
        world.score(world.interviewer, world.interview_id, 4)
        world.score(world.second_interviewer, world.interview_id, 4)
        assert read(world).placement.assessment.competency("partnership").score == 2
        self._answer(world, resolved=False)
        assert read(world).placement.assessment.competency("partnership").score == 2
        self._answer(world, resolved=True)
        assert read(world).placement.assessment.competency("partnership").score == 4
        assert [item.resolved for item in read(world).answers] == [True]

    def test_a_flag_that_nobody_raised_is_not_found(self, world: World) -> None:
        scored(world)
        with pytest.raises(NotFound):
            self._answer(world, resolved=True)

    @staticmethod
    def _answer(world: World, *, resolved: bool) -> None:
        answer_flag(
            world.session,
            actor=world.recruiter,
            application_id=world.application_id,
            version=read(world).version,
            flag="RF5",
            answer="Named three more people, by role",
            resolved=resolved,
            now=LATER,
        )


class TestDeciding:
    def test_a_decision_has_a_name_a_reason_and_what_it_goes_against(self, world: World) -> None:
        scored(world, first=2, second=2)
        decided(world, "offer", reason="Nobody else speaks the client's language")
        (decision,) = read(world).decisions
        assert (decision.outcome, decision.decided_by_name) == (Outcome.OFFER, world.recruiter.name)
        assert decision.reason == "Nobody else speaks the client's language"
        assert Override("K6", "fail") in decision.overrides and decision.overrides[0].what == "result"

    def test_a_later_one_is_in_force_and_the_earlier_stays(self, world: World) -> None:
        scored(world)
        decided(world, "keep")
        decided(world, "decline")
        assert [item.outcome for item in read(world).decisions] == [Outcome.DECLINE, Outcome.KEEP]

    def test_another_level_is_named(self, world: World) -> None:
        scored(world)
        with pytest.raises(Invalid) as caught:
            decided(world, "other_level", level="L9")
        assert codes(caught) == ["level_unknown"]
        decided(world, "other_level", level="L1")
        assert read(world).decisions[0].level == "L1"

    def test_before_the_reveal_only_what_facts_can_decide(self, world: World) -> None:
        world.score(world.interviewer, world.interview_id, 4)
        decided(world, "decline", reason="No driving licence for a travelling post")
        (decision,) = get_application(world.session, actor=world.recruiter, application_id=world.application_id).decisions
        assert decision.overrides == ()
        with pytest.raises(Conflict) as caught:
            decided(world, "offer")
        assert caught.value.code == "not_revealed"

    def test_the_outcome_and_the_reason_are_asked_for(self, world: World) -> None:
        scored(world)
        with pytest.raises(Invalid) as caught:
            decided(world, "promote", reason="")
        assert codes(caught) == ["outcome_unknown", "reason_missing"]

    def test_everything_goes_with_an_erased_person(self, world: World) -> None:
        scored(world)
        agree(world, 2)
        decided(world, "keep")
        person = get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id)
        erase_candidate(
            world.session,
            actor=world.recruiter,
            candidate_id=person.id,
            version=person.version,
            reason="asked",
            now=LATER,
        )
        for table in (ConsensusRow, DecisionRow, FlagAnswerRow):
            assert world.session.scalars(select(table)).all() == []
