"""A real Chromium against a real server process with the demo in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, Served
from carding import INTERVIEWER, RECRUITER, OpenContext, OpenWindow, plan_card
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import LoadedDemo, serving

HERE = Path(__file__).parent
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine."""

NO_BROWSER = "NO BROWSER: no Chromium, so NOTHING here was tried in one (Debian: apt-get install chromium-headless-shell)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served(loaded_demo: LoadedDemo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for the whole run: what a test needs untouched, it makes itself."""
    with serving(loaded_demo.copied_to(tmp_path_factory.mktemp("site"))) as running:
        yield Served(running.address, loaded_demo.password)


def find_chromium() -> str | None:
    """The one without windows where it is installed: it opens a visitor's for a third of the work."""
    return next((found for found in map(shutil.which, PROGRAMS) if found), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Where there is none: a failure in continuous integration, elsewhere said aloud."""
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


def new_context(chromium: Browser, viewport: dict[str, int], locale: str, options: Mapping[str, Any]) -> BrowserContext:
    """The policy yields to axe-core."""
    usual = {"bypass_csp": True, "timezone_id": "Europe/Moscow"}
    context = chromium.new_context(viewport=viewport, locale=locale, **{**usual, **options})
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def open_context(chromium: Browser) -> Iterator[OpenContext]:
    """Makes a visitor with cookies, language and window of its own, gone after the test."""
    opened: list[BrowserContext] = []

    def opening(viewport: dict[str, int] = DESK, *, locale: str = "en-GB", **options: object) -> BrowserContext:
        opened.append(new_context(chromium, viewport, locale, options))
        return opened[-1]

    yield opening
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def planner(served: Served, chromium: Browser) -> Iterator[Page]:
    """The window of the recruiter who plans the interviews of all tests: one for each would cost more than the planning."""
    context = new_context(chromium, DESK, "en-GB", {})
    yield served.enter(context, RECRUITER)
    context.close()


@pytest.fixture
def card(served: Served, planner: Page) -> str:
    """The address of a scorecard that nobody has opened."""
    return plan_card(planner, served)


@pytest.fixture
def window(served: Served, open_context: OpenContext) -> OpenWindow:
    """Opens a browser of its own for the interviewer."""

    def opening(viewport: dict[str, int] = DESK, **options: object) -> Page:
        return served.enter(open_context(viewport, **options), INTERVIEWER)

    return opening
