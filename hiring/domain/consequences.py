"""What an employer's answers act on: which parts of the rubric read a question, and whether they are on.

Nothing here decides anything; it shows beside a question what `profile`, `gates`, `warnings` and the conditions of the
rubric do with its answer, and what changes when the answer does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from hiring.domain.conditions import Condition, holds, subjects
from hiring.domain.gates import Reason
from hiring.domain.profile import Profile
from hiring.domain.questions import EffectKind, Field
from hiring.domain.rubric import Competency, Gate, GateRule, Question, Rubric
from hiring.domain.text import Text
from hiring.domain.warnings import raise_warnings


class ConsequenceKind(StrEnum):
    COMPETENCY = "competency"
    WEIGHT = "weight"
    """An answer adds to the weight of a competency."""
    MINIMUM = "minimum"
    STANDARD = "standard"
    """What the level sought asks of a competency; read by the question of the level."""
    QUESTION = "question"
    PROBE = "probe"
    FIGURE = "figure"
    GATE = "gate"
    DUTY = "duty"
    RED_FLAG = "red_flag"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One part of the rubric that reads an answer. `on` None: cannot be told before something is answered.

    `id` is that of the competency, question, figure, gate, duty, red flag or warning; of a probe `<question id>.<number>`.
    """

    kind: ConsequenceKind
    id: str
    on: bool | None
    depends_on: tuple[str, ...]
    """Fields that it reads, in the order of the rubric."""
    text: Text
    """What it is called or asks."""
    reason: Text | None = None
    competency: str | None = None
    """To which competency it belongs."""
    amount: Fraction | None = None
    """What a WEIGHT or MINIMUM adds."""
    asks: Mapping[str, object] = field(default_factory=dict)
    """What a GATE holds the candidate against, by field; minimum and weight of a STANDARD."""
    because: Reason | None = None
    """The answers or numbers behind a WARNING that is on."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A conditional part of the rubric before its condition is read."""

    kind: ConsequenceKind
    id: str
    when: Condition
    text: Text
    reason: Text | None = None
    competency: str | None = None
    amount: Fraction | None = None


def all_consequences(profile: Profile) -> tuple[Consequence, ...]:
    """Everything in the rubric that reads an answer of the employer."""
    values = profile.values
    parts = tuple(_consequence(part, profile, values) for part in _parts(profile.rubric))
    return (*parts, *_standards(profile), *_gates(profile, values), *_warnings(profile))


def compare_consequences(before: Profile, after: Profile) -> tuple[tuple[Consequence | None, Consequence | None], ...]:
    """Pairs of what is different: switched on or off, another amount, held against something else. One rubric."""
    old = {_key(item): item for item in all_consequences(before)}
    new = {_key(item): item for item in all_consequences(after)}
    pairs = ((old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new]))
    return tuple((one, other) for one, other in pairs if _state(one) != _state(other))


def _key(item: Consequence) -> tuple[str, str, tuple[str, ...]]:
    return item.kind, item.id, item.depends_on


def _state(item: Consequence | None) -> object:
    """What can change about it; what is off asks for nothing."""
    if item is None or not item.on:
        return False
    because = item.because
    return True, item.amount, dict(item.asks), None if because is None else (because.code, dict(because.values))


def _consequence(part: _Part, profile: Profile, values: Mapping[str, object]) -> Consequence:
    on = holds(part.when, values)
    if part.kind is ConsequenceKind.WEIGHT and profile.sorted_completely:
        on = False
    read = fields_read(profile.rubric, [part.when])
    return Consequence(part.kind, part.id, on, read, part.text, part.reason, part.competency, part.amount)


def _parts(rubric: Rubric) -> Iterator[_Part]:
    for competency in rubric.competencies:
        if competency.when is not None:
            yield _Part(ConsequenceKind.COMPETENCY, competency.id, competency.when, competency.name, competency.definition)
    for effect in rubric.effects:
        kind = ConsequenceKind.WEIGHT if effect.kind is EffectKind.WEIGHT else ConsequenceKind.MINIMUM
        name = rubric.competency(effect.competency).name
        yield _Part(kind, effect.competency, effect.when, name, effect.reason, effect.competency, effect.amount)
    for competency in rubric.competencies:
        yield from _questions(competency)
    for figure in rubric.figures.figures:
        if figure.when is not None:
            yield _Part(ConsequenceKind.FIGURE, figure.id, figure.when, figure.name, figure.definition)
    for duty in rubric.duties:
        if duty.when is not None:
            yield _Part(ConsequenceKind.DUTY, duty.id, duty.when, duty.text)
    for flag in rubric.red_flags:
        if flag.when is not None:
            yield _Part(ConsequenceKind.RED_FLAG, flag.id, flag.when, flag.text, flag.probe)


