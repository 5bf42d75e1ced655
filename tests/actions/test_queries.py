"""The number of queries does not grow with the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from factories import NOW, World
from sqlalchemy import event
from sqlalchemy.orm import Session

from hiring.actions import (
    accounts,
    applications,
    approvals,
    audit,
    briefs,
    candidates,
    comments,
    debriefs,
    elsewhere,
    employers,
    fair_averages,
    intake,
    interviews,
    measuring,
    panels,
    pipeline,
    plans,
    positions,
    reports,
    reveals,
    rubrics,
    scorecards,
    screening,
    timelines,
)

TIMES = 10

Read = Callable[[World], object]

READS: tuple[tuple[str, int, Read], ...] = (
    ("accounts", 6, lambda world: accounts.list_accounts(world.session, actor=world.administrator)),
    ("employers", 6, lambda world: employers.list_employers(world.session, actor=world.recruiter, search="o")),
    ("rubrics", 6, lambda world: rubrics.list_rubrics(world.session, actor=world.recruiter)),
    ("positions", 6, lambda world: positions.list_positions(world.session, actor=world.recruiter, search="key")),
    ("positions to choose from", 1, lambda world: positions.list_newest_positions(world.session, actor=world.recruiter)),
    ("candidates", 6, lambda world: candidates.list_candidates(world.session, actor=world.recruiter, search="p")),
    ("interviews", 6, lambda world: interviews.list_interviews(world.session, actor=world.recruiter)),
    ("own interviews", 6, lambda world: interviews.list_interviews(world.session, actor=world.interviewer)),
    ("documents", 6, lambda world: reports.list_documents(world.session, actor=world.recruiter)),
    # The second page, for a list that outgrows its first one is counted from then on.
    ("audit", 6, lambda world: audit.list_audit(world.session, actor=world.administrator, page=2)),
    (
        "applications",
        6,
        lambda world: applications.list_applications(world.session, actor=world.recruiter, position_id=world.position_id),
    ),
    (
        "comparison",
        10,
        lambda world: reports.get_comparison(world.session, actor=world.recruiter, position_id=world.position_id),
    ),
    (
        "application",
        9,
        lambda world: applications.get_application(
            world.session, actor=world.recruiter, application_id=world.application_id
        ),
    ),
    (
        "candidate",
        6,
        lambda world: candidates.get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id),
    ),
    (
        "scorecard",
        7,
        lambda world: scorecards.get_scorecard(world.session, actor=world.interviewer, interview_id=world.interview_id),
    ),
    (
        "brief",
        8,
        lambda world: briefs.get_brief(
            world.session, actor=world.recruiter, position_id=world.position_id, locale="ru", now=NOW
        ),
    ),
    (
        "vacancy",
        4,
        lambda world: briefs.get_vacancy(world.session, actor=world.recruiter, position_id=world.position_id, locale="ru"),
    ),
    ("intake", 4, lambda world: intake.get_intake(world.session, actor=world.recruiter, position_id=world.position_id)),
    (
        "intake as typed",
        5,
        lambda world: intake.preview_answers(
            world.session, actor=world.recruiter, position_id=world.position_id, answers={"profile.travel": 9}, reasons={}
        ),
    ),
    ("draft", 10, lambda world: intake.preview_draft(world.session, actor=world.recruiter, position_id=world.position_id)),
    (
        "fair average",
        9,
        lambda world: fair_averages.get_fair_average(
            world.session, actor=world.recruiter, application_id=world.application_id
        ),
    ),
    (
        "elsewhere",
        10,
        lambda world: elsewhere.place_elsewhere(
            world.session, actor=world.recruiter, application_id=world.application_id, position_id=world.other_position_id
        ),
    ),
    (
        "screen",
        4,
        lambda world: screening.screen_position(world.session, actor=world.recruiter, position_id=world.position_id),
    ),
    (
        "approvals",
        4,
        lambda world: approvals.list_approvals(world.session, actor=world.recruiter, position_id=world.position_id),
    ),
    (
        "comments",
        4,
        lambda world: comments.list_comments(world.session, actor=world.recruiter, position_id=world.position_id),
    ),
    ("board", 4, lambda world: pipeline.get_board(world.session, actor=world.recruiter, position_id=world.position_id)),
    (
        "stage",
        5,
        lambda world: pipeline.list_stage(world.session, actor=world.recruiter, position_id=world.position_id, stage="new"),
    ),
    (
        "timeline",
        6,
        lambda world: timelines.get_timeline(world.session, actor=world.recruiter, application_id=world.application_id),
    ),
    (
        "plan",
        3,
        lambda world: plans.get_plan(world.session, actor=world.recruiter, position_id=world.position_id, locale="ru"),
    ),
    (
        "debrief",
        7,
        lambda world: debriefs.get_debrief(world.session, actor=world.recruiter, application_id=world.application_id),
    ),
    (
        "interview",
        3,
        lambda world: interviews.get_interview(world.session, actor=world.recruiter, interview_id=world.interview_id),
    ),
    ("all panels", 4, lambda world: panels.list_rubric_panels(world.session, actor=world.recruiter)),
    (
        "panel of a rubric",
        5,
        lambda world: panels.get_rubric_panel(world.session, actor=world.recruiter, rubric_row_id=world.rubric_row_id),
    ),
    (
        "panel of a position",
        8,
        lambda world: panels.get_position_panel(world.session, actor=world.recruiter, position_id=world.position_id),
    ),
    ("own ratings", 4, lambda world: panels.list_own_ratings(world.session, actor=world.interviewer)),
    ("every summary", 10, lambda world: applications.recompute_summaries(world.session)),
)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements sent while inside; savepoints and the like do not count."""
    sent: list[str] = []
    connection = session.connection()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)


