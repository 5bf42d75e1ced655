"""Averages and severities as they would be had every rater rated every subject: least squares over the connected design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.rating_table import RatingTable

Real = Fraction | float
Grouped = Mapping[str, Mapping[str, Real]]
Number = type[Fraction] | type[float]
EXACT_UP_TO, EXACT_RATINGS = 20, 5_000
"""Equations and ratings that are solved in fractions; more are solved in floats, exact to about 12 digits."""
MOST_EQUATIONS = 500
"""Solving takes the cube of this in steps: some seconds."""


@dataclass(frozen=True, slots=True)
class AdditiveFit:
    """y = level of the subject - severity of the rater + residual, fitted by least squares.

    `fair` subject -> its level: the mean that all the raters together would give it. `severity` rater -> how many points
    lower than the raters together they rate: above 0 is strict, below 0 is mild; the severities add up to 0.
    `residual` is the sum of squared residuals.
    """

    fair: Mapping[str, Real]
    severity: Mapping[str, Real]
    residual: Real


def is_solvable(table: RatingTable) -> bool:
    """Whether the least squares stay in reach: 500 subjects or 500 raters, whichever are fewer."""
    return min(len(table.subjects), len(table.raters)) <= MOST_EQUATIONS


def fit_additive(table: RatingTable) -> AdditiveFit | None:
    """Fair average and severity: least squares of y = mu + subject + rater over all ratings.

        minimise sum of (y(s, r) - a(s) + b(r))^2 with sum of b(r) = 0;  fair(s) = a(s),  severity(r) = b(r)

    A severity above 0 is strict: so many points lower than all raters together. Who met strict raters only is lifted, who
    met mild ones is lowered. When every rater rated every subject, the fair average is the raw one. None without ratings and
    when the design is not connected (no chain of common raters links two subjects): whether one part has better subjects or
    milder raters then cannot be told. Always shown beside the raw average, never alone: with few ratings a strict rater and
    a weak subject are hard to tell apart.

    Source: two-way layout without interaction, unequal numbers (Yates 1934; Montgomery, Design and Analysis of Experiments,
    chapter on incomplete blocks). Raises ValueError when not `is_solvable`.
    """
    if not is_solvable(table):
        raise ValueError("too many subjects and raters")
    if len(table.parts()) != 1:
        return None
    turned = len(table.subjects) < len(table.raters)
    exact = min(len(table.subjects), len(table.raters)) <= EXACT_UP_TO and len(table.ratings) <= EXACT_RATINGS
    sides = [_counted(side, Fraction if exact else float) for side in (table.by_subject, table.by_rater)]
    few, many = sides if turned else reversed(sides)
    effects = _effects_of_fewer(few, many)
    others = {name: _mean([value - effects[one] for one, value in given.items()]) for name, given in many.items()}
    subjects, raters = (effects, others) if turned else (others, effects)
    middle = _mean(list(raters.values()))
    return AdditiveFit(
        fair={name: value + middle for name, value in subjects.items()},
        severity={name: middle - value for name, value in raters.items()},
        residual=sum((y - subjects[s] - raters[r]) ** 2 for s, given in sides[0].items() for r, y in given.items()),
    )


def _counted(groups: Mapping[str, Mapping[str, Fraction]], number: Number) -> Grouped:
    return {name: {other: number(value) for other, value in given.items()} for name, given in groups.items()}


def _effects_of_fewer(few: Grouped, many: Grouped) -> dict[str, Real]:
    """The effects of the side with fewer members; the other side is eliminated, the first effect is set to 0."""
    names = list(few)
    at = {name: number for number, name in enumerate(names)}
    number = type(next(iter(few[names[0]].values())))
    matrix: list[list[Real]] = [[number(0)] * len(names) for _ in names]
    right: list[Real] = [sum(few[name].values(), number(0)) for name in names]
    for given in many.values():
        share, total = number(1) / len(given), sum(given.values(), number(0))
        for one in map(at.__getitem__, given):
            matrix[one][one] += 1
            right[one] -= share * total
            for other in map(at.__getitem__, given):
                matrix[one][other] -= share
    solved = _solve([row[1:] for row in matrix[1:]], right[1:])
    return dict(zip(names, [number(0), *solved], strict=True))


def _solve(matrix: list[list[Real]], right: list[Real]) -> list[Real]:
    """Gauss's elimination; the matrix is symmetric and positive, so no row has to change its place."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for row in rows[at + 1 :]:
            if factor := row[at] / pivot[at]:
                row[at:] = [value - factor * above for value, above in zip(row[at:], pivot[at:], strict=True)]
    found: list[Real] = [Fraction(0)] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum((rows[at][other] * found[other] for other in range(at + 1, len(rows))), Fraction(0))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


def _mean(values: Sequence[Real]) -> Real:
    return sum(values, Fraction(0)) / len(values)