def _questions(competency: Competency) -> Iterator[_Part]:
    for question in competency.questions:
        if question.when is not None:
            yield _Part(ConsequenceKind.QUESTION, question.id, question.when, question.text, competency=competency.id)
        yield from _probes(question, competency.id)


def _probes(question: Question, competency: str) -> Iterator[_Part]:
    for number, probe in enumerate(question.probes, start=1):
        if probe.when is not None:
            identity = f"{question.id}.{number}"
            yield _Part(ConsequenceKind.PROBE, identity, probe.when, probe.text, competency=competency)


def _standards(profile: Profile) -> Iterator[Consequence]:
    asked = tuple(item.id for item in profile.rubric.fields if item.sets_level)
    for standard in profile.sought.standards:
        competency = profile.rubric.competency(standard.competency)
        expectation = competency.expectation(profile.level_sought)
        asks = {"minimum": standard.minimum, "weight": standard.weight, "critical": standard.critical}
        yield Consequence(
            ConsequenceKind.STANDARD,
            standard.competency,
            True,
            asked,
            competency.name,
            expectation.reason,
            standard.competency,
            asks=asks,
        )


def _gates(profile: Profile, values: Mapping[str, object]) -> Iterator[Consequence]:
    rubric = profile.rubric
    for gate in rubric.gates:
        held = _held_against(gate)
        conditions = [part for part in (gate.when, gate.passes) if part is not None]
        read = fields_read(rubric, conditions, {*held, *_level_subject(gate, rubric)})
        if not read:
            continue
        on = profile.level_sought in gate.levels and (gate.when is None or holds(gate.when, values))
        asks = {name.removeprefix("answer:"): values[name] for name in held if name in values}
        yield Consequence(ConsequenceKind.GATE, gate.id, on, read, gate.name, gate.condition, gate.competency, asks=asks)


def _held_against(gate: Gate) -> tuple[str, ...]:
    """The answers that the candidate's facts are held against."""
    if gate.rule is GateRule.LANGUAGES:
        return ("answer:requirements.languages",)
    if gate.rule is GateRule.PAY:
        return ("answer:pay.budget",)
    read = () if gate.passes is None else subjects(gate.passes)
    return tuple(dict.fromkeys(name for name in read if name.startswith("answer:")))


def _level_subject(gate: Gate, rubric: Rubric) -> tuple[str, ...]:
    """A gate that guards some levels only depends on which is sought."""
    return () if len(gate.levels) == len(rubric.levels) else ("answer:level",)


def _warnings(profile: Profile) -> Iterator[Consequence]:
    raised = {item.warning.id: item.reason for item in raise_warnings(profile)}
    for warning in profile.rubric.warnings:
        conditions = [] if warning.when is None else [warning.when]
        named = {f"answer:{identity}" for identity in warning.fields}
        read = fields_read(profile.rubric, conditions, named)
        because = raised.get(warning.id)
        on = because is not None
        yield Consequence(ConsequenceKind.WARNING, warning.id, on, read, warning.text, warning.reason, because=because)


def fields_read(rubric: Rubric, conditions: Iterable[Condition], also: Collection[str] = ()) -> tuple[str, ...]:
    """The fields whose answers these conditions read, those of the subjects named, and the terms of money.

    A part and a followup belong to their field.
    """
    names = {name for condition in conditions for name in subjects(condition)} | set(also)
    read = {name.removeprefix("answer:") for name in names if name.startswith("answer:")}
    direct = {item.id for item in rubric.fields if _reads(item, read)}
    terms = {item.terms for item in rubric.fields if item.id in direct}
    return tuple(item.id for item in rubric.fields if item.id in direct | terms)


def _reads(item: Field, read: Collection[str]) -> bool:
    if item.sets_level and "level" in read:
        return True
    return any(identity == item.id or identity.startswith(f"{item.id}.") for identity in read)
