"""Answers to a rubric's questions: the employer's about the position, and the facts of a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hiring.actions.texts import clean_text
from hiring.domain.gates import CEFR
from hiring.domain.questions import Field, FieldKind
from hiring.errors import Problem

LONGEST_TEXT = 5000
MOST_ENTRIES = 100
LARGEST = 10**12
"""No number that anybody asks for is larger, be it a pay in the smallest currency."""


class Misfit(Exception):
    """An answer that does not fit its question."""


def check_answers(
    fields: Iterable[Field], given: Mapping[str, object], *, prefix: str
) -> tuple[dict[str, object], list[Problem]]:
    """The answers as they are kept, without those that were left open; a problem `<prefix>.<field id>` for each misfit.

    What is asked below a question is answered under `<field id>.<followup id>`. An answer to a question that nobody asks is
    a misfit too, except to a FIXED one, which is dropped.
    """
    known = asked(fields)
    kept: dict[str, object] = {}
    problems = []
    for identity, value in given.items():
        if is_open(value):
            continue
        try:
            kept[identity] = fit(known.get(identity), value)
        except Misfit:
            problems.append(Problem("fact_invalid", f"{prefix}.{identity}"))
    return {identity: value for identity, value in kept.items() if not is_open(value)}, problems


def asked(fields: Iterable[Field]) -> dict[str, Field]:
    """The questions by the id they are answered under, each followed by what is asked below it."""
    known: dict[str, Field] = {}
    for field in fields:
        known[field.id] = field
        known |= {f"{field.id}.{identity}": item for identity, item in asked(field.followups).items()}
    return known


def is_open(value: object) -> bool:
    """Not answered. False and 0 are answers."""
    return value is None or value == "" or (isinstance(value, list | tuple | Mapping | frozenset) and not value)


def fit(field: Field | None, value: object) -> object:
    """The value as its kind of question takes it. Raises Misfit."""
    if field is None:
        raise Misfit
    match field.kind:
        case FieldKind.FIXED:
            return None
        case FieldKind.TEXT:
            return _text(value)
        case FieldKind.LIST:
            return [_text(item) for item in _entries(value)]
        case FieldKind.CHOICE:
            return _choice(field, value)
        case FieldKind.CHOICES:
            return [_choice(field, item) for item in _entries(value)]
        case FieldKind.YES_NO:
            return _yes_no(value)
        case FieldKind.NUMBER:
            return _number(value, field.minimum, field.maximum)
        case FieldKind.PERCENT:
            return _number(
                value, 0 if field.minimum is None else field.minimum, 100 if field.maximum is None else field.maximum
            )
        case FieldKind.LANGUAGES:
            return [_language(item) for item in _entries(value)]
        case FieldKind.MONEY | FieldKind.MONEY_RANGE:
            return _money(value)
        case FieldKind.GROUP:
            return _parts(field, value)
        case FieldKind.TABLE:
            return [row for entry in _entries(value) if (row := _parts(field, entry))]
        case FieldKind.PER_LEVEL:
            return _per_level(field, value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise Misfit
    return clean_text(value)


def _entries(value: object) -> list[object]:
    if not isinstance(value, list | tuple | set | frozenset) or len(value) > MOST_ENTRIES:
        raise Misfit
    entries = sorted(value, key=str) if isinstance(value, set | frozenset) else list(value)
    return [entry for entry in entries if not is_open(entry)]


def _choice(field: Field, value: object) -> str:
    if value not in [choice.value for choice in field.choices]:
        raise Misfit
    return str(value)


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misfit
    return value


def _number(value: object, least: int | None, most: int | None) -> int | Fraction:
    """Whole numbers as they are, others exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal | float):
        raise Misfit
    try:
        exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError) as error:
        raise Misfit from error
    if (least is not None and exact < least) or (most is not None and exact > most) or abs(exact) > LARGEST:
        raise Misfit
    return exact.numerator if exact.denominator == 1 else exact


def _language(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping) or value.get("level") not in CEFR or not _text(value.get("language")):
        raise Misfit
    return {"language": _text(value["language"]), "level": value["level"]}


def _money(value: object) -> dict[str, object]:
    """Amounts under `amount`, `from` and `to`; everything else (currency, period, tax, region) is words."""
    if not isinstance(value, Mapping):
        raise Misfit
    given = {str(key): part for key, part in value.items() if not is_open(part)}
    kept: dict[str, object] = {
        key: _amount(part) if key in ("amount", "from", "to") else _text(part) for key, part in given.items()
    }
    least, most = kept.get("from"), kept.get("to")
    if isinstance(least, int | Fraction) and isinstance(most, int | Fraction) and least > most:
        raise Misfit
    return kept if {"amount", "from", "to"} & kept.keys() else {}


def _amount(value: object) -> int | Fraction:
    try:
        return _number(Decimal(value) if isinstance(value, str) else value, 0, None)
    except ArithmeticError as error:
        raise Misfit from error


def _parts(field: Field, value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise Misfit
    parts = {part.id: part for part in field.parts}
    given = {str(key): fit(parts.get(str(key)), part) for key, part in value.items() if not is_open(part)}
    return {key: part for key, part in given.items() if not is_open(part)}


def _per_level(field: Field, value: object) -> dict[str, object]:
    """One answer a level: parts where the question has them, else what it is said to be of."""
    if not isinstance(value, Mapping) or len(value) > MOST_ENTRIES:
        raise Misfit
    given = {_text(level): _level_answer(field, answer) for level, answer in value.items() if not is_open(answer)}
    return {level: answer for level, answer in given.items() if not is_open(answer)}


def _level_answer(field: Field, answer: object) -> object:
    if field.parts:
        return _parts(field, answer)
    return fit(replace(field, kind=field.of), answer)
