"""Draws and sums over many candidates, held against what numpy alone needs for the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from benchmarks.measuring import Row, at_most
from hiring.domain.many_scores import score_many
from hiring.domain.robustness import DRAWS, Contender, rank_acceptability
from hiring.domain.uncertainty import Basis, RatingError

CANDIDATES, COMPETENCIES = 100, 12
RATINGS, PEOPLE = 1_000_000, 20_000
ERROR = RatingError(0.196, 0.294, Basis.ASSUMED)


def numbers() -> list[Row]:
    return [ranks(), composites()]


def made_up_contenders(count: int = CANDIDATES) -> list[Contender]:
    dice = random.Random(1)
    names = [f"competency {at:02}" for at in range(COMPETENCIES)]
    panel = frozenset({"first", "second", "third"})
    return [
        Contender(
            f"candidate {at:03}",
            {name: Fraction(sum(dice.randint(1, 5) for _ in panel), len(panel)) for name in names},
            dict.fromkeys(names, panel),
        )
        for at in range(count)
    ]


def ranks() -> Row:
    contenders = made_up_contenders()
    scores = np.array([[float(score) for score in item.scores.values()] for item in contenders])
    work = f"rank acceptability, {DRAWS:,} draws x {CANDIDATES} x {COMPETENCIES}"
    return at_most(work, lambda: rank_acceptability(contenders, ERROR), bare_ranks(scores), limit=1.7)


def bare_ranks(scores: np.ndarray) -> Callable[[], object]:
    """Weights, one fixed error for everybody, ranks and their counts: neither central weights nor errors of panels."""

    def kernel() -> object:
        rng = np.random.default_rng(1)
        weights = rng.dirichlet(np.ones(COMPETENCIES), DRAWS)
        drawn = weights @ scores.T + 0.27 * rng.standard_normal((DRAWS, CANDIDATES))
        order = np.argsort(-drawn, axis=1)
        return np.bincount((order * CANDIDATES + np.arange(CANDIDATES)).ravel(), minlength=CANDIDATES**2)

    return kernel


def composites() -> Row:
    rng = np.random.default_rng(1)
    people, competencies = rng.integers(0, PEOPLE, RATINGS), rng.integers(0, COMPETENCIES, RATINGS)
    ratings, weights = rng.integers(1, 6, RATINGS), rng.integers(1, 6, COMPETENCIES).astype(float)
    cells = people * COMPETENCIES + competencies

    def bare() -> object:
        return np.bincount(cells, weights=ratings), np.bincount(cells)

    work = f"{RATINGS:,} ratings to {PEOPLE:,} composites"
    return at_most(work, lambda: score_many(people, competencies, ratings, weights, size=PEOPLE), bare, limit=2)
