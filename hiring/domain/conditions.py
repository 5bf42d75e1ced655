"""The closed set of conditions a rubric may state over answers, facts and results.

A condition is true, false or, when something it needs is absent, not known: `None`, by Kleene's three-valued logic.
The rubric is data, not a programming language: there is no expression beyond these eight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any as Anything
from typing import TypeAlias

Values: TypeAlias = Mapping[str, object]
"""Subject -> value. A subject is `answer:<field id>`, `fact:<fact id>` or `result:<name>`; absent means not known."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Stands for the value of another subject, so that a fact can be held against an answer."""

    name: str


Operand: TypeAlias = str | int | bool | Subject


@dataclass(frozen=True, slots=True)
class Given:
    subject: str


@dataclass(frozen=True, slots=True)
class Equals:
    subject: str
    value: Operand


@dataclass(frozen=True, slots=True)
class OneOf:
    """True when the subject, or any element of a subject with several values, is among `values`."""

    subject: str
    values: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    subject: str
    value: Operand


@dataclass(frozen=True, slots=True)
class AtMost:
    subject: str
    value: Operand


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition: TypeAlias = Given | Equals | OneOf | AtLeast | AtMost | All | Any | Not


def holds(condition: Condition, values: Values) -> bool | None:
    """Whether the condition is met; None when what it needs is absent. `Given` is never None."""
    match condition:
        case Given(subject):
            return values.get(subject) not in (None, "", (), [])
        case Equals(subject, value):
            return _compare(subject, value, values, lambda a, b: a == b)
        case OneOf(subject, options):
            return _one_of(subject, options, values)
        case AtLeast(subject, value):
            return _compare(subject, value, values, lambda a, b: a >= b)
        case AtMost(subject, value):
            return _compare(subject, value, values, lambda a, b: a <= b)
        case All(parts):
            return _all(holds(part, values) for part in parts)
        case Any(parts):
            opposite = _all(_negate(holds(part, values)) for part in parts)
            return _negate(opposite)
        case Not(part):
            return _negate(holds(part, values))


def subjects(condition: Condition) -> Iterator[str]:
    """Every subject the condition reads, operands included, in order of appearance."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from subjects(part)
        case Not(part):
            yield from subjects(part)
        case Given(subject):
            yield subject
        case Equals(subject, value) | AtLeast(subject, value) | AtMost(subject, value):
            yield subject
            yield from _operand_subjects((value,))
        case OneOf(subject, options):
            yield subject
            yield from _operand_subjects(options)


def _operand_subjects(operands: tuple[Operand, ...]) -> Iterator[str]:
    return (operand.name for operand in operands if isinstance(operand, Subject))


def _resolve(operand: Operand, values: Values) -> object:
    return values.get(operand.name) if isinstance(operand, Subject) else operand


def _compare(subject: str, operand: Operand, values: Values, test: Callable[[Anything, Anything], bool]) -> bool | None:
    left, right = values.get(subject), _resolve(operand, values)
    if left is None or right is None:
        return None
    return bool(test(left, right))


def _one_of(subject: str, operands: tuple[Operand, ...], values: Values) -> bool | None:
    value = values.get(subject)
    if value is None:
        return None
    held = set(value) if isinstance(value, (tuple, list, frozenset)) else {value}
    wanted: set[object] = set()
    for operand in operands:
        resolved = _resolve(operand, values)
        wanted |= set(resolved) if isinstance(resolved, (tuple, list, frozenset)) else {resolved}
    return bool(held & wanted)


def _all(results: Iterator[bool | None]) -> bool | None:
    known = list(results)
    if False in known:
        return False
    return None if None in known else True


def _negate(result: bool | None) -> bool | None:
    return None if result is None else not result
