"""Every change leaves exactly one event, in its own transaction, and tells nothing about a person."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from bundled import kam_document
from calibration_trail import CALIBRATION_CHANGES
from factories import KNOWN_FACTS, LATER, NOW, World
from fairness_trail import FAIRNESS_CHANGES
from interview_trail import INTERVIEW_CHANGES
from sqlalchemy import func, select

from hiring.actions import (
    accounts,
    applications,
    approvals,
    audit,
    briefs,
    candidates,
    comments,
    corrections,
    debriefs,
    decisions,
    employers,
    intake,
    interviews,
    measuring,
    pipeline,
    positions,
    reports,
    reveals,
    rubrics,
    scorecards,
)
from hiring.actions.permissions import Actor
from hiring.domain.figures import FigureClaim
from hiring.domain.pipeline import Stage
from hiring.errors import Forbidden
from hiring.storage.database import Database
from hiring.storage.interview_tables import PlanRow
from hiring.storage.tables import ApplicationRow, AuditRow

PERSON = {"email": "", "phone": "", "city": "", "headline": "", "notes": ""}
SECRET = "Засекреченный"


def one_time(world: World) -> str:
    identity = world.interviewer.account_id
    return accounts.reset_password(world.session, actor=world.administrator, account_id=identity, now=NOW)


Act = Callable[[], object]
Prepare = Callable[[World], Act]


def create_account(world: World) -> Act:
    form = {"email": "new@example.org", "name": "New", "role": "recruiter", "employer_id": None, "locale": None}
    return lambda: accounts.create_account(world.session, actor=world.administrator, now=LATER, **form)


def change_account(world: World) -> Act:
    form = {"name": "Renamed", "role": "interviewer", "employer_id": None, "active": True}
    identity = world.interviewer.account_id
    return lambda: accounts.change_account(
        world.session, actor=world.administrator, account_id=identity, version=1, now=LATER, **form
    )


def authenticate(world: World) -> Act:
    assert world.recruiter
    password, email = one_time(world), "person2@example.org"
    return lambda: accounts.authenticate(world.session, email=email, password=password, now=LATER)


def reset_password(world: World) -> Act:
    identity = world.interviewer.account_id
    return lambda: accounts.reset_password(world.session, actor=world.administrator, account_id=identity, now=LATER)


def change_password(world: World) -> Act:
    current, new = one_time(world), "a long enough sentence"
    return lambda: accounts.change_password(world.session, actor=world.interviewer, current=current, new=new, now=LATER)


def change_own_locale(world: World) -> Act:
    return lambda: accounts.change_own_locale(world.session, actor=world.interviewer, locale="ru", now=LATER)


def create_first_administrator(world: World) -> Act:
    return lambda: accounts.create_first_administrator(world.session, email="a@example.org", name="First", now=LATER)


def create_employer(world: World) -> Act:
    form = {"name": "New", "industry": "", "notes": ""}
    return lambda: employers.create_employer(world.session, actor=world.recruiter, now=LATER, **form)


def change_employer(world: World) -> Act:
    form = {"name": "Renamed", "industry": "", "notes": ""}
    identity = world.employer_id
    return lambda: employers.change_employer(
        world.session, actor=world.recruiter, employer_id=identity, version=1, now=LATER, **form
    )


def import_rubric(world: World) -> Act:
    return lambda: rubrics.import_rubric(world.session, document=kam_document(), now=LATER)


def create_position(world: World) -> Act:
    assert world.employer_id and world.rubric_row_id
    return lambda: world.position()


def change_position(world: World) -> Act:
    form = {"title": "Renamed", "location": "", "status": "closed"}
    identity = world.position_id
    return lambda: positions.change_position(
        world.session, actor=world.recruiter, position_id=identity, version=1, now=LATER, **form
    )


def change_profile(world: World) -> Act:
    assert world.application_id
    form = {"level_sought": "L1", "answers": {}, "adjustments": (), "thresholds": (), "reason": SECRET}
    identity = world.position_id
    return lambda: positions.change_profile(
        world.session, actor=world.recruiter, position_id=identity, number=1, now=LATER, **form
    )


def save_topic(world: World) -> Act:
    answers = {"profile.team_mode": "lead", "profile.industry": SECRET}
    form = {"answers": answers, "reasons": {"profile.travel": SECRET}}
    identity = world.position_id
    return lambda: intake.save_topic(
        world.session, actor=world.recruiter, position_id=identity, version=0, now=LATER, **form
    )


def save_priorities(world: World) -> Act:
    form = {"position_id": world.position_id, "version": 0, "priorities": {"negotiation": "high"}}
    return lambda: intake.save_priorities(world.session, actor=world.recruiter, now=LATER, **form)


def discard_draft(world: World) -> Act:
    form = {"position_id": world.position_id, "version": save_topic(world)()}
    return lambda: intake.discard_draft(world.session, actor=world.recruiter, now=LATER, **form)


def adopt_draft(world: World) -> Act:
    assert world.application_id
    form = {"position_id": world.position_id, "version": save_topic(world)(), "reason": SECRET, "move_scored": True}
    return lambda: intake.adopt_draft(world.session, actor=world.recruiter, now=LATER, **form)


def approve_profile(world: World) -> Act:
    form = {"position_id": world.complete_position_id, "number": 1, "on_behalf_of": SECRET, "note": SECRET}
    return lambda: approvals.approve_profile(world.session, actor=world.recruiter, now=LATER, **form)


def add_comment(world: World) -> Act:
    form = {"position_id": world.position_id, "number": 1, "topic": "", "text": SECRET}
    return lambda: comments.add_comment(world.session, actor=world.recruiter, now=LATER, **form)


def create_candidate(world: World) -> Act:
    assert world.rubric_row_id
    form = {"name": SECRET, "facts": KNOWN_FACTS, **PERSON}
    return lambda: candidates.create_candidate(world.session, actor=world.recruiter, now=LATER, **form)


def change_candidate(world: World) -> Act:
    assert world.application_id
    form = {"name": SECRET, "facts": {"client_base": SECRET}, **PERSON, "notes": SECRET}
    identity = world.candidate_id
    return lambda: candidates.change_candidate(
        world.session, actor=world.recruiter, candidate_id=identity, version=1, now=LATER, **form
    )


def change_figures(world: World) -> Act:
    claims = (FigureClaim("revenue_growth", Fraction(5), 1, source=SECRET),)
    identity = world.application_id and world.candidate_id
    return lambda: candidates.change_figures(
        world.session, actor=world.recruiter, candidate_id=identity, version=1, figures=claims, now=LATER
    )


def erase_candidate(world: World) -> Act:
    identity = world.candidate(SECRET)
    reason = f"{SECRET} asked"
    return lambda: candidates.erase_candidate(
        world.session, actor=world.recruiter, candidate_id=identity, version=1, reason=reason, now=LATER
    )


def apply_candidate(world: World) -> Act:
    form = {"position_id": world.position_id, "candidate_id": world.candidate_id}
    return lambda: applications.apply_candidate(world.session, actor=world.recruiter, now=LATER, **form)


def waive_gate(world: World) -> Act:
    form = {"application_id": world.application_id, "gate": "K1", "reason": SECRET}
    return lambda: applications.waive_gate(world.session, actor=world.recruiter, now=LATER, **form)


def withdraw_waiver(world: World) -> Act:
    form = {"application_id": world.application_id, "gate": "K1"}
    applications.waive_gate(world.session, actor=world.recruiter, now=NOW, reason="x", **form)
    return lambda: applications.withdraw_waiver(world.session, actor=world.recruiter, now=LATER, **form)


def interview_form(world: World) -> dict[str, object]:
    return {
        "title": SECRET,
        "scheduled_at": None,
        "place": SECRET,
        "kit": ("negotiation",),
        "work_samples": (),
        "panel": (world.interviewer.account_id,),
    }


def create_interview(world: World) -> Act:
    form, identity = interview_form(world), world.application_id
    assert world.interview_id, "the first one moves the application too"
    return lambda: interviews.create_interview(
        world.session, actor=world.recruiter, application_id=identity, now=LATER, **form
    )


def change_interview(world: World) -> Act:
    form, identity = interview_form(world), world.interview_id
    return lambda: interviews.change_interview(
        world.session, actor=world.recruiter, interview_id=identity, version=1, now=LATER, **form
    )


def save_draft(world: World) -> Act:
    ratings = (scorecards.DraftRating("negotiation", True, 4, SECRET),)
    identity = world.interview_id
    return lambda: scorecards.save_draft(
        world.session, actor=world.interviewer, interview_id=identity, version=0, ratings=ratings, now=LATER
    )


def begin_correction(world: World) -> Act:
    world.score(world.interviewer, world.interview_id, 3)
    form = {"interview_id": world.interview_id, "reason": SECRET}
    return lambda: corrections.begin_correction(world.session, actor=world.interviewer, now=LATER, **form)


def discard_correction(world: World) -> Act:
    begin_correction(world)()
    form = {"interview_id": world.interview_id}
    return lambda: corrections.discard_correction(world.session, actor=world.interviewer, now=LATER, **form)


def submit_scorecard(world: World) -> Act:
    identity = world.interview_id
    version = world.draft(world.interviewer, identity, 4).version
    return lambda: scorecards.submit_scorecard(
        world.session, actor=world.interviewer, interview_id=identity, version=version, now=LATER
    )


def reveal_when_due(world: World) -> Act:
    identity = world.application_id
    world.score(world.interviewer, world.interview_id, 4)
    world.session.add(PlanRow(position_id=world.position_id, sessions=[], quorum=1, saved_at=NOW))
    return lambda: reveals.reveal_when_due(world.session, identity, LATER)


def reveal_early(world: World) -> Act:
    identity = world.application_id
    world.score(world.interviewer, world.interview_id, 4)
    return lambda: reveals.reveal_early(
        world.session, actor=world.recruiter, application_id=identity, reason=SECRET, now=LATER
    )


def _version(world: World, identity: int) -> int:
    return world.session.get_one(ApplicationRow, identity, populate_existing=True).version


def agree_rating(world: World) -> Act:
    identity = world.scored_application(SECRET, 4)
    form = {"version": _version(world, identity), "competency": "negotiation", "value": 3, "reason": SECRET}
    return lambda: debriefs.agree_rating(world.session, actor=world.recruiter, application_id=identity, now=LATER, **form)


def answer_flag(world: World) -> Act:
    identity = world.application_id
    view = world.draft(world.interviewer, world.interview_id, 4)
    scorecards.save_draft(
        world.session,
        actor=world.interviewer,
        interview_id=world.interview_id,
        version=view.version,
        ratings=(),
        flags={"RF5": SECRET},
        now=NOW,
    )
    for rater in (world.interviewer, world.second_interviewer):
        world.score(rater, world.interview_id, 4)
    form = {"version": _version(world, identity), "flag": "RF5", "answer": SECRET, "resolved": True}
    return lambda: debriefs.answer_flag(world.session, actor=world.recruiter, application_id=identity, now=LATER, **form)


def decide(world: World) -> Act:
    identity = world.scored_application(SECRET, 4)
    form = {"version": _version(world, identity), "outcome": "keep", "reason": SECRET}
    return lambda: decisions.decide(world.session, actor=world.recruiter, application_id=identity, now=LATER, **form)


def move_applications(world: World) -> Act:
    identity = world.application(candidate_id=world.candidate(SECRET))
    form = {"seen": {identity: "new"}, "stage": "declined", "decline_reason": "other", "note": SECRET}
    return lambda: pipeline.move_applications(
        world.session, actor=world.recruiter, position_id=world.position_id, now=LATER, **form
    )


def move_when_planned(world: World) -> Act:
    row = world.session.get_one(ApplicationRow, world.application(candidate_id=world.candidate(SECRET)))
    position = positions.get_position(world.session, actor=world.recruiter, position_id=world.position_id)
    return lambda: pipeline.move_when_planned(world.session, row, position, LATER)


def change_stages(world: World) -> Act:
    form = {"position_id": world.position_id, "version": 1, "stages": (Stage("", SECRET),)}
    return lambda: pipeline.change_stages(world.session, actor=world.recruiter, now=LATER, **form)


def make_profile_document(world: World) -> Act:
    identity = world.scored_application(SECRET, 4)
    return lambda: reports.make_profile_document(
        world.session, actor=world.recruiter, application_id=identity, locale="ru", now=LATER
    )


def make_comparison_document(world: World) -> Act:
    for name in (SECRET, "Второй"):
        world.scored_application(name, 4)
    identity = world.position_id
    return lambda: reports.make_comparison_document(
        world.session, actor=world.recruiter, position_id=identity, locale="ru", now=LATER
    )


def measure_rubric(world: World) -> Act:
    identity = world.rubric_row_id
    return lambda: measuring.measure_rubric(world.session, actor=world.recruiter, rubric_row_id=identity, now=LATER)


def make_brief(world: World) -> Act:
    identity = world.complete_position_id
    return lambda: briefs.make_brief(world.session, actor=world.recruiter, position_id=identity, locale="ru", now=LATER)


CHANGES: tuple[tuple[Prepare, str, str, str | None], ...] = (
    (authenticate, "authenticate", "account", "interviewer"),
    (create_account, "create_account", "account", "administrator"),
    (change_account, "change_account", "account", "administrator"),
    (reset_password, "reset_password", "account", "administrator"),
    (change_password, "change_password", "account", "interviewer"),
    (change_own_locale, "change_own_locale", "account", "interviewer"),
    (create_first_administrator, "create_first_administrator", "account", None),
    (create_employer, "create_employer", "employer", "recruiter"),
    (change_employer, "change_employer", "employer", "recruiter"),
    (import_rubric, "import_rubric", "rubric", None),
    (create_position, "create_position", "position", "recruiter"),
    (change_position, "change_position", "position", "recruiter"),
    (change_profile, "change_profile", "position", "recruiter"),
    (save_topic, "save_topic", "position", "recruiter"),
    (save_priorities, "save_priorities", "position", "recruiter"),
    (discard_draft, "discard_draft", "position", "recruiter"),
    (adopt_draft, "adopt_draft", "position", "recruiter"),
    (approve_profile, "approve_profile", "position", "recruiter"),
    (add_comment, "add_comment", "position", "recruiter"),
    (create_candidate, "create_candidate", "candidate", "recruiter"),
    (change_candidate, "change_candidate", "candidate", "recruiter"),
    (change_figures, "change_figures", "candidate", "recruiter"),
    (erase_candidate, "erase_candidate", "candidate", "recruiter"),
    (apply_candidate, "apply_candidate", "application", "recruiter"),
    (waive_gate, "waive_gate", "application", "recruiter"),
    (withdraw_waiver, "withdraw_waiver", "application", "recruiter"),
    (create_interview, "create_interview", "interview", "recruiter"),
    (change_interview, "change_interview", "interview", "recruiter"),
    (save_draft, "save_draft", "interview", "interviewer"),
    (submit_scorecard, "submit_scorecard", "interview", "interviewer"),
    (begin_correction, "begin_correction", "interview", "interviewer"),
    (discard_correction, "discard_correction", "interview", "interviewer"),
    (reveal_when_due, "reveal_when_due", "application", None),
    (reveal_early, "reveal_early", "application", "recruiter"),
    (agree_rating, "agree_rating", "application", "recruiter"),
    (answer_flag, "answer_flag", "application", "recruiter"),
    (decide, "decide", "application", "recruiter"),
    (move_applications, "move_application", "application", "recruiter"),
    (move_when_planned, "move_when_planned", "application", None),
    (change_stages, "change_stages", "position", "recruiter"),
    (make_profile_document, "make_profile_document", "document", "recruiter"),
    (make_comparison_document, "make_comparison_document", "document", "recruiter"),
    (make_brief, "make_brief_document", "document", "recruiter"),
    (measure_rubric, "measure_rubric", "rubric", "recruiter"),
    *INTERVIEW_CHANGES,
    *FAIRNESS_CHANGES,
    *CALIBRATION_CHANGES,
)


@pytest.mark.parametrize(("prepare", "action", "kind", "who"), CHANGES, ids=[entry[0].__name__ for entry in CHANGES])
def test_a_change_writes_exactly_its_event(world: World, prepare: Prepare, action: str, kind: str, who: str | None) -> None:
    if who is not None:
        assert world.administrator and world.recruiter and world.interviewer
    act = prepare(world)
    seen = world.session.scalar(select(func.max(AuditRow.id))) or 0
    act()
    events = world.session.scalars(select(AuditRow).where(AuditRow.id > seen)).all()
    assert [(event.action, event.object_kind) for event in events] == [(action, kind)]
    actor: Actor | None = getattr(world, who) if who else None
    assert events[0].account_id == (actor.account_id if actor else None)
    assert events[0].object_id is not None
    assert SECRET not in str(events[0].detail)


def test_every_action_that_an_event_may_name_is_done_by_one_here() -> None:
    assert {action for _, action, _, _ in CHANGES} == set(audit.ACTIONS)


def test_the_event_goes_with_the_change(database: Database) -> None:
    """One transaction: taken back together, kept together."""
    with pytest.raises(ZeroDivisionError), database.session(write=True) as session:
        assert World(session).employer_id
        raise ZeroDivisionError
    with database.session(write=False) as session:
        assert session.scalars(select(AuditRow)).all() == []
    with database.session(write=True) as session:
        assert World(session).employer_id
    with database.session(write=False) as session:
        events = session.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert events == ["create_first_administrator", "create_account", "create_employer"]


def test_the_trail_is_read_newest_first_by_administrators(world: World) -> None:
    assert world.employer_id
    page = audit.list_audit(world.session, actor=world.administrator)
    assert [(line.action, line.account_name) for line in page.items] == [
        ("create_employer", "Rita Recruiter"),
        ("create_account", "Ada Admin"),
        ("create_first_administrator", None),
    ]
    assert page.items[0].at == NOW
    for actor in (world.recruiter, world.interviewer, world.manager):
        with pytest.raises(Forbidden):
            audit.list_audit(world.session, actor=actor)
