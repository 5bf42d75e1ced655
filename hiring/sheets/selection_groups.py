"""Sheets of groups: a row for each candidate, by number or e-mail, with one of the values of a dimension."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hiring.errors import Invalid, Problem
from hiring.sheets.cells import fold, tidy
from hiring.sheets.columns import Columns, RowReader
from hiring.sheets.files import SheetRow, parse_sheet

COLUMNS = {
    "candidate": ("candidate", "email", "e-mail", "кандидат", "почта", "эл. почта"),
    "value": ("value", "group", "значение", "группа"),
}
NOT_STATED = frozenset({"-", "–", "—", "not stated", "не указано", "не указана"})
MOST_PEOPLE = 5_000


class GroupSheet(RowReader):
    """First `people_named` says whom the sheet names; `settle` then says what is recorded for whom."""

    def __init__(self, content: bytes, file: str) -> None:
        """Raises Invalid for a file that is no sheet, lacks a column or has more than 5,000 rows."""
        sheet = parse_sheet(content, Path(file or "-"))
        if len(sheet.rows) > MOST_PEOPLE:
            raise Invalid([Problem("sheet_too_long", "", {"file": sheet.file, "most": MOST_PEOPLE})])
        super().__init__(Columns(sheet, COLUMNS, ("candidate", "value")))
        self.people: Mapping[str, int | Problem] = {}
        self.values: Mapping[str, int | None] = {}
        self.groups: dict[int, int | None] = {}
        self.lines: dict[int, int] = {}

    def people_named(self) -> frozenset[str]:
        """Numbers and e-mails, as `settle` wants them."""
        return frozenset(_key(self.cell(row, "candidate")) for row in self.columns.sheet.rows)

    def settle(self, people: Mapping[str, int | Problem], values: Mapping[str, int]) -> Mapping[int, int | None]:
        """The group by candidate, None for one that is not stated; `values` by folded name, `people` by number or e-mail.

        Raises Invalid with every bad row at its line and column: somebody unknown or named twice, a value that is not in the
        list, an empty cell.
        """
        self.people, self.values = people, {**dict.fromkeys(NOT_STATED, None), **values}
        self.read()
        return self.groups

    def _take(self, row: SheetRow) -> None:
        candidate, before = self._candidate(row), len(self.problems)
        value = self._value(row)
        if candidate is not None and len(self.problems) == before:
            self.groups[candidate], self.lines[candidate] = value, row.line

    def _candidate(self, row: SheetRow) -> int | None:
        key = _key(self.cell(row, "candidate"))
        found = self.people.get(key, Problem("candidate_unknown", "", {"value": key})) if key else Problem("cell_empty")
        if isinstance(found, int) and found in self.lines:
            found = Problem("candidate_again", "", {"before": str(self.lines[found])})
        if isinstance(found, Problem):
            self.report(row, "candidate", found)
            return None
        self.lines[found] = row.line
        return found

    def _value(self, row: SheetRow) -> int | None:
        """An empty cell is a fault, not "not stated": a column that slipped must not wipe out a whole list."""
        text = tidy(self.cell(row, "value"))
        if fold(text) not in self.values:
            self.report(row, "value", Problem("group_unknown", "", {"value": text}) if text else Problem("cell_empty"))
            return None
        return self.values[fold(text)]


def _key(cell: str) -> str:
    return tidy(cell).casefold()
