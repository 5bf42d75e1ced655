"""A comparison in a real browser: read on a desk and on a phone, other weights tried and places asked for, with and
without scripts, and nothing stored by it.
"""

from __future__ import annotations

from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow, speak
from carding import RECRUITER
from playwright.sync_api import Page, expect

PROFILE, COMPARISON = "/positions/3/profile", "/positions/3/comparison"
FIRST, CLOSE = "Ingrid Halvorsen-Pike", "Priya Dhanjal"
"""By the profile the first of the demo's position; who comes first once one competency weighs most of all."""
WEIGHT = "#weights-commercial-acumen"
PAGES = (COMPARISON, f"{COMPARISON}/places", f"{COMPARISON}/weights", "/positions/2/comparison", "/applications/12")


def names(page: Page, part: str = "#tried") -> list[str]:
    return page.locator(f"{part} table.order tbody th").all_inner_texts()


def stored(page: Page, site: Served) -> str:
    """The profile with its weights and versions, as its page tells it."""
    page.goto(site.address + PROFILE)
    return page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("viewport", "locale"), [(DESK, "en"), (PHONE, "ru"), (PHONE, "en")], ids=["desk-en", "phone-ru", "phone-en"]
)
def test_it_is_accessible_and_fits_with_all_unfolded(
    served: Served, open_context: Any, viewport: dict[str, int], locale: str
) -> None:
    page = served.enter(open_context(viewport), RECRUITER)
    speak(page, locale)
    found = {}
    for address in PAGES:
        page.goto(served.address + address)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        found[address] = faults_of(page)
    speak(page, "en")
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_what_else_than_the_score_made_the_order_stands_under_it(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), RECRUITER)
    page.goto(served.address + COMPARISON)
    why = page.get_by_text(f"{CLOSE} stands before Tobias Renwick for better proven figures")
    expect(why).to_have_count(1)
    order, heat = page.get_by_role("heading", name="Order by score"), page.get_by_role("heading", name="Competencies")
    tops = [part.bounding_box()["y"] for part in (order, why, heat)]  # type: ignore[index]
    assert tops == sorted(tops)


def test_weights_are_tried_on_the_page_and_nothing_is_stored(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), RECRUITER)
    before = stored(page, served)
    page.goto(served.address + COMPARISON)
    page.locator(".try-weights summary").click()
    page.fill(WEIGHT, "60")
    expect(page.locator("#tried table.order tbody th").first).to_have_text(CLOSE)
    assert names(page, "main > .table-frame")[0] == FIRST, "the order by the profile stays above"
    page.fill(WEIGHT, "much")
    expect(page.locator(f"{WEIGHT}-fault")).not_to_be_empty()
    expect(page.locator("#tried table.order")).to_have_count(0)
    assert page.input_value(WEIGHT) == "much"
    follow(page.get_by_role("link", name="Back to the weights of the profile"))
    expect(page.locator("#tried").get_by_text("With these weights the order is the same.")).to_be_visible()
    assert names(page)[0] == FIRST
    assert page.input_value(WEIGHT) == "4"
    page.fill(WEIGHT, "60")
    expect(page.locator("#tried table.order tbody th").first).to_have_text(CLOSE)
    page.wait_for_url(lambda address: "weights-commercial-acumen=60" in address)
    assert stored(page, served) == before


def test_weights_are_tried_without_a_script_and_a_bad_one_is_kept_where_it_is(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(PHONE, java_script_enabled=False), RECRUITER)
    before = stored(page, served)
    page.goto(f"{served.address}{COMPARISON}/weights")
    show = page.get_by_role("button", name="Show the order")
    page.fill(WEIGHT, "60")
    follow(show)
    assert names(page)[0] == CLOSE and page.input_value(WEIGHT) == "60"
    page.fill(WEIGHT, "-1")
    follow(show)
    assert page.input_value(WEIGHT) == "-1" and page.get_attribute(WEIGHT, "aria-invalid") == "true"
    assert page.inner_text(f"{WEIGHT}-fault") and names(page) == []
    follow(page.get_by_role("link", name="Equal weights", exact=True))
    assert page.input_value(WEIGHT) == "1" and names(page)[0] == FIRST
    assert stored(page, served) == before


def test_places_under_all_weights_are_counted_when_they_are_looked_for(served: Served, open_context: Any) -> None:
    page = served.enter(open_context(), RECRUITER)
    page.goto(served.address + COMPARISON)
    assert page.locator("table.ranks").count() == 0
    page.locator("#ranks").scroll_into_view_if_needed()
    expect(page.locator("#ranks table.ranks tbody th").first).to_have_text(FIRST)
    bare = served.enter(open_context(java_script_enabled=False), RECRUITER)
    bare.goto(served.address + COMPARISON)
    follow(bare.get_by_role("link", name="Count the places"))
    assert bare.locator("table.ranks tbody").inner_text() == page.locator("table.ranks tbody").inner_text()
