"""The stages of a position, and where a decision leads."""

from __future__ import annotations

import pytest

from hiring.domain.debrief import Outcome
from hiring.domain.pipeline import (
    LAST,
    LONGEST_NAME,
    MOST_OWN,
    NEW,
    USUAL,
    Stage,
    build_pipeline,
    check_stages,
    next_own_id,
    stage_after,
    stage_once_planned,
)


def test_without_own_stages_the_usual_ones_lie_between() -> None:
    assert build_pipeline().ids == (NEW, *USUAL, *LAST)


def test_own_stages_lie_between_the_first_and_the_last_ones() -> None:
    own = (Stage("own-1", "Case"), Stage("interview"))
    assert build_pipeline(own).ids == (NEW, "own-1", "interview", *LAST)
    assert build_pipeline(own).between == own


@pytest.mark.parametrize(
    ("stage", "after"),
    [
        ("new", "screening"),
        ("interview", "debrief"),
        ("debrief", "offer"),
        ("offer", "hired"),
        ("hired", "hired"),
        ("declined", "screening"),
        ("kept", "screening"),
        ("taken-away", "screening"),
    ],
)
def test_going_on_leads_one_stage_further(stage: str, after: str) -> None:
    assert build_pipeline().next_after(stage) == after


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (Outcome.ADVANCE, "debrief"),
        (Outcome.OFFER, "offer"),
        (Outcome.DECLINE, "declined"),
        (Outcome.KEEP, "kept"),
        (Outcome.OTHER_LEVEL, "interview"),
    ],
)
def test_a_decision_leads_to_its_stage(outcome: Outcome, stage: str) -> None:
    assert stage_after(build_pipeline(), "interview", outcome) == stage


@pytest.mark.parametrize(
    ("own", "codes"),
    [
        ((), ["stages_missing"]),
        ((Stage("own-1", "Case"),), []),
        ((Stage("interview"),), []),
        ((Stage("own-1", ""),), ["name_missing"]),
        ((Stage("own-1", "Case"), Stage("own-2", "CASE")), ["stage_repeated"]),
        ((Stage("own-1", "a" * (LONGEST_NAME + 1)),), ["too_long"]),
        (tuple(Stage(f"own-{n}", f"Stage {n}") for n in range(MOST_OWN + 1)), ["stages_too_many"]),
    ],
)
def test_own_stages_are_named_once_and_briefly(own: tuple[Stage, ...], codes: list[str]) -> None:
    assert [problem.code for problem in check_stages(own)] == codes


def test_a_new_stage_gets_a_number_that_none_bears() -> None:
    assert next_own_id(()) == "own-1"
    assert next_own_id(("own-1", "own-7", "interview", "own-x")) == "own-8"


@pytest.mark.parametrize("stage", [*USUAL, *LAST, "own-1", "taken-away"])
def test_the_first_planned_interview_takes_nobody_out_of_another_stage(stage: str) -> None:
    pipeline = build_pipeline((Stage("own-1", "Case"), *(Stage(identity) for identity in USUAL)))
    assert stage_once_planned(pipeline, stage, moved=False) == stage


def test_the_first_planned_interview_takes_whoever_is_new_to_the_interviews() -> None:
    assert stage_once_planned(build_pipeline(), NEW, moved=False) == "interview"


def test_whom_a_person_put_back_to_the_first_stage_stays_there() -> None:
    assert stage_once_planned(build_pipeline(), NEW, moved=True) == NEW


def test_a_position_without_a_stage_of_interviews_leaves_people_where_they_are() -> None:
    assert stage_once_planned(build_pipeline((Stage("own-1", "Case"),)), NEW, moved=False) == NEW
