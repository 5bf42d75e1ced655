"""What is typed into a scorecard is lost nowhere: on bad lines, in several windows, behind a lock, after a sign-out."""

from __future__ import annotations

import re

from browsing import Served, faults_of, follow
from carding import (
    INTERVIEWER,
    READS_RUSSIAN,
    OpenContext,
    OpenWindow,
    forget_sign_in,
    next_button,
    press_next,
    refuse,
    said,
    settled,
    state,
    stored,
)
from playwright.sync_api import Page, Route, expect


def test_ratings_are_saved_as_they_are_made(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.locator("label[for=rating-4]").click()
    page.fill("#evidence", "Named three ways out.")
    said(page, "Saved at")
    settled(page)
    assert stored(window, page.url) == ("4", "Named three ways out.")


def test_what_was_typed_offline_survives_a_reload_and_is_sent_later(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.locator("label[for=rating-2]").click()
    page.fill("#evidence", "Gave the discount at once.")
    said(page, "Not saved yet")
    page.reload()
    assert state(page) == ("2", "Gave the discount at once.")
    page.unroute("**/draft")
    said(page, "Saved at")
    assert stored(window, page.url) == ("2", "Gave the discount at once.")


def test_the_page_is_not_left_before_it_is_saved(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    address = page.url
    page.context.set_offline(True)
    page.fill("#evidence", "Typed in a tunnel.")
    next_button(page).click()
    said(page, "Not saved yet")
    assert page.url == address
    page.context.set_offline(False)
    said(page, "Saved at")
    press_next(page)
    assert page.url == f"{card}/communication"
    assert stored(window, address) == (None, "Typed in a tunnel.")


def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(window: OpenWindow, card: str) -> None:
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
    settled(page)
    assert "saved" in lost[0]
    assert stored(window, page.url) == (None, "Asked what it costs them.")


def test_two_windows_are_told_of_each_other_and_both_texts_are_shown(window: OpenWindow, card: str) -> None:
    one, other = window(), window()
    for page in (one, other):
        page.goto(f"{card}/negotiation")
    one.fill("#evidence", "Typed in the first window.")
    said(one, "Saved at")
    other.fill("#evidence", "Typed in the second window.")
    said(other, "in the meantime")
    press_next(other)
    expect(other.get_by_role("alert").last).to_contain_text("Typed in the first window.")
    assert state(other) == (None, "Typed in the second window.")
    assert faults_of(other) == []
    press_next(other)
    assert other.url == f"{card}/communication"
    assert stored(window, f"{card}/negotiation") == (None, "Typed in the second window.")


def test_what_waited_does_not_replace_what_was_saved_elsewhere(window: OpenWindow, card: str) -> None:
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
    served: Served, window: OpenWindow, card: str
) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.fill("#evidence", "Not for other eyes.")
    said(page, "Not saved yet")
    forget_sign_in(page)
    next_one = served.enter(page.context, READS_RUSSIAN)
    next_one.goto(f"{card}/negotiation")
    assert next_one.evaluate("localStorage.length") == 1
    assert state(next_one) == (None, "")


def test_a_page_that_outlived_its_sign_in_says_what_to_do(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    forget_sign_in(page)
    page.fill("#evidence", "Typed after the night.")
    said(page, "Press the button below")
    press_next(page)
    expect(page.locator("main textarea.d-none[name=evidence]")).to_have_value("Typed after the night.")


def test_two_windows_that_wait_at_once_both_keep_what_was_typed(window: OpenWindow, card: str) -> None:
    """In one browser, on one page, both without a server and both reloaded: neither text takes the other's place."""
    one = window()
    other = one.context.new_page()
    for page, words in ((one, "Typed in the first tab."), (other, "Typed in the second tab.")):
        page.goto(f"{card}/negotiation")
        page.route("**/draft", refuse)
        page.fill("#evidence", words)
        said(page, "Not saved yet")
    for page in (one, other):
        page.reload()
    assert (state(one)[1], state(other)[1]) == ("Typed in the first tab.", "Typed in the second tab.")
    one.unroute("**/draft")
    said(one, "Saved")
    other.unroute("**/draft")
    said(other, "in the meantime")
    press_next(other)
    expect(other.get_by_role("alert").last).to_contain_text("Typed in the first tab.")
    assert state(other) == (None, "Typed in the second tab.")


def test_two_windows_on_different_parts_need_not_know_of_each_other(window: OpenWindow, card: str) -> None:
    one, other = window(), window()
    for page in (one, other):
        page.goto(f"{card}/negotiation")
    one.fill("#evidence", "Evidence from one window.")
    settled(one)
    other.locator(".card-note textarea").first.fill("A note from the other.")
    settled(other)
    other.locator("label[for=rating-3]").click()
    settled(other)
    page = window(java_script_enabled=False)
    page.goto(f"{card}/negotiation")
    assert state(page) == ("3", "Evidence from one window.")
    assert page.locator(".card-note textarea").first.input_value() == "A note from the other."


def test_two_raters_at_once_write_into_scorecards_of_their_own(
    served: Served, open_context: OpenContext, window: OpenWindow, card: str
) -> None:
    pages = {"Fiona wrote this.": window(), "Семён написал это.": served.enter(open_context(), READS_RUSSIAN)}
    for page in pages.values():
        page.goto(f"{card}/negotiation")
    for words, page in pages.items():
        page.locator("#evidence").press_sequentially(words)
        page.locator("label[for=rating-4]").click()
    for words, page in pages.items():
        settled(page)
        page.reload()
        assert state(page) == ("4", words)
        assert [other for other in pages if other != words and other in page.content()] == []


def test_what_waited_in_a_closed_window_is_taken_up_by_the_next(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.fill("#evidence", "Typed before the window was closed.")
    said(page, "Not saved yet")
    following = page.context.new_page()
    page.close()
    following.goto(card)
    expect(following.locator("#card-waiting")).to_contain_text("Negotiation")
    assert faults_of(following) == []
    following.wait_for_function("async () => !(await navigator.locks.query()).held.length")
    follow(following.locator("#card-waiting a"))
    settled(following)
    assert stored(window, f"{card}/negotiation") == (None, "Typed before the window was closed.")
    following.goto(card)
    assert following.locator("#card-waiting").is_hidden()


def test_a_link_leads_on_after_the_text_is_saved(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.fill("#evidence", "Typed in the last second.")
    follow(page.locator(".card-list a").last)
    assert page.url.endswith("/remarks")
    assert page.evaluate("localStorage.length") == 0
    assert stored(window, f"{card}/negotiation") == (None, "Typed in the last second.")


def test_a_link_can_be_followed_although_the_server_does_not_answer(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    page.route("**/draft", refuse)
    page.fill("#evidence", "The server is away.")
    page.locator(".card-list a").last.click()
    said(page, "Not saved yet")
    follow(page.locator(".card-list a").last)
    assert page.url.endswith("/remarks")
    page.goto(f"{card}/negotiation")
    assert state(page) == (None, "The server is away.")


def test_a_conflict_that_was_left_undecided_is_there_again(window: OpenWindow, card: str) -> None:
    one, other = window(), window()
    for page in (one, other):
        page.goto(f"{card}/negotiation")
    one.fill("#evidence", "Saved by the first.")
    settled(one)
    other.fill("#evidence", "Typed by the second.")
    press_next(other)
    alert = other.get_by_role("alert").last
    expect(alert).to_contain_text("Saved by the first.")
    other.goto(card)
    follow(other.locator("#card-waiting a"))
    said(other, "in the meantime")
    assert state(other) == (None, "Typed by the second.")
    assert stored(window, f"{card}/negotiation") == (None, "Saved by the first.")
    press_next(other)
    expect(alert).to_contain_text("Saved by the first.")
    press_next(other)
    assert other.url == f"{card}/communication"
    assert stored(window, f"{card}/negotiation") == (None, "Typed by the second.")


def test_what_is_typed_after_the_other_tab_submitted_waits_for_a_correction(window: OpenWindow, card: str) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    submit_all(page.context.new_page(), card)
    page.fill("#evidence", "One thing more.")
    said(page, "submitted and locked")
    press_next(page)
    expect(page.get_by_role("alert").last).to_contain_text("One thing more.")
    assert state(page) == ("3", "Named the price first.")
    assert faults_of(page) == []
    page.goto(card)
    expect(page.locator("#card-waiting")).to_contain_text(re.compile("no part of what you submitted.*Negotiation"))
    follow(page.get_by_role("link", name="Correct…"))
    page.fill("[name=reason]", "Forgot one thing.")
    press_next(page)
    follow(page.locator("#card-waiting a"))
    said(page, "in the meantime")
    press_next(page)
    expect(page.get_by_role("alert").last).to_contain_text("Named the price first.")
    assert state(page)[1] == "One thing more."


def submit_all(page: Page, card: str) -> None:
    page.goto(f"{card}/negotiation")
    page.locator("label[for=rating-3]").click()
    page.fill("#evidence", "Named the price first.")
    press_next(page)
    assert page.url.endswith("/communication")
    page.locator("label[for=rating-none]").click()
    press_next(page)
    assert page.url.endswith("/scorecard")
    follow(page.get_by_role("button", name="Submit"))
    assert page.get_by_role("heading", name="Submitted and locked").is_visible()


def test_what_is_typed_under_anothers_sign_in_goes_into_nobodys_scorecard(
    served: Served, open_context: OpenContext, window: OpenWindow, card: str
) -> None:
    """Two at one computer: the second signed in while the first one's page was still open."""
    page = window()
    page.goto(f"{card}/negotiation")
    page.wait_for_load_state("networkidle")
    served.enter(open_context(), READS_RUSSIAN)
    page.context.add_cookies(served.cookies[READS_RUSSIAN])
    page.fill("#evidence", "Typed by the first person.")
    said(page, "Press the button below")
    press_next(page)
    page.locator("main textarea.d-none[name=evidence]").wait_for(state="attached")
    page.goto(f"{card}/negotiation")
    assert state(page) == (None, "")
    page.context.add_cookies(served.cookies[INTERVIEWER])
    page.goto(f"{card}/negotiation")
    assert state(page) == (None, "Typed by the first person.")
    settled(page)


def test_what_was_typed_after_the_sign_in_ended_is_saved_after_the_next(
    window: OpenWindow, served: Served, card: str
) -> None:
    page = window()
    page.goto(f"{card}/negotiation")
    forget_sign_in(page)
    page.fill("#evidence", "Typed after the night.")
    said(page, "Press the button below")
    page.goto(card)
    page.wait_for_url("**/sign-in**")
    page.context.add_cookies(served.cookies[INTERVIEWER])
    page.goto(card)
    follow(page.locator("#card-waiting a"))
    settled(page)
    assert stored(window, f"{card}/negotiation") == (None, "Typed after the night.")


def test_a_page_that_stays_open_overnight_says_on_which_day_it_was_saved(window: OpenWindow, card: str) -> None:
    page = window()
    page.clock.install()
    page.goto(f"{card}/negotiation")
    page.fill("#evidence", "Typed in the evening.")
    page.clock.run_for(1000)
    said(page, "Saved at")
    page.clock.fast_forward("24:00:00")
    expect(page.locator("#autosave-words")).to_have_text(re.compile(r"^Saved \d{1,2} [A-Z][a-z]+, \d\d:\d\d\.$"))
