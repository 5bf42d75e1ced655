"""The pages of a calibration exercise: preparing, rating blind, the report and its PDF."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from calibrating import REASON, prepare, submit
from factories import NOW, World
from pypdf import PdfReader
from visiting import Browser, Site

from hiring.actions.calibration import get_exercise
from hiring.actions.calibration_ratings import get_own_card
from hiring.actions.calibration_setup import close_exercise
from hiring.actions.permissions import Role

SEEN = re.compile(r'name="seen" value="([^"]*)"')


@pytest.fixture
def ready(world: World, site: Site) -> World:
    """With everybody who is asked for below, committed."""
    assert world.recruiter and world.interviewer and world.second_interviewer and world.manager
    world.session.commit()
    site.forget_one_time_passwords()
    return world


def commit(world: World, site: Site) -> None:
    world.session.commit()
    site.forget_one_time_passwords()


def version_of(world: World, identity: int) -> int:
    """Read and let go: a page that writes has to wait for whoever holds the database."""
    version = get_exercise(world.session, actor=world.recruiter, exercise_id=identity).version
    world.session.rollback()
    return version


def own_version(world: World, identity: int) -> int:
    """Of the interviewer's own ratings; as `version_of`."""
    version = get_own_card(world.session, actor=world.interviewer, exercise_id=identity).version
    world.session.rollback()
    return version


def prepared_form(world: World, identity: int, **changes: Any) -> dict[str, Any]:
    return {
        "version": version_of(world, identity),
        "title": "Spring",
        "level": "L2",
        "due_on": "2026-05-01",
        "transcript": "Spoken words",
        "transcript_locale": "en",
        "recording": "",
        "rows-negotiation-rated": "y",
        "rows-negotiation-value": "3",
        "rows-negotiation-reason": REASON,
        "participants": [str(world.interviewer.account_id), str(world.second_interviewer.account_id)],
        **changes,
    }


def rating_form(browser: Browser, address: str, **changes: Any) -> dict[str, Any]:
    page = browser.get(address).text
    seen = SEEN.search(page)
    version = re.search(r'id="version" value="(\d+)"', page)
    assert seen and version
    return {
        "version": version.group(1),
        "seen": seen.group(1).replace("&#34;", '"'),
        "rating": "3",
        "evidence": "They prepared",
        **changes,
    }


