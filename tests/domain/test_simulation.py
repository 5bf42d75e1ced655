"""Whether bands and probabilities keep what they promise, on made-up panels whose truth is known. Seeds are fixed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from small_rubric import ALWAYS_ON, both, card, make_rubric

from hiring.domain.assessment import Assessment, Dossier, assess
from hiring.domain.profile import build_profile
from hiring.domain.rubric import Scale, ScalePoint
from hiring.domain.uncertainty import (
    Basis,
    RatingError,
    competency_estimate,
    composite_estimate,
    pooled_error,
    probability_above,
)

# A long scale, so that rounding to whole points adds no error of its own.
FINE = replace(make_rubric(), scale=Scale(tuple(ScalePoint(value, both(str(value)), False) for value in range(1001))))
MIDDLE = build_profile(FINE, level_sought="middle")
WEIGHTS = {item.competency: float(item.weight) for item in MIDDLE.sought.standards}
TRUE = RatingError(40.0**2, 60.0**2, Basis.ASSUMED)


class Panels:
    """Panels of two to four raters with kits of their own; truth uniform over the middle of the scale."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def panel(self, name: str) -> tuple[Assessment, dict[str, float]]:
        truth = dict(zip(ALWAYS_ON, self.rng.uniform(300, 700, len(ALWAYS_ON)), strict=True))
        cards = [card(f"rater {at}", self.ratings(truth, full=at == 0)) for at in range(self.rng.integers(2, 5))]
        return assess(Dossier(name, tuple(cards)), MIDDLE), truth

    def ratings(self, truth: dict[str, float], *, full: bool) -> dict[str, int | None]:
        leaning = self.rng.normal(0, sqrt(TRUE.shared))
        kit = [item for item in truth if full or self.rng.random() < 0.7]
        return {item: round(truth[item] + leaning + self.rng.normal(0, sqrt(TRUE.residual))) for item in kit}


def composite(truth: dict[str, float]) -> float:
    return sum(WEIGHTS[item] * value for item, value in truth.items()) / sum(WEIGHTS.values())


def test_the_pooled_error_finds_the_true_one() -> None:
    """400 candidates: the error of the estimates is about 4 % of the variance, three times that is allowed."""
    panels = Panels(1)
    error = pooled_error(panels.panel(str(at))[0].dossier for at in range(400))
    assert error is not None
    assert error.shared == pytest.approx(TRUE.shared, rel=0.25)
    assert error.shared + error.residual == pytest.approx(TRUE.shared + TRUE.residual, rel=0.12)


def test_nineteen_bands_of_twenty_hold_the_truth() -> None:
    """2,000 new candidates, error pooled over 300 others: .95 within three standard errors and what pooling adds (.02)."""
    panels = Panels(2)
    error = pooled_error(panels.panel(str(at))[0].dossier for at in range(300))
    assert error is not None
    composites, competencies = [], []
    for at in range(2000):
        assessment, truth = panels.panel(str(at))
        whole = composite_estimate(assessment, "middle", error)
        one = competency_estimate(assessment.competency("offer"), error)
        assert whole is not None and one is not None
        composites.append(whole.low <= composite(truth) <= whole.high)
        competencies.append(one.low <= truth["offer"] <= one.high)
    assert np.mean(composites) == pytest.approx(0.95, abs=0.02)
    assert np.mean(competencies) == pytest.approx(0.95, abs=0.02)


def test_a_band_from_the_panel_itself_would_hold_far_fewer() -> None:
    """Why no panel's own spread is used: with two raters +-1.96 of it misses the truth in about 3 cases of 10."""
    rng = np.random.default_rng(3)
    pairs = rng.normal(0, 1, (20_000, 2))
    half = 1.96 * pairs.std(axis=1, ddof=1) / sqrt(2)
    assert np.mean(np.abs(pairs.mean(axis=1)) <= half) == pytest.approx(0.70, abs=0.01)


def test_one_above_the_other_as_often_as_was_said() -> None:
    """2,000 pairs by tenths of P(A > B): the share in which A truly is above stays within three standard errors and .02."""
    panels = Panels(4)
    said, true = [], []
    for at in range(2000):
        (a, a_truth), (b, b_truth) = panels.panel(f"a{at}"), panels.panel(f"b{at}")
        first, second = (composite_estimate(item, "middle", TRUE) for item in (a, b))
        assert first is not None and second is not None
        said.append(probability_above(first, second))
        true.append(composite(a_truth) > composite(b_truth))
    tenths = np.minimum((np.array(said) * 10).astype(int), 9)
    for tenth in range(10):
        held = tenths == tenth
        count, expected = held.sum(), np.array(said)[held].mean()
        assert count > 30
        allowed = 3 * sqrt(expected * (1 - expected) / count) + 0.02
        assert np.array(true)[held].mean() == pytest.approx(expected, abs=allowed), tenth


def test_on_five_points_the_bands_hold_too() -> None:
    """Whole points from 1 to 5: truth is the mean that 400 raters of the kind give; .95 with .03 for the coarse scale."""
    rng = np.random.default_rng(5)
    five = build_profile(make_rubric(), level_sought="middle")

    def given(level: np.ndarray, raters: int) -> np.ndarray:
        leaning, noise = rng.normal(0, 0.4, (raters, 1)), rng.normal(0, 0.6, (raters, len(ALWAYS_ON)))
        return np.clip(np.rint(level + leaning + noise), 1, 5)

    people = []
    for at in range(900):
        level = rng.uniform(2, 4, len(ALWAYS_ON))
        rows = given(level, int(rng.integers(2, 4)))
        cards = (card(f"r{n}", dict(zip(ALWAYS_ON, map(int, row), strict=True))) for n, row in enumerate(rows))
        truth = dict(zip(ALWAYS_ON, given(level, 400).mean(axis=0), strict=True))
        people.append((assess(Dossier(str(at), tuple(cards)), five), composite(truth)))
    error = pooled_error(assessment.dossier for assessment, _ in people[:200])
    assert error is not None
    held = []
    for assessment, truth in people[200:]:
        estimate = composite_estimate(assessment, "middle", error)
        assert estimate is not None and isinstance(estimate.score, Fraction)
        held.append(estimate.low <= truth <= estimate.high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)
