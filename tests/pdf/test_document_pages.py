"""Where pages end: nothing alone on a page, no heading without what it heads, no row torn off its table."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from made_briefs import brief
from made_documents import comparison_document, profile_document
from pypdf import PdfReader
from test_calibration_pdf import SPLIT, report

from hiring.language import LOCALES, get_language
from hiring.pdf import Document, render_pdf
from hiring.pdf.lines import hold_together, with_minus
from hiring.pdf.render import render_html

METHOD = "How it was done, and its limits"
HEADINGS = (
    "The candidates beside each other",
    "Must-haves",
    "Results in figures",
    "How far the order can be trusted",
    "Places under all weights, of 100",
    "Who is above whom, cases of 100",
)
FEWEST = 3
"""Rows of a table on either side of a cut."""


def pages(document: Document) -> list[list[str]]:
    """The lines of every page without its footer."""
    reader = PdfReader(io.BytesIO(render_pdf(document)))
    return [sheet.extract_text().split("\n")[:-1] for sheet in reader.pages]


def names(count: int) -> tuple[str, ...]:
    return tuple(f"Воронцова Елена {index}" for index in range(count))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 9, 12, 14])
def test_a_page_of_a_comparison_begins_with_a_heading_and_not_with_the_method(count: int, locale: str) -> None:
    said = get_language(locale).gettext
    starts = [lines[0] for lines in pages(comparison_document(locale, names(count)))[1:]]
    wide = re.compile(rf"{said('Competency')} {re.escape(said('min.'))}( [A-T])+")
    assert starts and all(start in map(said, HEADINGS) or wide.fullmatch(start) for start in starts), starts


@pytest.mark.parametrize("count", [15, 17, 20])
def test_a_table_too_long_for_its_page_leaves_several_rows_on_both(count: int) -> None:
    for lines in pages(comparison_document("ru", names(count)))[1:]:
        marked = "".join("r" if re.match(r"[A-T] (· )?Воронцова", line) else "-" for line in lines)
        assert all(
            len(rows) >= FEWEST for rows in (marked[: len(marked) - len(marked.lstrip("r"))], *marked.split("-")) if rows
        )


@pytest.mark.parametrize("count", [4, 12, 20])
def test_the_first_page_of_a_comparison_tells_all_about_its_order(count: int) -> None:
    document = comparison_document("ru", names(count))
    trust = document.stability
    assert trust is not None and trust.ties
    first = " ".join(" ".join(pages(document)[0]).split())
    told = (*(group.say for group in trust.groups), trust.across, *trust.ties, trust.equal)
    assert all(text in first for text in told)
    assert render_html(document).count(trust.ties[0]) == 1, "told once in a document"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_duties_of_an_order_stand_on_one_page_with_their_heading(locale: str) -> None:
    heading = get_language(locale).gettext("Duties, and what they call for")
    document = brief(locale, level="L3", changes={"profile.level": "L3"})
    page = next(" ".join(lines) for lines in pages(document) if heading in lines)
    assert all(text.split()[0] in page for line in document.duties for text in (*line.duties, *line.requirements))


def test_a_sample_follows_the_ratings_of_it_where_there_is_room() -> None:
    short = report("en", SPLIT)
    assert "The sample" in pages(short)[-1] and "The sample" not in pages(short)[-1][0]
    long = replace(short, transcript="A word or two more of it.\n" * 300)
    assert any("The sample" in lines for lines in pages(long))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_profile_without_ratings_is_one_page_and_counts_nobody(locale: str) -> None:
    document = profile_document(locale, values=(), figures=())
    assert len(pages(document)) == 1
    assert get_language(locale).gettext("of the profile rated") in render_html(document)
    assert document.raters == 0 and "<b>0</b>" not in render_html(document)


def test_a_percent_sign_and_a_dash_stay_with_what_they_follow_and_a_minus_is_no_hyphen() -> None:
    assert hold_together("— Anna and Boris — level") == "— Anna and Boris\u00a0— level"
    assert hold_together("from 5 % of it, % of all, 7% too") == "from 5\u00a0% of it, % of all, 7% too"
    assert (with_minus("-1"), with_minus("3"), with_minus("—")) == ("\u22121", "3", "—")