class TestPreparing:
    def test_from_nothing_to_open(self, ready: World, site: Site) -> None:
        browser = site.browser(ready.recruiter)
        assert "No exercises yet" in browser.get("/calibration").text
        assert ready.rubric_row_id
        commit(ready, site)
        made = browser.post("/calibration/new", {"title": "Spring", "rubric": ready.rubric_row_id, "once": "a" * 22})
        assert made.status_code == 303
        address = made.headers["Location"].removesuffix("/edit")
        again = browser.post("/calibration/new", {"title": "Spring", "rubric": ready.rubric_row_id, "once": "a" * 22})
        assert again.headers["Location"] == made.headers["Location"]
        identity = int(address.rpartition("/")[2])
        assert "Open for ratings" not in browser.get(address).text
        saved = browser.post(f"{address}/edit", prepared_form(ready, identity))
        assert (saved.status_code, saved.headers["Location"]) == (303, address)
        opened = browser.post(f"{address}/open", {"version": version_of(ready, identity)})
        assert opened.status_code == 303
        page = browser.get(address).text
        assert "open for ratings" in page and "0 of 2 submitted" in page and "May 1, 2026" in page

    def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(self, ready: World, site: Site) -> None:
        identity = prepare(ready, opened=False)
        commit(ready, site)
        form = prepared_form(
            ready, identity, recording="ftp://example.org", due_on="soon", **{"rows-negotiation-reason": ""}
        )
        answer = site.browser(ready.recruiter).post(f"/calibration/{identity}/edit", form)
        assert answer.status_code == 422
        assert "ftp://example.org" in answer.text and "Spoken words" in answer.text
        assert "Write a date like" in answer.text
        answer = site.browser(ready.recruiter).post(f"/calibration/{identity}/edit", {**form, "due_on": ""})
        assert answer.status_code == 422
        assert "begins with https://" in answer.text and "which words of the sample" in answer.text

    def test_an_older_form_shows_both_versions(self, ready: World, site: Site) -> None:
        identity = prepare(ready, opened=False)
        commit(ready, site)
        form = prepared_form(ready, identity, version=1, participants=[str(ready.interviewer.account_id)])
        answer = site.browser(ready.recruiter).post(f"/calibration/{identity}/edit", form)
        assert answer.status_code == 409
        assert (
            "Spoken words" in answer.text and "Saved meanwhile by somebody else: I prepared three variants." in answer.text
        )
        assert ready.manager.name in answer.text
        version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
        assert version and int(version.group(1)) == version_of(ready, identity)
        second = site.browser(ready.recruiter).post(f"/calibration/{identity}/edit", {**form, "version": version.group(1)})
        assert second.status_code == 303

    def test_lines_as_a_browser_sends_them_are_not_said_to_differ(self, ready: World, site: Site) -> None:
        identity = prepare(ready, opened=False, transcript="First words.\nThen others.")
        commit(ready, site)
        form = prepared_form(ready, identity, version=1, transcript="First words.\r\nThen others.", title="Autumn")
        answer = site.browser(ready.recruiter).post(f"/calibration/{identity}/edit", form)
        assert answer.status_code == 409 and "Saved meanwhile by somebody else: Negotiation, spring" in answer.text
        assert "Saved meanwhile by somebody else: First words." not in answer.text

    def test_it_does_not_open_without_a_sample(self, ready: World, site: Site) -> None:
        identity = prepare(ready, opened=False, transcript="", competencies=())
        commit(ready, site)
        browser = site.browser(ready.recruiter)
        answer = browser.post(f"/calibration/{identity}/open", {"version": version_of(ready, identity)})
        assert answer.status_code == 422
        assert "Give a sample" in answer.text and "at least one competency" in answer.text

    def test_a_draft_is_thrown_away_by_who_began_it(self, ready: World, site: Site) -> None:
        identity = prepare(ready, opened=False)
        second = ready.account(Role.RECRUITER, "Rosa Recruiter")
        commit(ready, site)
        address = f"/calibration/{identity}/discard"
        other = site.browser(second)
        assert address not in other.get(f"/calibration/{identity}").text
        assert other.get(address).status_code == other.post(address, {"version": 2}).status_code == 409
        browser = site.browser(ready.recruiter)
        assert address in browser.get(f"/calibration/{identity}").text
        assert "deleted for good" in browser.get(address).text
        older = browser.post(address, {"version": 1})
        assert older.status_code == 409
        shown = re.search(r'name="version"[^>]*value="(\d+)"', older.text)
        assert shown is not None
        assert browser.post(address, {"version": shown[1]}).status_code == 303
        assert browser.get(f"/calibration/{identity}").status_code == 404

    def test_a_recruiter_who_takes_part_is_kept_from_preparing(self, ready: World, site: Site) -> None:
        second = ready.account(Role.RECRUITER, "Rosa Recruiter")
        identity = prepare(ready, participants=(second.account_id, ready.interviewer.account_id))
        commit(ready, site)
        browser = site.browser(second)
        assert browser.get(f"/calibration/{identity}/edit").status_code == 409
        page = browser.get(f"/calibration/{identity}").text
        assert REASON not in page and "reference" not in page.lower() and "Close now" not in page
        assert browser.post(f"/calibration/{identity}/close", {"version": 1}).status_code == 409

    def test_a_recording_is_a_link_that_tells_nobody_where_it_was_followed_from(self, ready: World, site: Site) -> None:
        identity = prepare(ready, recording="https://example.org/talk?id=1&part=2")
        commit(ready, site)
        page = site.browser(ready.interviewer).get(f"/calibration/{identity}").text
        assert (
            '<a href="https://example.org/talk?id=1&amp;part=2" target="_blank" rel="noopener noreferrer nofollow">' in page
        )


