"""A sheet of figures: one row for a number a candidate claims, how it was verified, and what the employer asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hiring.domain.figures import FigureClaim
from hiring.domain.profile import Threshold, build_profile
from hiring.domain.rubric import Rubric
from hiring.errors import Invalid, Problem
from hiring.sheets.cells import fold, ids_by_name, is_not_observed, read_number, reads_two_ways, tidy
from hiring.sheets.columns import FIGURE_COLUMNS, FIGURE_REQUIRED, Columns, RowReader
from hiring.sheets.files import SheetRow, read_sheet

STEPS = ("floor", "target", "stretch")


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """`claims` by the candidate's name; `warnings` say what was not read."""

    claims: dict[str, tuple[FigureClaim, ...]]
    thresholds: tuple[Threshold, ...]
    warnings: tuple[Problem, ...]


def read_figures(path: Path, rubric: Rubric, *, people: Iterable[str] | None) -> FigureSheet:
    """Claims of the people named; `people` None accepts any name, when it is not known who was rated.

    Raises Invalid with every bad row at its line and column; never part of a sheet.
    """
    columns = Columns(read_sheet(path), FIGURE_COLUMNS, FIGURE_REQUIRED)
    reader = _FigureReader(rubric, columns, people)
    reader.read()
    claims = {name: tuple(given.values()) for name, given in reader.claims.items()}
    return FigureSheet(claims, tuple(reader.thresholds.values()), columns.warnings())


class _FigureReader(RowReader):
    """Gathers claims and thresholds, and the problems of rows that do not fit."""

    def __init__(self, rubric: Rubric, columns: Columns, people: Iterable[str] | None) -> None:
        super().__init__(columns)
        self.rubric = rubric
        self.people = None if people is None else {fold(name): name for name in people}
        self.figures = ids_by_name((item.id, (item.name,)) for item in rubric.figures.figures)
        grades = ids_by_name((str(item.value), (item.name,)) for item in rubric.figures.grades)
        self.grades = grades | {fold(item.id): str(item.value) for item in rubric.figures.grades}
        self.claims: dict[str, dict[str, FigureClaim]] = {}
        self.thresholds: dict[str, Threshold] = {}

    def _take(self, row: SheetRow) -> None:
        before = len(self.problems)
        person, figure = self._person(row), self._figure(row)
        claim = self._claim(row, figure)
        self._read_threshold(row, figure)
        if len(self.problems) > before:
            return
        if figure in self.claims.setdefault(person, {}):
            self.report(row, "figure", Problem("figure_repeated"))
        self.claims[person][figure] = claim

    def _person(self, row: SheetRow) -> str:
        written = tidy(self.cell(row, "candidate"))
        if not written:
            self.report(row, "candidate", Problem("cell_empty"))
        elif self.people is not None and fold(written) not in self.people:
            self.report(row, "candidate", Problem("candidate_without_ratings"))
        return (self.people or {}).get(fold(written), written)

    def _figure(self, row: SheetRow) -> str:
        written = tidy(self.cell(row, "figure"))
        known = self.figures.get(fold(written), "")
        if not written:
            self.report(row, "figure", Problem("cell_empty"))
        elif not known:
            self.report(row, "figure", Problem("figure_unknown", "", {"figure": written}))
        return known

    def _claim(self, row: SheetRow, figure: str) -> FigureClaim:
        periods = self._number(
            row, "periods", Problem("number_unfit"), lambda number: number >= 0 and number.denominator == 1
        )
        return FigureClaim(
            figure=figure,
            value=self._number(row, "value", Problem("figure_value_invalid"), lambda number: True),
            grade=self._grade(row),
            own_share=self._own_share(row),
            periods=None if periods is None else int(periods),
            period=tidy(self.cell(row, "period")),
            baseline=tidy(self.cell(row, "baseline")),
            source=tidy(self.cell(row, "source")),
        )

    def _own_share(self, row: SheetRow) -> Fraction | None:
        """0 to 1. Written as 60 %, as 60, or as 0.6, which is how a workbook stores 60 %; so 1 alone is the whole."""
        share = self._number(row, "own_share", Problem("own_share_invalid"), lambda number: 0 <= number <= 100)
        if share is None:
            return None
        whole = share <= 1 and "%" not in self.cell(row, "own_share")
        return share if whole else share / 100

    def _grade(self, row: SheetRow) -> int:
        written = fold(self.cell(row, "grade"))
        if is_not_observed(written):
            return 0
        if written not in self.grades:
            self.report(row, "grade", Problem("grade_unknown"))
        return int(self.grades.get(written, 0))

    def _number(self, row: SheetRow, key: str, misfit: Problem, fits: Callable[[Fraction], bool]) -> Fraction | None:
        text = tidy(self.cell(row, key)).removesuffix("%").strip()
        if is_not_observed(text):
            return None
        number = read_number(text)
        if reads_two_ways(text):
            self.report(row, key, Problem("number_two_ways", "", {"value": text}))
        elif number is None or not fits(number):
            self.report(row, key, misfit)
        else:
            return number
        return None

    def _read_threshold(self, row: SheetRow, figure: str) -> None:
        before = len(self.problems)
        given = [self._number(row, key, Problem("number_unfit"), lambda number: True) for key in STEPS]
        floor, target, stretch = given
        if len(self.problems) > before or not figure or given == [None, None, None]:
            return
        if floor is None or target is None or stretch is None:
            self.report(row, STEPS[given.index(None)], Problem("thresholds_incomplete"))
            return
        self._keep_threshold(row, Threshold(figure, floor, target, stretch))

    def _keep_threshold(self, row: SheetRow, threshold: Threshold) -> None:
        known = self.thresholds.get(threshold.figure)
        if known == threshold:
            return
        if known is not None:
            self.report(row, "floor", Problem("thresholds_differ"))
            return
        try:
            build_profile(self.rubric, level_sought=self.rubric.levels[0].id, thresholds=(threshold,))
        except Invalid as error:
            for problem in error.problems:
                self.report(row, "floor", problem)
            return
        self.thresholds[threshold.figure] = threshold
