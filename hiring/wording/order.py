"""The employer's answers as an order says them: with units, with what is asked below a question, money in its terms."""

from __future__ import annotations

from collections.abc import Mapping

from hiring.domain.brief import profile_values
from hiring.domain.completeness import is_open
from hiring.domain.conditions import Condition, subjects
from hiring.domain.profile import Profile
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Gate
from hiring.language import Language
from hiring.wording.intake import say_answer, say_range
from hiring.wording.names import capitalise

ANSWER = "answer:"


def say_field(profile: Profile, field: Field, language: Language) -> str:
    """What holds for a question, given or by default, with what is asked below it; empty when nothing does."""
    values = profile_values(profile)
    said = [_say_value(profile, field, field.id, values, language)]
    for below in field.followups:
        text = _say_value(profile, below, f"{field.id}.{below.id}", values, language)
        if text:
            said.append(f"{below.name[language.locale]}: {text}")
    return "; ".join(text for text in said if text)


def _say_value(profile: Profile, field: Field, identity: str, values: Mapping[str, object], language: Language) -> str:
    value = values.get(ANSWER + identity)
    if field.kind is FieldKind.TABLE and is_open(profile.answers.get(identity)):
        return ""
    if is_open(value):
        return ""
    if field.kind is FieldKind.MONEY_RANGE and isinstance(value, Mapping):
        return say_range(value, language)
    if isinstance(value, Mapping):
        value = {key: part for key, part in value.items() if key not in tables_of(field)}
    return say_answer(identity, value, profile.rubric, language)


def tables_of(group: Field) -> frozenset[str]:
    """Parts that list rows, such as clients by code: they are the employer's own papers, not part of an order."""
    return frozenset(part.id for part in group.parts if part.kind is FieldKind.TABLE)


def say_must_have(gate: Gate, profile: Profile, language: Language) -> str:
    """What a must-have asks of this post: the answers it reads by name, else its condition."""
    texts = [(field, say_field(profile, field, language)) for field in fields_of(gate, profile)]
    said = [(field.name[language.locale], text) for field, text in texts if text]
    if len(said) == 1:
        return capitalise(said[0][1])
    return ". ".join(f"{name}: {text}" for name, text in said) or gate.condition[language.locale]


def reason_of(gate: Gate, profile: Profile) -> str:
    """Why the employer asks for it, in the employer's words; empty when no reason was given."""
    reasons = [profile.reasons[field.id] for field in fields_of(gate, profile) if field.id in profile.reasons]
    return " ".join(reasons)


def fields_of(gate: Gate, profile: Profile) -> tuple[Field, ...]:
    """The questions whose answers a must-have of facts holds people against, in the order it reads them."""
    conditions: tuple[Condition | None, ...] = (gate.passes, gate.when) if gate.stage.value == "facts" else ()
    read = [name for condition in conditions if condition is not None for name in subjects(condition)]
    known = {field.id: field for field in profile.rubric.fields}
    names = dict.fromkeys(name.removeprefix(ANSWER) for name in read if name.startswith(ANSWER))
    return tuple(known[name] for name in names if name in known)


def refining_fields(gate: Gate, profile: Profile) -> tuple[Field, ...]:
    """Questions that a must-have reads when it is judged but that do not switch it on."""
    reading, switching = (
        {name.removeprefix(ANSWER) for name in subjects(condition)} if condition is not None else set()
        for condition in (gate.passes, gate.when)
    )
    if gate.when is None:
        return ()
    return tuple(field for field in fields_of(gate, profile) if field.id in reading - switching)


def say_pay(profile: Profile, language: Language) -> str:
    """The range with its period and tax: "from RUB 150,000 to RUB 200,000 a month, before tax"; empty without a budget."""
    budget = profile_values(profile).get("answer:pay.budget")
    if not isinstance(budget, Mapping) or (budget.get("from") is None and budget.get("to") is None):
        return ""
    period, tax = (_term(profile, part, budget.get(part), language) for part in ("period", "tax"))
    return ", ".join(part for part in (f"{say_range(budget, language)} {period}".strip(), tax) if part)


def _term(profile: Profile, part: str, value: object, language: Language) -> str:
    """A term of the pay by the name of its choice; empty when the employer did not say it."""
    terms = next((field for field in profile.rubric.fields if field.id == "pay.currency_period_region"), None)
    parts = () if terms is None else terms.parts
    choices = [choice for item in parts if item.id == part for choice in item.choices]
    return next((choice.name[language.locale] for choice in choices if choice.value == value), "")
