"""Positions and their profiles."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from bundled import kam_document
from factories import LATER, NOW, World

from hiring.actions.applications import ApplicationLine, get_application, list_applications
from hiring.actions.comparisons import get_comparison
from hiring.actions.positions import (
    change_position,
    change_profile,
    create_position,
    get_position,
    list_newest_positions,
    list_positions,
    list_profile_versions,
)
from hiring.actions.rubrics import get_rubric, import_rubric, list_rubrics, newest_rubric_choices
from hiring.domain.profile import Adjustment, Threshold
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.tables import ProfileRow

ADJUSTMENT = Adjustment("L2", "negotiation", Fraction(7, 2), 4, "Tenders decide here")
THRESHOLD = Threshold("revenue_growth", Fraction(5), Fraction(10), Fraction(41, 2))


def codes(error: Invalid) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.problems]


def create(world: World, **changes: object) -> int:
    values: dict[str, object] = {
        "employer_id": world.employer_id,
        "rubric_row_id": world.rubric_row_id,
        "title": "Manager",
        "location": "Тверь",
        "level_sought": "L2",
        "answers": {},
        **changes,
    }
    return create_position(world.session, actor=world.recruiter, now=NOW, **values)  # type: ignore[arg-type]


def new_profile(world: World, **changes: object) -> int:
    values: dict[str, object] = {
        "number": 1,
        "level_sought": "L2",
        "answers": {},
        "adjustments": (),
        "thresholds": (),
        "reason": "The employer called",
        **changes,
    }
    return change_profile(world.session, actor=world.recruiter, position_id=world.position_id, now=LATER, **values)  # type: ignore[arg-type]


class TestPositions:
    def test_a_position_carries_its_rubric_and_profile(self, world: World) -> None:
        identity = create(world, answers={"profile.team_mode": "lead"})
        position = get_position(world.session, actor=world.recruiter, position_id=identity)
        assert (position.title, position.employer_name, position.status) == ("Manager", "Northern Packaging", "open")
        assert (position.profile.level_sought, position.profile_number, position.version) == ("L2", 1, 1)
        assert "team-leadership" in [item.id for item in position.profile.competencies]
        assert position.rubric.id == "kam"

    def test_positions_are_listed_newest_first_and_found(self, world: World) -> None:
        other = world.employer("Ёлка")
        create(world, title="First", level_sought="L1")
        create(world, title="Второй менеджер", employer_id=other)
        closed = create(world, title="Third")
        form = {"title": "Third", "location": "", "status": "closed"}
        change_position(world.session, actor=world.recruiter, position_id=closed, version=1, now=NOW, **form)

        def titles(**filters: object) -> list[str]:
            return [item.title for item in list_positions(world.session, actor=world.recruiter, **filters).items]  # type: ignore[arg-type]

        assert titles() == ["Third", "Второй менеджер", "First"]
        named = list_newest_positions(world.session, actor=world.recruiter)
        assert [(item.title, item.employer_name) for item in named][:2] == [
            ("Third", "Northern Packaging"),
            ("Второй менеджер", "Ёлка"),
        ]
        assert titles(search="МЕНЕДЖ") == ["Второй менеджер"]
        assert titles(search="елка") == ["Второй менеджер"]
        assert titles(employer_id=other) == ["Второй менеджер"]
        assert titles(status="closed") == ["Third"]
        assert titles(status="strange\x00") == []
        assert titles(employer_id=2**70) == []
        line = list_positions(world.session, actor=world.recruiter, search="First").items[0]
        assert (line.level_sought, line.applications, line.employer_name) == ("L1", 0, "Northern Packaging")
        assert line.level_name["ru"]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"title": " "}, [("title_missing", "title")]),
            ({"title": "x" * 10_000, "location": "y" * 301}, [("too_long", "title"), ("too_long", "location")]),
            ({"level_sought": "L9"}, [("level_unknown", "level")]),
            ({"answers": {"profile.team_mode": "queen"}}, [("fact_invalid", "answers.profile.team_mode")]),
            ({"answers": {"no.such": 1}}, [("fact_invalid", "answers.no.such")]),
            (
                {"title": "", "level_sought": "", "answers": {"profile.team_mode": 3}},
                [("title_missing", "title"), ("fact_invalid", "answers.profile.team_mode"), ("level_unknown", "level")],
            ),
        ],
    )
    def test_bad_input_is_named_all_at_once(
        self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]
    ) -> None:
        with pytest.raises(Invalid) as error:
            create(world, **changes)
        assert codes(error.value) == expected
        assert list_positions(world.session, actor=world.recruiter).total == 0

    @pytest.mark.parametrize("field", ["employer_id", "rubric_row_id"])
    @pytest.mark.parametrize("number", [0, 999_999, 2**64])
    def test_what_it_stands_on_must_exist(self, world: World, field: str, number: int) -> None:
        with pytest.raises(NotFound):
            create(world, **{field: number})

    def test_changing_needs_the_version_seen(self, world: World) -> None:
        form = {"title": "New title", "location": "Tver", "status": "open"}
        change_position(world.session, actor=world.recruiter, position_id=world.position_id, version=1, now=LATER, **form)
        with pytest.raises(Conflict) as error:
            change_position(
                world.session, actor=world.recruiter, position_id=world.position_id, version=1, now=LATER, **form
            )
        assert error.value.code == "stale"
        with pytest.raises(Invalid) as invalid:
            form = {"title": "", "location": "", "status": "sold"}
            change_position(
                world.session, actor=world.recruiter, position_id=world.position_id, version=2, now=LATER, **form
            )
        assert codes(invalid.value) == [("title_missing", "title"), ("status_unknown", "status")]


class TestProfiles:
    def test_a_change_is_a_new_version_with_its_reason(self, world: World) -> None:
        assert new_profile(world, adjustments=(ADJUSTMENT,), thresholds=(THRESHOLD,), reason=" Tenders\x00 ") == 2
        position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
        assert position.profile_number == 2
        assert position.profile.adjustments == (ADJUSTMENT,)
        assert position.profile.thresholds == (THRESHOLD,)
        assert position.profile.sought.standard("negotiation").weight == Fraction(7, 2)
        versions = list_profile_versions(world.session, actor=world.recruiter, position_id=world.position_id)
        assert [(item.number, item.reason, item.created_by_name) for item in versions] == [
            (2, "Tenders", "Rita Recruiter"),
            (1, "", "Rita Recruiter"),
        ]

    def test_it_holds_at_once_for_whom_it_is_meant(self, world: World) -> None:
        application = world.scored_application("Анна", 3)
        fresh = world.application(candidate_id=world.candidate("Яна"))
        assert self.held(world, application) == self.held(world, fresh) == ("L2", 1, None)
        new_profile(world, level_sought="L3")
        assert self.held(world, application) == ("L2", 1, 1)
        assert self.held(world, fresh) == ("L3", 2, None)
        assert get_application(world.session, actor=world.recruiter, application_id=application).placement.reaches_sought
        new_profile(world, number=2, level_sought="L3", move_scored=True)
        assert self.held(world, application) == ("L3", 3, None)
        moved = get_application(world.session, actor=world.recruiter, application_id=application)
        line = next(item for item in self.lines(world) if item.id == application)
        assert not moved.placement.reaches_sought
        assert (line.reaches_sought, line.level) == (False, moved.placement.level)

    def held(self, world: World, application_id: int) -> tuple[str, int, int | None]:
        """Level sought and number of the profile held against, and the earlier number that the list tells of."""
        found = get_application(world.session, actor=world.recruiter, application_id=application_id)
        line = next(item for item in self.lines(world) if item.id == application_id)
        sought = found.placement.assessment.profile.level_sought
        assert (line.level_sought, found.position.profile.level_sought) == (sought, sought)
        return sought, found.position.profile_number, line.earlier_profile

    def lines(self, world: World) -> tuple[ApplicationLine, ...]:
        return list_applications(world.session, actor=world.recruiter, position_id=world.position_id)

    def test_the_level_named_among_the_answers_is_the_one_sought(self, world: World) -> None:
        def named() -> object:
            return get_position(world.session, actor=world.recruiter, position_id=world.position_id).profile.answers

        new_profile(world, level_sought="L3", answers={"profile.level": "L1"})
        assert named() == {"profile.level": "L3"}
        new_profile(world, number=2, level_sought="L3", answers={"profile.level": "open"})
        assert named() == {"profile.level": "open"}

    def test_reasons_and_sorting_stay_unless_they_are_given(self, world: World) -> None:
        sorting = dict.fromkeys(world.competencies, "medium")
        new_profile(world, reasons={"profile.travel": " Four towns\x00 "}, priorities=sorting)
        new_profile(world, number=2, level_sought="L1")
        profile = get_position(world.session, actor=world.recruiter, position_id=world.position_id).profile
        assert (profile.reasons, dict(profile.priorities)) == ({"profile.travel": "Four towns"}, sorting)
        new_profile(world, number=3, reasons={}, priorities={})
        profile = get_position(world.session, actor=world.recruiter, position_id=world.position_id).profile
        assert (profile.reasons, profile.priorities) == ({}, {})

    def test_a_criterion_that_the_law_forbids_is_refused_when_it_is_new(self, world: World) -> None:
        answers = {"profile.industry": "Только мужчины до 30 лет"}
        for act in (lambda: create(world, answers=answers), lambda: new_profile(world, answers=answers)):
            with pytest.raises(Invalid) as error:
                act()
            assert set(codes(error.value)) == {("restricted", "answers.profile.industry")}
        with pytest.raises(Invalid) as error:
            new_profile(world, reasons={"profile.travel": "Unmarried people only"})
        assert set(codes(error.value)) == {("restricted", "reasons.profile.travel")}
        for row in world.session.query(ProfileRow):
            row.answers = answers
        assert new_profile(world, answers=answers, level_sought="L1") == 2

    def test_a_candidate_scored_later_is_held_against_the_newest(self, world: World) -> None:
        interview = world.interview_id
        new_profile(world, level_sought="L3")
        world.score(world.interviewer, interview, 3)
        new_profile(world, number=2, level_sought="L1")
        world.score(world.second_interviewer, interview, 4)
        assert self.held(world, world.application_id) == ("L3", 2, 2)
        view = get_comparison(world.session, actor=world.recruiter, position_id=world.position_id)
        assert view.position.profile.level_sought == "L1"
        assert list(view.earlier_profiles.values()) == [2]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"reason": "  "}, [("reason_missing", "reason")]),
            ({"reason": "x" * 10_001}, [("too_long", "reason")]),
            ({"level_sought": "L0"}, [("level_unknown", "level")]),
            (
                {"adjustments": (Adjustment("L2", "negotiation", Fraction(-1), 9, " "),)},
                [
                    ("adjustment_without_reason", "adjustments.L2.negotiation"),
                    ("weight_negative", "adjustments.L2.negotiation"),
                    ("minimum_off_scale", "adjustments.L2.negotiation"),
                ],
            ),
            (
                {"thresholds": (Threshold("revenue_growth", Fraction(3), Fraction(2), Fraction(1)),), "reason": ""},
                [("reason_missing", "reason"), ("thresholds_out_of_order", "thresholds.revenue_growth")],
            ),
            (
                {"thresholds": (Threshold("none", Fraction(1), Fraction(2), Fraction(3)),)},
                [("figure_unknown", "thresholds.none")],
            ),
            (
                {"answers": {"requirements.related_years_min": "many"}},
                [("fact_invalid", "answers.requirements.related_years_min")],
            ),
        ],
    )
    def test_bad_input_is_named_and_no_version_made(
        self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]
    ) -> None:
        with pytest.raises(Invalid) as error:
            new_profile(world, **changes)
        assert codes(error.value) == expected
        position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
        assert position.profile_number == 1

    @pytest.mark.parametrize("number", [0, 2, -1, 2**70])
    def test_another_version_than_the_one_in_force_is_stale(self, world: World, number: int) -> None:
        with pytest.raises(Conflict) as error:
            new_profile(world, number=number)
        assert error.value.code == "stale"


class TestReach:
    def test_a_hiring_manager_works_on_the_own_employer(self, world: World) -> None:
        own, foreign = world.position(), world.position(employer_id=world.employer("Foreign"))
        actor = world.manager
        assert [item.id for item in list_positions(world.session, actor=actor).items] == [own]
        assert [item.id for item in list_newest_positions(world.session, actor=actor)] == [own]
        assert list_positions(world.session, actor=actor, employer_id=foreign).items == ()
        assert get_position(world.session, actor=actor, position_id=own).id == own
        form = {"title": "Mine", "location": "", "status": "open", "now": NOW}
        change_position(world.session, actor=actor, position_id=own, version=1, **form)  # type: ignore[arg-type]
        profile: Mapping[str, object] = {
            "number": 1,
            "level_sought": "L1",
            "answers": {},
            "adjustments": (),
            "thresholds": (),
            "reason": "Ours",
            "now": NOW,
        }
        for act in (
            lambda: get_position(world.session, actor=actor, position_id=foreign),
            lambda: change_position(world.session, actor=actor, position_id=foreign, version=1, **form),  # type: ignore[arg-type]
            lambda: change_profile(world.session, actor=actor, position_id=foreign, **profile),  # type: ignore[arg-type]
            lambda: list_profile_versions(world.session, actor=actor, position_id=foreign),
        ):
            with pytest.raises(NotFound):
                act()
        assert change_profile(world.session, actor=actor, position_id=own, **profile) == 2  # type: ignore[arg-type]

    def test_an_interviewer_reads_none(self, world: World) -> None:
        for act in (
            lambda: list_positions(world.session, actor=world.interviewer),
            lambda: list_newest_positions(world.session, actor=world.interviewer),
            lambda: get_position(world.session, actor=world.interviewer, position_id=world.position_id),
        ):
            with pytest.raises(Forbidden):
                act()

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            get_position(world.session, actor=world.recruiter, position_id=number)


class TestRubrics:
    def test_the_same_content_is_stored_once(self, world: World) -> None:
        document = kam_document()
        assert import_rubric(world.session, document=document, now=LATER) == world.rubric_row_id
        newer = import_rubric(world.session, document={**document, "version": "2099.1"}, now=LATER)
        assert newer != world.rubric_row_id
        listed = list_rubrics(world.session, actor=world.interviewer)
        assert [(item.id, item.version) for item in listed] == [
            (newer, "2099.1"),
            (world.rubric_row_id, document["version"]),
        ]
        assert [item.id for item in newest_rubric_choices(world.session, actor=world.recruiter)] == [newer]
        assert (listed[0].levels, listed[0].competencies) == (3, 13)
        rubric = get_rubric(world.session, actor=world.interviewer, rubric_row_id=newer)
        assert (rubric.version, rubric.content) == ("2099.1", listed[0].content)
        older = get_rubric(world.session, actor=world.interviewer, rubric_row_id=world.rubric_row_id)
        assert rubric.structure == older.structure

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            get_rubric(world.session, actor=world.recruiter, rubric_row_id=number)
