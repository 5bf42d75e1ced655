"""A real Chromium against a real server process with the demo in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from serving import Served, serving

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


@dataclass(frozen=True)
class Site:
    """The running site; every account of the demo has the same password."""

    address: str
    password: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def site(served: Served) -> Site:
    return Site(served.address, served.password)


def find_chromium() -> str | None:
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Where there is none: a failure in continuous integration, elsewhere said aloud."""
    program = find_chromium()
    if program is None:
        why = "NO BROWSER: Chromium is not installed, so NOTHING here was tried in a browser (Debian: apt-get install chromium)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(chromium: Browser) -> Iterator[OpenContext]:
    """Makes a visitor of its own: cookies, language, size. All are gone after the test."""
    opened = []

    def opening(locale: str = "ru-RU", **options: object) -> BrowserContext:
        context = chromium.new_context(locale=locale, **{"bypass_csp": True, "timezone_id": "Europe/Moscow", **options})
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield opening
    for context in opened:
        context.close()
