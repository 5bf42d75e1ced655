"""What the panel found: the result of one candidate, must-haves set aside, comparisons, documents as files."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import pytest
from factories import KNOWN_FACTS, World
from pypdf import PdfReader
from visiting import Browser, Site

from hiring.actions.permissions import Role


@pytest.fixture
def rated(world: World, site: Site) -> dict[str, int]:
    """Two candidates of one position, both scored by the same two interviewers, and one without an interview."""
    made = {name: world.scored_application(name, value) for name, value in (("Анна Ёлкина", 3), ("Boris Ort", 5))}
    made["Clara New"] = world.application(candidate_id=world.candidate("Clara New", facts={}))
    commit(world, site)
    return made


def commit(world: World, site: Site) -> None:
    assert world.administrator and world.manager
    world.session.commit()
    site.forget_one_time_passwords()


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def make(browser: Browser, address: str, locale: str = "en") -> str:
    """The address of the file."""
    made = browser.post(address, {"locale": locale})
    assert made.status_code == 303
    return made.headers["Location"]


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_page_is_good_html_in_both_languages(site: Site, world: World, rated: dict[str, int], locale: str) -> None:
    browser = site.browser(world.recruiter, locale=locale)
    pages = [f"/applications/{identity}" for identity in rated.values()]
    pages += [
        f"/positions/{world.position_id}/comparison",
        "/documents",
        f"/applications/{rated['Clara New']}/waivers/K1",
    ]
    for address in pages:
        assert browser.get(address).status_code == 200, address


def test_a_result_says_the_score_with_its_scale_raters_and_coverage(site: Site, world: World, rated: dict[str, int]) -> None:
    page = site.browser(world.recruiter).get(f"/applications/{rated['Анна Ёлкина']}").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "3.0 of 5 by the profile" in words and "100% of the profile rated" in words
    assert "2 interviewers, rating apart" in words and "3.0 with equal weights" in words
    assert page.count("Named the client, the offer and what came of it.") >= len(world.competencies)
    assert 'aria-label="' in page and "ratings 3, 3" in page


def test_a_result_says_which_level_the_reasons_and_the_must_haves_are_about(
    site: Site, world: World, rated: dict[str, int]
) -> None:
    browser = site.browser(world.recruiter)
    address = f"/applications/{rated['Анна Ёлкина']}"
    page = browser.get(address).text
    made = pdf_text(browser.client.get(make(browser, f"{address}/profile")).data)
    for words in ("What stands against level 3:", "Must-haves: Level 2"):
        assert words in page and words in made


def test_a_result_says_its_band_its_dots_and_what_they_rest_on(site: Site, world: World, rated: dict[str, int]) -> None:
    page = site.browser(world.recruiter).get(f"/applications/{rated['Анна Ёлкина']}").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert re.search(r"band from \d\.\d to \d\.\d", words) and "of 20" in words
    assert "One more interviewer" in words and "What is assumed" in words
    assert page.count("band from") > len(world.competencies) and "borderline" in words
    assert {"/method#band", "/method#certainty", "/method#one-more"} <= set(re.findall(r'href="(/method#[^"]+)"', page))
    assert page.count('class="dot-full"') + page.count('class="dot-hollow"') >= 20


def test_the_fair_average_stands_beside_the_raw_one(site: Site, world: World, rated: dict[str, int]) -> None:
    browser, address = site.browser(world.recruiter), f"/applications/{rated['Анна Ёлкина']}/fair-average"
    assert f'hx-get="{address}"' in browser.get(f"/applications/{rated['Анна Ёлкина']}").text
    page = browser.get(address)
    assert page.status_code == 200 and "Fair average 3.0 beside 3.0 as rated" in page.text
    assert "all 2 candidates" in page.text
    part = browser.get(address, headers={"HX-Request": "true"}).text
    assert "Fair average 3.0 beside 3.0" in part and "<html" not in part and "/method#fair-average" in part
    assert browser.get(f"/applications/{rated['Clara New']}/fair-average").status_code == 409


def test_a_result_without_interviews_teaches_the_next_step(site: Site, world: World, rated: dict[str, int]) -> None:
    identity = rated["Clara New"]
    page = site.browser(world.recruiter).get(f"/applications/{identity}").text
    assert "Nothing is rated yet" in page and f"/applications/{identity}/interviews/new" in page
    assert f"/applications/{identity}/profile" not in page


def test_who_owes_a_scorecard_sees_no_others_ratings(site: Site, world: World, rated: dict[str, int]) -> None:
    identity = rated["Boris Ort"]
    interview = world.interview(identity, world.recruiter, title="Last talk")
    commit(world, site)
    browser = site.browser(world.recruiter)
    page = browser.get(f"/applications/{identity}").text
    assert "Your own scorecard comes first" in page and f"/interviews/{interview}/scorecard" in page
    assert "Named the client" not in page
    assert browser.post(f"/applications/{identity}/profile").status_code == 409
    compared = browser.get(f"/positions/{world.position_id}/comparison").text
    assert "There is no comparison yet" in compared and "Boris Ort" in compared and "your own scorecard" in compared
    assert "Named the client" in site.browser(world.administrator).get(f"/applications/{identity}").text


def test_a_must_have_is_set_aside_with_a_reason_and_counts_again(site: Site, world: World) -> None:
    position = world.position(answers={"requirements.languages": [{"language": "en", "level": "B2"}]})
    facts = {**KNOWN_FACTS, "languages": [{"language": "en", "level": "A2"}]}
    identity = world.application(position_id=position, candidate_id=world.candidate("Dora Lang", facts=facts))
    commit(world, site)
    browser = site.browser(world.recruiter)
    address = f"/applications/{identity}/waivers/K2"
    assert address in browser.get(f"/applications/{identity}").text
    refused = browser.post(address, {"reason": "  "})
    assert refused.status_code == 422 and "Write the reason." in refused.text
    assert browser.post(address, {"reason": "All clients speak Russian"}).status_code == 303
    page = browser.get(f"/applications/{identity}").text
    assert "All clients speak Russian" in page and "Rita Recruiter" in page
    assert browser.post(f"{address}/withdraw").status_code == 303
    assert "All clients speak Russian" not in browser.get(f"/applications/{identity}").text


@pytest.mark.parametrize("gate", ["nothing", "K6"])
def test_what_is_no_gate_or_never_waived_cannot_be_set_aside(
    site: Site, world: World, rated: dict[str, int], gate: str
) -> None:
    address, browser = f"/applications/{rated['Boris Ort']}/waivers/{gate}", site.browser(world.recruiter)
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"reason": "why not"}).status_code == 404


def test_a_comparison_stands_in_the_order_of_the_scores(site: Site, world: World, rated: dict[str, int]) -> None:
    page = site.browser(world.recruiter).get(f"/positions/{world.position_id}/comparison").text
    assert page.index("Boris Ort") < page.index("Анна Ёлкина")
    assert "Clara New" not in page
    assert page.count('class="heat-5"') == page.count('class="heat-3"') == len(world.competencies)
    for name in ("Boris Ort", "Анна Ёлкина"):
        assert f'href="/applications/{rated[name]}"' in page


def test_a_comparison_of_one_says_why_there_is_none(site: Site, world: World) -> None:
    world.scored_application("Only One", 4)
    commit(world, site)
    page = site.browser(world.recruiter).get(f"/positions/{world.position_id}/comparison").text
    assert "There is no comparison yet" in page
    assert site.browser(world.recruiter).post(f"/positions/{world.position_id}/comparison/document").status_code == 422


@pytest.mark.parametrize(("locale", "title"), [("ru", "Профиль кандидата"), ("en", "Candidate profile")])
def test_a_profile_is_a_file_of_the_chosen_language(
    site: Site, world: World, rated: dict[str, int], locale: str, title: str
) -> None:
    browser = site.browser(world.recruiter)
    address = make(browser, f"/applications/{rated['Анна Ёлкина']}/profile", locale)
    answer = browser.get(address)
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Content-Type-Options"] == "nosniff"
    name = unquote(answer.headers["Content-Disposition"].split("filename*=UTF-8''")[1])
    assert answer.headers["Content-Disposition"].startswith("attachment;") and name.endswith(".pdf")
    text = pdf_text(answer.data)
    assert "Анна Ёлкина" in text and title.upper() in text.upper()
    assert re.search(r"(КП|CP)-\d{4}-0001", text)


def test_a_double_click_makes_one_document(site: Site, world: World, rated: dict[str, int]) -> None:
    browser = site.browser(world.recruiter)
    address = f"/applications/{rated['Boris Ort']}/profile"
    first = make(browser, address)
    assert make(browser, address) == first
    assert browser.get("/documents").text.count(first) == 1
    assert first in browser.get(f"/applications/{rated['Boris Ort']}").text


def test_a_comparison_is_a_file_too(site: Site, world: World, rated: dict[str, int]) -> None:
    browser = site.browser(world.recruiter)
    answer = browser.get(make(browser, f"/positions/{world.position_id}/comparison/document"))
    text = pdf_text(answer.data)
    assert "Boris Ort" in text and "Анна Ёлкина" in text


def test_an_employer_reads_what_is_its_own_and_makes_nothing(site: Site, world: World, rated: dict[str, int]) -> None:
    identity = rated["Boris Ort"]
    made = make(site.browser(world.recruiter), f"/applications/{identity}/profile")
    foreign = world.account(Role.HIRING_MANAGER, "Olga Outsider", employer_id=world.employer("Southern Glass"))
    commit(world, site)
    own, other = site.browser(world.manager), site.browser(foreign)
    assert own.get(made).status_code == 200 and other.get(made).status_code == 404
    page = own.get(f"/applications/{identity}").text
    assert "Ivan Interviewer" not in page.split("What the ratings rest on")[1].split("</details>")[0]
    assert f"/applications/{identity}/profile" not in page and "waivers" not in page
    assert own.post(f"/applications/{identity}/profile").status_code == 403
    assert made in own.get("/documents").text and made not in other.get("/documents").text
