"""What every form of the pages shares: fields as people type them, and one way to try a change and show what is wrong.

A form checks shapes only (a number is a number); what the values mean is decided by the actions, whose problems land at the
fields they name. Whatever happens, what was typed stays.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypeVar

from flask_wtf import FlaskForm
from wtforms import Field as FormField
from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional, StopValidation, ValidationError
from wtforms.widgets import DateTimeLocalInput, HiddenInput, TextInput

from hiring.actions.once import make_once
from hiring.domain.rubric import Rubric
from hiring.errors import Conflict, Invalid, Problem
from hiring.language import N_, round_half_up
from hiring.web import request as this
from hiring.wording import say_error, say_problem

T = TypeVar("T")
LONGEST_NUMBER = 40
MOST_DECIMALS = 12
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?|[+-]?\.[0-9]+")
_POINT = re.compile(r"-?[0-9]{1,5}")
OFF_EVERY_SCALE = 1_000_000
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")


class PageForm(FlaskForm):
    """A form of a page. `notices` are said above it: what belongs to no field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notices: list[str] = []
        self.present: dict[str, str] = {}
        """By field name, what somebody else saved meanwhile where it differs from what was typed."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: object) -> Messages:
            return Messages()

    @property
    def faulty(self) -> bool:
        return bool(self.errors or self.notices)


class Messages:
    """WTForms' own few messages in the reader's language."""

    def gettext(self, message: str) -> str:
        return str(this.language().catalogue.gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(this.language().catalogue.ngettext(singular, plural, number))


class Given:
    """Something was typed; `message` says what to type."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: FormField) -> None:
        if not field.raw_data or not str(field.raw_data[0]).strip():
            field.errors = []
            raise StopValidation(this.language().gettext(self.message))


class Same:
    """The same as in another field."""

    def __init__(self, other: str, message: str) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Form, field: FormField) -> None:
        if field.data != form._fields[self.other].data:
            raise ValidationError(this.language().gettext(self.message))


class Version(IntegerField):
    """The version of the thing that the form was filled in on; never shown."""

    widget = HiddenInput()
    data: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", default=0, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Anything that is no number counts as a stale version, not as a mistake of the person."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class Once(StringField):
    """Another key in every form that is shown; the same form sent again is known by it. Never shown."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", default=lambda: secrets.token_urlsafe(16), **kwargs)


class Line(StringField):
    """One line of text; absent is empty."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)


class Lines(TextAreaField):
    """Text of any length; absent is empty."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """With the line ends that are kept: browsers send others, and the same text must not seem another."""
        self.data = (valuelist[0] if valuelist else "").replace("\r\n", "\n")

    process_data = Line.process_data


class TypedField(FormField):
    """A field of one typed line whose `data` is something else than text, and None when left open."""

    widget: Any = TextInput()
    data: Any
    MISTAKE: ClassVar[str]
    """What is said of a line that cannot be read."""

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, [Optional(), *kwargs.pop("validators", ())], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        try:
            self.data = self._read(typed) if typed else None
        except (ValueError, OverflowError) as error:
            raise ValueError(this.language().gettext(self.MISTAKE)) from error

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self._write(self.data)

    def _read(self, typed: str) -> Any:
        """Raises ValueError for what is none."""
        raise NotImplementedError

    def _write(self, data: Any) -> str:
        raise NotImplementedError


class Number(TypedField):
    """A number as people of either language type it: 1 250,5 or 1,250.5; `data` is exact, None when left open."""

    widget = TextInput()
    MISTAKE = N_("Write a number, such as 12 or 0.5.")

    def __init__(self, label: str | None = None, *, whole: bool = False, scale: int = 1, **kwargs: Any) -> None:
        """With `scale` 100 a percentage is typed and a share is kept."""
        super().__init__(label, **kwargs)
        self.whole, self.scale = whole, scale

    def _read(self, typed: str) -> Fraction:
        value = read_number(typed)
        if value is None or (self.whole and value.denominator != 1):
            raise ValueError(typed)
        return value / self.scale

    def _write(self, data: Any) -> str:
        return type_number(Fraction(data) * self.scale)


class Moment(TypedField):
    """Date and time of day on the clock of this place; `data` is UTC, None when left open."""

    widget = DateTimeLocalInput()
    MISTAKE = N_("Write date and time like 2026-03-31 14:30.")

    def _read(self, typed: str) -> dt.datetime:
        return this.from_local(dt.datetime.fromisoformat(typed).replace(tzinfo=None))

    def _write(self, data: Any) -> str:
        return this.to_local(data).strftime("%Y-%m-%dT%H:%M")


@dataclass(slots=True)
class Attempt(Generic[T]):
    """What came of a form: the action's `value`, or the HTTP `status` to show the form again with."""

    value: T | None = None
    status: int = 200
    conflict: str | None = field(default=None)

    @property
    def failed(self) -> bool:
        return self.status != 200


