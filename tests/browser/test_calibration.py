"""A calibration exercise in a real browser: two people finish it, the report opens, on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow, speak
from playwright.sync_api import Page, expect

RUNS, DESK_RATER, PHONE_RATER = (
    f"{name}@example.org" for name in ("owen.brackenridge", "helen.marchbanks", "nina.lukoshkina")
)
EXERCISE = "/calibration/2"
"""The one of the demo that is open: two have yet to submit."""


def rate(page: Page, value: str, evidence: str) -> None:
    """By a key, as on the scorecard; the button goes on once all is saved."""
    page.locator("h1").click()
    page.keyboard.press(value)
    expect(page.locator(f"#rating-{value}")).to_be_checked()
    page.fill("#evidence", evidence)
    follow(page.locator(".form-actions .btn-primary"))


def finish(page: Page, site: Served, value: str) -> None:
    """From the overview through every competency to the last button."""
    for competency in ("client-insight", "negotiation", "communication"):
        page.goto(f"{site.address}{EXERCISE}/rate/{competency}")
        rate(page, value, f"Quoted words for {value}")
        assert not page.url.endswith(competency)
    assert page.url == f"{site.address}{EXERCISE}"
    follow(page.locator("form[action$='/submit'] button"))
    assert page.is_visible(".said[role=status]")


def faults_at(page: Page, site: Served, *addresses: str) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.goto(site.address + address)
        found[address] = faults_of(page)
    return {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize(("viewport", "locale"), [(DESK, "en"), (PHONE, "ru")], ids=["desk-en", "phone-ru"])
def test_preparing_is_accessible_and_no_wider_than_the_window(
    served: Served, open_context: Any, viewport: dict[str, int], locale: str
) -> None:
    page = served.enter(open_context(viewport), "admin@example.org")
    speak(page, locale)
    pages = ("/calibration", "/calibration/new", "/calibration/1", "/calibration/1/report")
    assert faults_at(page, served, *pages) == {}
    page.goto(f"{served.address}/calibration/new")
    page.fill("#title", "Prepared here")
    follow(page.locator("main form .btn-primary"))
    assert page.url.endswith("/edit")
    assert faults_of(page) == []
    page.locator(".reference-row summary").first.click()
    assert faults_of(page) == []


def test_what_is_typed_is_kept_without_a_button(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(DESK), DESK_RATER)
    page.goto(f"{served.address}{EXERCISE}/rate/communication")
    page.fill("#evidence", "Typed and not sent")
    expect(page.locator("#autosave-words")).to_contain_text("Saved at")
    page.reload()
    expect(page.locator("#evidence")).to_have_value("Typed and not sent")


def test_two_finish_and_the_report_opens(served: Served, open_context: Any) -> None:
    first, second = served.enter(open_context(DESK), DESK_RATER), served.enter(open_context(PHONE), PHONE_RATER)
    speak(first, "en")
    speak(second, "ru")
    rating = f"{EXERCISE}/rate/negotiation"
    assert faults_at(first, served, EXERCISE, rating) == {}
    assert faults_at(second, served, EXERCISE, rating) == {}
    finish(first, served, "2")
    assert first.goto(f"{served.address}{EXERCISE}/report").status == 409  # type: ignore[union-attr]
    for part in ("", "/rate/negotiation"):
        second.goto(f"{served.address}{EXERCISE}{part}")
        assert "Quoted words" not in second.locator("main").inner_text()
        assert second.locator(".rater").count() == 0
    finish(second, served, "4")
    for page in (first, second):
        assert faults_at(page, served, EXERCISE, f"{EXERCISE}/report") == {}
        assert page.locator(".rater-own").count() >= 4
        assert "Fiona" not in page.locator("main").inner_text()
    runs = served.enter(open_context(DESK), RUNS)
    speak(runs, "en")
    assert faults_at(runs, served, f"{EXERCISE}/report") == {}
    assert "Fiona Tarrant" in runs.locator("main").inner_text()
    assert runs.locator(".topics li").count() >= 3
