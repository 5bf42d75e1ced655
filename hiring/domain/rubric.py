"""The rubric: what is measured, in which words, and what each level is expected to show.

A rubric is one document (docs/rubric-format.md). In use it never changes: a version is stored whole under two
fingerprints. The *structure* fingerprint (scale, competency ids, anchored points) decides whether ratings may be compared;
the *content* fingerprint covers every word.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hiring.domain.conditions import Condition
from hiring.domain.questions import Effect, Field, KeyClientRule, ProfileWarning, Topic
from hiring.domain.text import Text


@dataclass(frozen=True, slots=True)
class ScalePoint:
    value: int
    name: Text
    anchored: bool
    """Whether every competency describes this point in words of its own."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Ascending points; a rating is the value of one of them, or None for "not observed"."""

    points: tuple[ScalePoint, ...]

    @property
    def lowest(self) -> int:
        return self.points[0].value

    @property
    def highest(self) -> int:
        return self.points[-1].value

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(point.value for point in self.points)

    @property
    def anchored(self) -> tuple[int, ...]:
        return tuple(point.value for point in self.points if point.anchored)


@dataclass(frozen=True, slots=True)
class AssumedError:
    """How far one interviewer's rating is taken to lie off, until the history of the rubric shows it."""

    single: Fraction
    """Standard error of one rating, scale points."""
    shared: Fraction
    """Share of its variance that runs through all ratings an interviewer gives a candidate, 0 to 1."""
    reason: Text


@dataclass(frozen=True, slots=True)
class Rules:
    """Defaults of the method; a profile may set its own, with a reason."""

    min_coverage: Fraction
    """Share of the weight that must be rated before any result is given, 0 to 1."""
    max_shortfalls: int
    """How many competencies that are not critical may lie below their minimum."""
    shortfall_depth: Fraction
    """By how many scale points such a competency may lie below it."""
    discuss_from: int
    """Largest minus smallest rating from which the panel must talk."""
    tie_margin: Fraction
    min_raters: int
    validity_months: int
    """How long a profile may be relied on."""
    assumed_error: AssumedError | None = None
    """None: the default of `hiring.domain.uncertainty`."""


@dataclass(frozen=True, slots=True)
class Level:
    """Levels are ordered from the lowest; the pass score is the weighted mean of the level's minimums."""

    id: str
    name: Text
    """Short: "level 2"."""
    title: Text
    """What kind of person it is, a few words."""
    description: Text
    pay_note: Text | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    point: int
    text: Text


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one level expects in one competency."""

    level: str
    text: Text
    minimum: int
    weight: Fraction
    reason: Text
    """Why the weight is what it is."""
    critical: bool


class QuestionKind(StrEnum):
    BEHAVIOURAL = "behavioural"
    SITUATIONAL = "situational"
    WORK_SAMPLE = "work_sample"
    ROLE_PLAY = "role_play"


@dataclass(frozen=True, slots=True)
class Probe:
    text: Text
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: QuestionKind
    text: Text
    probes: tuple[Probe, ...]
    when: Condition | None = None
    minutes: int | None = None
    """How long it takes with its probes; None: as long as its kind usually does."""


@dataclass(frozen=True, slots=True)
class Competency:
    id: str
    name: Text
    short: Text
    """For table rows and lists: two or three words."""
    definition: Text
    anchors: tuple[Anchor, ...]
    expectations: tuple[Expectation, ...]
    """One a level, in the order of the levels."""
    questions: tuple[Question, ...]
    evidence: Text
    references: str
    when: Condition | None = None
    """None: always on. Otherwise the competency is active only when this holds."""

    def expectation(self, level: str) -> Expectation:
        return next(item for item in self.expectations if item.level == level)

    def anchor(self, point: int) -> Text | None:
        return next((anchor.text for anchor in self.anchors if anchor.point == point), None)


@dataclass(frozen=True, slots=True)
class VerificationGrade:
    """How well a figure is proven; the grade caps the rating the figure can earn."""

    value: int
    id: str
    """claimed, probed, document, third_party"""
    name: Text
    cap: int


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class FigureUse(StrEnum):
    CORE = "core"
    OPTIONAL = "optional"


class FigureUnit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    RATIO = "ratio"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that proves mastery. It has no default thresholds: the employer sets them or it is shown unscored."""

    id: str
    name: Text
    use: FigureUse
    unit: FigureUnit
    definition: Text
    ask: Text
    trap: Text
    better: Direction
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class FigureRules:
    grades: tuple[VerificationGrade, ...]
    cap_without_share: int
    """Cap on a figure that does not say which part of it is the candidate's own."""
    min_periods: int
    window_years: int
    figures: tuple[Figure, ...]

    def grade(self, value: int) -> VerificationGrade:
        return next(grade for grade in self.grades if grade.value == value)


