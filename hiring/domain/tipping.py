"""What would turn two candidates round: one weight, or one rating.

Exact up to the root of a quadratic equation. Only candidates with a score at the level sought can be turned round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, sqrt

from hiring.domain.assessment import Assessment
from hiring.domain.rubric import Scale
from hiring.domain.uncertainty import weights_of


@dataclass(frozen=True, slots=True)
class TippingWeight:
    """With a share of `at` for this competency, the others keeping their proportions, both have the same score."""

    ahead: str
    behind: str
    competency: str
    now: Fraction
    """The share that the competency has of the weight now, 0 to 1."""
    at: float


@dataclass(frozen=True, slots=True)
class TippingRating:
    """One rating that, given as `at` instead of `now`, leaves `ahead` no longer ahead."""

    ahead: str
    behind: str
    candidate: str
    competency: str
    rater: str
    now: int
    at: int


def pairs_to_turn(ranked: Sequence[Assessment]) -> Iterator[tuple[Assessment, Assessment]]:
    """Neighbours of the order, and the first with everybody else; the higher score stands first in each pair."""
    for one, two in (*pairwise(ranked), *((ranked[0], other) for other in ranked[2:])):
        yield (one, two) if (one.sought.score or 0) >= (two.sought.score or 0) else (two, one)


def tipping_weights(ahead: Assessment, behind: Assessment) -> tuple[TippingWeight, ...]:
    """One a competency that can do it, the smallest change first; none when `ahead` is not ahead.

    w* = D / (D - d), with d the difference on the competency and D that on the rest, its weights renormalised; reported
    only inside 0 to 1. Where one of the two was not rated on something, both scores are renormalised and w* is the nearest
    root of the quadratic equation that then stands in its place. A competency without weight may turn them round as well,
    were it given some.
    """
    weights = weights_of(ahead, ahead.profile.level_sought)
    first, second = (
        {item.competency: item.score for item in one.competencies if item.score is not None} for one in (ahead, behind)
    )
    lead, total = _lead(ahead, behind), sum(weights.values(), Fraction(0))
    if lead is None or lead <= 0:
        return ()
    found = []
    mine, theirs = _weigh(weights, first), _weigh(weights, second)
    for competency, weight in weights.items():
        now = weight / total
        one, other = (whole.without(weight, scores.get(competency)) for whole, scores in ((mine, first), (theirs, second)))
        at = _tipping_share(now, total - weight, (one, first.get(competency)), (other, second.get(competency)))
        if at is not None:
            found.append(TippingWeight(_name(ahead), _name(behind), competency, now, at))
    return tuple(sorted(found, key=lambda item: (abs(item.at - float(item.now)), item.competency)))


def _tipping_share(
    now: Fraction, rest: Fraction, a: tuple[_Weighed, Fraction | None], b: tuple[_Weighed, Fraction | None]
) -> float | None:
    """The nearest share in [0, 1] at which both scores are equal; of both what the `rest` of the weight gives, and the score
    on the competency.

    With u = w and v = 1 - w that is u^2 d + u v e + v^2 D = 0. Rated alike it is (u + v)(u d + v D) = 0: D / (D - d).
    """
    (one, my_score), (other, their_score) = a, b
    if not one.rated or not other.rated:
        return None
    mine, my_cover, theirs, their_cover = one.summed / rest, one.rated / rest, other.summed / rest, other.rated / rest
    has, have = Fraction(my_score is not None), Fraction(their_score is not None)
    x, y = my_score or Fraction(0), their_score or Fraction(0)
    mixed = x * their_cover + mine * have - y * my_cover - theirs * has
    constant = mine * their_cover - theirs * my_cover
    if has and have:
        roots = _roots(x - y - mixed + constant, mixed - 2 * constant, constant)
    else:  # one factor is v, and at v = 0 there is no score
        roots = [root for root in _roots(Fraction(0), mixed - constant, constant) if root < 1]
    return min((root for root in roots if 0 <= root <= 1), key=lambda root: abs(root - float(now)), default=None)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The weighted sum of scores, and the weight that they have."""

    summed: Fraction
    rated: Fraction

    def without(self, weight: Fraction, score: Fraction | None) -> _Weighed:
        """As it is without one competency; None: it was not rated."""
        return self if score is None else _Weighed(self.summed - weight * score, self.rated - weight)


def _weigh(weights: Mapping[str, Fraction], scores: Mapping[str, Fraction]) -> _Weighed:
    rated = [item for item in weights if item in scores]
    return _Weighed(sum((weights[i] * scores[i] for i in rated), Fraction(0)), sum((weights[i] for i in rated), Fraction(0)))


def _roots(square: Fraction, linear: Fraction, constant: Fraction) -> list[float]:
    """Of square w^2 + linear w + constant = 0, where the left side changes its sign."""
    if not square:
        return [float(-constant / linear)] if linear else []
    under = linear * linear - 4 * square * constant
    if under <= 0:
        return []
    # Added up with the sign of the linear term, so that no digits are lost.
    far = -(float(linear) + (sqrt(under) if linear >= 0 else -sqrt(under))) / 2
    return [far / float(square), float(constant) / far]


def tipping_ratings(ahead: Assessment, behind: Assessment) -> tuple[TippingRating, ...]:
    """Single ratings that would close the lead, the smallest change first; none when `ahead` is not ahead.

    A rating that a panel's agreement or a red flag's cap has replaced cannot.
    """
    lead = _lead(ahead, behind)
    if lead is None or lead <= 0:
        return ()
    found = [
        *_ratings(ahead, lead, -1, _name(ahead), _name(behind)),
        *_ratings(behind, lead, 1, _name(ahead), _name(behind)),
    ]
    return tuple(sorted(found, key=lambda item: (abs(item.at - item.now), item.candidate, item.competency, item.rater)))


def _ratings(assessment: Assessment, lead: Fraction, sign: int, ahead: str, behind: str) -> list[TippingRating]:
    weights, scores, scale = _weights(assessment), _scores(assessment), assessment.profile.rubric.scale
    rated = sum((weights[item] for item in scores), Fraction(0))
    found = []
    for item in assessment.competencies:
        weight = weights.get(item.competency, Fraction(0))
        if not item.judgements or not weight or item.agreed is not None or item.capped_by:
            continue
        needed = lead * rated * len(item.judgements) / weight
        for judgement in item.judgements:
            at = _point(scale, judgement.value, sign * ceil(needed))
            if at is not None:
                name = _name(assessment)
                found.append(TippingRating(ahead, behind, name, item.competency, judgement.rater, judgement.value, at))
    return found


def _point(scale: Scale, value: int, change: int) -> int | None:
    """The nearest point of the scale that lies at least so far off."""
    beyond = [point for point in scale.values if (point - value >= change if change > 0 else point - value <= change)]
    return min(beyond, key=lambda point: abs(point - value), default=None)


def _lead(ahead: Assessment, behind: Assessment) -> Fraction | None:
    first, second = ahead.sought.score, behind.sought.score
    return None if first is None or second is None else first - second


def _weights(assessment: Assessment) -> dict[str, Fraction]:
    """Of the competencies that weigh at the level sought."""
    weights = weights_of(assessment, assessment.profile.level_sought)
    return {item: weight for item, weight in weights.items() if weight > 0}


def _scores(assessment: Assessment) -> dict[str, Fraction]:
    weights = _weights(assessment)
    rated = ((item.competency, item.score) for item in assessment.competencies)
    return {competency: score for competency, score in rated if score is not None and competency in weights}


def _name(assessment: Assessment) -> str:
    return assessment.dossier.candidate
