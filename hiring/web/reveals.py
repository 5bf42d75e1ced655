"""Revealing the ratings of an application before its panel has submitted: asks for the reason."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.actions.applications import get_application
from hiring.actions.reveals import reveal_early
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Given, Lines, PageForm, attempt

blueprint = Blueprint("reveals", __name__)


class RevealForm(PageForm):
    reason = Lines(N_("Why the panel does not wait"), [Given(N_("Write the reason."))])


@blueprint.route("/applications/<int:application_id>/reveal", methods=["GET", "POST"])
def reveal(application_id: int) -> ResponseReturnValue:
    """The reason stands on the result; revealed already, as by a double click, it leads there."""
    found = get_application(this.session(), actor=this.actor(), application_id=application_id)
    back = redirect(url_for("applications.show", application_id=application_id), 303)
    if found.revealed_at is not None:
        return back
    form = RevealForm()
    if request.method == "GET":
        return render_template("reveals/reveal.html", form=form, application=found)
    tried = attempt(form, lambda: _reveal(application_id, form), rubric=found.position.rubric)
    if tried.failed:
        return render_template("reveals/reveal.html", form=form, application=found), tried.status
    flash(this.language().gettext("The ratings are revealed."))
    return back


def _reveal(application_id: int, form: RevealForm) -> None:
    reveal_early(this.session(), actor=this.actor(), application_id=application_id, reason=form.reason.data, now=this.now())
