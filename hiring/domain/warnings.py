"""The warnings to the employer: what in a profile will not work out, with the answers or numbers that say so.

A warning never blocks. What is not known raises none: only answers, given or by default, can contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from hiring.domain.amounts import read_amount, upper_end
from hiring.domain.conditions import All, Any, Condition, Values, holds, subjects
from hiring.domain.gates import Reason
from hiring.domain.key_clients import judge_key_clients
from hiring.domain.profile import Profile
from hiring.domain.questions import Field, FieldKind, ProfileWarning
from hiring.domain.restricted import RestrictedUse, find_restricted

REQUIRED = "required"
"""How the value of a choice begins that asks for something instead of preferring it."""
TERMS = ("currency", "period", "tax")


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A warning of the rubric that holds for a profile; `reason` carries the answers or numbers behind it."""

    warning: ProfileWarning
    reason: Reason


def raise_warnings(profile: Profile) -> tuple[RaisedWarning, ...]:
    """The warnings that hold for this profile and the level it seeks, in the rubric's order."""
    values = profile.values
    raised = []
    for warning in profile.rubric.warnings:
        reason = _reason(warning, profile, values)
        if reason is not None:
            raised.append(RaisedWarning(warning, reason))
    return tuple(raised)


def _reason(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    if warning.rule is not None:
        return WARNING_RULES[warning.rule](warning, profile, values)
    if warning.when is None or not holds(warning.when, values):
        return None
    read = [name for name in dict.fromkeys(_speaking(warning.when, values)) if name.startswith("answer:")]
    return Reason("answers_speak", {"answers": {name.removeprefix("answer:"): values.get(name) for name in read}})


def _speaking(condition: Condition, values: Values) -> Iterator[str]:
    """The subjects that make a condition hold: of several ways to meet it only those that are met."""
    match condition:
        case Any(parts):
            yield from (name for part in parts if holds(part, values) for name in _speaking(part, values))
        case All(parts):
            yield from (name for part in parts for name in _speaking(part, values))
        case _:
            yield from subjects(condition)


def _pay_ratio(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    """The highest level is sought for less than so many times what the level below it is paid at most."""
    budget, ranges = values.get("answer:pay.budget"), values.get("answer:pay.level_ranges")
    levels = [level.id for level in profile.rubric.levels]
    if profile.level_sought != levels[-1] or len(levels) < 2:
        return None
    if not isinstance(budget, Mapping) or not isinstance(ranges, Mapping):
        return None
    below, multiplier = ranges.get(levels[-2]), read_amount(values.get("answer:pay.level_multiplier"))
    offered, paid = upper_end(budget), upper_end(below)
    if offered is None or paid is None or multiplier is None or _terms_differ(budget, below):
        return None
    needed = multiplier * paid
    if offered >= needed:
        return None
    amounts = {"budget": offered, "needed": needed, "paid": paid, "multiplier": multiplier}
    return Reason("budget_below_ratio", {**amounts, "level": levels[-2], "currency": budget.get("currency")})


def _terms_differ(one: Mapping[str, object], other: object) -> bool:
    """Sums in different terms cannot be held against each other; a term that one of them lacks is the other's."""
    if not isinstance(other, Mapping):
        return False
    pairs = [(one.get(term), other.get(term)) for term in TERMS]
    return any(first is not None and second is not None and first != second for first, second in pairs)


def _time_to_fill(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    """The highest level in less time than the limit, and nobody looks for people who are in work."""
    weeks = read_amount(values.get("answer:profile.time_to_fill"))
    if profile.level_sought != profile.rubric.levels[-1].id or weeks is None or warning.limit is None:
        return None
    if weeks >= warning.limit or values.get("answer:sourcing.passive_search") is True:
        return None
    return Reason("time_too_short", {"weeks": weeks, "limit": warning.limit})


def _dependency(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    rule = profile.rubric.key_client
    if rule is None:
        return None
    found = judge_key_clients(rule, profile.answers)
    single = {"largest": found.largest, "single_limit": found.single_client_limit}
    joint = {"joint": found.joint, "joint_limit": found.dependency_limit}
    if found.largest_over and found.joint_over:
        return Reason("dependency_both", {**single, **joint})
    if found.largest_over:
        return Reason("dependency_single", single)
    return Reason("dependency_joint", joint) if found.joint_over else None


def _unreasoned_requirement(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    bare = [item.id for item in unreasoned_fields(profile, values)]
    return Reason("requirement_without_reason", {"fields": tuple(bare)}) if bare else None


def unreasoned_fields(profile: Profile, values: Values) -> list[Field]:
    """The requirements in force that should have a reason and have none."""
    asked = (item for item in profile.rubric.fields if item.reasoned and _requires(item, values.get(f"answer:{item.id}")))
    return [item for item in asked if item.id not in profile.reasons]


def _requires(item: Field, value: object) -> bool:
    """Whether the answer keeps somebody out: a choice that requires, a share or number above zero, anything listed."""
    if item.kind is FieldKind.CHOICE:
        return str(value).startswith(REQUIRED)
    if item.kind in (FieldKind.NUMBER, FieldKind.PERCENT):
        return (read_amount(value) or Fraction(0)) > 0
    return bool(value)


def _restricted_words(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    found = [(identity, use.word) for identity, text in employer_texts(profile) for use in _uses_in(text)]
    if not found:
        return None
    words = tuple(dict.fromkeys(word for _, word in found))
    return Reason("restricted_words", {"words": words, "fields": tuple(dict.fromkeys(place for place, _ in found))})


@lru_cache(maxsize=1024)
def _uses_in(text: str) -> tuple[RestrictedUse, ...]:
    """Read once: a page shows what follows from the same texts many times over."""
    return find_restricted(text)


def employer_texts(profile: Profile) -> Iterator[tuple[str, str]]:
    """Every text of the employer's own in the profile, with the field it answers: free answers, reasons."""
    for item in profile.rubric.fields:
        yield from ((item.id, text) for text in _texts(item, profile.answers.get(item.id)))
        for followup in item.followups:
            answer = profile.answers.get(f"{item.id}.{followup.id}")
            yield from ((item.id, text) for text in _texts(followup, answer))
    yield from profile.reasons.items()
    yield from ((adjustment.competency, adjustment.reason) for adjustment in profile.adjustments)


def _texts(item: Field, value: object) -> Iterator[str]:
    match item.kind, value:
        case ((FieldKind.TEXT | FieldKind.LIST), str()):
            yield value
        case FieldKind.LIST, list() | tuple():
            yield from (entry for entry in value if isinstance(entry, str))
        case FieldKind.GROUP, Mapping():
            for part in item.parts:
                yield from _texts(part, value.get(part.id))
        case FieldKind.TABLE, list() | tuple():
            for row in value:
                yield from (
                    text for part in item.parts if isinstance(row, Mapping) for text in _texts(part, row.get(part.id))
                )
        case FieldKind.PER_LEVEL, Mapping():
            yield from (entry for entry in value.values() if isinstance(entry, str))


def _critical_off(warning: ProfileWarning, profile: Profile, values: Values) -> Reason | None:
    """What decides the level sought is not asked for, or counts for nothing."""
    level = profile.level_sought
    weights = {standard.competency: standard.weight for standard in profile.sought.standards}
    off = tuple(
        item.id for item in profile.rubric.competencies if item.expectation(level).critical and not weights.get(item.id)
    )
    return Reason("critical_off", {"competencies": off}) if off else None


WARNING_RULES: Mapping[str, Callable[[ProfileWarning, Profile, Values], Reason | None]] = {
    "pay-ratio": _pay_ratio,
    "time-to-fill": _time_to_fill,
    "dependency": _dependency,
    "unreasoned-requirement": _unreasoned_requirement,
    "restricted-words": _restricted_words,
    "critical-off": _critical_off,
}
