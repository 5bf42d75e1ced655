"""What a document says, frozen: plain data in the language of the document, and nothing that is looked up later.

A snapshot is the same data as JSON: fractions as "n/d", dates as ISO 8601. The same snapshot always gives the same PDF.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import MISSING, dataclass, fields, is_dataclass
from fractions import Fraction
from types import NoneType
from typing import Any, ClassVar, Self, get_args, get_origin, get_type_hints

from hiring.domain.rubric import fingerprint


class Frozen:
    """A dataclass that can be kept as JSON and read back equal."""

    def to_snapshot(self) -> dict[str, Any]:
        assert is_dataclass(self)
        return {field.name: _write(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_snapshot(cls, snapshot: dict[str, Any]) -> Self:
        """Raises KeyError when the snapshot lacks a part that had no default when it was frozen."""
        return cls(
            **{name: _read(kind, snapshot[name]) for name, kind in _parts(cls).items() if _needed(cls, name, snapshot)}
        )


@dataclass(frozen=True, slots=True)
class DocumentSubject:
    """What a document is about and for whom. `audience` is the reader in words; empty: the employer."""

    candidate_name: str
    position_title: str
    employer_name: str
    number: str
    issued_on: dt.date
    valid_until: dt.date | None
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Head(Frozen):
    """Said on every document. `rubric` is its title with the version, `content` the start of its content fingerprint."""

    locale: str
    number: str
    position: str
    employer: str
    level: str
    issued_on: dt.date
    valid_until: dt.date | None
    audience: str
    rubric: str
    content: str


@dataclass(frozen=True, slots=True)
class GateLine(Frozen):
    """`state` is pass, fail, unknown or waived and chooses the shape; `word` says it."""

    name: str
    state: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class CompetencyLine(Frozen):
    """`ratings` ascending, without saying whose. `score` None: not assessed.

    `low` and `high` are the ends of the band of the score, which may lie outside the scale; None: no band was computed.
    `standing` against the minimum is met, near or below and chooses the shape; empty: not assessed, or no band.
    """

    name: str
    critical: bool
    ratings: tuple[int, ...]
    score: Fraction | None
    minimum: int
    words: str
    discuss: bool
    low: float | None = None
    high: float | None = None
    standing: str = ""
    band: str = ""
    """The band in words, as far as the scale goes."""


@dataclass(frozen=True, slots=True)
class EvidenceLine(Frozen):
    """`anchor` describes the highest anchored point that the score reaches."""

    name: str
    score: Fraction
    anchor: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureLine(Frozen):
    """`proof` is none, probed or proven and chooses the shape; `proof_word` names the verification grade."""

    name: str
    value: str
    period: str
    proof: str
    proof_word: str
    note: str
    rating: int | None


@dataclass(frozen=True, slots=True)
class PlanLine(Frozen):
    name: str
    critical: bool
    score: Fraction
    needed: int
    step: str


@dataclass(frozen=True, slots=True)
class WeightLine(Frozen):
    """`reason` is empty unless this employer adjusted the rubric's weight or minimum."""

    name: str
    weight: Fraction
    minimum: int
    reason: str


@dataclass(frozen=True, slots=True)
class FlagLine(Frozen):
    text: str
    quote: str
    state: str


@dataclass(frozen=True, slots=True)
class CutLine(Frozen):
    """Where a level begins on the axis of the dots: `place` in points of the score at the level sought."""

    name: str
    place: float
    sought: bool


@dataclass(frozen=True, slots=True)
class DotGroup(Frozen):
    """The dots of one level, ascending. `rank` counts levels from the one that the score gives and chooses the shape."""

    words: str
    rank: int
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CertaintyPart(Frozen):
    """How certain the level is: 20 equally likely places of the score against the cuts of the levels, both ascending."""

    words: str
    cuts: tuple[CutLine, ...]
    groups: tuple[DotGroup, ...]


@dataclass(frozen=True, slots=True)
class ProfileDocument(Frozen):
    """One candidate held against one profile. Scores are on the rubric's scale, shares 0 to 1."""

    template: ClassVar[str] = "profile.html"
    stylesheets: ClassVar[tuple[str, ...]] = ("document.css",)

    head: Head
    candidate: str
    lowest: int
    highest: int
    verdict: str
    reasons: tuple[str, ...]
    score: Fraction | None
    equal_score: Fraction | None
    pass_score: Fraction
    coverage: Fraction
    raters: int
    scorecards: int
    strengths: tuple[str, ...]
    risks: tuple[str, ...]
    unknowns: tuple[str, ...]
    gates: tuple[GateLine, ...]
    competencies: tuple[CompetencyLine, ...]
    evidence: tuple[EvidenceLine, ...]
    figures: tuple[FigureLine, ...]
    plan_level: str | None
    plan: tuple[PlanLine, ...]
    method: tuple[str, ...]
    weights: tuple[WeightLine, ...]
    flags: tuple[FlagLine, ...]
    quotes_in_all: int = 0
    """Written down by the interviewers; `evidence` has some of them. 0: not counted."""
    plan_in_all: int = 0
    """Steps of the development plan; `plan` has the first of them. 0: not counted."""
    band: str = ""
    """The band of the score in words; empty: nothing is rated, or it was not computed."""
    certainty: CertaintyPart | None = None
    one_more: str = ""
    """What one more interviewer would buy; empty where that is nothing to speak of."""
    assumed: tuple[str, ...] = ()
    """What the bands rest on."""
    held_against: str = ""
    """Which level `reasons` stand against, as their heading; empty: there are none, or it was not told apart."""


def document_fingerprint(document: Frozen) -> str:
    """SHA-256 of the snapshot, hexadecimal."""
    return fingerprint(document.to_snapshot())


def _parts(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}


def _needed(cls: type, name: str, snapshot: dict[str, Any]) -> bool:
    return name in snapshot or cls.__dataclass_fields__[name].default is MISSING  # type: ignore[attr-defined]


def _write(value: object) -> Any:
    match value:
        case Frozen():
            return value.to_snapshot()
        case tuple():
            return [_write(item) for item in value]
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _read(kind: Any, value: Any) -> Any:
    """`value` as what the annotation asks for."""
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if NoneType in get_args(kind):
        return _read(get_args(kind)[0], value)
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    if issubclass(kind, Frozen):
        return kind.from_snapshot(value)
    return kind(value)
