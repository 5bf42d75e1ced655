"""Calibration exercises: the list, preparing one, rating its sample alone, and the report for the talk about it.

Rating works without JavaScript by its buttons; `static/autosave.js` saves in between through `autosave`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from hiring.actions.calibration import Exercise, get_exercise, list_exercises, participant_choices
from hiring.actions.calibration_ratings import (
    CalibrationCard,
    get_own_card,
    missing_before_submit,
    save_ratings,
    submit_ratings,
)
from hiring.actions.calibration_report import CalibrationReport, get_calibration_report
from hiring.actions.calibration_setup import (
    change_exercise,
    close_exercise,
    create_exercise,
    discard_exercise,
    get_exercise_to_change,
    get_exercise_to_discard,
    open_exercise,
)
from hiring.actions.rubrics import newest_rubric_choices
from hiring.errors import Conflict, HiringError, NotFound
from hiring.language import LOCALES
from hiring.pdf import CalibrationDocument, CalibrationSubject, build_calibration_document, render_pdf
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.calibration_forms import CalibrationSheet, NewForm, edit_form, show_meanwhile, typed_exercise
from hiring.web.documents import disposition
from hiring.web.forms import PageForm, Version, attempt, once, read_id, show_present
from hiring.web.pages import text
from hiring.web.saving import answer_refused, answer_saved
from hiring.web.scorecard_forms import CardForm, Shown, check_person, seal, show_refused, show_stored, states_of
from hiring.wording import say_error, say_problem
from hiring.wording.calibration import say_state

blueprint = Blueprint("calibration", __name__, url_prefix="/calibration")


class StepForm(PageForm):
    """A button: throwing away, opening, closing, submitting."""

    version = Version()


@blueprint.app_template_filter()
def calibration_state(state: str) -> str:
    return say_state(state, this.language())


@blueprint.get("")
def index() -> ResponseReturnValue:
    page = list_exercises(this.session(), actor=this.actor(), page=this.page_number())
    return render_template("calibration/index.html", page=page)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """A title and a rubric; everything else is asked on the page that it leads to."""
    rubrics = newest_rubric_choices(this.session(), actor=this.actor())
    form = NewForm()
    form.rubric.choices = select_choices([(str(item.id), f"{text(item.title)} {item.version}") for item in rubrics])
    if request.method == "GET" or not rubrics:
        return render_template("calibration/new.html", form=form, rubrics=rubrics)
    tried = attempt(form, lambda: once(form, lambda: _create(form)))
    if tried.failed:
        return render_template("calibration/new.html", form=form, rubrics=rubrics), tried.status
    return redirect(url_for(".edit", exercise_id=tried.value), 303)


@blueprint.get("/<int:exercise_id>")
def show(exercise_id: int) -> ResponseReturnValue:
    """For who takes part the way to the own ratings, for who runs it its state and the next step."""
    return _overview(_read(exercise_id))


@blueprint.route("/<int:exercise_id>/edit", methods=["GET", "POST"])
def edit(exercise_id: int) -> ResponseReturnValue:
    exercise = get_exercise_to_change(this.session(), actor=this.actor(), exercise_id=exercise_id)
    form = edit_form(exercise, participant_choices(this.session(), actor=this.actor()))
    if request.method == "GET":
        return render_template("calibration/edit.html", exercise=exercise, form=form)
    tried = attempt(form, lambda: _change(form, exercise_id), rubric=exercise.rubric)
    if not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".show", exercise_id=exercise_id), 303)
    if tried.conflict == "stale":
        show_meanwhile(form, _read(exercise_id))
    return render_template("calibration/edit.html", exercise=exercise, form=form), tried.status


@blueprint.route("/<int:exercise_id>/discard", methods=["GET", "POST"])
def discard(exercise_id: int) -> ResponseReturnValue:
    exercise = get_exercise_to_discard(this.session(), actor=this.actor(), exercise_id=exercise_id)
    form, about = StepForm(data={"version": exercise.version}), _about(exercise_id)
    if request.method == "GET":
        return render_template("calibration/discard.html", exercise=exercise, form=form)
    tried = attempt(form, lambda: discard_exercise(this.session(), version=form.version.data, **about))
    if tried.conflict == "stale":
        show_present(form, {}, version=exercise.version)
    if tried.failed:
        return render_template("calibration/discard.html", exercise=exercise, form=form), tried.status
    flash(this.language().gettext("The exercise is thrown away."))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:exercise_id>/open")
def begin(exercise_id: int) -> ResponseReturnValue:
    """Opens it for ratings; what is missing is said on its page."""
    form, about = StepForm(), _about(exercise_id)
    tried = attempt(form, lambda: open_exercise(this.session(), version=form.version.data, **about))
    if tried.failed:
        return _overview(_read(exercise_id), tuple(_notices(form))), tried.status
    flash(this.language().gettext("The exercise is open. Whoever takes part finds it on their day."))
    return redirect(url_for(".show", exercise_id=exercise_id), 303)


@blueprint.post("/<int:exercise_id>/close")
def close(exercise_id: int) -> ResponseReturnValue:
    form, about = StepForm(), _about(exercise_id)
    tried = attempt(form, lambda: close_exercise(this.session(), **about))
    if tried.failed:
        return _overview(_read(exercise_id), tuple(form.notices)), tried.status
    return redirect(url_for(".report", exercise_id=exercise_id), 303)


@blueprint.route("/<int:exercise_id>/rate/<competency>", methods=["GET", "POST"])
def rate(exercise_id: int, competency: str) -> ResponseReturnValue:
    """One competency with its described ratings beside the sample; the button saves and goes on."""
    sheet, form = _sheet(exercise_id, competency), CardForm()
    if request.method == "GET":
        return _page(sheet, show_stored(sheet))
    check_person()
    tried = attempt(form, lambda: _save(sheet, form), rubric=sheet.rubric)
    if not tried.failed:
        return redirect(_after(sheet), 303)
    sheet = _sheet(exercise_id, competency)
    return _page(sheet, show_refused(sheet, form, tried.conflict), tuple(form.notices)), tried.status


@blueprint.post("/<int:exercise_id>/rate/<competency>/draft")
def autosave(exercise_id: int, competency: str) -> ResponseReturnValue:
    """Saves what is typed so far; answers JSON: version and marks to send next and the time in words."""
    try:
        check_person()
        sheet = _sheet(exercise_id, competency)
        card = _save(sheet, CardForm())
    except HiringError as error:
        return answer_refused(error, say_error(error, this.language()))
    return answer_saved(card.version, seen=seal({**sheet.stored().pieces(), **sheet.typed().cleaned().pieces()}))


@blueprint.post("/<int:exercise_id>/submit")
def submit(exercise_id: int) -> ResponseReturnValue:
    form, about = StepForm(), _about(exercise_id)
    tried = attempt(form, lambda: submit_ratings(this.session(), version=form.version.data, **about))
    if tried.failed:
        return _overview(_read(exercise_id), tuple(form.notices)), tried.status
    flash(this.language().gettext("Your ratings are submitted and final. Thank you."))
    return redirect(url_for(".show", exercise_id=exercise_id), 303)


@blueprint.get("/<int:exercise_id>/report")
def report(exercise_id: int) -> ResponseReturnValue:
    """Who runs the exercise reads names beside the letters, others letters and their own."""
    found = get_calibration_report(this.session(), actor=this.actor(), exercise_id=exercise_id)
    said = _document(found, this.language().locale, named=True)
    return render_template("calibration/report.html", report=found, said=said)


@blueprint.get("/<int:exercise_id>/report.pdf")
def download(exercise_id: int) -> ResponseReturnValue:
    """For everybody in the room: with letters only, unless who runs the exercise asks for names (`names=yes`)."""
    found = get_calibration_report(this.session(), actor=this.actor(), exercise_id=exercise_id)
    asked, named = request.args.get("locale", ""), request.args.get("names") == "yes"
    document = _document(found, asked if asked in LOCALES else this.language().locale, named=named)
    headers = Headers({"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
    headers.add("Content-Disposition", disposition(f"{found.exercise.title}.pdf"))
    answer: Response = make_response(_drawn(document), headers)
    answer.mimetype = "application/pdf"
    return answer


def _about(exercise_id: int) -> dict[str, Any]:
    """Who does it, to which exercise, when."""
    return {"actor": this.actor(), "exercise_id": exercise_id, "now": this.now()}


def _read(exercise_id: int) -> Exercise:
    return get_exercise(this.session(), actor=this.actor(), exercise_id=exercise_id)


def _create(form: NewForm) -> int:
    return create_exercise(
        this.session(),
        actor=this.actor(),
        title=form.title.data,
        rubric_row_id=read_id(form.rubric.data),
        now=this.now(),
    )


def _change(form: Any, exercise_id: int) -> None:
    change_exercise(
        this.session(),
        actor=this.actor(),
        exercise_id=exercise_id,
        version=form.version.data,
        form=typed_exercise(form),
        now=this.now(),
    )


def _notices(form: PageForm) -> list[str]:
    """What is missing has no field on the page of the exercise."""
    return [*form.notices, *(fault for faults in form.errors.values() for fault in faults)]


def _overview(exercise: Exercise, notices: tuple[str, ...] = ()) -> str:
    card = _own_card(exercise)
    rating = card is not None and not card.locked
    problems = missing_before_submit(card) if card is not None and rating else ()
    missing = {problem.where: say_problem(problem, this.language(), exercise.rubric) for problem in problems}
    return render_template(
        "calibration/show.html",
        exercise=exercise,
        card=card,
        rating=rating,
        missing=missing,
        states={} if card is None else states_of(card.ratings),
        notices=tuple(notice for notice in notices if notice not in missing.values()),
    )


def _own_card(exercise: Exercise) -> CalibrationCard | None:
    """None for whoever takes no part, and as long as it is prepared."""
    if not exercise.sight.takes_part or exercise.opened_at is None:
        return None
    return get_own_card(this.session(), actor=this.actor(), exercise_id=exercise.id)


def _sheet(exercise_id: int, competency: str) -> CalibrationSheet:
    card = get_own_card(this.session(), actor=this.actor(), exercise_id=exercise_id)
    if competency not in card.kit:
        raise NotFound("competency", competency)
    return CalibrationSheet(card, competency)


def _page(sheet: CalibrationSheet, shown: Shown, notices: tuple[str, ...] = ()) -> str:
    card, kit = sheet.card, sheet.card.kit
    place = kit.index(sheet.competency)
    competency = sheet.rubric.competency(sheet.competency)
    return render_template(
        "calibration/rate.html",
        exercise=card.exercise,
        card=card,
        states=states_of(card.ratings),
        competency=competency,
        expectation=competency.expectation(card.exercise.level),
        shown=shown,
        notices=notices,
        place=place + 1,
        following=sheet.rubric.competency(kit[place + 1]) if place + 1 < len(kit) else None,
    )


def _save(sheet: CalibrationSheet, form: CardForm) -> CalibrationCard:
    return save_ratings(
        this.session(),
        actor=this.actor(),
        exercise_id=sheet.card.exercise.id,
        version=form.version.data or 0,
        ratings=sheet.typed().ratings,
        seen=form.marks(),
        now=this.now(),
    )


def _after(sheet: CalibrationSheet) -> str:
    """The next competency, and after the last one the overview."""
    identity, kit = sheet.card.exercise.id, sheet.card.kit
    if request.form.get("then") == "overview" or sheet.competency == kit[-1]:
        return url_for(".show", exercise_id=identity)
    return url_for(".rate", exercise_id=identity, competency=kit[kit.index(sheet.competency) + 1])


def _document(found: CalibrationReport, locale: str, *, named: bool) -> CalibrationDocument:
    exercise, closed_at = found.exercise, found.exercise.closed_at
    assert closed_at is not None
    subject = CalibrationSubject(
        exercise_id=exercise.id,
        title=exercise.title,
        level=exercise.level,
        closed_on=this.to_local(closed_at).date(),
        invited=len(found.findings.raters) + found.waiting,
        transcript=exercise.transcript,
        transcript_locale=exercise.transcript_locale,
        recording=exercise.recording,
        names=found.names if named else {},
        own=found.own or "",
    )
    return build_calibration_document(exercise.rubric, found.findings, subject=subject, locale=locale)


def _drawn(document: CalibrationDocument) -> bytes:
    try:
        return render_pdf(document)
    except OSError as error:
        raise Conflict("pdf_unavailable") from error
