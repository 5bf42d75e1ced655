"""The documents of an assessed spreadsheet: one profile a candidate and the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hiring.actions.assess_sheet import AssessedSheet
from hiring.actions.drawings import add_months
from hiring.language import Language

if TYPE_CHECKING:
    from hiring.pdf import DocumentSubject

MOST_COMPARED = 20
LONGEST_NAME = 80
COMPARISON = "comparison.pdf"
# Windows keeps these names for devices.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


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


def draw_documents(sheet: AssessedSheet, language: Language) -> Iterator[tuple[str, bytes]]:
    """File name and PDF, one after the other."""
    from hiring.pdf import build_comparison_document, build_profile_document, render_pdf

    names, today = file_names(sheet), datetime.now(UTC).date()
    for number, placement in enumerate(sheet.placements, 1):
        subject = _subject(sheet, language, placement.assessment.dossier.candidate, f"{number:02}", today)
        yield names[number - 1], render_pdf(build_profile_document(placement, subject=subject, locale=language.locale))
    if sheet.comparison is not None and _is_compared(sheet):
        subject = _subject(sheet, language, "", "00", today)
        yield names[-1], render_pdf(build_comparison_document(sheet.comparison, subject=subject, locale=language.locale))


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
        audience="",
    )


def _slug(name: str) -> str:
    plain = re.sub(r"[^\w .-]", "", name).strip(" .")[:LONGEST_NAME].strip(" .").replace(" ", "-")
    return f"{plain}-1" if not plain or plain.casefold() in RESERVED else plain
