"""Long sheets of ratings of one thing on any scale: a row for each subject and rater."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hiring.domain.rating_table import RatingTable
from hiring.errors import Invalid, Problem
from hiring.sheets.cells import fold, is_not_observed, read_number, reads_two_ways, tidy
from hiring.sheets.columns import CANDIDATE, RATING_COLUMNS, Columns, RowReader
from hiring.sheets.files import SheetRow, read_sheet

COLUMNS = {
    "subject": ("subject", "кого оценивали", *CANDIDATE),
    "rater": RATING_COLUMNS["rater"],
    "rating": RATING_COLUMNS["rating"],
}
REQUIRED = ("subject", "rater", "rating")


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """The ratings, and what the sheet holds besides."""

    table: RatingTable
    warnings: tuple[Problem, ...]


def read_agreement(path: Path) -> AgreementSheet:
    """Any numbers as ratings; an empty one or a dash is a missing one.

    Raises Invalid with every bad row at its line and column, and for a sheet without any rating; never part of a sheet.
    """
    columns = Columns(read_sheet(path), COLUMNS, REQUIRED)
    reader = _AgreementReader(columns)
    reader.read()
    if not reader.ratings:
        raise Invalid([Problem("sheet_without_rows", "", {"file": columns.sheet.file})])
    return AgreementSheet(RatingTable(reader.ratings), columns.warnings())


class _AgreementReader(RowReader):
    """Subjects and raters are called as in the first row that names them."""

    def __init__(self, columns: Columns) -> None:
        super().__init__(columns)
        self.ratings: dict[tuple[str, str], Fraction] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.seen: dict[tuple[str, str], int] = {}

    def _take(self, row: SheetRow) -> None:
        before = len(self.problems)
        cell, value = (self._name(row, "subject"), self._name(row, "rater")), read_value(self, row, "rating")
        if len(self.problems) == before and self._is_first(row, cell) and value is not None:
            self.ratings[cell] = value

    def _name(self, row: SheetRow, key: str) -> str:
        name = tidy(self.cell(row, key))
        if not name:
            self.report(row, key, Problem("cell_empty"))
        return self.names.setdefault((key, fold(name)), name)

    def _is_first(self, row: SheetRow, cell: tuple[str, str]) -> bool:
        before = self.seen.setdefault(cell, row.line)
        if before != row.line:
            self.report(row, "rater", Problem("rated_twice", "", {"before": str(before)}))
        return before == row.line


def read_value(reader: RowReader, row: SheetRow, key: str) -> Fraction | None:
    """Any number; None for a missing one, and for what is reported as a problem of the row."""
    text = tidy(reader.cell(row, key))
    if is_not_observed(text):
        return None
    number = read_number(text)
    if reads_two_ways(text):
        reader.report(row, key, Problem("number_two_ways", "", {"value": text}))
    elif number is None:
        reader.report(row, key, Problem("number_unfit"))
    else:
        return number
    return None
