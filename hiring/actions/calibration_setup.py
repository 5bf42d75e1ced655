"""Preparing a calibration exercise, throwing it away, opening it for ratings and closing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from hiring.actions.calibration import (
    FEWEST_PARTICIPANTS,
    MOST_COMPETENCIES,
    MOST_PARTICIPANTS,
    Exercise,
    get_exercise,
    is_open,
    note_exercise,
    own_seat,
    reach_exercise,
    sight_of,
)
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.rubrics import get_rubric
from hiring.actions.texts import (
    LINE,
    TEXT,
    check_given,
    check_lengths,
    check_version,
    clean_line,
    clean_text,
    refuse,
)
from hiring.domain.calibration import Reference
from hiring.domain.calibration_sight import CLOSED, DRAFT, OPEN, Sight
from hiring.domain.rubric import Rubric
from hiring.errors import Conflict, Problem
from hiring.language import LOCALES
from hiring.storage.accounts import active_among
from hiring.storage.calibration import Seats, put_seats
from hiring.storage.calibration_tables import CalibrationRow
from hiring.storage.rows import add_row, delete_row, set_values, touch

TRANSCRIPT = 40_000
"""Characters: an hour of talk."""
ADDRESS = 2_000
WHILE_OPEN = frozenset({"title", "due_on", "participants"})
"""All that changes once people rate: what they rate stays as it is."""


@dataclass(frozen=True, slots=True)
class ExerciseForm:
    """What an exercise consists of. Of `references` those without a value and a reason are none.

    `transcript_locale` empty: not said.
    """

    title: str
    level: str
    competencies: tuple[str, ...]
    transcript: str
    transcript_locale: str
    recording: str
    references: Mapping[str, tuple[int | None, str]]
    participants: tuple[int, ...]
    due_on: dt.date | None


def create_exercise(session: Session, *, actor: Actor, title: str, rubric_row_id: int, now: dt.datetime) -> int:
    """An empty draft on one version of a rubric, for the lowest of its levels."""
    require(actor, Permission.MANAGE_CALIBRATION)
    rubric = get_rubric(session, actor=actor, rubric_row_id=rubric_row_id)
    name = clean_line(title)
    refuse([*check_given("title_missing", "title", name), *check_lengths(LINE, title=name)])
    row = CalibrationRow(
        title=name,
        rubric_row_id=rubric_row_id,
        level=rubric.levels[0].id,
        competencies=[],
        reference={},
        prepared_by=[actor.account_id],
        created_by=actor.account_id,
        created_at=now,
    )
    add_row(session, row)
    note_exercise(session, actor, "create_calibration", row.id, {}, now)
    return row.id


def change_exercise(
    session: Session, *, actor: Actor, exercise_id: int, version: int, form: ExerciseForm, now: dt.datetime
) -> None:
    """Raises Invalid naming the fields; Conflict when it is closed or, for what people rate, open.

    Whoever saves it knows the reference and takes no part from then on; whoever has begun to rate stays.
    """
    row, rubric, seats = _reach_to_run(session, actor, exercise_id)
    check_version(version, row.version)
    if row.state == CLOSED:
        raise Conflict("calibration_closed")
    cleaned = _cleaned(form)
    prepared_by = sorted({*row.prepared_by, actor.account_id})
    refuse([*_check(cleaned, rubric), *_check_people(session, cleaned, seats, prepared_by)])
    values = _values(cleaned, rubric)
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    changed |= {"participants"} if {seat.account_id for seat, _ in seats} != set(cleaned.participants) else set()
    if is_open(row) and changed - WHILE_OPEN:
        raise Conflict("calibration_opened")
    if is_open(row) and "participants" in changed:
        refuse(_check_count(cleaned.participants))
    if changed:
        set_values(row, {**values, "prepared_by": prepared_by})
        put_seats(session, row, cleaned.participants)
        touch(row, "title")
        note_exercise(session, actor, "change_calibration", row.id, {"changed": sorted(changed)}, now)


def open_exercise(session: Session, *, actor: Actor, exercise_id: int, version: int, now: dt.datetime) -> None:
    """Lets people rate. A second time, as by a double click, changes nothing.

    Raises Invalid naming what is missing: a sample, competencies, at least two who take part.
    """
    row, _, seats = _reach_to_run(session, actor, exercise_id)
    if is_open(row):
        return
    if row.state == CLOSED:
        raise Conflict("calibration_closed")
    check_version(version, row.version)
    refuse(_missing(row, seats))
    row.state, row.opened_at = OPEN, now
    note_exercise(session, actor, "open_calibration", row.id, {"participants": len(seats)}, now)


def get_exercise_to_change(session: Session, *, actor: Actor, exercise_id: int) -> Exercise:
    """As it is kept. Raises Conflict for whoever takes part, and once it is closed."""
    require(actor, Permission.MANAGE_CALIBRATION)
    exercise = get_exercise(session, actor=actor, exercise_id=exercise_id)
    _check_runs(exercise.sight)
    if exercise.state == CLOSED:
        raise Conflict("calibration_closed")
    return exercise


def get_exercise_to_discard(session: Session, *, actor: Actor, exercise_id: int) -> Exercise:
    """As it is kept. Raises Conflict as `discard_exercise`."""
    require(actor, Permission.MANAGE_CALIBRATION)
    exercise = get_exercise(session, actor=actor, exercise_id=exercise_id)
    _check_discards(exercise.sight)
    return exercise


def discard_exercise(session: Session, *, actor: Actor, exercise_id: int, version: int, now: dt.datetime) -> None:
    """Deletes what the actor began to prepare. Raises Conflict for another's, and once it was opened for ratings."""
    row, _, seats = _reach_to_run(session, actor, exercise_id)
    _check_discards(sight_of(actor, row, own_seat(actor, seats)))
    check_version(version, row.version)
    delete_row(session, row)
    note_exercise(session, actor, "discard_calibration", exercise_id, {}, now)


