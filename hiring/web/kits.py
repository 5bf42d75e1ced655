"""The kit of an interview: to read and print, as a file for paper, and which questions are asked by whom."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers
from wtforms import Form, FormField

from hiring.actions.interviews import Interview, get_interview, kit_of
from hiring.actions.kits import change_kit
from hiring.domain.brief import questions_on
from hiring.domain.interview_plan import asked_questions
from hiring.errors import Conflict
from hiring.language import LOCALES, N_
from hiring.pdf import KitDocument, KitSubject, build_kit_document, render_pdf
from hiring.web import request as this
from hiring.web.answer_forms import Ticks
from hiring.web.documents import disposition
from hiring.web.forms import PageForm, Version, attempt
from hiring.web.pages import text
from hiring.web.plan_forms import question_label

blueprint = Blueprint("kits", __name__)
blueprint.add_app_template_filter(question_label)


@blueprint.get("/interviews/<int:interview_id>/kit")
def show(interview_id: int) -> ResponseReturnValue:
    """For somebody on the panel the own part, for others and on request (`whole=yes`) all of it."""
    interview = _interview(interview_id)
    document = _document(interview, this.language().locale)
    return render_template(
        "kits/show.html", interview=interview, said=document, has_part=_part(interview) != interview.kit, whole=_is_whole()
    )


@blueprint.get("/interviews/<int:interview_id>/kit.pdf")
def download(interview_id: int) -> ResponseReturnValue:
    """Made anew each time and kept nowhere; the same kit is the same file."""
    interview = _interview(interview_id)
    asked = request.args.get("locale", "")
    document = _document(interview, asked if asked in LOCALES else this.language().locale)
    headers = Headers({"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
    headers.add("Content-Disposition", disposition(f"{interview.candidate_name} {interview.title}.pdf"))
    answer: Response = make_response(_drawn(document), headers)
    answer.mimetype = "application/pdf"
    return answer


@blueprint.route("/interviews/<int:interview_id>/kit/edit", methods=["GET", "POST"])
def edit(interview_id: int) -> ResponseReturnValue:
    interview = _interview(interview_id)
    form = _form(interview)
    tried = None
    if request.method == "POST":
        tried = attempt(form, lambda: _change(interview, form), rubric=interview.rubric)
        if not tried.failed:
            flash(this.language().gettext("Saved."))
            return redirect(url_for(".show", interview_id=interview_id, whole="yes"), 303)
        if tried.conflict == "stale":
            form.version.data, form.version.raw_data = _interview(interview_id).version, None
    return render_template("kits/edit.html", interview=interview, form=form), 200 if tried is None else tried.status


def _interview(interview_id: int) -> Interview:
    return get_interview(this.session(), actor=this.actor(), interview_id=interview_id)


def _is_whole() -> bool:
    return request.args.get("whole") == "yes"


def _part(interview: Interview) -> tuple[str, ...]:
    return kit_of(interview, this.actor().account_id)


def _document(interview: Interview, locale: str) -> KitDocument:
    part, whole = _part(interview), _is_whole()
    subject = KitSubject(
        interview_id=interview.id,
        title=interview.title,
        candidate=interview.candidate_name,
        position_title=interview.position_title,
        employer_name=interview.employer_name,
        place=interview.place,
        held_at=this.to_local(interview.scheduled_at) if interview.scheduled_at else None,
        minutes=interview.minutes,
        interviewer="" if whole or part == interview.kit else this.actor().name,
        made_on=interview.created_at.date(),
    )
    return build_kit_document(
        interview.profile,
        subject=subject,
        kit=interview.kit if whole else part,
        questions=interview.questions,
        work_samples=interview.work_samples,
        locale=locale,
    )


def _drawn(document: KitDocument) -> bytes:
    try:
        return render_pdf(document)
    except OSError as error:
        raise Conflict("pdf_unavailable") from error


def _form(interview: Interview) -> Any:
    """A row for each competency of the kit: its questions, and who rates it."""
    people = [(str(member.account_id), member.name) for member in interview.panel]

    def row(competency: str) -> type[Form]:
        on = questions_on(interview.profile, competency)
        options = [(item.id, question_label(item)) for item in on]
        fields = {
            "questions": Ticks(N_("Questions"), options=options, validate_choice=False),
            "raters": Ticks(N_("Rated by"), options=people, validate_choice=False),
        }
        return type("KitRowForm", (Form,), fields)

    rows = {item: FormField(row(item), label=text(interview.rubric.competency(item).name)) for item in interview.kit}

    class KitForm(PageForm):
        version = Version()
        competencies: Any = FormField(type("CompetenciesForm", (Form,), rows))

    kept = {
        item: {
            "questions": [question.id for question in asked_questions(interview.profile, item, interview.questions)],
            "raters": [str(it.account_id) for it in interview.panel if item in kit_of(interview, it.account_id)],
        }
        for item in interview.kit
    }
    return KitForm(data={"version": interview.version, "competencies": kept})


def _change(interview: Interview, form: Any) -> None:
    rows = {item: form.competencies.form[item].form for item in interview.kit}
    focus = {
        member.account_id: tuple(item for item, row in rows.items() if str(member.account_id) in (row.raters.data or ()))
        for member in interview.panel
    }
    change_kit(
        this.session(),
        actor=this.actor(),
        interview_id=interview.id,
        version=form.version.data,
        questions={item: tuple(row.questions.data or ()) for item, row in rows.items()},
        focus=focus,
        now=this.now(),
    )
