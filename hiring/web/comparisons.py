"""The candidates of a position side by side: the order, what it rests on, and where each falls short.

The page says what the document would say, word for word, and leads to each candidate's result.
"""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions.comparisons import get_comparison
from hiring.actions.positions import Position
from hiring.pdf.charts import heat_step, scale_position
from hiring.pdf.comparison_document import build_comparison_document
from hiring.pdf.documents import DocumentSubject
from hiring.web import request as this
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
    language, position = this.language(), view.position
    if view.comparison is None:
        refused = [say_problem(problem, language, position.rubric) for problem in view.refused]
        return render_template("comparisons/refused.html", position=position, refused=refused, waiting=view.waiting)
    said = build_comparison_document(
        view.comparison, subject=subject_of_page(position, this.now().date()), locale=language.locale
    )
    return render_template(
        "comparisons/show.html",
        position=position,
        said=said,
        application_ids=view.application_ids,
        earlier_profiles=view.earlier_profiles,
        waiting=view.waiting,
        marks=MARKS,
    )


def subject_of_page(position: Position, today: dt.date, candidate: str = "") -> DocumentSubject:
    """What a page is about, as a document would have it: without number and validity."""
    return DocumentSubject(candidate, position.title, position.employer_name, "", today, None)