def close_exercise(session: Session, *, actor: Actor, exercise_id: int, now: dt.datetime) -> None:
    """Ends the rating, whoever has yet to submit, and opens the report. A second time changes nothing.

    Raises Conflict("calibration_owed") for somebody who has yet to rate.
    """
    require(actor, Permission.MANAGE_CALIBRATION)
    row, _, seats = reach_exercise(session, actor, exercise_id, lock=True)
    if row.state == CLOSED:
        return
    if row.state == DRAFT:
        raise Conflict("calibration_draft")
    if not sight_of(actor, row, own_seat(actor, seats)).closes:
        raise Conflict("calibration_owed")
    row.state, row.closed_at = CLOSED, now
    submitted = sum(seat.submitted_at is not None for seat, _ in seats)
    note_exercise(session, actor, "close_calibration", row.id, {"submitted": submitted, "participants": len(seats)}, now)


def _reach_to_run(session: Session, actor: Actor, exercise_id: int) -> tuple[CalibrationRow, Rubric, Seats]:
    """Locked. Raises Conflict("calibration_takes_part") for whoever takes part: others run it."""
    require(actor, Permission.MANAGE_CALIBRATION)
    row, rubric, seats = reach_exercise(session, actor, exercise_id, lock=True)
    _check_runs(sight_of(actor, row, own_seat(actor, seats)))
    return row, rubric, seats


def _check_runs(sight: Sight) -> None:
    if not sight.runs:
        raise Conflict("calibration_takes_part")


def _check_discards(sight: Sight) -> None:
    _check_runs(sight)
    if sight.state != DRAFT:
        raise Conflict("calibration_begun")
    if not sight.discards:
        raise Conflict("calibration_of_another")


def _cleaned(form: ExerciseForm) -> ExerciseForm:
    references = {item: (value, clean_text(reason)) for item, (value, reason) in form.references.items()}
    return ExerciseForm(
        title=clean_line(form.title),
        level=form.level,
        competencies=form.competencies,
        transcript=clean_text(form.transcript),
        transcript_locale=form.transcript_locale,
        recording=clean_line(form.recording),
        references={item: given for item, given in references.items() if given != (None, "")},
        participants=tuple(dict.fromkeys(form.participants)),
        due_on=form.due_on,
    )


