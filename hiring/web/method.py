"""How every figure is computed: formula, example, limits and source, for everybody who is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hiring.actions.rating_errors import MeasuredError, measured_errors
from hiring.actions.rubrics import newest_rubrics
from hiring.domain.profile import build_profile
from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import RatingError, assumed_error
from hiring.web import request as this
from hiring.wording.certainty import say_basis
from hiring.wording.formulas import as_mathml
from hiring.wording.method import SECTIONS, TITLES, worked_example
from hiring.wording.method_parts import Example, Words, decimals

blueprint = Blueprint("method", __name__, url_prefix="/method")


@dataclass(frozen=True, slots=True)
class Settings:
    """What one rubric sets. `pass_scores` by level in the order of the rubric, without any answers of an employer.

    `measured` None: the assumed error is the one that bands and orders rest on.
    """

    rubric: Rubric
    pass_scores: tuple[tuple[str, Fraction], ...]
    assumed: RatingError
    measured: MeasuredError | None


@blueprint.get("")
def show() -> ResponseReturnValue:
    rubrics = newest_rubrics(this.session())
    measured = measured_errors(this.session(), rubrics)
    settings = [settings_of(rubric, measured.get(rubric.structure)) for rubric in rubrics]
    return render_template("method/show.html", sections=SECTIONS, settings=settings)


def settings_of(rubric: Rubric, measured: MeasuredError | None = None) -> Settings:
    profile = build_profile(rubric, level_sought=rubric.levels[-1].id)
    scores = tuple((standard.level, standard.pass_score) for standard in profile.levels)
    return Settings(rubric, scores, assumed_error(rubric), measured)


@blueprint.app_template_global()
def method_title(anchor: str) -> str:
    """KeyError for an anchor that the page does not have."""
    return this.language().gettext(TITLES[anchor])


@blueprint.app_template_filter()
def mathml(source: str, block: bool = True) -> Markup:
    return Markup(as_mathml(source, this.language(), block=block))  # noqa: S704 - formulas are ours, and escaped


@blueprint.app_template_filter()
def words_of(said: Words) -> str:
    return said.said(this.language())


@blueprint.app_template_global()
def translated(messages: Iterable[str]) -> list[str]:
    return [this.language().gettext(message) for message in messages]


@blueprint.app_template_global()
def example_of(anchor: str) -> Example:
    return worked_example(anchor, this.language().locale)


@blueprint.app_template_global()
def basis_of(error: RatingError) -> str:
    return say_basis(error, this.language())


@blueprint.app_template_global()
def single_error(error: RatingError) -> str:
    return decimals(error.single, this.language(), 2)
