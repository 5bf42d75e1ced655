"""Employers: the list, one with its positions, and their forms."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.actions import employers
from hiring.actions.employers import Employer
from hiring.actions.positions import list_positions
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Attempt, Given, Line, Lines, Once, PageForm, Version, attempt, once, show_present

blueprint = Blueprint("employers", __name__, url_prefix="/employers")


class EmployerForm(PageForm):
    name = Line(N_("Organisation"), [Given(N_("Write a name."))])
    industry = Line(N_("Industry"))
    notes = Lines(N_("Notes"))
    version = Version()
    once = Once()

    @property
    def typed(self) -> dict[str, str]:
        return {"name": self.name.data, "industry": self.industry.data, "notes": self.notes.data}


@blueprint.get("")
def index() -> ResponseReturnValue:
    search = request.args.get("search", "")
    page = employers.list_employers(this.session(), actor=this.actor(), search=search, page=this.page_number())
    return render_template("employers/index.html", page=page, search=search)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    form = EmployerForm()
    if request.method == "GET":
        return render_template("employers/new.html", form=form)
    tried = attempt(form, lambda: once(form, lambda: _create(form)))
    if tried.failed:
        return render_template("employers/new.html", form=form), tried.status
    return redirect(url_for(".show", employer_id=tried.value), 303)


@blueprint.get("/<int:employer_id>")
def show(employer_id: int) -> ResponseReturnValue:
    employer = employers.get_employer(this.session(), actor=this.actor(), employer_id=employer_id)
    page = list_positions(this.session(), actor=this.actor(), employer_id=employer_id, page=this.page_number())
    return render_template("employers/show.html", employer=employer, page=page)


@blueprint.route("/<int:employer_id>/edit", methods=["GET", "POST"])
def edit(employer_id: int) -> ResponseReturnValue:
    employer = employers.get_employer(this.session(), actor=this.actor(), employer_id=employer_id)
    form = EmployerForm(obj=employer)
    if request.method == "GET":
        return render_template("employers/edit.html", form=form, employer=employer)
    tried = attempt(form, lambda: _change(form, employer_id))
    if not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".show", employer_id=employer_id), 303)
    return _again(form, tried, employer)


def _change(form: EmployerForm, employer_id: int) -> None:
    employers.change_employer(
        this.session(),
        actor=this.actor(),
        employer_id=employer_id,
        version=form.version.data,
        **form.typed,
        now=this.now(),
    )


def _again(form: EmployerForm, tried: Attempt[None], employer: Employer) -> ResponseReturnValue:
    if tried.conflict == "stale":
        saved = {"name": employer.name, "industry": employer.industry, "notes": employer.notes}
        show_present(form, saved, version=employer.version)
    return render_template("employers/edit.html", form=form, employer=employer), tried.status


def _create(form: EmployerForm) -> int:
    return employers.create_employer(this.session(), actor=this.actor(), **form.typed, now=this.now())
