"""What would be: answers that are not saved, a draft that is not adopted, another position, another level."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bundled import kam_document
from factories import LATER, NOW, World
from sqlalchemy import func, select

from hiring.actions.applications import get_application
from hiring.actions.elsewhere import place_elsewhere
from hiring.actions.intake import Intake, Replacement, adopt_draft, get_intake, preview_answers, preview_draft, save_topic
from hiring.actions.positions import change_profile
from hiring.actions.rubrics import import_rubric
from hiring.domain.placement import Placement
from hiring.errors import Forbidden, Invalid, NotFound
from hiring.storage.database import read_json, write_json
from hiring.storage.tables import AuditRow, ProfileDraftRow

TEAM, TRAVEL, LEVEL = "profile.team_mode", "profile.travel", "profile.level"


def save(world: World, **answers: object) -> int:
    intake = get_intake(world.session, actor=world.recruiter, position_id=world.position_id)
    named = {f"profile.{key}": value for key, value in answers.items()}
    form = {"position_id": world.position_id, "version": intake.version, "answers": named, "reasons": {}}
    return save_topic(world.session, actor=world.recruiter, now=LATER, **form)  # type: ignore[arg-type]


def preview(world: World) -> tuple[Replacement, ...]:
    return preview_draft(world.session, actor=world.recruiter, position_id=world.position_id)


def sought(placement: Placement) -> tuple[str, object, str | None]:
    return placement.assessment.profile.level_sought, placement.assessment.sought.score, placement.level


class TestAnswers:
    def preview(self, world: World, answers: dict[str, object], reasons: dict[str, str] | None = None) -> Intake:
        form = {"position_id": world.position_id, "answers": answers, "reasons": reasons or {}}
        return preview_answers(world.session, actor=world.recruiter, **form)  # type: ignore[arg-type]

    def test_they_are_laid_over_what_is_saved_and_nothing_is_kept(self, world: World) -> None:
        version = save(world, travel=30)
        events = world.session.scalar(select(func.count()).select_from(AuditRow))
        shown = self.preview(world, {TEAM: "lead", TRAVEL: ""}, {TRAVEL: "Why"})
        assert (shown.answers, shown.reasons, shown.version) == ({TEAM: "lead"}, {TRAVEL: "Why"}, version)
        assert "team-leadership" in [item.id for item in shown.profile.competencies]
        assert get_intake(world.session, actor=world.recruiter, position_id=world.position_id).answers == {TRAVEL: 30}
        assert world.session.scalar(select(func.count()).select_from(AuditRow)) == events

    def test_what_fits_no_question_yet_is_said_and_left_as_it_was(self, world: World) -> None:
        save(world, travel=30)
        shown = self.preview(world, {TEAM: "lead", TRAVEL: "thir"})
        assert shown.answers == {TEAM: "lead", TRAVEL: 30}
        assert [(item.code, item.where) for item in shown.problems] == [("fact_invalid", f"answers.{TRAVEL}")]

    def test_warnings_and_open_questions_follow(self, world: World) -> None:
        before = self.preview(world, {})
        shown = self.preview(world, {TRAVEL: 40, "pay.budget": {"to": 100_000}})
        assert set(before.missing) - set(shown.missing) == {"pay.budget"}
        raised = {item.warning.id for item in shown.warnings} - {item.warning.id for item in before.warnings}
        assert raised == {"W11"}


class TestDrafts:
    def test_everybody_is_placed_before_and_after_and_nothing_is_kept(self, world: World) -> None:
        scored = world.scored_application("Scored", 3)
        fresh = world.application(candidate_id=world.candidate("Fresh"))
        save(world, level="L3")
        found = {item.application_id: item for item in preview(world)}
        assert [found[scored].candidate_name, found[fresh].candidate_name] == ["Scored", "Fresh"]
        assert (found[scored].before.reaches_sought, found[scored].after.reaches_sought) == (True, False)
        assert found[fresh].after.assessment.sought.score is None
        stored = get_application(world.session, actor=world.recruiter, application_id=scored)
        assert sought(stored.placement) == sought(found[scored].before)

    def test_adopting_gives_what_was_shown(self, world: World) -> None:
        application = world.scored_application(
            "Scored", {name: 3 + number % 2 for number, name in enumerate(world.competencies)}
        )
        version = save(world, level="L3", team_mode="supported", hunter_share=80)
        after = preview(world)[0].after
        form = {"position_id": world.position_id, "version": version, "reason": "x", "move_scored": True}
        adopt_draft(world.session, actor=world.recruiter, now=NOW, **form)  # type: ignore[arg-type]
        stored = get_application(world.session, actor=world.recruiter, application_id=application)
        assert stored.placement == after

    def test_who_keeps_an_earlier_version_is_shown_on_it(self, world: World) -> None:
        application = world.scored_application("Scored", 3)
        version = save(world, level="L3")
        form = {"position_id": world.position_id, "version": version, "reason": "x", "move_scored": False}
        adopt_draft(world.session, actor=world.recruiter, now=NOW, **form)  # type: ignore[arg-type]
        save(world, level="L1")
        (found,) = preview(world)
        assert (found.application_id, sought(found.before)[0], sought(found.after)[0]) == (application, "L2", "L1")

    def test_others_ratings_stay_hidden_until_the_own_are_given(self, world: World) -> None:
        interview = world.interview(world.application_id, world.interviewer, world.recruiter)
        world.score(world.interviewer, interview, 4)
        (found,) = preview(world)
        assert (found.before.assessment.raters, found.after.assessment.raters) == ((), ())
        world.score(world.recruiter, interview, 2)
        (found,) = preview(world)
        assert found.before.assessment.raters == ("Ivan Interviewer", "Rita Recruiter")


class TestElsewhere:
    def place(self, world: World, application_id: int, **where: object) -> Placement:
        return place_elsewhere(world.session, actor=world.recruiter, application_id=application_id, **where)  # type: ignore[arg-type]

    def test_another_level_or_position_takes_the_same_ratings(self, world: World) -> None:
        application = world.scored_application("Scored", 3)
        other = world.position("Other", level="L1", answers={TEAM: "lead"})
        here = get_application(world.session, actor=world.recruiter, application_id=application).placement
        assert self.place(world, application) == here
        assert sought(self.place(world, application, level="L3"))[0] == "L3"
        there = self.place(world, application, position_id=other)
        assert sought(there)[0] == "L1"
        assert "team-leadership" in there.assessment.not_assessed
        assert sought(self.place(world, application, position_id=other, level="L3"))[0] == "L3"
        assert get_application(world.session, actor=world.recruiter, application_id=application).placement == here

    def test_another_wording_of_the_rubric_is_no_hindrance_another_structure_is(self, world: World) -> None:
        application = world.scored_application("Scored", 3)
        world.rubric_row_id = import_rubric(world.session, document={**kam_document(), "version": "2099.3"}, now=NOW)
        assert self.place(world, application, position_id=world.position("Reworded")).assessment.raters
        world.rubric_row_id = import_rubric(world.session, document=other_scale(), now=NOW)
        with pytest.raises(Invalid) as error:
            self.place(world, application, position_id=world.position("Other scale"))
        assert [problem.code for problem in error.value.problems] == ["structure_differs"]
        with pytest.raises(Invalid) as error:
            self.place(world, application, level="L9")
        assert [problem.code for problem in error.value.problems] == ["level_unknown"]

    def test_others_ratings_stay_hidden_until_the_own_are_given(self, world: World) -> None:
        interview = world.interview(world.application_id, world.interviewer, world.recruiter)
        world.score(world.interviewer, interview, 4)
        assert self.place(world, world.application_id, level="L3").assessment.raters == ()

    def test_it_stays_where_it_was_kept_and_a_later_version_can_be_asked_for(self, world: World) -> None:
        application = world.scored_application("Scored", 3)
        form = {"level_sought": "L3", "answers": {}, "adjustments": (), "thresholds": (), "reason": "x", "now": NOW}
        change_profile(world.session, actor=world.recruiter, position_id=world.position_id, number=1, **form)  # type: ignore[arg-type]
        assert sought(self.place(world, application))[0] == "L2"
        assert sought(self.place(world, application, position_id=world.position_id))[0] == "L3"


def other_scale() -> dict[str, object]:
    """The rubric with one competency called otherwise: its ratings mean something else."""
    text = write_json(kam_document()).replace("issue-resolution", "problem-solving")
    return {**read_json(text), "version": "2099.4"}


class TestReach:
    def test_another_employers_things_are_not_there(self, world: World) -> None:
        foreign = world.position(employer_id=world.employer("Foreign"))
        own = world.scored_application("Own", 3)
        theirs = world.application(position_id=foreign, candidate_id=world.candidate("Theirs"))
        session, manager = world.session, world.manager
        assert preview_draft(session, actor=manager, position_id=world.position_id)[0].application_id == own
        refused: tuple[Callable[[], object], ...] = (
            lambda: preview_draft(session, actor=manager, position_id=foreign),
            lambda: preview_answers(session, actor=manager, position_id=foreign, answers={}, reasons={}),
            lambda: place_elsewhere(session, actor=manager, application_id=theirs),
            lambda: place_elsewhere(session, actor=manager, application_id=own, position_id=foreign),
            lambda: place_elsewhere(session, actor=manager, application_id=2**70),
        )
        for act in refused:
            with pytest.raises(NotFound):
                act()
        assert world.session.scalars(select(ProfileDraftRow)).all() == []

    def test_an_interviewer_sees_none_of_it(self, world: World) -> None:
        application, actor = world.application_id, world.interviewer
        for act in (
            lambda: preview_draft(world.session, actor=actor, position_id=world.position_id),
            lambda: place_elsewhere(world.session, actor=actor, application_id=application),
        ):
            with pytest.raises(Forbidden):
                act()
