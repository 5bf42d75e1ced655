"""The outbox: letters on their way, what the mail server said, and their text where people send them by hand."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.actions import outbox
from hiring.errors import NotFound
from hiring.language import N_
from hiring.web import request as this
from hiring.web.invitations import calendar_file

blueprint = Blueprint("outbox", __name__, url_prefix="/outbox")

STATES = {
    "queued": N_("waits"),
    "sending": N_("being sent"),
    "sent": N_("sent"),
    "failed": N_("failed"),
}
MARKS = {"queued": "unknown", "sending": "draft", "sent": "met", "failed": "unmet"}


@blueprint.get("")
def index() -> ResponseReturnValue:
    state = request.args.get("state", "")
    page = outbox.list_letters(this.session(), actor=this.actor(), state=state or None, page=this.page_number())
    shown = {"page": page, "state": state, "states": STATES, "marks": MARKS, "sends_mail": this.sends_mail()}
    return render_template("outbox/index.html", **shown)


@blueprint.get("/<int:letter_id>")
def show(letter_id: int) -> ResponseReturnValue:
    letter = outbox.get_letter(this.session(), actor=this.actor(), letter_id=letter_id)
    return render_template(
        "outbox/show.html", letter=letter, states=STATES, marks=MARKS, text=None, sends_mail=this.sends_mail()
    )


@blueprint.post("/<int:letter_id>/text")
def hand_over(letter_id: int) -> ResponseReturnValue:
    """The text with its personal link, in the answer itself: gone with the page."""
    text = outbox.hand_over(this.session(), actor=this.actor(), letter_id=letter_id, now=this.now())
    letter = outbox.get_letter(this.session(), actor=this.actor(), letter_id=letter_id)
    return render_template(
        "outbox/show.html", letter=letter, states=STATES, marks=MARKS, text=text, sends_mail=this.sends_mail()
    )


@blueprint.get("/<int:letter_id>/interview.ics")
def calendar(letter_id: int) -> ResponseReturnValue:
    """The file to attach."""
    letter = outbox.get_letter(this.session(), actor=this.actor(), letter_id=letter_id)
    if not letter.calendar:
        raise NotFound("calendar", letter_id)
    return calendar_file(letter.calendar)


@blueprint.post("/<int:letter_id>/sent")
def mark_sent(letter_id: int) -> ResponseReturnValue:
    outbox.mark_sent(this.session(), actor=this.actor(), letter_id=letter_id, now=this.now())
    flash(this.language().gettext("Marked as sent by hand."))
    return redirect(url_for("outbox.show", letter_id=letter_id), 303)


@blueprint.post("/<int:letter_id>/again")
def send_again(letter_id: int) -> ResponseReturnValue:
    outbox.send_again(this.session(), actor=this.actor(), letter_id=letter_id, now=this.now())
    this.send_letters((letter_id,))
    flash(this.language().gettext("The letter is on its way: reload this page in a moment."))
    return redirect(url_for("outbox.show", letter_id=letter_id), 303)