def grow(world: World, times: int) -> None:
    """Adds of everything: applications of the same position and of the same candidate, interviews, documents."""
    for number in range(times):
        extra = world.scored_application(f"Person {number}", 3)
        world.position(f"Key account manager {number}")
        interview = world.interview(world.application_id, world.interviewer, world.second_interviewer)
        world.score(world.interviewer, interview, 4)
        world.application(position_id=world.position(f"Key {number}"), candidate_id=world.candidate_id)
        reports.make_profile_document(world.session, actor=world.recruiter, application_id=extra, locale="en", now=NOW)
        adopt(world, "L3" if number % 2 else "L2")
        comments.add_comment(
            world.session, actor=world.recruiter, position_id=world.position_id, number=1, text="x", now=NOW
        )
    save_draft(world, "L1")


def save_draft(world: World, level: str) -> int:
    form = {"position_id": world.position_id, "answers": {"profile.level": level}, "reasons": {}}
    version = intake.get_intake(world.session, actor=world.recruiter, position_id=world.position_id).version
    return intake.save_topic(world.session, actor=world.recruiter, version=version, now=NOW, **form)  # type: ignore[arg-type]


def adopt(world: World, level: str) -> None:
    form = {"position_id": world.position_id, "version": save_draft(world, level), "reason": "x", "move_scored": False}
    intake.adopt_draft(world.session, actor=world.recruiter, now=NOW, **form)  # type: ignore[arg-type]


@pytest.fixture
def small(world: World) -> World:
    """With one who keeps an earlier version of the profile, a draft of the next one, and remarks."""
    assert world.other_position_id
    world.score(world.interviewer, world.interview_id, 4)
    reveals.reveal_early(world.session, actor=world.recruiter, application_id=world.application_id, reason="x", now=NOW)
    adopt(world, "L3")
    world.scored_application("Second", 3)
    save_draft(world, "L1")
    comments.add_comment(world.session, actor=world.recruiter, position_id=world.position_id, number=1, text="x", now=NOW)
    reports.make_profile_document(
        world.session, actor=world.recruiter, application_id=world.application_id, locale="en", now=NOW
    )
    measuring.measure_rubric(world.session, actor=world.recruiter, rubric_row_id=world.rubric_row_id, now=NOW)
    return world


def test_ten_times_the_data_asks_no_more(small: World) -> None:
    def count() -> dict[str, int]:
        counts = {}
        for name, _, read in READS:
            small.session.flush()
            small.session.expire_all()
            with counted(small.session) as sent:
                read(small)
            counts[name] = len([statement for statement in sent if statement.startswith("SELECT")])
        return counts

    before = count()
    grow(small, TIMES)
    after = count()
    assert after == before
    most = {name: number for name, number, _ in READS}
    assert {name: number for name, number in after.items() if number > most[name]} == {}