def _values(form: ExerciseForm, rubric: Rubric) -> dict[str, object]:
    """As the row keeps them."""
    references = {item: Reference(value, reason) for item, (value, reason) in form.references.items() if value is not None}
    return {
        "title": form.title,
        "level": form.level,
        "competencies": [item.id for item in rubric.competencies if item.id in form.competencies],
        "transcript": form.transcript,
        "transcript_locale": form.transcript_locale,
        "recording": form.recording,
        "reference": {item: {"value": kept.value, "reason": kept.reason} for item, kept in references.items()},
        "due_on": form.due_on,
    }


def _check(form: ExerciseForm, rubric: Rubric) -> list[Problem]:
    levels = {level.id for level in rubric.levels}
    return [
        *check_given("title_missing", "title", form.title),
        *check_lengths(LINE, title=form.title),
        *check_lengths(TRANSCRIPT, transcript=form.transcript),
        *([] if form.level in levels else [Problem("level_unknown", "level", {"level": form.level, "known": ""})]),
        *([] if form.transcript_locale in ("", *LOCALES) else [Problem("locale_unknown", "transcript_locale")]),
        *_check_competencies(form.competencies, rubric),
        *_check_recording(form.recording),
        *(problem for item, given in form.references.items() for problem in _check_reference(item, *given, rubric)),
    ]


def _check_competencies(competencies: Collection[str], rubric: Rubric) -> list[Problem]:
    known = {item.id for item in rubric.competencies}
    problems = [Problem("competency_unknown", "rows", {"competency": item}) for item in competencies if item not in known]
    if len(competencies) > MOST_COMPETENCIES:
        problems.append(Problem("calibration_too_wide", "rows", {"most": MOST_COMPETENCIES}))
    return problems


def _check_recording(address: str) -> list[Problem]:
    """An https address with a host, and no password in it; it is shown as a link and opened by nobody but the reader."""
    if not address:
        return []
    try:
        parts = urlsplit(address)
        fits = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and " " not in address
    except ValueError:
        fits = False
    return [] if fits and len(address) <= ADDRESS else [Problem("recording_unfit", "recording")]


def _check_reference(item: str, value: int | None, reason: str, rubric: Rubric) -> list[Problem]:
    at_value, at_reason = f"rows.{item}.value", f"rows.{item}.reason"
    if item not in {competency.id for competency in rubric.competencies}:
        return [Problem("competency_unknown", "rows", {"competency": item})]
    problems = [Problem("too_long", at_reason, {"most": TEXT})] if len(reason) > TEXT else []
    if value is None:
        return [*problems, Problem("reference_value_missing", at_value)]
    if value not in rubric.scale.values:
        values = {"value": value, "lowest": rubric.scale.lowest, "highest": rubric.scale.highest}
        problems.append(Problem("rating_off_scale", at_value, values))
    return [*problems, *check_given("reference_reason_missing", at_reason, reason)]


def _check_people(session: Session, form: ExerciseForm, seats: Seats, prepared_by: Collection[int]) -> list[Problem]:
    """Whoever is on it already may have been switched off since; new ones need an account in use."""
    present = {seat.account_id for seat, _ in seats}
    new = set(form.participants) - present
    begun = {seat.account_id for seat, _ in seats if seat.saved_at is not None or seat.submitted_at is not None}
    problems = []
    if new - active_among(session, new):
        problems.append(Problem("participant_unknown", "participants"))
    if set(form.participants) & set(prepared_by):
        problems.append(Problem("preparer_takes_part", "participants"))
    if begun - set(form.participants):
        problems.append(Problem("participant_has_begun", "participants"))
    if len(form.participants) > MOST_PARTICIPANTS:
        problems.append(Problem("participants_too_many", "participants", {"most": MOST_PARTICIPANTS}))
    return problems


def _check_count(participants: Collection[int]) -> list[Problem]:
    few = len(participants) < FEWEST_PARTICIPANTS
    return [Problem("participants_too_few", "participants", {"fewest": FEWEST_PARTICIPANTS})] if few else []


def _missing(row: CalibrationRow, seats: Seats) -> list[Problem]:
    return [
        *([] if row.transcript or row.recording else [Problem("sample_missing", "transcript")]),
        *([] if row.competencies else [Problem("calibration_empty", "rows")]),
        *_check_count([seat.account_id for seat, _ in seats]),
    ]
