"""The changes of a calibration exercise that test_trail.py holds to their events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from calibrating import exercise_form, prepare, rate, version_of
from factories import LATER, World

from hiring.actions import calibration_ratings, calibration_setup
from hiring.actions.scorecard_content import DraftRating

Act = Callable[[], object]
SECRET = "Засекреченный"


def create_calibration(world: World) -> Act:
    about = {"title": SECRET, "rubric_row_id": world.rubric_row_id}
    return lambda: calibration_setup.create_exercise(world.session, actor=world.recruiter, now=LATER, **about)  # type: ignore[arg-type]


def change_calibration(world: World) -> Act:
    identity = prepare(world, opened=False)
    form = exercise_form(world, title=SECRET, transcript=SECRET, references={"negotiation": (2, SECRET)})
    about: dict[str, Any] = {"exercise_id": identity, "version": version_of(world, identity), "form": form}
    return lambda: calibration_setup.change_exercise(world.session, actor=world.recruiter, now=LATER, **about)


def discard_calibration(world: World) -> Act:
    identity = prepare(world, opened=False)
    about: dict[str, Any] = {"exercise_id": identity, "version": version_of(world, identity)}
    return lambda: calibration_setup.discard_exercise(world.session, actor=world.recruiter, now=LATER, **about)


def open_calibration(world: World) -> Act:
    identity = prepare(world, opened=False)
    about = {"exercise_id": identity, "version": version_of(world, identity)}
    return lambda: calibration_setup.open_exercise(world.session, actor=world.recruiter, now=LATER, **about)


def close_calibration(world: World) -> Act:
    identity = prepare(world)
    return lambda: calibration_setup.close_exercise(world.session, actor=world.recruiter, exercise_id=identity, now=LATER)


def save_calibration_ratings(world: World) -> Act:
    about: dict[str, Any] = {"exercise_id": prepare(world), "version": 1, "actor": world.interviewer, "now": LATER}
    ratings = (DraftRating("negotiation", True, 3, SECRET),)
    return lambda: calibration_ratings.save_ratings(world.session, ratings=ratings, **about)


def submit_calibration_ratings(world: World) -> Act:
    identity = prepare(world)
    version = rate(world, world.interviewer, identity, 3).version
    return lambda: calibration_ratings.submit_ratings(
        world.session, actor=world.interviewer, exercise_id=identity, version=version, now=LATER
    )


CALIBRATION_CHANGES: tuple[tuple[Callable[[World], Act], str, str, str | None], ...] = (
    (create_calibration, "create_calibration", "calibration", "recruiter"),
    (change_calibration, "change_calibration", "calibration", "recruiter"),
    (discard_calibration, "discard_calibration", "calibration", "recruiter"),
    (open_calibration, "open_calibration", "calibration", "recruiter"),
    (close_calibration, "close_calibration", "calibration", "recruiter"),
    (save_calibration_ratings, "save_calibration_ratings", "calibration", "interviewer"),
    (submit_calibration_ratings, "submit_calibration_ratings", "calibration", "interviewer"),
)
