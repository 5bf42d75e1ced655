"""The trail: who did what to what, and when."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions.audit import list_audit
from hiring.language import N_
from hiring.web import request as this

blueprint = Blueprint("audit", __name__, url_prefix="/audit")

DEEDS = {
    "authenticate": N_("signed in"),
    "create_account": N_("made an account"),
    "change_account": N_("changed an account"),
    "reset_password": N_("gave a one-time password"),
    "change_password": N_("changed the own password"),
    "change_own_locale": N_("changed the own language"),
    "create_first_administrator": N_("the first administrator was made"),
    "create_employer": N_("added an employer"),
    "change_employer": N_("changed an employer"),
    "import_rubric": N_("a rubric was stored"),
    "create_position": N_("opened a position"),
    "change_position": N_("changed a position"),
    "change_profile": N_("changed the profile of a position"),
    "save_topic": N_("saved answers for a profile"),
    "save_priorities": N_("sorted the competencies of a profile"),
    "discard_draft": N_("threw away a draft of a profile"),
    "adopt_draft": N_("put a new version of a profile in force"),
    "approve_profile": N_("approved a profile"),
    "add_comment": N_("commented on a profile"),
    "create_candidate": N_("added a candidate"),
    "change_candidate": N_("changed a candidate"),
    "change_figures": N_("changed the figures of a candidate"),
    "erase_candidate": N_("erased a candidate"),
    "apply_candidate": N_("considered a candidate for a position"),
    "waive_gate": N_("waived a must-have"),
    "withdraw_waiver": N_("withdrew a waiver"),
    "create_interview": N_("planned an interview"),
    "change_interview": N_("changed an interview"),
    "change_kit": N_("changed what an interview asks and who rates what"),
    "save_plan": N_("planned the interviews of a position"),
    "add_external": N_("put somebody from outside on a panel"),
    "open_invitation": N_("came by a personal link"),
    "renew_link": N_("made a personal link"),
    "revoke_link": N_("revoked a personal link"),
    "invite_panel": N_("wrote to a panel"),
    "cancel_interview": N_("called an interview off"),
    "hand_over": N_("copied a letter with its personal link"),
    "mark_sent": N_("sent a letter by hand"),
    "send_again": N_("sent a letter again"),
    "save_draft": N_("saved a scorecard"),
    "submit_scorecard": N_("submitted a scorecard"),
    "begin_correction": N_("began to correct a scorecard"),
    "discard_correction": N_("threw away a correction of a scorecard"),
    "reveal_when_due": N_("the ratings of a candidate were revealed"),
    "agree_rating": N_("entered or withdrew an agreed rating"),
    "answer_flag": N_("answered a red flag"),
    "decide": N_("decided about a candidate"),
    "move_application": N_("moved a candidate to another stage"),
    "move_when_planned": N_("a candidate went on to interviews: the first one was planned"),
    "change_stages": N_("changed the stages of a position"),
    "reveal_early": N_("had the ratings of a candidate revealed early"),
    "make_profile_document": N_("made a candidate's profile"),
    "make_comparison_document": N_("made a comparison"),
    "make_brief_document": N_("made an order for a search"),
    "measure_rubric": N_("measured how far the ratings on a rubric agree"),
    "create_calibration": N_("began to prepare a calibration exercise"),
    "change_calibration": N_("changed a calibration exercise"),
    "discard_calibration": N_("threw away a calibration exercise that was being prepared"),
    "open_calibration": N_("opened a calibration exercise"),
    "close_calibration": N_("closed a calibration exercise"),
    "save_calibration_ratings": N_("saved ratings of a calibration exercise"),
    "submit_calibration_ratings": N_("submitted the ratings of a calibration exercise"),
    "create_dimension": N_("named groups for selection fairness"),
    "change_dimension": N_("changed the groups for selection fairness"),
    "remove_dimension": N_("deleted groups for selection fairness with all that was recorded"),
    "record_groups": N_("recorded groups of candidates for selection fairness"),
    "read_fairness_report": N_("read how a selection falls on groups"),
}
"""What each action of the trail is called; a test holds them against all there are."""

PLACES = {
    "account": ("accounts.edit", "account_id"),
    "employer": ("employers.show", "employer_id"),
    "position": ("positions.show", "position_id"),
    "candidate": ("candidates.show", "candidate_id"),
    "application": ("applications.show", "application_id"),
    "interview": ("interviews.show", "interview_id"),
    "rubric": ("rubrics.show", "rubric_row_id"),
    "calibration": ("calibration.show", "exercise_id"),
    "dimension": ("fairness.edit", "dimension_id"),
}
"""Where a thing of the trail is looked at: endpoint and argument."""

KINDS = {
    "account": N_("account %(number)s"),
    "employer": N_("employer %(number)s"),
    "position": N_("position %(number)s"),
    "candidate": N_("candidate %(number)s"),
    "application": N_("application %(number)s"),
    "interview": N_("interview %(number)s"),
    "document": N_("document %(number)s"),
    "rubric": N_("rubric %(number)s"),
    "calibration": N_("calibration exercise %(number)s"),
    "dimension": N_("list of groups %(number)s"),
}

GONE = ("erase_candidate", "remove_dimension", "discard_calibration")


@blueprint.get("")
def index() -> ResponseReturnValue:
    page = list_audit(this.session(), actor=this.actor(), page=this.page_number())
    return render_template("audit/index.html", page=page, deeds=DEEDS, places=PLACES, kinds=KINDS, gone=GONE)
