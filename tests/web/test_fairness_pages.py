"""Selection fairness on the web: not there unless switched on, and what its pages say and keep to themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from factories import LATER, NOW, World
from flask import url_for
from sqlalchemy import func, select
from visiting import Browser, Site, make_site

from hiring.actions.permissions import Actor, Role
from hiring.actions.selection_groups import Entry, create_dimension, get_dimension, record_groups
from hiring.config import Config, SettingError
from hiring.storage.fairness_tables import SelectionDimensionRow, SelectionGroupRow
from hiring.storage.tables import ApplicationRow, AuditRow, CandidateRow
from hiring.web import fairness
from hiring.web.access import NEEDS

SECRET = "Zyzzyva"


@pytest.fixture
def closed(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "closed").mkdir()
    site = make_site(tmp_path / "closed", migrated_sqlite, fairness=False)
    yield site
    site.database.engine.dispose()


def people(world: World, number: int, *, stage: str = "new", value: int | None = None, **about: Any) -> list[int]:
    """Candidates of one group for the position, each as far as a stage."""
    found = []
    for _ in range(number):
        row = CandidateRow(name=f"{SECRET} Person", sort_key=SECRET.lower(), facts={}, created_at=NOW)
        world.session.add(row)
        world.session.flush()
        application = ApplicationRow(
            position_id=world.position_id, candidate_id=row.id, created_at=NOW, stage=stage, failed_gates=[], **about
        )
        world.session.add(application)
        if value is not None:
            dimension_id = world.session.scalars(select(SelectionDimensionRow.id)).one()
            world.session.add(SelectionGroupRow(candidate_id=row.id, dimension_id=dimension_id, value_id=value))
        found.append(row.id)
    world.session.flush()
    return found


def named(world: World, *values: str) -> tuple[int, tuple[int, ...]]:
    """A list of groups and the ids of them."""
    listed = values or ("women", "men")
    identity = create_dimension(world.session, actor=world.administrator, name="Sex", values=listed, now=NOW)
    dimension = get_dimension(world.session, actor=world.administrator, dimension_id=identity)
    return identity, tuple(value.id for value in dimension.values)


def ready(site: Site, world: World) -> Browser:
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(world.administrator)


def said(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


class TestSwitchedOff:
    def test_no_address_answers_anybody(self, closed: Site, site: Site) -> None:
        with closed.database.writing() as session:
            world = World(session)
            actors: list[Actor | None] = [None, world.administrator, world.recruiter, world.interviewer, world.manager]
            session.commit()
        closed.forget_one_time_passwords()
        ours = [(endpoint, method) for endpoint, method in NEEDS if endpoint.startswith("fairness.")]
        assert len(ours) == 12
        with site.app.test_request_context():
            asked = [(method, address(endpoint)) for endpoint, method in ours]
        for actor in actors:
            browser = closed.browser(actor)
            for method, where in asked:
                answer = browser.get(where) if method == "GET" else browser.post(where, {"name": "Sex", "values": "a\nb"})
                assert answer.status_code == 404, (method, where, actor)
        with closed.database.session(write=False) as session:
            assert session.scalar(select(func.count()).select_from(SelectionDimensionRow)) == 0

    def test_no_page_leads_there(self, closed: Site) -> None:
        with closed.database.writing() as session:
            world = World(session)
            administrator, position = world.administrator, world.position_id
            assert world.application_id
            named(world)
            session.commit()
        closed.forget_one_time_passwords()
        browser = closed.browser(administrator)
        for where in ("/", "/accounts", "/audit", "/positions", f"/positions/{position}", "/candidates"):
            page = browser.get(where)
            assert page.status_code == 200 and "/fairness" not in page.text and "Selection fairness" not in page.text
        assert "named groups for selection fairness" in browser.get("/audit").text

    def test_it_is_a_setting_and_off_by_default(self, tmp_path: Path) -> None:
        given = {"HIRING_DATA": str(tmp_path)}
        assert not Config.from_env(given).selection_fairness
        assert Config.from_env({**given, "SELECTION_FAIRNESS": "on"}).selection_fairness
        with pytest.raises(SettingError, match="SELECTION_FAIRNESS"):
            Config.from_env({**given, "SELECTION_FAIRNESS": "perhaps"})


def address(endpoint: str) -> str:
    return url_for(endpoint, **({} if endpoint.split(".")[1] in ("index", "report", "new") else {"dimension_id": 1}))


class TestReport:
    def test_counts_come_first_then_both_tests_and_the_flip(self, site: Site, world: World) -> None:
        sex, (women, men) = named(world)
        people(world, 17, value=men)
        people(world, 3, stage="hired", value=men)
        people(world, 9, value=women)
        people(world, 1, stage="hired", value=women)
        browser = ready(site, world)
        answer = browser.post("/fairness", {"dimension": str(sex), "where": "", "period": ""})
        page = said(answer.text)
        assert answer.status_code == 200
        assert "30 people applied, each counted once." in page
        hired = page[page.index("Hired") :]
        assert "women 1 of 10 10.0% 0.667: below four fifths p = 1.0000 z = −0.38, p = 0.7041" in hired
        assert "no finding : one person would turn this round" in hired
        assert "men 3 of 20 15.0% the highest share, which the others are held against" in hired
        assert "not stated nobody" in hired
        assert "It proves neither that a selection is fair nor that it is not" in page
        assert not re.search("compliant|passed|certif", page, re.IGNORECASE)

    def test_small_groups_are_said_to_be_hidden(self, site: Site, world: World) -> None:
        sex, (women, men, older) = named(world, "women", "men", "others")
        people(world, 4, value=women)
        people(world, 11, value=men)
        people(world, 12, value=older)
        page = said(ready(site, world).post("/fairness", {"dimension": str(sex), "where": "", "period": ""}).text)
        hidden = "not shown: this group, or another that could be computed from it, has fewer than 5 people"
        reached = page[page.index("Reached an interview") : page.index("Reached an offer")]
        assert f"women {hidden} men {hidden} others 0 of 12" in reached
        assert "of 4" not in page and "of 11" not in page and "Fewer than two groups can be shown" in page

    def test_scores_of_the_revealed_only(self, site: Site, world: World) -> None:
        sex, (women, men) = named(world)
        scored = {"enough_evidence": True, "revealed_at": NOW}
        people(world, 5, value=women, score=Decimal(2), **scored)
        people(world, 5, value=men, score=Decimal(3), **scored)
        people(world, 9, value=men, score=Decimal(5), enough_evidence=True)
        page = said(ready(site, world).post("/fairness", {"dimension": str(sex), "where": "", "period": ""}).text)
        assert "10 people have a score that is revealed" in page and "The median of all scores is 2.5." in page
        assert "men 5 of 5 100.0%" in page[page.index("Scored above the median") :]

    def test_place_and_time_are_chosen_and_noted(self, site: Site, world: World) -> None:
        sex, (women, _) = named(world)
        people(world, 6, value=women)
        elsewhere = world.position("Elsewhere", employer_id=world.employer("Southern Glass"))
        browser = ready(site, world)
        year, quarter = str(NOW.year), f"{NOW.year}-{(NOW.month - 1) // 3 + 1}"
        for where, period, number in (
            (f"position-{world.position_id}", year, 6),
            (f"employer-{world.employer_id}", quarter, 6),
            (f"position-{elsewhere}", "", 0),
        ):
            page = said(browser.post("/fairness", {"dimension": str(sex), "where": where, "period": period}).text)
            assert (f"{number} people applied" in page) and ("Nobody applied there" in page) == (not number)
        with site.database.session(write=False) as session:
            rows = session.scalars(select(AuditRow).where(AuditRow.action == "read_fairness_report")).all()
            details = [row.detail for row in rows]
        assert details == [
            {"position": world.position_id, "period": year},
            {"employer": world.employer_id, "period": quarter},
            {"position": elsewhere},
        ]
        assert "read how a selection falls on groups" in browser.get("/audit").text

    @pytest.mark.parametrize(
        "form", [{}, {"dimension": "99"}, {"dimension": "x", "where": "", "period": ""}, {"where": "position-99"}]
    )
    def test_what_is_not_offered_is_refused_and_not_noted(self, site: Site, world: World, form: dict[str, object]) -> None:
        named(world)
        assert ready(site, world).post("/fairness", form).status_code == 422
        with site.database.session(write=False) as session:
            assert session.scalar(select(func.count()).where(AuditRow.action == "read_fairness_report")) == 0

    def test_the_page_of_a_position_leads_to_its_own(self, site: Site, world: World) -> None:
        position, recruiter = world.position_id, world.recruiter
        assert world.application_id and named(world)
        browser, where = ready(site, world), f"/fairness?where=position-{position}"
        assert where in browser.get(f"/positions/{position}").text
        assert re.search(rf'<option selected value="position-{position}">', browser.get(where).text)
        assert "/fairness" not in site.browser(recruiter).get(f"/positions/{position}").text

    def test_looking_at_the_choice_notes_nothing(self, site: Site, world: World) -> None:
        assert named(world) and world.position_id
        browser = ready(site, world)
        before = browser.get("/audit").text.count("<tr>")
        page = browser.get(f"/fairness?where=position-{world.position_id}")
        assert page.status_code == 200 and f'selected value="position-{world.position_id}"' in page.text
        assert browser.get("/audit").text.count("<tr>") == before

    def test_an_empty_place_teaches_the_next_step(self, site: Site, world: World) -> None:
        assert world.administrator
        page = ready(site, world).get("/fairness")
        assert "No groups are named yet" in page.text and "/fairness/groups/new" in page.text
        assert "/fairness" in ready(site, world).get("/accounts").text

    def test_a_quarter_begins_and_ends_by_the_clock_of_the_place(self, site: Site) -> None:
        with site.app.test_request_context():
            edges = [
                tuple(str(moment)[:16] for moment in fairness.bounds(period)) for period in ("2026", "2026-4", "2026-2")
            ]
            assert fairness.bounds("") == (None, None)
        assert edges == [
            ("2025-12-31 21:00", "2026-12-31 21:00"),
            ("2026-09-30 21:00", "2026-12-31 21:00"),
            ("2026-03-31 21:00", "2026-06-30 21:00"),
        ]


class TestRecording:
    def test_from_naming_to_recording(self, site: Site, world: World) -> None:
        first, second = people(world, 2)
        browser = ready(site, world)
        answer = browser.post("/fairness/groups/new", {"name": "Age", "values": "under 40\r\n\r\n40 and above\r\n"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/fairness/groups/1/people")
        page = browser.get("/fairness/groups/1/people?search=zyz")
        assert page.text.count("not stated</option>") == 2
        form = {f"group-{first}": "2", f"seen-{first}": "", f"group-{second}": "", f"seen-{second}": ""}
        answer = browser.post("/fairness/groups/1/people?search=zyz", form)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/fairness/groups/1/people?search=zyz")
        page = browser.get("/fairness/groups/1/people")
        assert "Recorded for 1 person." in page.text and page.text.count(" selected") == 1
        assert groups(site) == {first: 2}
        # Another window, in which nothing stood there yet.
        answer = browser.post("/fairness/groups/1/people", {f"group-{first}": "1", f"seen-{first}": ""})
        assert answer.status_code == 409 and groups(site) == {first: 2}
        assert '<option value="1" selected>' in answer.text
        answer = browser.post("/fairness/groups/1/people", {f"group-{second}": "77", f"seen-{second}": ""})
        assert answer.status_code == 422 and "Choose one of the groups in the list." in answer.text
        answer = browser.post("/fairness/groups/1/people", {"group-x": "1"})
        assert answer.status_code == 303 and "Nothing has changed." in browser.get("/fairness/groups/1/people").text

    def test_from_a_file_with_every_bad_row_named(self, site: Site, world: World) -> None:
        sex, (women, men) = named(world)
        first, second = people(world, 2)
        browser = ready(site, world)
        bad = f"candidate,value\n{first},women\nnobody@example.org,women\n{second},goats\n"
        answer = browser.post(f"/fairness/groups/{sex}/sheet", {"sheet": (BytesIO(bad.encode()), "list.csv")})
        assert answer.status_code == 422 and groups(site) == {}
        page = said(answer.text)
        assert "list.csv, line 3, column “candidate”: there is no candidate with the number or e-mail" in page
        assert "list.csv, line 4, column “value”: “goats” is none of the groups" in page
        good = f"candidate,value\n{first},women\n{second},MEN\n"
        answer = browser.post(f"/fairness/groups/{sex}/sheet", {"sheet": (BytesIO(good.encode()), "list.csv")})
        assert answer.status_code == 303 and groups(site) == {first: women, second: men}
        assert browser.post(f"/fairness/groups/{sex}/sheet").status_code == 422

    def test_a_list_is_changed_and_deleted(self, site: Site, world: World) -> None:
        sex, (women, _) = named(world)
        people(world, 1, value=women)
        browser = ready(site, world)
        where = f"/fairness/groups/{sex}"
        assert "women\nmen" in browser.get(f"{where}/edit").text.replace("\r", "")
        form = {"name": "Gender", "values": "men\nothers", "version": "1"}
        answer = browser.post(f"{where}/edit", form)
        assert answer.status_code == 422 and "“women” is recorded of candidates" in answer.text
        assert browser.post(f"{where}/edit", {**form, "values": "women\nmen\nothers"}).status_code == 303
        older = browser.post(f"{where}/edit", {**form, "values": "women\nmen"})
        assert older.status_code == 409 and "Saved meanwhile by somebody else: women\nmen\nothers" in older.text
        assert re.search(r'name="version"[^>]*value="2"', older.text)
        assert "1 person" in browser.get(f"{where}/remove").text
        assert browser.post(f"{where}/remove", {"version": "1"}).status_code == 409
        assert browser.post(f"{where}/remove", {"version": "2"}).status_code == 303
        assert groups(site) == {} and browser.get(f"{where}/people").status_code == 404

    def test_a_list_is_made_once(self, site: Site, world: World) -> None:
        assert world.administrator
        browser = ready(site, world)
        form = {"name": "Age", "values": "a\nb", "once": "k" * 20}
        places = {browser.post("/fairness/groups/new", form).headers["Location"] for _ in range(2)}
        assert places == {"/fairness/groups/1/people"}
        assert browser.post("/fairness/groups/new", {"name": "", "values": "a"}).status_code == 422


def groups(site: Site) -> dict[int, int]:
    with site.database.session(write=False) as session:
        return {row.candidate_id: row.value_id for row in session.scalars(select(SelectionGroupRow))}


class TestApart:
    def test_a_group_stands_on_no_other_page_nor_in_what_is_handed_out(self, site: Site, world: World) -> None:
        """Every page of everybody, before the groups and after: not a byte differs but in the trail."""
        world.scored_application("Person One", 3)
        application = world.scored_application("Person Two", 4)
        row = world.session.get_one(ApplicationRow, application)
        guest = world.account(Role.ADMINISTRATOR, "Abe Admin")
        everybody = {"administrator": guest, "recruiter": world.recruiter, "interviewer": world.interviewer}
        everybody["manager"] = world.manager
        values = {
            "position_id": world.position_id,
            "candidate_id": row.candidate_id,
            "application_id": application,
            "employer_id": world.employer_id,
        }
        ready(site, world)
        before = {who: visit(site, actor, values) for who, actor in everybody.items()}
        sex, (secret, _) = named(world, SECRET, "others")
        entries = {row.candidate_id: Entry(None, secret)}
        record_groups(world.session, actor=world.administrator, dimension_id=sex, entries=entries, now=LATER)
        world.session.commit()
        after = {who: visit(site, actor, values) for who, actor in everybody.items()}
        assert before == after
        assert all(pages for pages in before.values())
        assert SECRET not in site.browser(guest).get("/audit").text

    def test_only_administrators_get_to_the_pages(self, site: Site, world: World) -> None:
        sex, _ = named(world)
        others = (world.recruiter, world.interviewer, world.manager)
        ready(site, world)
        for actor in others:
            browser = site.browser(actor)
            for where in ("/fairness", f"/fairness/groups/{sex}/people", f"/fairness/groups/{sex}/edit"):
                assert browser.get(where).status_code == 403
            assert browser.post("/fairness", {"dimension": str(sex)}).status_code == 403
            assert "/fairness" not in browser.get("/").text


def visit(site: Site, actor: Actor, values: dict[str, int]) -> dict[str, str]:
    """Every page that the ids lead to, without those of selection fairness and the trail."""
    browser, found = site.browser(actor), {}
    with site.app.test_request_context():
        rules = [rule for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        asked = [
            url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})  # type: ignore[arg-type]
            for rule in rules
            if rule.arguments <= set(values) and not rule.endpoint.startswith(("fairness.", "audit.", "sessions."))
        ]
    for where in asked:
        answer = browser.client.get(where)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[where] = re.sub(r'[\w.-]{40,}|name="once"[^>]*', "#", answer.text)
    return found
