"""Looking the draft of a profile over before it becomes the next version: what is open, what warns, what changes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from hiring.actions.intake import Intake, adopt_draft, get_intake
from hiring.actions.intake_previews import preview_draft
from hiring.domain.changes import profile_changes
from hiring.domain.levels import BOTH, BUY, GROW, advise_levels, advise_make_or_buy
from hiring.domain.profile import Profile
from hiring.language import N_
from hiring.web import request as this
from hiring.web.forms import Lines, PageForm, Version, attempt
from hiring.web.intake_steps import steps_of
from hiring.web.intake_words import problem_words

blueprint = Blueprint("adoption", __name__, url_prefix="/positions/<int:position_id>/intake/review")


class AdoptionForm(PageForm):
    """`version` is the draft's."""

    version = Version()
    reason = Lines(N_("What changed, and why"))
    move_scored = BooleanField(N_("Place candidates who are scored already on the new version too"))


MAKE_OR_BUY = {
    GROW: N_("Budget, time and training speak for growing a person of a lower level."),
    BUY: N_("Budget, time and training speak for hiring."),
    BOTH: N_("Budget, time and training allow both: hiring, and growing a person of a lower level."),
}


@blueprint.route("", methods=["GET", "POST"])
def review(position_id: int) -> ResponseReturnValue:
    """The whole draft looked over; the button adopts it."""
    intake = get_intake(this.session(), actor=this.actor(), position_id=position_id)
    form = AdoptionForm(data={"version": intake.version})
    if request.method == "GET":
        return _page(intake, form)
    tried = attempt(form, lambda: _adopt(position_id, form), rubric=intake.position.rubric)
    if not tried.failed:
        flash(this.language().gettext("Version %(number)s of the profile is in force.", number=tried.value))
        return redirect(url_for("profiles.show", position_id=position_id), 303)
    if tried.conflict == "stale":
        form.version.data, form.version.raw_data = intake.version, None
    return _page(intake, form), tried.status


def _adopt(position_id: int, form: Any) -> int:
    return adopt_draft(
        this.session(),
        actor=this.actor(),
        position_id=position_id,
        version=form.version.data,
        reason=form.reason.data,
        move_scored=form.move_scored.data,
        now=this.now(),
    )


def _page(intake: Intake, form: AdoptionForm) -> str:
    replacements = preview_draft(this.session(), actor=this.actor(), position_id=intake.position.id)
    return render_template(
        "adoption/review.html",
        intake=intake,
        steps=steps_of(intake),
        form=form,
        problems=problem_words(intake),
        advice=advise_levels(intake.profile),
        making=make_or_buy_words(intake.profile),
        changes=profile_changes(intake.position.profile, intake.profile),
        replacements=replacements,
    )


def make_or_buy_words(profile: Profile) -> str:
    """What budget, time and training speak for; empty while too little is known."""
    advised = advise_make_or_buy(profile)
    return "" if advised is None else this.language().gettext(MAKE_OR_BUY[advised])
