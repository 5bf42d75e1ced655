"""Which column means what, in English and Russian, and problems at the line and column where they stand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from hiring.errors import Invalid, Problem
from hiring.sheets.cells import fold
from hiring.sheets.files import Sheet, SheetRow

CANDIDATE = ("candidate", "candidate name", "name", "кандидат", "фио", "имя", "фио кандидата")
RATING_COLUMNS = {
    "candidate": CANDIDATE,
    "rater": ("rater", "interviewer", "assessor", "интервьюер", "эксперт", "оценщик", "оценивающий"),
    "competency": ("competency", "competence", "компетенция"),
    "rating": ("rating", "score", "mark", "оценка", "балл"),
    "evidence": ("evidence", "comment", "довод", "доводы", "обоснование", "комментарий", "пример", "доказательства"),
}
RATING_REQUIRED = ("candidate", "rater", "competency", "rating")
FIGURE_COLUMNS = {
    "candidate": CANDIDATE,
    "figure": ("figure", "показатель", "цифра"),
    "value": ("value", "значение"),
    "period": ("period", "период"),
    "periods": ("periods", "number of periods", "периодов", "число периодов", "количество периодов"),
    "own_share": ("own_share", "own share", "share", "доля", "своя доля", "личная доля", "вклад", "личный вклад"),
    "grade": ("grade", "verification", "verification grade", "проверка", "степень проверки", "подтверждение"),
    "baseline": ("baseline", "base", "база", "исходное значение"),
    "source": ("source", "источник"),
    "floor": ("floor", "порог", "минимум"),
    "target": ("target", "цель"),
    "stretch": ("stretch", "выше цели", "сверх цели"),
}
FIGURE_REQUIRED = ("candidate", "figure", "value")


class Columns:
    """The columns of one sheet by meaning. Raises Invalid for a missing column, and for two that mean the same."""

    def __init__(self, sheet: Sheet, meanings: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> None:
        self.sheet = sheet
        there = {key: [name for name in map(fold, names) if name in sheet.columns] for key, names in meanings.items()}
        problems = [self._missing(meanings[key]) for key in required if not there[key]]
        problems += [self._alike(names) for names in there.values() if len(names) > 1]
        if problems:
            raise Invalid(problems)
        self.by_meaning = {key: names[0] for key, names in there.items() if names}

    def _missing(self, names: tuple[str, ...]) -> Problem:
        """Called by its first name in either language: the sheet may be in one, the reader of the message in the other."""
        both = f"{names[0]} / {next(name for name in names if not name.isascii())}"
        there = ", ".join(self.sheet.columns.values())
        return Problem("column_missing", names[0], {"file": self.sheet.file, "column": both, "there": there})

    def _alike(self, names: list[str]) -> Problem:
        first, second = (self.sheet.columns[name] for name in names[:2])
        return Problem("columns_alike", first, {"file": self.sheet.file, "column": first, "other": second})

    def warnings(self) -> tuple[Problem, ...]:
        """What is in the sheet and was not read."""
        used = set(self.by_meaning.values())
        names = [name for column, name in self.sheet.columns.items() if column not in used]
        names += [f"№{number}" for number in self.sheet.unnamed]
        if not names:
            return ()
        return (Problem("columns_ignored", self.sheet.file, {"file": self.sheet.file, "columns": ", ".join(names)}),)


class RowReader(ABC):
    """Takes rows one by one and gathers problems at the line and column where they stand; `_take` says what a row means."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Raises Invalid with every problem of every row, and for a sheet with nothing but its header."""
        sheet = self.columns.sheet
        for row in sheet.rows:
            if row.overflows:
                self.problems.append(Problem("row_too_wide", "", {"file": sheet.file, "line": str(row.line)}))
            else:
                self._take(row)
        if not sheet.rows:
            self.problems.append(Problem("sheet_without_rows", "", {"file": sheet.file}))
        if self.problems:
            raise Invalid(self.problems)

    @abstractmethod
    def _take(self, row: SheetRow) -> None: ...

    def cell(self, row: SheetRow, key: str) -> str:
        """Empty where the sheet has no such column."""
        return row.cells.get(self.columns.by_meaning.get(key, ""), "")

    def report(self, row: SheetRow, key: str, why: Problem) -> None:
        sheet = self.columns.sheet
        column = sheet.columns.get(self.columns.by_meaning.get(key, ""), key)
        values = {"file": sheet.file, "line": str(row.line), "column": column, "why": why}
        self.problems.append(Problem("row_wrong", key, values))
