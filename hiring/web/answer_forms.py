"""One factory for the forms that a rubric asks for: the questions to an employer and the facts of a candidate.

Each question has a control of its kind; what is posted comes back as `hiring.actions.answers` takes it. An answer left open
is no answer: the rubric's default holds, and is said beside the control.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from babel import Locale
from wtforms import Field as Control
from wtforms import FieldList, Form, FormField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, ListWidget

from hiring.domain.gates import CEFR
from hiring.domain.profile import default_of
from hiring.domain.questions import Choice, Field, FieldKind
from hiring.language import N_, NO_VALUE
from hiring.web import request as this
from hiring.web.forms import Line, Lines, Number
from hiring.web.pages import text
from hiring.wording import say_fact

SPARE_ROWS = 2
"""Empty rows below the filled ones of a table, so that some can be added without a script."""
MOST_ROWS = 30
CURRENCIES = ("RUB", "EUR", "USD", "GBP", "KZT", "BYN")
PERIODS = (("month", N_("a month")), ("year", N_("a year")), ("hour", N_("an hour")))
TAXES = (("gross", N_("before tax")), ("net", N_("after tax")))
SPOKEN = (
    *(
        "en",
        "ru",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "tr",
        "zh",
        "ja",
        "ko",
        "ar",
        "hi",
        "kk",
        "be",
        "uk",
        "uz",
    ),
    *("hy", "ka", "az", "fi", "sv", "no", "da", "et", "lv", "lt", "hu", "ro", "bg", "sr", "el", "he", "vi", "th"),
)
"""Codes of the languages that are offered; one in use beyond them stays."""


def select_choices(options: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Value and label of each option, as WTForms takes them."""
    return [SelectChoice(value, label) for value, label in options]


