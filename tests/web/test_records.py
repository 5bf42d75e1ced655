"""Records on the pages: made, changed, refused with what was typed, never overwritten, erased for good."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from factories import World
from visiting import Browser, Site

from hiring.actions.audit import ACTIONS
from hiring.actions.candidates import get_candidate, list_candidates
from hiring.actions.permissions import Actor
from hiring.web.audit import DEEDS


@pytest.fixture
def recruiter(world: World, site: Site) -> Actor:
    recruiter = world.recruiter
    assert world.rubric_row_id
    world.session.commit()
    site.forget_one_time_passwords()
    return recruiter


@pytest.fixture
def browser(site: Site, recruiter: Actor) -> Browser:
    return site.browser(recruiter)


def version_on(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found.group(1)


def test_an_employer_is_made_once_and_found(browser: Browser) -> None:
    made = browser.post("/employers/new", {"name": "  Ёлка & Co ", "industry": "toys", "notes": ""})
    assert made.status_code == 303
    assert "Ёлка &amp; Co" in browser.get(made.headers["Location"]).text
    again = browser.post("/employers/new", {"name": "ёлка & co", "industry": "kept industry", "notes": ""})
    assert again.status_code == 422 and "taken already" in again.text and "kept industry" in again.text
    assert "Ёлка &amp; Co" in browser.get("/employers?search=елка", follow_redirects=True).text


def test_a_second_editor_sees_the_first_ones_change(browser: Browser) -> None:
    address = browser.post("/employers/new", {"name": "Quiet Mill"}).headers["Location"]
    version = version_on(browser.get(f"{address}/edit").text)
    first = browser.post(f"{address}/edit", {"name": "Quiet Mill", "industry": "paper", "version": version})
    assert first.status_code == 303
    second = browser.post(f"{address}/edit", {"name": "Quiet Mill", "industry": "timber", "version": version})
    assert second.status_code == 409 and "timber" in second.text
    assert "paper" in browser.get(address).text


def test_a_candidate_keeps_facts_and_what_was_left_open_stays_open(browser: Browser, site: Site, recruiter: Actor) -> None:
    typed = {
        "name": "Anna Berg",
        "facts-related_years": "4,5",
        "facts-degree": "master",
        "facts-experience_types": ["sales", "marketing"],
        "facts-kam_years": "0",
    }
    address = browser.post("/candidates/new", typed).headers["Location"]
    with site.database.session(write=False) as session:
        kept = get_candidate(session, actor=recruiter, candidate_id=int(address.rsplit("/", 1)[1]))
    assert kept.facts["kam_years"] == 0 and kept.facts["experience_types"] == ["sales", "marketing"]
    assert kept.facts["related_years"] == Fraction(9, 2)
    assert "travel_percent" not in kept.facts and "languages" not in kept.facts
    page = browser.get(f"{address}/edit").text
    assert 'value="4.5"' in page


def test_a_refused_candidate_keeps_every_word(browser: Browser, site: Site, recruiter: Actor) -> None:
    typed = {"name": "", "headline": "kept headline", "email": "not an address", "facts-related_years": "many"}
    refused = browser.post("/candidates/new", typed)
    assert refused.status_code == 422
    for word in ("kept headline", "not an address", 'value="many"'):
        assert word in refused.text
    with site.database.session(write=False) as session:
        assert list_candidates(session, actor=recruiter).total == 0


def test_an_erased_candidate_is_gone(browser: Browser, site: Site, recruiter: Actor) -> None:
    address = browser.post("/candidates/new", {"name": "Bruno Gone"}).headers["Location"]
    version = version_on(browser.get(f"{address}/erase").text)
    sure = {"version": version, "name": "Bruno Gone", "reason": "Asked for it"}
    for slip in ({"reason": ""}, {"name": "Bruno"}, {"version": "99"}):
        assert browser.post(f"{address}/erase", {**sure, **slip}).status_code in (409, 422)
    assert browser.get(address).status_code == 200
    assert browser.post(f"{address}/erase", sure).status_code == 303
    assert browser.get(address).status_code == 404
    with site.database.session(write=False) as session:
        assert list_candidates(session, actor=recruiter).total == 0


def test_a_new_account_signs_in_with_the_password_that_is_shown_once(site: Site, world: World, recruiter: Actor) -> None:
    administrator = site.browser(world.administrator)
    typed = {"email": "new@example.org", "name": "Nell New", "role": "interviewer", "locale": "ru"}
    made = administrator.post("/accounts/new", typed)
    password = re.search(r'class="secret">([^<]+)<', made.text)
    assert made.status_code == 200 and password is not None
    assert password.group(1) not in administrator.get("/accounts", follow_redirects=True).text
    entered = site.browser().post("/sign-in", {"email": "new@example.org", "password": password.group(1)})
    assert entered.status_code == 303
    again = administrator.post("/accounts/new", typed)
    assert again.status_code == 422 and "Nell New" in again.text


def test_the_last_administrator_stays(site: Site, world: World, recruiter: Actor) -> None:
    address = f"/accounts/{world.administrator.account_id}"
    administrator = site.browser(world.administrator)
    version = version_on(administrator.get(address).text)
    refused = administrator.post(address, {"version": version, "name": "Ada", "role": "recruiter", "active": "y"})
    assert refused.status_code == 422 and "last administrator" in refused.text


def test_every_action_of_the_trail_has_its_words() -> None:
    assert set(DEEDS) == set(ACTIONS)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_pages_of_a_full_site_are_good_html(site: Site, world: World, locale: str) -> None:
    position, application = world.position_id, world.scored_application("Carla Seen", 3)
    assert application
    world.session.commit()
    site.forget_one_time_passwords()
    browser = site.browser(world.administrator, locale=locale)
    pages = ("/", "/candidates", "/candidates/1", "/candidates/1/edit", "/candidates/1/figures", "/candidates/1/erase")
    records = ("/employers/1", f"/positions/{position}", "/rubrics/1", "/accounts/2", "/audit", "/candidates/new")
    for address in (*pages, *records):
        assert browser.get(address, follow_redirects=True).status_code == 200, address
