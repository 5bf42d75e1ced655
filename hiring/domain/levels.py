"""Which level the employer's budget, time and training allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from hiring.domain.amounts import read_amount, upper_end
from hiring.domain.conditions import subjects
from hiring.domain.gates import Reason
from hiring.domain.profile import Profile
from hiring.domain.questions import ProfileWarning
from hiring.domain.rubric import Rubric
from hiring.domain.warnings import RaisedWarning, raise_warnings

GROW, BUY, BOTH = "grow", "buy", "both"


@dataclass(frozen=True, slots=True)
class LevelAdvice:
    """`fits` False when something stands in the way, None when budget or pay of the level is not known yet."""

    level: str
    obstacles: tuple[RaisedWarning | Reason, ...]
    fits: bool | None


def advise_levels(profile: Profile) -> tuple[LevelAdvice, ...]:
    """Every level of the rubric, ascending, as if it were the one sought."""
    return tuple(_advise(replace(profile, level_sought=level.id)) for level in profile.rubric.levels)


def advise_make_or_buy(profile: Profile) -> str | None:
    """Whether to grow or to hire, as budget, time and training have it; None while too little is known.

    Grow when the level sought is out of reach and a lower one is not; hire when only levels from the sought one up fit; both
    when a lower level would fit as well.
    """
    advice = advise_levels(profile)
    at = [item.level for item in advice].index(profile.level_sought)
    lower, sought = any(item.fits for item in advice[:at]), advice[at].fits
    if sought is None:
        return None
    if sought:
        return BOTH if lower else BUY
    return GROW if lower else None


def _advise(profile: Profile) -> LevelAdvice:
    values = profile.values
    warned = [item for item in raise_warnings(profile) if reads_level(item.warning, profile.rubric)]
    budget = _budget_obstacle(profile.level_sought, values)
    obstacles: tuple[RaisedWarning | Reason, ...] = (*warned, *([] if budget is None else [budget]))
    if obstacles:
        return LevelAdvice(profile.level_sought, obstacles, fits=False)
    known = _pay_known(profile.level_sought, values)
    return LevelAdvice(profile.level_sought, (), fits=True if known else None)


def reads_level(warning: ProfileWarning, rubric: Rubric) -> bool:
    """Whether seeking another level may clear this warning."""
    asked = {item.id for item in rubric.fields if item.sets_level}
    stated = warning.when is not None and "answer:level" in subjects(warning.when)
    return stated or bool(asked & set(warning.fields))


def _budget_obstacle(level: str, values: Mapping[str, object]) -> Reason | None:
    """The most of the budget is less than the least that the level is paid."""
    budget, paid = values.get("answer:pay.budget"), _range_of(level, values)
    most, least = upper_end(budget), _lower_end(paid)
    if most is None or least is None or most >= least or not isinstance(budget, Mapping):
        return None
    return Reason("budget_below_level", {"budget": most, "paid": least, "level": level, "currency": budget.get("currency")})


def _pay_known(level: str, values: Mapping[str, object]) -> bool:
    return upper_end(values.get("answer:pay.budget")) is not None and upper_end(_range_of(level, values)) is not None


def _range_of(level: str, values: Mapping[str, object]) -> object:
    ranges = values.get("answer:pay.level_ranges")
    return ranges.get(level) if isinstance(ranges, Mapping) else None


def _lower_end(money: object) -> Fraction | None:
    if not isinstance(money, Mapping):
        return None
    least = read_amount(money.get("from"))
    return read_amount(money.get("to")) if least is None else least
