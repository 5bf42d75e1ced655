"""Approving the profile in force, and comments on it: what the employer says to the version everybody is held against."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from hiring.actions import positions
from hiring.actions.approvals import approve_profile
from hiring.actions.comments import add_comment
from hiring.actions.permissions import Role
from hiring.actions.positions import Position
from hiring.domain.completeness import missing_answers
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.forms import Given, Line, Lines, Once, PageForm, Version, attempt, once
from hiring.web.pages import text

blueprint = Blueprint("approvals", __name__, url_prefix="/positions/<int:position_id>/profile")


class ApprovalForm(PageForm):
    """`version` is the number of the profile that was looked at."""

    version = Version()
    on_behalf_of = Line(N_("Who approves at the employer"))
    note = Lines(N_("Note"))


class CommentForm(PageForm):
    once = Once()
    topic = SelectField(N_("What it is about"), validate_choice=False)
    text = Lines(N_("Comment"), [Given(N_("Write the comment."))])


@blueprint.route("/approve", methods=["GET", "POST"])
def approve(position_id: int) -> ResponseReturnValue:
    """A hiring manager approves for the own employer; a recruiter says who there approved."""
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    form = ApprovalForm(data={"version": position.profile_number})
    if request.method == "GET":
        return _approval_page(position, form)
    tried = attempt(form, lambda: _approve(position_id, form), rubric=position.rubric)
    if tried.failed:
        form.version.data, form.version.raw_data = position.profile_number, None
        return _approval_page(position, form), tried.status
    flash(this.language().gettext("The profile is approved."))
    return redirect(url_for("profiles.show", position_id=position_id), 303)


@blueprint.route("/comment", methods=["GET", "POST"])
def comment(position_id: int) -> ResponseReturnValue:
    position = positions.get_position(this.session(), actor=this.actor(), position_id=position_id)
    form = _comment_form(position)
    if request.method == "GET":
        return _comment_page(position, form)
    tried = attempt(form, lambda: once(form, lambda: _comment(position, form)), rubric=position.rubric)
    if tried.failed:
        return _comment_page(position, form), tried.status
    return redirect(_where_asked(position) + "#comments", 303)


def _comment_form(position: Position) -> CommentForm:
    """On the topic that the address names, until another one is chosen."""
    form = CommentForm(data={"topic": request.args.get("topic", "")})
    topics = [(topic.id, text(topic.name)) for topic in position.rubric.topics]
    form.topic.choices = select_choices([("", this.language().gettext("the whole profile")), *topics])
    return form


def _comment_page(position: Position, form: CommentForm) -> str:
    return render_template("approvals/comment.html", position=position, form=form, back=_where_asked(position))


def _where_asked(position: Position) -> str:
    """The page of the topic that the address names, else the profile."""
    topic = request.args.get("topic", "")
    if topic in [item.id for item in position.rubric.topics]:
        return url_for("intake.topic", position_id=position.id, topic_id=topic)
    return url_for("profiles.show", position_id=position.id)


def _approval_page(position: Position, form: ApprovalForm) -> str:
    profile = position.profile
    return render_template(
        "approvals/approve.html",
        position=position,
        form=form,
        own=this.actor().role is Role.HIRING_MANAGER,
        missing=missing_answers(profile.rubric, profile.answers, profile.level_sought),
    )


def _approve(position_id: int, form: Any) -> None:
    approve_profile(
        this.session(),
        actor=this.actor(),
        position_id=position_id,
        number=form.version.data,
        on_behalf_of=form.on_behalf_of.data or "",
        note=form.note.data or "",
        now=this.now(),
    )


def _comment(position: Position, form: Any) -> int:
    return add_comment(
        this.session(),
        actor=this.actor(),
        position_id=position.id,
        number=position.profile_number,
        topic=form.topic.data or "",
        text=form.text.data,
        now=this.now(),
    )
