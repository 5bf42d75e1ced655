"""My day: each person is shown what waits for them, and nothing that is not theirs to see."""

from __future__ import annotations

import datetime as dt

import pytest
from calibrating import prepare
from factories import NOW, World
from sqlalchemy import event
from visiting import Site

from hiring.actions.corrections import begin_correction
from hiring.actions.interviews import create_interview
from hiring.actions.permissions import Actor
from hiring.storage.interview_tables import MailRow


def test_an_interviewer_sees_own_scorecards_until_they_are_submitted(site: Site, world: World) -> None:
    interview = world.interview(world.application_id, world.interviewer, world.second_interviewer)
    world.session.commit()
    site.forget_one_time_passwords()
    link = f"/interviews/{interview}/scorecard"
    assert link in site.browser(world.interviewer).get("/").text
    world.score(world.interviewer, interview, 3)
    world.session.commit()
    assert link not in site.browser(world.interviewer).get("/").text
    assert link in site.browser(world.second_interviewer).get("/").text


def test_a_recruiter_sees_what_is_open_and_what_is_waited_for(site: Site, world: World) -> None:
    interview = world.interview(world.application_id, world.interviewer)
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.recruiter).get("/").text
    assert f"/positions/{world.position_id}" in page and f'/interviews/{interview}"' in page
    world.score(world.interviewer, interview, 3)
    world.session.commit()
    assert f'/interviews/{interview}"' not in site.browser(world.recruiter).get("/").text


def test_ratings_far_apart_are_put_before_the_recruiter(site: Site, world: World) -> None:
    interview = world.interview(world.application_id, world.interviewer, world.second_interviewer)
    world.score(world.interviewer, interview, 1)
    world.session.commit()
    site.forget_one_time_passwords()
    assert "to discuss" not in site.browser(world.recruiter).get("/").text
    world.score(world.second_interviewer, interview, 5)
    world.session.commit()
    assert "to discuss" in site.browser(world.recruiter).get("/").text


def test_an_interviewer_hears_of_no_position(site: Site, world: World) -> None:
    assert world.position_id
    interviewer = world.interviewer
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(interviewer).get("/").text
    assert "Northern Packaging" not in page and "Nothing waits for you" in page


def test_an_empty_site_says_where_to_begin(site: Site, world: World) -> None:
    recruiter = world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    assert "Begin with the employer" in site.browser(recruiter).get("/").text


def test_a_manager_sees_the_own_employer_only(site: Site, world: World) -> None:
    foreign = world.position("Foreign post", employer_id=world.employer("Southern Glass"))
    own, manager = world.position_id, world.manager
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(manager).get("/").text
    assert f'/positions/{own}"' in page and f'/positions/{foreign}"' not in page and "Foreign post" not in page


def test_an_interviewer_is_reminded_of_a_correction_that_was_begun(site: Site, world: World) -> None:
    interview = world.interview(world.application_id, world.interviewer)
    world.score(world.interviewer, interview, 3)
    begin_correction(world.session, actor=world.interviewer, interview_id=interview, reason="A slip", now=NOW)
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.interviewer).get("/").text
    assert f"/interviews/{interview}/scorecard" in page and "correction begun" in page


@pytest.mark.parametrize(("locale", "where"), [("en", "Your interviews today"), ("ru", "Ваши интервью сегодня")])
def test_an_interview_of_today_says_where_it_is(site: Site, world: World, locale: str, where: str) -> None:
    now = dt.datetime.now(dt.UTC)
    interview = create_interview(
        world.session,
        actor=world.recruiter,
        application_id=world.application_id,
        title="First talk",
        scheduled_at=now,
        place="Room 4, second floor",
        kit=("negotiation",),
        work_samples=(),
        panel=(world.interviewer.account_id,),
        minutes=45,
        now=NOW,
    )
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.interviewer, locale=locale).get("/").text
    assert where in page and "Room 4, second floor" in page and f"/interviews/{interview}/kit" in page


def test_a_recruiter_sees_who_waits_for_a_decision_and_which_letter_failed(site: Site, world: World) -> None:
    application = world.scored_application("Decide Soon", 3)
    interview = world.interview(world.application_id, world.interviewer)
    queue_letter(world, interview, state="failed")
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.recruiter).get("/").text
    assert "To decide on" in page and f"/applications/{application}" in page
    assert "Letters that did not go out" in page and "/outbox/" in page and "Ivan Interviewer" in page
    assert "/outbox/" not in site.browser(world.interviewer).get("/").text


def test_a_calibration_exercise_is_shown_until_it_is_rated(site: Site, world: World) -> None:
    exercise = prepare(world)
    world.session.commit()
    site.forget_one_time_passwords()
    assert f"/calibration/{exercise}" in site.browser(world.interviewer).get("/").text
    assert f"/calibration/{exercise}" not in site.browser(world.recruiter).get("/").text


def queue_letter(world: World, interview: int, *, state: str) -> None:
    letter = MailRow(
        interview_id=interview,
        account_id=world.interviewer.account_id,
        address="ivan@example.org",
        locale="en",
        subject="An interview",
        body="Come",
        calendar="",
        state=state,
        error="refused",
        attempts=3,
        created_by=world.recruiter.account_id,
        created_at=NOW,
    )
    world.session.add(letter)


def test_ten_times_as_much_to_do_asks_the_database_no_more(site: Site, world: World) -> None:
    def more(number: int) -> None:
        world.scored_application(f"Person {number}", 3)
        position = world.position(f"Post {number}")
        application = world.application(position_id=position, candidate_id=world.candidate(f"Other {number}"))
        interview = world.interview(application, world.interviewer, world.recruiter)
        queue_letter(world, interview, state="failed")
        prepare(world)
        world.session.commit()

    def asked() -> list[int]:
        return [count_queries(site, actor) for actor in (world.recruiter, world.interviewer, world.manager)]

    assert world.manager
    more(0)
    site.forget_one_time_passwords()
    before = asked()
    for number in range(1, 11):
        more(number)
    assert asked() == before
    assert all(count <= most for count, most in zip(before, (15, 7, 11), strict=True)), before


def count_queries(site: Site, actor: Actor) -> int:
    """What the start page reads."""
    sent: list[str] = []

    def note(*given: object) -> None:
        sent.append(str(given[2]))

    browser = site.browser(actor)
    event.listen(site.database.engine, "before_cursor_execute", note)
    browser.get("/")
    event.remove(site.database.engine, "before_cursor_execute", note)
    return len([statement for statement in sent if statement.startswith("SELECT")])
