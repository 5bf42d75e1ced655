"""Names for ids and text for values, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from babel import Locale

from hiring.domain.own_figures import is_own, plain_name
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Rubric
from hiring.domain.text import Text
from hiring.language import NO_VALUE, Language, round_half_up

MOST_PLACES = 4


def name_of(identity: str, rubric: Rubric | None, language: Language) -> str:
    """The rubric's name of a level, gate, figure, red flag or fact, the short one of a competency; else the id itself."""
    if rubric is None:
        return identity
    named = next((name for known, name in _names(rubric) if known == identity), None)
    if named is not None:
        return named[language.locale]
    return plain_name(identity) if is_own(identity) else identity


def _names(rubric: Rubric) -> Iterator[tuple[str, Text]]:
    """What is named most often comes first."""
    yield from ((item.id, item.short) for item in rubric.competencies)
    yield from ((item.id, item.name) for item in rubric.levels)
    yield from ((item.id, item.text) for item in rubric.red_flags)
    yield from ((item.id, item.name) for item in rubric.gates)
    yield from ((item.id, item.name) for item in rubric.figures.figures)
    yield from ((item.id, item.name) for item in rubric.facts)


def say_fact(field: Field, value: object, language: Language) -> str:
    """An answer as text: choices by name, numbers and percentages in the reader's way, a dash for None."""
    match field.kind, value:
        case _, None:
            return NO_VALUE
        case FieldKind.LANGUAGES, list() | tuple():
            return "; ".join(f"{say_language(str(row['language']), language)} {row['level']}" for row in value)
        case FieldKind.MONEY, Mapping():
            return say_money(value.get("amount"), value.get("currency"), language)
        case FieldKind.PERCENT, int():
            return language.percent(Fraction(value, 100))
        case _, list() | tuple():
            return "; ".join(_choice(field, item, language) for item in value)
        case _:
            return _choice(field, value, language)


def _choice(field: Field, value: object, language: Language) -> str:
    chosen = next((choice.name[language.locale] for choice in field.choices if choice.value == value), None)
    return chosen or plain_value(value, language)


def plain_value(value: object, language: Language) -> str:
    """A value that no field describes."""
    if isinstance(value, bool):
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, int | Fraction | Decimal):
        return language.plain(value)
    return str(value)


def say_language(code: str, language: Language) -> str:
    """The name of a human language ("en") in the reader's language; what is no known code is said as it is."""
    return str(Locale.parse(language.locale).languages.get(code, code))


def say_money(amount: object, currency: object, language: Language) -> str:
    """As `Language.money`; a dash when the amount is not known."""
    if amount is None:
        return NO_VALUE
    return language.money(Fraction(str(amount)), str(currency or ""))


def say_against(score: Fraction, bound: Fraction | int, language: Language) -> str:
    """A score beside a bound: one decimal, and more where one would hide that the two differ."""
    return language.number(score, _places_apart(score, Fraction(bound), 1))


def say_share_against(share: Fraction, bound: Fraction, language: Language) -> str:
    """A share beside a bound as a percentage without decimals, and more where none would hide that the two differ."""
    return language.percent(share, _places_apart(share * 100, bound * 100, 0))


def _places_apart(value: Fraction, bound: Fraction, fewest: int) -> int:
    if value == bound:
        return fewest
    apart = (places for places in range(fewest, MOST_PLACES) if round_half_up(value, places) != round_half_up(bound, places))
    return next(apart, MOST_PLACES)


def capitalise(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
