"""The record pages in a real browser: accessible, no wider than a phone, quiet on the console, usable without a script."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of

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


@pytest.mark.parametrize(("viewport", "locale"), [(DESK, "en-GB"), (PHONE, "ru-RU")], ids=["desk-en", "phone-ru"])
def test_every_page_is_accessible_and_fits(served: Served, open_context: Any, viewport: dict[str, int], locale: str) -> None:
    page = served.enter(open_context(viewport, locale=locale), ADMINISTRATOR)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    found = {}
    for address in PAGES:
        page.goto(served.address + address)
        found[address] = faults_of(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert [text for text in said if "404" not in text] == []


def test_a_refused_form_is_accessible_and_tells_the_fault_first(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(PHONE), ADMINISTRATOR)
    page.goto(f"{served.address}/candidates/new")
    page.fill("[name=email]", "not an address")
    page.click("main button[type=submit]")
    assert page.evaluate("document.activeElement.id") == "faults"
    assert faults_of(page) == []
    assert page.input_value("[name=email]") == "not an address"


def test_a_candidate_is_recorded_without_a_script(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(PHONE, java_script_enabled=False), ADMINISTRATOR)
    page.goto(f"{served.address}/candidates/new")
    page.fill("[name=name]", "Sigrid Still")
    page.click("main button[type=submit]")
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
    page.click("#move button")
    assert page.is_visible("[name=decline_reason]")
    page.select_option("[name=decline_reason]", "position_closed")
    page.click("#move button")
    column = page.locator("section:has(#stage-declined)")
    assert all(column.locator(f"#{identity}").count() == 1 for identity in moved)


def test_the_keyboard_reaches_the_content_at_once(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), ADMINISTRATOR)
    page.goto(f"{served.address}/positions")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
