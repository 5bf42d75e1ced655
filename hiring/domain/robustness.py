"""How far the order of candidates depends on the weights and on the error of the ratings.

Rank acceptability is SMAA-2 (Lahdelma & Salminen 2001): weights are drawn uniformly from all there are, or from stated
ranges, scores from their bands, and it is counted who comes where. The seed is fixed and candidates are put in order by
name first, so that the same data print the same figures whatever order they come in. numpy is loaded by the functions that
draw and by nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from hiring.domain.assessment import Assessment
from hiring.domain.uncertainty import Raters, RatingError, raters_of, weights_of
from hiring.domain.weight_draws import Ranges, check_ranges, draw_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

DRAWS = 10_000
SEED = 2001
BATCH = 200
"""Draws at a time: so few stay in the cache, and no linear algebra library starts threads for them."""
LEAST_ERROR = 1e-9
"""Scale points; lets chance, not the alphabet, order those whose scores are equal and have no error."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One candidate's competency scores and who gave them; what nobody rated is in neither.

    `weightless`: scores of competencies that have no weight by the profile. No draw gives them any, but no candidate is at
    least as good on everything without them.
    """

    name: str
    scores: Mapping[str, Fraction]
    raters: Raters
    weightless: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RankAcceptability:
    """Shares by candidate; every row of ranks and every column sums to 1."""

    ranks: Mapping[str, tuple[float, ...]]
    """Share of draws in which the candidate comes first, second ..."""
    central_weights: Mapping[str, Mapping[str, float] | None]
    """Mean of the weights with which the candidate comes first, sum 1; None: never first."""


def contender(assessment: Assessment) -> Contender:
    """What the assessment brings to a comparison: the rated competencies, those that weigh at the level sought apart."""
    weights = weights_of(assessment, assessment.profile.level_sought)
    rated = {item.competency: item.score for item in assessment.competencies if item.score is not None}
    scores = {item: score for item, score in rated.items() if weights[item] > 0}
    raters = {item: who for item, who in raters_of(assessment).items() if item in scores}
    weightless = {item: score for item, score in rated.items() if item not in scores}
    return Contender(assessment.dossier.candidate, scores, raters, weightless)


def dominates(first: Contender, second: Contender) -> bool:
    """No competency is worse and one is better, whatever they weigh by the profile: no weights at all turn that round.

    Only between candidates who were rated on the same competencies.
    """
    ones, others = ({**item.scores, **item.weightless} for item in (first, second))
    if ones.keys() != others.keys():
        return False
    pairs = [(score, others[item]) for item, score in ones.items()]
    return all(one >= other for one, other in pairs) and any(one > other for one, other in pairs)


def rank_acceptability(
    contenders: Sequence[Contender], error: RatingError, *, ranges: Ranges | None = None, draws: int = DRAWS
) -> RankAcceptability:
    """How often each candidate takes each rank, and with which weights the first place.

    Each draw takes one set of weights for everybody and one error for each candidate, with the standard error that the
    score has under those weights. A competency that somebody was not rated on leaves that candidate's score. Every
    contender must have a score; nobody gives nothing. Raises Invalid when no weights lie within the ranges.
    """
    if not contenders:
        return RankAcceptability({}, {})
    import numpy as np

    listed, competencies = _arranged(contenders)
    check_ranges(competencies, ranges)
    model, rng = _Model(listed, competencies, error), np.random.default_rng(SEED)
    size = len(listed)
    counts, won = np.zeros(size * size, dtype=np.int64), np.zeros((size, len(competencies)))
    places = np.arange(size)
    drawn = draw_weights(rng, competencies, ranges, draws)
    for start in range(0, draws, BATCH):
        weights = drawn[start : start + BATCH]
        scores = model.scores(weights)
        scores += model.errors(weights) * rng.standard_normal(scores.shape)
        order = np.argsort(-scores, axis=1)
        counts += np.bincount((order * size + places).ravel(), minlength=size * size)
        for column, weight in enumerate(weights.T):
            won[:, column] += np.bincount(order[:, 0], weights=weight, minlength=size)
    shares = counts.reshape(size, size) / draws
    wins = counts.reshape(size, size)[:, 0]
    return RankAcceptability(
        ranks={item.name: tuple(row) for item, row in zip(listed, shares.tolist(), strict=True)},
        central_weights={
            item.name: dict(zip(competencies, (total / count).tolist(), strict=True)) if count else None
            for item, total, count in zip(listed, won, wins, strict=True)
        },
    )


def confidence_factors(
    contenders: Sequence[Contender],
    error: RatingError,
    central_weights: Mapping[str, Mapping[str, float] | None],
    *,
    draws: int = DRAWS,
) -> dict[str, float | None]:
    """Share of draws of all scores in which the candidate comes first at the own central weights; None without any."""
    if not contenders:
        return {}
    import numpy as np

    listed, competencies = _arranged(contenders)
    model = _Model(listed, competencies, error)
    chance = np.random.default_rng(SEED + 1).standard_normal((draws, len(listed)))
    factors: dict[str, float | None] = {}
    for at, item in enumerate(listed):
        central = central_weights[item.name]
        if central is None:
            factors[item.name] = None
            continue
        weights = np.array([[central[competency] for competency in competencies]])
        first = np.argmax(model.scores(weights) + model.errors(weights) * chance, axis=1)
        factors[item.name] = float(np.mean(first == at))
    return factors


def _arranged(contenders: Sequence[Contender]) -> tuple[tuple[Contender, ...], tuple[str, ...]]:
    listed = tuple(sorted(contenders, key=lambda item: item.name))
    return listed, tuple(sorted({competency for item in listed for competency in item.scores}))


class _Model:
    """Scores and standard errors of all candidates under many sets of weights at once: draws x candidates."""

    def __init__(self, contenders: tuple[Contender, ...], competencies: tuple[str, ...], error: RatingError) -> None:
        import numpy as np

        counts = _matrix([{key: len(who) for key, who in item.raters.items()} for item in contenders], competencies)
        self._rated = (counts > 0).astype(np.float64).T
        self._all_rated = bool(self._rated.all())
        self._values = _matrix([item.scores for item in contenders], competencies).T
        with np.errstate(divide="ignore"):
            self._residual = np.where(counts > 0, error.residual / counts, 0.0).T
        self._shared = [layer.T * sqrt(error.shared) for layer in _rater_layers(contenders, competencies)]

    def scores(self, weights: Matrix) -> Matrix:
        scores: Matrix = weights @ self._values
        if not self._all_rated:
            scores /= weights @ self._rated
        return scores

    def errors(self, weights: Matrix) -> Matrix:
        """The square root of `composite_sem`'s variance, at least LEAST_ERROR."""
        import numpy as np

        variance: Matrix = (weights * weights) @ self._residual
        for layer in self._shared:
            part = weights @ layer
            variance += np.multiply(part, part, out=part)
        errors = np.sqrt(variance, out=variance)
        if not self._all_rated:
            errors /= weights @ self._rated
        return np.maximum(errors, LEAST_ERROR, out=errors)


