"""Numbers in answers, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def read_amount(value: object) -> Fraction | None:
    """A number of an answer, however it was kept (5, "2.5", "1/3"); None for no answer and for what is no number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None


def read_share(value: object) -> Fraction | None:
    """A percentage of an answer as a share: 5 is 1/20."""
    amount = read_amount(value)
    return None if amount is None else amount / 100


def upper_end(value: object) -> Fraction | None:
    """The most of a range of money, or its lower end when it names no upper one."""
    if not isinstance(value, Mapping):
        return None
    most = read_amount(value.get("to"))
    return read_amount(value.get("from")) if most is None else most
