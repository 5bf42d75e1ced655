"""A calibration exercise to act on: prepared by the recruiter, for two interviewers and the manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from factories import NOW, World

from hiring.actions.calibration import get_exercise
from hiring.actions.calibration_ratings import CalibrationCard, get_own_card, save_ratings, submit_ratings
from hiring.actions.calibration_setup import ExerciseForm, change_exercise, create_exercise, open_exercise
from hiring.actions.permissions import Actor
from hiring.actions.scorecard_content import DraftRating

COMPETENCIES = ("negotiation", "client-insight")
"""As they are chosen; the rubric has them the other way round."""
TRANSCRIPT = "I prepared three variants.\n\nThe buyer said no, and I asked why."
REASON = "WHAT THE EXPERT HEARD"


def exercise_form(world: World, **changes: Any) -> ExerciseForm:
    form = ExerciseForm(
        title="Negotiation, spring",
        level="L2",
        competencies=COMPETENCIES,
        transcript=TRANSCRIPT,
        transcript_locale="en",
        recording="",
        references={"negotiation": (3, REASON)},
        participants=(world.interviewer.account_id, world.second_interviewer.account_id, world.manager.account_id),
        due_on=None,
    )
    return replace(form, **changes)


def prepare(world: World, *, opened: bool = True, **changes: Any) -> int:
    """The number of an exercise, open unless told otherwise."""
    about = {"actor": world.recruiter, "now": NOW}
    form = exercise_form(world, **changes)
    identity = create_exercise(world.session, title="New", rubric_row_id=world.rubric_row_id, **about)
    change_exercise(world.session, exercise_id=identity, version=1, form=form, **about)
    if opened:
        open_exercise(world.session, exercise_id=identity, version=version_of(world, identity), **about)
    return identity


def version_of(world: World, exercise_id: int, actor: Actor | None = None) -> int:
    return get_exercise(world.session, actor=actor or world.recruiter, exercise_id=exercise_id).version


def rate(world: World, rater: Actor, exercise_id: int, values: Mapping[str, int | None] | int) -> CalibrationCard:
    """Saves, with evidence; a single value is given to every competency, None is not observed."""
    card = get_own_card(world.session, actor=rater, exercise_id=exercise_id)
    given = dict.fromkeys(card.kit, values) if isinstance(values, int) else values
    ratings = tuple(
        DraftRating(item, value is not None, value, f"{rater.name} heard {value}") for item, value in given.items()
    )
    return save_ratings(world.session, actor=rater, exercise_id=exercise_id, version=card.version, ratings=ratings, now=NOW)


def submit(world: World, rater: Actor, exercise_id: int, values: Mapping[str, int | None] | int) -> CalibrationCard:
    """As `rate`, and submits."""
    version = rate(world, rater, exercise_id, values).version
    return submit_ratings(world.session, actor=rater, exercise_id=exercise_id, version=version, now=NOW)
