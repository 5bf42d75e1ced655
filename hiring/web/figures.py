"""A candidate's figures: claimed numbers, how each was verified, and how much of it is the person's own doing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, FormField

from hiring.actions import candidates
from hiring.actions.candidates import Candidate
from hiring.actions.figure_checks import WORDS, list_asked_figures
from hiring.actions.rubrics import newest_rubrics
from hiring.domain.figures import FigureClaim
from hiring.domain.own_figures import is_own
from hiring.domain.rubric import Figure, FigureUnit, Rubric, VerificationGrade
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import Options
from hiring.web.forms import Line, Number, PageForm, Version, attempt, show_present
from hiring.web.pages import text

blueprint = Blueprint("figures", __name__, url_prefix="/candidates")


@blueprint.route("/<int:candidate_id>/figures", methods=["GET", "POST"])
def edit(candidate_id: int) -> ResponseReturnValue:
    candidate = candidates.get_candidate(this.session(), actor=this.actor(), candidate_id=candidate_id)
    rubrics = newest_rubrics(this.session())
    asked = {
        figure.id: figure for figure in list_asked_figures(this.session(), actor=this.actor(), candidate_id=candidate_id)
    }
    figures, rules = {**figures_of(rubrics), **asked}, rubrics[0].figures if rubrics else None
    form = _form(figures, grades_of(rubrics))(data={"version": candidate.version, "figures": _typed(candidate)})
    given = {"form": form, "candidate": candidate, "figures": figures, "rules": rules, "is_own": is_own}
    if request.method == "GET":
        return render_template("figures/edit.html", **given)
    tried = attempt(form, lambda: _change(form, candidate))
    if not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for("candidates.show", candidate_id=candidate_id), 303)
    if tried.conflict == "stale":
        show_present(form, {}, version=candidate.version)
    return render_template("figures/edit.html", **given), tried.status


def figures_of(rubrics: Iterable[Rubric]) -> dict[str, Figure]:
    """Each figure once, by id."""
    found: dict[str, Figure] = {}
    for rubric in rubrics:
        for figure in rubric.figures.figures:
            found.setdefault(figure.id, figure)
    return found


def grades_of(rubrics: Iterable[Rubric]) -> tuple[VerificationGrade, ...]:
    found: dict[int, VerificationGrade] = {}
    for rubric in rubrics:
        for grade in rubric.figures.grades:
            found.setdefault(grade.value, grade)
    return tuple(found[value] for value in sorted(found))


def _form(figures: Mapping[str, Figure], grades: tuple[VerificationGrade, ...]) -> type[Any]:
    capped = N_("%(proof)s: rates at most %(cap)s")
    language = this.language()
    proofs = [(str(grade.value), language.gettext(capped, proof=text(grade.name), cap=grade.cap)) for grade in grades]

    class ClaimForm(Form):
        value = Number(N_("Value"))
        grade = Options(N_("How it was verified"), options=proofs)
        own_share = Number(N_("Own share, percent"), scale=100)
        periods = Number(N_("Number of periods"), whole=True)
        period = Line(N_("Period"))
        baseline = Line(N_("Compared with"))
        clients = Number(N_("Number of clients"), whole=True)
        basis = Line(N_("Currency or index"))
        market_growth = Line(N_("Growth of the market"))
        source = Line(N_("Source"))

    rows = {identity: FormField(ClaimForm, text(figure.name)) for identity, figure in figures.items()}
    figures_form = type("FiguresForm", (Form,), rows)

    class FiguresPageForm(PageForm):
        figures: Any = FormField(figures_form)
        version = Version()

    return FiguresPageForm


def _typed(candidate: Candidate) -> dict[str, dict[str, object]]:
    names = ("value", "own_share", "periods", "clients", *WORDS)
    return {
        claim.figure: {**{name: getattr(claim, name) for name in names}, "grade": str(claim.grade)}
        for claim in candidate.figures
    }


def _change(form: Any, candidate: Candidate) -> None:
    """Figures that no present rubric asks for stay as they are."""
    rows = form.figures.form._fields
    claims = [claim for identity, row in rows.items() if (claim := _read(identity, row.form)) is not None]
    kept = [claim for claim in candidate.figures if claim.figure not in rows]
    candidates.change_figures(
        this.session(),
        actor=this.actor(),
        candidate_id=candidate.id,
        version=form.version.data,
        figures=(*claims, *kept),
        now=this.now(),
    )


def _read(identity: str, row: Any) -> FigureClaim | None:
    """None for a figure of which nothing was typed."""
    given = {name: field.data for name, field in row._fields.items()}
    if all(value in (None, "") for value in given.values()):
        return None
    grade = given.pop("grade")
    counted = {name: None if given[name] is None else int(given[name]) for name in ("periods", "clients")}
    return FigureClaim(figure=identity, **{**given, **counted, "grade": int(grade) if grade is not None else 0})


@blueprint.app_template_global()
def unit_of(figure: Figure | None, whole: bool = False) -> str:
    """The unit behind a figure's value; with `whole` in words, as a hint for whoever types it.

    Empty for counts, and for own figures, whose names have it.
    """
    gettext, gap = this.language().gettext, "\u00a0"
    if figure is None or is_own(figure.id):
        return ""
    match figure.unit:
        case FigureUnit.PERCENT:
            return gettext("In percent.") if whole else (f"{gap}%" if this.language().locale == "ru" else "%")
        case FigureUnit.POINTS:
            return gettext("In percentage points.") if whole else gap + gettext("points")
        case FigureUnit.DAYS:
            return gettext("In days.") if whole else gap + gettext("days")
        case FigureUnit.RATIO:
            return gettext("A ratio, such as 1.4.") if whole else ""
    return gettext("A whole number.") if whole else ""
