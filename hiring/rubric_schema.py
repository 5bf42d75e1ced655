"""The shape of a rubric document: what each key may hold. docs/rubric-format.md says it in words.

Only the shape is checked here; references between parts are checked by `hiring.rubric_files`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = dict[Id, Words]
"""The same text by language."""
Share = Annotated[Decimal, Field(ge=0, le=1)]
Weight = Annotated[Decimal, Field(ge=0, le=1000)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class ValueOf(Part):
    """Another subject's value."""

    value_of: str


Operand = bool | int | str | ValueOf
OPERATORS = "given, equals, one_of, at_least, at_most, all, any, not"


class ConditionPart(Part):
    """Exactly one key."""

    given: str | None = None
    equals: tuple[str, Operand] | None = None
    one_of: tuple[str, list[Operand]] | None = None
    at_least: tuple[str, Operand] | None = None
    at_most: tuple[str, Operand] | None = None
    all: Annotated[list[ConditionPart] | None, Field(min_length=1)] = None
    any: Annotated[list[ConditionPart] | None, Field(min_length=1)] = None
    negated: Annotated[ConditionPart | None, Field(alias="not")] = None

    @model_validator(mode="after")
    def _one_key(self) -> ConditionPart:
        if len(self.model_fields_set) != 1 or getattr(self, next(iter(self.model_fields_set))) is None:
            raise ValueError(OPERATORS)
        return self


class PointPart(Part):
    value: int
    name: Texts
    anchored: bool = False


class AssumedErrorPart(Part):
    single: Annotated[Decimal, Field(ge=0)]
    shared: Share
    reason: Texts


class RulesPart(Part):
    min_coverage: Share
    max_shortfalls: Annotated[int, Field(ge=0)]
    shortfall_depth: Annotated[Decimal, Field(ge=0)]
    discuss_from: Annotated[int, Field(ge=1)]
    tie_margin: Annotated[Decimal, Field(ge=0)]
    min_raters: Annotated[int, Field(ge=1)]
    validity_months: Annotated[int, Field(ge=1)]
    assumed_error: AssumedErrorPart | None = None


class LevelPart(Part):
    id: Id
    name: Texts
    title: Texts
    description: Texts
    pay_note: Texts | None = None


class ExpectationPart(Part):
    minimum: int
    weight: Weight
    critical: bool = False
    expected: Texts
    reason: Texts


class ProbePart(Part):
    text: Texts
    when: ConditionPart | None = None


class QuestionPart(Part):
    id: Id
    kind: Literal["behavioural", "situational", "work_sample", "role_play"]
    text: Texts
    probes: list[ProbePart] = []
    when: ConditionPart | None = None
    minutes: Annotated[int | None, Field(ge=1, le=240)] = None


class CompetencyPart(Part):
    name: Texts
    short: Texts
    definition: Texts
    anchors: dict[int, Texts]
    levels: dict[Id, ExpectationPart]
    questions: Annotated[list[QuestionPart], Field(min_length=1)]
    evidence: Texts
    references: str = ""
    when: ConditionPart | None = None


class GradePart(Part):
    value: Annotated[int, Field(ge=0)]
    id: Id
    name: Texts
    cap: Annotated[int, Field(ge=1, le=5)]


class FigurePart(Part):
    id: Id
    name: Texts
    use: Literal["core", "optional"]
    unit: Literal["count", "percent", "points", "ratio", "days"]
    definition: Texts
    ask: Texts
    trap: Texts
    better: Literal["up", "down"]
    when: ConditionPart | None = None


class FiguresPart(Part):
    grades: Annotated[list[GradePart], Field(min_length=1)]
    cap_without_share: Annotated[int, Field(ge=1, le=5)]
    min_periods: Annotated[int, Field(ge=1)]
    window_years: Annotated[int, Field(ge=1)]
    list: list[FigurePart]


class GatePart(Part):
    id: Id
    name: Texts
    condition: Texts
    rule: Literal["condition", "languages", "critical_minimum", "competency_minimum", "figures_proven", "integrity", "pay"]
    stage: Literal["facts", "ratings"]
    levels: Annotated[list[Id], Field(min_length=1)]
    when: ConditionPart | None = None
    passes: ConditionPart | None = None
    blocks_when_unknown: bool = False
    waiver: Literal["never", "with_reason"]
    advisory: bool = False
    fallback_level: Id | None = None
    competency: Id | None = None
    question_kind: Literal["behavioural", "situational", "work_sample", "role_play"] | None = None
    figures_required: list[Id] = []
    figures_count: Annotated[int, Field(ge=0)] = 0
    figures_rating: Annotated[int, Field(ge=0, le=5)] = 0
    figures_grade: Annotated[int, Field(ge=0)] = 0


