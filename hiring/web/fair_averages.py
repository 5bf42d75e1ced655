"""The fair average of one candidate, beside the raw one: a line of the result page, or a page of its own."""

from __future__ import annotations

from fractions import Fraction

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions.fair_averages import FairAverage, get_fair_average
from hiring.web import request as this
from hiring.wording.certainty import say_fair_average

blueprint = Blueprint("fair_averages", __name__)


@blueprint.get("/applications/<int:application_id>/fair-average")
def show(application_id: int) -> ResponseReturnValue:
    """It is fetched for itself: the least squares over a whole position would hold up the result page."""
    found = get_fair_average(this.session(), actor=this.actor(), application_id=application_id)
    template = "fair_averages/_line.html" if this.is_fragment() else "fair_averages/show.html"
    return render_template(template, found=found, said=_say(found))


def _say(found: FairAverage) -> str:
    fair = None if found.fair is None else Fraction(found.fair)
    return say_fair_average(found.raw, fair, found.candidates, found.why, this.language())
