"""Interviews: the list, a session of an application with its kit and panel, and how far its panel is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hiring.actions.applications import Application, get_application
from hiring.actions.interviews import (
    NOT_STARTED,
    SUBMITTED,
    Interview,
    PanelMember,
    change_interview,
    create_interview,
    get_interview,
    list_interviews,
    panel_choices,
)
from hiring.actions.next_interviews import propose_interview
from hiring.actions.outbox import count_unsent
from hiring.actions.permissions import Permission, allowed
from hiring.domain.interview_plan import PlannedSession
from hiring.domain.profile import Profile
from hiring.domain.rubric import QuestionKind
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Given, Line, Moment, Number, Once, PageForm, Version, attempt, once
from hiring.web.invitations import section_of

blueprint = Blueprint("interviews", __name__)


class Ticks(SelectMultipleField):
    """Several of the choices, each a tick box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class InterviewForm(PageForm):
    version = Version()
    once = Once()
    title = Line(N_("Title"), [Given(N_("Write a title."))])
    scheduled_at = Moment(N_("Date and time"))
    place = Line(N_("Place or link"))
    minutes = Number(N_("Minutes"), whole=True)
    planned = StringField("", widget=HiddenInput())
    kit = Ticks(N_("Competencies"), choices=[])
    work_samples = Ticks(N_("Rated on a work sample"), choices=[])
    panel = Ticks(N_("Interviewers"), choices=[], coerce=int)

    def offer(self, profile: Profile, seated: Iterable[PanelMember] = ()) -> None:
        """Fills the choices: active competencies, those of them with a work sample or role play, and the people.

        Whoever is `seated` may stay, also somebody from outside or switched off, who is offered nowhere else.
        """
        locale = this.language().locale
        self.kit.choices = [(item.id, item.name[locale]) for item in profile.competencies]
        sampled = (QuestionKind.WORK_SAMPLE, QuestionKind.ROLE_PLAY)
        self.work_samples.choices = [
            (item.id, item.name[locale])
            for item in profile.competencies
            if any(question.kind in sampled for question in item.questions)
        ]
        offered = panel_choices(this.session(), actor=this.actor())
        kept = [(member.account_id, member.name) for member in seated if member.account_id not in dict(offered)]
        self.panel.choices = [*offered, *kept]


@blueprint.get("/interviews")
def index() -> ResponseReturnValue:
    """All interviews, or those on whose panel the reader sits."""
    mine = request.args.get("mine") == "yes"
    page = list_interviews(this.session(), actor=this.actor(), mine=mine, page=this.whole("page") or 1)
    everything = allowed(this.actor(), Permission.MANAGE_INTERVIEWS) is not None
    unsent = count_unsent(this.session(), actor=this.actor()) if everything else 0
    return render_template(
        "interviews/index.html", page=page, mine=mine, everything=everything, unsent=unsent, SUBMITTED=SUBMITTED
    )


@blueprint.route("/applications/<int:application_id>/interviews/new", methods=["GET", "POST"])
def new(application_id: int) -> ResponseReturnValue:
    """An interview of this application, filled in with the next session of the plan or, asked for, with what is open yet."""
    application = get_application(this.session(), actor=this.actor(), application_id=application_id)
    profile = application.position.profile
    form = InterviewForm()
    proposed = _proposal(application, form.planned.data or "")
    if request.method == "GET":
        form = InterviewForm(data=_filled(proposed))
    form.offer(profile)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: once(form, lambda: _create(form, application_id, proposed)),
        )
        if not tried.failed:
            return redirect(url_for("interviews.show", interview_id=tried.value), 303)
        return render_template("interviews/new.html", form=form, application=application), tried.status
    return render_template("interviews/new.html", form=form, application=application)


@blueprint.get("/interviews/<int:interview_id>")
def show(interview_id: int) -> ResponseReturnValue:
    interview = get_interview(this.session(), actor=this.actor(), interview_id=interview_id)
    mine = next((member for member in interview.panel if member.account_id == this.actor().account_id), None)
    marks = {NOT_STARTED: "unknown", SUBMITTED: "met"}
    invitations = section_of(interview) if this.may(Permission.MANAGE_INTERVIEWS) else None
    return render_template(
        "interviews/show.html",
        interview=interview,
        mine=mine,
        marks=marks,
        invitations=invitations,
        SUBMITTED=SUBMITTED,
    )


@blueprint.route("/interviews/<int:interview_id>/edit", methods=["GET", "POST"])
def edit(interview_id: int) -> ResponseReturnValue:
    interview = get_interview(this.session(), actor=this.actor(), interview_id=interview_id)
    form = InterviewForm(data=_kept(interview))
    form.offer(interview.profile, interview.panel)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: change_interview(
                this.session(),
                actor=this.actor(),
                interview_id=interview_id,
                version=form.version.data or 0,
                now=this.now(),
                **_typed(form, interview.kit),
            ),
        )
        if not tried.failed:
            flash(this.language().gettext("Saved."))
            return redirect(url_for("interviews.show", interview_id=interview_id), 303)
        return render_template("interviews/edit.html", form=form, interview=interview), tried.status
    return render_template("interviews/edit.html", form=form, interview=interview)


def _create(form: InterviewForm, application_id: int, proposed: PlannedSession) -> int:
    return create_interview(
        this.session(),
        actor=this.actor(),
        application_id=application_id,
        now=this.now(),
        questions=proposed.questions,
        focus={seat.account: seat.focus for seat in proposed.panel},
        planned_session=proposed.id,
        **_typed(form, proposed.competencies),
    )


def _proposal(application: Application, wanted: str) -> PlannedSession:
    return propose_interview(
        this.session(),
        actor=this.actor(),
        application=application,
        locale=this.language().locale,
        from_gap=request.args.get("from") == "gap",
        wanted=wanted,
    )


def _filled(proposed: PlannedSession) -> dict[str, object]:
    return {
        "title": proposed.name,
        "planned": proposed.id,
        "minutes": proposed.minutes,
        "kit": list(proposed.competencies),
        "work_samples": sorted(proposed.work_samples),
        "panel": [seat.account for seat in proposed.panel],
    }


def _kept(interview: Interview) -> dict[str, object]:
    return {
        "version": interview.version,
        "title": interview.title,
        "scheduled_at": interview.scheduled_at,
        "place": interview.place,
        "minutes": interview.minutes,
        "kit": list(interview.kit),
        "work_samples": sorted(interview.work_samples),
        "panel": [member.account_id for member in interview.panel],
    }


def _typed(form: InterviewForm, order: tuple[str, ...]) -> dict[str, Any]:
    """The kit in the order that is planned or kept; what is new to it comes last."""
    kit = sorted(form.kit.data or (), key=lambda item: order.index(item) if item in order else len(order))
    return {
        "title": form.title.data or "",
        "scheduled_at": form.scheduled_at.data,
        "place": form.place.data or "",
        "minutes": None if form.minutes.data is None else int(form.minutes.data),
        "kit": tuple(kit),
        "work_samples": tuple(item for item in form.work_samples.data or () if item in kit),
        "panel": tuple(form.panel.data or ()),
    }