class GateRule(StrEnum):
    """What a gate tests. The first is stated in conditions; the others need arithmetic of their own."""

    CONDITION = "condition"
    LANGUAGES = "languages"
    CRITICAL_MINIMUM = "critical_minimum"
    COMPETENCY_MINIMUM = "competency_minimum"
    FIGURES_PROVEN = "figures_proven"
    INTEGRITY = "integrity"
    PAY = "pay"


class GateStage(StrEnum):
    FACTS = "facts"
    RATINGS = "ratings"


class Waiver(StrEnum):
    NEVER = "never"
    WITH_REASON = "with_reason"


@dataclass(frozen=True, slots=True)
class Gate:
    """A knock-out, kept apart from the score: pass, fail or not known.

    `passes` holds for CONDITION gates. `competency` for COMPETENCY_MINIMUM. `figures_required` and `figures_count`,
    `figures_rating`, `figures_grade` for FIGURES_PROVEN. An advisory gate never fails a level.
    """

    id: str
    name: Text
    condition: Text
    """What it asks, in words."""
    rule: GateRule
    stage: GateStage
    levels: tuple[str, ...]
    """The levels it guards."""
    when: Condition | None
    """Active only when this holds over the answers; None: always."""
    passes: Condition | None
    blocks_when_unknown: bool
    """Whether "not known" keeps the level from being given (True), or is merely shown (False)."""
    waiver: Waiver
    advisory: bool = False
    fallback_level: str | None = None
    competency: str | None = None
    question_kind: QuestionKind | None = None
    figures_required: tuple[str, ...] = ()
    figures_count: int = 0
    figures_rating: int = 0
    figures_grade: int = 0


class FlagEffect(StrEnum):
    PROBE = "probe"
    NOTE = "note"
    CAP = "cap"
    STOP = "stop"
    UNVERIFIED = "unverified"
    GRADE_CAP = "grade_cap"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A warning sign; acts, with a quoted fact, until its probe is answered."""

    id: str
    text: Text
    probe: Text
    effect: FlagEffect
    cap: int | None = None
    competencies: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    id: str
    text: Text
    competencies: tuple[str, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    id: str
    text: Text
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which requirements the duties call for."""

    id: str
    duties: tuple[str, ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A proposed interview: which competencies, in which order."""

    id: str
    name: Text
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcessStep:
    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Source:
    """One fact of a source article and where the rubric encodes it: `competency:x`, `figure:y`, `field:z`, `rule:w`..."""

    id: str
    kind: str
    states: str
    encoded_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    id: str
    version: str
    languages: tuple[str, ...]
    title: Text
    purpose: Text
    scale: Scale
    rules: Rules
    levels: tuple[Level, ...]
    competencies: tuple[Competency, ...]
    figures: FigureRules
    gates: tuple[Gate, ...]
    red_flags: tuple[RedFlag, ...]
    topics: tuple[Topic, ...]
    fields: tuple[Field, ...]
    facts: tuple[Field, ...]
    effects: tuple[Effect, ...]
    warnings: tuple[ProfileWarning, ...]
    key_client: KeyClientRule | None
    duties: tuple[Duty, ...]
    requirements: tuple[Requirement, ...]
    pairings: tuple[Pairing, ...]
    sessions: tuple[SessionPlan, ...]
    process: tuple[ProcessStep, ...]
    sources: tuple[Source, ...]
    content: str
    """Content fingerprint: SHA-256 over the canonical document, hexadecimal."""

    @property
    def structure(self) -> str:
        """Structure fingerprint: SHA-256 over scale, competency ids and anchored points, hexadecimal."""
        shape = {
            "scale": list(self.scale.values),
            "anchored": list(self.scale.anchored),
            "competencies": sorted(competency.id for competency in self.competencies),
        }
        return fingerprint(shape)

    def level(self, level_id: str) -> Level:
        return next(level for level in self.levels if level.id == level_id)

    def competency(self, competency_id: str) -> Competency:
        return next(item for item in self.competencies if item.id == competency_id)

    def field(self, field_id: str) -> Field:
        return next(item for item in self.fields if item.id == field_id)


def fingerprint(document: object) -> str:
    """SHA-256 of the canonical JSON of plain data: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
