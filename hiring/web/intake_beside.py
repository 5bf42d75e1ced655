"""What stands beside each question of the intake: warnings, everything its answer switches on, and the calculators.

Held against the version in force, so that what is new and what is gone can be told from what stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hiring.actions.intake import Intake
from hiring.domain.consequences import Consequence, ConsequenceKind, all_consequences, compare_consequences
from hiring.domain.key_clients import SHARES, KeyClients, judge_key_clients
from hiring.domain.levels import LevelAdvice, advise_levels
from hiring.domain.pay import PayCheck, check_pay
from hiring.domain.profile import Profile
from hiring.domain.questions import Field, KeyClientRule
from hiring.domain.rubric import Rubric
from hiring.domain.warnings import RaisedWarning
from hiring.errors import Problem
from hiring.language import N_
from hiring.web import request as this
from hiring.web.intake_steps import field_of
from hiring.web.pages import text
from hiring.wording import say_problem, say_reason

TIERS = "pay.commission_tiers"
BASIS = "pay.variable_basis"
KINDS = {
    ConsequenceKind.COMPETENCY: N_("Competency: %(text)s"),
    ConsequenceKind.WEIGHT: N_("Weight of “%(text)s” %(amount)s"),
    ConsequenceKind.MINIMUM: N_("Minimum of “%(text)s” %(amount)s"),
    ConsequenceKind.STANDARD: N_("“%(text)s”: minimum %(minimum)s, weight %(weight)s"),
    ConsequenceKind.QUESTION: N_("Question: %(text)s"),
    ConsequenceKind.PROBE: N_("Follow-up question: %(text)s"),
    ConsequenceKind.FIGURE: N_("Figure to prove: %(text)s"),
    ConsequenceKind.GATE: N_("Must-have: %(text)s"),
    ConsequenceKind.DUTY: N_("Duty: %(text)s"),
    ConsequenceKind.RED_FLAG: N_("Warning sign: %(text)s"),
}
"""How each kind is said; warnings stand apart from these."""


class Sign(StrEnum):
    NEW = "new"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class KeyClientPanel:
    clients: KeyClients
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayPanel:
    check: PayCheck
    problems: tuple[str, ...]
    basis_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    field: Field
    faults: tuple[str, ...]
    """What cannot be adopted as it is answered."""
    warnings: tuple[RaisedWarning, ...]
    lines: tuple[Line, ...]
    panel: str
    """`key_clients`, `pay`, `level`, or empty."""
    content: object


def besides(intake: Intake, fields: Iterable[Field]) -> dict[str, Beside]:
    """By question."""
    before, after = intake.position.profile, intake.profile
    signs = {_key(item): sign for item, sign in _changes(before, after)}
    everything = [item for item in all_consequences(after) if item.kind in KINDS]
    gone = [item for item, sign in _changes(before, after) if sign is Sign.GONE and item.kind in KINDS]
    found = {}
    for field in fields:
        read = [(item, signs.get(_key(item), Sign.SAME)) for item in everything if item.on and field.id in item.depends_on]
        read += [(item, Sign.GONE) for item in gone if field.id in item.depends_on]
        lines = tuple(Line(_words(item), sign) for item, sign in _shown(read))
        panel, content = _panel(field, intake)
        found[field.id] = Beside(field, _faults(intake, field), _warnings(intake, field), lines, panel, content)
    return found


def _changes(before: Profile, after: Profile) -> list[tuple[Consequence, Sign]]:
    changes = []
    for old, new in compare_consequences(before, after):
        if new is not None and new.on:
            changes.append((new, Sign.NEW))
        elif old is not None and old.on:
            changes.append((old, Sign.GONE))
    return changes


def _key(item: Consequence) -> tuple[str, str, tuple[str, ...]]:
    return item.kind, item.id, item.depends_on


def _shown(read: list[tuple[Consequence, Sign]]) -> list[tuple[Consequence, Sign]]:
    """Changes first; what a level asks of every competency only where it changes."""
    kept = [(item, sign) for item, sign in read if sign is not Sign.SAME or item.kind is not ConsequenceKind.STANDARD]
    return sorted(kept, key=lambda entry: list(Sign).index(entry[1]))


def _words(item: Consequence) -> str:
    language = this.language()
    amount = "" if item.amount is None else f"{'+' if item.amount > 0 else '−'}{language.plain(abs(item.amount))}"
    minimum, weight = item.asks.get("minimum"), item.asks.get("weight")
    values = {"text": text(item.text), "amount": amount, "minimum": minimum, "weight": language.plain(weight)}  # type: ignore[arg-type]
    return language.gettext(KINDS[item.kind], **values)


def _faults(intake: Intake, field: Field) -> tuple[str, ...]:
    return _problems(tuple(item for item in intake.problems if is_about(item, field)), intake.position.rubric)


def is_about(problem: Problem, field: Field) -> bool:
    """Whether the problem names the question, a part of it, what is asked below it, or its reason."""
    kind, _, where = problem.where.partition(".")
    return kind in ("answers", "reasons") and field_of(where, (field.id,)) is not None


def _warnings(intake: Intake, field: Field) -> tuple[RaisedWarning, ...]:
    return tuple(raised for raised in intake.warnings if any(field_of(item, (field.id,)) for item in raised.warning.fields))


def _panel(field: Field, intake: Intake) -> tuple[str, object]:
    profile = intake.profile
    if field.sets_level:
        return "level", advise_levels(profile)
    if field.id == SHARES and profile.rubric.key_client is not None:
        return "key_clients", _key_clients(profile, profile.rubric.key_client)
    return ("pay", _pay(profile)) if field.id == TIERS else ("", None)


def _key_clients(profile: Profile, rule: KeyClientRule) -> KeyClientPanel:
    clients = judge_key_clients(rule, profile.answers)
    return KeyClientPanel(clients, _problems(clients.problems, profile.rubric))


def _problems(problems: tuple[Problem, ...], rubric: Rubric) -> tuple[str, ...]:
    return tuple(say_problem(problem, this.language(), rubric) for problem in problems)


def _pay(profile: Profile) -> PayPanel:
    check = check_pay(profile)
    problems = _problems(check.problems, profile.rubric)
    asked = next((field for field in profile.rubric.fields if field.id == BASIS), None)
    return PayPanel(check, problems, {choice.value: text(choice.name) for choice in asked.choices} if asked else {})


def obstacle_words(advice: LevelAdvice, rubric: Rubric) -> list[str]:
    """What stands in the way of a level, a sentence each."""
    language = this.language()
    return [
        f"{text(item.warning.text).rstrip('.')}. {say_reason(item.reason, rubric, language)}"
        if isinstance(item, RaisedWarning)
        else say_reason(item, rubric, language)
        for item in advice.obstacles
    ]
