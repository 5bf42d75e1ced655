"""The scorecard beside its ratings: notes, red flags, private notes, two windows, and corrections of what was submitted."""

from __future__ import annotations

import html
import json
import re

import pytest
from factories import EVIDENCE, NOW, World
from visiting import Browser, Site

from hiring.actions.interviews import create_interview
from hiring.actions.scorecards import ScorecardView, get_scorecard

KIT = ("partnership", "communication")
PRIVATE = "Remark for nobody else"
NOTE = "Noted while the answer was given"
QUOTE = "Everything goes through Pyotr"


@pytest.fixture
def interview(world: World, site: Site) -> int:
    identity = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=KIT)
    commit(world, site)
    return identity


@pytest.fixture
def browser(world: World, site: Site, interview: int) -> Browser:
    return site.browser(world.interviewer)


def commit(world: World, site: Site) -> None:
    world.session.commit()
    site.forget_one_time_passwords()


def kept(site: Site, world: World, interview: int) -> ScorecardView:
    with site.database.session(write=False) as session:
        return get_scorecard(session, actor=world.interviewer, interview_id=interview)


def fields(page: str) -> dict[str, str]:
    """What a page sends when nothing is touched: hidden fields, ticks, texts."""
    form = page.split('id="card-form"')[1].split("</form>")[0]
    found = {name: html.unescape(value) for name, value in re.findall(r'name="(version|seen)"[^>]*value="([^"]*)"', form)}
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        found[name] = html.unescape(text)
    for tag in re.findall(r"<input[^>]*type=\"(?:checkbox|radio)\"[^>]*>", form):
        if " checked" in tag:
            found[re.search(r'name="([^"]+)"', tag)[1]] = re.search(r'value="([^"]+)"', tag)[1]  # type: ignore[index]
    return found


def fill(browser: Browser, interview: int, rating: str = "4") -> None:
    for competency in KIT:
        address = f"/interviews/{interview}/scorecard/{competency}"
        sent = {**fields(browser.get(address).text), "rating": rating, "evidence": EVIDENCE}
        assert browser.post(address, sent).status_code == 303


def submit(browser: Browser, interview: int) -> None:
    address = f"/interviews/{interview}/scorecard"
    version = re.search(r'name="version" value="(\d+)"', browser.get(address).text)
    assert version is not None
    assert browser.post(address, {"version": version[1]}).status_code == 303


def correct(browser: Browser, interview: int, reason: str = "A slip of the pen") -> None:
    assert browser.post(f"/interviews/{interview}/correction", {"reason": reason}).status_code == 303
    fill(browser, interview, "2")
    submit(browser, interview)


class TestPages:
    @pytest.mark.parametrize("locale", ["ru", "en"])
    def test_each_is_good_html_in_every_state(self, site: Site, world: World, interview: int, locale: str) -> None:
        browser = site.browser(world.interviewer, locale=locale)
        base = f"/interviews/{interview}"
        pages = [f"{base}/scorecard", f"{base}/remarks", f"{base}/scorecard/partnership"]
        assert {browser.get(page).status_code for page in pages} == {200}
        sent = {**fields(browser.get(pages[1]).text), "flag-RF5": "raised", "quote-RF5": QUOTE, "private": PRIVATE}
        assert browser.post(pages[1], sent).status_code == 303
        fill(browser, interview)
        assert {browser.get(page).status_code for page in pages} == {200}
        submit(browser, interview)
        assert {browser.get(page).status_code for page in [*pages, f"{base}/correction"]} == {200}
        correct(browser, interview)
        assert {browser.get(page).status_code for page in pages} == {200}

    def test_the_profiles_flags_are_offered_with_their_probe_and_what_they_do(
        self, browser: Browser, interview: int
    ) -> None:
        page = browser.get(f"/interviews/{interview}/scorecard/partnership").text
        assert page.index('id="flag-RF5"') < page.index('id="flag-RF1"')
        assert "Ask: Who else there knows your name?" in page
        assert "Until the probe is answered, counts at most 2: Partnership." in page
        assert 'id="flag-RF12"' not in page and 'id="flag-RF16"' not in page
        whole = browser.get(f"/interviews/{interview}/remarks").text
        assert 'id="flag-RF12"' in whole and 'id="flag-RF16"' not in whole

    def test_only_the_chosen_questions_are_asked(self, site: Site, world: World) -> None:
        identity = create_interview(
            world.session,
            actor=world.recruiter,
            application_id=world.application_id,
            title="Short",
            scheduled_at=None,
            place="",
            kit=KIT,
            work_samples=(),
            panel=(world.interviewer.account_id,),
            questions={"partnership": ("partnership-2",)},
            now=NOW,
        )
        commit(world, site)
        page = site.browser(world.interviewer).get(f"/interviews/{identity}/scorecard/partnership").text
        assert re.findall(r'name="note-([^"]+)"', page) == ["partnership-2"]


