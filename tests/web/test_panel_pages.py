"""What ratings say about ratings, as recruiters and interviewers read it."""

from __future__ import annotations

import re

import pytest
from factories import World
from made_panels import made_history, made_panel
from sqlalchemy import func, select
from visiting import Browser, Site

from hiring.actions.permissions import Actor, Role
from hiring.language import LOCALES
from hiring.storage.measuring_tables import MeasurementRow


def person(site: Site, world: World, actor: Actor, locale: str = "en") -> Browser:
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(actor, locale=locale)


def measure(site: Site, world: World) -> Browser:
    """As a recruiter, by the button."""
    browser = person(site, world, world.recruiter)
    assert browser.post(f"/panels/{world.rubric_row_id}/measure").status_code == 303
    return browser


def said(browser: Browser, address: str) -> str:
    """The text of a page, its spaces made one."""
    return " ".join(re.sub(r"<[^>]*>", " ", browser.get(address).text).split())


def history(world: World, candidates: int) -> tuple[Actor, ...]:
    raters = (world.interviewer, world.second_interviewer, world.account(Role.INTERVIEWER, "Theo Third"))
    made_history(world, raters, candidates)
    return raters


def test_before_the_first_measurement_the_page_says_what_to_do(site: Site, world: World) -> None:
    address = f"/panels/{world.rubric_row_id}"
    browser = person(site, world, world.recruiter)
    empty = said(browser, address)
    assert "Nothing to measure yet" in empty and "Measure now" not in empty
    assert "assumed" in empty and "30 more candidates rated by two interviewers are needed" in empty
    world.scored_application("One", 3)
    browser = person(site, world, world.recruiter)
    assert "Press “Measure now”" in said(browser, address)
    ready = said(browser, address)
    assert "1 can be measured now, 0 wait" in ready
    assert "assumed: nobody has measured it yet" in ready and "needed" not in ready


def test_few_candidates_give_counts_and_what_is_missing(site: Site, world: World) -> None:
    history(world, 12)
    page = said(measure(site, world), f"/panels/{world.rubric_row_id}")
    assert "18 more candidates rated by two interviewers are needed" in page
    assert re.search(r"Of \d+ pairs of ratings of one candidate on one competency, \d+ are alike", page)
    assert "Krippendorff's alpha over all" not in page and "ICC" not in page
    assert "no verdict on a person" in page


@pytest.mark.parametrize("locale", LOCALES)
def test_enough_candidates_give_coefficients_with_intervals_and_strictness(site: Site, world: World, locale: str) -> None:
    raters = history(world, 45)
    measure(site, world)
    page = said(person(site, world, world.recruiter, locale), f"/panels/{world.rubric_row_id}")
    number = r"-?\d[.,]\d\d"
    words = {"en": rf"{number} {number} to {number}", "ru": rf"{number} от {number} до {number}"}
    assert len(re.findall(words[locale], page)) >= 12
    strict, mild = {"en": ("Stricter than all", "Milder than all"), "ru": ("строже всех", "мягче всех")}[locale]
    assert page.index(raters[0].name) < page.index(strict)
    assert mild in page
    interval = {"en": rf"competencies: {number}, with 95% confidence", "ru": rf"компетенциям: {number},? .{{0,40}}95"}
    assert re.search(interval[locale], page), "the alpha over all has its interval"
    assert {"en": "fair mean of the same candidates", "ru": "справедливое среднее тех же кандидатов"}[locale] in page
    assert "nan" not in page and "None" not in page


def test_a_mean_is_no_finer_than_it_is_known_and_no_fair_one_tells_of_strictness_that_is_not_told(
    site: Site, world: World
) -> None:
    history(world, 45)
    page = said(measure(site, world), f"/panels/{world.rubric_row_id}")
    lines = re.findall(r"Strictness (.+?) Ratings mean (\S+?)(, fair mean of the same candidates \S+)? Not observed", page)
    assert len(lines) == 3 and all(re.fullmatch(r"\d\.\d", mean) for _, mean, _ in lines)
    assert {words.startswith("Cannot be told") for words, _, _ in lines} == {True, False}
    assert all(bool(fair) is not words.startswith("Cannot be told") for words, _, fair in lines)