def _rater_layers(contenders: tuple[Contender, ...], competencies: tuple[str, ...]) -> Iterator[Matrix]:
    """For the first, second ... group of raters of each candidate: what a unit of their common error adds to a competency.

    Raters who rated the same competencies form one group: n equal and independent errors count as one of sqrt(n) size.
    """
    import numpy as np

    grouped = [_groups(item) for item in contenders]
    for layer in range(max((len(groups) for groups in grouped), default=0)):
        matrix = np.zeros((len(contenders), len(competencies)))
        for row, (item, groups) in enumerate(zip(contenders, grouped, strict=True)):
            for competency in groups[layer][0] if layer < len(groups) else ():
                share = sqrt(groups[layer][1]) / len(item.raters[competency])
                matrix[row, competencies.index(competency)] = share
        yield matrix


def _groups(item: Contender) -> list[tuple[tuple[str, ...], int]]:
    rated: dict[str, list[str]] = {}
    for competency in sorted(item.raters):
        for rater in item.raters[competency]:
            rated.setdefault(rater, []).append(competency)
    alike: dict[tuple[str, ...], int] = {}
    for kit in rated.values():
        alike[tuple(kit)] = alike.get(tuple(kit), 0) + 1
    return sorted(alike.items())


def _matrix(rows: Sequence[Mapping[str, Fraction | int]], columns: tuple[str, ...]) -> Matrix:
    import numpy as np

    return np.array([[float(row.get(column, 0)) for column in columns] for row in rows])
