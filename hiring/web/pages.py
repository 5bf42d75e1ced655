"""What every template can use: messages, figures and dates in the reader's language, who is signed in, what the role may."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from pyphen import Pyphen
from wtforms import BooleanField, Field, Form, SelectField

from hiring.domain.text import Text
from hiring.language import LOCALE_NAMES, LOCALES, Number, messages_for_templates
from hiring.pdf.lines import hold_together
from hiring.web import request as this
from hiring.web.forms import type_number
from hiring.web.saving import saved_words, saved_words_later
from hiring.wording import name_of, say_fact, say_gate_state, say_reason

LONG_WORD = re.compile(r"\w{11,}")
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def install(app: Flask) -> None:
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.add_extension("jinja2.ext.i18n")
    gettext, ngettext = messages_for_templates(this.language)
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]
    app.jinja_env.filters |= FILTERS
    # The extension's own `_` looks `gettext` up at every call, and a page says a hundred things.
    app.jinja_env.globals |= {**GLOBALS, "_": gettext}
    app.url_defaults(_version_of_asset)


def text(value: Text | None) -> str:
    """The text in the reader's language, else in the first that its rubric has."""
    if value is None:
        return ""
    locale = this.language().locale
    return value[locale] if locale in value else value[next(iter(value))]


def number(value: Number | None, places: int = 1) -> str:
    return this.language().number(value, places)


def plain(value: Number | None, most: int = 3) -> str:
    return this.language().plain(value, most)


def percent(share: Number | None, places: int = 0) -> str:
    return this.language().percent(share, places)


def date(moment: dt.datetime | None) -> str:
    return this.language().date(None if moment is None else this.to_local(moment).date())


def moment(value: dt.datetime | None) -> str:
    """Date and time of day on the clock of this place."""
    return this.language().moment(None if value is None else this.to_local(value))


def reason(value: Any, rubric: Any) -> str:
    return say_reason(value, rubric, this.language())


def name(identity: str, rubric: Any) -> str:
    return name_of(identity, rubric, this.language())


def fact(value: object, field: Any) -> str:
    return say_fact(field, value, this.language())


def gate_state(state: Any, waived: bool = False) -> str:
    return say_gate_state(state, this.language(), waived=waived)


def share(part: int, whole: int) -> int:
    """Whole percent, for the value of a progress bar; 0 of 0 is 0."""
    return int(Fraction(100 * part, whole)) if whole else 0


def with_arguments(**changes: object) -> str:
    """The address of this page with some of its query arguments changed; None leaves one out."""
    kept: dict[str, Any] = {**request.args.to_dict(flat=True), **changes, **(request.view_args or {})}
    given: dict[str, Any] = {name: value for name, value in kept.items() if value not in (None, "")}
    return url_for(str(request.endpoint), **given)


def section() -> str:
    """The page family that is open, for the navigation."""
    return (request.endpoint or "").partition(".")[0]


def breakable(words: str) -> str:
    """Long words with soft hyphens between syllables, for narrow columns: few browsers know those of Russian."""
    return LONG_WORD.sub(lambda word: _syllables(word[0].isascii()).inserted(word[0], SOFT_HYPHEN), words)


@cache
def _syllables(latin: bool) -> Pyphen:
    return Pyphen(lang="en" if latin else "ru", left=3, right=3)


def label(field: Field) -> str:
    """A label of the code in the reader's language; one that a rubric gave is in it already."""
    return this.language().gettext(str(field.label.text))


def described(field: Field, hint: str = "") -> str:
    """The ids of what explains the field, for screen readers."""
    parts = (("hint", hint), ("fault", field.errors), ("present", getattr(field, "present", None)))
    return " ".join(f"{field.id}-{part}" for part, there in parts if there)


def control_attributes(field: Field, hint: str, extra: Mapping[str, object]) -> dict[str, object]:
    kind = "form-select" if isinstance(field, SelectField) else "form-control"
    kind = "form-check-input" if isinstance(field, BooleanField) else kind
    attributes: dict[str, object] = {"class": kind, **extra}
    about = described(field, hint)
    if about:
        attributes["aria-describedby"] = about
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def faulty_fields(form: Form) -> list[Field]:
    """The fields with faults in the order of the form, of enclosed forms too."""
    found: list[Field] = []
    for field in form:
        inner = getattr(field, "form", None)
        if inner is not None:
            found += faulty_fields(inner)
        elif field.errors:
            found.append(field)
    return found


def is_filled(field: Any) -> bool:
    """Whether anything was typed or kept in an enclosed form; a choice that has a first value says nothing."""
    return any(inner.data not in (None, "", []) for inner in field.form if inner.type != "SelectField")


def has_page(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


FILTERS: dict[str, Any] = {
    "text": text,
    "number": number,
    "plain": plain,
    "percent": percent,
    "date": date,
    "moment": moment,
    "saved_words": saved_words,
    "saved_words_later": saved_words_later,
    "reason": reason,
    "name_in": name,
    "fact": fact,
    "gate_state": gate_state,
    "typed": type_number,
    "breakable": breakable,
    "held_together": hold_together,
    "label": label,
    "described": described,
    "faulty_fields": faulty_fields,
    "is_filled": is_filled,
}
GLOBALS: dict[str, Any] = {
    "control_attributes": control_attributes,
    "account": this.account,
    "may": this.may,
    "here": this.here,
    "language": this.language,
    "now": this.now,
    "share": share,
    "with_arguments": with_arguments,
    "section": section,
    "has_page": has_page,
    "LOCALES": LOCALES,
    "LOCALE_NAMES": LOCALE_NAMES,
}


def _version_of_asset(endpoint: str, values: dict[str, Any]) -> None:
    """A changed file gets a new address, so that browsers may keep the old one for ever."""
    if endpoint == "static" and "filename" in values and "v" not in values:
        values["v"] = _digest(values["filename"])


@cache
def _digest(filename: str) -> str:
    path = Path(__file__).parent / "static" / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""
