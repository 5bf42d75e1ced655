"""Questions, answers and changes of a profile in words, for the templates of its pages."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint

from hiring.actions.intake import Intake
from hiring.domain.changes import Change
from hiring.domain.priorities import Priority
from hiring.domain.questions import Field
from hiring.domain.rubric import Rubric
from hiring.language import NO_VALUE
from hiring.web import request as this
from hiring.web.answer_words import default_words
from hiring.web.intake_beside import is_about, obstacle_words
from hiring.web.intake_steps import slug
from hiring.web.pages import text
from hiring.wording import say_problem
from hiring.wording.intake import name_field, say_answer, say_change, say_priority


def install(blueprint: Blueprint) -> None:
    """Filters and functions for the templates of the profile's pages."""
    for filter_ in (slug, question_of, question_name, answer_said, change_said, priority_word, obstacle_words):
        blueprint.add_app_template_filter(filter_)
    blueprint.add_app_template_global(fixed_lines)
    blueprint.add_app_template_global(default_words)


def question_of(item: str, rubric: Rubric) -> str:
    """The id of the question that the id of a part or follow-up belongs to."""
    ids = {field.id for field in rubric.fields}
    while item not in ids and "." in item:
        item = item.rpartition(".")[0]
    return item


def question_name(item: str, rubric: Rubric) -> str:
    return name_field(item, rubric, this.language())


def answer_said(value: object, item: str, rubric: Rubric) -> str:
    """A dash for what is left open."""
    return NO_VALUE if value in (None, "", [], {}) else say_answer(item, value, rubric, this.language())


def change_said(change: Change, rubric: Rubric) -> str:
    return say_change(change, rubric, this.language())


def problem_words(intake: Intake, shown: Iterable[Field] = ()) -> list[str]:
    """What keeps the draft from being adopted, save what is said beside the questions that are `shown`."""
    fields = tuple(shown)
    left = (problem for problem in intake.problems if not any(is_about(problem, field) for field in fields))
    return [say_problem(problem, this.language(), intake.position.rubric) for problem in left]


def priority_word(step: str | None) -> str:
    return NO_VALUE if step is None else say_priority(Priority(step), this.language())


def fixed_lines(field: Field, rubric: Rubric) -> list[str]:
    """What a rule that is shown instead of asked lists: the card of a level, the warning signs."""
    level = next((level for level in rubric.levels if field.id == f"levels.{level.id}"), None)
    if level is not None:
        return [] if field.help else [f"{text(level.title)}. {text(level.description)}"]
    return [text(flag.text) for flag in rubric.red_flags] if field.id == "red_flags" else []
