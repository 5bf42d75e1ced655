"""Inviting a panel on the pages, and what a personal link opens: one scorecard, and nothing else on the site."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from dataclasses import dataclass

import pytest
from factories import NOW, World
from flask import url_for
from mail_server import SENDER, mail_server, text_of
from visiting import Browser, Site

from hiring import mail
from hiring.actions.audit import list_audit
from hiring.actions.invitations import add_external
from hiring.actions.permissions import Actor
from hiring.config import Config
from hiring.delivery import Delivery
from hiring.mail_settings import read_mail_settings
from hiring.storage.interview_tables import InvitationRow
from hiring.web import request as this
from hiring.web.access import NEEDS, OPEN_TO_GUESTS, Open

LINK = re.compile(r"https?://localhost(/i/[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")
VERA = {"name": "Vera Outside", "email": "vera@outside.example", "locale": "en"}


@dataclass(frozen=True)
class Cast:
    """An interview of two interviewers from here and Vera from outside."""

    interview: int
    application: int
    competencies: tuple[str, ...]
    vera: int
    recruiter: Actor
    administrator: Actor
    interviewer: Actor
    others: dict[str, object]
    """Ids of other things, by the name that addresses give them."""


@pytest.fixture
def cast(world: World, site: Site) -> Cast:
    """Nothing is left open on the database that the pages write to."""
    vera = add_external(world.session, actor=world.recruiter, interview_id=world.interview_id, **VERA, now=NOW)
    cast = Cast(
        interview=world.interview_id,
        application=world.application_id,
        competencies=world.competencies,
        vera=vera,
        recruiter=world.recruiter,
        administrator=world.administrator,
        interviewer=world.interviewer,
        others={
            "employer_id": world.employer_id,
            "position_id": world.position_id,
            "candidate_id": world.candidate_id,
            "application_id": world.application_id,
            "account_id": world.interviewer.account_id,
            "rubric_row_id": world.rubric_row_id,
        },
    )
    world.session.commit()
    site.forget_one_time_passwords()
    return cast


@pytest.fixture
def browser(site: Site, cast: Cast) -> Browser:
    """The recruiter's."""
    return site.browser(cast.recruiter)


@pytest.fixture
def link(cast: Cast, browser: Browser) -> str:
    """Vera's, as the page shows it once."""
    return made_link(cast, browser)


def made_link(cast: Cast, browser: Browser) -> str:
    page = browser.post(f"/interviews/{cast.interview}/external/{cast.vera}/link")
    found = LINK.search(page.text)
    assert page.status_code == 200 and found is not None
    return found.group(1)


@pytest.fixture
def guest(site: Site, link: str) -> Browser:
    return enter(site, link)


def enter(site: Site, link: str, **options: object) -> Browser:
    """As a person does: looks at the page of the link, then presses its button."""
    browser = site.browser()
    page = browser.get(link, **options)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert page.status_code == 200 and token is not None
    answer = browser.client.post(link, data={"csrf_token": token.group(1)}, **options)
    assert answer.status_code == 303, answer.text
    return browser


def test_a_link_opens_the_scorecard_and_the_guest_submits_it(site: Site, cast: Cast, guest: Browser) -> None:
    start = guest.get("/")
    assert (start.status_code, start.headers["Location"]) == (303, f"/interviews/{cast.interview}/scorecard")
    page = guest.get(start.headers["Location"])
    assert page.status_code == 200 and "Vera Outside" in page.text and 'aria-label="Main"' not in page.text
    interview, competencies = cast.interview, cast.competencies
    for competency in competencies:
        address = f"/interviews/{interview}/scorecard/{competency}"
        version = re.search(r'id="version"[^>]*value="(\d+)"', guest.get(address).text)
        assert version is not None
        saved = guest.post(address, {"rating": "3", "evidence": "Named the client.", "version": version.group(1)})
        assert saved.status_code == 303
    version = re.search(r'name="version" value="(\d+)"', guest.get(f"/interviews/{interview}/scorecard").text)
    assert version is not None
    assert guest.post(f"/interviews/{interview}/scorecard", {"version": version.group(1)}).status_code == 303
    assert "Submitted and locked" in guest.get(f"/interviews/{interview}/scorecard").text


