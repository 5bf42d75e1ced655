"""A rubric whose scale runs from -2 to 2: what the pages show of it they take back, and print with a minus."""

from __future__ import annotations

import re
from copy import deepcopy
from html import unescape
from typing import Any

import pytest
from bundled import kam_document
from factories import EVIDENCE, NOW, World
from visiting import Browser, Site

from hiring.actions.calibration import get_exercise
from hiring.actions.calibration_setup import create_exercise
from hiring.actions.positions import get_position
from hiring.actions.rubrics import import_rubric
from hiring.actions.scorecards import get_scorecard
from hiring.language import MINUS
from hiring.web.forms import OFF_EVERY_SCALE, read_point

DOWN = 3
"""By how much every point of the bundled rubric is moved."""
HYPHEN = re.compile(r"(?<![\w/-])-\d")


def moved_document() -> dict[str, Any]:
    document = {**deepcopy(dict(kam_document())), "id": "below-zero"}
    for point in document["scale"]:
        point["value"] -= DOWN
    for competency in document["competencies"].values():
        competency["anchors"] = {str(int(point) - DOWN): words for point, words in competency["anchors"].items()}
        for expected in competency["levels"].values():
            expected["minimum"] -= DOWN
    for flag in document["red_flags"]:
        if flag["effect"] == "cap":
            flag["cap"] -= DOWN
    return document


@pytest.fixture
def below(world: World) -> World:
    world.__dict__["rubric_row_id"] = import_rubric(world.session, document=moved_document(), now=NOW)
    assert world.position_id
    return world


def browser_of(site: Site, world: World, *, rater: bool = False) -> Browser:
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(world.interviewer if rater else world.recruiter)


def version(page: str) -> str:
    found = re.search(r'name="[^"]*version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("typed", ["-2", f"{MINUS}2"])
def test_a_rating_below_zero_is_kept(site: Site, below: World, typed: str) -> None:
    interview = below.interview(below.application_id, below.interviewer, below.second_interviewer, kit=("negotiation",))
    browser, address = browser_of(site, below, rater=True), f"/interviews/{interview}/scorecard/negotiation"
    page = browser.get(address).text
    assert 'value="-2"' in page and f'<span class="point-value">{MINUS}2</span>' in page
    form = {"version": version(page), "rating": typed, "evidence": EVIDENCE}
    assert browser.post(address, form).status_code == 303
    with site.database.session(write=False) as session:
        kept = get_scorecard(session, actor=below.interviewer, interview_id=interview).rating("negotiation")
    assert (kept.observed, kept.value) == (True, -2)
    assert re.search(r'value="-2" checked', browser.get(address).text)


def test_a_minimum_below_zero_is_kept(site: Site, below: World) -> None:
    browser, address = browser_of(site, below), f"/positions/{below.position_id}/profile/weights?level=L2"
    page = browser.get(address).text
    form = {
        "version": version(page),
        "reason": "Agreed with the employer",
        "adjustments-L2-communication-minimum": "-1",
    }
    assert browser.post(address, form).status_code == 303
    with site.database.session(write=False) as session:
        profile = get_position(session, actor=below.recruiter, position_id=below.position_id).profile
    assert profile.sought.standard("communication").minimum == -1


def test_an_agreement_below_zero_is_kept(site: Site, below: World) -> None:
    interview = below.interview(below.application_id, below.interviewer, below.second_interviewer, kit=("negotiation",))
    for rater, value in ((below.interviewer, -2), (below.second_interviewer, 0)):
        below.score(rater, interview, {"negotiation": value})
    browser, address = browser_of(site, below), f"/applications/{below.application_id}/debrief"
    form = {
        "negotiation-version": version(browser.get(address).text),
        "negotiation-value": "-1",
        "negotiation-reason": "The limits were named late",
    }
    assert browser.post(f"{address}/ratings/negotiation", form).status_code == 303
    assert f"agreed: {MINUS}1" in browser.get(address).text
    form |= {"negotiation-version": version(browser.get(address).text), "negotiation-value": "none of them"}
    assert browser.post(f"{address}/ratings/negotiation", form).status_code == 422
    assert f"agreed: {MINUS}1" in browser.get(address).text


def test_a_reference_below_zero_is_kept_and_no_number_is_refused(site: Site, below: World) -> None:
    exercise = create_exercise(
        below.session, actor=below.recruiter, rubric_row_id=below.rubric_row_id, title="Spring", now=NOW
    )
    browser, address = browser_of(site, below), f"/calibration/{exercise}/edit"

    def save(value: str) -> int:
        form = {
            "version": version(browser.get(address).text),
            "title": "Spring",
            "rows-negotiation-rated": "y",
            "rows-negotiation-value": value,
            "rows-negotiation-reason": "The words of the description",
        }
        return browser.post(address, form).status_code

    assert (save("none of them"), save("-1")) == (422, 303)
    with site.database.session(write=False) as session:
        found = get_exercise(session, actor=below.recruiter, exercise_id=exercise)
    assert found.references is not None and found.references["negotiation"].value == -1


def test_pages_print_points_with_a_minus(site: Site, below: World) -> None:
    application = below.scored_application("Ann", -1)
    below.scored_application("Bob", {item: -2 + at % 4 for at, item in enumerate(below.competencies)})
    browser = browser_of(site, below)
    for address in (
        f"/applications/{application}",
        f"/applications/{application}/debrief",
        f"/positions/{below.position_id}/comparison",
        f"/positions/{below.position_id}/profile?level=L1",
        f"/rubrics/{below.rubric_row_id}",
    ):
        page = browser.get(address).text
        said = unescape(" ".join(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL).split()))
        assert not HYPHEN.findall(said), address
        assert f"{MINUS}1" in said, address


@pytest.mark.parametrize(
    ("typed", "point"),
    [("3", 3), (" 0 ", 0), ("-2", -2), (f"{MINUS}2", -2), ("100", 100), ("²", OFF_EVERY_SCALE), ("-", OFF_EVERY_SCALE)],
)
def test_points_are_read_as_they_are_shown(typed: str, point: int) -> None:
    assert read_point(typed) == point
    assert read_point(None) is read_point("") is None
    assert read_point("3.5") == read_point("1" * 9) == OFF_EVERY_SCALE
