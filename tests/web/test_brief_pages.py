"""The order to the agency on its page, the vacancy text and the preview of the role."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import pytest
from factories import COMPLETE, World
from pypdf import PdfReader
from visiting import Browser, Site

from hiring.actions.permissions import Actor


@pytest.fixture
def position(world: World, site: Site) -> int:
    """A complete one, and the accounts of those who look at it."""
    answers = {**COMPLETE, "preview.upsides": "Six clients with contracts", "preview.downsides": "The store moves"}
    made = world.position("Key account manager", answers=answers)
    assert world.administrator and world.manager and world.interviewer
    world.session.commit()
    site.forget_one_time_passwords()
    return made


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def open_as(site: Site, actor: Actor, locale: str = "en") -> Browser:
    return site.browser(actor, locale=locale)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_page_is_good_html_in_both_languages(site: Site, world: World, position: int, locale: str) -> None:
    browser = open_as(site, world.recruiter, locale)
    for page in ("", "/vacancy", "/vacancy?locale=ru", "/vacancy?locale=en", "/preview", "/preview?locale=xx"):
        assert browser.get(f"/positions/{position}/brief{page}").status_code == 200, page


@pytest.mark.parametrize("who", ["recruiter", "manager"])
def test_an_order_is_made_in_either_language_and_listed(site: Site, world: World, position: int, who: str) -> None:
    browser = open_as(site, getattr(world, who))
    for locale, kicker in (("ru", "Менеджер по ключевым клиентам"), ("en", "Key account manager 20")):
        made = browser.post(f"/positions/{position}/brief", {"locale": locale})
        assert made.status_code == 303
        file = browser.get(made.headers["Location"])
        assert file.mimetype == "application/pdf"
        text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file.data)).pages)
        assert kicker in text and "Key account manager" in text
    page = words(browser.get(f"/positions/{position}/brief").text)
    assert "Order for a search SO-20" in page and "Order for a search ЗП-20" in page


def test_what_is_missing_is_named_with_its_page(site: Site, world: World, position: int) -> None:
    empty = world.position("Empty")
    world.session.commit()
    browser = open_as(site, world.manager)
    page = browser.get(f"/positions/{empty}/brief").text
    assert "Type of clientele" in words(page) and f"/positions/{empty}/intake/topics/sales" in page
    assert f'action="/positions/{empty}/brief"' not in page
    refused = browser.post(f"/positions/{empty}/brief", {"locale": "en"})
    assert refused.status_code == 422 and "Type of clientele" in words(refused.text)
    for name in ("vacancy", "preview"):
        text = browser.get(f"/positions/{empty}/brief/{name}").text
        assert "Type of clientele" in words(text) and "What you will do" not in text
    assert browser.get(f"/positions/{empty}/brief/vacancy.txt").status_code == 303


def test_forbidden_criteria_are_named_with_a_lawful_way_to_ask(site: Site, world: World, position: int) -> None:
    wrong = world.position("Девушка до 30 лет в отдел продаж", answers=COMPLETE)
    world.session.commit()
    browser = open_as(site, world.recruiter)
    page = words(browser.get(f"/positions/{wrong}/brief").text)
    assert "“Девушка” chooses people by a feature" in page and "Name the role without a sex" in page
    assert "Labour Code" in page
    assert browser.post(f"/positions/{wrong}/brief", {"locale": "ru"}).status_code == 422
    vacancy = words(browser.get(f"/positions/{wrong}/brief/vacancy").text)
    assert "Name the role without a sex" in vacancy and "What you will do" not in vacancy
    assert browser.get(f"/positions/{wrong}/brief/vacancy.txt").status_code == 303


def test_the_vacancy_text_can_be_taken_away(site: Site, world: World, position: int) -> None:
    browser = open_as(site, world.recruiter)
    shown = words(browser.get(f"/positions/{position}/brief/vacancy?locale=ru").text)
    taken = browser.get(f"/positions/{position}/brief/vacancy.txt?locale=ru")
    assert taken.mimetype == "text/plain" and taken.headers["Cache-Control"] == "no-store"
    assert "Key account manager (ru).txt" in unquote(taken.headers["Content-Disposition"])
    lines = [line.removeprefix("— ") for line in taken.text.splitlines() if line]
    assert "Сопровождает ключевых клиентов и ведёт их дела" in lines
    assert all(" ".join(line.split()) in shown for line in lines)


def test_the_preview_tells_both_sides(site: Site, world: World, position: int) -> None:
    page = words(open_as(site, world.manager).get(f"/positions/{position}/brief/preview").text)
    assert "Six clients with contracts" in page and "The store moves" in page


def test_who_may_see_it(site: Site, world: World, position: int) -> None:
    foreign = world.position(employer_id=world.employer("Foreign"))
    world.session.commit()
    for name in ("", "/vacancy", "/preview", "/vacancy.txt"):
        assert open_as(site, world.manager).get(f"/positions/{foreign}/brief{name}").status_code == 404
        assert open_as(site, world.interviewer).get(f"/positions/{position}/brief{name}").status_code == 403
    assert open_as(site, world.manager).post(f"/positions/{foreign}/brief", {"locale": "en"}).status_code == 404


def test_weights_are_drawn_on_one_scale(site: Site, world: World, position: int) -> None:
    page = open_as(site, world.recruiter).get(f"/positions/{position}/brief").text
    widths = [float(width) for width in re.findall(r'<rect x="0" y="3" width="([\d.]+)"', page)]
    assert len(widths) == 12 and max(widths) == 204 and min(widths) > 0
