"""What is wrong with the shape of a rubric document, as codes and values that any language can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hiring.rubric_conditions import Finding, Path
from hiring.rubric_schema import OPERATORS, RubricDocument

CODES = {
    "value_error": "condition_wrong",
    "tuple_type": "list_wanted",
    "list_type": "list_wanted",
    "dict_type": "not_a_mapping",
    "model_type": "not_a_mapping",
    "int_type": "whole_number_wanted",
    "int_parsing": "whole_number_wanted",
    "int_parsing_size": "whole_number_wanted",
    "int_from_float": "whole_number_wanted",
    "decimal_type": "number_wanted",
    "decimal_parsing": "number_wanted",
    "decimal_max_digits": "number_wanted",
    "finite_number": "number_wanted",
    "string_type": "text_wanted",
    "bool_type": "yes_no_wanted",
    "bool_parsing": "yes_no_wanted",
    "greater_than_equal": "number_too_small",
    "less_than_equal": "number_too_large",
    "string_pattern_mismatch": "id_wrong",
    "string_too_short": "text_empty",
    "string_too_long": "text_too_long",
    "too_short": "too_few_entries",
    "too_long": "too_many_entries",
    "literal_error": "not_among",
}
"""Kinds of pydantic -> codes of ours; `value_wrong` stands for what is not listed."""
LIMITS = ("ge", "le", "min_length", "max_length")


def shape_faults(document: Any) -> Iterator[Finding]:
    """Every place whose shape is wrong, once; nothing for a document of the right shape."""
    try:
        RubricDocument.model_validate(document)
    except ValidationError as error:
        findings = [_finding(detail, document) for detail in error.errors(include_url=False)]
        yield from _one_for_each_union(findings)


def _finding(detail: ErrorDetails, document: Any) -> Finding:
    path, kind, last = _existing(detail["loc"], document), detail["type"], detail["loc"][-1] if detail["loc"] else ""
    if kind == "extra_forbidden":
        return path, "key_unknown", {"key": last}
    if kind == "missing":
        return (path, "pair_wanted", {}) if isinstance(last, int) else (path, "key_missing", {"key": last})
    context = detail.get("ctx", {})
    values: dict[str, object] = {"found": _show(detail["input"])}
    for name in LIMITS:
        if name in context:
            values["limit"] = context[name]
    if kind == "value_error":
        values["known"] = OPERATORS
    if kind == "literal_error":
        values["known"] = str(context["expected"]).replace(" or ", ", ").replace("'", "")
    return path, CODES.get(kind, "value_wrong"), values


def _show(value: object) -> str:
    """As YAML would show it, in short."""
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)


def _existing(loc: tuple[str | int, ...], document: Any) -> Path:
    """The location as steps of the document: pydantic adds names of union members and `[key]` marks of its own."""
    steps: list[str | int] = []
    for step in loc:
        if isinstance(document, Mapping) and str(step) in document:
            document = document[str(step)]
            steps.append(str(step))
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
            steps.append(step)
    return tuple(steps)


def _one_for_each_union(findings: list[Finding]) -> Iterator[Finding]:
    """A value that fits no member of a union is told once, not once a member."""
    seen: dict[Path, list[Finding]] = {}
    for finding in findings:
        seen.setdefault(finding[0], []).append(finding)
    for path, here in seen.items():
        keyed = [finding for finding in here if finding[1] in ("key_unknown", "key_missing", "condition_wrong")]
        if len(here) > 1 and not keyed:
            yield path, "operand_wrong", {"found": here[0][2].get("found", "")}
        else:
            yield from keyed or here
