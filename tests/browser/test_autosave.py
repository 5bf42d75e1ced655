"""Saving while the rating is made, on a line that is slower than the person."""

from __future__ import annotations

from typing import Any

from browsing import PHONE, Served, follow
from playwright.sync_api import Page, Route, expect

INTERVIEWER = "lidia.kashtanova@example.org"


def open_scorecard(page: Page, served: Served) -> None:
    """The last competency but one of a scorecard that is not submitted."""
    page.goto(served.address)
    follow(page.locator("main a[href$='/scorecard']").first)
    follow(page.locator(".card-list a").nth(-2))


def test_typing_on_while_a_save_is_under_way_loses_nothing(served: Served, open_context: Any) -> None:
    """The save has reached the server, its answer has not come back, and the person goes on to the next competency."""
    page = served.enter(open_context(), INTERVIEWER)
    open_scorecard(page, served)
    address, held = page.url, list[Route]()
    page.route("**/draft", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/draft"):
        page.fill("#evidence", "Named the three")
    page.wait_for_function("document.getElementById('autosave-words').textContent.endsWith('…')")
    answer = held[0].fetch()
    page.locator("#evidence").press_sequentially(" people who decide.")
    page.locator("main form .btn-primary").click()
    held[0].fulfill(response=answer)
    page.wait_for_url(lambda url: url != address)
    page.goto(address)
    assert page.input_value("#evidence") == "Named the three people who decide."


def test_what_is_kept_is_said_in_sight_of_who_types_far_above_it(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(PHONE), "fiona.tarrant@example.org")
    page.goto(served.address)
    follow(page.locator("main a[href$='/scorecard']").first)
    follow(page.locator("main form .btn-primary, main .form-actions a.btn-primary").first)
    note = page.locator(".card-note textarea").first
    note.fill("Paused before the answer")
    words = page.locator("#autosave-words")
    expect(words).to_contain_text("Saved at")
    expect(note).to_be_in_viewport()
    expect(words).to_be_in_viewport(ratio=1)
