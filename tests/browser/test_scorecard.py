"""The scorecard as a hurried person uses it: by keys, on a phone, without a script, with odd text."""

from __future__ import annotations

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow, leaving
from carding import (
    INTERVIEWER,
    READS_RUSSIAN,
    OpenContext,
    OpenWindow,
    next_button,
    press_next,
    said,
    settled,
    state,
    stored,
)
from playwright.sync_api import expect


def test_keys_rate_and_never_while_one_types(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.keyboard.press("4")
    assert state(page) == ("4", "")
    page.keyboard.press("ArrowRight")
    assert state(page) == ("5", "")
    for key in ("n", "2", "0", "2"):
        page.keyboard.press(key)
        assert state(page) == ("2" if key == "2" else "none", "")
    page.focus("#evidence")
    page.keyboard.type("3 of 5, then n")
    assert state(page) == ("2", "3 of 5, then n")
    said(page, "Saved at")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(("email", "locale"), [(INTERVIEWER, "en"), (READS_RUSSIAN, "ru")], ids=["en", "ru"])
def test_every_page_is_accessible_and_fits(
    served: Served, open_context: OpenContext, card: str, viewport: dict[str, int], email: str, locale: str
) -> None:
    page = served.enter(open_context(viewport), email)
    found: dict[str, list[str]] = {}
    for address in (card, f"{card}/negotiation", card.replace("/scorecard", "/remarks")):
        page.goto(address)
        for fold in page.locator("main details:not([open]) > summary").all():
            fold.click()
        assert page.get_attribute("html", "lang") == locale
        found[address] = faults_of(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_without_a_script_the_buttons_lead_through_to_the_lock(window: OpenWindow, card: str) -> None:
    page = window(PHONE, java_script_enabled=False)
    page.goto(card)
    follow(page.get_by_role("button", name="Submit"))
    assert page.get_by_role("heading", name="Still missing").is_visible()
    follow(page.get_by_role("link", name="Continue"))
    page.locator("label[for=rating-3]").click()
    page.fill("#evidence", "Named the price first.")
    press_next(page)
    page.locator("label[for=rating-none]").click()
    press_next(page)
    follow(page.get_by_role("button", name="Submit"))
    assert page.get_by_role("heading", name="Submitted and locked").is_visible()
    page.goto(f"{card}/negotiation")
    assert page.locator("#evidence").is_disabled() and page.locator("main form .btn-primary").count() == 0


def test_a_red_flag_is_raised_with_its_fact_and_named_while_that_is_missing(window: OpenWindow, card: str) -> None:
    page = window(PHONE)
    page.goto(f"{card}/negotiation")
    page.locator(".card-flags summary").click()
    page.get_by_label("Only 'we'; own part stays unclear").check()
    settled(page)
    assert faults_of(page) == []
    page.goto(card)
    follow(page.get_by_role("link", name="quote the fact that the red flag rests on"))
    page.locator("#quote-RF3").fill("“We won it”, five times over.")
    settled(page)
    page.goto(card)
    assert page.get_by_text("“We won it”, five times over.").is_visible()
    assert page.get_by_role("link", name="quote the fact").count() == 0


def test_text_of_any_kind_is_kept_as_it_was_typed(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.fill("#evidence", "👩🏽‍🚀 “Да” — <b>&amp;</b>\n\n\tи пробелы  внутри")
    settled(page)
    assert stored(window, page.url) == (None, "👩🏽‍🚀 “Да” — <b>&amp;</b>\n\n\tи пробелы  внутри")
    page.fill("#evidence", "Up to a \0 null\x1b and on")
    settled(page)
    assert stored(window, page.url) == (None, "Up to a  null and on")


def test_a_text_that_is_too_long_is_named_and_stays_until_it_is_shortened(window: OpenWindow, card: str) -> None:
    page = window(PHONE)
    page.goto(f"{card}/negotiation")
    page.fill("#evidence", "Ы" * 10_001)
    said(page, "at most 10,000 characters")
    press_next(page)
    expect(page.get_by_role("alert").last).to_contain_text("at most 10,000 characters")
    assert faults_of(page) == []
    page.goto(card)
    follow(page.locator("#card-waiting a"))
    said(page, "at most 10,000 characters")
    assert len(state(page)[1]) == 10_001
    page.fill("#evidence", "Ы" * 10_000)
    settled(page)
    assert stored(window, page.url) == (None, "Ы" * 10_000)


def test_a_double_click_and_the_back_button_lose_nothing(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.locator("label[for=rating-4]").click()
    page.fill("#evidence", "Typed and double-clicked.")
    with leaving(page):
        next_button(page).dblclick()
    assert page.url == f"{card}/communication"
    page.fill("#evidence", "Typed before going back.")
    page.go_back()
    assert page.url == f"{card}/negotiation"
    assert state(page) == ("4", "Typed and double-clicked.")
    page.go_forward()
    assert page.url == f"{card}/communication"
    settled(page)
    assert stored(window, f"{card}/communication") == (None, "Typed before going back.")
    assert stored(window, f"{card}/negotiation") == ("4", "Typed and double-clicked.")
