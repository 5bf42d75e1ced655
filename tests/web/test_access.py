"""Every route against the table of access: as nobody, as every role, as people of another organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from calibrating import prepare
from factories import NOW, World
from flask import url_for
from visiting import Site, make_site
from werkzeug.routing import Rule

from hiring.actions.permissions import Actor, Permission, Role, Scope, allowed
from hiring.actions.selection_groups import create_dimension
from hiring.web.access import NEEDS, Open


@dataclass(frozen=True)
class Cast:
    """Who calls, and the ids that addresses are filled with."""

    site: Site
    own: dict[Role, Actor]
    foreign: dict[Role, Actor]
    values: dict[str, object]

    def routes(self) -> list[tuple[Rule, str]]:
        rules = self.site.app.url_map.iter_rules()
        return [(rule, method) for rule in rules for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]

    def address(self, rule: Rule) -> str:
        with self.site.app.test_request_context():
            return url_for(rule.endpoint, **{name: self.values[name] for name in rule.arguments})


@pytest.fixture(scope="module")
def cast(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    site = make_site(tmp_path_factory.mktemp("access"), migrated_sqlite)
    with site.database.session(write=True) as session:
        world = World(session)
        own = {
            Role.ADMINISTRATOR: world.administrator,
            Role.RECRUITER: world.recruiter,
            Role.INTERVIEWER: world.interviewer,
            Role.HIRING_MANAGER: world.manager,
        }
        foreign = {
            Role.INTERVIEWER: world.account(Role.INTERVIEWER, "Otto Outsider"),
            Role.HIRING_MANAGER: world.account(
                Role.HIRING_MANAGER, "Olga Outsider", employer_id=world.employer("Southern Glass")
            ),
        }
        values = {
            "filename": "app.css",
            "employer_id": world.employer_id,
            "position_id": world.position_id,
            "candidate_id": world.candidate_id,
            "application_id": world.application_id,
            "interview_id": world.interview_id,
            "account_id": world.account(Role.INTERVIEWER, "Sven Spare").account_id,
            "rubric_row_id": world.rubric_row_id,
            "competency": world.competencies[0],
            "document_id": 1,
            "gate": "languages",
            "number": 1,
            "topic_id": "sales",
            "token": "x" * 43,
            "session_id": "first",
            "letter_id": 1,
            "flag": "RF1",
            "exercise_id": prepare(world),
            "dimension_id": create_dimension(
                session, actor=world.administrator, name="Age", values=("under 40", "40 and above"), now=NOW
            ),
        }
    site.forget_one_time_passwords()
    yield Cast(site, own, foreign, values)
    site.database.engine.dispose()


def call(cast: Cast, rule: Rule, method: str, actor: Actor | None) -> tuple[int, str]:
    browser = cast.site.browser(actor)
    answer = browser.get(cast.address(rule)) if method == "GET" else browser.post(cast.address(rule))
    return answer.status_code, answer.headers.get("Location", "")


def test_every_route_is_listed_and_nothing_else(cast: Cast) -> None:
    assert {(rule.endpoint, method) for rule, method in cast.routes()} == set(NEEDS)


def test_nobody_gets_no_further_than_the_sign_in(cast: Cast) -> None:
    for rule, method in cast.routes():
        status, location = call(cast, rule, method, None)
        closed = status == 303 and location.startswith("/sign-in")
        assert closed == (NEEDS[rule.endpoint, method] is not Open.PUBLIC), (rule.endpoint, method, status, location)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EXTERNAL])
def test_a_role_gets_what_the_table_says(cast: Cast, role: Role) -> None:
    actor = cast.own[role]
    for rule, method in cast.routes():
        need = NEEDS[rule.endpoint, method]
        status, _ = call(cast, rule, method, actor)
        refused = isinstance(need, Permission) and allowed(actor, need) is None
        assert (status == 403) == refused, (rule.endpoint, method, status)
        assert status in (200, 303, 403, 404, 409, 422), (rule.endpoint, method, status)


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.HIRING_MANAGER])
def test_what_is_anothers_is_not_found(cast: Cast, role: Role) -> None:
    """A person of another organisation, or of no panel, learns nothing from an id."""
    actor = cast.foreign[role]
    reached = {Scope.OWN_EMPLOYER: {"employer_id", "position_id", "application_id"}, Scope.OWN_PANEL: {"interview_id"}}
    tried = 0
    for rule, method in cast.routes():
        need = NEEDS[rule.endpoint, method]
        scope = allowed(actor, need) if isinstance(need, Permission) else None
        if scope in reached and rule.arguments & reached[scope]:
            status, _ = call(cast, rule, method, actor)
            assert status == 404, (rule.endpoint, method, status)
            tried += 1
    assert tried


def test_a_one_time_password_opens_one_page_only(cast: Cast) -> None:
    with cast.site.database.session(write=True) as session:
        world = World(session)
        world.__dict__["administrator"] = cast.own[Role.ADMINISTRATOR]
        fresh = world.account(Role.RECRUITER, "Fred Fresh", email="fresh@example.org")
    answer = cast.site.browser(fresh).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert cast.site.browser(fresh).get("/account").status_code == 200
