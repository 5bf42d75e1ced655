"""A sheet of ratings: one row for what one interviewer gave one candidate on one competency."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hiring.domain.rubric import Rubric
from hiring.domain.scorecard import Rating, Scorecard
from hiring.errors import Problem
from hiring.sheets.cells import fold, ids_by_name, is_not_observed, read_number, tidy
from hiring.sheets.columns import RATING_COLUMNS, RATING_REQUIRED, Columns, RowReader
from hiring.sheets.files import SheetRow, read_sheet


@dataclass(frozen=True, slots=True)
class SheetCandidate:
    """One person of the sheet, called as in the first row that names them."""

    name: str
    scorecards: tuple[Scorecard, ...]


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """Candidates in the order of first appearance; `warnings` say what was not read."""

    candidates: tuple[SheetCandidate, ...]
    warnings: tuple[Problem, ...]


def read_ratings(path: Path, rubric: Rubric) -> RatingSheet:
    """Raises Invalid with every bad row at its line and column; never part of a sheet."""
    columns = Columns(read_sheet(path), RATING_COLUMNS, RATING_REQUIRED)
    reader = _RatingReader(rubric, columns)
    reader.read()
    return RatingSheet(reader.candidates(), columns.warnings())


class _RatingReader(RowReader):
    """Gathers rows into scorecards, and the problems of those that do not fit."""

    def __init__(self, rubric: Rubric, columns: Columns) -> None:
        super().__init__(columns)
        self.scale = rubric.scale
        self.competencies = ids_by_name((item.id, (item.name, item.short)) for item in rubric.competencies)
        self.people: dict[str, str] = {}
        self.raters: dict[str, str] = {}
        self.cards: dict[str, dict[str, list[Rating]]] = {}
        self.seen: dict[tuple[str, str, str], int] = {}

    def _take(self, row: SheetRow) -> None:
        before = len(self.problems)
        person, rater = self._name(row, "candidate"), self._name(row, "rater")
        competency, value = self._competency(row), self._value(row)
        if len(self.problems) == before:
            self._keep(row, person, rater, Rating(competency, value, self.cell(row, "evidence").strip()))

    def _name(self, row: SheetRow, key: str) -> str:
        name = tidy(self.cell(row, key))
        if not name:
            self.report(row, key, Problem("cell_empty"))
        return name

    def _competency(self, row: SheetRow) -> str:
        written = tidy(self.cell(row, "competency"))
        known = self.competencies.get(fold(written), "")
        if not written:
            self.report(row, "competency", Problem("cell_empty"))
        elif not known:
            self.report(row, "competency", Problem("competency_unknown", "", {"competency": written}))
        return known

    def _value(self, row: SheetRow) -> int | None:
        text = tidy(self.cell(row, "rating"))
        if is_not_observed(text):
            return None
        number = read_number(text)
        if number is not None and number in self.scale.values:
            return int(number)
        values = {"value": text, "lowest": self.scale.lowest, "highest": self.scale.highest}
        self.report(row, "rating", Problem("rating_unfit", "", values))
        return None

    def _keep(self, row: SheetRow, person: str, rater: str, rating: Rating) -> None:
        who, by = fold(person), fold(rater)
        before = self.seen.setdefault((who, by, rating.competency), row.line)
        if before != row.line:
            self.report(row, "rater", Problem("row_repeated", "", {"before": str(before)}))
            return
        self.people.setdefault(who, person)
        self.raters.setdefault(by, rater)
        self.cards.setdefault(who, {}).setdefault(by, []).append(rating)

    def candidates(self) -> tuple[SheetCandidate, ...]:
        return tuple(
            SheetCandidate(self.people[who], tuple(Scorecard(self.raters[by], tuple(given)) for by, given in cards.items()))
            for who, cards in self.cards.items()
        )
