"""How close a candidate's market is to the position's: clientele first, then kind of deal, then product.

Every part lies between 0 (nothing alike) and 1 (the same). What is not known on either side is left out, never counted
as different; without anything known of the clientele there is no score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.adjacency_weights import PARTS, AdjacencyWeights, read_weights
from hiring.domain.profile import Profile

CLIENTELE, PRODUCT = "profile.client_type", "profile.industry.product"
MARKETS = "sourcing.adjacent_markets"
MARKET = "market"
"""The fact that says which market a candidate comes from."""
NEXT_TO = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Adjacency:
    """`score` None: nothing is known of the clientele on one side, or the rubric weighs nothing."""

    score: Fraction | None
    clientele: Fraction | None
    deal: Fraction | None
    product: Fraction | None
    weights: AdjacencyWeights | None
    missing: tuple[str, ...]
    """Fields of the profile (`profile.client_type.size`) and facts of the candidate (`market.size`) that are open."""


def adjacency(profile: Profile, facts: Mapping[str, object] | None) -> Adjacency:
    """The closeness of the candidate's market, from the fact `market`, to what the profile says of its own."""
    values = profile.values
    told = (facts or {}).get(MARKET)
    market: Mapping[str, object] = told if isinstance(told, Mapping) else {}
    pairs = {part: (values.get(f"answer:{_subject(part)}"), market.get(part)) for part in _ASKED}
    likeness = {part: _alike(part, *pairs[part], profile, values) for part in _ASKED}
    clientele = _mean([likeness[part] for part in ("industry", "size", "decides")])
    deal = _mean([likeness[part] for part in ("cycle", "deal")])
    product, weights = likeness["product"], read_weights(values)
    score = _score(weights, {"clientele": clientele, "deal": deal, "product": product})
    return Adjacency(score, clientele, deal, product, weights, _missing(pairs))


_ASKED = ("industry", "size", "decides", "cycle", "deal", "product")


def _subject(part: str) -> str:
    return PRODUCT if part == "product" else f"{CLIENTELE}.{part}"


def _missing(pairs: Mapping[str, tuple[object, object]]) -> tuple[str, ...]:
    open_fields = [_subject(part) for part, (sought, _) in pairs.items() if sought is None]
    return (*open_fields, *(f"{MARKET}.{part}" for part, (_, own) in pairs.items() if own is None))


def _alike(part: str, sought: object, own: object, profile: Profile, values: Mapping[str, object]) -> Fraction | None:
    if sought is None or own is None:
        return None
    if sought == own:
        return Fraction(1)
    match part:
        case "industry" | "product":
            return NEXT_TO if _adjacent(own, values) else Fraction(0)
        case "size":
            steps = _steps(part, sought, own, profile)
            return None if steps is None else NEXT_TO if steps == 1 else Fraction(0)
        case "cycle" | "deal":
            return _nearness(part, sought, own, profile)
    return Fraction(0)


def _adjacent(sector: object, values: Mapping[str, object]) -> bool:
    """Whether the employer named this sector as one to search in as well."""
    allowed, markets = values.get(f"answer:{MARKETS}.allowed"), values.get(f"answer:{MARKETS}.markets")
    return allowed is not False and isinstance(markets, list | tuple) and sector in markets


def _nearness(part: str, sought: object, own: object, profile: Profile) -> Fraction | None:
    steps, most = _steps(part, sought, own, profile), len(_order(part, profile)) - 1
    return None if steps is None else 1 - Fraction(steps, most)


def _steps(part: str, sought: object, own: object, profile: Profile) -> int | None:
    """How many steps apart two answers lie in the order of the choices; None for one that is no choice."""
    order = _order(part, profile)
    return abs(order.index(sought) - order.index(own)) if sought in order and own in order else None


def _order(part: str, profile: Profile) -> Sequence[object]:
    field = next((item for item in profile.rubric.fields if item.id == CLIENTELE), None)
    asked = next((item for item in field.parts if item.id == part), None) if field is not None else None
    return [] if asked is None else [choice.value for choice in asked.choices]


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _score(weights: AdjacencyWeights | None, parts: Mapping[str, Fraction | None]) -> Fraction | None:
    """The weighted mean of what is known."""
    if weights is None or parts["clientele"] is None:
        return None
    shares = {part: getattr(weights, part) for part in PARTS if parts[part] is not None}
    total = sum(shares.values(), Fraction(0))
    return sum((shares[part] * (parts[part] or Fraction(0)) for part in shares), Fraction(0)) / total
