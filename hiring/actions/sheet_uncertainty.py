"""What the error of the ratings leaves of an assessed sheet, as plain data beside its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hiring.domain.assessment import Assessment, CompetencyResult
from hiring.domain.certainty import LevelCertainty, level_certainty
from hiring.domain.comparison import Comparison
from hiring.domain.fair_scores import fair_scores
from hiring.domain.placement import Placement
from hiring.domain.profile import Profile
from hiring.domain.robustness import confidence_factors, contender, dominates, rank_acceptability
from hiring.domain.telling_apart import Pair, ToldApart, tell_apart
from hiring.domain.tipping import TippingRating, TippingWeight, pairs_to_turn, tipping_ratings, tipping_weights
from hiring.domain.uncertainty import (
    Estimate,
    RatingError,
    competency_estimate,
    composite_estimate,
    one_more_interviewer,
    rating_error,
)
from hiring.language import N_, Language
from hiring.wording.certainty import say_basis, say_certainty

MOST_DRAWN = 100
"""Candidates up to whom every pair and every rank is written; the lists grow with the square."""
NOT_CONNECTED = N_("No chain of common interviewers links all candidates, so that strictness cannot be told from weakness.")
TOO_MANY = N_("Pairs and ranks are computed for up to %(most)s candidates.")
BELOW = "below"
"""Stands for "below the lowest level" among levels."""


@dataclass(frozen=True, slots=True)
class SheetUncertainty:
    """One error for the whole sheet: pooled over its candidates when they suffice, else assumed.

    `fair` by candidate; None: the design is not connected.
    """

    error: RatingError
    fair: dict[str, float | None] | None


def weigh_uncertainty(profile: Profile, placements: Sequence[Placement]) -> SheetUncertainty:
    assessments = [item.assessment for item in placements]
    return SheetUncertainty(rating_error(profile.rubric, (item.dossier for item in assessments)), fair_scores(assessments))


def error_as_json(error: RatingError, language: Language) -> dict[str, Any]:
    return {
        "basis": str(error.basis),
        "single": error.single,
        "shared": error.shared,
        "residual": error.residual,
        "candidates": error.candidates or None,
        "why": say_basis(error, language),
    }


def candidate_as_json(placement: Placement, found: SheetUncertainty, language: Language) -> dict[str, Any]:
    assessment, error = placement.assessment, found.error
    level = assessment.profile.level_sought
    more = one_more_interviewer(assessment, level, error)
    certainty = level_certainty(placement, error)
    return {
        "band": band_as_json(composite_estimate(assessment, level, error)),
        "level_certainty": None if certainty is None else _certainty(certainty, assessment, language),
        "fair_average": None if found.fair is None else found.fair[assessment.dossier.candidate],
        "fair_average_why": language.gettext(NOT_CONNECTED) if found.fair is None else None,
        "one_more_interviewer": None if more is None else {"sem": more.then, "narrower": more.narrower},
    }


def competency_band(item: CompetencyResult, error: RatingError) -> dict[str, float] | None:
    return band_as_json(competency_estimate(item, error))


def band_as_json(estimate: Estimate | None) -> dict[str, float] | None:
    return None if estimate is None else {"low": estimate.low, "high": estimate.high, "sem": estimate.sem}


def _certainty(certainty: LevelCertainty, assessment: Assessment, language: Language) -> dict[str, Any]:
    return {
        "level": certainty.level,
        "borderline": [level or BELOW for level in certainty.borderline],
        "probabilities": {share.level or BELOW: share.probability for share in certainty.shares},
        "dots": {share.level or BELOW: share.dots for share in certainty.shares},
        "held_back": list(certainty.held_back),
        "words": say_certainty(certainty, assessment.profile.rubric, language),
    }


def comparison_as_json(comparison: Comparison, error: RatingError, language: Language) -> dict[str, Any]:
    """`order` is a list of groups of names that cannot be told apart, then one by one those of `not_ranked`, about whom
    everything else says nothing."""
    apart = tell_apart(comparison, error)
    ranked = [item for item in comparison.placements if item.assessment.dossier.candidate in apart.estimates]
    told = {
        "order": [*(list(group) for group in apart.groups), *([name] for name in apart.unranked)],
        "not_ranked": list(apart.unranked),
        "equal_weights_order": list(comparison.equal_weights_order),
    }
    return {**told, **_stability([item.assessment for item in ranked], apart, error, language)}


def _stability(ranked: list[Assessment], apart: ToldApart, error: RatingError, language: Language) -> dict[str, Any]:
    if len(ranked) > MOST_DRAWN:
        empty = ("pairs", "rank_acceptability", "central_weights", "confidence", "dominance", "tipping", "tipping_ratings")
        return {**dict.fromkeys(empty), "why": language.gettext(TOO_MANY, most=MOST_DRAWN)}
    contenders = [contender(item) for item in ranked]
    ranks = rank_acceptability(contenders, error)
    confidence = confidence_factors(contenders, error, ranks.central_weights)
    near = list(pairs_to_turn(ranked))
    return {
        "pairs": [_pair(pair) for pair in apart.pairs],
        "rank_acceptability": {item.name: list(ranks.ranks[item.name]) for item in contenders},
        "central_weights": {item.name: ranks.central_weights[item.name] for item in contenders},
        "confidence": {item.name: confidence[item.name] for item in contenders},
        "dominance": [{"a": a.name, "b": b.name} for a in contenders for b in contenders if dominates(a, b)],
        "tipping": [_weight(tip) for a, b in near for tip in tipping_weights(a, b)],
        "tipping_ratings": [_rating(tip) for a, b in near for tip in tipping_ratings(a, b)],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {"a": pair.a, "b": pair.b, "probability": pair.probability, "distinguishable": pair.distinguishable}


def _weight(tip: TippingWeight) -> dict[str, Any]:
    return {"a": tip.ahead, "b": tip.behind, "competency": tip.competency, "now": float(tip.now), "at": tip.at}


def _rating(tip: TippingRating) -> dict[str, Any]:
    changed = {"candidate": tip.candidate, "rater": tip.rater, "competency": tip.competency, "now": tip.now, "at": tip.at}
    return {"a": tip.ahead, "b": tip.behind, **changed}
