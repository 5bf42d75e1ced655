"""What the rows of a spreadsheet mean: ratings of candidates and their figures. Every bad row is reported with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hiring.domain.figures import FigureClaim
from hiring.domain.profile import Threshold
from hiring.domain.rubric import Rubric
from hiring.domain.scorecard import Rating, Scorecard
from hiring.domain.text import Text
from hiring.errors import Invalid, Problem
from hiring.sheets import Sheet, SheetRow, fold, read_sheet, tidy

COLUMNS = {
    "candidate": ("candidate", "кандидат", "фио", "name"),
    "rater": ("rater", "interviewer", "интервьюер", "оценщик", "эксперт"),
    "competency": ("competency", "компетенция"),
    "rating": ("rating", "score", "оценка", "балл"),
    "evidence": ("evidence", "довод", "обоснование", "комментарий"),
}
FIGURE_COLUMNS = {
    "candidate": COLUMNS["candidate"],
    "figure": ("figure", "показатель"),
    "value": ("value", "значение"),
    "period": ("period", "период"),
    "periods": ("periods", "периодов"),
    "own_share": ("own_share", "own share", "вклад", "личный вклад"),
    "grade": ("grade", "verification", "проверка", "степень проверки"),
    "baseline": ("baseline", "база"),
    "source": ("source", "источник"),
    "floor": ("floor", "порог"),
    "target": ("target", "цель"),
    "stretch": ("stretch", "выше цели"),
}
NOT_OBSERVED = {"", "-", "–", "—", "н/о", "n/o"}


@dataclass(frozen=True, slots=True)
class SheetCandidate:
    """One person of the sheet, in the order of first appearance."""

    name: str
    scorecards: tuple[Scorecard, ...]


def read_ratings(path: Path, rubric: Rubric) -> tuple[SheetCandidate, ...]:
    """The candidates of a ratings sheet. Raises Invalid with every bad row at its line and column; never part of a sheet."""
    sheet = read_sheet(path)
    columns = _columns(sheet, COLUMNS, required=("candidate", "rater", "competency", "rating"), path=path)
    reader = _RatingReader(rubric, columns)
    for row in sheet.rows:
        reader.take(row)
    if reader.problems:
        raise Invalid(reader.problems)
    if not reader.cards:
        raise Invalid([Problem("sheet_without_rows", path.name, {"file": path.name})])
    return reader.candidates()


def _columns(sheet: Sheet, names: dict[str, tuple[str, ...]], *, required: tuple[str, ...], path: Path) -> dict[str, str]:
    found = {key: next((name for name in spellings if name in sheet.columns), None) for key, spellings in names.items()}
    missing = [key for key in required if found[key] is None]
    if missing:
        there = ", ".join(sheet.columns)
        raise Invalid([Problem("column_missing", path.name, {"column": key, "there": there}) for key in missing])
    return {key: column for key, column in found.items() if column is not None}


class _RowReader:
    """A cell by the meaning of its column, and a problem at its line and column."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns = columns
        self.problems: list[Problem] = []

    def _cell(self, row: SheetRow, key: str) -> str:
        return row.cells.get(self.columns.get(key, ""), "")

    def _report(self, row: SheetRow, key: str, code: str, **values: object) -> None:
        place = {"line": row.line, "column": self.columns.get(key, key)}
        self.problems.append(Problem("row_wrong", "", {**place, "why": Problem(code, "", values)}))


class _RatingReader(_RowReader):
    """Gathers rows into scorecards, and the problems of those that do not fit."""

    def __init__(self, rubric: Rubric, columns: dict[str, str]) -> None:
        super().__init__(columns)
        self.scale = rubric.scale
        self.competencies = _names_of((item.id, item.name, item.short) for item in rubric.competencies)
        self.people: dict[str, str] = {}
        self.raters: dict[str, str] = {}
        self.cards: dict[str, dict[str, list[Rating]]] = {}
        self.seen: dict[tuple[str, str, str], int] = {}

    def take(self, row: SheetRow) -> None:
        person, rater = (tidy(self._cell(row, key)) for key in ("candidate", "rater"))
        competency = self.competencies.get(fold(self._cell(row, "competency")))
        value, fits = self._value(row)
        if not person or not rater:
            self._report(row, "candidate" if not person else "rater", "cell_empty")
        if competency is None:
            self._report(row, "competency", "competency_unknown", competency=tidy(self._cell(row, "competency")))
        if person and rater and competency and fits:
            self._keep(row, person, rater, Rating(competency, value, self._cell(row, "evidence").strip()))

    def _keep(self, row: SheetRow, person: str, rater: str, rating: Rating) -> None:
        who, by = fold(person), fold(rater)
        before = self.seen.setdefault((who, by, rating.competency), row.line)
        if before != row.line:
            self._report(row, "rater", "row_repeated", before=before)
            return
        self.people.setdefault(who, person)
        self.raters.setdefault(by, rater)
        self.cards.setdefault(who, {}).setdefault(by, []).append(rating)

    def _value(self, row: SheetRow) -> tuple[int | None, bool]:
        text = tidy(self._cell(row, "rating"))
        if text.casefold() in NOT_OBSERVED:
            return None, True
        number = _number(text)
        if number is not None and number.denominator == 1 and int(number) in self.scale.values:
            return int(number), True
        self._report(row, "rating", "rating_unfit", value=text, lowest=self.scale.lowest, highest=self.scale.highest)
        return None, False

    def candidates(self) -> tuple[SheetCandidate, ...]:
        return tuple(
            SheetCandidate(self.people[who], tuple(Scorecard(self.raters[by], tuple(given)) for by, given in cards.items()))
            for who, cards in self.cards.items()
        )


