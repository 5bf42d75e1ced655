"""Our program with the demo and as many further candidates as asked for, and a signed-in client to call it."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Role
from hiring.actions.positions import create_position, get_position
from hiring.app import create_app
from hiring.config import Config
from hiring.demo import load_demo
from hiring.domain.pipeline import build_pipeline
from hiring.operate import update_database
from hiring.storage.sorting import sort_key
from hiring.storage.tables import (
    AccountRow,
    ApplicationRow,
    CandidateRow,
    InterviewRow,
    PanelRow,
    PositionRow,
    RatingRow,
    ScorecardRow,
)

PASSWORD = "a long password for measuring"
NOW = dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC)


CARDS = 10
COMPARED = (5, 20)
"""Candidates of the positions whose comparison and panel are measured; 20 are the most that a page compares."""
FAMILY_NAME = "Ковалёва"


def fill_board(session: Session) -> int:
    """The first position, with as many further candidates in every stage as a board shows; its id."""
    position = session.scalars(select(PositionRow).order_by(PositionRow.id)).first()
    assert position is not None
    people = iter(session.scalars(select(CandidateRow.id).order_by(CandidateRow.id.desc()).limit(CARDS * 8)))
    session.execute(
        insert(ApplicationRow),
        [
            {"position_id": position.id, "candidate_id": person, "created_at": NOW, "stage": stage, "failed_gates": []}
            for stage in build_pipeline().ids
            for person in itertools.islice(people, CARDS)
        ],
    )
    return position.id


RATERS = 3


def rate_position(session: Session, candidates: int) -> int:
    """A new position where so many are rated by three interviewers on all that its profile asks, and revealed; its id."""
    first = session.scalars(select(PositionRow).order_by(PositionRow.id)).first()
    recruiter = session.scalars(select(AccountRow).where(AccountRow.role == Role.RECRUITER).order_by(AccountRow.id)).first()
    assert first is not None and recruiter is not None
    actor = Actor(recruiter.id, Role.RECRUITER, None, recruiter.name)
    position_id = create_position(
        session,
        actor=actor,
        employer_id=first.employer_id,
        rubric_row_id=first.rubric_row_id,
        title=f"Compared {candidates}",
        location="",
        level_sought="L2",
        answers={},
        now=NOW,
    )
    kit = [item.id for item in get_position(session, actor=actor, position_id=position_id).profile.competencies]
    raters = select(AccountRow.id).where(AccountRow.role == Role.INTERVIEWER, AccountRow.active).limit(RATERS)
    panel = session.scalars(raters.order_by(AccountRow.id)).all()
    made_up = CandidateRow.name.startswith(FAMILY_NAME)
    people = session.scalars(select(CandidateRow.id).where(made_up).order_by(CandidateRow.id).limit(candidates))
    for person in people.all():
        _rate(session, position_id, person, kit, panel)
    return position_id


def _rate(session: Session, position_id: int, candidate_id: int, kit: list[str], panel: Sequence[int]) -> None:
    application = ApplicationRow(position_id=position_id, candidate_id=candidate_id, created_at=NOW, revealed_at=NOW)
    session.add(application)
    session.flush()
    interview = InterviewRow(
        application_id=application.id, title="Talk", scheduled_at=NOW, kit=kit, work_samples=[], created_at=NOW
    )
    session.add(interview)
    session.flush()
    for rater in panel:
        card = ScorecardRow(interview_id=interview.id, account_id=rater, state="submitted", saved_at=NOW, submitted_at=NOW)
        session.add_all([PanelRow(interview_id=interview.id, account_id=rater), card])
        session.flush()
        session.add_all(
            RatingRow(
                scorecard_id=card.id,
                competency=competency,
                observed=True,
                value=1 + (candidate_id * 7 + rater * 3 + at * 5) % 5,
                evidence="What was said and done in the meeting",
            )
            for at, competency in enumerate(kit)
        )
    session.flush()


class MeasuredSite:
    """One web worker in this process; addresses are called as a browser would, without the network."""

    def __init__(self, folder: Path, *, candidates: int) -> None:
        config = Config.from_env({"HIRING_DATA": str(folder)})
        self.database = update_database(config)
        with self.database.session(write=True) as session:
            accounts = load_demo(session, now=NOW, password=PASSWORD)
            rows = [self._person(number) for number in range(candidates)]
            session.execute(insert(CandidateRow), rows)
            self.full_board = fill_board(session)
            self.rated = {candidates: rate_position(session, candidates) for candidates in COMPARED}
        self.app = create_app(config, database=self.database)
        self.recruiter = self._sign_in(accounts.emails[1])
        self.interviewer = self._sign_in("lidia.kashtanova@example.org")

    def _person(self, number: int) -> dict[str, object]:
        name = f"{FAMILY_NAME} {number:05} Анна"
        empty = dict.fromkeys(("email", "phone", "city", "headline", "notes"), "")
        return {"name": name, "sort_key": sort_key(name), "facts": {}, "created_at": NOW, "version": 1, **empty}

    def _sign_in(self, email: str):  # type: ignore[no-untyped-def]
        client = self.app.test_client()
        client.post("/sign-in", data={"email": email, "password": PASSWORD, "csrf_token": self.token(client, "/sign-in")})
        return client

    @staticmethod
    def token(client, address: str) -> str:  # type: ignore[no-untyped-def]
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).get_data(as_text=True))
        assert found is not None
        return found.group(1)

    def get(self, address: str) -> Callable[[], object]:
        def call() -> object:
            answer = self.recruiter.get(address)
            assert answer.status_code == 200, (address, answer.status)
            return answer.get_data()

        return call

    def save_rating(self) -> Callable[[], object]:
        """One rating of an open scorecard, changed at every call, saved as the page does."""
        with self.database.session(write=False) as session:
            interview, kit = session.execute(
                select(InterviewRow.id, InterviewRow.kit)
                .join(PanelRow, PanelRow.interview_id == InterviewRow.id)
                .join(
                    ScorecardRow,
                    (ScorecardRow.interview_id == InterviewRow.id) & (ScorecardRow.account_id == PanelRow.account_id),
                )
                .where(ScorecardRow.state == "draft")
            ).first()
        page = f"/interviews/{interview}/scorecard/{kit[0]}"
        text = self.interviewer.get(page).get_data(as_text=True)
        state = {
            "version": re.search(r'id="version"[^>]*value="(\d+)"', text).group(1),  # type: ignore[union-attr]
            "csrf_token": self.token(self.interviewer, page),
            "turn": 0,
        }

        def call() -> object:
            state["turn"] += 1
            data = {
                "rating": str(state["turn"] % 5 + 1),
                "evidence": f"What was said, {state['turn']}",
                "version": state["version"],
            }
            answer = self.interviewer.post(f"{page}/draft", data={**data, "csrf_token": state["csrf_token"]})
            assert answer.status_code == 200, answer.get_data(as_text=True)
            state["version"] = str(answer.json["version"])
            return answer

        return call
