"""Measuring ratings and reading what was measured: which ones count, who may, and what it changes."""

from __future__ import annotations

import pytest
from bundled import kam_document
from factories import LATER, NOW, World
from made_panels import made_history, made_panel

from hiring.actions import measuring, panels
from hiring.actions.corrections import begin_correction
from hiring.actions.permissions import Role
from hiring.actions.rating_errors import rating_error_of
from hiring.actions.reveals import reveal_early
from hiring.actions.rubrics import get_rubric, import_rubric
from hiring.actions.scorecards import DraftRating, get_scorecard, save_draft, submit_scorecard
from hiring.domain.panel import PanelReport
from hiring.domain.panel_agreement import Missing
from hiring.domain.uncertainty import Basis
from hiring.errors import Conflict, Forbidden, NotFound
from hiring.storage.database import read_json, write_json


def measured(world: World) -> panels.RubricPanel:
    """Anew."""
    about = {"actor": world.recruiter, "rubric_row_id": world.rubric_row_id}
    measuring.measure_rubric(world.session, now=LATER, **about)  # type: ignore[arg-type]
    return panels.get_rubric_panel(world.session, **about)  # type: ignore[arg-type]


def report_of(world: World) -> PanelReport:
    found = measured(world).measured
    assert found is not None and found.report is not None
    return found.report


def test_only_what_can_give_nothing_away_is_measured(world: World) -> None:
    """Not before the reveal, and not while somebody on a panel owes a scorecard, be it of a later talk."""
    one, two = world.interviewer, world.second_interviewer
    done = world.scored_application("Done", 3)
    world.score(one, world.interview(world.application(candidate_id=world.candidate("Half")), one, two), 2)
    panel = measured(world)
    assert (panel.ready, panel.waiting) == (1, 1)
    assert panel.measured is not None and panel.measured.report is not None
    assert panel.measured.report.candidates == 1
    world.interview(done, one, title="Late talk")
    assert report_of(world).candidates == 0
    assert (measured(world).ready, measured(world).waiting) == (0, 2)


def test_an_early_reveal_waits_for_the_panel(world: World) -> None:
    world.score(world.interviewer, world.interview_id, 4)
    reveal_early(world.session, actor=world.recruiter, application_id=world.application_id, reason="x", now=NOW)
    assert report_of(world).candidates == 0
    world.score(world.second_interviewer, world.interview_id, 3)
    assert report_of(world).overall.pairs.near == len(world.competencies)


def test_initial_ratings_count_whatever_was_corrected_later(world: World) -> None:
    rater, interview = world.interviewer, world.interview_id
    for person in (rater, world.second_interviewer):
        world.score(person, interview, 3)
    about = {"actor": rater, "interview_id": interview, "now": LATER}
    begin_correction(world.session, reason="Misread my notes", **about)  # type: ignore[arg-type]
    view = get_scorecard(world.session, actor=rater, interview_id=interview)
    changed = tuple(DraftRating(item.competency, True, 5, "Another client") for item in view.ratings)
    version = save_draft(world.session, version=view.version, ratings=changed, **about).version  # type: ignore[arg-type]
    submit_scorecard(world.session, version=version, **about)  # type: ignore[arg-type]
    report = report_of(world)
    assert report.overall.pairs.alike == report.overall.pairs.count == len(world.competencies)
    assert [item.habits.cards for item in report.people] == [1, 1]


def test_what_was_measured_is_in_force_until_measured_anew(world: World) -> None:
    rubric = get_rubric(world.session, actor=world.recruiter, rubric_row_id=world.rubric_row_id)
    raters = (world.interviewer, world.second_interviewer, world.account(Role.INTERVIEWER, "Third"))
    made_history(world, raters, 29)
    assert measured(world).measured is not None
    assert rating_error_of(world.session, rubric).basis is Basis.ASSUMED
    made_history(world, raters, 11, seed=2)
    assert rating_error_of(world.session, rubric).basis is Basis.ASSUMED
    panel = measured(world)
    error = rating_error_of(world.session, rubric)
    assert panel.measured is not None and panel.measured.error == error
    assert (error.basis, error.candidates) == (Basis.POOLED, 40)
    assert panel.measured.by == world.recruiter.name and panel.measured.at == LATER


def test_batches_do_not_show_in_what_was_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    raters = (world.interviewer, world.second_interviewer, world.account(Role.INTERVIEWER, "Third"))
    made_history(world, raters, 35)
    whole = report_of(world)
    monkeypatch.setattr(measuring, "BATCH", 4)
    assert report_of(world) == whole
    assert whole.overall.alpha is not None
    strict = [item.severity.value for item in whole.people if item.severity]
    assert strict == sorted(strict, reverse=True) and strict[0] > 0.2 > -0.2 > strict[-1]


def test_too_many_for_a_page_are_left_to_the_command_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.scored_application("One", 3)
    monkeypatch.setattr(measuring, "MOST_AT_ONCE", 0)
    with pytest.raises(Conflict) as error:
        measured(world)
    assert error.value.code == "measuring_takes_long"