class TestRating:
    def test_page_by_page_to_the_end(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser, address = site.browser(ready.interviewer), f"/calibration/{identity}"
        assert "Begin" in browser.get(address).text
        first, last = f"{address}/rate/client-insight", f"{address}/rate/negotiation"
        page = browser.get(first).text
        assert "The buyer said no" in page and "expected of level 2" in page
        assert browser.post(first, rating_form(browser, first)).headers["Location"] == last
        refused = browser.post(f"{address}/submit", {"version": 99})
        assert refused.status_code == 409
        refused = browser.post(f"{address}/submit", {"version": own_version(ready, identity)})
        assert refused.status_code == 422 and "Still missing" in refused.text
        assert browser.post(last, rating_form(browser, last, rating="none", evidence="")).headers["Location"] == address
        done = browser.post(f"{address}/submit", {"version": own_version(ready, identity)})
        assert done.status_code == 303
        page = browser.get(address).text
        assert "You submitted" in page and "1 of 3 submitted" in page
        assert 'name="evidence" rows="4" aria-describedby="evidence-hint" disabled' in browser.get(first).text

    def test_autosave_and_two_windows(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser, address = site.browser(ready.interviewer), f"/calibration/{identity}/rate/negotiation"
        stale = rating_form(browser, address, evidence="the second window")
        saved = browser.post(f"{address}/draft", rating_form(browser, address, evidence="the first window"))
        assert saved.status_code == 200 and saved.json is not None and saved.json["state"] == "saved"
        assert browser.post(f"{address}/draft", stale).status_code == 409
        both = browser.post(address, stale)
        assert both.status_code == 409
        assert "the first window" in both.text and "the second window" in both.text

    def test_what_was_typed_after_the_end_is_shown_apart_and_counts_for_nothing(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser, address = site.browser(ready.interviewer), f"/calibration/{identity}/rate/negotiation"
        form = rating_form(browser, address, rating="4", evidence="Too late")
        site.browser(ready.recruiter).post(f"/calibration/{identity}/close", {})
        answer = browser.post(address, form)
        assert answer.status_code == 409 and "What you typed here is no part of it any more" in answer.text
        assert "Too late" in answer.text and "open the scorecard for correction" not in answer.text
        assert not re.search(r'<textarea[^>]*id="evidence"[^>]*>\s*Too late', answer.text)
        assert not re.search(r'<input[^>]*name="rating"[^>]*checked', answer.text)

    def test_what_was_typed_for_another_person_is_refused(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser, address = site.browser(ready.interviewer), f"/calibration/{identity}/rate/negotiation"
        answer = browser.post(f"{address}/draft", rating_form(browser, address, person=ready.manager.account_id))
        assert answer.status_code == 409

    def test_a_text_that_is_too_long_stays_on_the_page(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser, address = site.browser(ready.interviewer), f"/calibration/{identity}/rate/negotiation"
        answer = browser.post(address, rating_form(browser, address, evidence="y" * 10_001))
        assert answer.status_code == 422 and "y" * 10_001 in answer.text

    def test_a_competency_that_is_not_rated_here_is_not_found(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser = site.browser(ready.interviewer)
        assert browser.get(f"/calibration/{identity}/rate/deal-execution").status_code == 404
        assert site.browser(ready.recruiter).get(f"/calibration/{identity}/rate/negotiation").status_code == 404

    def test_without_a_token_nothing_is_saved(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        browser = site.browser(ready.interviewer)
        for part in ("submit", "rate/negotiation", "rate/negotiation/draft"):
            assert browser.client.post(f"/calibration/{identity}/{part}", data={"rating": "3"}).status_code == 400
        card = get_own_card(ready.session, actor=ready.interviewer, exercise_id=identity)
        assert card.state == "new"


def read_all(site: Site, world: World, identity: int) -> dict[str, dict[str, tuple[int, str]]]:
    """Every page of the exercise as the two who have yet to rate see it."""
    pages = ("", "/rate/negotiation", "/rate/client-insight", "/report", "/report.pdf", "/edit")
    addresses = ["/", "/calibration", *(f"/calibration/{identity}{page}" for page in pages)]
    found = {}
    for name, actor in (("interviewer", world.interviewer), ("manager", world.manager)):
        browser = site.browser(actor)
        answers = {address: browser.client.get(address) for address in addresses}
        found[name] = {
            address: (answer.status_code, re.sub(r'(csrf_token" value="|\b)[\w.-]{40,}|\b[0-9a-f]{8}\b', "", answer.text))
            for address, answer in answers.items()
        }
    return found


def test_who_has_yet_to_rate_sees_the_same_whatever_the_others_did(ready: World, site: Site) -> None:
    """To the last letter: no count, mark, order or name."""
    identity = prepare(ready)
    commit(ready, site)
    before = read_all(site, ready, identity)
    assert before["interviewer"][f"/calibration/{identity}"][0] == 200
    submit(ready, ready.second_interviewer, identity, 5)
    ready.session.commit()
    assert read_all(site, ready, identity) == before
    assert all(REASON not in text for pages in before.values() for _, text in pages.values())


class TestReport:
    @pytest.fixture
    def closed(self, ready: World, site: Site) -> int:
        identity = prepare(ready)
        submit(ready, ready.interviewer, identity, {"client-insight": 3, "negotiation": 4})
        submit(ready, ready.second_interviewer, identity, {"client-insight": 3, "negotiation": 2})
        close_exercise(ready.session, actor=ready.recruiter, exercise_id=identity, now=NOW)
        commit(ready, site)
        return identity

    def test_before_the_end_there_is_none(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        commit(ready, site)
        answer = site.browser(ready.recruiter).get(f"/calibration/{identity}/report")
        assert answer.status_code == 409 and "The report opens when" in answer.text

    def test_who_runs_it_sees_names_and_what_to_talk_through(self, ready: World, site: Site, closed: int) -> None:
        page = site.browser(ready.recruiter).get(f"/calibration/{closed}/report").text
        assert "Negotiation: 2 or 3?" in page and "Negotiation: 3 or 4?" in page
        assert ready.interviewer.name in page and ready.second_interviewer.name in page
        assert REASON in page and "2 of 3 submitted" in page
        assert "Too few to speak of strictness" in page
        assert "2 ratings, from 2 to 4: 2 points apart." in page
        assert "0 exactly, 2 one point off, 0 two or more off" in page

    def test_who_took_part_sees_letters(self, ready: World, site: Site, closed: int) -> None:
        for actor in (ready.interviewer, ready.manager):
            page = site.browser(actor).get(f"/calibration/{closed}/report").text
            body = page.partition("<main")[2].replace("heard", "")
            assert ready.second_interviewer.name not in body.replace(f"{ready.second_interviewer.name}  ", "")
            assert ("rater-own" in page) == (actor is ready.interviewer)
            assert "names=yes" not in page

    @pytest.mark.parametrize("locale", ["en", "ru"])
    def test_the_file_has_letters_and_names_only_for_who_runs_it(
        self, ready: World, site: Site, closed: int, locale: str
    ) -> None:
        address = f"/calibration/{closed}/report.pdf?locale={locale}"
        plain = site.browser(ready.recruiter).get(address)
        assert (plain.status_code, plain.mimetype) == (200, "application/pdf")
        assert plain.data == site.browser(ready.administrator).get(address).data
        named = site.browser(ready.recruiter).get(f"{address}&names=yes").data
        assert self.says(named, ready.interviewer.name, "Name" if locale == "en" else None)
        asked = site.browser(ready.manager).get(f"{address}&names=yes").data
        assert asked == site.browser(ready.manager).get(address).data

    def says(self, content: bytes, *words: str | None) -> bool:
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        return all(word in text for word in words if word)

    def test_an_exercise_that_nobody_rated_says_so(self, ready: World, site: Site) -> None:
        identity = prepare(ready)
        close_exercise(ready.session, actor=ready.recruiter, exercise_id=identity, now=NOW)
        commit(ready, site)
        page = site.browser(ready.recruiter).get(f"/calibration/{identity}/report").text
        assert "Fewer than two people submitted" in page and "0 of 3 submitted" in page
        late = site.browser(ready.manager).get(f"/calibration/{identity}").text
        assert "closed before you submitted" in late
        assert get_exercise(ready.session, actor=ready.manager, exercise_id=identity).sight.report
