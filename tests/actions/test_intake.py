"""The next version of a profile in the making: saved topic by topic, thrown away, or put in force."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import pytest
from bundled import kam_document
from factories import LATER, NOW, World

from hiring.actions.applications import get_application
from hiring.actions.intake import (
    Intake,
    adopt_draft,
    discard_draft,
    get_intake,
    preview_answers,
    save_priorities,
    save_topic,
)
from hiring.actions.positions import change_profile, get_position, list_profile_versions
from hiring.actions.rubrics import import_rubric
from hiring.domain.profile import Threshold
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.language import get_language
from hiring.wording import say_error

TEAM, TRAVEL, LEVEL = "profile.team_mode", "profile.travel", "profile.level"


def intake_of(world: World) -> Intake:
    return get_intake(world.session, actor=world.recruiter, position_id=world.position_id)


def save(world: World, version: int, answers: Mapping[str, object], reasons: Mapping[str, str] | None = None) -> int:
    form = {"position_id": world.position_id, "version": version, "answers": answers, "reasons": reasons or {}}
    return save_topic(world.session, actor=world.recruiter, now=LATER, **form)  # type: ignore[arg-type]


def sort(world: World, version: int, priorities: Mapping[str, str | None]) -> int:
    form = {"position_id": world.position_id, "version": version, "priorities": priorities}
    return save_priorities(world.session, actor=world.recruiter, now=LATER, **form)  # type: ignore[arg-type]


def adopt(world: World, version: int, reason: str = "Thought through", *, move_scored: bool = False) -> int:
    form = {"position_id": world.position_id, "version": version, "reason": reason, "move_scored": move_scored}
    return adopt_draft(world.session, actor=world.recruiter, now=LATER, **form)  # type: ignore[arg-type]


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.value.problems]


class TestSaving:
    def test_nothing_is_there_before_the_first_answer(self, world: World) -> None:
        intake = intake_of(world)
        assert (intake.draft, intake.version, intake.saved_at, intake.saved_by_name) == (None, 0, None, None)
        assert (intake.base_number, intake.level_sought) == (1, "L2")
        assert intake.profile == intake.position.profile

    def test_what_is_saved_is_laid_over_what_is_in_force(self, world: World) -> None:
        assert save(world, 0, {TEAM: "lead"}) == 1
        assert save(world, 1, {TRAVEL: 30}, {TRAVEL: " Clients in four towns\x00 "}) == 2
        intake = intake_of(world)
        assert intake.answers == {TEAM: "lead", TRAVEL: 30}
        assert intake.reasons == {TRAVEL: "Clients in four towns"}
        assert (intake.saved_at, intake.saved_by_name, intake.version) == (LATER, "Rita Recruiter", 2)
        assert intake.draft is not None and intake.draft.answers == intake.answers
        assert "team-leadership" in [item.id for item in intake.profile.competencies]
        position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
        assert (position.profile_number, position.profile.answers) == (1, {})

    def test_an_empty_answer_takes_the_earlier_one_back(self, world: World) -> None:
        save(world, 0, {TEAM: "lead", TRAVEL: 30}, {TRAVEL: "Why"})
        save(world, 1, {TEAM: None, TRAVEL: ""}, {TRAVEL: " "})
        intake = intake_of(world)
        assert (intake.answers, intake.reasons, intake.draft) == ({}, {}, None)
        assert intake.version == 2

    def test_one_in_force_can_be_taken_back_too(self, world: World) -> None:
        adopted = adopt(world, save(world, 0, {TEAM: "lead", TRAVEL: 30}))
        version = save(world, intake_of(world).version, {TEAM: None})
        intake = intake_of(world)
        assert intake.answers == {TRAVEL: 30}
        assert intake.draft is not None and intake.draft.answers == {TEAM: None}
        assert adopt(world, version) == adopted + 1
        position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
        assert position.profile.answers == {TRAVEL: 30}

    def test_the_same_again_is_no_conflict_and_no_change(self, world: World) -> None:
        assert save(world, 0, {}) == 0
        assert save(world, 0, {TEAM: None}) == 0
        assert save(world, 0, {TEAM: "lead"}) == 1
        assert save(world, 0, {TEAM: "lead"}) == 1
        assert sort(world, 0, {}) == 1

    def test_an_older_state_is_stale_and_nothing_is_lost(self, world: World) -> None:
        save(world, 0, {TEAM: "lead"})
        for act in (lambda: save(world, 0, {TEAM: "solo"}), lambda: sort(world, 0, {"negotiation": "high"})):
            with pytest.raises(Conflict) as error:
                act()
            assert error.value.code == "stale"
        assert intake_of(world).answers == {TEAM: "lead"}

    @pytest.mark.parametrize(
        ("answers", "reasons", "expected"),
        [
            ({TEAM: "queen"}, {}, [("fact_invalid", f"answers.{TEAM}")]),
            ({"no.such": 1}, {}, [("fact_invalid", "answers.no.such")]),
            ({}, {"no.such": "x"}, [("fact_invalid", "reasons.no.such")]),
            (
                {TEAM: 3, TRAVEL: "often"},
                {TRAVEL: "x" * 10_001},
                [
                    ("fact_invalid", f"answers.{TEAM}"),
                    ("fact_invalid", f"answers.{TRAVEL}"),
                    ("too_long", f"reasons.{TRAVEL}"),
                ],
            ),
        ],
    )
    def test_misfits_are_named_beside_their_questions(
        self,
        world: World,
        answers: Mapping[str, object],
        reasons: Mapping[str, str],
        expected: list[tuple[str, str]],
    ) -> None:
        with pytest.raises(Invalid) as error:
            save(world, 0, answers, reasons)
        assert codes(error) == expected
        assert intake_of(world).version == 0

    @pytest.mark.parametrize(
        ("answers", "reasons", "where"),
        [
            ({"profile.industry": "Нужна девушка до 30 лет"}, {}, "answers.profile.industry"),
            ({"preview.upsides": "Young men only"}, {}, "answers.preview.upsides"),
            ({}, {TRAVEL: "Only unmarried candidates can travel"}, f"reasons.{TRAVEL}"),
            ({"profile.client_type": {"words": "Возраст кандидата до 35 лет"}}, {}, "answers.profile.client_type"),
        ],
    )
    def test_what_the_law_forbids_is_refused_beside_its_question(
        self, world: World, answers: Mapping[str, object], reasons: Mapping[str, str], where: str
    ) -> None:
        with pytest.raises(Invalid) as error:
            save(world, 0, answers, reasons)
        assert set(codes(error)) == {("restricted", where)}
        assert intake_of(world).version == 0

    def test_answers_that_make_no_profile_are_refused(self, world: World) -> None:
        weights = {"sourcing.clientele_similarity": {"clientele": 10, "deal": 20, "product": 70}}
        with pytest.raises(Invalid) as error:
            save(world, 0, weights)
        assert codes(error) == [("clientele_not_above_product", "answers.sourcing.clientele_similarity")]
        form = {"position_id": world.position_id, "answers": {**weights, TRAVEL: 20}, "reasons": {}}
        shown = preview_answers(world.session, actor=world.recruiter, **form)  # type: ignore[arg-type]
        assert [problem.code for problem in shown.problems] == ["clientele_not_above_product"]
        assert shown.profile.answers == {TRAVEL: 20}

    def test_what_is_asked_below_a_question_is_kept_under_its_own_name(self, world: World) -> None:
        below = "profile.portfolio_mode.small_share"
        version = save(world, 0, {"profile.portfolio_mode": "mixed", below: 25})
        assert intake_of(world).answers == {"profile.portfolio_mode": "mixed", below: 25}
        save(world, version, {below: None})
        assert intake_of(world).answers == {"profile.portfolio_mode": "mixed"}

    def test_the_refusal_names_the_word_and_a_lawful_way_to_ask(self, world: World) -> None:
        with pytest.raises(Invalid) as error:
            save(world, 0, {"profile.industry": "Возраст до 35 лет"})
        said = say_error(error.value, get_language("en"))
        assert "до 35" in said
        assert "clients, deals and results" in said

    def test_lawful_words_pass(self, world: World) -> None:
        answers = {"profile.industry": "Возрастающая выручка, детские товары", "preview.upsides": "A young market"}
        assert save(world, 0, answers) == 1

    def test_the_answer_about_the_level_is_the_level_sought(self, world: World) -> None:
        version = save(world, 0, {LEVEL: "L3"})
        assert intake_of(world).level_sought == "L3"
        adopt(world, version)
        assert get_position(world.session, actor=world.recruiter, position_id=world.position_id).profile.level_sought == "L3"
        save(world, intake_of(world).version, {LEVEL: "open"})
        assert intake_of(world).level_sought == "L3"


class TestSorting:
    def test_a_complete_sorting_makes_the_weights(self, world: World) -> None:
        names = world.competencies
        sorting = {name: "high" if number < 4 else "low" for number, name in enumerate(names)}
        version = sort(world, 0, sorting)
        profile = intake_of(world).profile
        assert [profile.sought.standard(name).weight for name in names] == [3] * 4 + [1] * (len(names) - 4)
        sort(world, version, {names[0]: None})
        intake = intake_of(world)
        assert names[0] not in intake.priorities
        assert intake.profile.sought == intake.position.profile.sought

    def test_not_everything_is_high(self, world: World) -> None:
        names = world.competencies
        with pytest.raises(Invalid) as error:
            sort(world, 0, dict.fromkeys(names, "high"))
        assert codes(error) == [("too_many_high", "priorities")]
        with pytest.raises(Invalid) as error:
            sort(world, 0, {"no-such": "high", names[0]: "highest"})
        assert [code for code, _ in codes(error)] == ["priority_unknown", "priority_unknown"]

    def test_a_sorting_that_no_longer_fits_waits_and_keeps_nothing_else_from_being_saved(self, world: World) -> None:
        """A rubric where two competencies depend on an answer: of thirteen four may be high, of eleven only three."""
        document = copy.deepcopy(dict(kam_document()))
        document["competencies"]["negotiation"]["when"] = document["competencies"]["team-leadership"]["when"]
        world.rubric_row_id = import_rubric(world.session, document={**document, "version": "2099.2"}, now=NOW)
        version = save(world, 0, {TEAM: "lead"})
        names = [
            item.id for item in intake_of(world).profile.competencies if item.id not in ("negotiation", "team-leadership")
        ]
        version = sort(world, version, dict.fromkeys(names[:4], "high"))
        assert intake_of(world).problems == ()
        version = save(world, version, {TEAM: "solo", TRAVEL: 10})
        intake = intake_of(world)
        assert intake.answers == {TEAM: "solo", TRAVEL: 10}
        assert [problem.code for problem in intake.problems] == ["too_many_high"]
        assert intake.profile.answers == intake.answers
        with pytest.raises(Invalid) as error:
            adopt(world, version)
        assert codes(error) == [("too_many_high", "priorities")]
        adopt(world, sort(world, version, {names[0]: "low"}))


class TestAdopting:
    def test_the_draft_becomes_the_next_version_with_its_reason(self, world: World) -> None:
        sorting = dict.fromkeys(world.competencies, "medium")
        version = sort(world, save(world, 0, {TRAVEL: 30}, {TRAVEL: "Four towns"}), sorting)
        assert adopt(world, version, " Agreed by\x00 phone ") == 2
        position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
        newest, *_ = list_profile_versions(world.session, actor=world.recruiter, position_id=world.position_id)
        assert (position.profile_number, newest.number, newest.reason) == (2, 2, "Agreed by phone")
        assert position.profile.answers == {TRAVEL: 30}
        assert position.profile.reasons == {TRAVEL: "Four towns"}
        assert position.profile.sorted_completely
        intake = intake_of(world)
        assert (intake.draft, intake.saved_by_name, intake.base_number) == (None, None, 2)
        assert intake.version > version
        assert [item.number for item in self.versions(world)] == [2, 1]

    def versions(self, world: World) -> tuple[object, ...]:
        return list_profile_versions(world.session, actor=world.recruiter, position_id=world.position_id)

    def test_it_needs_a_reason_and_something_to_adopt(self, world: World) -> None:
        with pytest.raises(Invalid) as error:
            adopt(world, 0, "")
        assert codes(error) == [("draft_empty", ""), ("reason_missing", "reason")]
        version = save(world, 0, {TRAVEL: 30})
        with pytest.raises(Invalid) as error:
            adopt(world, version, "x" * 10_001)
        assert codes(error) == [("too_long", "reason")]
        with pytest.raises(Conflict):
            adopt(world, version - 1)
        assert intake_of(world).base_number == 1

    def test_adjustments_and_thresholds_in_force_stay(self, world: World) -> None:
        version = save(world, 0, {TRAVEL: 30})
        threshold = Threshold("revenue_growth", 5, 10, 20)  # type: ignore[arg-type]
        self.change(world, thresholds=(threshold,))
        with pytest.raises(Conflict):
            adopt(world, version)
        assert adopt(world, intake_of(world).version) == 3
        position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
        assert position.profile.thresholds == (threshold,)
        assert position.profile.answers == {TEAM: "lead", TRAVEL: 30}

    def change(self, world: World, **changes: object) -> int:
        values: dict[str, object] = {"adjustments": (), "thresholds": (), "answers": {TEAM: "lead"}, **changes}
        return change_profile(  # type: ignore[arg-type]
            world.session,
            actor=world.recruiter,
            position_id=world.position_id,
            number=1,
            level_sought="L2",
            reason="By hand",
            now=LATER,
            **values,
        )

    def test_a_change_of_the_profile_is_seen_by_who_has_typed_nothing_yet(self, world: World) -> None:
        assert intake_of(world).version == 0
        self.change(world)
        with pytest.raises(Conflict):
            save(world, 0, {TRAVEL: 30})
        assert save(world, intake_of(world).version, {TRAVEL: 30}) == 2

    @pytest.mark.parametrize("move", [False, True])
    def test_scored_candidates_keep_their_version_unless_they_are_moved(self, world: World, move: bool) -> None:
        scored = world.scored_application("Scored", 3)
        fresh = world.application(candidate_id=world.candidate("Fresh"))
        adopt(world, save(world, 0, {LEVEL: "L3"}), move_scored=move)

        def held(identity: int) -> str:
            found = get_application(world.session, actor=world.recruiter, application_id=identity)
            return found.placement.assessment.profile.level_sought

        assert held(fresh) == "L3"
        assert held(scored) == ("L3" if move else "L2")


class TestDiscarding:
    def test_nothing_of_it_is_left_and_no_version_counts_twice(self, world: World) -> None:
        version = sort(world, save(world, 0, {TEAM: "lead"}), {"negotiation": "high"})
        with pytest.raises(Conflict):
            self.discard(world, 1)
        self.discard(world, version)
        intake = intake_of(world)
        assert (intake.draft, intake.answers, intake.priorities) == (None, {}, {})
        with pytest.raises(Conflict):
            save(world, 1, {TRAVEL: 30})
        self.discard(world, 0)
        assert intake_of(world).version == intake.version

    def discard(self, world: World, version: int) -> None:
        discard_draft(world.session, actor=world.recruiter, position_id=world.position_id, version=version, now=LATER)


class TestReach:
    def test_an_employer_defines_the_own_profile_only(self, world: World) -> None:
        own, foreign = world.position_id, world.position(employer_id=world.employer("Foreign"))
        form = {"actor": world.manager, "version": 0, "answers": {TEAM: "lead"}, "reasons": {}, "now": NOW}
        assert save_topic(world.session, position_id=own, **form) == 1  # type: ignore[arg-type]
        assert get_intake(world.session, actor=world.manager, position_id=own).saved_by_name == "Max Manager"
        with pytest.raises(NotFound):
            save_topic(world.session, position_id=foreign, **form)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            get_intake(world.session, actor=world.manager, position_id=foreign)

    def test_an_interviewer_has_no_part_in_it(self, world: World) -> None:
        with pytest.raises(Forbidden):
            get_intake(world.session, actor=world.interviewer, position_id=world.position_id)

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            get_intake(world.session, actor=world.recruiter, position_id=number)
