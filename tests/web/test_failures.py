"""What goes wrong is said on a page in the reader's language, without a traceback, and changes nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from factories import World
from flask import g, request
from visiting import Browser, Site

from hiring.actions.employers import create_employer, list_employers
from hiring.actions.permissions import Actor
from hiring.errors import Conflict, Forbidden, HiringError, Invalid, NotFound, Problem
from hiring.language import get_language
from hiring.web import request as this
from hiring.web.forms import read_number, type_number


@pytest.fixture
def recruiter(world: World, site: Site) -> Actor:
    recruiter = world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    return recruiter


@pytest.fixture
def browser(site: Site, recruiter: Actor) -> Browser:
    return site.browser(recruiter)


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/employers/0", "/employers/99999999999999999999999", "/employers/-1", "/candidates/1.5", "/positions/%00"],
)
def test_what_is_not_there_is_not_found(browser: Browser, site: Site, recruiter: Actor, address: str) -> None:
    assert browser.get(address).status_code == 404
    page = site.browser(recruiter, locale="ru").get(address).text
    assert "Traceback" not in page and 'lang="ru"' in page


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_another_method_is_refused_as_a_page(browser: Browser, method: str) -> None:
    answer = browser.client.open("/employers", method=method, data={"csrf_token": browser.token()})
    assert answer.status_code in (400, 405) and "<h1>" in answer.text


def test_too_much_is_refused_before_it_is_read(browser: Browser) -> None:
    answer = browser.client.post("/employers/new", data={"csrf_token": browser.token(), "notes": "x" * 3_000_000})
    assert answer.status_code == 413 and "Shorten the longest text" in answer.text


def test_the_longest_texts_are_taken_and_longer_ones_named(browser: Browser) -> None:
    assert browser.post("/employers/new", {"name": "Я" * 300, "notes": "я" * 10_000}).status_code == 303
    refused = browser.post("/employers/new", {"name": "Я" * 301, "notes": "я" * 10_001})
    assert refused.status_code == 422 and "at most 300" in refused.text.replace("\xa0", " ")
    assert "я" * 10_001 in refused.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("employer", 7), 404),
        (Forbidden("manage employers"), 403),
        (Conflict("stale"), 409),
        (Invalid([Problem("name_missing", "name")]), 422),
        (RuntimeError("secret detail"), 500),
    ],
)
def test_an_error_in_a_view_has_its_page_and_takes_the_change_back(
    site: Site, recruiter: Actor, error: Exception, status: int
) -> None:
    site.app.config["TESTING"] = False

    def fail() -> None:
        create_employer(this.session(), actor=this.actor(), name="Half made", industry="", notes="", now=this.now())
        raise error

    site.app.view_functions["employers.new"] = fail
    browser = site.browser(recruiter)
    answer = browser.post("/employers/new", {"name": "Half made"})
    assert answer.status_code == status
    assert "secret detail" not in answer.text and "Traceback" not in answer.text
    with site.database.session(write=False) as session:
        assert list_employers(session, actor=recruiter).total == 0
    assert isinstance(error, HiringError) or "Number of this failure" in answer.text


def test_a_database_that_is_gone_is_a_page_too(site: Site, recruiter: Actor) -> None:
    browser = site.browser(recruiter, locale="ru")
    site.app.config["TESTING"] = False
    site.app.extensions["hiring.open_session"] = _refuse
    answer = browser.get("/employers")
    assert answer.status_code == 500 and 'lang="ru"' in answer.text and "no such database" not in answer.text


def _refuse(_write: bool) -> None:
    raise ConnectionError("no such database")


def test_htmx_gets_a_fragment(browser: Browser) -> None:
    answer = browser.client.get("/nowhere", headers={"HX-Request": "true"})
    assert answer.status_code == 404 and "<html" not in answer.text and 'role="alert"' in answer.text


def test_a_page_that_only_reads_cannot_write(site: Site, recruiter: Actor) -> None:
    def write() -> str:
        create_employer(this.session(), actor=this.actor(), name="From a link", industry="", notes="", now=this.now())
        return "written"

    site.app.config["TESTING"] = False
    site.app.view_functions["employers.index"] = write
    assert site.browser(recruiter).get("/employers").status_code == 500
    with site.database.session(write=False) as session:
        assert list_employers(session, actor=recruiter).total == 0


@pytest.mark.parametrize(
    ("locale", "typed", "value"),
    [
        ("ru", "1 250,5", Fraction(2501, 2)),
        ("ru", "1,250", Fraction(5, 4)),
        ("en", "1,250", Fraction(1250)),
        ("en", "1,250.5", Fraction(2501, 2)),
        ("en", "0,5", Fraction(1, 2)),
        ("ru", "12 %", Fraction(12)),
        ("ru", "\u2212" + "3", Fraction(-3)),
        ("en", ".5", Fraction(1, 2)),
        ("en", "1e9", None),
        ("en", "1/3", None),
        ("en", "0x10", None),
        ("en", "nan", None),
        ("ru", "١٢", None),
        ("en", "1" * 41, None),
        ("en", "--1", None),
        ("en", "1.2.3", None),
    ],
)
def test_numbers_are_read_as_people_of_either_language_type_them(
    site: Site, locale: str, typed: str, value: Fraction | None
) -> None:
    with site.app.test_request_context():
        assert request.path == "/"
        g.language = get_language(locale)
        assert read_number(typed) == value
        if value is not None:
            assert read_number(type_number(value)) == value


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/positions?page=2", "/positions?page=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\nSet-Cookie: x", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_the_way_back_stays_on_this_site(site: Site, target: str | None, kept: str) -> None:
    with site.app.test_request_context():
        assert this.local_address(target) == kept
