"""The files: accessible, the same everywhere, closed to the outside, and whole whatever people write."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pytest
from made_documents import NUMBER, comparison_document, profile_document, rubric
from pypdf import PdfReader

from hiring.domain.assessment import RaisedFlag
from hiring.language import LOCALES, get_language
from hiring.pdf import Document, render_pdf
from hiring.pdf.render import FONTS, render_html

ROOT = Path(__file__).parent.parent.parent
HOSTILE = (
    "<script>alert(1)</script> {{ 7 * 7 }}",
    "Евгения-Александра " * 8,
    "x" * 400,
    "Anna 🎉 李 \u200b\u0007 مرحبا",
    '"><img src=http://example.org/a.png>',
)


def draw(document: Document, caplog: pytest.LogCaptureFixture) -> PdfReader:
    """The drawn document, valid as PDF/UA-1 and drawn without a warning."""
    with caplog.at_level(logging.WARNING):
        content = render_pdf(document)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
    return PdfReader(io.BytesIO(content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_profile_says_who_what_and_how_well(locale: str, caplog: pytest.LogCaptureFixture) -> None:
    document = profile_document(locale)
    reader = draw(document, caplog)
    language, said = get_language(locale), text_of(reader)
    assert document.verdict in said and NUMBER in said and language.number(document.score) in said
    assert language.gettext("Candidate profile").upper() in said
    assert all(line.name in said for line in document.competencies)
    assert reader.metadata is not None and reader.metadata.title is not None
    assert reader.metadata.title.endswith("Helena Crow")
    assert (reader.root_object["/Lang"], reader.root_object["/MarkInfo"]["/Marked"]) == (locale, True)
    assert len(reader.pages) == 2
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(float(width)), round(float(height))) == (595, 842)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("values", [(4, 3, 5, 4), (2, 3, 4), (5,)])
def test_a_fully_rated_and_quoted_profile_fits_two_pages(
    values: tuple[int, ...], locale: str, caplog: pytest.LogCaptureFixture
) -> None:
    document = profile_document(locale, values=values, evidence="Спросила об отгрузках и показала потери. " * 5)
    reader = draw(document, caplog)
    assert len(reader.pages) == 2
    assert str(document.quotes_in_all) in text_of(reader)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_comparison_lies_on_its_side_and_says_the_order(locale: str, caplog: pytest.LogCaptureFixture) -> None:
    document = comparison_document(locale)
    reader = draw(document, caplog)
    said = text_of(reader)
    assert document.verdict in said
    assert get_language(locale).gettext("Comparison of candidates").upper() in said
    order = said[said.index(get_language(locale).gettext("Order by score")) :]
    places = [order.index(line.name) for line in document.candidates]
    assert places == sorted(places)
    assert reader.root_object["/Lang"] == locale
    assert float(reader.pages[0].mediabox.width) > float(reader.pages[0].mediabox.height)


@pytest.mark.parametrize("count", [2, 6, 7, 12, 20])
def test_a_comparison_holds_any_number_of_long_names(count: int, caplog: pytest.LogCaptureFixture) -> None:
    names = tuple(f"Константинопольская-Задунайская Александра {index}-я" for index in range(count))
    reader = draw(comparison_document("ru", names), caplog)
    said = text_of(reader)
    assert all(f"{index}-я" in said for index in range(count))
    assert len(reader.pages) <= 3 + count // 3


def test_who_has_too_little_rated_has_a_dash_in_place_of_a_place(caplog: pytest.LogCaptureFixture) -> None:
    document = comparison_document("en")
    *placed, last = document.candidates
    unplaced = replace(last, place=None, equal_place=None, level_state="unknown", low=None, high=None, fair=None)
    shorter = replace(document, candidates=(*placed, unplaced), stability=None)
    rows = re.findall(r'<td class="places[^>]*>([^<]*)</td><th scope="row"[^>]*>([^<]*)<', render_html(shorter))
    assert [(places, name) for places, name in rows if name == last.name] == [("—", last.name)]
    draw(shorter, caplog)


def test_a_group_shares_its_places_and_a_bar(caplog: pytest.LogCaptureFixture) -> None:
    document = comparison_document("en")
    drawn = render_html(document)
    assert re.findall(r'<td class="places( shared)?">([^<]*)</td>', drawn) == [
        ("", "1"),
        (" shared", "2–3"),
        (" shared", ""),
    ]
    assert document.stability is not None and document.stability.ranks is not None
    said = text_of(draw(document, caplog))
    assert all(group.say in said for group in document.stability.groups)
    assert document.stability.ranks.explained in said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_people_write_is_drawn_as_text(hostile: str, caplog: pytest.LogCaptureFixture) -> None:
    flags = (RaisedFlag(rubric().red_flags[0].id, hostile),)
    document = profile_document("ru", hostile, evidence=hostile, flags=flags)
    assert document.verdict in text_of(draw(document, caplog))
    caplog.clear()
    draw(comparison_document("en", (hostile, "Wren")), caplog)


def test_what_no_font_has_is_replaced_and_markup_stays_text() -> None:
    drawn = render_html(profile_document("en", "Anna 🎉 <b>Li</b>"))
    assert "Anna ? &lt;b&gt;Li&lt;/b&gt;" in drawn and "🎉" not in drawn


def test_it_is_replaced_inside_a_translated_sentence_too(caplog: pytest.LogCaptureFixture) -> None:
    document = profile_document("ru")
    weights = tuple(replace(line, reason="Тендеры 🎉 & <b>") for line in document.weights)
    said = text_of(draw(replace(document, weights=weights), caplog))
    assert "Тендеры ? & <b>" in said


@pytest.mark.parametrize("values", [(), (None,), (1,), (5,)])
def test_nothing_rated_nothing_seen_and_the_ends_of_the_scale(
    values: tuple[int | None, ...], caplog: pytest.LogCaptureFixture
) -> None:
    document = profile_document("en", values=values, figures=())
    said = text_of(draw(document, caplog))
    assert document.verdict in said
    assert ("—" in said) == (None in values or not values)


def test_the_same_snapshot_is_the_same_file_in_every_process(tmp_path: Path) -> None:
    document = profile_document("ru")
    kept = tmp_path / "snapshot.json"
    kept.write_text(json.dumps(document.to_snapshot()))
    script = (
        "import json, sys; from hiring.pdf import ProfileDocument, render_pdf;"
        "sys.stdout.buffer.write(render_pdf(ProfileDocument.from_snapshot(json.load(open(sys.argv[1])))))"
    )
    command = [sys.executable, "-c", script, str(kept)]
    other = subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout
    assert other == render_pdf(document) == render_pdf(document)


def test_only_the_fonts_of_the_package_are_used(caplog: pytest.LogCaptureFixture) -> None:
    reader = draw(profile_document("ru", "Анна 🎉"), caplog)
    fonts = {font["/BaseFont"].split("+")[-1] for sheet in reader.pages for font in _fonts(sheet)}
    assert fonts and all(name.startswith("Golos") for name in fonts)


def _fonts(sheet: object) -> list[dict[str, str]]:
    return [font.get_object() for font in sheet["/Resources"]["/Font"].values()]  # type: ignore[index]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "https://example.org/a.css",
        "file:///etc/hostname",
        "ftp://example.org/a",
        "asset:/../render.py",
        "asset:/%2e%2e/render.py",
        "asset:/nothing.ttf",
    ],
)
def test_nothing_outside_the_package_is_read(address: str) -> None:
    render_pdf(profile_document())
    from hiring.pdf.fetching import AssetFetcher, Refused

    with pytest.raises(Refused):
        AssetFetcher(FONTS).fetch(address)


def test_the_package_and_the_document_itself_may_be_read() -> None:
    from hiring.pdf.fetching import AssetFetcher

    fetcher = AssetFetcher(FONTS)
    assert fetcher.fetch("asset:/OFL.txt").read() == (FONTS / "OFL.txt").read_bytes()
    assert fetcher.fetch("data:text/plain,hello").read() == b"hello"


def test_the_drawing_library_is_loaded_only_to_draw() -> None:
    script = "import sys, hiring.pdf; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, text=True)
    assert done.stdout.strip() == "False"
