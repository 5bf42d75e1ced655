"""A sentence for every problem and error: what is wrong, and what to do about it."""

from __future__ import annotations

import re

from hiring.domain.restricted import RestrictedUse
from hiring.domain.rubric import Rubric
from hiring.errors import Conflict, Forbidden, HiringError, Invalid, NotFound, Problem
from hiring.language import N_, NO_VALUE, Language
from hiring.wording.names import name_of, plain_value
from hiring.wording.restricted import say_restricted

PROBLEMS = {
    # ratings and scorecards
    "competency_unknown": N_("The rubric has no competency “%(competency)s”."),
    "rating_off_scale": N_("%(where)s: the rating %(value)s is off the scale; it goes from %(lowest)s to %(highest)s."),
    "rating_repeated": N_("%(where)s: the same interviewer rated this twice."),
    "rating_missing": N_("%(where)s: rate it or mark it as not observed."),
    "evidence_missing": N_("%(where)s: write what was said or done that supports the rating."),
    "flag_quote_missing": N_("%(where)s: quote the fact that the red flag rests on, or take the flag back."),
    "flag_unknown": N_("The rubric has no red flag “%(flag)s”, or the profile switches it off."),
    "question_unknown": N_("This interview does not ask the question “%(question)s”."),
    # spreadsheets
    "row_wrong": N_("%(file)s, line %(line)s, column “%(column)s”: %(why)s."),
    "row_too_wide": N_(
        "%(file)s, line %(line)s: more cells than columns; text with a separator in it stands in quotation marks."
    ),
    "row_repeated": N_("this interviewer already rated the same person on it in line %(before)s."),
    "rated_twice": N_("this rater already rated the same subject in line %(before)s."),
    "selected_unfit": N_("“%(value)s” is neither 1 (selected) nor 0 (not selected)."),
    "selection_unclear": N_("%(file)s needs, beside the group, one column that says who was chosen: selected or score."),
    "group_alone": N_("%(file)s has a single group: there is nothing to compare it with."),
    "rating_unfit": N_("“%(value)s” is no rating; whole points from %(lowest)s to %(highest)s, or “-” for not observed."),
    "cell_empty": N_("this cell must not be empty."),
    "number_unfit": N_("a number is expected here."),
    "number_two_ways": N_("“%(value)s” can be read in two ways; write it without a thousands separator."),
    "candidate_without_ratings": N_("there are no ratings of this candidate."),
    "thresholds_incomplete": N_("floor, target and stretch are given together or not at all."),
    "thresholds_differ": N_("an earlier line gives other thresholds for this figure."),
    "column_missing": N_("%(file)s lacks the column “%(column)s”; it has: %(there)s."),
    "columns_alike": N_("%(file)s: the columns “%(column)s” and “%(other)s” mean the same; keep one."),
    "columns_ignored": N_("%(file)s: not read, since no such columns are known: %(columns)s."),
    "column_repeated": N_("%(file)s has the column “%(column)s” twice."),
    "sheet_empty": N_("%(file)s is empty."),
    "sheet_without_rows": N_("%(file)s has column names but no rows."),
    "sheet_too_long": N_("%(file)s has more than %(most)s rows."),
    "sheet_not_text": N_("%(file)s is neither a CSV text nor an XLSX workbook."),
    "sheet_too_wide": N_("%(file)s has something written far from its table, as far as %(cell)s; delete it and save again."),
    "text_damaged": N_("%(file)s is not text in one encoding: some letters are damaged; save it again as CSV in UTF-8."),
    "quotes_broken": N_(
        "%(file)s: in the row at line %(line)s a quotation mark is not closed or stands alone inside a cell."
    ),
    "workbook_broken": N_("%(file)s cannot be opened as an XLSX workbook; save it again."),
    "file_too_large": N_("%(file)s is larger than %(most)s MB."),
    "file_unreadable": N_("%(file)s cannot be read: is the name right, and may you open it?"),
    "pdf_unavailable": N_("PDFs cannot be drawn on this machine yet; “hiring doctor” says what is missing."),
    "file_unwritable": N_("%(path)s cannot be written."),
    "file_exists": N_("There is a file already at %(path)s: choose another name."),
    "folder_unwritable": N_("Nothing can be written to %(folder)s."),
    "rubric_unknown": N_("There is no rubric “%(rubric)s”; bundled are: %(known)s."),
    # the profile of a position
    "level_missing": N_("Say which level is sought with --level; the levels are %(known)s."),
    "output_missing": N_("Say where to write with --out DIR, or use --json."),
    "locale_not_in_rubric": N_("The rubric is not written in the language “%(locale)s”; its languages: %(known)s."),
    "level_unknown": N_("There is no level “%(level)s”; the levels are %(known)s."),
    "adjustment_unknown": N_("The rubric has no competency “%(competency)s” at a level “%(level)s”."),
    "adjustment_without_reason": N_("Say why the weight or the minimum differs from the rubric."),
    "weight_range_wrong": N_("%(where)s: a range of weights goes from a smaller to a larger share between 0 and 1."),
    "weight_ranges_unfit": N_("No weights lie within all these ranges: shares add up to 1."),
    "weight_negative": N_("A weight cannot be less than zero."),
    "weights_all_zero": N_("At each level at least one competency needs a weight above zero."),
    "weights_tried_zero": N_("At least one competency needs a weight above zero."),
    "minimum_off_scale": N_("A minimum is a point of the scale, from %(lowest)s to %(highest)s."),
    "figure_unknown": N_("The rubric has no figure “%(figure)s”."),
    "thresholds_out_of_order": N_("Floor, target and stretch are three different values, each better than the one before."),
    "priority_unknown": N_("The rubric has no competency “%(competency)s” to sort as “%(priority)s”."),
    "too_many_high": N_("At most %(most)s competencies can be of high importance; you marked %(given)s: lower some."),
    "clientele_not_above_product": N_(
        "Clientele has to weigh more than the product: %(clientele)s against %(product)s: knowing the clients counts more."
    ),
    "adjacency_weights_unfit": N_("The weights of closeness are numbers from zero up, and not all of them zero."),
    "client_shares_above_whole": N_("The shares of the clients add up to %(total)s%%; the whole is 100%%."),
    "pay_shares_not_hundred": N_("Fixed %(fixed)s%% and variable %(variable)s%% add up to %(total)s%%, not to 100%%."),
    "tier_turned_round": N_("A commission tier begins at %(least)s and ends before it, at %(most)s."),
    "reason_missing": N_("Say why: the reason is kept with the change."),
    "restricted": N_("The law forbids choosing people by this: describe the work and what it takes."),
    "draft_empty": N_("Nothing in the draft differs from the profile in force."),
    "answers_missing": N_("Questions that must be answered are still open: %(count)s."),
    "on_behalf_of_missing": N_("Write who at the employer approved."),
    "topic_unknown": N_("Choose one of the topics."),
    "text_missing": N_("Write the comment."),
    # comparison
    "comparison_too_few": N_("A comparison needs at least two candidates with submitted scorecards."),
    "comparison_waits": N_("A comparison needs at least two candidates whose ratings are revealed."),
    "candidate_repeated": N_("“%(where)s” is there twice: give the candidates different names."),
    "structure_differs": N_("“%(where)s” was rated on other competencies or another scale and cannot be compared."),
    "profile_differs": N_("“%(where)s” is held against another profile and cannot be compared."),
    "comparison_too_many": N_(
        "A comparison holds at most %(most)s candidates; there are %(count)s with submitted scorecards."
    ),
    "not_revealed": N_("The ratings of “%(where)s” are not revealed yet: some interviewers have still to submit."),
    "agreed_without_ratings": N_("Nobody rated this competency: there is nothing to agree on."),
    "answer_missing": N_("Write what the candidate answered."),
    "outcome_unknown": N_("Choose what is decided."),
    "nothing_submitted": N_("No scorecard is submitted yet: there is nothing to reveal."),
    "own_scorecard_open": N_("Submit your own scorecard of “%(where)s” first: until then others' ratings stay hidden."),
    # accounts
    "sign_in_wrong": N_("The e-mail or the password is wrong."),
    "password_wrong": N_("The current password is wrong."),
    "password_too_short": N_("Use at least 12 characters."),
    "password_too_common": N_("This password is easy to guess: choose another."),
    "email_invalid": N_("This is no e-mail address; it looks like name@example.org."),
    "email_taken": N_("There is an account with this e-mail already."),
    "role_unknown": N_("Choose one of the roles."),
    "locale_unknown": N_("Choose one of the languages."),
    "employer_missing": N_("Choose the employer whose hiring manager this is."),
    "last_administrator": N_("This is the last administrator: make somebody else an administrator first."),
    # records
    "name_missing": N_("Write a name."),
    "name_taken": N_("This name is taken already."),
    "title_missing": N_("Write a title."),
    "too_long": N_("This text is too long: at most %(most)s characters are kept."),
    "fact_invalid": N_("This answer does not fit the question."),
    "figure_value_invalid": N_("Write the figure as a number."),
    "own_share_invalid": N_("The candidate's own share is a percentage from 0 to 100."),
    "grade_unknown": N_("Choose how the figure was verified."),
    "figure_repeated": N_("Each figure is given once."),
    "confidential": N_(
        "“%(word)s” looks like the name of a client, a contact or a contract. Write “client A” in its place: this stands in "
        "documents that others read."
    ),
    "gate_never_waived": N_("This must-have is never waived."),
    "status_unknown": N_("Choose one of the states."),
    "already_applied": N_("This candidate is considered for the position already."),
    # the pipeline
    "nobody_chosen": N_("Tick at least one candidate."),
    "stage_unknown": N_("Choose one of the stages."),
    "decline_reason_missing": N_("Choose why the candidate is declined."),
    "decline_note_missing": N_("Write which other reason it is."),
    "offer_undecided": N_("Nobody decided on an offer yet: decide first, with a reason, on the page of the candidate."),
    "stages_missing": N_("Keep at least one stage between the first and the offer."),
    "stages_too_many": N_("A position names at most %(most)s stages of its own."),
    "stage_repeated": N_("There is a stage of this name already."),
    "stage_in_use": N_("Candidates stand in “%(stage)s”: move them before you take the stage away."),
    "plan_empty": N_("A plan has at least one session."),
    "plan_too_long": N_("A plan has at most %(most)s sessions, each under a name of its own."),
    "plan_missing": N_("There is no interview plan for this position yet: save one first."),
    "planned_without_panel": N_("Nobody is on the panel of “%(session)s” yet: say in the plan who interviews."),
    "session_name_missing": N_("Name the session."),
    "panel_too_large": N_("At most %(most)s people sit on one panel."),
    "focus_empty": N_("Tick at least one competency of this session for everybody on the panel, or take the person off it."),
    "quorum_unfit": N_("Write a number from 1 to %(most)s, or leave it open: then everybody must have submitted."),
    "minutes_unfit": N_("An interview takes from 1 to %(most)s minutes."),
    "kit_empty": N_("Choose at least one competency to ask about."),
    "panel_empty": N_("Choose at least one interviewer."),
    "account_unknown": N_("There is no active account of this interviewer."),
    # interviewers from outside and letters
    "on_panel_already": N_("This person is on the panel already."),
    "signs_in_already": N_("This person has an account: choose them among the interviewers of the interview."),
    "external_switched_off": N_("An administrator switched this person off."),
    "external_without_password": N_("Somebody from outside has no password: make a new personal link instead."),
    "link_closed": N_("The personal link is expired or revoked: make a new one first."),
    "letter_sent": N_("This letter is sent already, or being sent now."),
    "interview_begun": N_("There are scorecards already: this interview can no longer be called off."),
    # calibration exercises
    "recording_unfit": N_("Write a complete address that begins with https://, without a password in it."),
    "sample_missing": N_("Give a sample: write the transcript or the address of a recording."),
    "calibration_empty": N_("Choose at least one competency to rate."),
    "calibration_too_wide": N_("Choose at most %(most)s competencies: one sample seldom shows more."),
    "reference_value_missing": N_("Choose the reference rating, or take its reason back."),
    "reference_reason_missing": N_("Write why: which words of the sample meet which description."),
    "participant_unknown": N_("Somebody chosen has no active account."),
    "preparer_takes_part": N_("Whoever prepares an exercise knows the reference and cannot take part in it."),
    "participant_has_begun": N_("Somebody who has begun to rate stays in the exercise."),
    "participants_too_few": N_("At least %(fewest)s people take part: there is nothing to compare otherwise."),
    "participants_too_many": N_("At most %(most)s people take part in one exercise."),
    "calibration_takes_part": N_("You take part in this exercise: somebody else runs it, so that you stay blind."),
    "calibration_owed": N_("Submit your own ratings first: closing would show you those of the others."),
    "calibration_draft": N_("This exercise is not open yet: there is nothing to close."),
    "calibration_opened": N_("The exercise is open: only its title, the date and who takes part can still be changed."),
    "calibration_begun": N_("The exercise was opened for ratings: it can be closed, and is not thrown away any more."),
    "calibration_of_another": N_("Somebody else began to prepare this exercise: only they can throw it away."),
    "calibration_submitted": N_("Your ratings of this exercise are submitted and final."),
    "calibration_closed": N_("This exercise is closed."),
    "calibration_running": N_("The report opens when everybody has submitted or the exercise is closed."),
    "mail_server_missing": N_("No mail server is set: give SMTP_URL and MAIL_FROM."),
    # selection fairness
    "candidate_unknown": N_("there is no candidate with the number or e-mail “%(value)s”."),
    "candidate_again": N_("this candidate stands in line %(before)s already."),
    "candidate_rated_by_you": N_("you sit on a panel of this candidate: somebody else records the group."),
    "email_of_several": N_("several candidates have this e-mail; write the number of the one you mean."),
    "group_unknown": N_("“%(value)s” is none of the groups; write “not stated” where a group is not known."),
    "group_not_listed": N_("Choose one of the groups in the list."),
    "groups_unfit": N_("List from %(fewest)s to %(most)s groups, one a line."),
    "group_repeated": N_("Each group is listed once."),
    "group_reserved": N_("“Not stated” is there anyway: list the other groups only."),
    "group_in_use": N_("“%(group)s” is recorded of candidates: take it back there before you take it off the list."),
    "dimension_unknown": N_("Choose what people are grouped by."),
    # a state that no longer allows it
    "database_not_empty": N_("The demo is loaded into an empty database only; this one has accounts already."),
    "stale": N_("Somebody changed this in the meantime. Look at the new state and make your change again."),
    "kit_in_use": N_("There are scorecards already: the competencies of this interview can no longer be changed."),
    "rater_has_scorecard": N_("This interviewer has a scorecard and stays on the panel."),
    "measuring_takes_long": N_(
        "More than %(most)s candidates take longer than a page should: the command “hiring measure” does it."
    ),
    "backup_exists": N_("There is a file already at %(path)s: choose another name."),
    "backup_needs_sqlite": N_("This database is PostgreSQL: back it up with pg_dump."),
    "other_person": N_(
        "Somebody else is signed in in this browser now. "
        "Sign in as yourself and open the page again: what you typed is kept."
    ),
    "scorecard_submitted": N_("This scorecard is submitted and locked."),
    "scorecard_not_submitted": N_("Only a submitted scorecard is corrected; this one can still be changed."),
}
UNNAMED_PROBLEM = N_("Something is wrong here (%(code)s).")
NAMED = ("competency", "level", "figure", "gate")
_PLACEHOLDER = re.compile(r"%\((\w+)\)")


