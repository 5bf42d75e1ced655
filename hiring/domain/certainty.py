"""How certain a level is: what the error of the score leaves open between the cuts (Rudner 2001).

Only the score is uncertain here. Must-haves, critical minimums and shortfalls are as they were found; a level that one of
them keeps from being given is named, and the reader is told so beside the dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from hiring.domain.placement import LevelVerdict, Placement
from hiring.domain.uncertainty import Estimate, RatingError, composite_estimate, share_above

DOTS = 20
BORDERLINE = 0.25
"""From which probability on another level is named beside the one the score gives: five of the 20 dots."""
QUANTILES = tuple(NormalDist().inv_cdf((at + 0.5) / DOTS) for at in range(DOTS))
ABOUT_THE_SCORE = {"score_below_pass", "not_enough_evidence"}


@dataclass(frozen=True, slots=True)
class LevelShare:
    """`level` None: below the lowest level."""

    level: str | None
    probability: float
    dots: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One of 20 equally likely places of the score at the level sought, and the level it would give."""

    value: float
    level: str | None


@dataclass(frozen=True, slots=True)
class LevelCertainty:
    level: str | None
    """What the score alone gives: the highest level whose pass score it reaches; None: below the lowest."""
    borderline: tuple[str | None, ...]
    """Other levels that are at least 1/4 likely, the likeliest first."""
    shares: tuple[LevelShare, ...]
    """Below the lowest level, then every level ascending; the probabilities sum to 1, the dots to 20."""
    dots: tuple[Dot, ...]
    """Ascending."""
    held_back: tuple[str, ...]
    """Levels with a dot that a must-have or a minimum keeps from being given."""


@dataclass(frozen=True, slots=True)
class _Cut:
    level: str
    estimate: Estimate
    passing: float
    reach: float
    """How likely the score reaches this level's pass score or that of a higher level."""


def level_certainty(placement: Placement, error: RatingError) -> LevelCertainty | None:
    """None without enough evidence at the level sought.

    P(level) = P(it or a higher one is reached) - P(a higher one is reached), with Phi((score - cut) / SEM) for each
    level's own weights and pass score; at a cut one half each. Where all levels weigh alike, this is Rudner's formula. The
    dots stand at the quantiles 1/40, 3/40 ... 39/40.
    """
    sought = composite_estimate(placement.assessment, placement.assessment.profile.level_sought, error)
    if sought is None or not placement.enough_evidence:
        return None
    cuts = _cuts(placement, error)
    dots = tuple(Dot(float(sought.score) + sought.sem * z, _level_at(cuts, z)) for z in QUANTILES)
    shares = _shares(cuts, dots)
    level = _level_at(cuts, 0.0)
    others = sorted((item for item in shares if item.level != level), key=lambda item: -item.probability)
    return LevelCertainty(
        level=level,
        borderline=tuple(item.level for item in others if item.probability >= BORDERLINE),
        shares=shares,
        dots=dots,
        held_back=tuple(
            item.level for item in shares if item.level and item.dots and _barred(placement.verdict(item.level))
        ),
    )


def _cuts(placement: Placement, error: RatingError) -> list[_Cut]:
    """Ascending. A level none of whose weight is rated cannot be reached and is left out."""
    cuts: list[_Cut] = []
    reach = 0.0
    for standard in reversed(placement.assessment.profile.levels):
        estimate = composite_estimate(placement.assessment, standard.level, error)
        if estimate is not None:
            reach = max(reach, share_above(estimate.score, standard.pass_score, estimate.sem))
            cuts.insert(0, _Cut(standard.level, estimate, float(standard.pass_score), reach))
    return cuts


def _level_at(cuts: list[_Cut], z: float) -> str | None:
    """The level given when every score lies z standard errors higher."""
    reached = [cut.level for cut in cuts if float(cut.estimate.score) + cut.estimate.sem * z >= cut.passing]
    return reached[-1] if reached else None


def _shares(cuts: list[_Cut], dots: tuple[Dot, ...]) -> tuple[LevelShare, ...]:
    levels = [None, *(cut.level for cut in cuts)]
    reach = [1.0, *(cut.reach for cut in cuts), 0.0]
    counts = [sum(dot.level == level for dot in dots) for level in levels]
    return tuple(
        LevelShare(level, reach[at] - reach[at + 1], counts[at]) for at, level in enumerate(levels)
    )  # a higher level reached counts for every lower one


def _barred(verdict: LevelVerdict) -> bool:
    return any(reason.code not in ABOUT_THE_SCORE for reason in verdict.reasons)
