"""One factory for the forms that a rubric asks for: the questions to an employer and the facts of a candidate.

Each question has a control of its kind; what is posted comes back as `hiring.actions.answers` takes it. An answer left open
is no answer: the rubric's default holds, and is said beside the control. What is asked below a question is a control of the
same form under `<field id>.<followup id>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from babel import Locale
from wtforms import Field as Control
from wtforms import FieldList, Form, FormField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, ListWidget

from hiring.actions.answers import asked
from hiring.domain.gates import CEFR
from hiring.domain.questions import Choice, Field, FieldKind
from hiring.language import NO_VALUE
from hiring.web import request as this
from hiring.web.answer_words import PERIODS, TAXES, answer_words, default_words, explain
from hiring.web.forms import Line, Lines, Number
from hiring.web.pages import text

__all__ = (
    "Entries",
    "Options",
    "Ticks",
    "YesNo",
    "answer_words",
    "answers_form",
    "default_words",
    "explain",
    "read_answers",
    "reasons_form",
    "select_choices",
    "spoken_languages",
)

SPARE_ROWS = 2
"""Empty rows below the filled ones of a table, so that some can be added without a script."""
MOST_ROWS = 30
CURRENCIES = ("RUB", "EUR", "USD", "GBP", "KZT", "BYN")
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
        identity: _control(field, text(field.question or field.name), given.get(identity), named)
        for identity, field in asked(fields).items()
        if field.kind is not FieldKind.FIXED
    }
    return type("AnswersForm", (Form,), controls)


def reasons_form(fields: Iterable[Field]) -> type[Form]:
    """A form with one text a requirement that needs a reason, by field id."""
    label = this.language().gettext("Why does the work need it?")
    return type("ReasonsForm", (Form,), {field.id: Lines(label) for field in fields if field.reasoned})


def read_answers(form: Form) -> dict[str, object]:
    """The answers as the actions take them; rows of tables that were left empty are dropped."""
    return {name: _read(control) for name, control in form._fields.items()}


def _control(field: Field, label: str, given: object, levels: tuple[tuple[str, str], ...]) -> Any:
    hints = {"placeholder": text(field.placeholder)} if field.placeholder is not None else {}
    match field.kind:
        case FieldKind.CHOICE:
            return Options(label, options=_options(field.choices))
        case FieldKind.CHOICES:
            return Ticks(label, options=_options(field.choices))
        case FieldKind.YES_NO:
            return YesNo(label)
        case FieldKind.NUMBER | FieldKind.PERCENT:
            return Number(label, render_kw=hints)
        case FieldKind.LIST:
            return Entries(label, render_kw=hints)
        case FieldKind.LANGUAGES:
            return _rows(label, _language_form(_spoken_in(given)), given)
        case FieldKind.MONEY:
            return FormField(_money_form(("amount",), field), label)
        case FieldKind.MONEY_RANGE:
            return FormField(_money_form(("from", "to"), field), label)
        case FieldKind.GROUP:
            return FormField(_parts_form(field, given, levels), label)
        case FieldKind.TABLE:
            return _rows(label, _parts_form(field, None, levels, cells=True), given)
        case FieldKind.PER_LEVEL:
            return FormField(_level_form(field, levels), label)
    return Lines(label, render_kw=hints)


def _options(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    return [(choice.value, text(choice.name)) for choice in choices]


def _rows(label: str, row: type[Form], given: object) -> Any:
    filled = len(given) if isinstance(given, list | tuple) else 0
    return FieldList(FormField(row, label), label, min_entries=min(filled + SPARE_ROWS, MOST_ROWS), max_entries=MOST_ROWS)


def _parts_form(field: Field, given: object, levels: tuple[tuple[str, str], ...], *, cells: bool = False) -> type[Form]:
    """`given` is the answer of the group, which decides how many rows a table in it has. The cells of a row are one line."""
    filled = given if isinstance(given, Mapping) else {}
    controls = {
        part.id: Line(_part_label(part))
        if cells and part.kind is FieldKind.TEXT
        else _control(part, _part_label(part), filled.get(part.id), levels)
        for part in field.parts
    }
    return type("PartsForm", (Form,), controls)


def _part_label(part: Field) -> str:
    """A part has no line of help, so that its unit and whether it must be filled stand in the label."""
    gettext = this.language().gettext
    unit = text(part.unit) if part.unit is not None else "%" if part.kind is FieldKind.PERCENT else ""
    name = f"{text(part.name)}, {unit}" if unit else text(part.name)
    return gettext("%(name)s (must be answered)", name=name) if part.mandatory else name


def _level_form(field: Field, levels: tuple[tuple[str, str], ...]) -> type[Form]:
    if field.parts:
        row = _parts_form(field, None, ())
        return type("LevelForm", (Form,), {identity: FormField(row, name) for identity, name in levels})
    each = replace(field, kind=field.of, placeholder=None)
    controls = {
        identity: Line(name) if field.of is FieldKind.TEXT else _control(each, name, None, ()) for identity, name in levels
    }
    return type("LevelForm", (Form,), controls)


def _language_form(used: frozenset[str]) -> type[Form]:
    gettext = this.language().gettext
    levels = [(level, level) for level in CEFR]
    languages = Options(gettext("Language"), options=spoken_languages(this.language().locale, used))
    return type("LanguageForm", (Form,), {"language": languages, "level": Options(gettext("Level"), options=levels)})


def _money_form(amounts: tuple[str, ...], field: Field) -> type[Form]:
    """The amounts, and their terms unless another question asks for those."""
    gettext = this.language().gettext
    labels = {"amount": gettext("Amount"), "from": gettext("From"), "to": gettext("To")}
    controls: dict[str, Any] = {name: Number(labels[name]) for name in amounts}
    if field.terms is None:
        controls |= _terms()
    return type("MoneyForm", (Form,), controls)


def _terms() -> dict[str, Any]:
    gettext = this.language().gettext
    return {
        "currency": Options(gettext("Currency"), options=[(code, code) for code in CURRENCIES]),
        "period": Options(gettext("Per"), options=[(code, gettext(words)) for code, words in PERIODS]),
        "tax": Options(gettext("Tax"), options=[(code, gettext(words)) for code, words in TAXES]),
        "region": Line(gettext("Region")),
    }


def _spoken_in(given: object) -> frozenset[str]:
    rows = given if isinstance(given, list | tuple) else ()
    return frozenset(str(row["language"]) for row in rows if isinstance(row, Mapping) and row.get("language"))


@lru_cache(maxsize=64)
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
