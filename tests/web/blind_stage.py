"""One application on whose panel four people sit, told twice: with the others' ratings low, and with them high.

Whoever may not see those ratings gets the very same answers both times, to the last byte.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from calibrating import prepare
from factories import COMPLETE, LATER, NOW, World
from flask import g, url_for
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from visiting import Browser, Site, make_site
from werkzeug.routing import Rule

from hiring.actions.accounts import find_account
from hiring.actions.applications import waive_gate
from hiring.actions.briefs import make_brief
from hiring.actions.corrections import begin_correction
from hiring.actions.debriefs import agree_rating, answer_flag, get_debrief
from hiring.actions.decisions import decide
from hiring.actions.intake import get_intake, save_topic
from hiring.actions.invitations import add_external, renew_link
from hiring.actions.letters import Desk, invite_panel
from hiring.actions.measuring import keep_study, rubrics_to_measure, study_ratings
from hiring.actions.permissions import Actor, Role
from hiring.actions.placements import recompute_summaries
from hiring.actions.plans import save_plan
from hiring.actions.reports import make_comparison_document, make_profile_document, read_document
from hiring.actions.scorecards import submit_scorecard
from hiring.actions.selection_groups import create_dimension
from hiring.domain.interview_plan import PlannedSession
from hiring.files import Files
from hiring.storage.database import Database, create_database
from hiring.storage.interview_tables import (
    ConsensusRow,
    DecisionRow,
    FlagAnswerRow,
    InvitationRow,
    QuestionNoteRow,
    RaisedFlagRow,
)
from hiring.storage.tables import AccountRow, ApplicationRow, InterviewRow, RatingRow, ScorecardRow

WHILE = LATER + dt.timedelta(hours=1)
"""When everybody looks."""
LOW, HIGH, HIGHEST = 2, 3, 5
FLAG = "RF3"
"""It asks for a probe and caps nothing."""
DRAWN = ("kits.download",)
"""Drawn anew each time, from what the page of the kit shows: too slow to ask for in every visit."""
LAST = ("sessions.", "invitations.enter")
"""Their forms end a visit."""
_RANDOM = re.compile(r'[\w.-]{40,}|(?<=name="once" type="hidden" value=")[^"]+|\b\w{4}(?:-\w{4}){3}\b')
"""Forgery and link tokens, keys of forms sent once, one-time passwords."""

Answer = tuple[int, str, object]
Visit = dict[tuple[str, str, str], Answer]
"""Status, address led to and body, by endpoint, method and address asked for."""


@dataclass
class Stage:
    """The application in several states, each a database file; `values` fill addresses, `more` are further addresses."""

    folder: Path
    people: dict[str, Actor]
    guest: str
    application_id: int
    values: dict[str, object]
    own_values: dict[str, dict[str, object]]
    more: dict[str, tuple[str, ...]]
    states: dict[str, Path] = field(default_factory=dict)
    visits: dict[tuple[Path, str, bool], Visit] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def told(self, state: str, *, high: bool, but: str | None = None) -> Path:
        """The state with all ratings of the application low, or with those of everybody `but` one person high."""
        path = self.folder / f"{state}-{high}-{but}.db"
        if not path.exists():
            shutil.copy(self.states[state], path)
            spared = self.people[but].account_id if but in self.people else None
            with opened(path) as database, database.session(write=True) as session:
                tell(session, self.application_id, high=high, spared=spared)
        return path

    def undecided(self, state: str, *, high: bool, but: str | None = None) -> Path:
        """As `told`, before anybody decided."""
        path = self.folder / f"undecided{next(self._numbers)}.db"
        shutil.copy(self.told(state, high=high, but=but), path)
        with opened(path) as database, database.session(write=True) as session:
            session.execute(delete(DecisionRow))
            session.execute(update(ApplicationRow).where(ApplicationRow.id == self.application_id).values(stage="debrief"))
        return path

    def visit(self, path: Path, who: str, *, posting: bool = False) -> Visit:
        """Every route by GET, or every form by POST, on a copy of the database; done once for each."""
        key = (path, who, posting)
        if key not in self.visits:
            self.visits[key] = self._visit_copy(path, who, "POST" if posting else "GET")
        return self.visits[key]

    def _visit_copy(self, path: Path, who: str, method: str) -> Visit:
        with self.site(path) as site:
            client = self.client(site, who)
            token = Browser(client).token() if method == "POST" else ""
            asked = self.addresses(site, method)
            return {(name, method, address): ask(client, address, method, token) for name, address in asked}

    def ask(self, path: Path, who: str, address: str) -> Answer:
        """One page."""
        with self.site(path) as site:
            return ask(self.client(site, who), address, "GET", "")

    @contextmanager
    def site(self, path: Path) -> Iterator[Site]:
        """On a copy of the database, where the clock stands still: it would tell two visits apart."""
        folder = self.folder / f"visit{next(self._numbers)}"
        folder.mkdir()
        (folder / "files").symlink_to(self.folder / "files")
        site = make_site(folder, path)
        site.app.before_request_funcs.setdefault(None, []).insert(0, lambda: setattr(g, "now", WHILE))
        yield site
        site.database.engine.dispose()

    def client(self, site: Site, who: str) -> FlaskClient:
        """Without the checks of a page, which other tests make."""
        client = site.browser(None if who == "guest" else self.people[who]).client
        if who == "guest":
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = self.guest, True
        return client

    def addresses(self, site: Site, method: str) -> list[tuple[str, str]]:
        rules = [rule for rule in site.app.url_map.iter_rules() if method in rule.methods and rule.endpoint not in DRAWN]
        rules.sort(key=lambda rule: rule.endpoint.startswith(LAST))
        with site.app.test_request_context():
            found = [(rule.endpoint, self.address(rule)) for rule in rules]
        more = [(name, address) for name, listed in self.more.items() for address in listed if method == "GET"]
        return [*more, *found]

    def address(self, rule: Rule) -> str:
        values = {**self.values, **self.own_values.get(rule.endpoint, {})}
        return url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})  # type: ignore[arg-type]


def ask(client: FlaskClient, address: str, method: str, token: str) -> Answer:
    answer = client.open(address, method=method, data={"csrf_token": token} if token else None)
    body: object = answer.data if answer.mimetype == "application/pdf" else _RANDOM.sub("#", answer.text)
    return answer.status_code, answer.headers.get("Location", ""), body


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    database = create_database(f"sqlite:///{path}")
    yield database
    database.engine.dispose()


def tell(session: Session, application_id: int, *, high: bool, spared: int | None) -> None:
    """Rewrites what stands in the scorecards of an application: ratings, evidence, notes and flags."""
    ours = select(InterviewRow.id).where(InterviewRow.application_id == application_id)
    for card in session.scalars(select(ScorecardRow).where(ScorecardRow.interview_id.in_(ours))):
        rewrite(session, card, high=high and card.account_id != spared)
    settle(session, application_id, high=high)
    session.flush()
    recompute_summaries(session)
    # As if somebody measured all ratings after every change: what is said of them together must tell nothing either.
    rubrics = rubrics_to_measure(session)
    for identity, rubric in rubrics.items():
        keep_study(session, None, identity, rubric, study_ratings(session, rubric), LATER)
    # How often the rows were rewritten to get here is none of the story.
    session.execute(update(ApplicationRow).values(version=99))


def settle(session: Session, application_id: int, *, high: bool) -> None:
    """What the panel agreed on, answered and decided, where it has."""
    said = "HIGH SETTLED" if high else "LOW SETTLED"
    for agreed in session.scalars(select(ConsensusRow).where(ConsensusRow.application_id == application_id)):
        agreed.value, agreed.reason = HIGHEST if high else LOW, said
    for answer in session.scalars(select(FlagAnswerRow).where(FlagAnswerRow.application_id == application_id)):
        answer.resolved, answer.answer = high, said
    for decision in session.scalars(select(DecisionRow).where(DecisionRow.application_id == application_id)):
        decision.outcome, decision.reason = "advance" if high else "keep", said


def rewrite(session: Session, card: ScorecardRow, *, high: bool) -> None:
    """High ratings are far apart, leave one competency each out as not observed."""
    value = HIGHEST if card.account_id % 2 else HIGH
    said = f"{'HIGH' if high else 'LOW'} SAYS {card.account_id} THEN {card.revision}"
    card.private_notes = f"PRIVATE {said}"
    rows = session.scalars(select(RatingRow).where(RatingRow.scorecard_id == card.id).order_by(RatingRow.id))
    for place, row in enumerate(rows):
        row.observed = not high or place != card.account_id
        row.value = (value if high else LOW) if row.observed else None
        row.evidence = said if row.observed else ""
    for table in (RaisedFlagRow, QuestionNoteRow):
        session.execute(delete(table).where(table.scorecard_id == card.id))
    session.add(QuestionNoteRow(scorecard_id=card.id, question="client-insight-1", text=f"NOTE {said}"))
    session.add(RaisedFlagRow(scorecard_id=card.id, flag=FLAG, quote=f"FLAG {said}"))


def build(folder: Path, template: Path) -> Stage:
    path = folder / "stage.db"
    shutil.copy(template, path)
    with opened(path) as database:
        with database.session(write=True) as session:
            world = World(session)
            stage = set_up(world, folder)
        with database.session(write=True) as session:
            session.execute(update(AccountRow).values(password_expired=False))
        for state, raters in (("one", ("interviewer",)), ("most", ("recruiter", "guest")), ("late", ("manager",))):
            with database.session(write=True) as session:
                world.session = session
                for who in raters:
                    world.score(stage.people[who], int(str(stage.values["interview_id"])), LOW)
                if state == "most":
                    correct(world, stage.people["recruiter"], int(str(stage.values["interview_id"])))
                if state == "late":
                    talk = world.interview(stage.application_id, stage.people["manager"], title="Late talk")
                    world.draft(stage.people["manager"], talk, LOW)
                    tell(session, stage.application_id, high=False, spared=None)
                    settle_with(world.recruiter, world)
            database.engine.dispose()
            stage.states[state] = folder / f"{state}.db"
            shutil.copy(path, stage.states[state])
    stage.states["quorum"] = folder / "quorum.db"
    shutil.copy(stage.states["most"], stage.states["quorum"])
    with opened(stage.states["quorum"]) as database, database.session(write=True) as session:
        world.session = session
        reveal_by_quorum(world, stage)
    return stage


def reveal_by_quorum(world: World, stage: Stage) -> None:
    """Three of four suffice now, and one of the three is asked to another talk of the same candidate."""
    quorum = {"position_id": world.position_id, "version": 1, "sessions": (first_talk(world),), "quorum": 3}
    save_plan(world.session, actor=world.recruiter, now=LATER, **quorum)  # type: ignore[arg-type]
    world.interview(stage.application_id, stage.people["interviewer"], title="Another talk")
    tell(world.session, stage.application_id, high=False, spared=None)
    settle_with(world.recruiter, world)


def correct(world: World, rater: Actor, interview_id: int) -> None:
    """A second revision beside the first: the history of a scorecard is told in two ways too."""
    about: Mapping[str, Any] = {"actor": rater, "interview_id": interview_id, "now": LATER}
    version = begin_correction(world.session, reason="Misread my notes", **about).version
    submit_scorecard(world.session, version=version, **about)


def settle_with(actor: Actor, world: World) -> None:
    """An agreed rating, an answered flag and a decision, to be told in two ways."""

    def about() -> dict[str, Any]:
        version = get_debrief(world.session, actor=actor, application_id=world.application_id).version
        return {"actor": actor, "application_id": world.application_id, "version": version, "now": LATER}

    first = world.competencies[0]
    agree_rating(world.session, competency=first, value=LOW, reason="x", **about())
    answer_flag(world.session, flag=FLAG, answer="x", resolved=False, **about())
    decide(world.session, outcome="keep", reason="x", **about())


def set_up(world: World, folder: Path) -> Stage:
    """Four on the panel, of whom nobody has submitted; beside them another unrevealed candidate and two revealed ones."""
    session, desk = world.session, Desk("http://localhost", ZoneInfo("UTC"), "en")
    world.__dict__["position_id"] = world.position(answers={**COMPLETE, "profile.team_mode": "lead"})
    bystanders = {
        "another recruiter": world.recruiter,
        "administrator": world.administrator,
        "another manager": world.manager,
    }
    panel = {
        "interviewer": world.interviewer,
        "recruiter": world.account(Role.RECRUITER, "Rhea Rater"),
        "manager": world.account(Role.HIRING_MANAGER, "Hank Rater", employer_id=world.employer_id),
    }
    world.__dict__["candidate_id"] = world.candidate("Anna Seen")
    interview = world.interview(world.application_id, *panel.values())
    guest = add_external(
        session,
        actor=world.recruiter,
        interview_id=interview,
        name="Eve Outside",
        email="eve@example.com",
        locale="en",
        now=NOW,
    )
    token = renew_link(session, actor=world.recruiter, interview_id=interview, account_id=guest, now=NOW)
    account = find_account(session, account_id=guest)
    invitation = session.scalars(select(InvitationRow.id).where(InvitationRow.account_id == guest)).one()
    assert account is not None
    people = {**panel, "guest": Actor(guest, Role.EXTERNAL, None, account.name, interview), **bystanders}
    invite_panel(session, actor=world.recruiter, interview_id=interview, desk=desk, now=NOW)
    for who in ("recruiter", "manager", "guest"):
        world.draft(people[who], interview, LOW)
    waits = world.application(candidate_id=world.candidate("Walter Waits"))
    world.score(panel["interviewer"], world.interview(waits, panel["interviewer"], panel["recruiter"]), 3)
    done = [world.scored_application(name, value) for name, value in (("Olga Open", 3), ("Ivo Open", 4))]
    waive_gate(session, actor=world.recruiter, application_id=world.application_id, gate="K1", reason="Known", now=NOW)
    intake = get_intake(session, actor=world.recruiter, position_id=world.position_id)
    form = {"position_id": world.position_id, "version": intake.version, "answers": {"profile.travel": 40}, "reasons": {}}
    save_topic(session, actor=world.recruiter, now=NOW, **form)  # type: ignore[arg-type]
    documents = make_documents(world, done[0], folder)
    plan = {"position_id": world.position_id, "version": 0, "sessions": (first_talk(world),), "quorum": None}
    save_plan(session, actor=world.recruiter, now=NOW, **plan)  # type: ignore[arg-type]
    values = {
        "filename": "app.css",
        "employer_id": world.employer_id,
        "position_id": world.position_id,
        "candidate_id": world.candidate_id,
        "application_id": world.application_id,
        "interview_id": interview,
        "account_id": world.account(Role.INTERVIEWER, "Sven Spare").account_id,
        "rubric_row_id": world.rubric_row_id,
        "competency": world.competencies[0],
        "document_id": documents[0],
        "gate": "K1",
        "number": 1,
        "topic_id": "sales",
        "token": token,
        "letter_id": 1,
        "session_id": "first",
        "flag": FLAG,
        "exercise_id": prepare(world, participants=tuple(member.account_id for member in panel.values())),
        "dimension_id": create_dimension(
            session, actor=world.administrator, name="Age", values=("under 40", "40 and above"), now=NOW
        ),
    }
    position, application = f"/positions/{world.position_id}", f"/applications/{world.application_id}"
    return Stage(
        folder=folder,
        people=people,
        guest=f"guest-{invitation}:{account.session_stamp}",
        application_id=world.application_id,
        values=values,
        own_values={name: {"account_id": guest} for name in ("invitations.renew", "invitations.revoke")},
        more={
            "positions.show": (f"{position}?sort=score",),
            "candidates.index": ("/candidates?search=anna",),
            "weight_trials.show": (f"{position}/comparison/weights?weights-{world.competencies[0]}=9",),
            "elsewhere.show": (
                f"{application}/elsewhere?level=L3",
                f"{application}/elsewhere?position={world.other_position_id}",
            ),
            "applications.waive": tuple(f"{application}/waivers/K{number}" for number in range(2, 11)),
            "documents.download": tuple(f"/documents/{identity}.pdf" for identity in documents[1:]),
            "interviews.index": ("/interviews?mine=yes",),
        },
    )


def first_talk(world: World) -> PlannedSession:
    return PlannedSession("first", "First", world.competencies[:6], minutes=60)


def make_documents(world: World, application_id: int, folder: Path) -> list[int]:
    """A profile, a comparison and an order, drawn once for all visits."""
    about: Mapping[str, object] = {"actor": world.recruiter, "locale": "en", "now": NOW}
    made = [
        make_profile_document(world.session, application_id=application_id, **about),  # type: ignore[arg-type]
        make_comparison_document(world.session, position_id=world.position_id, **about),  # type: ignore[arg-type]
        make_brief(world.session, position_id=world.position_id, **about),  # type: ignore[arg-type]
    ]
    for identity in made:
        read_document(world.session, Files(folder / "files"), actor=world.administrator, document_id=identity)
    return made
