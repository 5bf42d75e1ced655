"""The scorecard as its interviewer meets it: filled in by buttons or saved on the way, refused in words, then locked."""

from __future__ import annotations

import re

import pytest
from factories import EVIDENCE, World
from visiting import Browser, Site

from hiring.actions.permissions import Role
from hiring.actions.scorecards import ScorecardView, get_scorecard

KIT = ("negotiation", "communication")
LONGEST = 10_000


@pytest.fixture
def card(world: World, site: Site) -> str:
    """The address of the scorecard of two competencies that both interviewers owe."""
    identity = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=KIT)
    commit(world, site)
    return f"/interviews/{identity}/scorecard"


@pytest.fixture
def browser(world: World, site: Site, card: str) -> Browser:
    return site.browser(world.interviewer)


def commit(world: World, site: Site) -> None:
    world.session.commit()
    site.forget_one_time_passwords()


def kept(site: Site, world: World, card: str) -> ScorecardView:
    """What is stored of the interviewer's own."""
    with site.database.session(write=False) as session:
        return get_scorecard(session, actor=world.interviewer, interview_id=int(card.split("/")[2]))


def seen_version(browser: Browser, address: str) -> str:
    found = re.search(r'name="version"[^>]*value="(-?\d+)"', browser.get(address).text)
    assert found is not None
    return found.group(1)


def rate(browser: Browser, card: str, competency: str, rating: str, evidence: str = EVIDENCE, **more: str) -> str:
    """By the button of the page; answers where it leads."""
    address = f"{card}/{competency}"
    given = {"version": seen_version(browser, address), "rating": rating, "evidence": evidence, **more}
    answer = browser.post(address, given)
    assert answer.status_code == 303
    return answer.headers["Location"]


def fill(browser: Browser, card: str) -> None:
    rate(browser, card, "negotiation", "4")
    rate(browser, card, "communication", "none", "")


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


class TestPages:
    @pytest.mark.parametrize("locale", ["ru", "en"])
    def test_all_are_good_html_new_begun_and_locked(self, site: Site, world: World, card: str, locale: str) -> None:
        browser = site.browser(world.interviewer, locale=locale)
        addresses = [card, *(f"{card}/{item}" for item in KIT)]
        assert {browser.get(address).status_code for address in addresses} == {200}
        fill(browser, card)
        assert {browser.get(address).status_code for address in addresses} == {200}
        browser.post(card, {"version": seen_version(browser, card)})
        assert {browser.get(address).status_code for address in addresses} == {200}

    def test_every_point_is_described_and_the_minimum_of_the_level_is_marked(self, browser: Browser, card: str) -> None:
        page = browser.get(f"{card}/negotiation").text
        assert [f'id="rating-{value}"' in page for value in (1, 2, 3, 4, 5)] == [True] * 5
        assert len(re.findall(r'class="point-words">[^<]{4,}<', page)) == 5
        assert page.count("point-expected") == 1
        assert 'class="card-question"' in page and " checked" not in page

    def test_what_is_not_in_the_kit_has_no_page(self, browser: Browser, card: str) -> None:
        for competency in ("account-growth", "nothing"):
            assert browser.get(f"{card}/{competency}").status_code == 404
            assert browser.post(f"{card}/{competency}", {"rating": "3"}).status_code == 404

    def test_nobody_else_reaches_it(self, site: Site, world: World, card: str) -> None:
        outsider = world.account(Role.INTERVIEWER, "Otto Outsider")
        assert world.manager and world.recruiter
        commit(world, site)
        for actor in (outsider, world.recruiter, world.manager):
            visitor = site.browser(actor)
            answers = [
                visitor.get(card),
                visitor.get(f"{card}/negotiation"),
                visitor.post(card, {"version": "0"}),
                visitor.post(f"{card}/negotiation/draft", {"version": "0", "rating": "5"}),
            ]
            assert [answer.status_code for answer in answers] == [404] * 4
        assert kept(site, world, card).state == "new"

    def test_the_second_interviewer_sees_nothing_of_the_first(self, site: Site, world: World, card: str) -> None:
        fill(site.browser(world.interviewer), card)
        page = site.browser(world.second_interviewer).get(f"{card}/negotiation").text
        assert EVIDENCE not in page and " checked" not in page


