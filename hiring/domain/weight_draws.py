"""Sets of weights drawn at random: uniformly from all that sum to 1, or from those within stated ranges."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from hiring.errors import Invalid, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SWEEPS = 20
"""How often every weight is redrawn against another before a set within ranges is used."""

Ranges = Mapping[str, tuple[Fraction, Fraction]]
"""Competency id -> smallest and largest share of the weight, 0 to 1; from 0 to 1 where none is stated."""


def check_ranges(competencies: tuple[str, ...], ranges: Ranges | None) -> None:
    """Raises Invalid for a range of an unknown competency or outside 0 to 1, and when no weights fit into all ranges."""
    problems = []
    for competency, (low, high) in sorted((ranges or {}).items()):
        if competency not in competencies:
            problems.append(Problem("competency_unknown", competency, {"competency": competency}))
        elif not 0 <= low <= high <= 1:
            problems.append(Problem("weight_range_wrong", competency))
    lows, highs = _bounds(competencies, ranges)
    if not problems and not sum(lows) <= 1 <= sum(highs):
        problems.append(Problem("weight_ranges_unfit", "ranges"))
    if problems:
        raise Invalid(problems)


def _bounds(competencies: tuple[str, ...], ranges: Ranges | None) -> tuple[list[Fraction], list[Fraction]]:
    stated = [(ranges or {}).get(item, (Fraction(0), Fraction(1))) for item in competencies]
    return [low for low, _ in stated], [high for _, high in stated]


def draw_weights(rng: np.random.Generator, competencies: tuple[str, ...], ranges: Ranges | None, count: int) -> Matrix:
    """`count` sets of weights as rows that sum to 1, columns in the order of `competencies`."""
    return _within(rng, competencies, ranges, count) if ranges else _anywhere(rng, len(competencies), count)


def _anywhere(rng: np.random.Generator, size: int, count: int) -> Matrix:
    """Dirichlet(1, ..., 1): exponential draws divided by their sum."""
    weights = rng.standard_exponential((count, size))
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def _within(rng: np.random.Generator, competencies: tuple[str, ...], ranges: Ranges, count: int) -> Matrix:
    """Gibbs sampling of the simplex cut by the ranges: two weights at a time share their sum anew, uniformly.

    Each set starts at the point that lies at the same share of every range and is redrawn SWEEPS times in each weight.
    """
    import numpy as np

    low, high = (np.array([float(value) for value in side]) for side in _bounds(competencies, ranges))
    room = float((high - low).sum())
    start = low + (high - low) * ((1 - float(low.sum())) / room if room else 0.0)
    weights = np.tile(start, (count, 1))
    size = len(competencies)
    for _ in range(SWEEPS if size > 1 else 0):
        for first in range(size):
            second = int(rng.integers(size - 1))
            second += second >= first
            both = weights[:, first] + weights[:, second]
            least, most = np.maximum(low[first], both - high[second]), np.minimum(high[first], both - low[second])
            weights[:, first] = least + (most - least) * rng.random(count)
            weights[:, second] = both - weights[:, first]
    return weights
