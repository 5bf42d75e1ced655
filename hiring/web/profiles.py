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

from hiring.actions import positions
from hiring.actions.approvals import list_approvals
from hiring.actions.comments import list_comments
from hiring.actions.permissions import Permission
from hiring.actions.positions import Position
from hiring.actions.profile_history import list_profile_changes
from hiring.domain.completeness import missing_answers
from hiring.domain.conditions import holds
from hiring.domain.profile import Profile, Standard, answer_values, build_profile
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Competency, Gate, Rubric
from hiring.domain.warnings import raise_warnings
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Given, Lines, PageForm, Version, attempt, show_present
from hiring.web.intake_steps import asked_keys, fields_of
from hiring.web.pages import text
from hiring.web.priorities import weight_lines
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
    session, actor = this.session(), this.actor()
    position = positions.get_position(session, actor=actor, position_id=position_id)
    level, profile = chosen_level(position.rubric, position.profile), position.profile
    commenting = this.may(Permission.COMMENT_PROFILES)
    return render_template(
        "profiles/show.html",
        position=position,
        level=position.rubric.level(level),
        standard=position.profile.standard_of(level),
        lines=standard_lines(position.profile, level),
        figure_names={figure.id: figure.name for figure in profile.figures},
        gates=active_gates(position.profile, level),
        topics=answered_topics(position.rubric, position.profile.answers),
        missing=missing_answers(position.rubric, profile.answers, profile.level_sought),
        warnings=raise_warnings(profile),
        versions=positions.list_profile_versions(session, actor=actor, position_id=position_id),
        changes=list_profile_changes(session, actor=actor, position_id=position_id),
        approvals=list_approvals(session, actor=actor, position_id=position_id),
        comments=list_comments(session, actor=actor, position_id=position_id) if commenting else (),
        bars={line.competency.id: line for line in weight_lines(profile, level)},
    )


@blueprint.get("/answers")
def answers(position_id: int) -> ResponseReturnValue:
    """The address of an earlier page: the questions are asked in the intake."""
    positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    return redirect(url_for("intake.index", position_id=position_id), 303)


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
    form = thresholds_form(ReasonForm, position.profile)(data={"version": position.profile_number})
    figures = {figure.id: figure for figure in position.profile.figures}

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
    """As the rubric, the answers and the sorting make it, before any adjustment."""
    return build_profile(
        profile.rubric,
        level_sought=profile.level_sought,
        answers=profile.answers,
        reasons=profile.reasons,
        priorities=profile.priorities,
    )


def active_gates(profile: Profile, level: str) -> tuple[Gate, ...]:
    values = answer_values(profile.rubric, profile.answers, level)
    return tuple(
        gate
        for gate in profile.rubric.gates
        if level in gate.levels and (gate.when is None or holds(gate.when, values) is True)
    )


def answered_topics(rubric: Rubric, given: Mapping[str, object]) -> list[tuple[str, list[str]]]:
    """Topics with the keys of the answers that were given, without empty ones."""
    found = [
        (text(topic.name), [key for field in _asked(rubric, topic.id) for key in asked_keys(field) if key in given])
        for topic in rubric.topics
    ]
    return [(name, keys) for name, keys in found if keys]


def _asked(rubric: Rubric, topic: str) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(rubric, topic) if field.kind is not FieldKind.FIXED)


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
