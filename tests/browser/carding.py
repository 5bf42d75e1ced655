"""The scorecard in a browser: a new one, its windows, and what a test looks at."""

from __future__ import annotations

import re
from collections.abc import Callable

from browsing import Served, follow
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

INTERVIEWER, RECRUITER = "fiona.tarrant@example.org", "owen.brackenridge@example.org"
READS_RUSSIAN = "semyon.dorofeev@example.org"
OpenContext = Callable[..., BrowserContext]
OpenWindow = Callable[..., Page]


def plan_card(page: Page, served: Served) -> str:
    """The address of a new scorecard of two competencies, planned by the recruiter for the two interviewers."""
    page.goto(f"{served.address}/positions")
    follow(page.get_by_role("link", name="Strategic Account Manager, Germany and the Nordics").first)
    follow(page.get_by_role("link", name="Hugh Pellew").first)
    follow(page.get_by_role("link", name="Plan an interview", exact=True))
    for box in page.locator("[name=kit]").all():
        box.set_checked(box.get_attribute("value") in ("negotiation", "communication"))
    page.fill("main [name=title]", "On a bad line")
    for name in ("Fiona Tarrant", "Семён Дорофеев"):
        page.get_by_label(name).check()
    follow(page.get_by_role("button", name="Create the interview"))
    assert re.search(r"/interviews/\d+$", page.url)
    return f"{page.url}/scorecard"


def said(page: Page, words: str) -> None:
    expect(page.locator("#autosave-words")).to_contain_text(words, timeout=20_000)


def settled(page: Page) -> None:
    """Until everything that was typed is on the server."""
    page.wait_for_function("localStorage.length === 0", timeout=20_000)


def state(page: Page) -> tuple[str | None, str]:
    """The chosen rating and the evidence as the page has them."""
    chosen = page.locator("input[name=rating]:checked")
    return chosen.get_attribute("value") if chosen.count() else None, page.input_value("#evidence")


def stored(window: OpenWindow, address: str) -> tuple[str | None, str]:
    """As another browser of the same person is given it: nothing but what the server has."""
    page = window(java_script_enabled=False)
    page.goto(address)
    return state(page)


def refuse(route: Route) -> None:
    route.fulfill(status=503, body="busy")


def forget_sign_in(page: Page) -> None:
    """As if the sign-in had ended. An answer that is still on its way would bring the cookie back."""
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()


def next_button(page: Page) -> Locator:
    return page.locator("main form .btn-primary")


def press_next(page: Page) -> None:
    follow(next_button(page))
