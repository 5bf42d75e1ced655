"""What stands beside a question, and an answer of any kind as text."""

from __future__ import annotations

from hiring.domain.profile import default_of
from hiring.domain.questions import Field, FieldKind
from hiring.language import N_
from hiring.web import request as this
from hiring.web.pages import text
from hiring.wording.intake import say_value

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
    return say_value(field, value, None, this.language())
