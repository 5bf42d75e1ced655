"""The documents of an assessed spreadsheet, drawn and put into a folder: one profile a candidate and the comparison."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hiring.actions.assess_sheet import AssessedSheet
from hiring.actions.drawings import add_months
from hiring.domain.uncertainty import rating_error
from hiring.errors import Conflict, Invalid, Problem
from hiring.language import Language

if TYPE_CHECKING:
    from hiring.pdf import Document, DocumentSubject

MOST_COMPARED = 20
MOST_NAME_BYTES = 180
"""Every file system takes names of 255 bytes; a number and an ending are still to come."""
COMPARISON = "comparison.pdf"
RESULT = "assessment.json"
# Windows keeps these names for devices, whatever the ending.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}

Named = tuple[str, bytes]
Watch = Callable[[Iterable[Named], int], Iterable[Named]]
"""Passes the documents through and may tell of the progress; the number is how many there will be."""


def file_names(sheet: AssessedSheet) -> tuple[str, ...]:
    """A name for each document, in the order they are drawn: unique whatever the case, safe on every system."""
    taken = {COMPARISON}
    names = []
    for placement in sheet.placements:
        slug = _slug(placement.assessment.dossier.candidate)
        name, number = f"{slug}.pdf", 2
        while name.casefold() in taken:
            name, number = f"{slug}-{number}.pdf", number + 1
        taken.add(name.casefold())
        names.append(name)
    return (*names, COMPARISON) if _is_compared(sheet) else tuple(names)


def _slug(name: str) -> str:
    plain = re.sub(r"[^\w .-]", "", name).encode()[:MOST_NAME_BYTES].decode(errors="ignore")
    plain = re.sub(r" +", "-", plain.strip(" .-"))
    return f"{plain}-1" if not plain or plain.split(".")[0].casefold() in RESERVED else plain


def write_documents(
    sheet: AssessedSheet, folder: Path, *, result: str, language: Language, watch: Watch = lambda documents, count: documents
) -> tuple[Path, ...]:
    """The files written: PDFs, then `result` as assessment.json. Files of other names in the folder stay as they are.

    Everything is drawn before anything is put into the folder. Raises Invalid when it cannot be written to, Conflict when
    this machine cannot draw.
    """
    names = file_names(sheet)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".drawing-") as holder:
            for name, content in watch(draw_documents(sheet, language), len(names)):
                Path(holder, name).write_bytes(content)
            Path(holder, RESULT).write_text(result + "\n", encoding="utf-8", newline="\n")
            for name in (*names, RESULT):
                Path(holder, name).replace(folder / name)
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        raise Invalid([Problem("folder_unwritable", "out", {"folder": str(folder)})]) from error
    return tuple(folder / name for name in (*names, RESULT))


def draw_documents(sheet: AssessedSheet, language: Language) -> Iterator[Named]:
    """File name and PDF, one after the other. Raises Conflict when this machine cannot draw."""
    from hiring.pdf import build_comparison_document, build_profile_document

    names, today = file_names(sheet), datetime.now(UTC).date()
    error = rating_error(sheet.profile.rubric, (item.assessment.dossier for item in sheet.placements))
    for number, placement in enumerate(sheet.placements, 1):
        subject = _subject(sheet, language, placement.assessment.dossier.candidate, f"{number:02}", today)
        document = build_profile_document(placement, subject=subject, error=error, locale=language.locale)
        yield names[number - 1], _draw(document)
    if sheet.comparison is not None and _is_compared(sheet):
        subject = _subject(sheet, language, "", "00", today)
        compared = build_comparison_document(sheet.comparison, subject=subject, error=error, locale=language.locale)
        yield names[-1], _draw(compared)


def _draw(document: Document) -> bytes:
    from hiring.pdf import render_pdf

    try:
        # Where a library is missing, WeasyPrint prints advice of its own, which would break a `--json` on the same stream.
        with contextlib.redirect_stdout(io.StringIO()):
            return render_pdf(document)
    except OSError as error:  # a library of the system is not there: nothing else is opened while drawing
        raise Conflict("pdf_unavailable") from error


def undrawn(sheet: AssessedSheet) -> tuple[Problem, ...]:
    """What will not be drawn, and why."""
    count = len(sheet.placements)
    return () if count <= MOST_COMPARED else (Problem("comparison_too_many", "", {"most": MOST_COMPARED, "count": count}),)


def _is_compared(sheet: AssessedSheet) -> bool:
    return sheet.comparison is not None and len(sheet.placements) <= MOST_COMPARED


def _subject(sheet: AssessedSheet, language: Language, name: str, number: str, today: date) -> DocumentSubject:
    from hiring.pdf import DocumentSubject

    rubric = sheet.profile.rubric
    return DocumentSubject(
        candidate_name=name,
        position_title=rubric.title[language.locale],
        employer_name="",
        number=f"{today:%Y%m%d}-{number}",
        issued_on=today,
        valid_until=add_months(today, rubric.rules.validity_months),
        audience=language.gettext("confidential"),
    )
