"""Applications: what was recorded becomes a placement, and its summary is always the one that would be computed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from factories import LATER, NOW, World

from hiring.actions.applications import (
    Application,
    ApplicationLine,
    apply_candidate,
    get_application,
    list_applications,
    recompute_summaries,
    waive_gate,
    withdraw_waiver,
)
from hiring.actions.candidates import change_candidate, change_figures, get_candidate
from hiring.actions.interviews import create_interview
from hiring.actions.permissions import Role
from hiring.actions.placements import merge_cards
from hiring.actions.positions import change_profile
from hiring.domain.figures import FigureClaim
from hiring.domain.scorecard import Rating, Scorecard
from hiring.errors import Forbidden, Invalid, NotFound
from hiring.storage.scorecards import SubmittedCard
from hiring.storage.tables import ApplicationRow


def lines(world: World, sort: str = "name") -> tuple[ApplicationLine, ...]:
    return list_applications(world.session, actor=world.recruiter, position_id=world.position_id, sort=sort)


def read(world: World, application_id: int) -> Application:
    return get_application(world.session, actor=world.recruiter, application_id=application_id)


class TestApplying:
    def test_a_candidate_is_considered_once_for_a_position(self, world: World) -> None:
        assert world.application_id
        with pytest.raises(Invalid) as error:
            world.application()
        assert [(item.code, item.where) for item in error.value.problems] == [("already_applied", "candidate_id")]
        other = world.position("Another")
        assert world.application(position_id=other) != world.application_id

    def test_without_any_scorecard_nothing_is_claimed(self, world: World) -> None:
        application = read(world, world.application_id)
        assert application.placement.level is None
        assert not application.placement.enough_evidence
        line = lines(world)[0]
        assert (line.score, line.level, line.coverage, line.raters) == (None, None, Decimal(0), 0)

    @pytest.mark.parametrize("field", ["position_id", "candidate_id"])
    @pytest.mark.parametrize("number", [0, 999_999, 2**64])
    def test_both_must_exist(self, world: World, field: str, number: int) -> None:
        ids = {"position_id": world.position_id, "candidate_id": world.candidate_id, field: number}
        with pytest.raises(NotFound):
            apply_candidate(world.session, actor=world.recruiter, now=NOW, **ids)


class TestPlacing:
    def test_the_submitted_scorecards_make_the_placement(self, world: World) -> None:
        identity = world.application()
        interview = world.interview(identity, world.interviewer, world.second_interviewer)
        world.score(world.interviewer, interview, 4)
        world.draft(world.second_interviewer, interview, 1)
        assert read(world, identity).placement.assessment.raters == ()
        world.score(world.second_interviewer, interview, 3)
        application = read(world, identity)
        assert application.placement.assessment.sought.score == Fraction(7, 2)
        assert application.placement.level == "L2"
        line = lines(world)[0]
        assert (line.score, line.coverage, line.raters, line.submitted, line.expected) == (Decimal("3.5"), 1, 2, 2, 2)
        assert [(item.name, item.state, item.rated) for item in application.interviews[0].panel] == [
            ("Ivan Interviewer", "submitted", len(world.competencies)),
            ("Yana Interviewer", "submitted", len(world.competencies)),
        ]

    def test_two_interviewers_of_one_name_are_two(self, world: World) -> None:
        namesake = world.account(Role.INTERVIEWER, world.interviewer.name)
        identity = world.application()
        interview = world.interview(identity, world.interviewer, namesake)
        world.score(world.interviewer, interview, 5)
        world.score(namesake, interview, 3)
        assessment = read(world, identity).placement.assessment
        assert assessment.raters == ("Ivan Interviewer", "Ivan Interviewer (2)")
        assert assessment.sought.score == 4

    def test_a_rater_counts_once_a_competency_with_the_newest_rating(self, world: World) -> None:
        identity = world.application()
        first = world.interview(identity, world.interviewer, kit=("negotiation", "communication"))
        second = world.interview(identity, world.interviewer, kit=("negotiation", "account-growth"))
        world.score(world.interviewer, second, 5, now=LATER)
        world.score(world.interviewer, first, 2, now=NOW)
        results = {item.competency: item for item in read(world, identity).placement.assessment.competencies}
        assert results["negotiation"].mean == 5
        assert results["communication"].mean == 2
        assert results["account-growth"].mean == 5
        assert len(results["negotiation"].judgements) == 1

    def test_lines_are_sorted_by_name_or_by_score(self, world: World) -> None:
        for name, value in (("Анна", 3), ("Ёлкин", 5), ("Егоров", 4)):
            world.scored_application(name, value)
        world.application(candidate_id=world.candidate("Борис"))
        assert [line.candidate_name for line in lines(world)] == ["Анна", "Борис", "Егоров", "Ёлкин"]
        assert [line.candidate_name for line in lines(world, sort="score")] == ["Ёлкин", "Егоров", "Анна", "Борис"]


class TestMerging:
    def card(
        self, interview: int, rater: int, moment: int, *ratings: Rating, samples: tuple[str, ...] = ()
    ) -> SubmittedCard:
        at = NOW + dt.timedelta(minutes=moment)
        return SubmittedCard(1, interview, rater, f"Rater {rater}", at, frozenset(samples), ratings)

    def test_not_observed_never_takes_the_place_of_a_rating(self) -> None:
        older = self.card(1, 7, 0, Rating("a", 4, "said"), samples=("a",))
        newer = self.card(2, 7, 5, Rating("a", None), Rating("b", None))
        assert merge_cards((newer, older)) == (
            Scorecard("Rater 7", (Rating("a", 4, "said"),), frozenset({"a"})),
            Scorecard("Rater 7", (Rating("b", None),)),
        )

    def test_at_the_same_moment_the_later_interview_counts_whatever_the_order(self) -> None:
        one, two = self.card(1, 7, 0, Rating("a", 1, "x")), self.card(2, 7, 0, Rating("a", 5, "y"))
        assert merge_cards((one, two)) == merge_cards((two, one)) == (Scorecard("Rater 7", (Rating("a", 5, "y"),)),)

    def test_nothing_makes_nothing(self) -> None:
        assert merge_cards(()) == ()


class TestWaiving:
    def missing_fact(self, world: World) -> int:
        """An application that fails a must-have on facts and nothing else."""
        candidate = world.candidate("Без опыта", facts={"experience_types": ["marketing"], "related_years": 9})
        identity = world.application(candidate_id=candidate)
        interview = world.interview(identity, world.interviewer)
        world.score(world.interviewer, interview, 4)
        return identity

    def test_a_waived_gate_no_longer_holds_the_level_back(self, world: World) -> None:
        identity = self.missing_fact(world)
        assert [(line.level, line.failed_gates) for line in lines(world)] == [(None, ("K1",))]
        waive_gate(
            world.session, actor=world.recruiter, application_id=identity, gate="K1", reason=" Knows\x00 us ", now=NOW
        )
        waive_gate(world.session, actor=world.recruiter, application_id=identity, gate="K1", reason="Second", now=LATER)
        assert [(line.level, line.failed_gates) for line in lines(world)] == [("L2", ())]
        waivers = read(world, identity).waivers
        assert [(item.gate, item.reason, item.created_by_name) for item in waivers] == [("K1", "Second", "Rita Recruiter")]
        withdraw_waiver(world.session, actor=world.recruiter, application_id=identity, gate="K1", now=LATER)
        withdraw_waiver(world.session, actor=world.recruiter, application_id=identity, gate="K1", now=LATER)
        assert [(line.level, line.failed_gates) for line in lines(world)] == [(None, ("K1",))]
        assert read(world, identity).waivers == ()

    @pytest.mark.parametrize(
        ("gate", "reason", "expected"),
        [
            ("K1", "  ", "reason_missing"),
            ("K1", "x" * 10_001, "too_long"),
            ("K6", "We like them", "gate_never_waived"),
        ],
    )
    def test_bad_input_is_named(self, world: World, gate: str, reason: str, expected: str) -> None:
        with pytest.raises(Invalid) as error:
            waive_gate(
                world.session, actor=world.recruiter, application_id=world.application_id, gate=gate, reason=reason, now=NOW
            )
        assert [problem.code for problem in error.value.problems] == [expected]

    def test_an_unknown_gate_is_not_found(self, world: World) -> None:
        chosen = {"actor": world.recruiter, "application_id": world.application_id, "gate": "x\x00\ud800", "now": NOW}
        with pytest.raises(NotFound):
            waive_gate(world.session, reason="x", **chosen)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            withdraw_waiver(world.session, **chosen)  # type: ignore[arg-type]


class TestIndependence:
    """Nobody sees others' ratings of a candidate before giving the own ones."""

    def test_others_ratings_stay_hidden_until_the_own_scorecard_is_in(self, world: World) -> None:
        identity = world.application()
        interview = world.interview(identity, world.interviewer, world.recruiter)
        world.score(world.interviewer, interview, 2)
        hidden = read(world, identity)
        assert hidden.own_scorecards_open == (interview,)
        assert hidden.placement.assessment.raters == ()
        line = lines(world)[0]
        assert (line.hidden, line.score, line.level, line.coverage) == (True, None, None, None)
        seen = get_application(world.session, actor=world.administrator, application_id=identity)
        assert (seen.own_scorecards_open, seen.hidden, seen.placement.assessment.raters) == ((), True, ())
        assert (seen.submitted, seen.expected) == (1, 2)
        world.score(world.recruiter, interview, 4)
        shown = read(world, identity)
        assert (shown.own_scorecards_open, shown.hidden) == ((), False)
        assert len(shown.placement.assessment.raters) == 2
        assert lines(world)[0].score == Decimal(3)

    def test_the_own_ratings_of_an_earlier_interview_stay_in_view(self, world: World) -> None:
        identity = world.application()
        first = world.interview(identity, world.recruiter, world.interviewer)
        for rater in (world.recruiter, world.interviewer):
            world.score(rater, first, 3)
        world.interview(identity, world.recruiter)
        assert read(world, identity).placement.assessment.raters == ("Rita Recruiter",)


