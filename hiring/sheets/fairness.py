"""Sheets of a selection: a row for each person with their group, and whether they were selected or their score."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hiring.domain.fairness import Group, above_median
from hiring.errors import Invalid, Problem
from hiring.sheets.agreement import read_value
from hiring.sheets.cells import fold, tidy
from hiring.sheets.columns import Columns, RowReader
from hiring.sheets.files import SheetRow, read_sheet

COLUMNS = {
    "group": ("group", "группа"),
    "selected": ("selected", "отобран", "отобрана", "отобраны", "прошел", "прошёл"),
    "score": ("score", "балл", "оценка"),
}
FEWEST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class FairnessSheet:
    """`median`: the score above which people count as selected; None when the sheet itself says who was."""

    groups: tuple[Group, ...]
    median: Fraction | None
    warnings: tuple[Problem, ...]


def read_fairness(path: Path) -> FairnessSheet:
    """Groups in the order of first appearance.

    Raises Invalid with every bad row at its line and column, for a sheet with both of `selected` and `score` or with
    neither, and for a single group, which there is nothing to hold against.
    """
    columns = Columns(read_sheet(path), COLUMNS, ("group",))
    reader = _FairnessReader(columns, _measure(columns))
    reader.read()
    if len(reader.values) < FEWEST_GROUPS:
        raise Invalid([Problem("group_alone", "group", {"file": columns.sheet.file})])
    groups, median = reader.groups()
    return FairnessSheet(groups, median, columns.warnings())


def _measure(columns: Columns) -> str:
    """The column that says who was selected."""
    there = [key for key in ("selected", "score") if key in columns.by_meaning]
    if len(there) != 1:
        raise Invalid([Problem("selection_unclear", "selected", {"file": columns.sheet.file})])
    return there[0]


class _FairnessReader(RowReader):
    def __init__(self, columns: Columns, measure: str) -> None:
        super().__init__(columns)
        self.measure = measure
        self.names: dict[str, str] = {}
        self.values: dict[str, list[Fraction]] = {}

    def _take(self, row: SheetRow) -> None:
        group, value = self._group(row), self._value(row)
        if group and value is not None:
            self.values.setdefault(self.names.setdefault(fold(group), group), []).append(value)

    def _group(self, row: SheetRow) -> str:
        name = tidy(self.cell(row, "group"))
        if not name:
            self.report(row, "group", Problem("cell_empty"))
        return name

    def _value(self, row: SheetRow) -> Fraction | None:
        """A person without a value is a fault of the row: leaving people out would change every rate."""
        if self.measure == "selected":
            return self._selected(row)
        before = len(self.problems)
        value = read_value(self, row, "score")
        if value is None and len(self.problems) == before:
            self.report(row, "score", Problem("cell_empty"))
        return value

    def _selected(self, row: SheetRow) -> Fraction | None:
        text = tidy(self.cell(row, "selected"))
        if text in ("0", "1"):
            return Fraction(text)
        self.report(row, "selected", Problem("selected_unfit", "", {"value": text}))
        return None

    def groups(self) -> tuple[tuple[Group, ...], Fraction | None]:
        if self.measure == "score":
            return above_median(self.values)
        return tuple(Group(name, int(sum(given)), len(given)) for name, given in self.values.items()), None
