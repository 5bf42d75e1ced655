"""The kit of an interview for paper: what is asked, in which order, with room for notes, and nothing of any rating."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from made_documents import POSITION, rubric
from test_rendering import HOSTILE, draw, text_of

from hiring.domain.interview_plan import propose_plan
from hiring.domain.profile import build_profile
from hiring.language import LOCALES, get_language
from hiring.pdf import KitDocument, KitSubject, build_kit_document, render_pdf
from hiring.pdf.render import render_html

ROOT = Path(__file__).parent.parent.parent
SUBJECT = KitSubject(
    interview_id=12,
    title="First talk",
    candidate="Helena Crow",
    position_title=POSITION,
    employer_name="Northern Packaging",
    place="Room 4",
    held_at=dt.datetime(2026, 3, 5, 14, 30, tzinfo=dt.UTC),
    minutes=90,
    interviewer="",
    made_on=dt.date(2026, 3, 2),
)


def kit(
    locale: str, session: int = 0, *, level: str = "L2", subject: KitSubject = SUBJECT, **answers: object
) -> KitDocument:
    """Of the first or the second session that the rubric proposes."""
    named = {key.replace("__", "."): value for key, value in answers.items()}
    profile = build_profile(rubric(), level_sought=level, answers=named)
    planned = propose_plan(profile, locale)[session]
    return build_kit_document(
        profile,
        subject=subject,
        kit=planned.competencies,
        questions=planned.questions,
        work_samples=planned.work_samples,
        locale=locale,
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("level", ["L1", "L2", "L3"])
@pytest.mark.parametrize("session", [0, 1])
def test_a_kit_asks_everything_in_its_order_on_a_few_pages(
    session: int, level: str, locale: str, caplog: pytest.LogCaptureFixture
) -> None:
    document = kit(locale, session, level=level)
    reader = draw(document, caplog)
    said = without_spaces(text_of(reader))
    assert 3 <= len(reader.pages) <= 5
    assert (reader.root_object["/Lang"], reader.metadata.title) == (
        locale,
        f"{get_language(locale).gettext('Interview kit')}: Helena Crow",
    )
    questions = [question for item in document.competencies for question in item.questions]
    places = [said.index(without_spaces(question.text)) for question in questions]
    assert places == sorted(places)
    probes = [probe for question in questions for probe in question.probes]
    points = [point.text for item in document.competencies for point in item.points]
    named = [text for item in document.competencies for text in (item.name, item.expected)]
    assert [text for text in (*probes, *points, *named) if without_spaces(text) not in said] == []


def without_spaces(text: str) -> str:
    """A word with a hyphen may end its line there."""
    return "".join(text.split())


@pytest.mark.parametrize("locale", LOCALES)
def test_there_is_room_for_notes_and_a_box_for_every_rating(locale: str) -> None:
    document = kit(locale)
    page = render_html(document)
    questions = sum(len(item.questions) for item in document.competencies)
    assert page.count('class="line"') == 3 * len(document.competencies) + 3 * questions
    assert page.count('class="ruled"') == 35, "what a page has left is ruled to its end"
    boxes = sum(len(item.points) + 1 for item in document.competencies) + len(document.flags)
    assert page.count('class="box"') == boxes


def test_it_says_where_when_how_long_and_for_whom(caplog: pytest.LogCaptureFixture) -> None:
    said = text_of(draw(kit("en", subject=replace(SUBJECT, interviewer="Ivan Petrov")), caplog))
    assert "5 Mar 2026, 14:30 · 90 minutes" in said and "Room 4" in said and "Ivan Petrov" in said
    assert "interview 12" in said and "not for the candidate" in said
    bare = replace(SUBJECT, held_at=None, minutes=None, place="")
    assert "date not set" in text_of(draw(kit("en", subject=bare), caplog))


def test_a_task_that_the_rating_rests_on_is_marked() -> None:
    marked = [item.name for item in kit("en", 1).competencies if item.work_sample]
    assert marked == ["Consultative tailored offers"]
    assert render_html(kit("en", 1)).count("Rate the task done here") == 1
    assert "Rate the task done here" not in render_html(kit("en", 1, level="L3"))


def test_only_what_the_answers_switch_on_is_asked() -> None:
    tender = "Which part of a tender did you influence before it was announced?"
    assert tender in render_html(kit("en", profile__duties__tenders=True))
    assert tender not in render_html(kit("en", profile__duties__tenders=False))


def test_warning_signs_are_those_of_what_is_asked() -> None:
    contact = "One contact in every key client"
    texts = [[flag.text for flag in kit("en", session).flags] for session in (0, 1)]
    assert contact in texts[0] and contact not in texts[1]
    assert "Only 'we'; own part stays unclear" in texts[0] and "Only 'we'; own part stays unclear" in texts[1]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_people_write_is_drawn_as_text(hostile: str, caplog: pytest.LogCaptureFixture) -> None:
    subject = replace(SUBJECT, title=hostile, candidate=hostile, place=hostile, interviewer=hostile, employer_name=hostile)
    draw(kit("ru", subject=subject), caplog)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_kit_is_the_same_file_in_every_process(locale: str, tmp_path: Path) -> None:
    document = kit(locale)
    assert KitDocument.from_snapshot(json.loads(json.dumps(document.to_snapshot()))) == document
    kept = tmp_path / "snapshot.json"
    kept.write_text(json.dumps(document.to_snapshot()))
    script = (
        "import json, sys; from hiring.pdf import KitDocument, render_pdf;"
        "sys.stdout.buffer.write(render_pdf(KitDocument.from_snapshot(json.load(open(sys.argv[1])))))"
    )
    command = [sys.executable, "-c", script, str(kept)]
    other = subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout
    assert other == render_pdf(document)
