"""How every figure is computed: formula, example, limits and source, for everybody who is signed in."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.web import request as this
from hiring.wording.method import TITLES

blueprint = Blueprint("method", __name__, url_prefix="/method")


@blueprint.get("")
def show() -> ResponseReturnValue:
    return render_template("method/show.html", anchors=tuple(TITLES))


@blueprint.app_template_global()
def method_title(anchor: str) -> str:
    """KeyError for an anchor that the page does not have."""
    return this.language().gettext(TITLES[anchor])