class TestRating:
    def test_the_button_saves_and_goes_on_to_the_overview(
        self, browser: Browser, site: Site, world: World, card: str
    ) -> None:
        assert rate(browser, card, "negotiation", "4") == f"{card}/communication"
        assert rate(browser, card, "communication", "none", "") == card
        view = kept(site, world, card)
        assert (view.rating("negotiation").value, view.rating("negotiation").evidence) == (4, EVIDENCE)
        assert (view.rating("communication").observed, view.rating("communication").value) == (False, None)
        assert "Done: 2 of 2" in browser.get(card).text

    def test_the_other_button_goes_to_the_overview_at_once(self, browser: Browser, card: str) -> None:
        assert rate(browser, card, "negotiation", "2", then="overview") == card

    def test_the_page_shows_again_what_was_saved(self, browser: Browser, card: str) -> None:
        rate(browser, card, "negotiation", "2", "<b>first</b> line\nsecond")
        page = browser.get(f"{card}/negotiation").text
        assert re.findall(r'value="([^"]+)" checked', page) == ["2"]
        assert "&lt;b&gt;first&lt;/b&gt; line\nsecond" in page

    def test_evidence_alone_is_kept_and_called_unrated(self, browser: Browser, site: Site, world: World, card: str) -> None:
        rate(browser, card, "negotiation", "", "Half a sentence")
        assert kept(site, world, card).rating("negotiation").evidence == "Half a sentence"
        assert "no rating" in browser.get(card).text

    @pytest.mark.parametrize("rating", ["6", "0", "99999"])
    def test_a_rating_off_the_scale_is_refused_with_what_was_typed(
        self, browser: Browser, site: Site, world: World, card: str, rating: str
    ) -> None:
        answer = browser.post(f"{card}/negotiation", {"version": "0", "rating": rating, "evidence": "Typed here"})
        assert answer.status_code == 422 and "Typed here" in answer.text
        assert 'class="fault"' in answer.text and "negotiation:" not in words(answer.text)
        assert kept(site, world, card).state == "new"

    def test_evidence_that_is_too_long_is_refused_and_not_cut(
        self, browser: Browser, site: Site, world: World, card: str
    ) -> None:
        typed = "Ё" * (LONGEST + 1)
        answer = browser.post(f"{card}/negotiation", {"version": "0", "rating": "4", "evidence": typed})
        assert answer.status_code == 422 and typed in answer.text and "negotiation:" not in words(answer.text)
        assert kept(site, world, card).state == "new"

    def test_another_window_is_told_of_and_both_versions_are_shown(
        self, browser: Browser, site: Site, world: World, card: str
    ) -> None:
        address = f"{card}/negotiation"
        rate(browser, card, "negotiation", "2", "From the other window")
        answer = browser.post(address, {"version": "0", "rating": "5", "evidence": "From this window"})
        assert answer.status_code == 409
        assert "From the other window" in answer.text and "From this window" in answer.text
        assert re.findall(r'value="([^"]+)" checked', answer.text) == ["5"]
        assert kept(site, world, card).rating("negotiation").value == 2
        version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
        assert version is not None
        again = {"version": version.group(1), "rating": "5", "evidence": "From this window"}
        assert browser.post(address, again).status_code == 303
        assert kept(site, world, card).rating("negotiation").evidence == "From this window"


