"""Who may call which route: one line a route and method, held against the application's routes by a test.

The actions ask again, and for the thing itself; here a role is turned away before anything is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager

from hiring.actions.accounts import Account, find_account
from hiring.actions.invitations import find_guest
from hiring.actions.permissions import Permission, allowed
from hiring.errors import Forbidden, NotFound
from hiring.web import request as this
from hiring.web.errors import show_signed_out
from hiring.web.forms import read_id


class Open(Enum):
    PUBLIC = "public"
    """Without signing in."""
    SIGNED_IN = "signed in"
    """Any role."""


Need = Permission | Open
_P = Permission

NEEDS: Mapping[tuple[str, str], Need] = {
    ("static", "GET"): Open.PUBLIC,
    ("health.healthz", "GET"): Open.PUBLIC,
    ("home.my_day", "GET"): Open.SIGNED_IN,
    ("method.show", "GET"): Open.SIGNED_IN,
    # signing in
    ("sessions.sign_in", "GET"): Open.PUBLIC,
    ("sessions.sign_in", "POST"): Open.PUBLIC,
    ("sessions.sign_out", "POST"): Open.SIGNED_IN,
    ("sessions.choose_language", "POST"): Open.PUBLIC,
    ("sessions.own_account", "GET"): _P.CHANGE_OWN_ACCOUNT,
    ("sessions.own_account", "POST"): _P.CHANGE_OWN_ACCOUNT,
    # accounts and the trail
    ("accounts.index", "GET"): _P.MANAGE_ACCOUNTS,
    ("accounts.new", "GET"): _P.MANAGE_ACCOUNTS,
    ("accounts.new", "POST"): _P.MANAGE_ACCOUNTS,
    ("accounts.edit", "GET"): _P.MANAGE_ACCOUNTS,
    ("accounts.edit", "POST"): _P.MANAGE_ACCOUNTS,
    ("accounts.reset", "POST"): _P.MANAGE_ACCOUNTS,
    ("audit.index", "GET"): _P.READ_AUDIT,
    # rubrics
    ("rubrics.index", "GET"): _P.READ_RUBRICS,
    ("rubrics.show", "GET"): _P.READ_RUBRICS,
    # employers
    ("employers.index", "GET"): _P.READ_EMPLOYERS,
    ("employers.new", "GET"): _P.MANAGE_EMPLOYERS,
    ("employers.new", "POST"): _P.MANAGE_EMPLOYERS,
    ("employers.show", "GET"): _P.READ_EMPLOYERS,
    ("employers.edit", "GET"): _P.MANAGE_EMPLOYERS,
    ("employers.edit", "POST"): _P.MANAGE_EMPLOYERS,
    # positions
    ("positions.index", "GET"): _P.READ_POSITIONS,
    ("positions.new", "GET"): _P.MANAGE_POSITIONS,
    ("positions.new", "POST"): _P.MANAGE_POSITIONS,
    ("positions.show", "GET"): _P.READ_POSITIONS,
    ("positions.edit", "GET"): _P.MANAGE_POSITIONS,
    ("positions.edit", "POST"): _P.MANAGE_POSITIONS,
    ("positions.apply", "GET"): _P.MANAGE_APPLICATIONS,
    ("positions.apply", "POST"): _P.MANAGE_APPLICATIONS,
    ("pipeline.board", "GET"): _P.READ_APPLICATIONS,
    ("pipeline.list", "GET"): _P.READ_APPLICATIONS,
    ("pipeline.move", "POST"): _P.MANAGE_APPLICATIONS,
    ("pipeline.stages", "GET"): _P.MANAGE_POSITIONS,
    ("pipeline.stages", "POST"): _P.MANAGE_POSITIONS,
    ("pipeline.timeline", "GET"): _P.READ_APPLICATIONS,
    ("profiles.show", "GET"): _P.READ_POSITIONS,
    ("profiles.answers", "GET"): _P.MANAGE_POSITIONS,
    ("profiles.weights", "GET"): _P.MANAGE_POSITIONS,
    ("profiles.weights", "POST"): _P.MANAGE_POSITIONS,
    ("profiles.thresholds", "GET"): _P.MANAGE_POSITIONS,
    ("profiles.thresholds", "POST"): _P.MANAGE_POSITIONS,
    ("approvals.approve", "GET"): _P.APPROVE_PROFILES,
    ("approvals.approve", "POST"): _P.APPROVE_PROFILES,
    ("approvals.comment", "GET"): _P.COMMENT_PROFILES,
    ("approvals.comment", "POST"): _P.COMMENT_PROFILES,
    ("screening.show", "GET"): _P.READ_APPLICATIONS,
    # the questions to the employer
    ("intake.index", "GET"): _P.MANAGE_POSITIONS,
    ("intake.printable", "GET"): _P.MANAGE_POSITIONS,
    ("intake.topic", "GET"): _P.MANAGE_POSITIONS,
    ("intake.topic", "POST"): _P.MANAGE_POSITIONS,
    ("intake.autosave", "POST"): _P.MANAGE_POSITIONS,
    ("intake.consequences", "POST"): _P.MANAGE_POSITIONS,
    ("intake.discard", "POST"): _P.MANAGE_POSITIONS,
    ("priorities.edit", "GET"): _P.MANAGE_POSITIONS,
    ("priorities.edit", "POST"): _P.MANAGE_POSITIONS,
    ("priorities.weigh", "POST"): _P.MANAGE_POSITIONS,
    ("adoption.review", "GET"): _P.MANAGE_POSITIONS,
    ("adoption.review", "POST"): _P.MANAGE_POSITIONS,
    # candidates
    ("candidates.index", "GET"): _P.READ_CANDIDATES,
    ("candidates.new", "GET"): _P.MANAGE_CANDIDATES,
    ("candidates.new", "POST"): _P.MANAGE_CANDIDATES,
    ("candidates.show", "GET"): _P.READ_CANDIDATES,
    ("candidates.edit", "GET"): _P.MANAGE_CANDIDATES,
    ("candidates.edit", "POST"): _P.MANAGE_CANDIDATES,
    ("figures.edit", "GET"): _P.MANAGE_CANDIDATES,
    ("figures.edit", "POST"): _P.MANAGE_CANDIDATES,
    ("candidates.erase", "GET"): _P.MANAGE_CANDIDATES,
    ("candidates.erase", "POST"): _P.MANAGE_CANDIDATES,
    # interviews and scorecards
    ("plans.show", "GET"): _P.READ_POSITIONS,
    ("plans.show", "POST"): _P.MANAGE_INTERVIEWS,
    ("plans.session", "GET"): _P.MANAGE_INTERVIEWS,
    ("plans.session", "POST"): _P.MANAGE_INTERVIEWS,
    ("plans.check", "POST"): _P.MANAGE_INTERVIEWS,
    ("plans.remove", "POST"): _P.MANAGE_INTERVIEWS,
    ("plans.make", "POST"): _P.MANAGE_INTERVIEWS,
    ("kits.show", "GET"): _P.READ_INTERVIEWS,
    ("kits.download", "GET"): _P.READ_INTERVIEWS,
    ("kits.edit", "GET"): _P.MANAGE_INTERVIEWS,
    ("kits.edit", "POST"): _P.MANAGE_INTERVIEWS,
    ("interviews.index", "GET"): _P.READ_INTERVIEWS,
    ("interviews.new", "GET"): _P.MANAGE_INTERVIEWS,
    ("interviews.new", "POST"): _P.MANAGE_INTERVIEWS,
    ("interviews.show", "GET"): _P.READ_INTERVIEWS,
    ("interviews.edit", "GET"): _P.MANAGE_INTERVIEWS,
    ("interviews.edit", "POST"): _P.MANAGE_INTERVIEWS,
    ("invitations.add", "GET"): _P.MANAGE_INTERVIEWS,
    ("invitations.add", "POST"): _P.MANAGE_INTERVIEWS,
    ("invitations.renew", "POST"): _P.MANAGE_INTERVIEWS,
    ("invitations.revoke", "POST"): _P.MANAGE_INTERVIEWS,
    ("invitations.invite", "POST"): _P.MANAGE_INTERVIEWS,
    ("invitations.cancel", "GET"): _P.MANAGE_INTERVIEWS,
    ("invitations.cancel", "POST"): _P.MANAGE_INTERVIEWS,
    ("invitations.calendar", "GET"): _P.READ_INTERVIEWS,
    ("invitations.enter", "GET"): Open.PUBLIC,
    ("invitations.enter", "POST"): Open.PUBLIC,
    ("outbox.index", "GET"): _P.MANAGE_INTERVIEWS,
    ("outbox.show", "GET"): _P.MANAGE_INTERVIEWS,
    ("outbox.hand_over", "POST"): _P.MANAGE_INTERVIEWS,
    ("outbox.calendar", "GET"): _P.MANAGE_INTERVIEWS,
    ("outbox.send_again", "POST"): _P.MANAGE_INTERVIEWS,
    ("outbox.mark_sent", "POST"): _P.MANAGE_INTERVIEWS,
    ("scorecards.show", "GET"): _P.SCORE_INTERVIEW,
    ("scorecards.submit", "POST"): _P.SCORE_INTERVIEW,
    ("scorecards.rate", "GET"): _P.SCORE_INTERVIEW,
    ("scorecards.rate", "POST"): _P.SCORE_INTERVIEW,
    ("scorecards.autosave", "POST"): _P.SCORE_INTERVIEW,
    ("scorecards.remark", "GET"): _P.SCORE_INTERVIEW,
    ("scorecards.remark", "POST"): _P.SCORE_INTERVIEW,
    ("scorecards.autosave_remarks", "POST"): _P.SCORE_INTERVIEW,
    ("scorecards.correct", "GET"): _P.SCORE_INTERVIEW,
    ("scorecards.correct", "POST"): _P.SCORE_INTERVIEW,
    ("scorecards.discard", "POST"): _P.SCORE_INTERVIEW,
    # applications, comparisons, documents
    ("applications.show", "GET"): _P.READ_APPLICATIONS,
    ("applications.waive", "GET"): _P.MANAGE_APPLICATIONS,
    ("applications.waive", "POST"): _P.MANAGE_APPLICATIONS,
    ("applications.withdraw_waiver", "POST"): _P.MANAGE_APPLICATIONS,
    ("reveals.reveal", "GET"): _P.MANAGE_APPLICATIONS,
    ("reveals.reveal", "POST"): _P.MANAGE_APPLICATIONS,
    ("elsewhere.show", "GET"): _P.READ_APPLICATIONS,
    ("fair_averages.show", "GET"): _P.READ_APPLICATIONS,
    ("debriefs.show", "GET"): _P.READ_DEBRIEFS,
    ("debriefs.agree", "POST"): _P.SETTLE_RATINGS,
    ("debriefs.answer", "POST"): _P.SETTLE_RATINGS,
    ("debriefs.decide", "GET"): _P.DECIDE,
    ("debriefs.decide", "POST"): _P.DECIDE,
    ("comparisons.show", "GET"): _P.READ_COMPARISONS,
    ("comparisons.ranks", "GET"): _P.READ_COMPARISONS,
    ("weight_trials.show", "GET"): _P.READ_COMPARISONS,
    ("documents.index", "GET"): _P.READ_DOCUMENTS,
    ("documents.make_profile", "POST"): _P.MAKE_DOCUMENTS,
    ("documents.make_comparison", "POST"): _P.MAKE_DOCUMENTS,
    ("documents.download", "GET"): _P.READ_DOCUMENTS,
    ("briefs.show", "GET"): _P.READ_POSITIONS,
    ("briefs.make", "POST"): _P.MAKE_BRIEFS,
    ("briefs.vacancy", "GET"): _P.READ_POSITIONS,
    ("briefs.vacancy_file", "GET"): _P.READ_POSITIONS,
    ("briefs.preview", "GET"): _P.READ_POSITIONS,
    # calibration exercises
    ("calibration.index", "GET"): _P.SCORE_CALIBRATION,
    ("calibration.new", "GET"): _P.MANAGE_CALIBRATION,
    ("calibration.new", "POST"): _P.MANAGE_CALIBRATION,
    ("calibration.show", "GET"): _P.SCORE_CALIBRATION,
    ("calibration.edit", "GET"): _P.MANAGE_CALIBRATION,
    ("calibration.edit", "POST"): _P.MANAGE_CALIBRATION,
    ("calibration.discard", "GET"): _P.MANAGE_CALIBRATION,
    ("calibration.discard", "POST"): _P.MANAGE_CALIBRATION,
    ("calibration.begin", "POST"): _P.MANAGE_CALIBRATION,
    ("calibration.close", "POST"): _P.MANAGE_CALIBRATION,
    ("calibration.rate", "GET"): _P.SCORE_CALIBRATION,
    ("calibration.rate", "POST"): _P.SCORE_CALIBRATION,
    ("calibration.autosave", "POST"): _P.SCORE_CALIBRATION,
    ("calibration.submit", "POST"): _P.SCORE_CALIBRATION,
    ("calibration.report", "GET"): _P.SCORE_CALIBRATION,
    ("calibration.download", "GET"): _P.SCORE_CALIBRATION,
    # what the ratings say about the ratings
    ("panels.index", "GET"): _P.MEASURE_RATINGS,
    ("panels.rubric", "GET"): _P.MEASURE_RATINGS,
    ("panels.measure", "POST"): _P.MEASURE_RATINGS,
    ("panels.position", "GET"): _P.MEASURE_RATINGS,
    ("panels.own", "GET"): _P.READ_OWN_RATINGS,
    # selection fairness, where it is switched on
    ("fairness.index", "GET"): _P.READ_SELECTION_FAIRNESS,
    ("fairness.report", "POST"): _P.READ_SELECTION_FAIRNESS,
    ("fairness.new", "GET"): _P.RECORD_GROUPS,
    ("fairness.new", "POST"): _P.RECORD_GROUPS,
    ("fairness.edit", "GET"): _P.RECORD_GROUPS,
    ("fairness.edit", "POST"): _P.RECORD_GROUPS,
    ("fairness.remove", "GET"): _P.RECORD_GROUPS,
    ("fairness.remove", "POST"): _P.RECORD_GROUPS,
    ("fairness.people", "GET"): _P.RECORD_GROUPS,
    ("fairness.people", "POST"): _P.RECORD_GROUPS,
    ("fairness.sheet", "GET"): _P.RECORD_GROUPS,
    ("fairness.sheet", "POST"): _P.RECORD_GROUPS,
}


BEFORE_OWN_PASSWORD = (
    "static",
    "health.healthz",
    "sessions.own_account",
    "sessions.sign_out",
    "sessions.choose_language",
)
"""All that is open, beside what is public, until a one-time password is changed."""


OPEN_TO_GUESTS = frozenset(
    {
        "scorecards.show",
        "scorecards.submit",
        "scorecards.rate",
        "scorecards.autosave",
        "scorecards.remark",
        "scorecards.autosave_remarks",
        "scorecards.correct",
        "scorecards.discard",
        "kits.show",
        "kits.download",
        "invitations.calendar",
        "sessions.sign_out",
    }
)
"""All that a personal link opens, beside what is public: the scorecard and the kit of its one interview."""


def install(app: Flask) -> None:
    manager = LoginManager()
    # Templates ask `account()`; a page that tells of a broken database must not load anybody.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(find_visitor)
    app.before_request(guard)


def find_visitor(identity: str) -> this.Visitor | None:
    """The account of a cookie, unless it was switched off or its password changed since.

    Of a guest, the account that the invitation was made for, unless it was closed since.
    """
    who, _, stamp = identity.partition(":")
    number, comes_by_link = read_id(who.removeprefix(this.GUEST)), who.startswith(this.GUEST)
    if comes_by_link:
        found = find_guest(this.session(), invitation_id=number, now=this.now())
    else:
        found = find_account(this.session(), account_id=number)
    if found is None or not found.active or found.external != comes_by_link or found.session_stamp != stamp:
        return None
    return this.Visitor(found, invitation_id=number if comes_by_link else None)


def guard() -> ResponseReturnValue | None:
    """Before every view. A route that nobody listed is closed to all."""
    if request.endpoint is None or request.method == "OPTIONS":
        return None
    need = NEEDS.get((request.endpoint, "GET" if request.method == "HEAD" else request.method))
    if need is Open.PUBLIC:
        return None
    person = this.account()
    if person is None:
        return show_signed_out() or redirect(url_for("sessions.sign_in", next=this.here()), 303)
    if person.only_interview is not None:
        return _guide_guest(person, person.only_interview)
    if person.password_expired and request.endpoint not in BEFORE_OWN_PASSWORD:
        return redirect(url_for("sessions.own_account"), 303)
    if need is None:
        raise Forbidden(request.endpoint)
    if isinstance(need, Permission) and allowed(person.actor, need) is None:
        raise Forbidden(need)
    return None


def _guide_guest(person: Account, interview_id: int) -> ResponseReturnValue | None:
    """To the scorecard from the start page; anywhere else but in its reach there is nothing."""
    if request.endpoint == "home.my_day":
        return redirect(url_for("scorecards.show", interview_id=interview_id), 303)
    if request.endpoint not in OPEN_TO_GUESTS:
        raise NotFound("page", request.path)
    named = (request.view_args or {}).get("interview_id", interview_id)
    if named != interview_id:
        raise NotFound("interview", named)
    return None
