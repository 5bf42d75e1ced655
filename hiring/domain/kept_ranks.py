"""Places under all weights, kept in memory: a page asks for the same draws again and again, and each takes a while.

What is kept names nobody: candidates and interviewers are numbers in it, so that nothing has to be forgotten with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from hiring.domain.assessment import Assessment
from hiring.domain.robustness import Contender, confidence_factors, contender, rank_acceptability
from hiring.domain.uncertainty import Basis, RatingError

KEPT = 64
"""Comparisons whose draws are kept; some kilobytes each."""

_Kits = tuple[tuple[tuple[str, ...], int], ...]
"""Competencies that a rater rated, and how many raters rated just these."""
_Nameless = tuple[tuple[tuple[str, Fraction], ...], _Kits]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Of one candidate, shares 0 to 1: of coming first, second ...; see `hiring.domain.robustness`."""

    name: str
    shares: tuple[float, ...]
    central_weights: Mapping[str, float] | None
    """None: never first."""
    confidence: float | None


def ranks_of(assessments: Iterable[Assessment], error: RatingError) -> tuple[Ranks, ...]:
    """In the order given; every one must have a score. The same assessments give the same figures, drawn or kept."""
    contenders = [contender(item) for item in assessments]
    by_name = sorted(contenders, key=lambda item: item.name)
    drawn = _draw(tuple(map(_nameless, by_name)), error.shared, error.residual)
    found = {item.name: Ranks(item.name, *figures) for item, figures in zip(by_name, drawn, strict=True)}
    return tuple(found[item.name] for item in contenders)


def _nameless(item: Contender) -> _Nameless:
    kits: dict[str, list[str]] = {}
    for competency in sorted(item.raters):
        for rater in item.raters[competency]:
            kits.setdefault(rater, []).append(competency)
    return tuple(sorted(item.scores.items())), tuple(sorted(Counter(map(tuple, kits.values())).items()))


@lru_cache(maxsize=KEPT)
def _draw(
    nameless: tuple[_Nameless, ...], shared: float, residual: float
) -> tuple[tuple[tuple[float, ...], Mapping[str, float] | None, float | None], ...]:
    """Numbers stand for names, of equal length, so that they sort as the names did."""
    contenders = [_named(f"{number:04}", *item) for number, item in enumerate(nameless)]
    error = RatingError(shared, residual, Basis.ASSUMED)  # what it rests on changes no draw
    ranks = rank_acceptability(contenders, error)
    confidence = confidence_factors(contenders, error, ranks.central_weights)
    names: Sequence[str] = [item.name for item in contenders]
    return tuple((ranks.ranks[name], ranks.central_weights[name], confidence[name]) for name in names)


def _named(name: str, scores: tuple[tuple[str, Fraction], ...], kits: _Kits) -> Contender:
    raters: dict[str, set[str]] = {}
    numbered = (kit for kit, count in kits for _ in range(count))
    for number, kit in enumerate(numbered):
        for competency in kit:
            raters.setdefault(competency, set()).add(f"{number:04}")
    return Contender(name, dict(scores), {competency: frozenset(who) for competency, who in raters.items()})
