"""The method page: whom it is for, that every link to it leads somewhere, what it says of the rubrics, what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import pytest
from factories import LATER, World
from made_panels import made_history
from sqlalchemy import event
from visiting import Site

from hiring.actions.measuring import measure_rubric
from hiring.actions.permissions import Role
from hiring.actions.rating_errors import rating_error_of
from hiring.actions.rubrics import get_rubric
from hiring.domain.profile import build_profile
from hiring.domain.rubric import Rubric
from hiring.language import LOCALES, get_language
from hiring.web.method import settings_of
from hiring.wording.method import SECTIONS, TITLES

TEMPLATES = Path(__file__).parents[2] / "templates"
ROLES = ("administrator", "recruiter", "interviewer", "manager")
LINK = re.compile(r"method_link\(\s*\"([^\"]+)\"")


@pytest.fixture
def ready(site: Site, world: World) -> Site:
    for role in (*ROLES, "rubric_row_id"):
        getattr(world, role)
    world.session.commit()
    site.forget_one_time_passwords()
    return site


@contextmanager
def counted(site: Site) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(site.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(site.database.engine, "before_cursor_execute", note)


def rubric_of(world: World) -> Rubric:
    return get_rubric(world.session, actor=world.recruiter, rubric_row_id=world.rubric_row_id)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_is_signed_in_reads_every_section(ready: Site, world: World, role: str) -> None:
    for locale in LOCALES:
        page = ready.browser(getattr(world, role), locale=locale).get("/method").text
        assert [anchor for anchor in TITLES if f'<h2 id="{anchor}">' not in page] == []
        assert page.count("<math") >= sum(len(section.formulas) + len(section.symbols) for section in SECTIONS)


def test_nobody_else_does(ready: Site) -> None:
    assert ready.browser().get("/method").status_code == 303


def test_every_page_leads_there(ready: Site, world: World) -> None:
    assert '<a href="/method">How results are computed</a>' in ready.browser(world.recruiter).get("/rubrics").text


def test_links_to_a_section_lead_to_one_that_exists() -> None:
    used = {
        (path.relative_to(TEMPLATES).as_posix(), anchor)
        for path in TEMPLATES.rglob("*.html")
        for anchor in LINK.findall(path.read_text(encoding="utf-8"))
    }
    assert {link for link in used if link[1] not in TITLES} == set()


def test_the_rubrics_own_figures_are_shown(ready: Site, world: World) -> None:
    rubric = rubric_of(world)
    for locale in LOCALES:
        language, page = get_language(locale), ready.browser(world.manager, locale=locale).get("/method").text
        assumed = rubric.rules.assumed_error
        assert assumed is not None and assumed.reason[locale] in page.replace("&#39;", "'").replace("&#34;", '"')
        for standard in build_profile(rubric, level_sought=rubric.levels[0].id).levels:
            assert f"{rubric.level(standard.level).name[locale]}: {language.number(standard.pass_score, 2)}" in page


def test_pass_scores_do_not_depend_on_the_level_sought(world: World) -> None:
    rubric = rubric_of(world)
    for level in rubric.levels:
        profile = build_profile(rubric, level_sought=level.id)
        assert tuple((item.level, item.pass_score) for item in profile.levels) == settings_of(rubric).pass_scores


def test_the_error_in_force_is_the_one_that_was_measured(ready: Site, world: World) -> None:
    """With its date and its candidates, once there is one; before, the assumed one is said to be in force."""
    browser = ready.browser(world.manager)
    assert "0.70 points, assumed, not measured." in browser.get("/method").text
    raters = (world.interviewer, world.second_interviewer, world.account(Role.INTERVIEWER, "Third"))
    made_history(world, raters, 31)
    measure_rubric(world.session, actor=world.recruiter, rubric_row_id=world.rubric_row_id, now=LATER)
    world.session.commit()
    found, english = rating_error_of(world.session, rubric_of(world)), get_language("en")
    page = browser.get("/method").text
    points = english.number(Fraction(found.single), 2)
    assert f"SEM of one rating: {points} points, measured on {english.date(LATER.date())}." in page
    assert "Measured on 31 candidates whom two or more interviewers rated." in page
    assert "assumed, not measured" not in page and "Assumed before it was measured" in page


def test_a_second_look_asks_the_database_no_more_than_three_times(ready: Site, world: World) -> None:
    """Who is there, which rubrics are the newest, and what was measured on them; everything else is kept."""
    browser = ready.browser(world.recruiter)
    browser.get("/method")
    with counted(ready) as said:
        browser.get("/method")
    assert len([statement for statement in said if statement.lstrip().upper().startswith("SELECT")]) <= 3, said
