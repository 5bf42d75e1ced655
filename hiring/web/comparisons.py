"""The candidates of a position side by side: the order, how far it can be trusted, and where each falls short.

The page says what the document would say, word for word, and leads to each candidate's result. Places under all weights
take draws and are counted when they are asked for.
"""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions.comparisons import ComparisonView, get_comparison
from hiring.actions.permissions import Permission
from hiring.actions.positions import Position
from hiring.domain.comparison import Comparison
from hiring.domain.telling_apart import tell_apart
from hiring.pdf.charts import heat_step, scale_position
from hiring.pdf.comparison_data import ComparisonDocument
from hiring.pdf.comparison_document import build_comparison_document
from hiring.pdf.comparison_stability import rank_table, ranked_in
from hiring.pdf.documents import DocumentSubject
from hiring.web import request as this
from hiring.web.weight_forms import trial_form, trial_lines
from hiring.wording import say_problem

blueprint = Blueprint("comparisons", __name__)
blueprint.add_app_template_global(heat_step)
blueprint.add_app_template_global(scale_position)

MARKS = {"pass": "met", "probed": "near", "waived": "near", "fail": "unmet", "unknown": "unknown"}
"""The shape of each state of a gate or a level."""


@blueprint.get("/positions/<int:position_id>/comparison")
def show(position_id: int) -> ResponseReturnValue:
    """Without a comparison the page says why there is none and what to do."""
    view = get_comparison(this.session(), actor=this.actor(), position_id=position_id)
    if view.comparison is None:
        return refuse_comparison(view)
    said = say_comparison(view, view.comparison)
    return render_template(
        "comparisons/show.html",
        said=said,
        form=trial_form(view.position.profile),
        lines=trial_lines(view.position.profile),
        marks=MARKS,
        **shared(view),
    )


@blueprint.get("/positions/<int:position_id>/comparison/places")
def ranks(position_id: int) -> ResponseReturnValue:
    """The table of places under all weights: a fragment for the page of the comparison, else a page with the scores too."""
    view = get_comparison(this.session(), actor=this.actor(), position_id=position_id)
    if view.comparison is None:
        return refuse_comparison(view)
    ranked = ranked_in(view.comparison, tell_apart(view.comparison, view.error))
    table = rank_table(ranked, view.error, this.language())
    if this.is_fragment():
        return render_template("comparisons/_ranks.html", table=table)
    said = say_comparison(view, view.comparison)
    return render_template("comparisons/ranks.html", table=table, said=said, **shared(view))


def say_comparison(view: ComparisonView, comparison: Comparison) -> ComparisonDocument:
    """What the page says, without places under all weights; raters are named to those who run the interviews."""
    return build_comparison_document(
        comparison,
        subject=subject_of_page(view.position, this.now().date()),
        locale=this.language().locale,
        error=view.error,
        counted=False,
        named=this.may(Permission.MANAGE_INTERVIEWS),
    )


def refuse_comparison(view: ComparisonView) -> str:
    refused = [say_problem(problem, this.language(), view.position.rubric) for problem in view.refused]
    return render_template("comparisons/refused.html", refused=refused, **shared(view))


def shared(view: ComparisonView) -> dict[str, object]:
    """What every page about a comparison needs."""
    return {
        "position": view.position,
        "application_ids": view.application_ids,
        "earlier_profiles": view.earlier_profiles,
        "waiting": view.waiting,
    }


def subject_of_page(position: Position, today: dt.date, candidate: str = "") -> DocumentSubject:
    """What a page is about, as a document would have it: without number and validity."""
    return DocumentSubject(candidate, position.title, position.employer_name, "", today, None)