class TestSaving:
    def test_a_page_keeps_notes_and_flags_and_an_untouched_one_changes_nothing(
        self, browser: Browser, site: Site, world: World, interview: int
    ) -> None:
        address = f"/interviews/{interview}/scorecard/partnership"
        sent = {**fields(browser.get(address).text), "note-partnership-1": NOTE, "flag-RF5": "raised", "quote-RF5": QUOTE}
        browser.post(address, sent)
        view = kept(site, world, interview)
        assert (view.notes, view.flags) == ({"partnership-1": NOTE}, {"RF5": QUOTE})
        browser.post(address, fields(browser.get(address).text))
        assert kept(site, world, interview).content == view.content
        sent = fields(browser.get(address).text)
        del sent["flag-RF5"]
        browser.post(address, sent)
        assert kept(site, world, interview).flags == {}

    def test_a_flag_without_its_fact_is_named_before_submitting(self, browser: Browser, interview: int) -> None:
        address = f"/interviews/{interview}/remarks"
        browser.post(address, {**fields(browser.get(address).text), "flag-RF5": "raised", "quote-RF5": " "})
        fill(browser, interview)
        page = browser.get(f"/interviews/{interview}/scorecard").text
        assert "One contact in every key client: quote the fact" in page
        assert f'href="{address}#flag-RF5"' in page

    def test_the_answer_to_an_autosave_brings_the_marks_to_go_on_with(
        self, browser: Browser, site: Site, world: World, interview: int
    ) -> None:
        address = f"/interviews/{interview}/remarks"
        sent = fields(browser.get(address).text)
        for text in ("One", "One two", "One two three"):
            answer = browser.post(f"{address}/draft", {**sent, "private": text})
            assert answer.status_code == 200
            sent["seen"] = answer.get_json()["seen"]
        assert kept(site, world, interview).private_notes == "One two three"

    @pytest.mark.parametrize("seen", ["", "nonsense", "[]", '{"private": 1}', "{" * 30_000])
    def test_marks_that_are_none_replace_nothing(
        self, browser: Browser, site: Site, world: World, interview: int, seen: str
    ) -> None:
        address = f"/interviews/{interview}/remarks"
        browser.post(address, {**fields(browser.get(address).text), "private": "First"})
        answer = browser.post(f"{address}/draft", {"seen": seen, "private": "Second"})
        assert answer.status_code == 409
        assert kept(site, world, interview).private_notes == "First"


class TestTwoWindows:
    def test_different_parts_of_one_page_are_both_kept(
        self, browser: Browser, site: Site, world: World, interview: int
    ) -> None:
        address = f"/interviews/{interview}/scorecard/partnership"
        one, other = (fields(browser.get(address).text) for _ in range(2))
        assert browser.post(address, {**one, "rating": "4", "evidence": "From one"}).status_code == 303
        assert browser.post(address, {**other, "note-partnership-1": "From the other"}).status_code == 303
        view = kept(site, world, interview)
        assert (view.rating("partnership").evidence, view.notes) == ("From one", {"partnership-1": "From the other"})

    def test_the_same_part_is_shown_in_both_versions_and_the_rest_as_it_is_now(
        self, browser: Browser, site: Site, world: World, interview: int
    ) -> None:
        address = f"/interviews/{interview}/scorecard/partnership"
        one, other = (fields(browser.get(address).text) for _ in range(2))
        browser.post(address, {**one, "evidence": "Evidence there", "note-partnership-1": "Note there"})
        answer = browser.post(address, {**other, "evidence": "Evidence here", "rating": "5"})
        assert answer.status_code == 409
        told = answer.text.split("Saved in another window")[1].split("</div>")[0]
        assert "Evidence there" in told and "Note there" not in told
        shown = fields(answer.text)
        assert (shown["evidence"], shown["note-partnership-1"], shown["rating"]) == ("Evidence here", "Note there", "5")
        assert browser.post(address, shown).status_code == 303
        view = kept(site, world, interview)
        assert (view.rating("partnership").evidence, view.rating("partnership").value) == ("Evidence here", 5)
        assert view.notes == {"partnership-1": "Note there"}

    def test_flags_and_private_notes_are_shown_in_both_versions_too(self, browser: Browser, interview: int) -> None:
        address = f"/interviews/{interview}/remarks"
        one, other = (fields(browser.get(address).text) for _ in range(2))
        browser.post(address, {**one, "private": "Private there", "flag-RF5": "raised", "quote-RF5": "Fact there"})
        answer = browser.post(address, {**other, "private": "Private here", "flag-RF5": "raised", "quote-RF5": "Fact here"})
        told = answer.text.split("Saved in another window")[1].split("</div>")[0]
        assert answer.status_code == 409 and "Private there" in told and "Fact there" in told
        shown = fields(answer.text)
        assert (shown["private"], shown["quote-RF5"]) == ("Private here", "Fact here")


