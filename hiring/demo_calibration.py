"""The demo's calibration exercises: one in Russian that everybody has rated, and one in English that people still rate.

The samples in `demo_data/calibration.json` are ours: pages of interviews with behaviour at known points of the scale.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from hiring.actions.calibration import get_exercise
from hiring.actions.calibration_ratings import get_own_card, save_ratings, submit_ratings
from hiring.actions.calibration_setup import ExerciseForm, change_exercise, create_exercise, open_exercise
from hiring.actions.permissions import Actor
from hiring.actions.scorecard_content import DraftRating

DATA = Path(__file__).parent / "demo_data" / "calibration.json"

Entry: TypeAlias = Mapping[str, Any]


def load_calibration(session: Session, *, actors: Mapping[str, Actor], rubric_row_id: int, now: dt.datetime) -> None:
    """`actors` by the keys of the data."""
    entries: list[Entry] = json.loads(DATA.read_text(encoding="utf-8"))
    for entry in entries:
        opened = _at(now, entry["day"])
        identity = _prepare(session, entry, actors, rubric_row_id, opened)
        for person in entry["people"]:
            _rate(session, person, actors[person["key"]], identity, opened)


def _prepare(session: Session, entry: Entry, actors: Mapping[str, Actor], rubric_row_id: int, opened: dt.datetime) -> int:
    about: dict[str, Any] = {"actor": actors[entry["recruiter"]], "now": opened}
    identity = create_exercise(session, title=entry["title"], rubric_row_id=rubric_row_id, **about)
    form = ExerciseForm(
        title=entry["title"],
        level=entry["level"],
        competencies=tuple(entry["competencies"]),
        transcript=entry["transcript"],
        transcript_locale=entry["locale"],
        recording="",
        references={item: (value, reason) for item, (value, reason) in entry["references"].items()},
        participants=tuple(actors[person["key"]].account_id for person in entry["people"]),
        due_on=(opened + dt.timedelta(days=entry["due"] - entry["day"])).date(),
    )
    change_exercise(session, exercise_id=identity, version=1, form=form, **about)
    version = get_exercise(session, actor=about["actor"], exercise_id=identity).version
    open_exercise(session, exercise_id=identity, version=version, **about)
    return identity


def _rate(session: Session, person: Entry, actor: Actor, exercise_id: int, opened: dt.datetime) -> None:
    about: dict[str, Any] = {
        "actor": actor,
        "exercise_id": exercise_id,
        "now": opened + dt.timedelta(hours=person["hours"]),
    }
    ratings = tuple(DraftRating(item, True, value, words) for item, (value, words) in person["ratings"].items())
    if not ratings:
        return
    version = get_own_card(session, actor=actor, exercise_id=exercise_id).version
    version = save_ratings(session, version=version, ratings=ratings, **about).version
    if person["submits"]:
        submit_ratings(session, version=version, **about)


def _at(now: dt.datetime, day: int) -> dt.datetime:
    return now.replace(hour=10, minute=0, second=0, microsecond=0) + dt.timedelta(days=day)
