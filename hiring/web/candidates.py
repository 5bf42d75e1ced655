"""Candidates: the list, a person with facts and figures, the applications, erasing."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, FormField, TelField

from hiring.actions import candidates
from hiring.actions.candidates import Candidate
from hiring.actions.rubrics import newest_rubrics
from hiring.domain.rubric import Field
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import answers_form, read_answers
from hiring.web.figures import figures_form, figures_of, figures_shown, list_figures
from hiring.web.forms import Given, Line, Lines, PageForm, Version, attempt

blueprint = Blueprint("candidates", __name__, url_prefix="/candidates")
WORDS = ("name", "email", "phone", "city", "headline", "notes")


class CandidateForm(PageForm):
    """`facts`, the rubrics' questions, is added by `candidate_form`."""

    version = Version()
    name = Line(N_("Name"), validators=[Given(N_("Write a name."))])
    headline = Line(N_("Present work in one line"))
    city = Line(N_("City"))
    email = EmailField(N_("E-mail"))
    phone = TelField(N_("Phone"))
    notes = Lines(N_("Notes"))


class EraseForm(PageForm):
    version = Version()
    reason = Lines(N_("Why"), validators=[Given(N_("Say why: the reason is kept with the change."))])


def candidate_form(fields: tuple[Field, ...], candidate: Candidate | None = None) -> Any:
    facts = dict(candidate.facts) if candidate else {}
    kind = type("CandidateForm", (CandidateForm,), {"facts": FormField(answers_form(fields, facts), separator=".")})
    if candidate is None:
        return kind()
    words = {name: getattr(candidate, name) for name in WORDS}
    return kind(data={**words, "version": candidate.version, "facts": facts})


def typed(form: Any) -> dict[str, Any]:
    return {**{name: form.data[name] or "" for name in WORDS}, "facts": read_answers(form.facts.form)}


@blueprint.get("")
def index() -> ResponseReturnValue:
    search = request.args.get("search", "")
    page = candidates.list_candidates(this.session(), actor=this.actor(), search=search, page=this.page_number())
    return render_template("candidates/index.html", page=page, search=search)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    fields = candidates.fact_fields(this.session())
    form = candidate_form(fields)
    if request.method == "GET":
        return render_template("candidates/form.html", form=form, candidate=None)
    tried = attempt(
        form,
        lambda: candidates.create_candidate(this.session(), actor=this.actor(), now=this.now(), **typed(form)),
    )
    if tried.value is None:
        return render_template("candidates/form.html", form=form, candidate=None), tried.status
    return redirect(url_for("candidates.show", candidate_id=tried.value), 303)


@blueprint.get("/<int:candidate_id>")
def show(candidate_id: int) -> ResponseReturnValue:
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    rubrics = {rubric.id: rubric for rubric in newest_rubrics(this.session())}
    fields = candidates.fact_fields(this.session())
    return render_template(
        "candidates/show.html", candidate=candidate, fields=fields, figures=list_figures(tuple(rubrics.values()))
    )


@blueprint.route("/<int:candidate_id>/edit", methods=["GET", "POST"])
def edit(candidate_id: int) -> ResponseReturnValue:
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    fields = candidates.fact_fields(this.session())
    form = candidate_form(fields, candidate)
    if request.method == "GET":
        return render_template("candidates/form.html", form=form, candidate=candidate)

    def change() -> None:
        candidates.change_candidate(
            this.session(),
            actor=this.actor(),
            candidate_id=candidate_id,
            version=form.version.data or 0,
            now=this.now(),
            **typed(form),
        )

    tried = attempt(form, change)
    if tried.failed:
        return render_template("candidates/form.html", form=form, candidate=candidate), tried.status
    return redirect(url_for("candidates.show", candidate_id=candidate_id), 303)


@blueprint.route("/<int:candidate_id>/figures", methods=["GET", "POST"])
def figures(candidate_id: int) -> ResponseReturnValue:
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    rubrics = newest_rubrics(this.session())
    form = figures_form(rubrics)(data={"version": candidate.version, "figures": figures_shown(candidate.figures)})
    if request.method == "GET":
        return render_template("candidates/figures.html", form=form, candidate=candidate, figures=list_figures(rubrics))

    def change() -> None:
        candidates.change_figures(
            this.session(),
            actor=this.actor(),
            candidate_id=candidate_id,
            version=form.version.data or 0,
            figures=figures_of(form.data["figures"]),
            now=this.now(),
        )

    tried = attempt(form, change)
    if tried.failed:
        page = render_template("candidates/figures.html", form=form, candidate=candidate, figures=list_figures(rubrics))
        return page, tried.status
    return redirect(url_for("candidates.show", candidate_id=candidate_id, _anchor="figures"), 303)


@blueprint.route("/<int:candidate_id>/erase", methods=["GET", "POST"])
def erase(candidate_id: int) -> ResponseReturnValue:
    """Asks first; the drawn documents go once the rows are gone for good."""
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    form = EraseForm(data={"version": candidate.version})
    if request.method == "GET":
        return render_template("candidates/erase.html", form=form, candidate=candidate)

    def change() -> tuple[str, ...]:
        return candidates.erase_candidate(
            this.session(),
            actor=this.actor(),
            candidate_id=candidate_id,
            version=form.version.data or 0,
            reason=form.reason.data or "",
            now=this.now(),
        )

    tried = attempt(form, change)
    if tried.value is None:
        return render_template("candidates/erase.html", form=form, candidate=candidate), tried.status
    for key in tried.value:
        this.after_commit(partial(this.files().delete, key))
    flash(this.language().gettext("The person and everything known of them are erased."))
    return redirect(url_for("candidates.index"), 303)
