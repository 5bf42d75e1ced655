"""What the browser tests share: a served site, two windows, and what a page must be."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@dataclass(frozen=True)
class Served:
    """A site with the demo; everybody signs in with the same password."""

    address: str
    password: str
    cookies: dict[str, Any] = field(default_factory=dict)
    """Of who signed in before, by e-mail: sign-ins are rationed, and tests come faster than people."""

    def enter(self, context: BrowserContext, email: str) -> Page:
        """A page on which the person is signed in."""
        page = context.new_page()
        if email in self.cookies:
            context.add_cookies(self.cookies[email])
            page.goto(self.address)
            return page
        page.goto(f"{self.address}/sign-in")
        page.fill("#email", email)
        page.fill("#password", self.password)
        follow(page.locator("main button[type=submit]"))
        assert page.url == f"{self.address}/"
        self.cookies[email] = context.cookies()
        return page


def follow(target: Locator) -> None:
    """Presses what leads to another page, and returns when that page is there.

    A click alone may return while the page that is left still stands in the window: what is read next is read there, and
    going elsewhere next may call back what a form sends.
    """
    with leaving(target.page):
        target.click()


def leaving(page: Page) -> AbstractContextManager[object]:
    """Waits at its end for another page; `expect_navigation` would also take what htmx notes in the history for one."""
    return page.expect_event("load")


def speak(page: Page, locale: str) -> None:
    """The account's language from now on, by the switch, where the page has another."""
    if page.get_attribute("html", "lang") != locale:
        follow(page.locator(f".languages button[value={locale}]"))
    assert page.get_attribute("html", "lang") == locale


CUT_TABLES = """[...document.querySelectorAll('.table-frame')].filter(frame => frame.scrollWidth > frame.clientWidth + 1)
  .map(frame => frame.getAttribute('aria-label') || frame.innerText.slice(0, 40))"""


def faults_of(page: Page) -> list[str]:
    """What axe-core finds, whether the page is wider than its window, and on a phone every table that is cut at its side."""
    found = [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in Axe().run(page).response["violations"]]
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width > room:
        found.append(f"{width} px wide in a window of {room} px")
    if room <= PHONE["width"]:
        found += [f"cut at its side: {table}" for table in page.evaluate(CUT_TABLES)]
    return found