class TestSummaries:
    def test_what_is_stored_is_what_would_be_computed(self, world: World) -> None:
        """After every kind of change that moves a summary; then once more from nothing."""
        third = Fraction(1, 3)
        values = {item: 3 + index % 3 for index, item in enumerate(world.competencies)}
        identity = world.scored_application("Анна", values)
        candidate = read(world, identity).candidate.id
        world.scored_application("Пётр", 2)
        world.application(candidate_id=world.candidate("Олег"))
        stored = [self.summary(world)]
        change_figures(
            world.session,
            actor=world.recruiter,
            candidate_id=candidate,
            version=1,
            figures=(FigureClaim("revenue_growth", third, 3),),
            now=NOW,
        )
        stored.append(self.summary(world))
        waive_gate(world.session, actor=world.recruiter, application_id=identity, gate="K1", reason="x", now=NOW)
        stored.append(self.summary(world))
        person = get_candidate(world.session, actor=world.recruiter, candidate_id=candidate)
        change_candidate(
            world.session,
            actor=world.recruiter,
            candidate_id=candidate,
            version=person.version,
            name=person.name,
            email="",
            phone="",
            city="",
            headline="",
            notes="",
            facts={},
            now=NOW,
        )
        stored.append(self.summary(world))
        for number, level, moved in ((1, "L1", False), (2, "L3", True)):
            change_profile(
                world.session,
                actor=world.recruiter,
                position_id=world.position_id,
                number=number,
                level_sought=level,
                answers={},
                adjustments=(),
                thresholds=(),
                reason="Another level",
                move_scored=moved,
                now=NOW,
            )
            stored.append(self.summary(world))
        assert stored[0] != stored[-1]

    def summary(self, world: World) -> list[tuple[object, ...]]:
        """The stored summaries, held against those computed after every stored value was spoilt."""
        before = self.stored(world)
        for row in world.session.query(ApplicationRow):
            row.score, row.level, row.coverage, row.raters = Decimal(9), "none", Decimal(9), 99
            row.enough_evidence, row.reaches_sought, row.discuss, row.failed_gates = True, True, 99, ["x"]
        assert recompute_summaries(world.session) == 3
        assert self.stored(world) == before
        return before

    def stored(self, world: World) -> list[tuple[object, ...]]:
        return [
            (
                line.candidate_name,
                line.score,
                line.level,
                line.coverage,
                line.enough_evidence,
                line.reaches_sought,
                line.discuss,
                line.failed_gates,
                line.raters,
            )
            for line in lines(world)
        ]


