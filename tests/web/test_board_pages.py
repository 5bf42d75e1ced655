"""Board, list, stages and timeline as people use them, without any script."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import LATER, NOW, World
from sqlalchemy import select, update
from visiting import Browser, Site

from hiring.actions.decisions import decide
from hiring.actions.permissions import Actor
from hiring.actions.pipeline import move_applications
from hiring.actions.reports import make_profile_document
from hiring.language import LOCALES
from hiring.storage.tables import ApplicationRow, InterviewRow, PositionRow

DECLINED_WITHOUT_REASON = {"stage": "declined", "decline_reason": "", "note": "Asks twice the budget"}


def person(site: Site, world: World, actor: Actor, locale: str = "en") -> Browser:
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(actor, locale=locale)


def stages_of(site: Site) -> dict[int, str]:
    with site.database.session(write=False) as session:
        return {row.id: row.stage for row in session.scalars(select(ApplicationRow))}


def ticked(*application_ids: int, stage: str = "new") -> list[str]:
    return [f"{identity}:{stage}" for identity in application_ids]


def address(world: World, page: str) -> str:
    return f"/positions/{world.position_id}/{page}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_board_shows_every_stage_and_leads_to_the_rest(site: Site, world: World, locale: str) -> None:
    for number in range(12):
        world.application(candidate_id=world.candidate(f"Person {number:02}"))
    page = person(site, world, world.recruiter, locale).get(address(world, "board")).text
    assert page.count('class="board-card"') == 10
    assert page.count("board-column") == 8
    assert f"/positions/{world.position_id}/pipeline?stage=new" in page
    rest = person(site, world, world.recruiter, locale).get(address(world, "pipeline?stage=new")).text
    assert "Person 00" in rest and "Person 00" not in page


def test_whoever_is_ticked_moves_and_nobody_else(site: Site, world: World) -> None:
    made = [world.application(candidate_id=world.candidate(f"Person {number}")) for number in range(3)]
    browser = person(site, world, world.recruiter)
    given = {"applications": ticked(*made[:2]), "stage": "screening", "view": "list"}
    answer = browser.post(address(world, "pipeline?stage=new"), given)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/pipeline?stage=new")
    assert "2 candidates moved." in browser.get(answer.headers["Location"]).text
    assert stages_of(site) == {made[0]: "screening", made[1]: "screening", made[2]: "new"}


@pytest.mark.parametrize("view", ["board", "list", "timeline"])
def test_a_refused_move_keeps_ticks_and_words(site: Site, world: World, view: str) -> None:
    identity = world.application_id
    browser = person(site, world, world.recruiter)
    answer = browser.post(
        address(world, "pipeline"), {"applications": ticked(identity), "view": view, **DECLINED_WITHOUT_REASON}
    )
    assert answer.status_code == 422
    assert "Choose why the candidate is declined." in answer.text
    assert "Asks twice the budget" in answer.text
    assert view == "timeline" or f'value="{identity}:new" checked' in answer.text
    assert stages_of(site) == {identity: "new"}


def test_a_move_that_somebody_was_faster_with_shows_where_they_stand_now(site: Site, world: World) -> None:
    identity = world.application_id
    move_applications(
        world.session,
        actor=world.recruiter,
        position_id=world.position_id,
        seen={identity: "new"},
        stage="interview",
        now=NOW,
    )
    browser = person(site, world, world.recruiter)
    answer = browser.post(
        address(world, "pipeline"), {"applications": ticked(identity), "stage": "screening", "view": "board"}
    )
    assert answer.status_code == 409
    assert f'value="{identity}:interview" checked' in answer.text


def test_numbers_that_are_none_tick_nobody(site: Site, world: World) -> None:
    assert world.application_id
    browser = person(site, world, world.recruiter)
    answer = browser.post(
        address(world, "pipeline"), {"applications": ["x:new", "", "-1:new"], "stage": "screening", "view": "board"}
    )
    assert answer.status_code == 422
    assert "Tick at least one candidate." in answer.text


def test_a_hiring_manager_sees_the_board_without_ticks(site: Site, world: World) -> None:
    assert world.application_id
    browser = person(site, world, world.manager)
    page = browser.get(address(world, "board")).text
    assert "Анна Ёлкина" in page
    assert 'type="checkbox"' not in page
    assert browser.post(address(world, "pipeline"), {"stage": "screening"}).status_code == 403


class TestStages:
    def test_named_ordered_and_taken_away(self, site: Site, world: World) -> None:
        assert world.position_id
        browser = person(site, world, world.recruiter)
        typed = {
            "version": "1",
            "stages-0-id": "screening",
            "stages-0-name": "",
            "stages-1-id": "interview",
            "stages-1-name": "Interviews",
            "stages-1-place": "2",
            "stages-2-id": "debrief",
            "stages-2-name": "Talk",
            "stages-2-place": "3",
            "stages-3-id": "",
            "stages-3-name": "Case day",
            "stages-3-place": "1",
        }
        assert browser.post(address(world, "stages"), typed).status_code == 303
        with site.database.session(write=False) as session:
            kept = session.get_one(PositionRow, world.position_id).stages
        assert kept == [
            {"id": "own-1", "name": "Case day"},
            {"id": "interview", "name": ""},
            {"id": "debrief", "name": "Talk"},
        ]
        assert browser.post(address(world, "stages"), typed).status_code == 409

    def test_a_fault_stands_at_its_row(self, site: Site, world: World) -> None:
        assert world.position_id
        browser = person(site, world, world.recruiter)
        typed = {
            "version": "1",
            "stages-1-name": "Case",
            "stages-1-place": "1",
            "stages-3-name": "case",
            "stages-3-place": "2",
        }
        answer = browser.post(address(world, "stages"), typed)
        assert answer.status_code == 422
        assert 'id="stages-3-name-fault"' in answer.text
        assert 'id="stages-1-name-fault"' not in answer.text

    def test_the_own_names_stand_on_the_board(self, site: Site, world: World) -> None:
        assert world.application_id
        browser = person(site, world, world.recruiter)
        browser.post(address(world, "stages"), {"version": "1", "stages-0-name": "Пробный день"})
        assert "Пробный день" in browser.get(address(world, "board")).text


class TestTimeline:
    @pytest.mark.parametrize("locale", LOCALES)
    def test_it_tells_everything_in_order(self, site: Site, world: World, locale: str) -> None:
        identity = story(world)
        page = person(site, world, world.recruiter, locale).get(f"/applications/{identity}/timeline").text
        parts = ["Ivan Interviewer", "First", "The panel is of one mind"]
        assert all(part in page for part in parts)
        assert page.count("<li") >= 7
        assert page.index("The panel is of one mind") < page.index("Yana Interviewer")

    def test_who_owes_a_scorecard_reads_no_reasons(self, site: Site, world: World) -> None:
        identity = story(world)
        world.interview(identity, world.manager, title="Second")
        page = person(site, world, world.manager).get(f"/applications/{identity}/timeline").text
        assert "The panel is of one mind" not in page
        assert "below the level sought" not in page

    def test_what_is_planned_for_later_is_to_come(self, site: Site, world: World) -> None:
        identity = world.application_id
        world.interview(identity, world.interviewer)
        browser = person(site, world, world.recruiter)
        assert "to come" not in browser.get(f"/applications/{identity}/timeline").text
        with site.database.session(write=True) as session:
            session.execute(update(InterviewRow).values(scheduled_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=2)))
        assert "to come" in browser.get(f"/applications/{identity}/timeline").text


def story(world: World) -> int:
    """Interviewed, rated, declined by a decision, with a document."""
    identity = world.scored_application("Told", 2)
    make_profile_document(world.session, actor=world.recruiter, application_id=identity, locale="en", now=NOW)
    version = world.session.get_one(ApplicationRow, identity, populate_existing=True).version
    decide(
        world.session,
        actor=world.recruiter,
        application_id=identity,
        version=version,
        outcome="decline",
        reason="The panel is of one mind",
        decline_reason="below_level",
        now=LATER,
    )
    return identity