def attempt(form: PageForm, change: Callable[[], T], *, rubric: Rubric | None = None) -> Attempt[T]:
    """Checks the form's shape, then does `change`; a refused one is taken back and said at its fields.

    422 for what the person can mend, 409 for what somebody else changed first.
    """
    if not form.validate():
        return Attempt(status=422)
    try:
        return Attempt(change())
    except Invalid as error:
        this.session().rollback()
        place_problems(form, error.problems, rubric)
        return Attempt(status=422)
    except Conflict as error:
        this.session().rollback()
        form.notices.append(say_error(error, this.language(), rubric))
        return Attempt(status=409, conflict=error.code)


def once(form: PageForm, make: Callable[[], int]) -> int:
    """The id of what `make` makes, or made when this very form was sent before."""
    key = form._fields["once"].data or ""
    return make_once(this.session(), actor=this.actor(), key=key, make=make, now=this.now())


def place_problems(form: PageForm, problems: Iterable[Problem], rubric: Rubric | None = None) -> None:
    """Each problem at the field it names, `facts.languages` in the enclosed form `facts`; else above the form."""
    for problem in problems:
        said = say_problem(problem, this.language(), rubric)
        target = _innermost(find_field(form, problem.where))
        if target is None:
            form.notices.append(said)
        else:
            target.errors = [*target.errors, said]


def _innermost(target: FormField | None) -> FormField | None:
    """A fault of a group of controls is said at its first one."""
    inner = getattr(target, "form", None)
    return target if inner is None else _innermost(next(iter(inner), None))


def find_field(form: Form, where: str) -> FormField | None:
    """The field of that name; of a longer path the innermost one that exists."""
    found = form._fields.get(where)
    if found is not None:
        return found
    first, _, rest = where.partition(".")
    outer = form._fields.get(first)
    inner = getattr(outer, "form", None)
    if inner is not None and rest:
        return find_field(inner, rest)
    return None


def show_present(form: PageForm, present: Mapping[str, object], *, version: int) -> None:
    """After a conflict: marks what differs from the state that is saved now, and lets a second attempt replace it."""
    for name, saved in present.items():
        target = form._fields[name]
        if target.data != saved:
            target.present = str(saved) if saved not in (None, "") else "—"
            form.present[name] = target.present
    form._fields["version"].data = version
    form._fields["version"].raw_data = None


def read_id(text: str | None) -> int:
    """The number of a record; 0, which is none's, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_point(text: str | None) -> int | None:
    """A point of a scale, which may lie below zero; None: nothing was chosen. What is no point comes out off every scale."""
    typed = (text or "").strip().replace("\u2212", "-")
    if not typed:
        return None
    return int(typed) if _POINT.fullmatch(typed) else OFF_EVERY_SCALE


def read_number(text: str) -> Fraction | None:
    """Exact, or None for what is no number. Spaces group; a comma is a decimal mark, save where English groups by it."""
    compact = "".join(text.split()).replace("\u2212", "-").removesuffix("%")
    if this.language().locale == "en" and _GROUPED.fullmatch(compact):
        compact = compact.replace(",", "")
    compact = compact.replace(",", ".")
    return Fraction(compact) if len(compact) <= LONGEST_NUMBER and _NUMBER.fullmatch(compact) else None


def type_number(value: Fraction | int | Decimal) -> str:
    """As it is typed into a field in the reader's language: no grouping, every decimal there is."""
    rounded = round_half_up(value, MOST_DECIMALS)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if this.language().locale == "ru" else text
