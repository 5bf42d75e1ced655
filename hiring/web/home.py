"""My day: what waits for the person who signed in."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def my_day() -> ResponseReturnValue:
    return render_template("home/my_day.html")
