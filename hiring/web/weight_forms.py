"""The form on which other weights are tried: sent by GET, so that its address can be kept and shared, and never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, FormField
from wtforms.validators import ValidationError

from hiring.domain.profile import LevelStandard, Profile, Standard
from hiring.domain.rubric import Competency
from hiring.domain.weight_trial import WHERE
from hiring.errors import Problem
from hiring.web import request as this
from hiring.web.forms import Number, PageForm
from hiring.web.pages import text
from hiring.wording import say_problem


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One competency with its share of the weight by the profile and as tried."""

    competency: Competency
    standard: Standard
    share: Fraction
    tried: Fraction


class NotBelowZero:
    """Said at once with what is no number, rather than after it is mended."""

    def __call__(self, form: Form, field: Field) -> None:
        if field.data is not None and field.data < 0:
            raise ValidationError(say_problem(Problem("weight_negative"), this.language()))


def trial_form(profile: Profile) -> Any:
    """Filled in from the address; what the address does not name has the profile's weight."""
    rows: dict[str, Any] = {
        item.competency: Number(
            text(profile.rubric.competency(item.competency).short), default=item.weight, validators=[NotBelowZero()]
        )
        for item in profile.sought.standards
    }
    made = type("TrialForm", (PageForm,), {WHERE: FormField(type("Weights", (Form,), rows))})
    given = made(formdata=None, meta={"csrf": False})
    usual = {field.name: field._value() for field in given.weights.form}
    return made(
        formdata=MultiDict({name: request.args.get(name, value) for name, value in usual.items()}), meta={"csrf": False}
    )


def trial_lines(profile: Profile, tried: LevelStandard | None = None) -> tuple[TrialLine, ...]:
    """In the rubric's order. By default the profile's own weights are those tried."""
    sought = profile.sought
    shares = _shares(sought if tried is None else tried)
    return tuple(
        TrialLine(profile.rubric.competency(identity), sought.standard(identity), share, shares[identity])
        for identity, share in _shares(sought).items()
    )


def read_weights(form: Any) -> Mapping[str, Fraction]:
    """What was typed; a competency left open is not in it."""
    rows = form.weights.form._fields
    return {identity: field.data for identity, field in rows.items() if field.data is not None}


def _shares(level: LevelStandard) -> dict[str, Fraction]:
    return {item.competency: item.weight / level.total_weight for item in level.standards}
