"""What the ratings say about the ratings: agreement, strictness and habits, on a rubric, of a position, of oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hiring.actions.measuring import MOST_AT_ONCE, measure_rubric
from hiring.actions.once import make_once
from hiring.actions.panels import (
    MOST_OF_POSITION,
    get_position_panel,
    get_rubric_panel,
    list_own_ratings,
    list_rubric_panels,
)
from hiring.domain.icc import FEWEST_SUBJECTS
from hiring.domain.panel import PanelPerson
from hiring.domain.panel_agreement import most_discussed
from hiring.domain.panel_habits import FEWEST_CANDIDATES
from hiring.errors import Conflict
from hiring.web import request as this
from hiring.web.forms import Once, PageForm
from hiring.wording import panel as wording
from hiring.wording import say_error

blueprint = Blueprint("panels", __name__)
blueprint.add_app_template_global(most_discussed)

SAID: Mapping[str, Callable[..., str]] = {
    "interval": wording.say_interval,
    "means": wording.say_means,
    "missing": wording.say_missing,
    "pairs": wording.say_pairs,
    "severity_gap": wording.say_severity_gap,
    "strictness": wording.say_strictness,
    "waited": wording.say_waited,
    "wanting": wording.say_wanting,
}
"""What the pages ask to have said, by name."""
CHART_HEIGHT = 30
"""Of the tallest bar, in units of the picture."""


class MeasureForm(PageForm):
    once = Once()


@dataclass(frozen=True, slots=True)
class Bar:
    """How often a point of the scale was given: `height` in units of the picture, at least 1 for whatever occurs."""

    point: int
    count: int
    height: int


@blueprint.get("/panels")
def index() -> ResponseReturnValue:
    panels = list_rubric_panels(this.session(), actor=this.actor())
    return render_template("panels/index.html", panels=panels, fewest=FEWEST_SUBJECTS)


@blueprint.get("/panels/<int:rubric_row_id>")
def rubric(rubric_row_id: int) -> ResponseReturnValue:
    """As it was measured last; nothing is computed here."""
    panel = get_rubric_panel(this.session(), actor=this.actor(), rubric_row_id=rubric_row_id)
    return render_template(
        "panels/rubric.html",
        panel=panel,
        form=MeasureForm(),
        fewest=FEWEST_SUBJECTS,
        fewest_candidates=FEWEST_CANDIDATES,
        most=MOST_AT_ONCE,
    )


@blueprint.post("/panels/<int:rubric_row_id>/measure")
def measure(rubric_row_id: int) -> ResponseReturnValue:
    """A click done twice measures once."""
    form = MeasureForm()

    def make() -> int:
        return measure_rubric(this.session(), actor=this.actor(), rubric_row_id=rubric_row_id, now=this.now())

    try:
        make_once(this.session(), actor=this.actor(), key=form.once.data or "", make=make, now=this.now())
        flash(this.language().gettext("Measured. The figures stay as they are now until somebody measures anew."))
    except Conflict as error:
        flash(say_error(error, this.language()))
    return redirect(url_for(".rubric", rubric_row_id=rubric_row_id), 303)


@blueprint.get("/positions/<int:position_id>/panel")
def position(position_id: int) -> ResponseReturnValue:
    panel = get_position_panel(this.session(), actor=this.actor(), position_id=position_id)
    return render_template(
        "panels/position.html",
        panel=panel,
        fewest=FEWEST_SUBJECTS,
        fewest_candidates=FEWEST_CANDIDATES,
        most=MOST_OF_POSITION,
    )


@blueprint.get("/panels/me")
def own() -> ResponseReturnValue:
    lines = list_own_ratings(this.session(), actor=this.actor())
    return render_template("panels/own.html", lines=lines, fewest_candidates=FEWEST_CANDIDATES)


@blueprint.app_template_global()
def scale_bars(points: Mapping[int, int]) -> tuple[Bar, ...]:
    most = max(points.values(), default=0)
    return tuple(
        Bar(point, count, max(1, round(CHART_HEIGHT * count / most)) if count else 0)
        for point, count in sorted(points.items())
    )


@blueprint.app_template_global()
def panel_words(name: str, *values: object) -> str:
    """A sentence of SAID about these values, in the reader's language."""
    return SAID[name](*values, this.language())


@blueprint.app_template_filter()
def by_name(people: Iterable[PanelPerson], names: Mapping[int, str]) -> list[PanelPerson]:
    return sorted(people, key=lambda item: (names.get(item.habits.rater, "").casefold(), item.habits.rater))


@blueprint.app_template_filter()
def names_in_order(account_ids: Iterable[int], names: Mapping[int, str]) -> list[str]:
    return sorted((names[identity] for identity in account_ids if identity in names), key=str.casefold)


@blueprint.app_template_filter()
def fraction_of(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
