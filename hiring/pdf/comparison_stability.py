"""How far the order of a comparison can be trusted, as its document and its page say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from hiring.domain.assessment import Assessment
from hiring.domain.comparison import Comparison, TieBreak
from hiring.domain.kept_ranks import Ranks, ranks_of
from hiring.domain.robustness import DRAWS, contender, dominates
from hiring.domain.telling_apart import TOLD_APART, ToldApart
from hiring.domain.tipping import TippingRating, TippingWeight, pairs_to_turn, tipping_ratings, tipping_weights
from hiring.domain.uncertainty import RatingError
from hiring.domain.weight_trial import Move
from hiring.language import N_, NO_VALUE, Language
from hiring.pdf.comparison_data import GroupLine, PairRow, RankRow, RankTable, Stability, TipLine
from hiring.wording.stability import (
    HUNDRED,
    Tip,
    say_above,
    say_across,
    say_chance,
    say_dominance,
    say_equal_weights,
    say_group,
    say_same_score,
    say_steady,
    say_tipping_rating,
    say_tipping_weight,
    say_wins_by,
)
from hiring.wording.ties import say_tie

PLACES = (N_("first"), N_("second"), N_("third"), N_("fourth"), N_("fifth"), N_("sixth"))
"""A table of more candidates ends with "lower"."""
MOST_TIPS = 6
"""Lines of weights and of ratings; of those with the first place first."""
MOST_DOMINANT = 3
"""Sentences, those about the highest first; the places under all weights show the rest."""
MOST_TIES = 4
"""Sentences, those about the best places first."""
TIPS_OF_TWO = 3
"""Weights told where there is a single pair."""
HARDLY_ANY = 1e-6
TEN_THOUSANDTHS = 10_000
NOT_CONNECTED = N_(
    "There are no fair averages: no chain of common interviewers links all candidates, so that strictness cannot be told "
    "from weakness."
)
DRAWN = N_(
    "Of 100: how often each comes in which place when weights are drawn at random, %(draws)s times, every mixture as likely "
    "as any other, and scores from their bands. “Own weights”: of 100, how often first with the average of all the weights "
    "that put the candidate first."
)


def say_stability(
    comparison: Comparison,
    apart: ToldApart,
    error: RatingError,
    language: Language,
    *,
    connected: bool,
    counted: bool,
    named: bool = False,
) -> Stability:
    """`connected`: there are fair averages. `counted`: with places under all weights, which takes draws. `named`: with the
    names of raters, which no document has.
    """
    ranked = ranked_in(comparison, apart)
    weights, ratings, steady = _tips(ranked, language, named=named)
    return Stability(
        groups=_groups(apart, language),
        pairs=_pairs(apart),
        equal=_equal(comparison, apart, language),
        weights=weights,
        ratings=ratings,
        steady=steady,
        dominance=_dominance(ranked, language),
        across=say_across(apart.groups, apart.pairs, language),
        ties=say_ties(comparison, language),
        fair_why="" if connected else language.gettext(NOT_CONNECTED),
        ranks=rank_table(ranked, error, language) if counted else None,
    )


def say_ties(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """Where the order rests on something else than the score, best places first."""
    told = [tie for tie in comparison.ties if tie.by not in (TieBreak.SCORE, TieBreak.NAME)]
    said = [say_tie(tie, language) for tie in told[:MOST_TIES]]
    if any(tie.by is TieBreak.NAME for tie in comparison.ties):
        said.append(language.gettext("Where nothing tells neighbours apart, they stand in the order of their names."))
    return tuple(said)


def ranked_in(comparison: Comparison, apart: ToldApart) -> tuple[Assessment, ...]:
    """Those with enough evidence, in the order."""
    listed = (item.assessment for item in comparison.placements)
    return tuple(item for item in listed if item.dossier.candidate in apart.estimates)


def exact(value: float) -> Fraction:
    """A figure as it is frozen: four decimals, so that it is the same on every machine."""
    return Fraction(round(value * TEN_THOUSANDTHS), TEN_THOUSANDTHS)


def _groups(apart: ToldApart, language: Language) -> tuple[GroupLine, ...]:
    lines, first = [], 1
    for group in apart.groups:
        last = first + len(group) - 1
        places = str(first) if first == last else f"{first}–{last}"
        lines.append(GroupLine(places, len(group), say_group(group, apart.pairs, language)))
        first = last + 1
    return tuple(lines)


def _pairs(apart: ToldApart) -> tuple[PairRow, ...]:
    """`tell_apart` lists them by the one that stands higher."""
    rows = ((name, list(pairs)) for name, pairs in groupby(apart.pairs, key=lambda pair: pair.a))
    return tuple(
        PairRow(name, tuple(say_above(item.probability) for item in row), tuple(item.distinguishable for item in row))
        for name, row in rows
    )


def _equal(comparison: Comparison, apart: ToldApart, language: Language) -> str:
    equal = [name for name in comparison.equal_weights_order if name in apart.estimates]
    moves = [Move(name, at, equal.index(name) + 1) for at, name in enumerate(apart.estimates, 1)]
    return say_equal_weights(moves, apart.groups, language)


def _tips(
    ranked: Sequence[Assessment], language: Language, *, named: bool
) -> tuple[tuple[TipLine, ...], tuple[TipLine, ...], tuple[str, ...]]:
    """Weights, ratings, and what is said of pairs that nothing single turns round."""
    weights, ratings, same, steady = [], [], [], []
    of_each = TIPS_OF_TWO if len(ranked) == 2 else 1
    first = ranked[0].dossier.candidate if ranked else ""
    for ahead, behind in sorted(pairs_to_turn(ranked), key=lambda pair: not _has(pair, first)):
        rubric, names = ahead.profile.rubric, (ahead.dossier.candidate, behind.dossier.candidate)
        by_weight, by_rating = _turning(tipping_weights(ahead, behind)), tipping_ratings(ahead, behind)
        weights += [say_tipping_weight(tip, rubric, language) for tip in by_weight[:of_each]]
        if by_rating:
            others = _as_small(by_rating) - 1
            ratings.append(say_tipping_rating(by_rating[0], others, rubric, language, named=named))
        if ahead.sought.score == behind.sought.score:
            same.append(say_same_score(*names, language))
        elif not by_weight and not by_rating and names[0] == first:
            steady.append(names[1])
    told = (*same, say_steady(first, steady, language)) if steady else tuple(same)
    return _lines(weights), _lines(ratings), told


def _turning(tips: Sequence[TippingWeight]) -> list[TippingWeight]:
    """At no weight or the whole of it two may be level, yet nothing beyond puts the other one ahead."""
    return [tip for tip in tips if HARDLY_ANY < tip.at < 1 - HARDLY_ANY]


def _has(pair: tuple[Assessment, Assessment], name: str) -> bool:
    return any(item.dossier.candidate == name for item in pair)


def _as_small(tips: Sequence[TippingRating]) -> int:
    """How many ratings would do it by the smallest change that does."""
    smallest = abs(tips[0].at - tips[0].now)
    return sum(abs(tip.at - tip.now) == smallest for tip in tips)


def _lines(tips: Sequence[Tip]) -> tuple[TipLine, ...]:
    return tuple(TipLine(tip.change, tip.outcome) for tip in tips[:MOST_TIPS])


def _dominance(ranked: Sequence[Assessment], language: Language) -> tuple[str, ...]:
    contenders = [contender(item) for item in ranked]
    found = ((one.name, [other.name for other in contenders if dominates(one, other)]) for one in contenders)
    return tuple(say_dominance(better, worse, language) for better, worse in found if worse)[:MOST_DOMINANT]


def rank_table(ranked: Sequence[Assessment], error: RatingError, language: Language) -> RankTable | None:
    """Places under all weights; None with fewer than two to place."""
    if len(ranked) < 2:
        return None
    count = len(ranked)
    names = PLACES[:count] if count <= len(PLACES) else PLACES[:-1]
    columns = [language.gettext(name) for name in names]
    if count > len(names):
        columns.append(language.gettext("lower"))
    rubric = ranked[0].profile.rubric
    found: Mapping[str, Ranks] = {item.name: item for item in ranks_of(ranked, error)}
    rows = []
    for item in found.values():
        shares = _columns(item.shares, len(names))
        best = NO_VALUE if item.confidence is None else say_chance(item.confidence)
        said = say_wins_by(item.shares[0], item.central_weights, rubric, language)
        rows.append(RankRow(item.name, tuple(map(_share, shares)), shares.index(max(shares)), best, said))
    return RankTable(tuple(columns), tuple(rows), language.gettext(DRAWN, draws=language.number(DRAWS, 0)))


def _columns(shares: tuple[float, ...], count: int) -> list[float]:
    rest = sum(shares[count:])
    return [*shares[:count], *([rest] if len(shares) > count else [])]


def _share(share: float) -> str:
    return say_chance(share) if share else NO_VALUE


def told_apart_from() -> int:
    """From how many cases of 100 on two are said to be told apart."""
    return round(TOLD_APART * HUNDRED)
