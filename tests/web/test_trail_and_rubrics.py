"""The trail and the rubrics on the pages."""

from __future__ import annotations

from factories import LATER, World
from visiting import Site

from hiring.actions.candidates import erase_candidate, get_candidate
from hiring.actions.rubrics import get_rubric


def test_the_trail_tells_of_an_erasure_without_the_name_or_a_dead_link(site: Site, world: World) -> None:
    candidate = world.candidate("Zofia Vanished")
    seen = get_candidate(world.session, actor=world.recruiter, candidate_id=candidate)
    erase_candidate(
        world.session,
        actor=world.recruiter,
        candidate_id=candidate,
        version=seen.version,
        reason="Zofia asked for it",
        now=LATER,
    )
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.administrator).get("/audit").text
    assert "erased a candidate" in page and "asked for it" in page and "Zofia" not in page
    row = next(part for part in page.split("<tr>") if "erased a candidate" in part)
    assert "href" not in row


def test_a_rubric_shows_every_word_an_interviewer_rates_by(site: Site, world: World) -> None:
    row, recruiter = world.rubric_row_id, world.recruiter
    rubric = get_rubric(world.session, actor=recruiter, rubric_row_id=row)
    world.session.commit()
    site.forget_one_time_passwords()
    for locale in ("ru", "en"):
        page = site.browser(recruiter, locale=locale).get(f"/rubrics/{row}").text.replace("&#39;", "'").replace("&#34;", '"')
        for competency in rubric.competencies:
            assert competency.name[locale] in page
            assert all(anchor.text[locale] in page for anchor in competency.anchors)
            assert all(expectation.text[locale] in page for expectation in competency.expectations)
            assert all(question.text[locale] in page for question in competency.questions)


def test_an_unknown_rubric_is_not_found(site: Site, world: World) -> None:
    recruiter = world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    assert site.browser(recruiter).get("/rubrics/999").status_code == 404
