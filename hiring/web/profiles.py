"""A position's profile: what the employer looks for. Shown whole; changed part by part, each time with a reason.

Every change makes a new version, in force at once for all candidates of the position. What is not on a form stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FormField, SelectField

from hiring.actions import positions
from hiring.actions.positions import Position
from hiring.domain.conditions import holds
from hiring.domain.profile import Profile, Standard, answer_values, build_profile
from hiring.domain.questions import Field, ProfileWarning
from hiring.domain.rubric import Competency, Gate, Rubric
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import answers_form, read_answers, select_choices
from hiring.web.forms import Given, Lines, PageForm, Version, attempt, show_present
from hiring.web.pages import text
from hiring.web.profile_forms import read_adjustments, read_thresholds, thresholds_form, weights_form

blueprint = Blueprint("profiles", __name__, url_prefix="/positions/<int:position_id>/profile")


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One row of the weights: what holds, what the rubric and the answers alone would give, and why they differ."""

    competency: Competency
    standard: Standard
    usual: Standard
    share: Fraction | None
    reason: str


class ReasonForm(PageForm):
    """What every change of a profile asks; `version` is the profile's number."""

    reason = Lines(N_("Reason for this change"), [Given(N_("Say why: the reason is kept with the change."))])
    version = Version()


@blueprint.get("")
def show(position_id: int) -> ResponseReturnValue:
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    level = chosen_level(position.rubric, position.profile)
    return render_template(
        "profiles/show.html",
        position=position,
        level=position.rubric.level(level),
        standard=position.profile.standard_of(level),
        lines=standard_lines(position.profile, level),
        gates=active_gates(position.profile, level),
        topics=answered_topics(position.rubric, position.profile.answers),
        unanswered=unanswered(position.rubric, position.profile.answers),
        warnings=raised_warnings(position.profile),
        versions=positions.list_profile_versions(this.session(), actor=this.actor(), position_id=position_id),
    )


@blueprint.route("/answers", methods=["GET", "POST"])
def answers(position_id: int) -> ResponseReturnValue:
    """The level sought and all questions to the employer, topic by topic."""
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    profile, rubric = position.profile, position.rubric
    form = _answers_form(rubric, profile.answers)(
        data={"version": position.profile_number, "level_sought": profile.level_sought, "answers": dict(profile.answers)}
    )

    def change() -> dict[str, object]:
        kept = {field: value for field, value in profile.answers.items() if field not in form.answers.form._fields}
        return {"level_sought": form.level_sought.data, "answers": {**kept, **read_answers(form.answers.form)}}

    return _answer(position, form, change, "profiles/answers.html", topics=_topics(rubric))


@blueprint.route("/weights", methods=["GET", "POST"])
def weights(position_id: int) -> ResponseReturnValue:
    """Weights and minimums of one level; those of the other levels stay."""
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    level = chosen_level(position.rubric, position.profile)
    lines = standard_lines(position.profile, level)
    form = weights_form(ReasonForm, position.profile, level)(data={"version": position.profile_number})

    def change() -> dict[str, object]:
        others = tuple(item for item in position.profile.adjustments if item.level != level)
        usual = {line.competency.id: line.usual for line in lines}
        return {"adjustments": (*others, *read_adjustments(form, level, usual))}

    return _answer(position, form, change, "profiles/weights.html", level=position.rubric.level(level), lines=lines)


@blueprint.route("/thresholds", methods=["GET", "POST"])
def thresholds(position_id: int) -> ResponseReturnValue:
    """What the employer holds each figure against."""
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    rubric = position.rubric
    form = thresholds_form(ReasonForm, position.profile)(data={"version": position.profile_number})
    figures = {figure.id: figure for figure in rubric.figures.figures}

    def change() -> dict[str, object]:
        return {"thresholds": read_thresholds(form)}

    return _answer(position, form, change, "profiles/thresholds.html", figures=figures)


def chosen_level(rubric: Rubric, profile: Profile) -> str:
    """`level` of the address, else the level sought."""
    asked = request.args.get("level", "")
    return asked if asked in [level.id for level in rubric.levels] else profile.level_sought


