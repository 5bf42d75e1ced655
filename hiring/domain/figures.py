"""Figures: claimed numbers that prove mastery, rated against the employer's thresholds and capped by their proof."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.profile import Profile, Threshold
from hiring.domain.rubric import Direction, FigureRules


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """What the candidate says. `own_share` is 0 to 1; None: the part that is the candidate's own was not said."""

    figure: str
    value: Fraction | None
    grade: int
    own_share: Fraction | None = None
    periods: int | None = None
    period: str = ""
    baseline: str = ""
    clients: int | None = None
    basis: str = ""
    """Currency, or that the figures are indexed."""
    market_growth: str = ""
    source: str = ""
    name: str = ""
    """Of an own figure of the employer's, which no rubric names."""


@dataclass(frozen=True, slots=True)
class FigureResult:
    """`raw` is what the value alone would earn, `rating` after the caps; both None when it is shown but not scored."""

    claim: FigureClaim
    raw: int | None
    cap: int
    rating: int | None
    grade: int
    """After red flags."""


def rate_figure(value: Fraction, threshold: Threshold, better: Direction) -> int:
    """1 below the floor, 2 from the floor, 3 from the target, 4 from half-way to the stretch, 5 from the stretch.

    Reversed for a figure that is better when lower. Source: model section 4.
    """
    sign = 1 if better is Direction.UP else -1
    half_way = (threshold.target + threshold.stretch) / 2
    steps = (threshold.floor, threshold.target, half_way, threshold.stretch)
    return 1 + sum(1 for step in steps if sign * value >= sign * step)


def cap_of(claim: FigureClaim, rules: FigureRules, grade: int) -> int:
    """The most the figure can earn: by verification grade, and lower still without the candidate's own share."""
    cap = rules.grade(grade).cap
    return cap if claim.own_share is not None else min(cap, rules.cap_without_share)


def figure_result(claim: FigureClaim, profile: Profile, *, grade_limit: int | None = None) -> FigureResult:
    """A figure without value, threshold or enough periods is kept and shown, not scored."""
    rules = profile.rubric.figures
    grade = claim.grade if grade_limit is None else min(claim.grade, grade_limit)
    cap = cap_of(claim, rules, grade)
    threshold = profile.threshold(claim.figure)
    figure = next((item for item in profile.figures if item.id == claim.figure), None)
    too_short = claim.periods is not None and claim.periods < rules.min_periods
    if claim.value is None or threshold is None or figure is None or too_short:
        return FigureResult(claim, None, cap, None, grade)
    raw = rate_figure(claim.value, threshold, figure.better)
    return FigureResult(claim, raw, cap, min(raw, cap), grade)


def evidence_index(results: tuple[FigureResult, ...]) -> Fraction | None:
    """Mean of the capped ratings of the scored figures; None without any. Beside the score, never mixed into it."""
    ratings = [result.rating for result in results if result.rating is not None]
    return Fraction(sum(ratings), len(ratings)) if ratings else None
