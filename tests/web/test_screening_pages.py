"""The same screen for everybody, and one assessment held against another profile."""

from __future__ import annotations

import pytest
from factories import COMPLETE, World
from visiting import Browser, Site

from hiring.actions.applications import list_applications


@pytest.fixture
def browser(world: World, site: Site) -> Browser:
    recruiter = world.recruiter
    assert world.position_id
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(recruiter)


def test_an_empty_screen_teaches_the_next_step(browser: Browser, world: World) -> None:
    assert "No candidates yet" in browser.get(f"/positions/{world.position_id}/screening").text


def test_everybody_is_held_against_the_same_facts(browser: Browser, world: World) -> None:
    for name, facts in (
        ("Known Kate", {"experience_types": ["sales"], "related_years": 6}),
        ("Young Yuri", {"experience_types": ["sales"], "related_years": 1}),
        ("Unknown Uma", {}),
    ):
        world.application(candidate_id=world.candidate(name, facts=facts))
    world.session.commit()
    page = browser.get(f"/positions/{world.position_id}/screening").text
    rows = {name: page.split(name, 1)[1].split("</tr>", 1)[0] for name in ("Known Kate", "Young Yuri", "Unknown Uma")}
    assert "mark-met" in rows["Known Kate"] and "mark-unmet" not in rows["Known Kate"]
    assert "mark-unmet" in rows["Young Yuri"] and "/waivers/" in rows["Young Yuri"]
    assert "mark-unknown" in rows["Unknown Uma"] and "mark-unmet" not in rows["Unknown Uma"]


def test_closeness_is_printed_as_the_method_says_in_whole_percent(browser: Browser, world: World) -> None:
    position = world.position(answers=COMPLETE)
    facts = {"market": {"industry": "food", "size": "large", "decides": "purchasing"}}
    world.application(position_id=position, candidate_id=world.candidate("Near Nora", facts=facts))
    world.session.commit()
    page = browser.get(f"/positions/{position}/screening").text
    cell = page.split("Closeness of the market", 2)[2].split("</td>", 1)[0]
    assert "<b>100%</b>" in cell and "clients 100%" in cell and "1.00" not in cell


def test_what_is_set_aside_shows_its_reason(browser: Browser, world: World) -> None:
    application = world.application(
        candidate_id=world.candidate("Young Yuri", facts={"experience_types": ["sales"], "related_years": 1})
    )
    world.session.commit()
    page = browser.get(f"/positions/{world.position_id}/screening").text
    address = page.split(f'href="/applications/{application}/waivers/', 1)[1].split('"', 1)[0]
    waived = browser.post(f"/applications/{application}/waivers/{address}", {"reason": "Sold to this client for years"})
    assert waived.status_code == 303
    assert "Sold to this client for years" in browser.get(f"/positions/{world.position_id}/screening").text


def test_the_same_ratings_are_placed_on_another_level_and_position(browser: Browser, world: World) -> None:
    application = world.scored_application("Known Kate", 3)
    lead = world.position("Head of key accounts", level="L3", answers={"profile.team_mode": "lead"})
    world.session.commit()
    before = list_applications(world.session, actor=world.recruiter, position_id=world.position_id)
    page = browser.get(f"/applications/{application}").text
    assert "Head of key accounts" in page and f"/applications/{application}/elsewhere" in page
    level = browser.get(f"/applications/{application}/elsewhere?level=L3").text
    assert "Level 3" in level and "not reached" in level and "Nothing is stored" in level
    assert level.count("3.0 / 5 · 2 interviewers") == 2, "a score is never naked, and no finer than it is known"
    other = browser.get(f"/applications/{application}/elsewhere?position={lead}").text
    assert "Leading account managers" in other, "what only the other profile asks for stands there too"
    world.session.expire_all()
    assert list_applications(world.session, actor=world.recruiter, position_id=world.position_id) == before


def test_what_is_no_position_or_level_is_answered(browser: Browser, world: World) -> None:
    application = world.scored_application("Known Kate", 3)
    world.session.commit()
    assert browser.get(f"/applications/{application}/elsewhere?level=nonsense&position=").status_code == 200
    assert browser.get(f"/applications/{application}/elsewhere?position=999").status_code == 404


def test_who_is_scored_keeps_the_version_and_both_pages_say_so(browser: Browser, world: World) -> None:
    application = world.scored_application("Known Kate", 3)
    world.scored_application("Second Sue", 4)
    world.session.commit()
    intake = f"/positions/{world.position_id}/intake"
    browser.post(f"{intake}/topics/sales", {"version": "0", "answers-profile.team_mode": "lead"})
    review = browser.get(f"{intake}/review").text
    assert "Known Kate" in review and "On the new version" in review
    adopted = browser.post(f"{intake}/review", {"version": "1", "reason": "The team grew"})
    assert adopted.status_code == 303
    assert "by version 1 of the profile" in browser.get(f"/positions/{world.position_id}").text
    assert "Held against version 1" in browser.get(f"/applications/{application}").text
    page = browser.get(f"/positions/{world.position_id}/comparison").text
    assert "these keep an earlier one" in page and "(version 1)" in page
    now = browser.get(f"/applications/{application}/elsewhere?position={world.position_id}")
    assert now.status_code == 200 and "Leading account managers" in now.text
