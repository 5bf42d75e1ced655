"""What came of a calibration exercise, for the talk about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.calibration import Exercise, own_seat, reach_exercise, see_exercise
from hiring.actions.permissions import Actor
from hiring.domain.calibration import CalibrationFindings, letters, study_sample
from hiring.errors import Conflict
from hiring.storage.calibration import list_submitted_ratings


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """Raters are letters in `findings`. `names` by letter, for whoever runs the exercise only; `own` is the actor's letter.

    `waiting`: how many took part and did not submit.
    """

    exercise: Exercise
    findings: CalibrationFindings
    names: Mapping[str, str]
    own: str | None
    waiting: int


def get_calibration_report(session: Session, *, actor: Actor, exercise_id: int) -> CalibrationReport:
    """Raises NotFound as `get_exercise`, and Conflict("calibration_running") before the exercise is closed."""
    row, rubric, seats = reach_exercise(session, actor, exercise_id)
    exercise = see_exercise(actor, row, rubric, seats)
    if not exercise.sight.report:
        raise Conflict("calibration_running")
    marks = {seat.account_id: f"{row.id} {seat.submitted_at}" for seat, _ in seats if seat.submitted_at is not None}
    called = letters(marks)
    ratings = list_submitted_ratings(session, row.id)
    given = {letter: ratings.get(account, ()) for account, letter in called.items()}
    references = exercise.references or {}
    mine = own_seat(actor, seats)
    return CalibrationReport(
        exercise=exercise,
        findings=study_sample(
            given,
            competencies=exercise.competencies,
            references={item: references[item] for item in exercise.competencies if item in references},
            scale=rubric.scale,
            discuss_from=rubric.rules.discuss_from,
        ),
        names={called[seat.account_id]: name for seat, name in seats if seat.account_id in called}
        if exercise.sight.names
        else {},
        own=None if mine is None else called.get(mine.account_id),
        waiting=len(seats) - len(called),
    )