class FlagPart(Part):
    id: Id
    text: Texts
    probe: Texts
    effect: Literal["probe", "note", "cap", "stop", "unverified", "grade_cap"]
    cap: int | None = None
    competencies: list[Id] = []
    when: ConditionPart | None = None


class ChoicePart(Part):
    value: Id
    name: Texts


class FieldPart(Part):
    id: Id
    name: Texts
    help: Texts | None = None
    kind: Literal[
        "text", "list", "choice", "choices", "yes_no", "number", "percent", "languages", "money_range", "money",
        "group", "table", "per_level", "fixed",
    ]  # fmt: skip
    topic: str = ""
    choices: list[ChoicePart] = []
    parts: list[FieldPart] = []
    default: Any = None
    default_by_level: dict[Id, Any] | None = None
    mandatory: bool = False
    essential: bool = False
    minimum: int | None = None
    maximum: int | None = None
    effect: Texts | None = None
    question: Texts | None = None
    unit: Texts | None = None
    placeholder: Texts | None = None
    reasoned: bool = False
    sets_level: bool = False
    of: Literal["text", "number", "percent", "money_range"] = "text"
    terms: Id | None = None
    followups: list[FieldPart] = []


class EffectPart(Part):
    kind: Literal["weight", "minimum"]
    competency: Id
    when: ConditionPart
    amount: Decimal
    reason: Texts


class WarningPart(Part):
    id: Id
    text: Texts
    reason: Texts
    remedy: Texts
    when: ConditionPart | None = None
    rule: (
        Literal["pay-ratio", "time-to-fill", "dependency", "unreasoned-requirement", "restricted-words", "critical-off"]
        | None
    ) = None
    fields: list[Id] = []
    limit: Annotated[Decimal | None, Field(ge=0)] = None


class TopicPart(Part):
    id: Id
    name: Texts
    intro: Texts | None = None


class KeyClientPart(Part):
    share_threshold: Share
    bases: list[ChoicePart]
    criteria: list[ChoicePart]
    criteria_needed: Annotated[int, Field(ge=1)]
    band: tuple[Share, Share]
    dependency_limit: Share
    single_client_limit: Share


class ProfilePart(Part):
    topics: list[TopicPart] = []
    fields: list[FieldPart] = []
    facts: list[FieldPart] = []
    effects: list[EffectPart] = []
    warnings: list[WarningPart] = []
    key_client: KeyClientPart | None = None


class DutyPart(Part):
    id: Id
    text: Texts
    competencies: list[Id] = []
    when: ConditionPart | None = None


class PairingPart(Part):
    id: Id
    duties: list[Id]
    requirements: list[Id]


class DutiesPart(Part):
    duties: list[DutyPart] = []
    requirements: list[DutyPart] = []
    pairings: list[PairingPart] = []


class SessionPart(Part):
    id: Id
    name: Texts
    competencies: Annotated[list[Id], Field(min_length=1)]


class StepPart(Part):
    id: Id
    text: Texts


class SourcePart(Part):
    id: Id
    kind: str
    states: Words
    encoded_in: Annotated[list[str], Field(min_length=1)]


class RubricDocument(Part):
    """The whole document; a folder is this document cut at its top-level keys."""

    id: Id
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    languages: Annotated[list[Id], Field(min_length=1)]
    title: Texts
    purpose: Texts
    scale: Annotated[list[PointPart], Field(min_length=2)]
    rules: RulesPart
    order: Annotated[list[Id], Field(min_length=1)]
    levels: Annotated[list[LevelPart], Field(min_length=1)]
    competencies: Annotated[dict[Id, CompetencyPart], Field(min_length=1)]
    figures: FiguresPart | None = None
    gates: list[GatePart] = []
    red_flags: list[FlagPart] = []
    profile: ProfilePart = ProfilePart()
    duties: DutiesPart = DutiesPart()
    sessions: list[SessionPart] = []
    process: list[StepPart] = []
    sources: list[SourcePart] = []


def json_schema() -> dict[str, Any]:
    """JSON Schema of the whole document, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RubricDocument.model_json_schema()}
