"""How the product speaks: one catalogue and one way to print figures for pages, documents and the command line.

Messages are English; `translations/<locale>/messages.po` carries the others and is read as it is, so that no compiled file
has to be built, shipped or kept in step. Rounding for display, half up, happens here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_currency_symbol
from babel.support import NullTranslations, Translations
from markupsafe import Markup

LOCALES = ("ru", "en")
LOCALE_NAMES = {"ru": "Русский", "en": "English"}
SOURCE_LOCALE = "en"
NO_VALUE = "—"
MINUS = "\u2212"
EXTRA_DIGITS = 28
IDENTITIES = frozenset({"number", "version", "year", "page", "pages", "line", "row", "column", "id", "code"})
"""Places in messages where a whole number says which one, not how many."""

Number = int | Fraction | Decimal


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated later
    """Marks a message for extraction without translating it."""
    return message


class Language:
    """One locale's messages, numbers and dates. `get_language` caches them."""

    def __init__(self, locale: str) -> None:
        if locale not in LOCALES:
            raise ValueError(f"locale {locale!r} is none of {', '.join(LOCALES)}")
        self.locale = locale
        self.catalogue = _read_catalogue(locale)

    def gettext(self, message: str, **values: object) -> str:
        text: str = self.catalogue.gettext(message)
        return text % self.printed(values) if values else text

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        text: str = self.catalogue.ngettext(singular, plural, number)
        return text % self.printed({"num": number, **values})

    def printed(self, values: Mapping[str, object]) -> dict[str, object]:
        """Values for a message: counts as the locale writes them, 1,027 pairs; version 1027 keeps its digits together."""
        return {
            name: self.plain(value) if type(value) is int and name not in IDENTITIES else value
            for name, value in values.items()
        }

    def number(self, value: Number | None, places: int = 1) -> str:
        """Exactly `places` decimals, rounded half up; a dash for None."""
        if value is None:
            return NO_VALUE
        return print_decimal(round_half_up(value, places), "#,##0" + ("." + "0" * places if places else ""), self.locale)

    def plain(self, value: Number | None, most: int = 3) -> str:
        """As many decimals as the value has, `most` at most; a dash for None."""
        if value is None:
            return NO_VALUE
        return print_decimal(round_half_up(value, most), "#,##0." + "#" * most, self.locale)

    def percent(self, share: Number | None, places: int = 0) -> str:
        """A share of 1 as a percentage: 91 % in Russian, 91% in English."""
        if share is None:
            return NO_VALUE
        gap = "\u00a0" if self.locale == "ru" else ""
        return f"{self.number(share * 100, places)}{gap}%"

    def money(self, value: Number, currency: str) -> str:
        """190 000 ₽ in Russian, £190,000 or RUB 190,000 in English; hundredths only where there are some."""
        if value < 0:
            return MINUS + self.money(-value, currency)
        amount = self.number(value, 0 if Fraction(value).denominator == 1 else 2)
        if not currency:
            return amount
        sign = str(get_currency_symbol(currency, locale=self.locale))
        if self.locale == "ru":
            return f"{amount}\u00a0{sign}"
        return f"{sign}\u00a0{amount}" if sign[-1].isalpha() else f"{sign}{amount}"

    def date(self, value: dt.date | None) -> str:
        return NO_VALUE if value is None else print_date(value, self.locale)

    def day(self, value: dt.date, *, year: bool = False) -> str:
        """Day and month, and the year for a date of another one."""
        return str(format_date(value, "d MMMM y" if year else "d MMMM", locale=self.locale))

    def moment(self, value: dt.datetime | None) -> str:
        return NO_VALUE if value is None else str(format_datetime(value, "d MMM y, HH:mm", locale=self.locale))

    def time(self, value: dt.datetime) -> str:
        return str(format_datetime(value, "HH:mm", locale=self.locale))


@lru_cache(maxsize=2048)
def round_half_up(value: Number, places: int) -> Decimal:
    """Decimal rounding, half away from zero: 3.875 to one place is 3.9, 2.25 is 2.3."""
    scaled = Fraction(value) * 10**places
    whole = int(abs(scaled) + Fraction(1, 2))
    # Written out, because arithmetic on decimals would round to 28 digits.
    return Decimal(f"{whole if scaled >= 0 else -whole}E-{places}")


@lru_cache(maxsize=2048)
def print_decimal(rounded: Decimal, pattern: str, locale: str) -> str:
    """As the locale writes it, a negative number with a minus, not the hyphen that Babel has for it.

    Kept, because a page prints the same few scores and minimums over and over.
    """
    # Room for every digit: Babel computes in the present precision, which ends at 28 digits.
    with localcontext(prec=len(rounded.as_tuple().digits) + EXTRA_DIGITS):
        return str(format_decimal(rounded, pattern, locale=locale)).replace("-", MINUS)


@lru_cache(maxsize=2048)
def print_date(value: dt.date, locale: str) -> str:
    """Kept, because the rows of a list are often of the same few days."""
    # Fonts often lack the narrow space that Babel puts into Russian dates.
    return str(format_date(value, "long", locale=locale)).replace("\u202f", "\u00a0")


def messages_for_templates(speaking: Callable[[], Language]) -> tuple[Callable[..., str], Callable[..., str]]:
    """`gettext` and `ngettext` for templates, in the language that is spoken when they are called; values are escaped."""

    def gettext(message: str, **values: object) -> str:
        language = speaking()
        text = language.gettext(message)
        return Markup(text) % language.printed(values) if values else Markup(text % ())  # noqa: S704 - no one typed it

    def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
        text = speaking().catalogue.ngettext(singular, plural, number)
        return Markup(text) % speaking().printed({"num": number, **values})  # noqa: S704 - written here, no one typed it

    return gettext, ngettext


@cache
def get_language(locale: str) -> Language:
    return Language(locale)


def _read_catalogue(locale: str) -> NullTranslations:
    path = Path(__file__).parent / "translations" / locale / "messages.po"
    if locale == SOURCE_LOCALE or not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
