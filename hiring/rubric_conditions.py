"""What the conditions and defaults of a rubric document may say: every subject exists and can have the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
Finding = tuple[Path, str, dict[str, object]]
"""Where, the code of the fault, and the values that fill its sentence."""

RESULTS = "result:rating."


def check_conditions(document: Mapping[str, Any]) -> Iterator[Finding]:
    """Conditions that name what does not exist, or compare it with what it cannot be."""
    yield from _conditions(document, (), _subjects(document))


def check_defaults(document: Mapping[str, Any]) -> Iterator[Finding]:
    """Defaults that are no answer of their question's kind, of what is asked below a question too."""
    profile = document.get("profile", {})
    levels = {level["id"] for level in document["levels"]}
    for family in ("fields", "facts"):
        yield from _defaults(profile.get(family, []), ("profile", family), levels)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a condition may name."""

    values: frozenset[object] | None = None
    """All it can have; None where that is not a closed list."""
    number: bool = False
    plain: bool = True
    """Whether it is one value or a list of such, and not rows or named parts."""


Subjects = Mapping[str, _Subject]


def _subjects(document: Mapping[str, Any]) -> dict[str, _Subject]:
    profile = document.get("profile", {})
    known = {f"{RESULTS}{key}": _Subject(number=True) for key in document["competencies"]}
    known["answer:level"] = _Subject(frozenset(level["id"] for level in document["levels"]))
    known |= {f"fact:{field['id']}": _subject(field) for field in profile.get("facts", [])}
    for field in profile.get("fields", []):
        known[f"answer:{field['id']}"] = _subject(field)
        inner = (*field.get("parts", []), *field.get("followups", []))
        known |= {f"answer:{field['id']}.{part['id']}": _subject(part) for part in inner}
    return known


def _subject(field: Mapping[str, Any]) -> _Subject:
    kind = field["kind"]
    if kind in ("choice", "choices") and field.get("choices"):
        return _Subject(frozenset(choice["value"] for choice in field["choices"]))
    if kind == "yes_no":
        return _Subject(frozenset((True, False)))
    return _Subject(number=kind in ("number", "percent"), plain=kind in ("text", "list", "number", "percent"))


def _conditions(part: Any, path: Path, known: Subjects) -> Iterator[Finding]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("when", "passes") and isinstance(value, Mapping):
                yield from _condition(value, (*path, key), known)
            else:
                yield from _conditions(value, (*path, key), known)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _conditions(value, (*path, index), known)


def _condition(part: Mapping[str, Any], path: Path, known: Subjects) -> Iterator[Finding]:
    ((operator, value),) = part.items()
    here = (*path, operator)
    if operator in ("all", "any"):
        for index, item in enumerate(value):
            yield from _condition(item, (*here, index), known)
    elif operator == "not":
        yield from _condition(value, here, known)
    elif operator == "given":
        yield from _unknown((value,), here, known)
    else:
        subject, operands = value[0], value[1] if isinstance(value[1], list) else [value[1]]
        named = [operand["value_of"] for operand in operands if isinstance(operand, Mapping)]
        unknown = list(_unknown((subject, *named), here, known))
        yield from unknown or _comparison(operator, subject, operands, here, known)


def _unknown(names: tuple[str, ...], path: Path, known: Subjects) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            yield path, "unknown_subject", {"subject": name}


def _comparison(operator: str, subject: str, operands: list[Any], path: Path, known: Subjects) -> Iterator[Finding]:
    literals = [operand for operand in operands if not isinstance(operand, Mapping)]
    names = [subject, *(operand["value_of"] for operand in operands if isinstance(operand, Mapping))]
    possible = known[subject].values
    if operator in ("at_least", "at_most"):
        for wrong in [
            *(name for name in names if not known[name].number),
            *(value for value in literals if not _is_number(value)),
        ]:
            yield path, "not_a_number", {"value": wrong}
        return
    yield from ((path, "not_comparable", {"subject": name}) for name in names if not known[name].plain)
    for value in literals:
        if possible is not None and value not in possible:
            shown = ", ".join(sorted(str(item) for item in possible))
            yield path, "unknown_choice", {"value": value, "subject": subject, "known": shown}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _defaults(fields: list[Any], where: Path, levels: set[str]) -> Iterator[Finding]:
    for index, field in enumerate(fields):
        path: Path = (*where, index)
        if not _fits(field, field.get("default")):
            yield (*path, "default"), "default_wrong", {"kind": field["kind"]}
        for level, value in (field.get("default_by_level") or {}).items():
            if level not in levels:
                yield (*path, "default_by_level", level), "unknown_id", {"id": level, "family": "levels"}
            if not _fits(field, value):
                yield (*path, "default_by_level", level), "default_wrong", {"kind": field["kind"]}
        yield from _defaults(field.get("followups", []), (*path, "followups"), levels)


def _fits(field: Mapping[str, Any], value: object) -> bool:
    """Whether an answer of this kind can have the value; kinds of several parts are not looked into."""
    known, kind = _subject(field), field["kind"]
    if value is None or not (known.number or known.values):
        return True
    if known.number:
        return _is_number(value)
    if kind == "choices":
        return isinstance(value, list) and all(_is_choice(known, item) for item in value)
    return _is_choice(known, value)


def _is_choice(subject: _Subject, value: object) -> bool:
    return isinstance(value, str | bool) and value in (subject.values or ())