def test_ratings_that_never_differ_leave_the_error_assumed_and_say_why(site: Site, world: World) -> None:
    one, two = world.interviewer.account_id, world.second_interviewer.account_id
    for number in range(30):
        values = {item: 1 + (number + at) % 5 for at, item in enumerate(world.competencies[:6])}
        made_panel(world, f"Alike {number}", {one: values, two: values})
    browser = measure(site, world)
    for address in (f"/panels/{world.rubric_row_id}", "/panels"):
        page = said(browser, address)
        assert "0.70 points, assumed" in page and "needed" not in page
        assert "no two ratings ever differed, and an error of nothing would be false certainty" in page
    assert "from 1.00 to 1.00" not in said(browser, f"/panels/{world.rubric_row_id}")


def test_a_click_done_twice_measures_once(site: Site, world: World) -> None:
    world.scored_application("One", 3)
    browser = person(site, world, world.recruiter)
    found = re.search(r'name="once" type="hidden" value="([^"]+)"', browser.get(f"/panels/{world.rubric_row_id}").text)
    assert found is not None
    for _ in range(2):
        browser.post(f"/panels/{world.rubric_row_id}/measure", {"once": found.group(1)})
    with site.database.session(write=False) as session:
        assert session.scalar(select(func.count()).select_from(MeasurementRow)) == 1


def test_groups_that_nothing_links_are_named(site: Site, world: World) -> None:
    one, two, three = (world.account(Role.INTERVIEWER, name).account_id for name in ("Ann Apart", "Bob Beside", "Cyd Close"))
    four, item = world.account(Role.INTERVIEWER, "Dan Distant").account_id, world.competencies[0]
    made_panel(world, "A", {one: {item: 3}, two: {item: 4}})
    made_panel(world, "B", {three: {item: 3}, four: {item: 4}})
    page = said(measure(site, world), f"/panels/{world.rubric_row_id}")
    assert "Strictness is not said of anybody." in page
    assert "Group 1: Ann Apart, Bob Beside." in page and "Group 2: Cyd Close, Dan Distant." in page


def test_the_list_has_every_rubric_with_what_is_in_force(site: Site, world: World) -> None:
    history(world, 32)
    before = said(person(site, world, world.recruiter), "/panels")
    assert "0.70 points, assumed" in before and "never" in before
    assert re.search(r"0\.[4-9]\d points, measured", said(measure(site, world), "/panels"))


def test_a_position_leads_to_its_panel(site: Site, world: World) -> None:
    history(world, 10)
    browser = person(site, world, world.recruiter)
    address = f"/positions/{world.position_id}/panel"
    assert f'href="{address}"' in browser.get(f"/positions/{world.position_id}").text
    page = said(browser, address)
    assert "10 candidates are taken into account." in page and "Theo Third" in page
    manager = person(site, world, world.manager)
    assert f'href="{address}"' not in manager.get(f"/positions/{world.position_id}").text


@pytest.mark.parametrize("locale", LOCALES)
def test_an_interviewer_reads_the_own_line_and_no_other(site: Site, world: World, locale: str) -> None:
    raters = history(world, 40)
    mine = person(site, world, raters[0], locale)
    assert "/panels/me" in mine.get("/account").text
    before = {"en": "Nothing to show yet", "ru": "Показать пока нечего"}[locale]
    assert before in said(mine, "/panels/me")
    measure(site, world)
    page = said(person(site, world, raters[0], locale), "/panels/me")
    assert {"en": "Stricter than all together", "ru": "строже всех вместе"}[locale] in page
    assert raters[1].name not in page and raters[2].name not in page
    assert person(site, world, raters[0]).get(f"/panels/{world.rubric_row_id}").status_code == 403
    assert person(site, world, world.manager).get("/panels/me").status_code == 403


def test_few_own_candidates_are_not_put_into_words(site: Site, world: World) -> None:
    world.scored_application("One", 3)
    measure(site, world)
    assert "Too few for a word" in said(person(site, world, world.interviewer), "/panels/me")