class TestAutosave:
    def send(self, browser: Browser, card: str, version: object, rating: str, evidence: str = EVIDENCE) -> tuple[int, dict]:
        given = {"version": version, "rating": rating, "evidence": evidence}
        answer = browser.post(f"{card}/negotiation/draft", given)
        assert answer.mimetype == "application/json"
        return answer.status_code, answer.get_json()

    def test_it_answers_the_version_to_send_next_and_the_time(
        self, browser: Browser, site: Site, world: World, card: str
    ) -> None:
        status, first = self.send(browser, card, 0, "3", "")
        assert status == 200 and re.fullmatch(r"Saved at \d\d:\d\d\.", first["words"])
        status, second = self.send(browser, card, first["version"], "4")
        assert status == 200 and second["version"] > first["version"]
        assert kept(site, world, card).rating("negotiation").value == 4

    def test_a_message_that_comes_twice_is_saved_once(self, browser: Browser, site: Site, world: World, card: str) -> None:
        first, again = self.send(browser, card, 0, "3"), self.send(browser, card, 0, "3")
        assert first[0] == again[0] == 200 and first[1]["version"] == again[1]["version"]

    @pytest.mark.parametrize("version", [0, "x", "-5", "9" * 30, ""])
    def test_a_stale_one_changes_nothing_and_says_so(
        self, browser: Browser, site: Site, world: World, card: str, version: object
    ) -> None:
        self.send(browser, card, 0, "3")
        status, said = self.send(browser, card, version, "5")
        assert status == 409 and "in the meantime" in said["words"]
        assert kept(site, world, card).rating("negotiation").value == 3

    def test_a_refusal_calls_the_competency_by_its_name(self, browser: Browser, world: World, card: str) -> None:
        status, said = self.send(browser, card, 0, "4", "x" * (LONGEST + 1))
        assert status == 422 and "negotiation" not in said["words"]

    def test_a_locked_one_says_so_and_an_unknown_one_is_not_found(self, browser: Browser, card: str) -> None:
        fill(browser, card)
        browser.post(card, {"version": seen_version(browser, card)})
        status, said = self.send(browser, card, 0, "1")
        assert (status, said["words"]) == (409, "This scorecard is submitted and locked.")
        assert browser.post("/interviews/999999/scorecard/negotiation/draft", {"rating": "1"}).status_code == 404


class TestSubmitting:
    def test_the_overview_names_each_gap_and_leads_to_it(self, browser: Browser, card: str) -> None:
        rate(browser, card, "negotiation", "4", "")
        page = browser.get(card).text
        missing = page.split("Still missing")[1].split("</ul>")[0]
        assert missing.count(f'href="{card}/') == 2
        assert f'btn-primary" href="{card}/negotiation"' in page

    def test_a_gap_refuses_and_locks_nothing(self, browser: Browser, site: Site, world: World, card: str) -> None:
        rate(browser, card, "negotiation", "4")
        answer = browser.post(card, {"version": seen_version(browser, card)})
        assert answer.status_code == 422 and "Still missing" in answer.text
        assert kept(site, world, card).state == "draft"

    def test_it_locks_the_pages(self, browser: Browser, site: Site, world: World, card: str) -> None:
        fill(browser, card)
        assert browser.post(card, {"version": seen_version(browser, card)}).status_code == 303
        page = browser.get(card).text
        assert "Submitted and locked" in page and 'name="version"' not in page
        locked = browser.get(f"{card}/negotiation").text
        assert "<fieldset" in locked and locked.count(" disabled") == 2 and "scorecard.js" not in locked
        assert EVIDENCE in locked

    def test_what_was_typed_into_a_page_that_was_locked_meanwhile_is_shown(
        self, browser: Browser, site: Site, world: World, card: str
    ) -> None:
        fill(browser, card)
        browser.post(card, {"version": seen_version(browser, card)})
        answer = browser.post(f"{card}/negotiation", {"version": "1", "rating": "1", "evidence": "Too late"})
        assert answer.status_code == 409 and "Too late" in answer.text and "submitted and locked" in answer.text
        assert kept(site, world, card).rating("negotiation").value == 4

    def test_a_double_click_is_no_fault(self, browser: Browser, card: str) -> None:
        fill(browser, card)
        given = {"version": seen_version(browser, card)}
        assert [browser.post(card, given).status_code for _ in range(2)] == [303, 303]

    def test_a_page_older_than_the_draft_does_not_submit_it_unseen(
        self, browser: Browser, site: Site, world: World, card: str
    ) -> None:
        fill(browser, card)
        old = {"version": seen_version(browser, card)}
        rate(browser, card, "negotiation", "1")
        answer = browser.post(card, old)
        assert answer.status_code == 409 and "in the meantime" in answer.text
        assert kept(site, world, card).state == "draft"
