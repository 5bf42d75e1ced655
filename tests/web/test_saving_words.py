"""What a form that saves itself is told: until when it is safe, whose it is, and what came too late."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from factories import EVIDENCE, World
from sqlalchemy import update
from visiting import Browser, Site

from hiring.storage.tables import ScorecardRow

KIT = ("negotiation", "communication")


@pytest.fixture
def card(world: World, site: Site) -> str:
    identity = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=KIT)
    world.session.commit()
    site.forget_one_time_passwords()
    return f"/interviews/{identity}/scorecard"


def send(browser: Browser, card: str, **typed: object) -> tuple[int, dict[str, object]]:
    answer = browser.post(f"{card}/negotiation/draft", {"version": 0, "rating": "4", "evidence": EVIDENCE, **typed})
    return answer.status_code, answer.get_json()


def saved_on(site: Site, moment: dt.datetime) -> None:
    with site.database.session(write=True) as session:
        session.execute(update(ScorecardRow).values(saved_at=moment))


def words(page: str) -> str:
    found = re.search(r'id="autosave-words"[^>]*>([^<]*)<', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("locale", "today", "this_year", "before"),
    [
        ("en", r"Saved at \d\d:\d\d\.", r"Saved \d+ [A-Z][a-z]+, \d\d:\d\d\.", r"Saved \d+ November 2019, \d\d:\d\d\."),
        (
            "ru",
            r"Сохранено в \d\d:\d\d\.",
            r"Сохранено \d+ [а-я]+, \d\d:\d\d\.",
            r"Сохранено \d+ ноября 2019, \d\d:\d\d\.",
        ),
    ],
)
def test_what_is_saved_says_its_day_from_the_next_day_on(
    site: Site, world: World, card: str, locale: str, today: str, this_year: str, before: str
) -> None:
    browser = site.browser(world.interviewer, locale=locale)
    status, said = send(browser, card)
    assert status == 200
    assert re.fullmatch(today, str(said["words"])) and re.fullmatch(this_year, str(said["later"]))
    page = browser.get(f"{card}/negotiation").text
    assert words(page) == said["words"] and f'data-later="{said["later"]}"' in page
    saved_on(site, dt.datetime(2019, 11, 23, 12, 4, tzinfo=dt.UTC))
    for address in (card, f"{card}/negotiation", card.replace("/scorecard", "/remarks")):
        assert re.fullmatch(before, words(browser.get(address).text))


def test_what_somebody_typed_who_signed_out_since_is_neither_saved_nor_shown(site: Site, world: World, card: str) -> None:
    browser = site.browser(world.second_interviewer)
    typed = {"person": str(world.interviewer.account_id), "evidence": "Typed by the first"}
    status, said = send(browser, card, **typed)
    assert (status, said["words"]) == (
        409,
        "Somebody else is signed in in this browser now. "
        "Sign in as yourself and open the page again: what you typed is kept.",
    )
    answer = browser.post(f"{card}/negotiation", {"version": 0, "rating": "4", **typed})
    assert answer.status_code == 409 and "Somebody else is signed in" in answer.text
    assert "Typed by the first" not in answer.text
    assert "Typed by the first" not in browser.get(f"{card}/negotiation").text
    assert send(browser, card, person=str(world.second_interviewer.account_id))[0] == 200


def test_what_came_after_the_lock_stands_apart_from_what_counts(site: Site, world: World, card: str) -> None:
    browser = site.browser(world.interviewer)
    version = send(browser, card)[1]["version"]
    version = browser.post(f"{card}/communication/draft", {"version": version, "rating": "none", "evidence": ""}).get_json()[
        "version"
    ]
    assert browser.post(card, {"version": version}).status_code == 303
    answer = browser.post(f"{card}/negotiation", {"version": version, "rating": "2", "evidence": "Typed too late"})
    assert answer.status_code == 409
    control = answer.text.split('id="evidence"')[1].split("</textarea>")[0]
    assert EVIDENCE in control and "Typed too late" not in control
    assert re.findall(r'value="([^"]+)" checked', answer.text) == ["4"]
    told = answer.text.split('class="faults"')[1].split("</div>")[0]
    assert "Typed too late" in told and '<dd class="prose">2</dd>' in told


def test_a_page_that_shows_what_was_refused_says_so_to_its_script(site: Site, world: World, card: str) -> None:
    browser, address = site.browser(world.interviewer), f"{card}/negotiation"
    assert " data-refused" not in browser.get(address).text
    long = browser.post(address, {"version": 0, "rating": "4", "evidence": "x" * 10_001})
    assert " data-refused" in long.text and " data-manual" not in long.text
    send(browser, card)
    stale = browser.post(address, {"version": 0, "seen": "{}", "rating": "4", "evidence": "Something else"})
    assert stale.status_code == 409 and " data-refused" in stale.text and " data-manual" in stale.text


def test_what_a_button_sent_after_the_sign_in_ended_can_be_sent_again(site: Site, world: World, card: str) -> None:
    """The password was changed elsewhere, or a personal link revoked: the forgery token outlives both."""
    browser = site.browser(world.interviewer)
    typed = {"version": "0", "rating": "4", "evidence": "Typed <before> I knew", "csrf_token": browser.token()}
    with browser.client.session_transaction() as cookie:
        cookie.pop("_user_id")
    ours = {"Sec-Fetch-Site": "same-origin"}
    answer = browser.post(f"{card}/negotiation", typed, headers=ours)
    assert answer.status_code == 401 and "Typed &lt;before&gt; I knew" in answer.text
    assert f'action="{card}/negotiation"' in answer.text and "sign in in another tab" in answer.text
    foreign = browser.post(f"{card}/negotiation", typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 303 and "Typed" not in foreign.text
    assert browser.post("/sign-out", headers=ours).status_code == 303
