"""Signing in and out, the language, the one-time password; what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import NOW, World
from visiting import Browser, Site
from werkzeug.test import TestResponse

from hiring.actions.accounts import create_account
from hiring.actions.permissions import Role
from hiring.config import Config, SettingError
from hiring.web.security import HEADERS

PASSWORD = "nine lilac tractors hum"


@pytest.fixture
def one_time(world: World, site: Site) -> str:
    """The one-time password of a new recruiter, rita@example.org."""
    _, password = create_account(
        world.session,
        actor=world.administrator,
        email="rita@example.org",
        name="Rita Roy",
        role=Role.RECRUITER,
        employer_id=None,
        locale=None,
        now=NOW,
    )
    world.session.commit()
    return password


def sign_in(browser: Browser, password: str, **query: str) -> TestResponse:
    return browser.post("/sign-in", {"email": " Rita@Example.org ", "password": password}, query_string=query)


def test_a_one_time_password_is_changed_before_anything_else(site: Site, one_time: str) -> None:
    browser = site.browser()
    answer = sign_in(browser, one_time)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert browser.get("/").headers["Location"] == "/account"
    short = browser.post("/account", {"current": one_time, "new": "short", "again": "short"})
    assert short.status_code == 422 and "at least 12 characters" in short.text
    changed = browser.post("/account", {"current": one_time, "new": PASSWORD, "again": PASSWORD})
    assert changed.status_code == 303
    assert "Rita Roy" in browser.get("/").text
    assert sign_in(site.browser(), one_time).status_code == 422
    assert sign_in(site.browser(), PASSWORD).status_code == 303


def test_a_wrong_password_and_an_unknown_address_sound_alike(site: Site, one_time: str) -> None:
    wrong = sign_in(site.browser(), "not the password")
    unknown = site.browser().post("/sign-in", {"email": "nobody@example.org", "password": "not the password"})
    assert wrong.status_code == unknown.status_code == 422
    assert "The e-mail or the password is wrong." in wrong.text and "The e-mail or the password is wrong." in unknown.text
    assert "Rita@Example.org" in wrong.text and "not the password" not in wrong.text


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(site: Site, one_time: str, target: str) -> None:
    assert sign_in(site.browser(), one_time, next=target).headers["Location"] == "/"


def test_guessing_passwords_is_slowed_down(site: Site, one_time: str) -> None:
    browser = site.browser()
    statuses = [sign_in(browser, "guess").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_the_language_is_kept_for_a_visitor_and_for_an_account(site: Site, world: World) -> None:
    recruiter = world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    visitor = site.browser(locale="en")
    assert visitor.post("/language", {"locale": "ru", "next": "/sign-in"}).headers["Location"] == "/sign-in"
    assert '<html lang="ru">' in visitor.get("/sign-in").text
    assert site.browser(recruiter).post("/language", {"locale": "en", "next": "/"}).status_code == 303
    assert '<html lang="en">' in site.browser(recruiter, locale="ru").get("/").text
    assert visitor.post("/language", {"locale": "xx", "next": "//example.com"}).headers["Location"] == "/"


def test_signing_out_forgets_the_person(site: Site, world: World) -> None:
    recruiter = world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    browser = site.browser(recruiter)
    assert browser.post("/sign-out").status_code == 303
    assert browser.get("/").headers["Location"] == "/sign-in?next=/"


def test_a_form_without_its_token_changes_nothing_and_loses_nothing(site: Site, world: World) -> None:
    recruiter = world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    typed = {"name": "Kept & <typed>", "csrf_token": "stale"}
    answer = site.browser(recruiter).post("/employers/new", typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400 and "Kept &amp; &lt;typed&gt;" in answer.text
    foreign = site.browser(recruiter).post("/employers/new", typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 400 and "Kept" not in foreign.text


def test_every_answer_is_closed_to_other_sites(site: Site) -> None:
    for address in ("/sign-in", "/healthz", "/no-such-page", "/static/app.css"):
        answer = site.browser().get(address)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    page = site.browser().get("/sign-in").text
    assert "style=" not in page and "<script>" not in page and "<style" not in page


def test_the_health_page_says_so(site: Site) -> None:
    assert site.browser().get("/healthz").get_json()["status"] == "ok"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("HIRING_SECRET_KEY", "short"),
        ("HIRING_SECURE_COOKIES", "perhaps"),
        ("HIRING_DATABASE_URL", "mysql://x"),
        ("HIRING_LOCALE", "xx"),
        ("HIRING_TIME_ZONE", "Mars/Olympus"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        Config.from_env({"HIRING_DATA": str(tmp_path), name: value})


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first, second = (Config.from_env({"HIRING_DATA": str(tmp_path)}) for _ in range(2))
    path = first.data / "secret_key"
    assert first.secret_key == second.secret_key == path.read_text()
    assert path.stat().st_mode & 0o077 == 0
