"""Approving a profile and talking about it: in person or on somebody's behalf, kept with the version it was said of."""

from __future__ import annotations

import re

import pytest
from factories import World
from visiting import Site

from hiring.actions.permissions import Actor


@pytest.fixture
def people(world: World, site: Site) -> tuple[Actor, Actor]:
    """A recruiter and the employer's hiring manager, with a position whose questions are answered."""
    people = world.recruiter, world.manager
    assert world.complete_position_id and world.position_id
    world.session.commit()
    site.forget_one_time_passwords()
    return people


def test_a_hiring_manager_approves_in_person(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser, profile = site.browser(people[1]), f"/positions/{world.complete_position_id}/profile"
    assert "not approved yet" in browser.get(profile).text
    asked = browser.get(f"{profile}/approve").text
    assert "Approve version 1" in asked and 'name="on_behalf_of"' not in asked
    approved = browser.post(f"{profile}/approve", {"version": "1", "note": "Agreed with the board"})
    assert (approved.status_code, approved.headers["Location"]) == (303, profile)
    page = browser.get(profile).text
    assert f"approved by {people[1].name}" in page and "Agreed with the board" in page and "not approved yet" not in page


def test_a_recruiter_says_who_approved(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser, profile = site.browser(people[0]), f"/positions/{world.complete_position_id}/profile"
    nameless = browser.post(f"{profile}/approve", {"version": "1", "on_behalf_of": " ", "note": "by telephone"})
    assert nameless.status_code == 422 and "by telephone" in nameless.text and "on_behalf_of-fault" in nameless.text
    assert browser.post(f"{profile}/approve", {"version": "1", "on_behalf_of": "Dora Director"}).status_code == 303
    page = browser.get(profile).text
    assert "approved by Dora Director" in page and f"recorded by {people[0].name}" in page


def test_another_version_than_the_one_seen_is_not_approved(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser, profile = site.browser(people[1]), f"/positions/{world.complete_position_id}/profile"
    assert browser.post(f"{profile}/approve", {"version": "7"}).status_code == 409
    assert "not approved yet" in browser.get(profile).text


def test_open_questions_stand_in_the_way(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser, profile = site.browser(people[1]), f"/positions/{world.position_id}/profile"
    asked = browser.get(f"{profile}/approve").text
    assert "Approval waits for answers" in asked and f"/positions/{world.position_id}/intake/topics/sales#ask-" in asked
    assert browser.post(f"{profile}/approve", {"version": "1"}).status_code == 422


def test_a_comment_is_kept_with_the_version_and_once(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser, profile = site.browser(people[1]), f"/positions/{world.complete_position_id}/profile"
    assert browser.post(f"{profile}/comment", {"text": "  "}).status_code == 422
    typed = {"text": "Is travel <b>really</b> needed?", "once": "a-key-of-this-form"}
    assert browser.post(f"{profile}/comment", typed).status_code == 303
    assert browser.post(f"{profile}/comment", typed).status_code == 303
    page = site.browser(people[0]).get(profile).text
    assert page.count("Is travel &lt;b&gt;really&lt;/b&gt; needed?") == 1 and people[1].name in page


def test_a_topic_has_comments_of_its_own(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser, position = site.browser(people[1]), f"/positions/{world.complete_position_id}"
    asked = browser.get(f"{position}/intake/topics/sales").text
    assert f"{position}/profile/comment?topic=sales" in asked
    assert '<option selected value="sales">' in browser.get(f"{position}/profile/comment?topic=sales").text
    typed = {"text": "Who sells here today?", "topic": "sales", "once": "a-key-of-this-form"}
    answer = browser.post(f"{position}/profile/comment?topic=sales", typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{position}/intake/topics/sales#comments")
    assert "Who sells here today?" in browser.get(f"{position}/intake/topics/sales").text
    assert "Who sells here today?" not in browser.get(f"{position}/intake/topics/pay").text
    assert re.search("version 1, on “[^”]+”</span>\nWho sells here today", browser.get(f"{position}/profile").text)
    assert browser.post(f"{position}/profile/comment", {"text": "x", "topic": "weather"}).status_code == 422


def test_the_position_says_how_far_its_profile_is(site: Site, world: World, people: tuple[Actor, Actor]) -> None:
    browser = site.browser(people[0])
    page = browser.get(f"/positions/{world.position_id}").text
    assert "must be answered before the order goes out" in page and f"/positions/{world.position_id}/intake" in page
    ready = browser.get(f"/positions/{world.complete_position_id}").text
    assert "must be answered before" not in ready and "not approved yet" in ready
