"""The interview plan of a position: who asks what in which session, and what that leaves uncovered."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.actions.plans import Plan, get_plan, interviews_from_plan, save_plan, try_plan, with_session
from hiring.domain.interview_plan import PlannedSession, asked_questions, minutes_needed
from hiring.errors import Conflict, Invalid
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Number, PageForm, Version, attempt
from hiring.web.plan_forms import read_session, session_form
from hiring.wording import say_error
from hiring.wording.plan import say_gap, say_plan_problem

blueprint = Blueprint("plans", __name__)
NEW = "new"


@blueprint.app_template_filter()
def gap_words(gap: Any) -> str:
    return say_gap(gap, this.language())


class QuorumForm(PageForm):
    version = Version()
    quorum = Number(N_("Reveal the ratings once so many interviewers have submitted"), whole=True)


@blueprint.route("/positions/<int:position_id>/plan", methods=["GET", "POST"])
def show(position_id: int) -> ResponseReturnValue:
    """The sessions and what they cover; the button keeps the plan with the quorum, first of all the one proposed."""
    plan = _read(position_id)
    form = QuorumForm(data={"version": plan.version, "quorum": plan.quorum})
    tried = attempt(form, lambda: _keep(plan, form.version.data, plan.sessions, _whole(form.quorum))) if _posted() else None
    if tried is not None and not tried.failed:
        flash(this.language().gettext("Saved."))
        return redirect(url_for(".show", position_id=position_id), 303)
    page = render_template("plans/show.html", plan=plan, form=form, **_told(plan), **_details(plan))
    return page, 200 if tried is None else tried.status


@blueprint.route("/positions/<int:position_id>/plan/sessions/<session_id>", methods=["GET", "POST"])
def session(position_id: int, session_id: str) -> ResponseReturnValue:
    """One session: its competencies in their order, their questions, the panel and who rates what."""
    plan = _read(position_id)
    kept = _session(plan, session_id)
    form = session_form(plan, kept)
    tried = None
    if _posted():
        tried = attempt(form, lambda: _keep_session(plan, form, kept), rubric=plan.position.rubric)
        if not tried.failed:
            flash(this.language().gettext("Saved."))
            return redirect(url_for(".show", position_id=position_id, _anchor=kept.id), 303)
        if tried.conflict == "stale":
            form.version.data, form.version.raw_data = _read(position_id).version, None
    changed = try_plan(this.session(), actor=this.actor(), plan=plan, changed=read_session(form, plan, kept))
    given = {"plan": plan, "form": form, "kept": kept, "session_id": session_id, "tried": changed, **_told(changed)}
    page = render_template("plans/session.html", **given, **_rows(form))
    return page, 200 if tried is None else tried.status


@blueprint.post("/positions/<int:position_id>/plan/sessions/<session_id>/check")
def check(position_id: int, session_id: str) -> ResponseReturnValue:
    """A fragment: what the plan would cover with the session as it is typed. Saves nothing."""
    plan = _read(position_id)
    kept = _session(plan, session_id)
    form = session_form(plan, kept)
    form.validate()
    changed = try_plan(this.session(), actor=this.actor(), plan=plan, changed=read_session(form, plan, kept))
    return render_template("plans/_check.html", plan=changed, **_told(changed))


@blueprint.post("/positions/<int:position_id>/plan/sessions/<session_id>/remove")
def remove(position_id: int, session_id: str) -> ResponseReturnValue:
    """Interviews made from it stay."""
    plan = _read(position_id)
    form = QuorumForm(data={"version": plan.version, "quorum": plan.quorum})
    left = tuple(item for item in plan.sessions if item.id != plan.session(session_id).id)
    tried = attempt(form, lambda: _keep(plan, form.version.data, left, plan.quorum))
    if not tried.failed:
        flash(this.language().gettext("The session is taken out of the plan."))
        return redirect(url_for(".show", position_id=position_id), 303)
    plan = _read(position_id)
    return render_template("plans/show.html", plan=plan, form=form, **_told(plan), **_details(plan)), tried.status


@blueprint.post("/applications/<int:application_id>/interviews/plan")
def make(application_id: int) -> ResponseReturnValue:
    """An interview for each session of the plan that has none yet; what hinders it is said on the application's page."""
    try:
        made = interviews_from_plan(this.session(), actor=this.actor(), application_id=application_id, now=this.now())
    except (Invalid, Conflict) as error:
        this.session().rollback()
        flash(say_error(error, this.language()))
        return redirect(url_for("applications.show", application_id=application_id), 303)
    count = len(made)
    said = this.language().ngettext("%(num)s interview is made.", "%(num)s interviews are made.", count)
    flash(said if made else this.language().gettext("All interviews of the plan are there already."))
    return redirect(url_for("applications.show", application_id=application_id, _anchor="interviews"), 303)


def _posted() -> bool:
    return request.method == "POST"


def _read(position_id: int) -> Plan:
    return get_plan(this.session(), actor=this.actor(), position_id=position_id, locale=this.language().locale)


def _session(plan: Plan, session_id: str) -> PlannedSession:
    """A new one asks what no other does."""
    if session_id != NEW:
        return plan.session(session_id)
    left = tuple(line.competency for line in plan.coverage if not line.asked_in)
    return PlannedSession(f"session-{plan.version + 1}-{len(plan.sessions) + 1}", "", left)


def _keep(plan: Plan, version: int, sessions: tuple[PlannedSession, ...], quorum: int | None) -> None:
    save_plan(
        this.session(),
        actor=this.actor(),
        position_id=plan.position.id,
        version=version,
        sessions=sessions,
        quorum=quorum,
        now=this.now(),
    )


def _keep_session(plan: Plan, form: Any, kept: PlannedSession) -> None:
    changed = read_session(form, plan, kept)
    _keep(plan, form.version.data, with_session(plan.sessions, changed), plan.quorum)


def _rows(form: Any) -> dict[str, Any]:
    """The rows of the form: those asked in their order, with those that are at fault, and the others."""
    rows = list(form.competencies.form)
    asked = [row for row in rows if row.form.place.data is not None or row.form.errors]
    asked.sort(key=lambda row: (row.form.place.data is None, row.form.place.data or 0))
    return {"asked_here": asked, "others": [row for row in rows if row not in asked]}


def _whole(field: Any) -> int | None:
    value: Fraction | None = field.data
    return None if value is None else int(value)


def _told(plan: Plan) -> dict[str, Any]:
    """What the plan lacks, in sentences."""
    names = {item.id: item.name or this.language().gettext("the new session") for item in plan.sessions}
    problems = [
        say_plan_problem(problem, this.language(), rubric=plan.position.rubric, sessions=names, people=plan.names)
        for problem in plan.problems
    ]
    return {"problems": problems, "needed": plan.position.rubric.rules.min_raters}


def _details(plan: Plan) -> dict[str, Any]:
    profile = plan.position.profile
    asked = {
        item.id: {name: asked_questions(profile, name, item.questions) for name in item.competencies}
        for item in plan.sessions
    }
    return {"asked": asked, "minutes": {item.id: minutes_needed(profile, item) for item in plan.sessions}}