class Options(SelectField):
    """One of several, or left open (None)."""

    def __init__(self, label: str | None = None, *, options: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        choices = select_choices([("", NO_VALUE), *options])
        super().__init__(label, choices=choices, coerce=lambda value: value or None, **kwargs)


class YesNo(SelectField):
    """True, False or left open (None)."""

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        gettext = this.language().gettext
        choices = select_choices([("", NO_VALUE), ("yes", gettext("yes")), ("no", gettext("no"))])
        super().__init__(label, choices=choices, coerce=_read_yes_no, **kwargs)

    def process_data(self, value: object) -> None:
        self.data = value if isinstance(value, bool) else None


class Ticks(SelectMultipleField):
    """Any number of several."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str | None = None, *, options: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(label, choices=select_choices(options), **kwargs)


class Entries(Lines):
    """Several short texts, one a line; `data` is a list."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = (valuelist[0] if valuelist else "").splitlines()
        self.data = [line.strip() for line in lines if line.strip()]

    def process_data(self, value: object) -> None:
        self.data = list(value) if isinstance(value, list | tuple) else []

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "\n".join(str(item) for item in self.data or ())


def answers_form(
    fields: Iterable[Field], given: Mapping[str, object], *, levels: Iterable[tuple[str, str]] = ()
) -> type[Form]:
    """A form with one control a question; `given` decides how many rows the tables have. `levels`: id and name."""
    named = tuple(levels)
    controls = {
        field.id: _control(field, given.get(field.id), named) for field in fields if field.kind is not FieldKind.FIXED
    }
    return type("AnswersForm", (Form,), controls)


def read_answers(form: Form) -> dict[str, object]:
    """The answers as the actions take them; rows of tables that were left empty are dropped."""
    return {name: _read(control) for name, control in form._fields.items()}


def default_words(field: Field, level: str = "") -> str:
    """What holds while the question is left open; empty when nothing does."""
    value = default_of(field, level)
    if value is None or isinstance(value, Mapping) or (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        return ""
    return say_fact(field, value, this.language())


def _control(field: Field, given: object, levels: tuple[tuple[str, str], ...]) -> Any:
    label = text(field.name)
    match field.kind:
        case FieldKind.CHOICE:
            return Options(label, options=_options(field.choices))
        case FieldKind.CHOICES:
            return Ticks(label, options=_options(field.choices))
        case FieldKind.YES_NO:
            return YesNo(label)
        case FieldKind.NUMBER | FieldKind.PERCENT:
            return Number(label)
        case FieldKind.LIST:
            return Entries(label)
        case FieldKind.LANGUAGES:
            return _rows(label, _language_form(_spoken_in(given)), given)
        case FieldKind.MONEY:
            return FormField(_money_form(("amount",)), label)
        case FieldKind.MONEY_RANGE:
            return FormField(_money_form(("from", "to")), label)
        case FieldKind.GROUP:
            return FormField(_parts_form(field, levels), label)
        case FieldKind.TABLE:
            return _rows(label, _parts_form(field, levels), given)
        case FieldKind.PER_LEVEL:
            return FormField(_level_form(field, levels), label)
    return Lines(label)


def _options(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    return [(choice.value, text(choice.name)) for choice in choices]


def _rows(label: str, row: type[Form], given: object) -> Any:
    filled = len(given) if isinstance(given, list | tuple) else 0
    return FieldList(FormField(row, label), label, min_entries=min(filled + SPARE_ROWS, MOST_ROWS), max_entries=MOST_ROWS)


def _parts_form(field: Field, levels: tuple[tuple[str, str], ...]) -> type[Form]:
    return type("PartsForm", (Form,), {part.id: _control(part, None, levels) for part in field.parts})


def _level_form(field: Field, levels: tuple[tuple[str, str], ...]) -> type[Form]:
    def control(name: str) -> Any:
        return FormField(_parts_form(field, ()), name) if field.parts else Line(name)

    return type("LevelForm", (Form,), {identity: control(name) for identity, name in levels})


def _language_form(used: frozenset[str]) -> type[Form]:
    gettext = this.language().gettext
    levels = [(level, level) for level in CEFR]
    languages = Options(gettext("Language"), options=spoken_languages(this.language().locale, used))
    return type("LanguageForm", (Form,), {"language": languages, "level": Options(gettext("Level"), options=levels)})


def _money_form(amounts: tuple[str, ...]) -> type[Form]:
    gettext = this.language().gettext
    labels = {"amount": gettext("Amount"), "from": gettext("From"), "to": gettext("To")}
    controls: dict[str, Any] = {name: Number(labels[name]) for name in amounts}
    controls["currency"] = Options(gettext("Currency"), options=[(code, code) for code in CURRENCIES])
    controls["period"] = Options(gettext("Per"), options=[(code, gettext(words)) for code, words in PERIODS])
    controls["tax"] = Options(gettext("Tax"), options=[(code, gettext(words)) for code, words in TAXES])
    controls["region"] = Line(gettext("Region"))
    return type("MoneyForm", (Form,), controls)


def _spoken_in(given: object) -> frozenset[str]:
    rows = given if isinstance(given, list | tuple) else ()
    return frozenset(str(row["language"]) for row in rows if isinstance(row, Mapping) and row.get("language"))


@cache
def spoken_languages(locale: str, used: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Code and name of the languages on offer: the first three as they are, the others by name."""
    names = Locale.parse(locale).languages
    entries = [(code, str(names.get(code, code)).capitalize()) for code in (*SPOKEN, *sorted(used - set(SPOKEN)))]
    return (*entries[:3], *sorted(entries[3:], key=lambda entry: entry[1]))


def _read_yes_no(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}.get(str(value))


def _read(control: Control) -> object:
    if isinstance(control, FieldList):
        rows = [_read(entry) for entry in control.entries]
        return [row for row in rows if row]
    if isinstance(control, FormField):
        parts = {name: _read(inner) for name, inner in control.form._fields.items()}
        return {name: value for name, value in parts.items() if value not in (None, "", [], {})}
    return control.data


def explain(field: Field, level: str = "") -> str:
    """What stands below a question: its help, its unit, and what holds while it is left open."""
    gettext, default = this.language().gettext, default_words(field, level)
    parts = [text(field.help)]
    if field.kind is FieldKind.PERCENT:
        parts.append(gettext("In percent."))
    if default:
        parts.append(gettext("Left open: %(default)s.", default=default.rstrip(".")))
    return " ".join(part for part in parts if part)


def answer_words(value: object, field: Field) -> str:
    """An answer of any kind as text; of several parts each with its name."""
    if isinstance(value, Mapping) and field.kind in (FieldKind.GROUP, FieldKind.TABLE):
        parts = ((part, value.get(part.id)) for part in field.parts)
        return "; ".join(
            f"{text(part.name)}: {answer_words(given, part)}" for part, given in parts if given not in (None, "")
        )
    if isinstance(value, Mapping) and field.kind is FieldKind.MONEY_RANGE:
        return _money_range(value)
    if isinstance(value, Mapping) and field.kind is FieldKind.PER_LEVEL:
        return "; ".join(f"{level}: {given}" for level, given in value.items())
    if field.kind is FieldKind.TABLE and isinstance(value, list):
        return ". ".join(answer_words(row, field) for row in value)
    return say_fact(field, value, this.language())


def _money_range(value: Mapping[str, object]) -> str:
    language, terms = this.language(), {**dict(PERIODS), **dict(TAXES)}
    bounds = [language.plain(given) if isinstance(given := value.get(key), int | Fraction) else "" for key in ("from", "to")]
    words = [language.gettext(terms.get(str(value[key]), str(value[key]))) for key in ("period", "tax") if value.get(key)]
    amount = "\u2013".join(bound for bound in bounds if bound)
    return " ".join([amount, str(value.get("currency") or ""), ", ".join(words)]).strip()
