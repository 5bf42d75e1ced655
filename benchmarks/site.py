"""Our program with the demo and as many further candidates as asked for, and a signed-in client to call it."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hiring.app import create_app
from hiring.config import Config
from hiring.demo import load_demo
from hiring.domain.pipeline import build_pipeline
from hiring.operate import update_database
from hiring.storage.sorting import sort_key
from hiring.storage.tables import ApplicationRow, CandidateRow, InterviewRow, PanelRow, PositionRow, ScorecardRow

PASSWORD = "a long password for measuring"
NOW = dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC)


CARDS = 10


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
        self.app = create_app(config, database=self.database)
        self.recruiter = self._sign_in(accounts.emails[1])
        self.interviewer = self._sign_in("lidia.kashtanova@example.org")

    def _person(self, number: int) -> dict[str, object]:
        name = f"Ковалёва {number:05} Анна"
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
