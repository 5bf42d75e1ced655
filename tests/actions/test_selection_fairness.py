"""How a selection falls on groups, on both databases: by stage, by score, small counts unsaid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import pytest
from factories import LATER, NOW, World
from grouped_people import (
    applied,
    counts,
    dimension,
    group,
    several,
    told,
)
from sqlalchemy import event

from hiring.actions import pipeline, selection_fairness
from hiring.actions.permissions import Role
from hiring.actions.selection_groups import (
    create_dimension,
)
from hiring.storage.interview_tables import DecisionRow
from hiring.storage.tables import ApplicationRow, AuditRow, InterviewRow, PanelRow


class TestStages:
    def test_each_stage_is_counted_of_all_who_applied(self, world: World) -> None:
        sex = dimension(world, "women", "men")
        women = [*several(world, 8), *several(world, 2, stage="hired")]
        men = [*several(world, 10), *several(world, 15, stage="hired")]
        group(world, sex, "women", women)
        group(world, sex, "men", men)
        report = told(world, sex)
        assert report.people == 35
        for measure in report.stages:
            assert counts(measure) == {"women": (2, 10), "men": (15, 25), "": (0, 0)}
            assert measure.reference == "men"
            found = measure.lines[0].finding
            assert found is not None and found.flagged and found.flip_one is False
            # Morris 2017
            assert (round(found.z or 0, 3), round(found.p or 0, 4), round(found.exact_p or 0, 4)) == (-2.139, 0.0324, 0.0599)

    def test_whoever_was_declined_since_had_come_as_far(self, world: World) -> None:
        sex = dimension(world)
        rows = several(world, 6, stage="declined")
        interviewed, moved, decided, hired = rows[:4]
        world.session.add(InterviewRow(application_id=interviewed.id, title="I", kit=[], work_samples=[], created_at=NOW))
        for row, action in ((moved, "move_application"), (rows[4], "change_candidate")):
            detail = {"from": "new", "to": "debrief"}
            event_row = AuditRow(at=NOW, action=action, object_kind="application", object_id=row.id, detail=detail)
            world.session.add(event_row)
        world.session.add(
            DecisionRow(
                application_id=decided.id,
                outcome="offer",
                reason="r",
                overrides=[],
                decided_by=world.recruiter.account_id,
                at=NOW,
            )
        )
        hired.stage = "hired"
        group(world, sex, "women", rows)
        reached = [counts(measure)["women"] for measure in told(world, sex).stages]
        assert reached == [(4, 6), (2, 6), (1, 6)]

    def test_a_move_on_the_board_counts(self, world: World) -> None:
        sex = dimension(world)
        rows = several(world, 5)
        seen = {rows[0].id: "new"}
        about = {"position_id": world.position_id, "now": LATER}
        pipeline.move_applications(world.session, actor=world.recruiter, seen=seen, stage="interview", **about)  # type: ignore[arg-type]
        seen = {rows[0].id: "interview"}
        pipeline.move_applications(
            world.session,
            actor=world.recruiter,
            seen=seen,
            stage="declined",
            decline_reason="withdrew",
            **about,  # type: ignore[arg-type]
        )
        group(world, sex, "men", rows)
        assert [counts(measure)["men"] for measure in told(world, sex).stages] == [(1, 5), (0, 5), (0, 5)]

    def test_a_person_counts_once_as_far_as_they_came(self, world: World) -> None:
        sex = dimension(world)
        rows = several(world, 5)
        applied(world, candidate_id=rows[0].candidate_id, position_id=world.other_position_id, stage="offer")
        group(world, sex, "men", rows)
        report = told(world, sex)
        assert report.people == 5
        assert [counts(measure)["men"] for measure in report.stages] == [(1, 5), (1, 5), (0, 5)]
        assert told(world, sex, position_id=world.position_id).stages[1].lines[1].group == report.stages[2].lines[1].group

    def test_position_employer_and_time_narrow_it(self, world: World) -> None:
        sex = dimension(world)
        elsewhere = world.position("Elsewhere", employer_id=world.employer("Southern Glass"))
        here, there = several(world, 7), several(world, 6, position_id=elsewhere)
        late = several(world, 5, at=LATER)
        group(world, sex, "men", [*here, *there, *late])

        def people(**scope: object) -> int:
            return told(world, sex, **scope).people

        assert people() == 18
        assert people(employer_id=world.employer_id) == 12
        assert people(position_id=elsewhere) == 6
        assert (people(until=LATER), people(since=LATER)) == (13, 5)
        assert people(since=LATER + dt.timedelta(days=1)) == 0

    def test_small_groups_and_those_that_give_them_away_are_not_shown(self, world: World) -> None:
        sex = dimension(world)
        group(world, sex, "women", several(world, 3, stage="hired"))
        group(world, sex, "men", several(world, 20))
        several(world, 9)
        measure = told(world, sex).stages[2]
        assert counts(measure) == {"women": None, "men": (0, 20), "others": (0, 0), "": None}
        assert measure.compared == 1 and measure.reference is None
        assert [line.nobody for line in measure.lines] == [False, False, True, False]

    def test_who_stated_nothing_is_counted_apart_and_compared_with_nobody(self, world: World) -> None:
        sex = dimension(world)
        group(world, sex, "women", several(world, 6))
        group(world, sex, "men", several(world, 6, stage="hired"))
        several(world, 7, stage="hired")
        measure = told(world, sex).stages[2]
        assert counts(measure)[""] == (7, 7)
        assert measure.lines[-1].finding is None and measure.reference == "men"


class TestScores:
    def test_who_is_above_the_median_of_all_scores(self, world: World) -> None:
        sex = dimension(world)
        group(world, sex, "women", [*several(world, 4, score="3.5"), applied(world, score="2.5")])
        group(world, sex, "men", [*several(world, 4, score="2.5"), applied(world, score="3.5")])
        several(world, 2, score="3")
        several(world, 3)
        scores = told(world, sex).scores
        assert (scores.people, scores.median, scores.cut_off) == (12, Fraction(3), False)
        assert scores.measure is not None
        # Two who stated nothing are too few to be shown, and one group goes with them.
        assert counts(scores.measure)[""] is None
        group(world, sex, "others", several(world, 6, score="3"))
        shown = told(world, sex).scores.measure
        assert shown is not None and counts(shown)["women"] is None

    def test_only_revealed_ones_that_the_reader_has_not_still_to_rate(self, world: World) -> None:
        sex = dimension(world)
        several(world, 3, score="3", revealed=False)
        owed = applied(world, score="3")
        interview = InterviewRow(application_id=owed.id, title="I", kit=[], work_samples=[], created_at=NOW)
        world.session.add(interview)
        world.session.flush()
        world.session.add(PanelRow(interview_id=interview.id, account_id=world.administrator.account_id, focus=[]))
        applied(world, score="4")
        assert told(world, sex).scores.people == 1
        other = world.account(Role.ADMINISTRATOR, "Abe Admin")
        assert told(world, sex, actor=other).scores.people == 2

    def test_scores_of_different_structures_are_not_put_together(self, world: World) -> None:
        from hiring.storage.tables import PositionRow, RubricRow

        sex = dimension(world)
        applied(world, score="3")
        rubric = RubricRow(rubric_id="other", version="1", content="c", structure="s", document={}, created_at=NOW)
        world.session.add(rubric)
        world.session.flush()
        elsewhere = world.position("Elsewhere")
        world.session.get_one(PositionRow, elsewhere).rubric_row_id = rubric.id
        world.session.flush()
        applied(world, score="3", position_id=elsewhere)
        assert told(world, sex).scores.several_structures
        assert told(world, sex, position_id=world.position_id).scores.people == 1

    def test_of_very_many_the_newest_are_counted(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        sex = dimension(world)
        several(world, 3, score="2")
        several(world, 5, score="4")
        monkeypatch.setattr(selection_fairness, "MOST_SCORES", 5)
        scores = told(world, sex).scores
        assert (scores.people, scores.median, scores.cut_off) == (5, Fraction(4), True)

    def test_a_summary_written_by_real_scorecards_is_read(self, world: World) -> None:
        sex = dimension(world)
        identities = [world.scored_application(f"Person {number}", 2 + number % 3) for number in range(5)]
        rows = [world.session.get_one(ApplicationRow, identity) for identity in identities]
        group(world, sex, "women", rows)
        scores = told(world, sex).scores
        assert scores.people == 5 and scores.measure is not None
        assert scores.median == sorted(Fraction(row.score or 0) for row in rows)[2]
        assert counts(scores.measure)["women"] == (sum(Fraction(row.score or 0) > scores.median for row in rows), 5)


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    sex = dimension(world)
    group(world, sex, "women", several(world, 2, score="3"))
    with counting(world) as few:
        told(world, sex)
    group(world, sex, "men", several(world, 40, score="4", stage="hired"))
    for name in ("Age", "Origin"):
        create_dimension(world.session, actor=world.administrator, name=name, values=("a", "b"), now=NOW)
    with counting(world) as many:
        told(world, sex)
    assert len(few) == len(many) == 6, many


@contextmanager
def counting(world: World) -> Iterator[list[str]]:
    world.session.flush()
    world.session.expire_all()
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = world.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
