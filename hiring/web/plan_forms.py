"""The form of one session of an interview plan: a row for each competency, and the panel."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Form, FormField

from hiring.actions.interviews import panel_choices
from hiring.actions.plans import Plan
from hiring.domain.brief import questions_on
from hiring.domain.interview_plan import TASKS, PlannedSeat, PlannedSession, asked_questions, question_minutes
from hiring.domain.rubric import Competency, Question
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import Ticks
from hiring.web.forms import Given, Line, Number, PageForm, Version
from hiring.web.pages import text
from hiring.wording.plan import say_question_kind

NOTHING = ("",)
"""The part of somebody for whom nothing is ticked: no part at all, where none would be everything."""


def session_form(plan: Plan, session: PlannedSession) -> Any:
    """Filled with the session as it is kept."""
    people = {str(seat.account): plan.names[seat.account] for seat in session.panel}
    rows = {item.id: FormField(_row_form(plan, item, people), label=text(item.name)) for item in _competencies(plan)}

    class SessionForm(PageForm):
        version = Version()
        name = Line(N_("Title"), [Given(N_("Name the session."))])
        minutes = Number(N_("Minutes"), whole=True)
        competencies: Any = FormField(type("CompetenciesForm", (Form,), rows))
        panel = Ticks(N_("Interviewers"), options=_people(people), validate_choice=False)

    return SessionForm(data=_kept(plan, session))


def read_session(form: Any, plan: Plan, session: PlannedSession) -> PlannedSession:
    """The session as it is typed; whoever is new on the panel rates everything."""
    rows = {item.id: form.competencies.form[item.id].form for item in _competencies(plan)}
    placed = {item: row.place.data for item, row in rows.items() if row.place.data is not None}
    competencies = tuple(sorted(placed, key=lambda item: placed[item]))
    return PlannedSession(
        id=session.id,
        name=form.name.data,
        competencies=competencies,
        questions={item: tuple(rows[item].questions.data or ()) for item in competencies},
        minutes=None if form.minutes.data is None else int(form.minutes.data),
        work_samples=frozenset(item for item in competencies if "sample" in rows[item] and rows[item].sample.data),
        panel=tuple(_seat(account, rows, competencies, session) for account in _accounts(form.panel.data)),
    )


def question_label(question: Question) -> str:
    """The question with its kind and time."""
    language = this.language()
    kind = say_question_kind(question.kind, language)
    return f"{text(question.text)} ({kind}, {language.gettext('%(minutes)s min', minutes=question_minutes(question))})"


def _competencies(plan: Plan) -> tuple[Competency, ...]:
    return plan.position.profile.competencies


def _row_form(plan: Plan, competency: Competency, people: dict[str, str]) -> type[Form]:
    on = questions_on(plan.position.profile, competency.id)
    fields: dict[str, Any] = {
        "place": Number(N_("No."), whole=True),
        "questions": Ticks(N_("Questions"), options=[(item.id, question_label(item)) for item in on], validate_choice=False),
    }
    if any(item.kind in TASKS for item in on):
        fields["sample"] = BooleanField(N_("Rated on the task done here"))
    if people:
        fields["raters"] = Ticks(N_("Rated by"), options=people.items(), validate_choice=False)
    return type("CompetencyForm", (Form,), fields)


def _people(present: dict[str, str]) -> list[tuple[str, str]]:
    """Those who can be chosen, and whoever sits there although no longer active."""
    active = [(str(account), name) for account, name in panel_choices(this.session(), actor=this.actor())]
    known = {account for account, _ in active}
    return [*active, *((account, name) for account, name in present.items() if account not in known)]


def _kept(plan: Plan, session: PlannedSession) -> dict[str, Any]:
    rows = {}
    for item in _competencies(plan):
        asked = item.id in session.competencies
        questions = asked_questions(plan.position.profile, item.id, session.questions)
        rows[item.id] = {
            "place": session.competencies.index(item.id) + 1 if asked else None,
            "questions": [question.id for question in questions],
            "sample": item.id in session.work_samples,
            "raters": [str(seat.account) for seat in session.panel if not seat.focus or item.id in seat.focus],
        }
    panel = [str(seat.account) for seat in session.panel]
    kept = {"name": session.name, "minutes": session.minutes, "competencies": rows, "panel": panel}
    return {"version": plan.version, **kept}


def _accounts(given: list[str] | None) -> list[int]:
    return [int(item) for item in dict.fromkeys(given or ()) if item.isascii() and item.isdigit() and len(item) < 10]


def _seat(account: int, rows: dict[str, Any], competencies: tuple[str, ...], session: PlannedSession) -> PlannedSeat:
    if all(seat.account != account for seat in session.panel):
        return PlannedSeat(account)
    ticked = tuple(item for item in competencies if str(account) in (rows[item].raters.data or ()))
    return PlannedSeat(account, ticked or NOTHING)