def standard_lines(profile: Profile, level: str) -> tuple[StandardLine, ...]:
    """In the rubric's order."""
    rubric, standard = profile.rubric, profile.standard_of(level)
    usual = usual_profile(profile).standard_of(level)
    reasons = {item.competency: item.reason for item in profile.adjustments if item.level == level}
    total = standard.total_weight
    return tuple(
        StandardLine(
            competency=rubric.competency(item.competency),
            standard=item,
            usual=usual.standard(item.competency),
            share=item.weight / total if total else None,
            reason=reasons.get(item.competency, ""),
        )
        for item in standard.standards
    )


def usual_profile(profile: Profile) -> Profile:
    """As the rubric and the answers make it, before any adjustment."""
    return build_profile(profile.rubric, level_sought=profile.level_sought, answers=profile.answers)


def active_gates(profile: Profile, level: str) -> tuple[Gate, ...]:
    values = answer_values(profile.rubric, profile.answers, level)
    return tuple(
        gate
        for gate in profile.rubric.gates
        if level in gate.levels and (gate.when is None or holds(gate.when, values) is True)
    )


def raised_warnings(profile: Profile) -> tuple[ProfileWarning, ...]:
    """Those that are stated as a condition over the answers and hold."""
    values = answer_values(profile.rubric, profile.answers, profile.level_sought)
    return tuple(item for item in profile.rubric.warnings if item.when is not None and holds(item.when, values) is True)


def answered_topics(rubric: Rubric, given: Mapping[str, object]) -> list[tuple[str, list[tuple[Field, object]]]]:
    """Topics with the answers that were given, without empty ones."""
    found = [(name, [(field, given[field.id]) for field in fields if field.id in given]) for name, fields in _topics(rubric)]
    return [(name, answered) for name, answered in found if answered]


def unanswered(rubric: Rubric, given: Mapping[str, object]) -> tuple[Field, ...]:
    """Questions that must be answered before a vacancy text is made, and are not."""
    asked = (field for field in rubric.fields if field.mandatory and field.default is None)
    return tuple(field for field in asked if field.id not in given)


def _topics(rubric: Rubric) -> list[tuple[str, tuple[Field, ...]]]:
    named = [(text(topic.name), topic.id) for topic in rubric.topics]
    known = {topic.id for topic in rubric.topics}
    rest = tuple(field for field in rubric.fields if field.topic not in known)
    topics = [(name, tuple(field for field in rubric.fields if field.topic == identity)) for name, identity in named]
    return [*topics, (this.language().gettext("Other"), rest)] if rest else topics


def _answers_form(rubric: Rubric, given: Mapping[str, object]) -> type[Any]:
    named = [(level.id, text(level.name)) for level in rubric.levels]
    levels = [(level.id, f"{text(level.name)}: {text(level.title)}") for level in rubric.levels]

    class AnswersPageForm(ReasonForm):
        level_sought = SelectField(N_("Level sought"), choices=select_choices(levels), validate_choice=False)
        answers = FormField(answers_form(rubric.fields, given, levels=named))

    return AnswersPageForm


def _answer(
    position: Position, form: Any, change: Callable[[], dict[str, object]], template: str, **given: object
) -> ResponseReturnValue:
    """Shows the form, or changes the profile by what `change` reads from it."""
    if request.method == "GET":
        return render_template(template, position=position, form=form, **given)
    tried = attempt(form, lambda: _change(position, form, change()), rubric=position.rubric)
    if not tried.failed:
        flash(this.language().gettext("The profile is changed. Every candidate of the position is placed anew."))
        return redirect(url_for(".show", position_id=position.id), 303)
    if tried.conflict == "stale":
        show_present(form, {}, version=position.profile_number)
    return render_template(template, position=position, form=form, **given), tried.status


def _change(position: Position, form: Any, changed: dict[str, Any]) -> int:
    profile = position.profile
    kept: dict[str, Any] = {
        "level_sought": profile.level_sought,
        "answers": profile.answers,
        "adjustments": profile.adjustments,
        "thresholds": profile.thresholds,
    }
    return positions.change_profile(
        this.session(),
        actor=this.actor(),
        position_id=position.id,
        number=form.version.data,
        **{**kept, **changed},
        reason=form.reason.data,
        now=this.now(),
    )