def test_no_link_on_a_guests_page_leads_nowhere(cast: Cast, guest: Browser) -> None:
    pages = [f"/interviews/{cast.interview}/scorecard"]
    pages.append(f"{pages[0]}/{cast.competencies[0]}")
    for address in pages:
        for target in set(re.findall(r'href="(/[^"#]*)"', guest.get(address).text)):
            assert guest.client.get(target).status_code in (200, 303), target


def test_a_guest_reaches_its_scorecard_and_nothing_else(site: Site, cast: Cast, guest: Browser, link: str) -> None:
    """Every route there is: those not named in OPEN_TO_GUESTS are not there."""
    named = {"filename": "app.css", "competency": cast.competencies[0], "token": link.removeprefix("/i/")}
    values: dict[str, object] = {**cast.others, **named, "interview_id": cast.interview}
    tried = set()
    for rule in site.app.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            given = {name: values.get(name, "1") for name in rule.arguments}
            with site.app.test_request_context():
                address = url_for(rule.endpoint, **{name: _fit(value) for name, value in given.items()})
            answer = guest.get(address) if method == "GET" else guest.client.post(address, data={"csrf_token": ""})
            if NEEDS[rule.endpoint, method] is Open.PUBLIC or rule.endpoint in (*OPEN_TO_GUESTS, "home.my_day"):
                tried.add(rule.endpoint)
            elif method == "GET":
                assert answer.status_code == 404, (rule.endpoint, method, answer.status_code)
    assert tried >= OPEN_TO_GUESTS