def say_problem(problem: Problem, language: Language, rubric: Rubric | None = None) -> str:
    """One or two sentences; with a rubric, competencies, levels and figures are called by name.

    A code without a sentence (a test finds it) is shown as it is, and a missing value as a dash: a person who made a mistake
    gets an answer in any case.
    """
    use = problem.values.get("use")
    if isinstance(use, RestrictedUse):
        refusal = say_restricted(use, language)
        return f"{refusal.why} {refusal.instead}"
    values: dict[str, object] = {
        key: say_problem(value, language, rubric).removesuffix(".")
        if isinstance(value, Problem)
        else plain_value(value, language)
        for key, value in problem.values.items()
    }
    values |= {key: name_of(str(problem.values[key]), rubric, language) for key in NAMED if key in values}
    values["where"] = _say_place(problem.where, rubric, language)
    message = PROBLEMS.get(problem.code)
    if message is None:
        return language.gettext(UNNAMED_PROBLEM, code=problem.code)
    return language.gettext(message, **dict.fromkeys(_PLACEHOLDER.findall(message), NO_VALUE) | values)


def say_error(error: HiringError, language: Language, rubric: Rubric | None = None) -> str:
    """The error as text for a person; several problems one a line."""
    match error:
        case Invalid():
            return "\n".join(dict.fromkeys(say_problem(problem, language, rubric) for problem in error.problems))
        case Conflict():
            return say_problem(Problem(error.code, str(error.values.get("where", "")), error.values), language, rubric)
        case NotFound():
            return language.gettext("There is no such page or record.")
        case Forbidden():
            return language.gettext("Your role does not allow this.")
    return str(error)


def _say_place(where: str, rubric: Rubric | None, language: Language) -> str:
    """Names in place of the ids in `candidate / rater / competency`."""
    return " / ".join(name_of(part, rubric, language) for part in where.split(" / "))
