"""A small rubric with a gate of every rule, and ways to say ratings briefly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hiring.domain.conditions import AtLeast, Equals, Given, Subject
from hiring.domain.questions import Choice, Effect, EffectKind, Field, FieldKind
from hiring.domain.rubric import (
    Anchor,
    Competency,
    Direction,
    Expectation,
    Figure,
    FigureRules,
    FigureUnit,
    FigureUse,
    FlagEffect,
    Gate,
    GateRule,
    GateStage,
    Level,
    QuestionKind,
    RedFlag,
    Rubric,
    Rules,
    Scale,
    ScalePoint,
    VerificationGrade,
    Waiver,
)
from hiring.domain.scorecard import Rating, Scorecard
from hiring.domain.text import Text

LEVELS = ("junior", "middle", "senior")
COMPETENCIES = ("listening", "offer", "planning", "selling", "leading")
ALWAYS_ON = COMPETENCIES[:4]
FIGURES = ("clients", "growth", "claims")
MINIMUMS = {"junior": 2, "middle": 3, "senior": 4}
WEIGHTS = {
    "junior": {"listening": 4, "offer": 1, "planning": 1, "selling": 4, "leading": 1},
    "middle": {"listening": 1, "offer": 3, "planning": 2, "selling": 4, "leading": 2},
    "senior": {"listening": 1, "offer": 2, "planning": 5, "selling": 4, "leading": 4},
}
CRITICAL = {"selling"}


def both(text: str) -> Text:
    return Text.of({"en": text, "ru": f"{text} по-русски"})


def make_rubric(**changes: object) -> Rubric:
    parts: dict[str, object] = {
        "id": "small",
        "version": "1",
        "languages": ("en", "ru"),
        "title": both("Small rubric"),
        "purpose": both("To test"),
        "scale": Scale(tuple(ScalePoint(value, both(f"point {value}"), value in (1, 3, 5)) for value in range(1, 6))),
        "rules": Rules(Fraction(4, 5), 2, Fraction(1), 2, Fraction(1, 10), 2, 18),
        "levels": tuple(Level(item, both(item.capitalize()), both(item), both(item)) for item in LEVELS),
        "competencies": tuple(make_competency(item) for item in COMPETENCIES),
        "figures": make_figures(),
        "gates": make_gates(),
        "red_flags": make_flags(),
        "topics": (),
        "fields": make_fields(),
        "facts": make_facts(),
        "effects": (
            Effect(
                EffectKind.WEIGHT, "planning", Equals("answer:portfolio", "mixed"), Fraction(1), both("Two kinds of work")
            ),
        ),
        "content": "0" * 64,
    }
    empty = ("warnings", "duties", "requirements", "pairings", "sessions", "process", "sources")
    return Rubric(**{**dict.fromkeys(empty, ()), "key_client": None, **parts, **changes})  # type: ignore[arg-type]


def make_competency(identity: str) -> Competency:
    expectations = tuple(
        Expectation(
            level=level,
            text=both("expected"),
            minimum=minimum,
            weight=Fraction(WEIGHTS[level][identity]),
            reason=both("because"),
            critical=identity in CRITICAL,
        )
        for level, minimum in MINIMUMS.items()
    )
    anchors = tuple(Anchor(point, both(f"{identity} at {point}")) for point in (1, 3, 5))
    when = Equals("answer:team", "lead") if identity == "leading" else None
    name = both(identity.capitalize())
    return Competency(identity, name, name, both("definition"), anchors, expectations, (), both("evidence"), "", when)


def make_figures() -> FigureRules:
    grades = ((0, "claimed", 2), (1, "probed", 3), (2, "document", 4), (3, "third_party", 5))
    return FigureRules(
        grades=tuple(VerificationGrade(value, identity, both(identity), cap) for value, identity, cap in grades),
        cap_without_share=2,
        min_periods=2,
        window_years=3,
        figures=tuple(make_figure(item) for item in FIGURES),
    )


def make_figure(identity: str) -> Figure:
    better = Direction.DOWN if identity == "claims" else Direction.UP
    words = both(identity.capitalize())
    return Figure(identity, words, FigureUse.CORE, FigureUnit.COUNT, words, words, words, better)


def make_gate(identity: str, rule: GateRule, levels: tuple[str, ...] = LEVELS, **changes: object) -> Gate:
    parts: dict[str, object] = {
        "name": both(identity.capitalize()),
        "condition": both("condition"),
        "stage": GateStage.RATINGS,
        "when": None,
        "passes": None,
        "blocks_when_unknown": False,
        "waiver": Waiver.WITH_REASON,
    }
    return Gate(id=identity, rule=rule, levels=levels, **{**parts, **changes})  # type: ignore[arg-type]


def make_gates() -> tuple[Gate, ...]:
    never = Waiver.NEVER
    return (
        make_gate("experience", GateRule.CONDITION, passes=AtLeast("fact:years", Subject("answer:years_min"))),
        make_gate("tongue", GateRule.LANGUAGES, when=Given("answer:requirements.languages")),
        make_gate("core", GateRule.CRITICAL_MINIMUM, blocks_when_unknown=True, waiver=never),
        make_gate(
            "mark",
            GateRule.COMPETENCY_MINIMUM,
            ("middle",),
            competency="offer",
            question_kind=QuestionKind.WORK_SAMPLE,
            fallback_level="junior",
            waiver=never,
        ),
        make_gate("lead", GateRule.COMPETENCY_MINIMUM, competency="leading", when=Equals("answer:team", "lead")),
        make_gate(
            "proof",
            GateRule.FIGURES_PROVEN,
            ("senior",),
            figures_required=("clients", "growth"),
            figures_count=2,
            figures_rating=3,
            figures_grade=2,
            blocks_when_unknown=True,
            fallback_level="middle",
            waiver=never,
        ),
        make_gate("trust", GateRule.INTEGRITY, blocks_when_unknown=True, waiver=never),
        make_gate("pay", GateRule.PAY, advisory=True),
    )


def make_flags() -> tuple[RedFlag, ...]:
    def flag(identity: str, effect: FlagEffect, cap: int | None = None, competencies: tuple[str, ...] = ()) -> RedFlag:
        return RedFlag(identity, both(f"Flag {identity}"), both("Why?"), effect, cap, competencies)

    return (
        flag("steals", FlagEffect.STOP),
        flag("cheap", FlagEffect.CAP, 2, ("selling", "planning")),
        flag("pushy", FlagEffect.CAP, 1, ("selling",)),
        flag("vague", FlagEffect.UNVERIFIED),
        flag("unknown", FlagEffect.GRADE_CAP, 1),
        flag("bored", FlagEffect.NOTE),
    )


def make_fields() -> tuple[Field, ...]:
    def field(identity: str, kind: FieldKind, **changes: object) -> Field:
        return Field(identity, both(identity), None, kind, **changes)  # type: ignore[arg-type]

    return (
        field(
            "team",
            FieldKind.CHOICE,
            choices=(Choice("lead", both("Leads")), Choice("alone", both("Alone"))),
            default="alone",
        ),
        field("portfolio", FieldKind.CHOICE),
        field("years_min", FieldKind.NUMBER, default_by_level={"junior": 0, "middle": 3, "senior": 3}),
        field("requirements.languages", FieldKind.LANGUAGES),
        field("pay.budget", FieldKind.MONEY_RANGE),
    )


def make_facts() -> tuple[Field, ...]:
    return (
        Field("years", both("Years in sales"), None, FieldKind.NUMBER),
        Field("languages", both("Languages"), None, FieldKind.LANGUAGES),
        Field("pay_expectation", both("Pay expected"), None, FieldKind.MONEY),
    )


def card(rater: str, ratings: Mapping[str, int | None], *samples: str) -> Scorecard:
    listed = tuple(Rating(competency, value, "what was said") for competency, value in ratings.items())
    return Scorecard(rater, listed, frozenset(samples))


def rate_all(value: int | None, competencies: tuple[str, ...] = ALWAYS_ON) -> dict[str, int | None]:
    return dict.fromkeys(competencies, value)
