"""Whether the intervals on panel pages hold what they promise, on made-up panels whose truth is known. Seeds are fixed."""

from __future__ import annotations

from math import sqrt

import numpy as np

from hiring.domain.icc import Coefficient
from hiring.domain.panel_agreement import OneWaySums
from hiring.domain.panel_alpha import AlphaSums
from hiring.domain.panel_severity import SeveritySums

TRIALS = 150
LEAST = 0.89
"""Share of intervals that must hold the truth: 95 % less 3.4 standard errors of 150 trials (1.8 % each)."""


def share_holding(found: list[Coefficient | None], truth: float) -> float:
    return sum(item is not None and item.low <= truth <= item.high for item in found) / len(found)


def one_way(rng: np.random.Generator, correlation: float) -> Coefficient | None:
    """Thirty candidates with panels of two to four."""
    sums = OneWaySums()
    for _ in range(30):
        level = rng.normal(0, sqrt(correlation))
        errors = rng.normal(0, sqrt(1 - correlation), rng.integers(2, 5))
        sums.add([round(1000 * (level + error)) for error in errors])
    return sums.coefficient()


def test_intervals_of_the_correlation_hold_it_with_panels_of_unequal_sizes() -> None:
    rng = np.random.default_rng(5)
    for correlation in (0.2, 0.6):
        assert share_holding([one_way(rng, correlation) for _ in range(TRIALS)], correlation) >= LEAST


def alpha(rng: np.random.Generator, candidates: int) -> Coefficient | None:
    sums = AlphaSums(("c0",), (1, 2, 3, 4, 5))
    for _ in range(candidates):
        level, size = rng.normal(3, 0.8), int(rng.integers(2, 4))
        sums.add({"c0": tuple(int(np.clip(round(level + error), 1, 5)) for error in rng.normal(0, 0.7, size))})
    return sums.one("c0")


def test_intervals_of_alpha_hold_that_of_a_long_history() -> None:
    truth = alpha(np.random.default_rng(9), 6_000)
    assert truth is not None and truth.high - truth.low < 0.07
    rng = np.random.default_rng(5)
    found = [alpha(rng, 30) for _ in range(TRIALS)]
    assert share_holding(found, truth.value) >= LEAST
    # And are no wider than they need be: a true .5 is not said to lie anywhere.
    assert np.median([item.high - item.low for item in found if item]) < 0.6


def strictness(rng: np.random.Generator) -> tuple[int, int]:
    """How many of six interviewers' intervals hold their strictness; shared impressions and kits of their own."""
    true, sums = rng.normal(0, 0.4, 6), SeveritySums()
    for _ in range(25):
        panel = [int(item) for item in rng.choice(6, int(rng.integers(2, 4)), replace=False)]
        halo = {rater: rng.normal(0, 0.3) for rater in panel}
        ratings: dict[str, dict[int, int]] = {}
        for at in range(5):
            level = rng.normal(3, 0.7)
            ratings[f"c{at}"] = {
                rater: round(1000 * (level - true[rater] + halo[rater] + rng.normal(0, 0.5)))
                for rater in panel
                if rng.random() < 0.8
            }
        sums.add(ratings)
    found = sums.severities().each
    middle = np.mean([true[rater] for rater in found])
    held = [item.low <= 1000 * (true[rater] - middle) <= item.high for rater, item in found.items()]
    return sum(held), len(held)


def test_intervals_of_strictness_hold_it_although_impressions_are_shared() -> None:
    rng = np.random.default_rng(7)
    counts = [strictness(rng) for _ in range(TRIALS)]
    held, whole = (sum(side) for side in zip(*counts, strict=True))
    assert whole >= 6 * TRIALS - 6
    # Six of one panel are not independent: as many standard errors as above, of 150.
    assert held / whole >= LEAST
