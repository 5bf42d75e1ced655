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
    """The ratings, and what the sheet holds besides. `are_categories`: the numbers stand for words, in no order."""

    table: RatingTable
    are_categories: bool
    warnings: tuple[Problem, ...]


def read_agreement(path: Path) -> AgreementSheet:
    """Any numbers as ratings, or words when no rating of the sheet is a number; an empty one or a dash is a missing one.

    Raises Invalid with every bad row at its line and column, and for a sheet without any rating; never part of a sheet.
    """
    columns = Columns(read_sheet(path), COLUMNS, REQUIRED)
    reader = (_WordReader if _are_words(columns) else _AgreementReader)(columns)
    reader.read()
    if not reader.ratings:
        raise Invalid([Problem("sheet_without_rows", "", {"file": columns.sheet.file})])
    return AgreementSheet(RatingTable(reader.ratings), reader.are_categories, columns.warnings())


def _are_words(columns: Columns) -> bool:
    """Whether no rating begins like a number, so that a slip in a sheet of numbers stays an error."""
    ratings = (row.cells.get(columns.by_meaning["rating"], "") for row in columns.sheet.rows)
    given = [text for text in map(tidy, ratings) if not is_not_observed(text)]
    return bool(given) and not any(text[0] in "+-.,−" or text[0].isdigit() for text in given)


class _AgreementReader(RowReader):
    """Subjects and raters are called as in the first row that names them."""

    are_categories = False

    def __init__(self, columns: Columns) -> None:
        super().__init__(columns)
        self.ratings: dict[tuple[str, str], Fraction] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.seen: dict[tuple[str, str], int] = {}

    def _take(self, row: SheetRow) -> None:
        before = len(self.problems)
        cell, value = (self._name(row, "subject"), self._name(row, "rater")), self._value(row)
        if len(self.problems) == before and self._is_first(row, cell) and value is not None:
            self.ratings[cell] = value

    def _value(self, row: SheetRow) -> Fraction | None:
        return read_value(self, row, "rating")

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


class _WordReader(_AgreementReader):
    """A number for each word, however it is spelt: by its first row, which says nothing of an order."""

    are_categories = True

    def __init__(self, columns: Columns) -> None:
        super().__init__(columns)
        self.words: dict[str, Fraction] = {}

    def _value(self, row: SheetRow) -> Fraction | None:
        word = fold(self.cell(row, "rating"))
        return None if is_not_observed(word) else self.words.setdefault(word, Fraction(len(self.words)))


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
