"""The scorecard in a real browser: on bad lines, with two windows, by keys, on a phone, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browsing import DESK, PHONE, Served, faults_of
from playwright.sync_api import BrowserContext, Page, Route, expect

INTERVIEWER, RECRUITER = "fiona.tarrant@example.org", "owen.brackenridge@example.org"
READS_RUSSIAN = "semyon.dorofeev@example.org"
OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def card(served: Served, open_context: OpenContext) -> Iterator[str]:
    """The address of a new scorecard of two competencies, planned by the recruiter for the two interviewers."""
    page = served.enter(open_context(), RECRUITER)
    page.goto(f"{served.address}/positions")
    page.get_by_role("link", name="Strategic Account Manager, Germany and the Nordics").first.click()
    page.get_by_role("link", name="Hugh Pellew").first.click()
    page.get_by_role("link", name="Plan an interview", exact=True).click()
    for box in page.locator("[name=kit]").all():
        box.set_checked(box.get_attribute("value") in ("negotiation", "communication"))
    page.fill("main [name=title]", "On a bad line")
    for name in ("Fiona Tarrant", "Семён Дорофеев"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Create the interview").click()
    page.wait_for_url("**/interviews/*")
    yield f"{page.url}/scorecard"


@pytest.fixture
def window(served: Served, open_context: OpenContext) -> Callable[..., Page]:
    def opening(viewport: dict[str, int] = DESK, **options: object) -> Page:
        return served.enter(open_context(viewport, **options), INTERVIEWER)

    return opening


def said(page: Page, words: str) -> None:
    expect(page.locator("#autosave-words")).to_contain_text(words, timeout=20_000)


def state(page: Page) -> tuple[str | None, str]:
    """The chosen rating and the evidence as the page has them."""
    chosen = page.locator("input[name=rating]:checked")
    return chosen.get_attribute("value") if chosen.count() else None, page.input_value("#evidence")


def stored(window: Callable[..., Page], address: str) -> tuple[str | None, str]:
    """As another browser of the same person is given it: nothing but what the server has."""
    page = window(java_script_enabled=False)
    page.goto(address)
    return state(page)


def refuse(route: Route) -> None:
    route.fulfill(status=503, body="busy")


def test_ratings_are_saved_as_they_are_made(window: Callable[..., Page], card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.locator("label[for=rating-4]").click()
    page.fill("#evidence", "Named three ways out.")
    said(page, "Saved at")
    page.wait_for_function("localStorage.length === 0")
    assert stored(window, page.url) == ("4", "Named three ways out.")


def test_what_was_typed_offline_survives_a_reload_and_is_sent_later(window: Callable[..., Page], card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.locator("label[for=rating-2]").click()
    page.fill("#evidence", "Gave the discount at once.")
    said(page, "Not saved yet")
    page.reload()
    assert state(page) == ("2", "Gave the discount at once.")
    assert stored(window, page.url) == (None, "")
    page.unroute("**/draft")
    said(page, "Saved at")
    assert stored(window, page.url) == ("2", "Gave the discount at once.")


def test_the_page_is_not_left_before_it_is_saved(window: Callable[..., Page], card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    address = page.url
    page.context.set_offline(True)
    page.fill("#evidence", "Typed in a tunnel.")
    page.locator("main form .btn-primary").click()
    said(page, "Not saved yet")
    assert page.url == address
    page.context.set_offline(False)
    said(page, "Saved at")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(f"{card}/communication")
    assert stored(window, address) == (None, "Typed in a tunnel.")


def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(window: Callable[..., Page], card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    page.route("**/draft", lose)
    page.fill("#evidence", "Asked what")
    said(page, "Not saved yet")
    page.fill("#evidence", "Asked what it costs them.")
    said(page, "Saved at")
    page.wait_for_function("localStorage.length === 0")
    assert "saved" in lost[0]
    assert stored(window, page.url) == (None, "Asked what it costs them.")


def test_two_windows_are_told_of_each_other_and_both_texts_are_shown(window: Callable[..., Page], card: str) -> None:
    one, other = window(), window()
    for page in (one, other):
        page.goto(f"{card}/negotiation")
    one.fill("#evidence", "Typed in the first window.")
    said(one, "Saved at")
    other.fill("#evidence", "Typed in the second window.")
    said(other, "in the meantime")
    other.locator("main form .btn-primary").click()
    expect(other.get_by_role("alert").last).to_contain_text("Typed in the first window.")
    assert state(other) == (None, "Typed in the second window.")
    assert faults_of(other) == []
    other.locator("main form .btn-primary").click()
    other.wait_for_url(f"{card}/communication")
    assert stored(window, f"{card}/negotiation") == (None, "Typed in the second window.")


def test_what_waited_does_not_replace_what_was_saved_elsewhere(window: Callable[..., Page], card: str) -> None:
    page, other = window(), window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.fill("#evidence", "Waited here.")
    said(page, "Not saved yet")
    other.goto(f"{card}/negotiation")
    other.fill("#evidence", "Saved there.")
    said(other, "Saved at")
    page.unroute("**/draft")
    page.reload()
    said(page, "in the meantime")
    assert state(page) == (None, "Waited here.")
    assert stored(window, page.url) == (None, "Saved there.")


def test_what_waits_is_not_shown_to_the_next_person_at_the_same_browser(
    served: Served, window: Callable[..., Page], card: str
) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.fill("#evidence", "Not for other eyes.")
    said(page, "Not saved yet")
    page.context.clear_cookies()
    next_one = served.enter(page.context, READS_RUSSIAN)
    next_one.goto(f"{card}/negotiation")
    assert next_one.evaluate("localStorage.length") == 1
    assert state(next_one) == (None, "")


def test_a_page_that_outlived_its_sign_in_says_what_to_do(window: Callable[..., Page], card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.context.clear_cookies()
    page.fill("#evidence", "Typed after the night.")
    said(page, "Press the button below")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert "Typed after the night." in page.content()


def test_keys_rate_and_never_while_one_types(window: Callable[..., Page], card: str) -> None:
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
    for address in (card, f"{card}/negotiation"):
        page.goto(address)
        assert page.get_attribute("html", "lang") == locale
        found[address] = faults_of(page)
    assert found == {card: [], f"{card}/negotiation": []}


def test_without_a_script_the_buttons_lead_through_to_the_lock(window: Callable[..., Page], card: str) -> None:
    page = window(PHONE, java_script_enabled=False)
    page.goto(card)
    page.get_by_role("button", name="Submit").click()
    assert page.get_by_role("heading", name="Still missing").is_visible()
    page.get_by_role("link", name="Continue").click()
    page.locator("label[for=rating-3]").click()
    page.fill("#evidence", "Named the price first.")
    page.locator("main form .btn-primary").click()
    page.locator("label[for=rating-none]").click()
    page.locator("main form .btn-primary").click()
    page.get_by_role("button", name="Submit").click()
    assert page.get_by_role("heading", name="Submitted and locked").is_visible()
    page.goto(f"{card}/negotiation")
    assert page.locator("#evidence").is_disabled() and page.locator("main form .btn-primary").count() == 0
