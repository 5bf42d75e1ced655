"""Tables in forms grow by a button where scripts run, and by two spare rows at every save where they do not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow
from playwright.sync_api import Locator, Page, expect

ADMINISTRATOR, READS_ENGLISH = "admin@example.org", "owen.brackenridge@example.org"


def table(page: Page) -> Locator:
    return page.locator("[data-rows]").first


def rows(page: Page) -> Locator:
    return table(page).locator("> [role=group]")


def add(page: Page) -> Locator:
    return page.locator("[data-rows] + .add-row").first


@pytest.mark.parametrize(("viewport", "locale"), [(DESK, "en-GB"), (PHONE, "ru-RU")], ids=["desk-en", "phone-ru"])
def test_a_row_is_added_by_the_keyboard_and_is_as_good_as_the_others(
    served: Served, open_context: Any, viewport: dict[str, int], locale: str
) -> None:
    page = served.enter(open_context(viewport, locale=locale), ADMINISTRATOR)
    page.goto(f"{served.address}/candidates/1/edit")
    before = rows(page).count()
    add(page).focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(before + 1)
    new = rows(page).last
    assert new.locator("select, input").first.evaluate("control => control === document.activeElement")
    assert re.search(rf"{before + 1}$", new.get_attribute("aria-label") or "")
    assert [control.input_value() for control in new.locator("select, input").all()] == ["", ""]
    assert faults_of(page) == []


def test_what_stands_in_added_rows_is_saved(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), ADMINISTRATOR)
    page.goto(f"{served.address}/positions/2/stages")
    while (rows(page).last.locator("input:not([type=hidden])").first.input_value()) or rows(page).count() < 7:
        add(page).click()
    last = rows(page).last.locator("input:not([type=hidden])")
    last.first.fill("Talk with the owner")
    last.last.fill("1")
    follow(page.locator("main form .btn-primary"))
    assert page.url.endswith("/board")
    page.goto(f"{served.address}/positions/2/stages")
    kept = [row.locator("input:not([type=hidden])").first for row in rows(page).all()]
    own = next(name for name in kept if name.input_value() == "Talk with the owner")
    own.fill("")
    follow(page.locator("main form .btn-primary"))
    assert page.url.endswith("/board")


def test_no_more_rows_are_offered_than_are_taken(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), ADMINISTRATOR)
    page.goto(f"{served.address}/positions/2/stages")
    most = int(table(page).get_attribute("data-most") or "")
    while add(page).is_visible():
        add(page).click()
    assert rows(page).count() == most
    assert faults_of(page) == []


def test_text_in_added_rows_comes_back_after_a_lost_line(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), READS_ENGLISH)
    page.goto(f"{served.address}/positions/2/intake/topics/pay")
    place = rows(page).count()
    page.route("**/draft", lambda route: route.fulfill(status=503, body="busy"))
    add(page).click()
    last_cell(page, place).fill("12,5")
    page.get_by_text("Not saved yet").wait_for()
    page.reload()
    expect(last_cell(page, place)).to_have_value("12,5")


def last_cell(page: Page, place: int) -> Locator:
    return rows(page).nth(place).locator("input[type=text], textarea").last


def test_without_a_script_there_are_spare_rows_and_no_button(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(java_script_enabled=False), ADMINISTRATOR)
    page.goto(f"{served.address}/candidates/1/edit")
    assert add(page).is_hidden()
    empty = [row for row in rows(page).all() if not row.locator("select").first.input_value()]
    assert len(empty) == 2
