"""The pay check: how level 3 pays beside level 2, whether fixed and variable make a whole, and what a commission does.

Amounts are in the currency and period the employer named; shares are fractions of 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.amounts import read_amount, read_share, upper_end
from hiring.domain.profile import Profile
from hiring.errors import Problem

DEAL_SUM, MARGIN = "deal_sum", "margin"


@dataclass(frozen=True, slots=True)
class Tier:
    """The part of its base that is paid for a deal of at least `least` and at most `most`, when it has a most."""

    least: Fraction
    most: Fraction | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """One deal closed: its sum, what margin it leaves, what is paid for it and which part of the margin that is.

    `commission` None: no tier covers the deal. `of_margin` None: no commission, or no margin left to take it from.
    """

    deal: Fraction
    margin: Fraction
    commission: Fraction | None
    of_margin: Fraction | None


@dataclass(frozen=True, slots=True)
class CommissionExample:
    """The same deal at the full price and after the discount, paid on this basis."""

    basis: str
    discount: Fraction
    full: Outcome
    discounted: Outcome


@dataclass(frozen=True, slots=True)
class LevelRatio:
    """What the higher level's range reaches beside the lower one's; `enough` None while one of them is not known."""

    lower: str
    higher: str
    ratio: Fraction | None
    needed: Fraction
    enough: bool | None


@dataclass(frozen=True, slots=True)
class PayCheck:
    ratio: LevelRatio | None
    """None for a rubric of fewer than two levels."""
    fixed: Fraction | None
    variable: Fraction | None
    problems: tuple[Problem, ...]
    basis: str | None
    examples: tuple[CommissionExample, ...]
    """On the sum and on the margin, once the employer gave a deal, a margin and tiers."""


def check_pay(profile: Profile) -> PayCheck:
    """The pay check over a profile's answers; never raises: its problems are for the employer to clear."""
    values = profile.values
    basis = values.get("answer:pay.variable_basis")
    return PayCheck(
        ratio=level_ratio(profile),
        fixed=read_share(values.get("answer:pay.fixed_share")),
        variable=read_share(values.get("answer:pay.variable_share")),
        problems=(*_check_shares(values), *_check_tiers(values)),
        basis=None if basis is None else str(basis),
        examples=_examples(values),
    )


def level_ratio(profile: Profile) -> LevelRatio | None:
    """The top level's range beside that of the level below it, by their upper ends."""
    if len(profile.rubric.levels) < 2:
        return None
    values = profile.values
    lower, higher = (level.id for level in profile.rubric.levels[-2:])
    ranges = values.get("answer:pay.level_ranges")
    below, above = (upper_end(ranges.get(it) if isinstance(ranges, Mapping) else None) for it in (lower, higher))
    needed = read_amount(values.get("answer:pay.level_multiplier")) or Fraction(1)
    ratio = above / below if below and above is not None else None
    return LevelRatio(lower, higher, ratio, needed, None if ratio is None else ratio >= needed)


def commission_example(
    deal: Fraction, margin: Fraction, discount: Fraction, tiers: Sequence[Tier], basis: str
) -> CommissionExample:
    """What a discount does to margin and commission. `margin` and `discount` are shares; the costs of the deal stay.

    Of several tiers that cover a deal the one that begins highest counts. On the margin nothing is paid below zero.
    """
    costs = deal * (1 - margin)
    lowered = deal * (1 - discount)
    full, after = (_outcome(price, price - costs, tiers, basis) for price in (deal, lowered))
    return CommissionExample(basis, discount, full, after)


def read_tiers(rows: object) -> tuple[Tier, ...]:
    """The tiers of an answer, those without a percentage left out, from the smallest deal up."""
    listed = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    tiers = []
    for row in listed:
        rate = read_share(row.get("percent"))
        if rate is not None:
            tiers.append(Tier(read_amount(row.get("from")) or Fraction(0), read_amount(row.get("to")), rate))
    return tuple(sorted(tiers, key=lambda tier: tier.least))


def _outcome(deal: Fraction, margin: Fraction, tiers: Sequence[Tier], basis: str) -> Outcome:
    covering = [tier for tier in tiers if tier.least <= deal and (tier.most is None or deal <= tier.most)]
    if not covering:
        return Outcome(deal, margin, None, None)
    rate = max(covering, key=lambda tier: tier.least).rate
    commission = rate * (max(margin, Fraction(0)) if basis == MARGIN else deal)
    return Outcome(deal, margin, commission, commission / margin if margin > 0 else None)


def _examples(values: Mapping[str, object]) -> tuple[CommissionExample, ...]:
    deal = read_amount(values.get("answer:pay.variable_basis.deal"))
    margin = read_share(values.get("answer:pay.variable_basis.margin"))
    discount = read_share(values.get("answer:pay.variable_basis.discount")) or Fraction(0)
    tiers = read_tiers(values.get("answer:pay.commission_tiers"))
    if deal is None or margin is None or not tiers:
        return ()
    return tuple(commission_example(deal, margin, discount, tiers, basis) for basis in (DEAL_SUM, MARGIN))


def _check_shares(values: Mapping[str, object]) -> list[Problem]:
    fixed, variable = (read_amount(values.get(f"answer:pay.{part}_share")) for part in ("fixed", "variable"))
    if fixed is None or variable is None or fixed + variable == 100:
        return []
    where, total = "answers.pay.variable_share", fixed + variable
    return [Problem("pay_shares_not_hundred", where, {"fixed": fixed, "variable": variable, "total": total})]


def _check_tiers(values: Mapping[str, object]) -> list[Problem]:
    tiers, where = read_tiers(values.get("answer:pay.commission_tiers")), "answers.pay.commission_tiers"
    turned = [tier for tier in tiers if tier.most is not None and tier.most < tier.least]
    return [Problem("tier_turned_round", where, {"least": tier.least, "most": tier.most}) for tier in turned]