class TestReach:
    def test_a_hiring_manager_reads_the_own_employers(self, world: World) -> None:
        foreign_position = world.position(employer_id=world.employer("Foreign"))
        foreign = world.application(position_id=foreign_position)
        actor = world.manager
        assert list_applications(world.session, actor=actor, position_id=world.position_id) == ()
        own = get_application(world.session, actor=actor, application_id=world.application_id)
        assert own.position.employer_id == actor.employer_id
        for act in (
            lambda: get_application(world.session, actor=actor, application_id=foreign),
            lambda: list_applications(world.session, actor=actor, position_id=foreign_position),
        ):
            with pytest.raises(NotFound):
                act()
        with pytest.raises(Forbidden):
            waive_gate(world.session, actor=actor, application_id=world.application_id, gate="K1", reason="x", now=NOW)

    def test_an_interviewer_reads_none(self, world: World) -> None:
        for act in (
            lambda: get_application(world.session, actor=world.interviewer, application_id=world.application_id),
            lambda: list_applications(world.session, actor=world.interviewer, position_id=world.position_id),
            lambda: apply_candidate(
                world.session, actor=world.interviewer, position_id=world.position_id, candidate_id=1, now=NOW
            ),
        ):
            with pytest.raises(Forbidden):
                act()

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        for act in (
            lambda: get_application(world.session, actor=world.recruiter, application_id=number),
            lambda: list_applications(world.session, actor=world.recruiter, position_id=number),
            lambda: withdraw_waiver(world.session, actor=world.recruiter, application_id=number, gate="K1", now=NOW),
            lambda: create_interview(
                world.session,
                actor=world.recruiter,
                application_id=number,
                title="x",
                scheduled_at=None,
                place="",
                kit=("negotiation",),
                work_samples=(),
                panel=(world.interviewer.account_id,),
                now=NOW,
            ),
        ):
            with pytest.raises(NotFound):
                act()
