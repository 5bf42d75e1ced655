"""How far the order of candidates can be trusted, in sentences.

Names stand in them as they are written: no sentence asks for another case of a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.rubric import Rubric
from hiring.domain.telling_apart import TOLD_APART, Pair
from hiring.domain.tipping import TippingRating, TippingWeight
from hiring.domain.weight_trial import Move
from hiring.language import N_, Language, round_half_up
from hiring.wording.names import name_of, say_against, say_share_against

MOST_NAMED = 6
"""Names listed in one sentence before the rest is counted."""
HUNDRED, HALF = 100, "50"
FAVOURED = 1.15
"""How many times its equal share a competency must weigh on average to be named as what somebody wins by."""
MOST_FAVOURED = 2
HARDLY, MOSTLY = Fraction(1, 200), Fraction(9, 10)

TWO = N_("%(first)s and %(second)s cannot be told apart: in %(chance)s cases of 100 %(higher)s is the one above.")
TWO_EVEN = N_("%(first)s and %(second)s cannot be told apart: each is as likely to be above.")
MANY = N_("%(first)s cannot be told from any of these: %(others)s.")
YET = N_("Told apart all the same: %(pairs)s.")
ACROSS = N_("Not told apart either, though in different groups: %(pairs)s.")
PAIR = N_("%(higher)s above %(lower)s (%(chance)s of 100)")
EVEN = N_("%(higher)s and %(lower)s (even)")
FIRST_ALONE = N_("%(name)s is first, and told from everybody below.")
FIRST_BUT = N_("%(name)s is first, yet cannot be told from everybody below.")
FIRST_OPEN = N_("The first place is open: %(names)s cannot be told apart.")
FIRST_OF_MANY = N_("The first place is open between %(names)s.")
GAP = N_(
    "%(first)s has %(one)s and %(second)s %(two)s; the band of a score reaches %(error)s to either side. Must-haves, "
    "figures and conditions decide."
)
GAP_SMALL = N_(
    "%(first)s and %(second)s both have %(score)s and differ by less than a tenth of a point; the band of a score reaches "
    "%(error)s to either side. Must-haves, figures and conditions decide."
)
EQUAL_SAME = N_("With equal weights the order is the same.")
EQUAL_MOVES = N_("With equal weights the order changes: %(moves)s.")
EQUAL_INSIDE = N_("They move only among those who cannot be told apart.")
RATING = N_("%(candidate)s, “%(competency)s”: one rating is %(at)s instead of %(now)s")
RATING_NAMED = N_("%(candidate)s, “%(competency)s”: %(rater)s gives %(at)s instead of %(now)s")
MOVE = N_("%(name)s %(before)s → %(after)s")


@dataclass(frozen=True, slots=True)
class Tip:
    """What would have to be otherwise, and what then."""

    change: str
    outcome: str


def say_chance(probability: float) -> str:
    """Of 100, as a whole number: "61"; ">99" and "<1" where rounding would make a certainty of it."""
    if probability >= 1 or probability <= 0:
        return str(HUNDRED if probability >= 1 else 0)
    count = int(round_half_up(Fraction(probability) * HUNDRED, 0))
    return ">99" if count >= HUNDRED else "<1" if count < 1 else str(count)


def say_above(probability: float) -> str:
    """The chance of one to be above another, of 100: "<95" where only rounding would make of it what tells two apart."""
    said = say_chance(probability)
    return f"<{said}" if probability < TOLD_APART and said == say_chance(TOLD_APART) else said


def join_names(names: Sequence[str], language: Language) -> str:
    """ "Anna, Boris and Clara"; of many the first ones and how many more."""
    named = [*names[:MOST_NAMED], *_more(len(names) - MOST_NAMED, language)]
    if len(named) == 1:
        return named[0]
    return language.gettext("%(first)s and %(last)s", first=", ".join(named[:-1]), last=named[-1])


def list_some(said: Sequence[str], language: Language) -> str:
    """The first few, and how many more."""
    return "; ".join([*said[:MOST_NAMED], *_more(len(said) - MOST_NAMED, language)])


def _more(count: int, language: Language) -> list[str]:
    return [language.ngettext("%(num)s more", "%(num)s more", count)] if count > 0 else []


def say_first(groups: Sequence[Sequence[str]], pairs: Sequence[Pair], language: Language) -> str:
    """Whether there is a first place, as a headline. At least one group."""
    first = groups[0]
    if len(first) > 1:
        text = FIRST_OPEN if len(first) == 2 else FIRST_OF_MANY
        return language.gettext(text, names=join_names(first, language))
    alone = all(pair.distinguishable for pair in pairs if pair.a == first[0])
    return language.gettext(FIRST_ALONE if alone else FIRST_BUT, name=first[0])


def say_gap(scores: Mapping[str, Fraction], reach: Fraction, language: Language) -> str:
    """The scores of two, no finer than to a tenth, and how far the wider band reaches, scale points."""
    (first, one), (second, two) = scores.items()
    if one == two:
        return say_same_score(first, second, language)
    said = {"first": first, "second": second, "error": say_against(reach, 0, language)}
    if round_half_up(one, 1) == round_half_up(two, 1):
        return language.gettext(GAP_SMALL, score=language.number(one), **said)
    return language.gettext(GAP, one=language.number(one), two=language.number(two), **said)


def say_group(group: Sequence[str], pairs: Sequence[Pair], language: Language) -> str:
    """Who cannot be told from whom in one group; empty for a group of one."""
    if len(group) < 2:
        return ""
    inside = [pair for pair in pairs if {pair.a, pair.b} <= set(group)]
    if len(group) == 2:
        return _say_two(inside[0], language)
    said = language.gettext(MANY, first=group[0], others=join_names(group[1:], language))
    told = [_say_pair(pair, language) for pair in inside if pair.distinguishable]
    return f"{said} {language.gettext(YET, pairs=list_some(told, language))}" if told else said


def say_across(groups: Sequence[Sequence[str]], pairs: Sequence[Pair], language: Language) -> str:
    """Pairs of different groups that cannot be told apart; empty without any."""
    number = {name: at for at, group in enumerate(groups) for name in group}
    alike = [pair for pair in pairs if not pair.distinguishable and number[pair.a] != number[pair.b]]
    if not alike:
        return ""
    return language.gettext(ACROSS, pairs=list_some([_say_pair(pair, language) for pair in alike], language))


def _say_two(pair: Pair, language: Language) -> str:
    higher, chance = _higher(pair)
    if chance == HALF:
        return language.gettext(TWO_EVEN, first=pair.a, second=pair.b)
    return language.gettext(TWO, first=pair.a, second=pair.b, higher=higher, chance=chance)


def _say_pair(pair: Pair, language: Language) -> str:
    higher, chance = _higher(pair)
    lower = pair.b if higher == pair.a else pair.a
    text = EVEN if chance == HALF else PAIR
    return language.gettext(text, higher=higher, lower=lower, chance=chance)


def _higher(pair: Pair) -> tuple[str, str]:
    """Who is likelier the one above, and in how many cases of 100."""
    ahead = pair.probability >= 0.5
    return (pair.a, say_above(pair.probability)) if ahead else (pair.b, say_above(1 - pair.probability))


def say_equal_weights(moves: Sequence[Move], groups: Sequence[Sequence[str]], language: Language) -> str:
    """Who stands elsewhere with equal weights, and whether that is more than the groups leave open anyway."""
    moved = [move for move in moves if move.before != move.after]
    if not moved:
        return language.gettext(EQUAL_SAME)
    told = [language.gettext(MOVE, name=item.name, before=item.before, after=item.after) for item in moved]
    said = language.gettext(EQUAL_MOVES, moves=list_some(told, language))
    number = {name: at for at, group in enumerate(groups) for name in group}
    order = sorted(moves, key=lambda move: move.after or 0)
    inside = [number[move.name] for move in order] == [number[move.name] for move in moves]
    return f"{said} {language.gettext(EQUAL_INSIDE)}" if inside else said


def say_tipping_weight(tip: TippingWeight, rubric: Rubric, language: Language) -> Tip:
    """The share that makes both level, with as many decimals as tell it from the present one."""
    at, name = Fraction(tip.at), name_of(tip.competency, rubric, language)
    said = language.gettext(
        "“%(competency)s” weighs %(at)s instead of %(now)s",
        competency=name,
        at=say_share_against(at, tip.now, language),
        now=say_share_against(tip.now, at, language),
    )
    return Tip(said, _level(tip.ahead, tip.behind, language))


def say_tipping_rating(tip: TippingRating, others: int, rubric: Rubric, language: Language, *, named: bool) -> Tip:
    """One rating given otherwise; whose it is, is told where `named` only. `others`: how many more would do as much."""
    text = RATING_NAMED if named else RATING
    change = language.gettext(
        text,
        candidate=tip.candidate,
        competency=name_of(tip.competency, rubric, language),
        now=tip.now,
        at=tip.at,
        **({"rater": tip.rater} if named else {}),
    )
    if others:
        more = language.ngettext("or any one of %(num)s more rating", "or any one of %(num)s more ratings", others)
        change = f"{change} ({more})"
    outcome = language.gettext("%(behind)s is level with %(ahead)s or above", behind=tip.behind, ahead=tip.ahead)
    return Tip(change, outcome)


def _level(ahead: str, behind: str, language: Language) -> str:
    return language.gettext("%(behind)s is level with %(ahead)s", behind=behind, ahead=ahead)


def say_steady(first: str, others: Sequence[str], language: Language) -> str:
    """Whom no single weight and no single rating puts before the first; level with it no weight at all may make them."""
    return language.gettext(
        "No single weight and no single rating puts any of these before %(first)s: %(others)s.",
        first=first,
        others=join_names(others, language),
    )


def say_same_score(one: str, other: str, language: Language) -> str:
    return language.gettext("%(one)s and %(other)s have the same score.", one=one, other=other)


def say_wins_by(share: float, central: Mapping[str, float] | None, rubric: Rubric, language: Language) -> str:
    """By which weights somebody comes first, from the share of draws that do it and the central weights.

    Empty for whom hardly any weights put first.
    """
    if central is None or share < HARDLY:
        return ""
    if share > MOSTLY:
        return language.gettext("First with almost any weights.")
    even = 1 / len(central)
    liked = sorted((item for item in central if central[item] >= FAVOURED * even), key=lambda item: (-central[item], item))
    if not liked:
        return language.gettext("First with many different weights: none stands out.")
    names = [language.gettext("“%(name)s”", name=name_of(item, rubric, language)) for item in liked[:MOST_FAVOURED]]
    return language.gettext("First mostly where these weigh much: %(names)s.", names=", ".join(names))


def say_dominance(better: str, worse: Sequence[str], language: Language) -> str:
    """Who is nowhere below and somewhere above whom."""
    return language.gettext(
        "By the ratings %(better)s is nowhere below and somewhere above %(worse)s: no weights turn that round.",
        better=better,
        worse=join_names(worse, language),
    )
