"""The page for the meeting and the decision, as those who may read and settle see them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from factories import World
from visiting import Browser, Site

DISPUTED = "negotiation"


@pytest.fixture
def disputed(world: World, site: Site) -> int:
    """An application whose two interviewers differ by two on one competency."""
    assert world.administrator and world.manager
    for rater, value in ((world.interviewer, 4), (world.second_interviewer, 2)):
        world.score(rater, world.interview_id, dict.fromkeys(world.competencies, 3) | {DISPUTED: value})
    world.session.commit()
    site.forget_one_time_passwords()
    return world.application_id


def page(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def version(browser: Browser, address: str) -> str:
    found = re.search(r'name="[^"]*version"[^>]*value="(\d+)"', browser.get(address).text)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_meeting_reads_what_differs_first(site: Site, world: World, disputed: int, locale: str) -> None:
    answer = site.browser(world.recruiter, locale=locale).get(f"/applications/{disputed}/debrief")
    assert answer.status_code == 200
    sections = re.findall(r'<section class="talk" id="([^"]+)"', answer.text)
    assert sections[0] == DISPUTED and len(sections) == len(world.competencies)
    assert world.interviewer.name in answer.text and world.second_interviewer.name in answer.text


def test_an_agreement_counts_and_can_be_withdrawn(site: Site, world: World, disputed: int) -> None:
    browser, address = site.browser(world.recruiter), f"/applications/{disputed}/debrief"
    assert "must be talked over" in page(browser, address)
    form = {
        f"{DISPUTED}-version": version(browser, address),
        f"{DISPUTED}-value": "2",
        f"{DISPUTED}-reason": "The offer was made by the director",
    }
    made = browser.post(f"{address}/ratings/{DISPUTED}", form)
    assert (made.status_code, made.headers["Location"]) == (303, f"{address}#{DISPUTED}")
    text = page(browser, address)
    assert "agreed: 2" in text and "The offer was made by the director" in text
    assert "Nothing is left that must be talked over" in text
    result = page(browser, f"/applications/{disputed}")
    assert "agreed by the panel: 2" in result
    again = {**form, f"{DISPUTED}-version": version(browser, address), f"{DISPUTED}-value": ""}
    assert browser.post(f"{address}/ratings/{DISPUTED}", again).status_code == 303
    assert "agreed: 2" not in page(browser, address)


def test_a_missing_reason_and_a_stale_window_keep_what_was_typed(site: Site, world: World, disputed: int) -> None:
    browser, address = site.browser(world.recruiter), f"/applications/{disputed}/debrief"
    seen = version(browser, address)
    form = {f"{DISPUTED}-version": seen, f"{DISPUTED}-value": "2", f"{DISPUTED}-reason": ""}
    refused = browser.post(f"{address}/ratings/{DISPUTED}", form)
    assert refused.status_code == 422 and "the reason is kept" in refused.text
    assert browser.post(f"{address}/ratings/{DISPUTED}", {**form, f"{DISPUTED}-reason": "first"}).status_code == 303
    late = {**form, f"{DISPUTED}-value": "4", f"{DISPUTED}-reason": "typed in the other window"}
    stale = browser.post(f"{address}/ratings/{DISPUTED}", late)
    assert stale.status_code == 409
    assert "typed in the other window" in stale.text and "agreed: 2" in stale.text
    now = re.search(rf'name="{DISPUTED}-version"[^>]*value="(\d+)"', stale.text)
    assert now is not None
    late[f"{DISPUTED}-version"] = now.group(1)
    assert browser.post(f"{address}/ratings/{DISPUTED}", late).status_code == 303


def test_the_panel_reads_and_is_offered_no_form(site: Site, world: World, disputed: int) -> None:
    browser = site.browser(world.interviewer)
    answer = browser.get(f"/applications/{disputed}/debrief")
    assert answer.status_code == 200 and "/debrief/ratings/" not in answer.text
    assert browser.post(f"/applications/{disputed}/debrief/ratings/{DISPUTED}", {}).status_code == 403


def test_before_the_reveal_the_meeting_is_closed(site: Site, world: World) -> None:
    assert world.administrator
    world.score(world.interviewer, world.interview_id, 4)
    world.session.commit()
    site.forget_one_time_passwords()
    answer = site.browser(world.recruiter).get(f"/applications/{world.application_id}/debrief")
    assert answer.status_code == 409 and "not revealed yet" in answer.text
    assert "“Анна Ёлкина”" in unescape(answer.text), "the sentence names the candidate"


def test_a_decision_stands_on_the_result_with_name_and_reason(site: Site, world: World) -> None:
    """A panel of twos reaches no level: an offer goes against that, and the page says so."""
    assert world.administrator
    identity = world.scored_application("Пётр Ильин", 2)
    world.session.commit()
    site.forget_one_time_passwords()
    browser, address = site.browser(world.recruiter), f"/applications/{identity}/decision"
    empty = browser.post(address, {"version": version(browser, address), "outcome": "", "reason": ""})
    assert empty.status_code == 422
    assert "Choose what is decided." in empty.text and "Say why" in empty.text, "both are said at once"
    form = {"version": version(browser, address), "outcome": "offer", "reason": "She speaks the client's language"}
    assert browser.post(address, form).status_code == 303
    text = page(browser, f"/applications/{identity}")
    assert "Make an offer" in text and world.recruiter.name in text and "She speaks" in text
    assert "Goes against the result: no level was reached" in text
