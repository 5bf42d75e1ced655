"""What stands beside a question, and an answer of any kind as text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hiring.domain.profile import default_of
from hiring.domain.questions import Field, FieldKind
from hiring.language import N_
from hiring.web import request as this
from hiring.web.pages import text
from hiring.wording import say_fact

PERIODS = (("month", N_("a month")), ("year", N_("a year")), ("hour", N_("an hour")))
TAXES = (("gross", N_("before tax")), ("net", N_("after tax")))


def default_words(field: Field, level: str = "") -> str:
    """What holds while the question is left open; empty when nothing does.

    Rows are a list of their own, and an open level is no level.
    """
    value = default_of(field, level)
    told_elsewhere = field.kind is FieldKind.TABLE or field.sets_level
    return "" if value in (None, "", []) or told_elsewhere else answer_words(value, field)


def explain(field: Field, level: str = "") -> str:
    """What stands below a question: its help, its unit, and what holds while it is left open."""
    gettext, default = this.language().gettext, default_words(field, level)
    parts = [text(field.help)]
    if field.unit is not None:
        parts.append(gettext("Unit: %(unit)s.", unit=text(field.unit).rstrip(".")))
    elif field.kind is FieldKind.PERCENT:
        parts.append(gettext("In percent."))
    if default:
        parts.append(gettext("Left open: %(default)s.", default=default.rstrip(".")))
    return " ".join(part for part in parts if part)


def answer_words(value: object, field: Field) -> str:
    """An answer of any kind as text; of several parts each with its name."""
    match field.kind, value:
        case ((FieldKind.GROUP | FieldKind.TABLE), Mapping()):
            return _named_parts(value, field)
        case FieldKind.TABLE, list() | tuple():
            return ". ".join(answer_words(row, field) for row in value)
        case FieldKind.MONEY_RANGE, Mapping():
            return _money_range(value)
        case FieldKind.PER_LEVEL, Mapping():
            return "; ".join(f"{level}: {_level_words(given, field)}" for level, given in value.items())
    said = say_fact(field, value, this.language())
    return f"{said}\u00a0{text(field.unit)}" if field.unit is not None and isinstance(value, int | Fraction) else said


def _named_parts(value: Mapping[str, object], field: Field) -> str:
    parts = ((part, value.get(part.id)) for part in field.parts)
    return "; ".join(
        f"{text(part.name)}: {answer_words(given, part)}" for part, given in parts if given not in (None, "", [], {})
    )


def _level_words(value: object, field: Field) -> str:
    if isinstance(value, Mapping):
        return _named_parts(value, field) if field.parts else _money_range(value)
    return say_fact(field, value, this.language())


def _money_range(value: Mapping[str, object]) -> str:
    language, terms = this.language(), {**dict(PERIODS), **dict(TAXES)}
    bounds = [language.plain(given) if isinstance(given := value.get(key), int | Fraction) else "" for key in ("from", "to")]
    words = [language.gettext(terms.get(str(value[key]), str(value[key]))) for key in ("period", "tax") if value.get(key)]
    amount = "\u2013".join(bound for bound in bounds if bound)
    return " ".join([amount, str(value.get("currency") or ""), ", ".join(words)]).strip()