def test_assigned_competencies_are_held_against_what_was_rated(world: World) -> None:
    first, second, third = world.competencies[:3]
    one, two = world.interviewer.account_id, world.second_interviewer.account_id
    ratings = {one: {first: 3, second: 4, third: None}, two: {first: 2, second: 2}}
    made_panel(world, "Focus", ratings, focus={one: [first, third], two: [first, second, third]})
    people = {item.habits.rater: item.habits for item in report_of(world).people}
    assert (people[one].assigned, people[one].outside, people[one].left_out, people[one].unseen) == (2, 1, 0, 1)
    assert (people[two].assigned, people[two].outside, people[two].left_out) == (3, 0, 1)


def test_time_is_known_where_the_interview_had_one_before_its_scorecard(world: World) -> None:
    one, two = world.interviewer.account_id, world.second_interviewer.account_id
    competency = world.competencies[0]
    for name, waited in (("A", 30), ("B", None), ("C", 90)):
        made_panel(world, name, {one: {competency: 3}, two: {competency: 3}}, waited=waited)
    waited_for = report_of(world).people[0].habits.waited
    assert waited_for is not None
    assert (waited_for.median, waited_for.longest, waited_for.count) == (60, 90, 2)
    made_panel(world, "D", {one: {competency: 3}}, waited=-5)
    again = report_of(world).people[0].habits.waited
    assert again is not None and again.count == 2


def test_who_may_read_and_measure(world: World) -> None:
    about = {"rubric_row_id": world.rubric_row_id}
    for actor in (world.interviewer, world.manager):
        with pytest.raises(Forbidden):
            measuring.measure_rubric(world.session, actor=actor, now=NOW, **about)
        with pytest.raises(Forbidden):
            panels.get_rubric_panel(world.session, actor=actor, **about)
        with pytest.raises(Forbidden):
            panels.list_rubric_panels(world.session, actor=actor)
        with pytest.raises(Forbidden):
            panels.get_position_panel(world.session, actor=actor, position_id=world.position_id)
    with pytest.raises(Forbidden):
        panels.list_own_ratings(world.session, actor=world.manager)
    with pytest.raises(NotFound):
        panels.get_rubric_panel(world.session, actor=world.recruiter, rubric_row_id=10**9)
    with pytest.raises(NotFound):
        panels.get_position_panel(world.session, actor=world.recruiter, position_id=10**9)


def test_everybody_reads_the_own_line_only(world: World) -> None:
    world.scored_application("One", 3)
    assert panels.list_own_ratings(world.session, actor=world.interviewer) == ()
    measured(world)
    (own,) = panels.list_own_ratings(world.session, actor=world.interviewer)
    assert own.person.habits.rater == world.interviewer.account_id
    assert own.person.habits.ratings == len(world.competencies)
    assert panels.list_own_ratings(world.session, actor=world.account(Role.INTERVIEWER, "Other")) == ()


def test_a_position_speaks_of_what_its_reader_may_see(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    recruiter, position = world.recruiter, world.position_id
    world.scored_application("Done", 3)
    world.score(world.interviewer, world.interview(world.application_id, world.interviewer, recruiter), 2)

    def panel() -> panels.PositionPanel:
        return panels.get_position_panel(world.session, actor=recruiter, position_id=position)

    assert (panel().report.candidates, panel().hidden, panel().older) == (1, 1, 0)
    reveal_early(world.session, actor=recruiter, application_id=world.application_id, reason="x", now=NOW)
    # The recruiter still owes the own scorecard; somebody else does not.
    assert (panel().report.candidates, panel().hidden) == (1, 1)
    other = panels.get_position_panel(world.session, actor=world.administrator, position_id=position)
    assert (other.report.candidates, other.hidden) == (2, 0)
    monkeypatch.setattr(panels, "MOST_OF_POSITION", 1)
    newest = panels.get_position_panel(world.session, actor=world.administrator, position_id=position)
    assert (newest.report.candidates, newest.older) == (1, 1)


def test_a_position_with_nothing_rated_says_what_is_missing(world: World) -> None:
    panel = panels.get_position_panel(world.session, actor=world.recruiter, position_id=world.position_id)
    assert panel.report.candidates == 0 and panel.names == {}
    assert panel.report.overall.missing is Missing.TOO_FEW and panel.report.overall.wanting == 30


def test_versions_of_one_structure_are_one_line(world: World) -> None:
    assert world.rubric_row_id
    newest = import_rubric(world.session, document={**kam_document(), "version": "2099.1"}, now=LATER)
    renamed = write_json(kam_document()).replace("issue-resolution", "problem-solving")
    other = import_rubric(world.session, document={**read_json(renamed), "version": "2099.2"}, now=LATER)
    lines = panels.list_rubric_panels(world.session, actor=world.recruiter)
    assert [(line.rubric_row_id, line.rubric.version) for line in lines] == [(other, "2099.2"), (newest, "2099.1")]
    assert {line.measured for line in lines} == {None}
