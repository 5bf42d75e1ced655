"""What no page and no document may tempt a reader to: figures finer than they are known, and places without a score."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bundled import kam_rubric
from factories import World
from made_panels import made_panel
from visiting import Site

from hiring.actions.permissions import Role
from hiring.language import LOCALES

TOO_FINE = {"en": re.compile(r"\d\.\d\d"), "ru": re.compile(r"\d,\d\d")}
"""Two decimals, and not the comma between thousands."""


@pytest.fixture
def thirds(site: Site, world: World) -> dict[str, int]:
    """Three candidates whom three interviewers rated so that hardly a mean is a round figure."""
    third = world.account(Role.INTERVIEWER, "Theo Third")
    raters = [actor.account_id for actor in (world.interviewer, world.second_interviewer, third)]
    made = {}
    for number, name in enumerate(("Ann", "Bob", "Cyd")):
        ratings = {
            rater: {item: _rating(number, place, at) for at, item in enumerate(world.competencies)}
            for place, rater in enumerate(raters)
        }
        made[name] = made_panel(world, name, ratings)
    assert world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    return made


def _rating(number: int, place: int, at: int) -> int:
    """On every third competency all rate alike."""
    return 2 + (at * 3 + (place if at % 3 else 0) + number * at) % 4


def said(html: str) -> str:
    """What stands on a page, in pictures too."""
    html = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<[^>]*?(?:aria-label|title)="([^"]*)"[^>]*>', r" \1 ", html)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_score_is_finer_than_a_tenth(site: Site, world: World, thirds: dict[str, int], locale: str) -> None:
    browser = site.browser(world.recruiter, locale=locale)
    one, position = thirds["Ann"], f"/positions/{world.position_id}"
    pages = (
        f"/applications/{one}",
        f"/applications/{one}/fair-average",
        f"/applications/{one}/debrief",
        position,
        f"{position}/board",
        f"{position}/comparison",
        f"{position}/comparison/places",
        f"{position}/comparison/weights",
        f"{position}/panel",
    )
    for address in pages:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert TOO_FINE[locale].findall(said(answer.text)) == [], address
    assert re.search(r"\d[.,]\d", said(browser.get(pages[0]).text)), "there are figures to be too fine"


def test_a_result_says_that_its_error_is_assumed_and_why(site: Site, world: World, thirds: dict[str, int]) -> None:
    reason = kam_rubric().rules.assumed_error
    assert reason is not None
    page = said(site.browser(world.recruiter).get(f"/applications/{thirds['Ann']}").text)
    assert "What is assumed" in page and " ".join(reason.reason["en"].split()) in page


def test_a_disagreement_shows_every_rating_and_is_said(site: Site, world: World, thirds: dict[str, int]) -> None:
    """No lone average, and no coefficient in its place."""
    page = said(site.browser(world.recruiter).get(f"/applications/{thirds['Ann']}").text)
    ratings = re.findall(r"ratings (\d), (\d), (\d); score \d\.\d, band from", page)
    apart = [max(map(int, given)) - min(map(int, given)) >= 2 for given in ratings]
    assert len(apart) == len(world.competencies) and 0 < sum(apart) < len(apart)
    assert page.count("interviewers disagree: talk it over") == sum(apart)


def test_the_dots_of_a_level_have_their_words_beside_them(site: Site, world: World, thirds: dict[str, int]) -> None:
    """By shape and in words, so that nothing rests on colour."""
    html = site.browser(world.recruiter).get(f"/applications/{thirds['Ann']}").text
    assert re.search(r"By the score: Level \d", said(html))
    (key,) = re.findall(r'<ul class="dots-key">(.*?)</ul>', html, re.DOTALL)
    lines = re.findall(r"<li>.*?</li>", key, re.DOTALL)
    counts = [re.search(r"Level \d: (\d+) of 20", said(line)) for line in lines]
    assert len(lines) > 1 and sum(int(found.group(1)) for found in counts if found) == 20
    shapes = {tuple(re.findall(r'class="(dot-\w+)"| d="[^"]*?([hl])', line)) for line in lines}
    assert len(shapes) == len(lines), "each level has a shape of its own"


def test_places_under_all_weights_stand_above_the_scores(site: Site, world: World, thirds: dict[str, int]) -> None:
    page = site.browser(world.recruiter).get(f"/positions/{world.position_id}/comparison/places").text
    parts = (page[page.index(f'"list stack-table {name}"') :].split("</table>")[0] for name in ("ranks", "order"))
    ranks, order = map(said, parts)
    for name in thirds:
        assert name in ranks and re.search(rf"{name} \d\.\d .*?band \d\.\d to \d\.\d", order), name


def test_every_place_stands_beside_its_score(site: Site, world: World, thirds: dict[str, int]) -> None:
    """And beside the fair average, where there is one."""
    page = site.browser(world.recruiter).get(f"/positions/{world.position_id}/comparison").text
    rows = re.findall(r"<tr>.*?</tr>", page[page.index('class="list stack-table order"') :].split("</table>")[0], re.DOTALL)
    assert len(rows) == 4
    for row in map(said, rows[1:]):
        assert re.search(r"(Ann|Bob|Cyd) \d\.\d", row), row
    assert [said(head) for head in re.findall(r"<th scope=\"col\".*?</th>", rows[0])][:6] == [
        "Places",
        "Candidate",
        "Score",
        "1 … 5",
        "Band",
        "Fair average",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_position_of_three_has_no_coefficient(site: Site, world: World, thirds: dict[str, int], locale: str) -> None:
    assert len(thirds) == 3
    page = said(site.browser(world.recruiter, locale=locale).get(f"/positions/{world.position_id}/panel").text)
    assert not re.search(r"ICC|[αa]lpha over all|альфа Криппендорфа по всем", page)
    assert {"en": "27 more candidates", "ru": "ещё 27 кандидатов"}[locale] in page
