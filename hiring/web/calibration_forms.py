"""The forms of a calibration exercise: what it consists of, and the own rating of one competency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Form, FormField, SelectField
from wtforms.widgets import DateInput

from hiring.actions.calibration import Exercise
from hiring.actions.calibration_ratings import CalibrationCard
from hiring.actions.calibration_setup import ExerciseForm
from hiring.actions.scorecard_content import Content
from hiring.domain.rubric import Competency, Rubric
from hiring.language import LOCALE_NAMES, LOCALES, N_, NO_VALUE
from hiring.web import request as this
from hiring.web.answer_forms import Options, Ticks, select_choices
from hiring.web.forms import Given, Line, Lines, Once, PageForm, TypedField, Version, read_id, read_point
from hiring.web.pages import text
from hiring.web.scorecard_forms import typed_rating

People = Iterable[tuple[int, str]]


class Day(TypedField):
    """A date; `data` is None when left open."""

    widget = DateInput()
    MISTAKE = N_("Write a date like 2026-03-31.")

    def _read(self, typed: str) -> dt.date:
        return dt.date.fromisoformat(typed)

    def _write(self, data: Any) -> str:
        return str(data.isoformat())


class NewForm(PageForm):
    title = Line(N_("Title"), [Given(N_("Write a title."))])
    rubric = SelectField(N_("Rubric"), validate_choice=False)
    once = Once()


def edit_form(exercise: Exercise, people: People) -> Any:
    """Filled with the exercise as it is kept: a row for each competency of the rubric, with the reference."""
    rubric = exercise.rubric
    fields = {item.id: FormField(_row_form(item, rubric), label=text(item.name)) for item in rubric.competencies}
    levels = [(level.id, f"{text(level.name)}: {text(level.title)}") for level in rubric.levels]

    class EditForm(PageForm):
        version = Version()
        title = Line(N_("Title"), [Given(N_("Write a title."))])
        level = SelectField(N_("Level"), choices=select_choices(levels), validate_choice=False)
        due_on = Day(N_("Submit by"))
        transcript = Lines(N_("Transcript"))
        transcript_locale = Options(
            N_("Language of the transcript"), options=[(item, LOCALE_NAMES[item]) for item in LOCALES], validate_choice=False
        )
        recording = Line(N_("Address of a recording"))
        rows: Any = FormField(type("RowsForm", (Form,), fields))
        participants = Ticks(N_("Who takes part"), options=_options(exercise, people), validate_choice=False)

    return EditForm(data=kept_values(exercise))


def kept_values(exercise: Exercise) -> dict[str, Any]:
    """As the form shows what is kept."""
    references = exercise.references or {}
    return {
        "version": exercise.version,
        "title": exercise.title,
        "level": exercise.level,
        "due_on": exercise.due_on,
        "transcript": exercise.transcript,
        "transcript_locale": exercise.transcript_locale or None,
        "recording": exercise.recording,
        "participants": [str(person.account_id) for person in exercise.people or ()],
        "rows": {
            item.id: {
                "rated": item.id in exercise.competencies,
                "value": str(references[item.id].value) if item.id in references else "",
                "reason": references[item.id].reason if item.id in references else "",
            }
            for item in exercise.rubric.competencies
        },
    }


def typed_exercise(form: Any) -> ExerciseForm:
    rows = {row.short_name: row.form for row in form.rows}
    return ExerciseForm(
        title=form.title.data,
        level=form.level.data or "",
        competencies=tuple(item for item, row in rows.items() if row.rated.data),
        transcript=form.transcript.data,
        transcript_locale=form.transcript_locale.data or "",
        recording=form.recording.data,
        references={item: (read_point(row.value.data), row.reason.data) for item, row in rows.items()},
        participants=tuple(read_id(item) for item in form.participants.data or ()),
        due_on=form.due_on.data,
    )


def show_meanwhile(form: Any, exercise: Exercise) -> None:
    """After a conflict: what is kept now, wherever it differs from what was typed; a second attempt replaces it."""
    kept = kept_values(exercise)
    for name in ("title", "level", "due_on", "transcript", "transcript_locale", "recording"):
        _mark(form[name], kept[name])
    for row in form.rows:
        for name, value in kept["rows"][row.short_name].items():
            _mark(row.form[name], value)
    if set(form.participants.data or ()) != set(kept["participants"]):
        form.participants.present = ", ".join(person.name for person in exercise.people or ()) or NO_VALUE
    form.version.data, form.version.raw_data = exercise.version, None


def _mark(field: Any, kept: Any) -> None:
    if (field.data or None) != (kept or None):
        language = this.language()
        yes_no = language.gettext("yes") if kept else language.gettext("no")
        field.present = yes_no if isinstance(kept, bool) else str(kept or NO_VALUE)


def _row_form(competency: Competency, rubric: Rubric) -> type[Form]:
    points = [("", NO_VALUE), *((str(value), this.language().plain(value)) for value in rubric.scale.values)]
    fields: dict[str, Any] = {
        "rated": BooleanField(text(competency.short)),
        "value": SelectField(N_("Reference rating"), choices=select_choices(points), validate_choice=False),
        "reason": Lines(N_("Why: which words meet which description")),
    }
    return type("ReferenceForm", (Form,), fields)


def _options(exercise: Exercise, people: People) -> list[tuple[str, str]]:
    """Everybody who may take part, and whoever does already."""
    listed = dict(people)
    listed |= {person.account_id: person.name for person in exercise.people or ()}
    return [(str(identity), name) for identity, name in sorted(listed.items(), key=lambda item: item[1].casefold())]


@dataclass(frozen=True, slots=True)
class CalibrationSheet:
    """One competency of the own card: what is stored of it, and what was typed."""

    card: CalibrationCard
    competency: str

    @property
    def rubric(self) -> Rubric:
        return self.card.exercise.rubric

    def stored(self) -> Content:
        return Content((self.card.rating(self.competency),))

    def typed(self) -> Content:
        return Content((typed_rating(self.competency),))
