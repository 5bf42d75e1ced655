"""Inviting a panel, people from outside on it, and the page that a personal link opens."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import login_user
from wtforms import EmailField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from hiring.actions import invitations, letters
from hiring.actions.interviews import Interview, get_interview
from hiring.actions.invitations import PersonalLink
from hiring.actions.letters import Told
from hiring.errors import NotFound
from hiring.language import LOCALE_NAMES, LOCALES, N_
from hiring.web import request as this
from hiring.web.forms import Given, Line, PageForm, Version, attempt
from hiring.web.security import WRONG_LINKS, limiter
from hiring.wording.letters import say_mail_error

blueprint = Blueprint("invitations", __name__)


class ExternalForm(PageForm):
    name = Line(N_("Name"), validators=[Given(N_("Write a name."))])
    email = EmailField(N_("E-mail"), validators=[Given(N_("Write an e-mail."))])
    locale = SelectField(
        N_("Language"), choices=[SelectChoice(key, LOCALE_NAMES[key]) for key in LOCALES], validate_choice=False
    )


class CancelForm(PageForm):
    version = Version()


@dataclass(frozen=True, slots=True)
class Section:
    """What the page of an interview shows of its invitations.

    `gone`: who left the panel and was not told; `off`: who is on it and has their account switched off.
    """

    told: dict[int, Told]
    links: dict[int, PersonalLink]
    gone: tuple[int, ...]
    off: frozenset[int]
    due: bool


def section_of(interview: Interview) -> Section:
    """For whoever may manage interviews."""
    session, actor, desk = this.session(), this.actor(), this.desk()
    told = letters.list_told(session, actor=actor, interview=interview, desk=desk)
    links = invitations.list_links(session, actor=actor, interview=interview, now=this.now())
    seated = tuple(member.account_id for member in interview.panel)
    gone = tuple(account_id for account_id in told if account_id not in seated)
    off = letters.switched_off(session, actor=actor, interview=interview)
    asked = (account_id for account_id in seated if account_id not in off)
    due = bool(gone) or any(_is_owed(told.get(account_id), links.get(account_id)) for account_id in asked)
    return Section(told, links, gone, off, due)


def _is_owed(told: Told | None, link: PersonalLink | None) -> bool:
    if link is not None and link.state in ("revoked", "expired"):
        return link.state == "expired"
    return told is None or not told.current


@blueprint.route("/i/<token>", methods=["GET", "POST"])
@limiter.limit(WRONG_LINKS, deduct_when=lambda response: response.status_code == 404)
def enter(token: str) -> ResponseReturnValue:
    """What the link is for, and a button that lets the guest in: a mail program that looks at links opens nothing."""
    if request.method != "POST":
        guest = invitations.find_invitation(this.session(), token=token, now=this.now())
        return render_template("invitations/enter.html", guest=guest), 200 if guest else 404
    try:
        guest = invitations.open_invitation(this.session(), token=token, now=this.now())
    except NotFound:
        return render_template("invitations/enter.html", guest=None), 404
    cookie.clear()  # nothing of whoever used this browser before, or prepared it, goes along
    cookie.permanent = True
    login_user(this.Visitor(guest.account, invitation_id=guest.invitation_id))
    this.forget_language()
    return redirect(url_for("scorecards.show", interview_id=guest.account.only_interview), 303)


@blueprint.after_request
def hide_link(response: Response) -> Response:
    """The address is a secret: it goes into no Referer and no index. The origin alone stays, which the forgery check of
    an encrypted form asks for.
    """
    if request.endpoint == "invitations.enter":
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.route("/interviews/<int:interview_id>/external", methods=["GET", "POST"])
def add(interview_id: int) -> ResponseReturnValue:
    interview = get_interview(this.session(), actor=this.actor(), interview_id=interview_id)
    form = ExternalForm(data={"locale": this.language().locale})
    if request.method != "POST":
        return render_template("invitations/add.html", form=form, interview=interview)
    tried = attempt(form, lambda: _add(form, interview_id))
    if tried.failed:
        return render_template("invitations/add.html", form=form, interview=interview), tried.status
    flash(this.language().gettext("On the panel. Now write to the panel, or make a personal link and pass it on yourself."))
    return _back(interview_id)


def _add(form: ExternalForm, interview_id: int) -> int:
    return invitations.add_external(
        this.session(),
        actor=this.actor(),
        interview_id=interview_id,
        name=form.name.data or "",
        email=form.email.data or "",
        locale=form.locale.data or "",
        now=this.now(),
    )


@blueprint.post("/interviews/<int:interview_id>/external/<int:account_id>/link")
def renew(interview_id: int, account_id: int) -> ResponseReturnValue:
    """In the answer itself: kept in no cookie and no address, the link is gone with the page."""
    actor, now = this.actor(), this.now()
    token = invitations.renew_link(this.session(), actor=actor, interview_id=interview_id, account_id=account_id, now=now)
    interview = get_interview(this.session(), actor=actor, interview_id=interview_id)
    link = invitations.list_links(this.session(), actor=actor, interview=interview, now=now)[account_id]
    name = next(member.name for member in interview.panel if member.account_id == account_id)
    address = this.desk().address + url_for("invitations.enter", token=token)
    return render_template("invitations/link.html", interview=interview, name=name, address=address, link=link)


@blueprint.post("/interviews/<int:interview_id>/external/<int:account_id>/revoke")
def revoke(interview_id: int, account_id: int) -> ResponseReturnValue:
    invitations.revoke_link(
        this.session(), actor=this.actor(), interview_id=interview_id, account_id=account_id, now=this.now()
    )
    flash(this.language().gettext("The link is revoked; whatever was open with it is closed."))
    return _back(interview_id)


@blueprint.post("/interviews/<int:interview_id>/invitations")
def invite(interview_id: int) -> ResponseReturnValue:
    made = letters.invite_panel(
        this.session(), actor=this.actor(), interview_id=interview_id, desk=this.desk(), now=this.now()
    )
    this.send_letters(made)
    flash(_say_made(len(made)))
    return _back(interview_id)


def _say_made(count: int) -> str:
    language = this.language()
    if not count:
        return language.gettext("Everybody knows already.")
    said = language.ngettext("%(num)s letter is in the outbox.", "%(num)s letters are in the outbox.", count)
    by_hand = language.gettext("No mail server is set: send them by hand from there.")
    return said if this.sends_mail() else f"{said} {by_hand}"


@blueprint.route("/interviews/<int:interview_id>/cancel", methods=["GET", "POST"])
def cancel(interview_id: int) -> ResponseReturnValue:
    interview = get_interview(this.session(), actor=this.actor(), interview_id=interview_id)
    form = CancelForm(data={"version": interview.version})
    if request.method != "POST":
        return render_template("invitations/cancel.html", form=form, interview=interview)
    tried = attempt(form, lambda: _cancel(form, interview_id))
    if tried.value is None:
        return render_template("invitations/cancel.html", form=form, interview=interview), tried.status
    this.send_letters(tried.value)
    flash(this.language().gettext("The interview is called off."))
    return _back(interview_id)


def _cancel(form: CancelForm, interview_id: int) -> tuple[int, ...]:
    return letters.cancel_interview(
        this.session(),
        actor=this.actor(),
        interview_id=interview_id,
        version=form.version.data or 0,
        desk=this.desk(),
        now=this.now(),
    )


@blueprint.get("/interviews/<int:interview_id>/interview.ics")
def calendar(interview_id: int) -> ResponseReturnValue:
    """For one's own calendar."""
    text = letters.own_calendar(
        this.session(), actor=this.actor(), interview_id=interview_id, desk=this.desk(), now=this.now()
    )
    if text is None:
        raise NotFound("calendar", interview_id)
    return calendar_file(text)


def calendar_file(text: str) -> Response:
    answer = Response(text, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return answer


@blueprint.app_template_filter("mail_error")
def mail_error(kept: str) -> str:
    return say_mail_error(kept, this.language())


def _back(interview_id: int) -> ResponseReturnValue:
    return redirect(url_for("interviews.show", interview_id=interview_id), 303)
