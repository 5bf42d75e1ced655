"""The employer's answers in words: what was asked, what was answered, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hiring.domain.amounts import read_amount
from hiring.domain.changes import Change, ChangeKind
from hiring.domain.priorities import Priority
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Rubric
from hiring.language import N_, NO_VALUE, Language
from hiring.wording.names import name_of, plain_value, say_fact, say_money

PRIORITIES = {
    Priority.HIGH: N_("high"),
    Priority.MEDIUM: N_("medium"),
    Priority.LOW: N_("low"),
}
LEVEL = "level"
"""Stands for the level sought among the subjects of answers."""
CHANGES = {
    ChangeKind.LEVEL: N_("Level sought: %(before)s → %(after)s"),
    ChangeKind.ANSWER: N_("%(name)s: %(before)s → %(after)s"),
    ChangeKind.REASON: N_("Reason of “%(name)s”: %(before)s → %(after)s"),
    ChangeKind.PRIORITY: N_("Importance of “%(name)s”: %(before)s → %(after)s"),
    ChangeKind.WEIGHT: N_("Weight of “%(name)s”, %(level)s: %(before)s → %(after)s"),
    ChangeKind.MINIMUM: N_("Minimum of “%(name)s”, %(level)s: %(before)s → %(after)s"),
    ChangeKind.THRESHOLD: N_("Thresholds of “%(name)s”: %(before)s → %(after)s"),
}


def name_field(identity: str, rubric: Rubric, language: Language) -> str:
    """The name of a question, of its part behind it: "Time to train: a mentor"; else the id itself."""
    if identity == LEVEL:
        return language.gettext("Level sought")
    path = find_fields(identity, rubric)
    names = (item.name[language.locale] for item in path)
    return ": ".join(names) or name_of(identity, rubric, language)


def find_fields(identity: str, rubric: Rubric) -> tuple[Field, ...]:
    """The question and, for `<field>.<part>`, its part or followup; empty when the rubric has none."""
    for item in rubric.fields:
        if item.id == identity:
            return (item,)
        for part in (*item.parts, *item.followups):
            if f"{item.id}.{part.id}" == identity:
                return item, part
    return ()


def say_answer(identity: str, value: object, rubric: Rubric, language: Language) -> str:
    """An answer as text, of any kind of question; "not answered" for none."""
    if value is None:
        return language.gettext("not answered")
    if identity == LEVEL:
        return name_of(str(value), rubric, language)
    path = find_fields(identity, rubric)
    return say_value(path[-1], value, rubric, language) if path else plain_value(value, language)


def say_value(field: Field, value: object, rubric: Rubric | None, language: Language) -> str:
    """An answer of any kind as text, with its unit where the name does not say it.

    Without a rubric levels go by their ids.
    """
    match field.kind, value:
        case _, None:
            return NO_VALUE
        case FieldKind.GROUP, Mapping():
            return "; ".join(_say_parts(field, value, rubric, language))
        case FieldKind.TABLE, list() | tuple():
            rows = (", ".join(_say_parts(field, row, rubric, language)) for row in value if isinstance(row, Mapping))
            return "; ".join(rows)
        case FieldKind.PER_LEVEL, Mapping():
            kind = field.of
            return "; ".join(
                f"{name_of(level, rubric, language)}: {_say_level(kind, answer, language)}"
                for level, answer in value.items()
            )
        case FieldKind.MONEY_RANGE, Mapping():
            return say_range(value, language)
        case FieldKind.PERCENT, _:
            amount = read_amount(value)
            return NO_VALUE if amount is None else language.percent(amount / 100, 0 if amount.denominator == 1 else 1)
        case FieldKind.NUMBER, _:
            amount = read_amount(value)
            return NO_VALUE if amount is None else _with_unit(language.plain(amount), field, language)
        case _:
            return say_fact(field, value, language)


def _with_unit(number: str, field: Field, language: Language) -> str:
    unit = "" if field.unit is None else field.unit[language.locale]
    return number if unit.lower() in field.name[language.locale].lower() else f"{number}\u00a0{unit}"


def _say_parts(field: Field, values: Mapping[str, object], rubric: Rubric | None, language: Language) -> Iterator[str]:
    for part in field.parts:
        if values.get(part.id) not in (None, "", [], ()):
            yield f"{part.name[language.locale]}: {say_value(part, values[part.id], rubric, language)}"


def _say_level(kind: FieldKind, answer: object, language: Language) -> str:
    return say_range(answer, language) if isinstance(answer, Mapping) else plain_value(answer, language)


def say_range(money: Mapping[str, object], language: Language) -> str:
    """ "from RUB 150,000 to RUB 200,000", or the one end that is named."""
    currency = money.get("currency")
    least, most = (money.get(end) for end in ("from", "to"))
    said = {"least": say_money(least, currency, language), "most": say_money(most, currency, language)}
    if least is None or most is None:
        return language.gettext("from %(least)s", **said) if most is None else language.gettext("up to %(most)s", **said)
    return language.gettext("from %(least)s to %(most)s", **said)


def say_priority(priority: Priority, language: Language) -> str:
    return language.gettext(PRIORITIES[priority])


def say_change(change: Change, rubric: Rubric, language: Language) -> str:
    """One line: what, before and after."""
    before, after = (_say_side(change, value, rubric, language) for value in (change.before, change.after))
    name = name_field(change.id, rubric, language)
    level = name_of(change.level or "", rubric, language)
    return language.gettext(CHANGES[change.kind], name=name, level=level, before=before, after=after)


def _say_side(change: Change, value: object, rubric: Rubric, language: Language) -> str:
    if value is None:
        return NO_VALUE
    match change.kind:
        case ChangeKind.LEVEL:
            return name_of(str(value), rubric, language)
        case ChangeKind.ANSWER:
            return say_answer(change.id, value, rubric, language)
        case ChangeKind.PRIORITY:
            return say_priority(Priority(str(value)), language)
        case ChangeKind.THRESHOLD if isinstance(value, tuple):
            return " / ".join(language.plain(step) for step in value)
    return plain_value(value, language)
