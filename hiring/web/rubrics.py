"""Rubrics: the stored versions, and one to read whole."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions import rubrics
from hiring.web import request as this

blueprint = Blueprint("rubrics", __name__, url_prefix="/rubrics")


@blueprint.get("")
def index() -> ResponseReturnValue:
    return render_template("rubrics/index.html", rubrics=rubrics.list_rubrics(this.session(), actor=this.actor()))


@blueprint.get("/<int:rubric_row_id>")
def show(rubric_row_id: int) -> ResponseReturnValue:
    rubric = rubrics.get_rubric(this.session(), actor=this.actor(), rubric_row_id=rubric_row_id)
    return render_template("rubrics/show.html", rubric=rubric)
