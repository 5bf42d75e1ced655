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


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the intake."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class KeyClientRule:
    share_threshold: Fraction
    bases: tuple[Choice, ...]
    criteria: tuple[Choice, ...]
    criteria_needed: int
    band: tuple[Fraction, Fraction]
    dependency_limit: Fraction
    single_client_limit: Fraction