def _fit(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdigit() else value


def test_a_guest_changes_nothing_but_the_scorecard(site: Site, cast: Cast, guest: Browser) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', guest.get("/", follow_redirects=True).text)
    assert token is not None
    for rule in site.app.url_map.iter_rules():
        if "POST" in rule.methods and rule.endpoint not in OPEN_TO_GUESTS:
            if NEEDS[rule.endpoint, "POST"] is Open.PUBLIC:
                continue
            with site.app.test_request_context():
                names = {name: cast.interview if name == "interview_id" else 1 for name in rule.arguments}
                address = url_for(rule.endpoint, **names)
            answer = guest.client.post(address, data={"csrf_token": token.group(1)})
            assert answer.status_code == 404, (rule.endpoint, answer.status_code)


def test_another_interview_of_the_same_person_takes_another_link(cast: Cast, guest: Browser, browser: Browser) -> None:
    kept = {"title": "Second", "kit": list(cast.competencies), "panel": [str(cast.interviewer.account_id)]}
    made = browser.post(f"/applications/{cast.application}/interviews/new", kept)
    other = int(made.headers["Location"].rsplit("/", 1)[1])
    assert browser.post(f"/interviews/{other}/external", VERA).status_code == 303
    assert guest.get(f"/interviews/{other}/scorecard").status_code == 404
    assert guest.get(f"/interviews/{cast.interview}/scorecard").status_code == 200


def test_looking_at_a_link_opens_nothing(site: Site, cast: Cast, link: str) -> None:
    looker = site.browser()
    page = looker.get(link)
    assert looker.client.head(link).status_code == 200
    assert "Vera Outside" in page.text and "Ёлкина" not in page.text
    assert looker.get("/").headers["Location"].startswith("/sign-in")
    with site.database.session(write=False) as session:
        assert [row.opened_at for row in session.query(InvitationRow)] == [None]


def test_a_form_of_another_site_opens_nothing(site: Site, link: str) -> None:
    stranger = site.browser()
    assert stranger.client.post(link).status_code == 400
    assert stranger.get("/").headers["Location"].startswith("/sign-in")


def test_the_address_of_a_link_goes_into_no_referer_and_no_index(site: Site, link: str) -> None:
    for address in (link, "/i/" + "x" * 43):
        answer = site.browser().get(address)
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"] and answer.headers["Cache-Control"] == "no-store"
    assert site.browser().get("/sign-in").headers["Referrer-Policy"] == "same-origin"


def test_a_link_opens_over_https_where_the_browser_tells_the_origin_only(site: Site, link: str) -> None:
    options = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/"}}
    guest = enter(site, link, **options)
    assert guest.get("/", base_url="https://localhost").status_code == 303


@pytest.mark.parametrize("token", ["x", "x" * 43, "%D0%B9" * 43, "x" * 2000, "..%2f..%2fetc"])
def test_any_other_link_is_told_the_same(site: Site, token: str) -> None:
    answer = site.browser().get(f"/i/{token}")
    assert answer.status_code == 404


def test_guessing_links_is_slowed_down_and_right_ones_are_not_counted(site: Site, link: str) -> None:
    browser = site.browser()
    for _ in range(40):
        assert browser.client.get(link).status_code == 200
    answers = [browser.client.get(f"/i/{number:043}").status_code for number in range(40)]
    assert answers[0] == 404 and answers[-1] == 429


def test_nothing_of_an_earlier_session_goes_along(site: Site, cast: Cast, link: str) -> None:
    """Neither what somebody put into this browser beforehand nor who was signed in."""
    browser = site.browser(cast.recruiter)
    with browser.client.session_transaction() as cookie:
        cookie["planted"], cookie["csrf_token"] = "yes", "f" * 40
    page = browser.get(link)
    assert "You are signed in as Rita Recruiter" in page.text
    browser.post(link)
    with browser.client.session_transaction() as cookie:
        assert "planted" not in cookie and cookie.get("csrf_token") != "f" * 40
        assert cookie["_user_id"].startswith(this.GUEST)
    assert browser.get("/candidates").status_code == 404


@pytest.mark.parametrize(
    "identity", ["guest-1", "guest-1:", "guest-1:wrong", "guest-:x", "guest-guest-1:x", "guest-9999999999:x"]
)
def test_a_cookie_without_the_right_stamp_is_nobodys(site: Site, link: str, identity: str) -> None:
    browser = site.browser()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = identity
    assert browser.get("/").headers["Location"].startswith("/sign-in")


def test_an_external_account_is_not_entered_without_its_link(site: Site, cast: Cast) -> None:
    from hiring.actions.accounts import find_account

    with site.database.session(write=False) as session:
        account = find_account(session, account_id=cast.vera)
    assert account is not None
    browser = site.browser()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = f"{account.id}:{account.session_stamp}"
    assert browser.get("/").headers["Location"].startswith("/sign-in")


def test_revoking_a_link_ends_what_is_open_with_it(cast: Cast, guest: Browser, browser: Browser, link: str) -> None:
    address = f"/interviews/{cast.interview}/scorecard"
    assert guest.get(address).status_code == 200
    assert browser.post(f"/interviews/{cast.interview}/external/{cast.vera}/revoke").status_code == 303
    assert guest.get(address).headers["Location"].startswith("/sign-in")
    assert "does not work" in guest.get(link).text
    assert "revoked" in browser.get(f"/interviews/{cast.interview}").text


def test_a_new_link_ends_what_was_open_with_the_one_before(cast: Cast, guest: Browser, browser: Browser) -> None:
    made_link(cast, browser)
    assert guest.get(f"/interviews/{cast.interview}/scorecard").status_code == 303


def test_an_expired_link_ends_what_is_open_with_it(site: Site, cast: Cast, guest: Browser, link: str) -> None:
    with site.database.session(write=True) as session:
        for row in session.query(InvitationRow):
            row.expires_at = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    assert guest.get(f"/interviews/{cast.interview}/scorecard").status_code == 303
    assert site.browser().get(link).status_code == 404


def test_a_guest_chooses_the_language_and_leaves(cast: Cast, guest: Browser) -> None:
    address = f"/interviews/{cast.interview}/scorecard"
    chosen = guest.post("/language", {"locale": "ru", "next": address})
    assert chosen.headers["Location"] == address
    assert '<html lang="ru">' in guest.get(address).text
    assert guest.post("/sign-out").status_code == 303
    assert guest.get(address).headers["Location"].startswith("/sign-in")


def test_a_guest_has_its_calendar_entry(cast: Cast, guest: Browser) -> None:
    answer = guest.get(f"/interviews/{cast.interview}/interview.ics")
    assert answer.mimetype == "text/calendar" and "METHOD:PUBLISH" in answer.text
    assert "/i/" not in answer.text.replace("//hiring//interviews//", "")


def test_no_secret_is_logged_or_kept_in_the_trail(
    site: Site, cast: Cast, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even when the page of the link breaks."""
    caplog.set_level(logging.DEBUG)
    site.app.config["TESTING"] = False
    browser = enter(site, link)
    broken = site.browser()
    with site.database.engine.begin() as connection:
        connection.exec_driver_sql("alter table invitation rename to invitation_gone")
    assert broken.get(link).status_code == 500
    with site.database.engine.begin() as connection:
        connection.exec_driver_sql("alter table invitation_gone rename to invitation")
    token = link.removeprefix("/i/")
    assert "failed: GET /i/<token>" in caplog.text and token not in caplog.text
    assert browser.get("/").status_code == 303
    with site.database.session(write=False) as session:
        lines = list_audit(session, actor=cast.administrator).items
    assert "open_invitation" in {line.action for line in lines}
    assert token not in repr(lines)


def test_the_panel_is_written_to_and_without_a_mail_server_by_hand(site: Site, cast: Cast, browser: Browser) -> None:
    page = f"/interviews/{cast.interview}"
    assert browser.get(page).text.count("not asked yet") == 3
    said = browser.post(f"{page}/invitations", follow_redirects=True)
    assert "3 letters are in the outbox. No mail server is set" in said.text and "Write to the panel" not in said.text
    assert "Outbox, 3 not sent" in browser.get("/interviews").text
    listed = browser.get("/outbox?state=queued")
    numbers = re.findall(r'href="/outbox/(\d+)"', listed.text)
    assert len(numbers) == 3
    [number] = [item for item in numbers if "/i/…" in browser.get(f"/outbox/{item}").text]
    letter = browser.get(f"/outbox/{number}")
    assert "Send again" not in letter.text and "Send now" not in letter.text and not LINK.search(letter.text)
    shown = browser.post(f"/outbox/{number}/text")
    found = LINK.search(shown.text)
    assert found is not None and site.browser().get(found.group(1)).status_code == 200
    file = browser.get(f"/outbox/{number}/interview.ics")
    assert "METHOD:REQUEST" in file.text and "attachment" in file.headers["Content-Disposition"]
    browser.post(f"/outbox/{number}/sent")
    assert "sent by hand" in browser.get(f"/outbox/{number}").text
    assert "No letters here" in browser.get("/outbox?state=failed").text


def test_letters_leave_after_the_answer_and_a_silent_server_holds_up_no_page(
    cast: Cast, site: Site, browser: Browser
) -> None:
    import socket

    with socket.create_server(("localhost", 0)) as silent:
        settings = read_mail_settings(f"smtp://localhost:{silent.getsockname()[1]}", SENDER)
        with site.app.app_context():
            this.install_mail(site.app, Delivery(site.database, settings).send_soon)
        begun = time.monotonic()
        assert browser.post(f"/interviews/{cast.interview}/invitations").status_code == 303
        assert browser.get(f"/interviews/{cast.interview}").status_code == 200
        assert time.monotonic() - begun < mail.TIMEOUT, "no page waits until the server is given up"


def test_a_letter_that_failed_is_shown_with_the_reason_and_sent_again(cast: Cast, site: Site, browser: Browser) -> None:
    with mail_server() as server:
        this.install_mail(site.app, Delivery(site.database, server.settings()).send_soon)
        server.refused.add(VERA["email"])
        browser.post(f"/interviews/{cast.interview}/invitations")
        page = wait_for(browser, f"/interviews/{cast.interview}", "not sent")
        assert page.count("sent 2 Mar") <= 2
        listed = wait_for(browser, "/outbox?state=failed", "550 5.1.1 No such user here")
        number = re.findall(r'href="/outbox/(\d+)"', listed)[0]
        server.refused.clear()
        assert "Send again" in browser.get(f"/outbox/{number}").text
        browser.post(f"/outbox/{number}/again")
        wait_for(browser, f"/outbox/{number}", "Attempts</dt><dd>2</dd>")
        wait_for(browser, "/outbox?state=sending", "No letters here")
        assert len(server.letters) == 3
        [written] = [letter for letter in server.letters if "/i/" in text_of(letter)]
        found = LINK.search(text_of(written))
        assert found is not None
        assert enter(site, found.group(1)).get("/").status_code == 303


def wait_for(browser: Browser, address: str, words: str) -> str:
    until = time.monotonic() + 20
    while words not in (page := browser.get(address).text):
        assert time.monotonic() < until, page
        time.sleep(0.05)
    return page


def test_an_interview_is_called_off_and_brought_back(site: Site, cast: Cast, browser: Browser, guest: Browser) -> None:
    address = f"/interviews/{cast.interview}"
    form = browser.get(f"{address}/cancel").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', form)
    assert version is not None
    assert browser.post(f"{address}/cancel", {"version": "0"}).status_code == 409
    assert browser.post(f"{address}/cancel", {"version": version.group(1)}).status_code == 303
    assert "This interview is called off" in browser.get(address).text
    assert "called off" in browser.get("/interviews").text
    assert guest.get("/").headers["Location"].startswith("/sign-in")
    edit = browser.get(f"{address}/edit").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', edit)
    assert version is not None
    kept = {"title": "First", "kit": list(cast.competencies), "panel": [str(cast.interviewer.account_id)]}
    assert browser.post(f"{address}/edit", {"version": version.group(1), **kept}).status_code == 303
    assert "Write to the panel" in browser.get(address).text


def test_changing_an_interview_keeps_who_is_from_outside(cast: Cast, browser: Browser) -> None:
    address = f"/interviews/{cast.interview}/edit"
    page = browser.get(address).text
    assert re.search(rf'<input[^>]*checked[^>]*value="{cast.vera}"', page)
    new = browser.get(f"/applications/{cast.application}/interviews/new").text
    assert "Vera Outside" not in new


def test_refused_people_from_outside_keep_what_was_typed(cast: Cast, browser: Browser) -> None:
    address = f"/interviews/{cast.interview}/external"
    again = browser.post(address, VERA)
    assert again.status_code == 422 and "on the panel already" in again.text and "Vera Outside" in again.text
    wrong = browser.post(address, {"name": "Kept Name", "email": "nobody", "locale": "en"})
    assert wrong.status_code == 422 and "Kept Name" in wrong.text


def test_an_account_from_outside_has_no_password_to_give(site: Site, cast: Cast) -> None:
    page = site.browser(cast.administrator).get(f"/accounts/{cast.vera}").text
    assert "Scores through a personal link" in page and "one-time password" not in page
    assert "by personal link" in site.browser(cast.administrator).get("/accounts").text


def test_pages_speak_russian(site: Site, cast: Cast, browser: Browser, link: str) -> None:
    browser.post(f"/interviews/{cast.interview}/invitations")
    browser.post("/language", {"locale": "ru"})
    for address in (f"/interviews/{cast.interview}", "/outbox", f"/interviews/{cast.interview}/external"):
        assert '<html lang="ru">' in browser.get(address).text
    assert '<html lang="ru">' in site.browser(locale="ru").get(link).text


def test_settings_of_mail_reach_the_application(tmp_path: object) -> None:
    config = Config.from_env(
        {"HIRING_DATA": str(tmp_path), "SMTP_URL": "smtp://mail.example.org", "MAIL_FROM": "a@b.example"}
    )
    assert config.mail is not None and config.mail.host == "mail.example.org"
    assert Config.from_env({"HIRING_DATA": str(tmp_path)}).mail is None