class TestPrivacy:
    def test_notes_stay_with_their_writer_on_every_page(
        self, browser: Browser, site: Site, world: World, interview: int
    ) -> None:
        address = f"/interviews/{interview}/remarks"
        browser.post(address, {**fields(browser.get(address).text), "private": PRIVATE})
        address = f"/interviews/{interview}/scorecard/partnership"
        browser.post(address, {**fields(browser.get(address).text), "note-partnership-1": NOTE})
        fill(browser, interview)
        submit(browser, interview)
        other = site.browser(world.second_interviewer)
        fill(other, interview)
        submit(other, interview)
        assert PRIVATE in browser.get(f"/interviews/{interview}/remarks").text
        application = f"/applications/{world.application_id}"
        for visitor in (site.browser(world.recruiter), site.browser(world.administrator), other):
            for page in (application, f"/interviews/{interview}", f"/interviews/{interview}/remarks", "/audit", "/"):
                text = visitor.get(page).text
                assert PRIVATE not in text and NOTE not in text


class TestCorrecting:
    @pytest.fixture
    def submitted(self, browser: Browser, interview: int) -> int:
        fill(browser, interview)
        submit(browser, interview)
        return interview

    def test_it_asks_for_a_reason_first(self, browser: Browser, site: Site, world: World, submitted: int) -> None:
        page = browser.get(f"/interviews/{submitted}/scorecard").text
        assert f'href="/interviews/{submitted}/correction"' in page
        answer = browser.post(f"/interviews/{submitted}/correction", {"reason": " "})
        assert answer.status_code == 422 and "Say why" in answer.text
        assert kept(site, world, submitted).state == "submitted"

    def test_a_draft_has_nothing_to_correct(self, browser: Browser, site: Site, world: World, interview: int) -> None:
        assert browser.get(f"/interviews/{interview}/correction").status_code == 303
        answer = browser.post(f"/interviews/{interview}/correction", {"reason": "x"})
        assert answer.status_code == 409 and "can still be changed" in answer.text

    def test_the_overview_says_why_and_offers_the_way_back(
        self, browser: Browser, site: Site, world: World, submitted: int
    ) -> None:
        browser.post(f"/interviews/{submitted}/correction", {"reason": "Two candidates mixed up"})
        page = browser.get(f"/interviews/{submitted}/scorecard").text
        assert "Two candidates mixed up" in page and "the present version counts" in page
        assert browser.post(f"/interviews/{submitted}/correction/discard").status_code == 303
        view = kept(site, world, submitted)
        assert (view.state, view.revision, view.rating("partnership").value) == ("submitted", 1, 4)

    def test_before_and_after_stand_on_the_overview_and_after_the_reveal_on_the_result(
        self, browser: Browser, site: Site, world: World, submitted: int
    ) -> None:
        correct(browser, submitted, "Two candidates mixed up")
        own = browser.get(f"/interviews/{submitted}/scorecard").text.split("Corrections</h2>")[1]
        assert re.findall(r"<b>(\d)</b>", own) == ["4", "2"] * 2 and "Two candidates mixed up" in own
        recruiter, address = site.browser(world.recruiter), f"/applications/{world.application_id}"
        assert "mixed up" not in recruiter.get(address).text
        other = site.browser(world.second_interviewer)
        assert "mixed up" not in other.get(f"/interviews/{submitted}/scorecard").text
        fill(other, submitted)
        submit(other, submitted)
        result = recruiter.get(address).text.split("Corrected after submitting")[1]
        assert "Ivan Interviewer" in result and "Two candidates mixed up" in result
        assert "after the ratings were revealed" not in result
        correct(browser, submitted, "Thought again")
        result = recruiter.get(address).text.split("Corrected after submitting")[1]
        assert result.count("after the ratings were revealed") == 1


def test_marks_are_short_and_no_text_of_the_scorecard_is_in_them(browser: Browser, interview: int) -> None:
    address = f"/interviews/{interview}/remarks"
    browser.post(address, {**fields(browser.get(address).text), "private": PRIVATE})
    seen = json.loads(fields(browser.get(address).text)["seen"])
    assert "private" in seen and all(re.fullmatch(r"[0-9a-f]{16}", mark) for mark in seen.values())
