"""The tables of a profile as forms: weights and minimums of a level, thresholds of the figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Form, FormField, SelectField

from hiring.domain.profile import Adjustment, Profile, Standard, Threshold
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.forms import Line, Number, PageForm, read_point
from hiring.web.pages import text

STEPS = ("floor", "target", "stretch")


def weights_form(base: type[PageForm], profile: Profile, level: str) -> type[Any]:
    """One row a competency of the level, filled in with what holds now."""
    points = select_choices([(str(value), this.language().plain(value)) for value in profile.rubric.scale.values])
    reasons = {item.competency: item.reason for item in profile.adjustments if item.level == level}

    def row(standard: Standard) -> type[Form]:
        controls: dict[str, Any] = {
            "weight": Number(N_("Weight"), default=standard.weight),
            "minimum": SelectField(N_("Minimum"), choices=points, default=str(standard.minimum), validate_choice=False),
            "reason": Line(N_("Reason"), default=reasons.get(standard.competency, "")),
        }
        return type("WeightRow", (Form,), controls)

    standards = profile.standard_of(level).standards
    rows = {
        item.competency: FormField(row(item), text(profile.rubric.competency(item.competency).short)) for item in standards
    }
    adjustments = type("LevelRows", (Form,), {level: FormField(type("WeightRows", (Form,), rows))})
    return type("WeightsForm", (base,), {"adjustments": FormField(adjustments)})


def read_adjustments(form: Any, level: str, usual: Mapping[str, Standard]) -> tuple[Adjustment, ...]:
    """The rows that differ from what the rubric and the answers give; without an own reason, with that of the change."""
    rows = form.adjustments.form._fields[level].form._fields
    found = (_read_row(level, identity, row.form, usual[identity], form.reason.data) for identity, row in rows.items())
    return tuple(item for item in found if item is not None)


def _read_row(level: str, identity: str, row: Any, usual: Standard, reason: str) -> Adjustment | None:
    weight = row.weight.data
    typed = read_point(row.minimum.data)
    minimum = usual.minimum if typed is None else typed
    weight = None if weight is None or weight == usual.weight else weight
    changed = minimum if minimum != usual.minimum else None
    if weight is None and changed is None:
        return None
    return Adjustment(level, identity, weight, changed, row.reason.data.strip() or reason)


class ThresholdRow(Form):
    """All three steps or none."""

    def validate(self, extra_validators: Any = None) -> bool:
        fits = super().validate(extra_validators)
        steps = [self._fields[step] for step in STEPS]
        given = [step for step in steps if step.data is not None]
        if not fits or len(given) in (0, len(STEPS)):
            return fits
        missing = next(step for step in steps if step.data is None)
        missing.errors = [this.language().gettext("Floor, target and stretch are given together.")]
        return False


def thresholds_form(base: type[PageForm], profile: Profile) -> type[Any]:
    def row(threshold: Threshold | None) -> type[Form]:
        names = {"floor": N_("Floor"), "target": N_("Target"), "stretch": N_("Stretch")}
        controls = {step: Number(names[step], default=getattr(threshold, step, None)) for step in STEPS}
        return type("ThresholdRow", (ThresholdRow,), controls)

    rows: dict[str, Any] = {
        figure.id: FormField(row(profile.threshold(figure.id)), text(figure.name)) for figure in profile.figures
    }
    return type("ThresholdsForm", (base,), {"thresholds": FormField(type("ThresholdRows", (Form,), rows))})


def read_thresholds(form: Any) -> tuple[Threshold, ...]:
    """The rows that are filled in."""
    rows = form.thresholds.form._fields
    found = ((identity, tuple(row.form._fields[step].data for step in STEPS)) for identity, row in rows.items())
    return tuple(Threshold(identity, *steps) for identity, steps in found if None not in steps)
