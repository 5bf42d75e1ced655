"""The record pages in a real browser: accessible, no wider than a phone, quiet on the console, usable without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow, speak
from playwright.sync_api import Page, expect

ADMINISTRATOR = "admin@example.org"
PAGES = (
    "/",
    "/account",
    "/employers",
    "/employers/1",
    "/employers/new",
    "/positions",
    "/positions/1",
    "/positions/1/edit",
    "/positions/1/apply",
    "/positions/1/board",
    "/positions/1/pipeline",
    "/positions/1/stages",
    "/applications/1/timeline",
    "/applications/1/decision",
    "/positions/1/profile",
    "/positions/1/profile/answers",
    "/positions/1/profile/weights",
    "/positions/1/profile/thresholds",
    "/positions/new",
    "/candidates",
    "/candidates/1",
    "/candidates/1/edit",
    "/candidates/1/figures",
    "/candidates/1/erase",
    "/rubrics",
    "/rubrics/1",
    "/accounts",
    "/accounts/2",
    "/audit",
    "/no-such-page",
)
REVEALED = (1, 9)
"""Applications of the demo with a debrief."""


SIZES_AND_LANGUAGES = [(DESK, "en"), (PHONE, "en"), (DESK, "ru"), (PHONE, "ru")]


@contextmanager
def speaking(page: Page, locale: str) -> Iterator[None]:
    """The administrator's language, by the switch; back to the account's own at the end."""
    usual = page.get_attribute("html", "lang")
    speak(page, locale)
    yield
    speak(page, usual or "")


def look_at(page: Page, site: str, addresses: Iterable[str], locale: str) -> dict[str, list[str]]:
    """What is wrong with each page, with everything on it unfolded; nothing of those that are good."""
    found = {}
    for address in addresses:
        page.goto(site + address)
        assert page.get_attribute("html", "lang") == locale
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        found[address] = faults_of(page)
    return {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize(("viewport", "locale"), SIZES_AND_LANGUAGES, ids=["desk-en", "phone-en", "desk-ru", "phone-ru"])
def test_every_page_is_accessible_and_fits(served: Served, open_context: Any, viewport: dict[str, int], locale: str) -> None:
    page = served.enter(open_context(viewport), ADMINISTRATOR)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    with speaking(page, locale):
        assert look_at(page, served.address, PAGES, locale) == {}
    assert [text for text in said if "404" not in text] == []


@pytest.mark.parametrize(("viewport", "locale"), SIZES_AND_LANGUAGES, ids=["desk-en", "phone-en", "desk-ru", "phone-ru"])
def test_every_page_of_interviews_is_accessible_and_fits(
    served: Served, open_context: Any, viewport: dict[str, int], locale: str
) -> None:
    page = served.enter(open_context(viewport), ADMINISTRATOR)
    with speaking(page, locale):
        addresses = pages_of_interviews(page, served.address)
        refused = [address for address in addresses if not page.request.get(served.address + address).ok]
        assert refused == []
        assert look_at(page, served.address, addresses, locale) == {}


def pages_of_interviews(page: Page, site: str) -> list[str]:
    """Plan, session, invitation, kit, remarks to the end with debrief and decision, as the demo has them."""

    def first(address: str, pattern: str) -> str:
        page.goto(site + address)
        links = page.eval_on_selector_all("main a", "links => links.map((link) => link.getAttribute('href'))")
        return next(link for link in links if re.fullmatch(pattern, link))

    interview = first("/interviews", r"/interviews/\d+")
    session = first("/positions/1/plan", r"/positions/1/plan/sessions/(?!new)[\w-]+")
    letter = first("/outbox", r"/outbox/\d+")
    debriefs = (first(f"/applications/{number}", r"/applications/\d+/debrief") for number in REVEALED)
    return [
        "/positions/1/plan",
        "/positions/1/plan/sessions/new",
        session,
        "/interviews",
        interview,
        *(f"{interview}/{part}" for part in ("edit", "kit", "kit/edit", "external", "cancel")),
        "/applications/1/interviews/new",
        "/applications/17/reveal",
        *debriefs,
        *(f"/applications/{number}/decision" for number in REVEALED),
        "/outbox",
        letter,
    ]


def test_a_refused_form_is_accessible_and_tells_the_fault_first(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(PHONE), ADMINISTRATOR)
    page.goto(f"{served.address}/candidates/new")
    page.fill("[name=email]", "not an address")
    follow(page.locator("main button[type=submit]"))
    assert page.evaluate("document.activeElement.id") == "faults"
    assert faults_of(page) == []
    assert page.input_value("[name=email]") == "not an address"


def test_a_candidate_is_recorded_without_a_script(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(PHONE, java_script_enabled=False), ADMINISTRATOR)
    page.goto(f"{served.address}/candidates/new")
    page.fill("[name=name]", "Sigrid Still")
    follow(page.locator("main button[type=submit]"))
    assert page.inner_text("h1") == "Sigrid Still"


def test_people_are_moved_on_the_board_without_a_script(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(java_script_enabled=False), ADMINISTRATOR)
    page.goto(f"{served.address}/positions/2/board")
    ticks = page.locator("[name=applications]")
    moved = [ticks.nth(place).get_attribute("id") for place in (0, 1)]
    for identity in moved:
        page.check(f"#{identity}")
    assert not page.is_visible("[name=decline_reason]")
    page.select_option("[name=stage]", "declined")
    follow(page.locator("#move button"))
    assert page.is_visible("[name=decline_reason]")
    page.select_option("[name=decline_reason]", "position_closed")
    follow(page.locator("#move button"))
    column = page.locator("section:has(#stage-declined)")
    assert all(column.locator(f"#{identity}").count() == 1 for identity in moved)


def test_the_keyboard_reaches_the_content_at_once(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), ADMINISTRATOR)
    page.goto(f"{served.address}/positions")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
