"""What went wrong is said on a page: what happened, what to do, nothing of the program's insides, nothing half saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from factories import World
from flask import Flask
from visiting import Browser, Site

from hiring.actions.employers import create_employer, list_employers
from hiring.errors import Conflict
from hiring.web import request as this
from hiring.web.access import NEEDS, Open


@pytest.fixture
def broken(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site with two views more: one writes, then fails; the other writes, then finds a conflict."""
    add_view(site.app, "fail", ValueError("secret detail"))
    add_view(site.app, "clash", Conflict("stale"))
    listed = {**NEEDS, ("fail", "POST"): Open.SIGNED_IN, ("clash", "POST"): Open.SIGNED_IN}
    monkeypatch.setattr("hiring.web.access.NEEDS", listed)
    yield site


def add_view(app: Flask, name: str, error: Exception) -> None:
    def view() -> str:
        create_employer(this.session(), actor=this.actor(), name=f"Half {name}", industry="", notes="", now=this.now())
        raise error

    app.add_url_rule(f"/{name}", name, view, methods=["POST"])


@pytest.fixture
def browser(broken: Site, world: World) -> Browser:
    recruiter = world.recruiter
    world.session.commit()
    broken.forget_one_time_passwords()
    return broken.browser(recruiter)


@pytest.mark.parametrize(("address", "status"), [("/fail", 500), ("/clash", 409)])
def test_an_error_saves_nothing_and_shows_no_insides(
    broken: Site, world: World, browser: Browser, address: str, status: int
) -> None:
    answer = browser.post(address)
    assert answer.status_code == status
    assert "secret detail" not in answer.text and "Traceback" not in answer.text
    with broken.database.session(write=False) as session:
        assert list_employers(session, actor=world.recruiter).total == 0


def test_the_page_and_the_log_name_a_failure_alike(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    found = re.search(r"Number of this failure: ([0-9a-f]{8})", browser.post("/fail").text)
    assert found is not None
    assert [record for record in caplog.records if found.group(1) in record.getMessage() and record.exc_info]


def test_htmx_gets_a_fragment(browser: Browser) -> None:
    answer = browser.get("/no-such-page", headers={"HX-Request": "true"})
    assert answer.status_code == 404 and "<html" not in answer.text and "Not found" in answer.text


@pytest.mark.parametrize("address", ["/employers/999", "/employers/99999999999999999999", "/positions/0", "/nowhere"])
def test_what_there_is_not_is_not_found(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 404 and "Not found" in answer.text


def test_more_than_the_program_takes_is_refused(browser: Browser) -> None:
    answer = browser.post("/employers/new", {"name": "x" * 3_000_000})
    assert answer.status_code == 413


def test_a_page_of_a_list_beyond_the_last_is_the_last(browser: Browser) -> None:
    for query in ("page=99", "page=-1", "page=many", "page=" + "9" * 40):
        assert browser.get(f"/candidates?{query}").status_code == 200
