"""Three interviewers in three real browsers: what each finds on every page before and after the panel has submitted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browsing import Served, faults_of, follow
from factories import NOW, World
from flask import Flask, url_for
from playwright.sync_api import BrowserContext, Page
from serving import serving

from hiring.actions.accounts import change_password, reset_password
from hiring.actions.permissions import Actor, Role
from hiring.app import create_app
from hiring.config import Config
from hiring.storage.database import create_database

PASSWORD = "three people, three opinions"
KIT = ("negotiation", "communication")
RATINGS = {"ivan": 2, "rhea": 4, "hank": 5}
MEAN = re.compile(r"(?<![\d.,])3[.,]7(?![\d%])")
OpenContext = Callable[..., BrowserContext]


@dataclass
class Panel:
    """A served site with one interview of three people; `addresses` of every page, `results` of those with marks."""

    served: Served
    interview: str
    application: str
    addresses: list[str]
    results: list[str]
    windows: dict[str, Page] = field(default_factory=dict)

    def submit(self, who: str) -> None:
        """Rates the whole kit as the buttons lead, and submits."""
        page = self.windows[who]
        page.goto(f"{self.interview}/scorecard/{KIT[0]}")
        for place, competency in enumerate(KIT, start=1):
            page.locator(f"label[for=rating-{RATINGS[who]}]").click()
            page.fill("#evidence", said_by(who, competency))
            follow(page.locator("main form .btn-primary"))
            assert page.url.endswith("/scorecard" if place == len(KIT) else f"/scorecard/{KIT[place]}")
        follow(page.get_by_role("button", name="Submit"))
        assert page.get_by_role("heading", name="Submitted and locked").is_visible()

    def traces(self, who: str) -> list[str]:
        """Where the person finds what another wrote or what all ratings come to, on any page."""
        page, others = self.windows[who], [name for name in RATINGS if name != who]
        found = []
        for address in self.addresses:
            text = page.request.get(address, max_redirects=0).text()
            found += [f"{address}: {name}" for name in others if f"{name} wrote" in text]
        for address in self.results:
            page.goto(address)
            shown = page.inner_text("body")
            found += [f"{address}: {words}" for words in MEAN.findall(shown)]
            found += [f"{address}: {name}" for name in others if f"{name} wrote" in page.content()]
        return found


def said_by(who: str, competency: str) -> str:
    return f"{who} wrote of {competency}"


@pytest.fixture
def panel(sqlite_url: str, tmp_path: Path, open_context: OpenContext) -> Iterator[Panel]:
    database = create_database(sqlite_url)
    with database.session(write=True) as session:
        world = World(session)
        people = {
            "ivan": world.account(Role.INTERVIEWER, "Ivan Alone", email="ivan@example.org"),
            "rhea": world.account(Role.RECRUITER, "Rhea Recruits", email="rhea@example.org"),
            "hank": world.account(
                Role.HIRING_MANAGER, "Hank Hires", email="hank@example.org", employer_id=world.employer_id
            ),
        }
        for actor in people.values():
            choose_password(world, actor)
        world.scored_application("Olga Open", 3)
        interview = world.interview(world.application_id, *people.values(), kit=KIT)
        values = {
            "filename": "app.css",
            "employer_id": world.employer_id,
            "position_id": world.position_id,
            "candidate_id": world.candidate_id,
            "application_id": world.application_id,
            "interview_id": interview,
            "rubric_row_id": world.rubric_row_id,
            "competency": KIT[0],
        }
    app = create_app(Config(data=tmp_path, database_url=sqlite_url, secret_key="k" * 40), database=database)
    paths = pages_of(app, values)
    database.engine.dispose()
    with serving(tmp_path) as running:
        at = running.address
        site = Served(at, PASSWORD)
        application, position = f"/applications/{values['application_id']}", f"/positions/{values['position_id']}"
        results = [
            "/",
            application,
            f"{application}/elsewhere",
            position,
            f"{position}?sort=score",
            f"{position}/comparison",
        ]
        made = Panel(
            served=site,
            interview=f"{at}/interviews/{interview}",
            application=at + application,
            addresses=[at + path for path in paths],
            results=[at + path for path in results],
        )
        for who in RATINGS:
            made.windows[who] = site.enter(open_context(), f"{who}@example.org")
        yield made


def choose_password(world: World, actor: Actor) -> None:
    once = reset_password(world.session, actor=world.administrator, account_id=actor.account_id, now=NOW)
    change_password(world.session, actor=actor, current=once, new=PASSWORD, now=NOW)


def pages_of(app: Flask, values: dict[str, object]) -> list[str]:
    """Every address that can be read and that these values fill; the table of tests/web/test_blindness.py has the rest."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.arguments <= values.keys()]
    with app.test_request_context():
        return [url_for(rule.endpoint, **{name: values[name] for name in rule.arguments}) for rule in rules]


def test_three_interviewers_see_each_others_ratings_only_when_all_have_submitted(panel: Panel) -> None:
    for done, who in enumerate(("ivan", "rhea")):
        panel.submit(who)
        assert {name: panel.traces(name) for name in RATINGS} == {name: [] for name in RATINGS}
        hank = panel.windows["hank"]
        hank.goto(panel.application)
        assert f"{done + 1} of 3 scorecards are in" in hank.inner_text("main")
        assert "Your own scorecard comes first" in hank.inner_text("main")
        assert faults_of(hank) == []
    rhea = panel.windows["rhea"]
    rhea.goto(panel.application)
    assert "What you rated" in rhea.inner_text("main") and "rhea wrote" in rhea.content()
    assert rhea.get_by_role("button", name="Profile as PDF", exact=True).count() == 0
    assert faults_of(rhea) == []

    panel.submit("hank")
    for who in ("rhea", "hank"):
        page = panel.windows[who]
        page.goto(panel.application)
        assert [name for name in RATINGS if f"{name} wrote" in page.content()] == list(RATINGS)
        assert MEAN.search(page.inner_text("main"))
    assert rhea.get_by_role("button", name="Profile as PDF", exact=True).count() == 1
    assert f"{panel.application}/elsewhere" in {address.partition(": ")[0] for address in panel.traces("hank")}


def test_a_recruiter_reveals_early_with_a_reason_and_who_still_rates_sees_nothing(panel: Panel) -> None:
    panel.submit("ivan")
    panel.submit("rhea")
    rhea, hank = panel.windows["rhea"], panel.windows["hank"]
    rhea.goto(panel.application)
    follow(rhea.get_by_role("link", name="Reveal early, with a reason"))
    assert faults_of(rhea) == []
    follow(rhea.get_by_role("button", name="Reveal the ratings"))
    assert "Write the reason." in rhea.inner_text("main")
    rhea.fill("main [name=reason]", "Hank is ill until May.")
    follow(rhea.get_by_role("button", name="Reveal the ratings"))
    assert rhea.url == panel.application
    assert "Hank is ill until May." in rhea.inner_text("main") and "ivan wrote" in rhea.content()
    assert panel.traces("hank") == []
    hank.goto(panel.application)
    assert "Your own scorecard comes first" in hank.inner_text("main")
    panel.submit("hank")
    hank.goto(panel.application)
    assert "ivan wrote" in hank.content()
