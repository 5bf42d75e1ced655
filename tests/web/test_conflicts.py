"""Two people at one record: the second sees what the first saved, keeps what was typed, and decides."""

from __future__ import annotations

import re

import pytest
from factories import World
from visiting import Browser, Site


@pytest.fixture
def browser(site: Site, world: World) -> Browser:
    recruiter = world.recruiter
    assert world.position_id and world.candidate_id
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(recruiter)


def records(world: World) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Address of the form, the field that both change, and what else the form holds."""
    return {
        "employer": (f"/employers/{world.employer_id}/edit", "industry", {"name": "Northern Packaging"}),
        "position": (f"/positions/{world.position_id}/edit", "location", {"title": "Key account manager", "status": "open"}),
        "candidate": (f"/candidates/{world.candidate_id}/edit", "city", {"name": "Анна Ёлкина"}),
    }


def version_on(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("kind", ["employer", "position", "candidate"])
def test_the_second_sees_the_first_ones_word_and_decides(browser: Browser, world: World, kind: str) -> None:
    address, field, rest = records(world)[kind]
    seen = version_on(browser.get(address).text)
    assert browser.post(address, {**rest, field: "first word", "version": seen}).status_code == 303
    refused = browser.post(address, {**rest, field: "second word", "version": seen})
    assert refused.status_code == 409
    assert "Saved meanwhile by somebody else: first word" in refused.text and 'value="second word"' in refused.text
    assert f'aria-describedby="{field}-present"' in refused.text or f"{field}-present" in refused.text
    again = browser.post(address, {**rest, field: "second word", "version": version_on(refused.text)})
    assert again.status_code == 303
    assert 'value="second word"' in browser.get(address).text


@pytest.mark.parametrize("kind", ["employer", "position", "candidate"])
@pytest.mark.parametrize("version", ["", "-1", "abc", "9" * 40, "1 or 1=1"])
def test_a_version_that_is_none_counts_as_stale(browser: Browser, world: World, kind: str, version: str) -> None:
    address, field, rest = records(world)[kind]
    assert browser.post(address, {**rest, field: "word", "version": version}).status_code == 409


@pytest.mark.parametrize("kind", ["employer", "position", "candidate"])
def test_the_same_form_sent_twice_changes_once(browser: Browser, world: World, kind: str) -> None:
    address, field, rest = records(world)[kind]
    typed = {**rest, field: "word", "version": version_on(browser.get(address).text)}
    assert browser.post(address, typed).status_code == 303
    assert browser.post(address, typed).status_code == 409
    assert 'value="word"' in browser.get(address).text


@pytest.mark.parametrize("kind", ["employer", "position", "candidate"])
def test_markup_is_shown_as_it_was_typed(browser: Browser, world: World, kind: str) -> None:
    address, field, rest = records(world)[kind]
    typed = {**rest, field: '<b>"x"</b> {{ 7*7 }}', "version": version_on(browser.get(address).text)}
    assert browser.post(address, typed).status_code == 303
    page = browser.get(address).text
    assert "&lt;b&gt;" in page and "<b>" not in page and "49" not in page.split('id="' + field, 1)[1][:200]


def new_records(world: World) -> dict[str, tuple[str, dict[str, str]]]:
    """Address of an empty form and what is typed into it."""
    interview = {"title": "Twice", "kit": "negotiation", "panel": str(world.interviewer.account_id)}
    position = {"employer_id": str(world.employer_id), "title": "Twice", "level_sought": "L2"}
    return {
        "employer": ("/employers/new", {"name": "Twice"}),
        "position": ("/positions/new", position),
        "candidate": ("/candidates/new", {"name": "Twice"}),
        "interview": (f"/applications/{world.application_id}/interviews/new", interview),
    }


def key_of(page: str) -> str:
    found = re.search(r'name="once"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("kind", ["employer", "position", "candidate", "interview"])
def test_a_new_record_sent_twice_is_made_once(browser: Browser, world: World, kind: str) -> None:
    address, typed = new_records(world)[kind]
    world.session.commit()
    sent = {**typed, "once": key_of(browser.get(address).text)}
    first, second = browser.post(address, sent), browser.post(address, sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location


def test_two_forms_make_two_people_of_one_name(browser: Browser, world: World) -> None:
    address, typed = new_records(world)["candidate"]
    world.session.commit()
    made = [browser.post(address, {**typed, "once": key_of(browser.get(address).text)}).location for _ in range(2)]
    assert made[0] != made[1]


def test_a_refused_form_may_be_sent_again_after_mending(browser: Browser, world: World) -> None:
    sent = {"name": "", "once": key_of(browser.get("/candidates/new").text)}
    refused = browser.post("/candidates/new", sent)
    assert refused.status_code == 422 and key_of(refused.text) == sent["once"]
    assert browser.post("/candidates/new", {**sent, "name": "Mended"}).status_code == 303


@pytest.mark.parametrize("key", ["", "k" * 65, "a\x00b"])
def test_a_key_that_no_form_bears_stops_nothing(browser: Browser, world: World, key: str) -> None:
    assert browser.post("/candidates/new", {"name": "Anybody", "once": key}).status_code == 303
