"""My day: each person is shown what waits for them, and nothing that is not theirs to see."""

from __future__ import annotations

from factories import World
from visiting import Site


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
