"""The demo's calibration exercises show what they promise: one to read, one to rate."""

from __future__ import annotations

import pytest
from factories import LATER, World

from hiring.actions.calibration import list_exercises
from hiring.actions.calibration_report import get_calibration_report
from hiring.actions.permissions import Role
from hiring.demo_calibration import load_calibration

STAFF = {
    "dorofeev": Role.INTERVIEWER,
    "kashtanova": Role.INTERVIEWER,
    "tarrant": Role.INTERVIEWER,
    "lukoshkina": Role.RECRUITER,
    "brackenridge": Role.RECRUITER,
}


@pytest.fixture
def loaded(world: World) -> World:
    actors = {key: world.account(role, key) for key, role in STAFF.items()}
    for key in ("pichugin", "marchbanks"):
        actors[key] = world.account(Role.HIRING_MANAGER, key, employer_id=world.employer_id)
    load_calibration(world.session, actors=actors, rubric_row_id=world.rubric_row_id, now=LATER)
    return world


def test_one_is_closed_and_one_still_open(loaded: World) -> None:
    lines = list_exercises(loaded.session, actor=loaded.administrator).items
    assert [(line.state, line.counts) for line in lines] == [("open", (1, 3)), ("closed", (4, 4))]


def test_the_report_has_a_split_a_far_one_and_people_on_the_reference(loaded: World) -> None:
    closed = list_exercises(loaded.session, actor=loaded.administrator).items[-1]
    report = get_calibration_report(loaded.session, actor=loaded.administrator, exercise_id=closed.id)
    assert [item.spread for item in report.findings.competencies] == [2, 1, 2]
    assert all(item.distances is not None and item.distances.exact >= 2 for item in report.findings.competencies)
    assert len(report.findings.topics) == 5
    assert len(report.names) == 4
