"""Candidates: people, what is known of them, their figures, and erasing all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, FormField

from hiring.actions import candidates
from hiring.actions.candidates import Candidate
from hiring.actions.rubrics import newest_rubrics
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import answers_form, read_answers
from hiring.web.figures import figures_of, grades_of
from hiring.web.forms import Attempt, Given, Line, Lines, Once, PageForm, Version, attempt, once, show_present

blueprint = Blueprint("candidates", __name__, url_prefix="/candidates")
TEXTS = ("name", "email", "phone", "city", "headline", "notes")


class CandidateForm(PageForm):
    """The subclass of a request adds the facts that the rubrics ask for."""

    name = Line(N_("Name"), [Given(N_("Write a name."))])
    headline = Line(N_("In a few words"))
    email = EmailField(N_("E-mail"))
    phone = Line(N_("Telephone"))
    city = Line(N_("Place"))
    notes = Lines(N_("Notes"))
    version = Version()
    once = Once()

    @property
    def typed(self) -> dict[str, Any]:
        texts = {name: self._fields[name].data or "" for name in TEXTS}
        return {**texts, "facts": read_answers(self._fields["facts"].form)}


class EraseForm(PageForm):
    name = Line(N_("The candidate's name"))
    reason = Lines(N_("Reason"))
    version = Version()


@blueprint.get("")
def index() -> ResponseReturnValue:
    search = request.args.get("search", "")
    page = candidates.list_candidates(this.session(), actor=this.actor(), search=search, page=this.page_number())
    return render_template("candidates/index.html", page=page, search=search)


@blueprint.get("/<int:candidate_id>")
def show(candidate_id: int) -> ResponseReturnValue:
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    fields = candidates.fact_fields(this.session())
    rubrics = newest_rubrics(this.session())
    known = [(field, candidate.facts[field.id]) for field in fields if field.id in candidate.facts]
    unknown = [field for field in fields if field.id not in candidate.facts]
    return render_template(
        "candidates/show.html",
        candidate=candidate,
        known=known,
        unknown=unknown,
        figures=figures_of(rubrics),
        grades={grade.value: grade for grade in grades_of(rubrics)},
        levels={level.id: level for rubric in rubrics for level in rubric.levels},
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """With `?position=` of the address, the next page considers the candidate for that position."""
    fields = candidates.fact_fields(this.session())
    form = _form(fields, {})()
    if request.method == "GET":
        return render_template("candidates/new.html", form=form, fields=fields)
    tried = attempt(form, lambda: once(form, lambda: _create(form)))
    if tried.failed:
        return render_template("candidates/new.html", form=form, fields=fields), tried.status
    position_id = this.whole("position")
    if position_id is not None:
        return redirect(url_for("positions.apply", position_id=position_id, search=form.name.data), 303)
    return redirect(url_for(".show", candidate_id=tried.value), 303)


@blueprint.route("/<int:candidate_id>/edit", methods=["GET", "POST"])
def edit(candidate_id: int) -> ResponseReturnValue:
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    fields = candidates.fact_fields(this.session())
    form = _form(fields, candidate.facts)(obj=candidate)
    given = {"form": form, "fields": fields, "candidate": candidate}
    if request.method == "GET":
        return render_template("candidates/edit.html", **given)
    tried = attempt(form, lambda: _change(form, candidate_id))
    if not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".show", candidate_id=candidate_id), 303)
    if tried.conflict == "stale":
        show_present(form, {name: getattr(candidate, name) for name in TEXTS}, version=candidate.version)
    return render_template("candidates/edit.html", **given), tried.status


@blueprint.route("/<int:candidate_id>/erase", methods=["GET", "POST"])
def erase(candidate_id: int) -> ResponseReturnValue:
    """Asks for the name once more: nothing brings an erased person back."""
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    form = EraseForm(data={"version": candidate.version})
    if request.method == "GET":
        return render_template("candidates/erase.html", form=form, candidate=candidate)
    if not _same_name(form.name.data, candidate.name):
        form.validate()
        form.name.errors = [this.language().gettext("Write the name exactly as it stands above.")]
        return render_template("candidates/erase.html", form=form, candidate=candidate), 422
    tried = attempt(form, lambda: _erase(form, candidate_id))
    if tried.failed:
        return _not_erased(form, tried, candidate)
    flash(this.language().gettext("Everything about this person is erased."))
    return redirect(url_for(".index"), 303)


def _form(fields: tuple[Any, ...], given: Mapping[str, object]) -> type[CandidateForm]:
    class WithFacts(CandidateForm):
        facts = FormField(answers_form(fields, given))

    return WithFacts


def _change(form: CandidateForm, candidate_id: int) -> None:
    candidates.change_candidate(
        this.session(),
        actor=this.actor(),
        candidate_id=candidate_id,
        version=form.version.data,
        **form.typed,
        now=this.now(),
    )


def _same_name(typed: str | None, name: str) -> bool:
    return " ".join((typed or "").split()).casefold() == name.casefold()


def _erase(form: EraseForm, candidate_id: int) -> None:
    """The drawn documents go once the erasure is committed."""
    drawn = candidates.erase_candidate(
        this.session(),
        actor=this.actor(),
        candidate_id=candidate_id,
        version=form.version.data,
        reason=form.reason.data,
        now=this.now(),
    )
    for key in drawn:
        this.after_commit(lambda key=key: this.files().delete(key))  # type: ignore[misc]


def _not_erased(form: EraseForm, tried: Attempt[None], candidate: Candidate) -> ResponseReturnValue:
    if tried.conflict == "stale":
        show_present(form, {}, version=candidate.version)
    return render_template("candidates/erase.html", form=form, candidate=candidate), tried.status


def _create(form: Any) -> int:
    return candidates.create_candidate(this.session(), actor=this.actor(), **form.typed, now=this.now())