def _names_of(items: Iterator[tuple[str, Text, Text]]) -> dict[str, str]:
    """Folded id and names in every language -> id."""
    known: dict[str, str] = {}
    for identity, *texts in items:
        known[fold(identity)] = identity
        for text in texts:
            known |= {fold(text[language]): identity for language in text}
    return known


def _number(text: str) -> Fraction | None:
    """A number with a point or a decimal comma, spaces between thousands allowed."""
    plain = text.replace(" ", "").replace(",", ".")
    body = plain[1:] if plain[:1] in "+-" else plain
    if (
        not body
        or len(body) > 20
        or not all(letter in "0123456789." for letter in body)
        or body.count(".") > 1
        or body == "."
    ):
        return None
    return Fraction(plain)


def read_figures(
    path: Path, rubric: Rubric, people: tuple[str, ...]
) -> tuple[dict[str, tuple[FigureClaim, ...]], tuple[Threshold, ...]]:
    """Claims by candidate, and the thresholds the sheet states. Raises Invalid with every bad row at its line."""
    sheet = read_sheet(path)
    columns = _columns(sheet, FIGURE_COLUMNS, required=("candidate", "figure", "value"), path=path)
    reader = _FigureReader(rubric, columns, people)
    for row in sheet.rows:
        reader.take(row)
    if reader.problems:
        raise Invalid(reader.problems)
    return {name: tuple(claims) for name, claims in reader.claims.items()}, tuple(reader.thresholds.values())


class _FigureReader(_RowReader):
    """Gathers claims and thresholds, and the problems of rows that do not fit."""

    def __init__(self, rubric: Rubric, columns: dict[str, str], people: tuple[str, ...]) -> None:
        super().__init__(columns)
        self.people = {fold(name): name for name in people}
        self.figures = _names_of((item.id, item.name, item.name) for item in rubric.figures.figures)
        grades = rubric.figures.grades
        self.grades = {str(item.value): item.value for item in grades}
        self.grades |= {fold(item.id): item.value for item in grades}
        self.grades |= {fold(item.name[language]): item.value for item in grades for language in item.name}
        self.claims: dict[str, list[FigureClaim]] = {}
        self.thresholds: dict[str, Threshold] = {}

    def take(self, row: SheetRow) -> None:
        person = self.people.get(fold(self._cell(row, "candidate")))
        figure = self.figures.get(fold(self._cell(row, "figure")))
        known = len(self.problems)
        if person is None:
            self._report(row, "candidate", "candidate_without_ratings")
        if figure is None:
            self._report(row, "figure", "figure_unknown", figure=tidy(self._cell(row, "figure")))
        claim = self._claim(row, figure or "")
        self._threshold(row, figure or "")
        if person is None or figure is None or len(self.problems) > known:
            return
        if any(item.figure == figure for item in self.claims.get(person, [])):
            self._report(row, "figure", "figure_repeated")
            return
        self.claims.setdefault(person, []).append(claim)

    def _claim(self, row: SheetRow, figure: str) -> FigureClaim:
        share = self._number_in(row, "own_share", "own_share_invalid", lambda number: 0 <= number <= 100)
        periods = self._number_in(row, "periods", "number_unfit", lambda number: number >= 0 and number.denominator == 1)
        return FigureClaim(
            figure=figure,
            value=self._number_in(row, "value", "figure_value_invalid", lambda number: True),
            grade=self._grade(row),
            own_share=None if share is None else share / 100,
            periods=None if periods is None else int(periods),
            period=tidy(self._cell(row, "period")),
            baseline=tidy(self._cell(row, "baseline")),
            source=tidy(self._cell(row, "source")),
        )

    def _grade(self, row: SheetRow) -> int:
        text = fold(self._cell(row, "grade")) or "0"
        if text not in self.grades:
            self._report(row, "grade", "grade_unknown")
        return self.grades.get(text, 0)

    def _number_in(self, row: SheetRow, key: str, code: str, fits: Callable[[Fraction], bool]) -> Fraction | None:
        text = tidy(self._cell(row, key)).rstrip("%").strip()
        if text in NOT_OBSERVED:
            return None
        number = _number(text)
        if number is None or not fits(number):
            self._report(row, key, code)
            return None
        return number

    def _threshold(self, row: SheetRow, figure: str) -> None:
        steps = [self._number_in(row, key, "number_unfit", lambda number: True) for key in ("floor", "target", "stretch")]
        floor, target, stretch = steps
        if floor is None and target is None and stretch is None:
            return
        if floor is None or target is None or stretch is None:
            key = next(key for key in ("floor", "target", "stretch") if key in self.columns)
            self._report(row, key, "thresholds_incomplete")
            return
        threshold = Threshold(figure, floor, target, stretch)
        if self.thresholds.setdefault(figure, threshold) != threshold:
            self._report(row, "floor", "thresholds_differ")
