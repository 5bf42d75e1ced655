"""How much clientele, kind of deal and product count in the closeness of markets; clientele always more than product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.amounts import read_amount
from hiring.errors import Problem

WEIGHTS = "sourcing.clientele_similarity"
PARTS = ("clientele", "deal", "product")


@dataclass(frozen=True, slots=True)
class AdjacencyWeights:
    """Shares of one that add up to one."""

    clientele: Fraction
    deal: Fraction
    product: Fraction


def read_weights(values: Mapping[str, object]) -> AdjacencyWeights | None:
    """From subjects of answers, normalised; None when the rubric or the employer names none that can be used."""
    named = {part: read_amount(values.get(f"answer:{WEIGHTS}.{part}")) for part in PARTS}
    known = {part: amount for part, amount in named.items() if amount is not None}
    total = sum(known.values(), Fraction(0))
    if len(known) < len(PARTS) or total <= 0 or min(known.values()) < 0:
        return None
    return AdjacencyWeights(**{part: amount / total for part, amount in known.items()})


def check_adjacency_weights(values: Mapping[str, object]) -> list[Problem]:
    """Refuses weights below zero, all zero, or with the product at least as heavy as the clientele."""
    named = {part: read_amount(values.get(f"answer:{WEIGHTS}.{part}")) for part in PARTS}
    known = {part: amount for part, amount in named.items() if amount is not None}
    where = f"answers.{WEIGHTS}"
    if not known:
        return []
    if min(known.values()) < 0 or not any(known.values()):
        return [Problem("adjacency_weights_unfit", where)]
    clientele, product = known.get("clientele", Fraction(0)), known.get("product", Fraction(0))
    if clientele <= product:
        return [Problem("clientele_not_above_product", where, {"clientele": clientele, "product": product})]
    return []
