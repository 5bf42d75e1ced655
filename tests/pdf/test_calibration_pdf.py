"""The report of a calibration exercise as a file: what it says, in both languages, whatever was written, always the same."""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from bundled import kam_rubric
from pypdf import PdfReader

from hiring.domain.calibration import Reference, study_sample
from hiring.domain.scorecard import Rating
from hiring.pdf import CalibrationDocument, CalibrationSubject, build_calibration_document, render_pdf

RUBRIC = kam_rubric()
LOCALES = ("ru", "en")
COMPETENCIES = ("client-insight", "negotiation")
SUBJECT = CalibrationSubject(
    exercise_id=7,
    title="Spring",
    level="L2",
    closed_on=dt.date(2026, 3, 2),
    invited=4,
    transcript="First words.\n\nLast words.",
    transcript_locale="en",
    recording="https://example.org/talk",
)


def report(
    locale: str,
    ratings: dict[str, tuple[int | None, int | None]],
    references: dict[str, int] | None = None,
    subject: CalibrationSubject = SUBJECT,
) -> CalibrationDocument:
    given = {
        rater: [Rating(item, value, f"{rater} heard {item}") for item, value in zip(COMPETENCIES, values, strict=True)]
        for rater, values in ratings.items()
    }
    findings = study_sample(
        given,
        competencies=COMPETENCIES,
        references={item: Reference(value, "as an expert says") for item, value in (references or {}).items()},
        scale=RUBRIC.scale,
        discuss_from=2,
    )
    return build_calibration_document(RUBRIC, findings, subject=subject, locale=locale)


def draw(document: CalibrationDocument, caplog: pytest.LogCaptureFixture) -> str:
    """The text, of a file that is PDF/UA and drew no warning."""
    with caplog.at_level(logging.WARNING):
        content = render_pdf(document)
    assert [record.message for record in caplog.records if record.name.startswith("weasyprint")] == []
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == document.head.locale
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


SPLIT: dict[str, tuple[int | None, int | None]] = {"A": (3, 2), "B": (3, 4), "C": (None, 4)}


def test_it_says_what_to_talk_through_and_who_read_what(caplog: pytest.LogCaptureFixture) -> None:
    text = draw(report("en", SPLIT, {"negotiation": 3}), caplog)
    assert "Negotiation: 2 or 3? A: 2; B and C: 3 or more. The reference stands on the side of B and C." in text
    assert "Negotiation: 3 or 4?" in text
    assert "Prepares goals, limits and an alternative." in text
    assert "Client insight: observed or not?" in text
    assert "as an expert says" in text and "C heard negotiation" in text
    assert "3 of 4 submitted" in text and "First words." in text and "https://example.org/talk" in text
    assert "calibration exercise 7" in text


def test_it_is_said_in_russian(caplog: pytest.LogCaptureFixture) -> None:
    text = draw(report("ru", SPLIT, {"negotiation": 3}), caplog)
    assert "Что разобрать" in text and "Готовит цели, пределы и запасной вариант" in text
    assert "Слишком мало, чтобы говорить о строгости" in text


def test_names_stand_only_where_they_are_given(caplog: pytest.LogCaptureFixture) -> None:
    named = replace(SUBJECT, names={"A": "Ivan Interviewer", "B": "Yana", "C": "Max"}, own="B")
    text = draw(report("en", SPLIT, subject=named), caplog)
    assert "Ivan Interviewer" in text and "Known as Name" in text
    assert "Known as Name" not in draw(report("en", SPLIT), caplog)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("ratings", [{}, {"A": (3, 3)}, {"A": (None, None), "B": (None, None)}, {"A": (3, 3), "B": (3, 3)}])
def test_where_there_is_nothing_to_compare_it_says_so(
    locale: str, ratings: dict[str, tuple[int | None, int | None]], caplog: pytest.LogCaptureFixture
) -> None:
    document = report(locale, ratings)
    assert document.topics == () and document.agreed in draw(document, caplog)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "x" * 3000, "🎻 \u202e", "a\n\n\nb"])
def test_whatever_was_written_is_drawn_as_text(hostile: str, caplog: pytest.LogCaptureFixture) -> None:
    subject = replace(SUBJECT, title=hostile, transcript=hostile, recording=hostile, names={"A": hostile})
    draw(report("ru", SPLIT, {"negotiation": 3}, subject=subject), caplog)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_report_is_the_same_file(locale: str) -> None:
    document = report(locale, SPLIT, {"negotiation": 3})
    kept = CalibrationDocument.from_snapshot(json.loads(json.dumps(document.to_snapshot())))
    assert kept == document
    assert render_pdf(kept) == render_pdf(document)
