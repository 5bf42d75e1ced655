"""What a rubric asks the employer and the candidate, and what an answer changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hiring.domain.conditions import Condition
from hiring.domain.text import Text


class FieldKind(StrEnum):
    TEXT = "text"
    LIST = "list"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    PERCENT = "percent"
    LANGUAGES = "languages"
    MONEY_RANGE = "money_range"
    MONEY = "money"
    GROUP = "group"
    """Several named parts, each a field of its own."""
    TABLE = "table"
    """Rows of named parts."""
    PER_LEVEL = "per_level"
    FIXED = "fixed"
    """Shown and explained, not answered: a rule of the method or of the law."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: Text


@dataclass(frozen=True, slots=True)
class Field:
    """A question to the employer (profile fields) or to the candidate (facts)."""

    id: str
    name: Text
    help: Text | None
    kind: FieldKind
    topic: str = ""
    choices: tuple[Choice, ...] = ()
    parts: tuple[Field, ...] = ()
    default: object = None
    """Plain data; per level when `default_by_level`."""
    default_by_level: Mapping[str, object] | None = None
    mandatory: bool = False
    """Must be answered before the brief or a vacancy text is made."""
    essential: bool = False
    """Acts on gates, weights or minimums: asked already when a position is made."""
    minimum: int | None = None
    maximum: int | None = None
    effect: Text | None = None
    """What the answer acts on, in words for the one who answers."""
    question: Text | None = None
    """The question as it is asked; None: the name says it."""
    unit: Text | None = None
    """What a number counts ("weeks"); None: nothing, or percent for PERCENT."""
    placeholder: Text | None = None
    """An example of an answer."""
    reasoned: bool = False
    """A requirement that needs a reason, kept apart from the answer."""
    sets_level: bool = False
    """An answer that is the id of a level is the level sought."""
    of: FieldKind = FieldKind.TEXT
    """Of PER_LEVEL without parts: the kind of each level's answer, TEXT, NUMBER, PERCENT or MONEY_RANGE."""
    terms: str | None = None
    """Of money: the GROUP field that says currency, period, tax and region, so that only amounts are asked here."""
    followups: tuple[Field, ...] = ()
    """Asked below this question, each answered by itself under `<field id>.<followup id>`."""


class EffectKind(StrEnum):
    WEIGHT = "weight"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer changes in the standard of one competency, by how much and why.

    Everything else that depends on an answer (a competency, question, probe, figure, gate, duty, red flag, warning)
    says itself when it is on, in its own `when`.
    """

    kind: EffectKind
    competency: str
    when: Condition
    amount: Fraction
    reason: Text


@dataclass(frozen=True, slots=True)
class ProfileWarning:
    """Said to the employer when `when` holds or, for a named `rule`, when its arithmetic finds it."""

    id: str
    text: Text
    reason: Text
    remedy: Text
    when: Condition | None
    rule: str | None = None
    fields: tuple[str, ...] = ()
    """Beside which questions it is shown."""
    limit: Fraction | None = None
    """The number of its rule, such as weeks; None: the rule needs none."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the intake, in the order of the topics."""

    id: str
    name: Text
    intro: Text | None = None
    """A sentence at the head of the page."""


@dataclass(frozen=True, slots=True)
class KeyClientRule:
    share_threshold: Fraction
    bases: tuple[Choice, ...]
    criteria: tuple[Choice, ...]
    criteria_needed: int
    band: tuple[Fraction, Fraction]
    dependency_limit: Fraction
    single_client_limit: Fraction
