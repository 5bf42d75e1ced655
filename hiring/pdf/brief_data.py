"""What the order to an agency says, frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from hiring.pdf.documents import Frozen, Head


@dataclass(frozen=True, slots=True)
class Said(Frozen):
    """A named line; `reason` is why the employer asks for it, empty when there is none."""

    name: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Expected(Frozen):
    """What the level is expected to show in one of its critical competencies."""

    name: str
    minimum: int
    text: str


@dataclass(frozen=True, slots=True)
class DutiesLine(Frozen):
    duties: tuple[str, ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareLine(Frozen):
    """`share` and `equal` are parts of 1. `reason` is empty unless the employer set weight or minimum by hand."""

    name: str
    critical: bool
    minimum: int
    share: Fraction
    equal: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class FigureToProve(Frozen):
    """Thresholds are empty without the employer's; `required` for what the level cannot be given without."""

    name: str
    ask: str
    floor: str
    target: str
    stretch: str
    required: bool


@dataclass(frozen=True, slots=True)
class TierLine(Frozen):
    size: str
    rate: str


@dataclass(frozen=True, slots=True)
class ExampleLine(Frozen):
    """One deal paid on one basis, at the full price or after the discount."""

    basis: str
    deal: str
    margin: str
    commission: str
    of_margin: str
    used: bool


@dataclass(frozen=True, slots=True)
class KitLine(Frozen):
    competency: str
    critical: bool
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionLine(Frozen):
    name: str
    kit: tuple[KitLine, ...]


@dataclass(frozen=True, slots=True)
class WarningLine(Frozen):
    text: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class VersionLine(Frozen):
    number: int
    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalLine(Frozen):
    """`whose` is whose word it is, `taken_by` who took it down, empty for an own word."""

    on: dt.date
    whose: str
    taken_by: str
    note: str


@dataclass(frozen=True, slots=True)
class BriefDocument(Frozen):
    """The order: who is sought, for what, how they are judged. `number` is that of the profile's version."""

    template: ClassVar[str] = "brief.html"
    stylesheets: ClassVar[tuple[str, ...]] = ("document.css", "brief.css")

    head: Head
    number: int
    lowest: int
    highest: int
    level_title: str
    level_description: str
    role: str
    glance: tuple[Said, ...]
    """What a searcher looks for first: pay, time, place, travel."""
    portrait: tuple[Expected, ...]
    must_haves: tuple[Said, ...]
    wishes: tuple[Said, ...]
    """Requirements that are no must-haves."""
    shares: tuple[ShareLine, ...]
    sorted_by_employer: bool
    duties: tuple[DutiesLine, ...]
    scope: tuple[Said, ...]
    figures: tuple[FigureToProve, ...]
    own_figures: tuple[Said, ...]
    pay: tuple[Said, ...]
    tiers: tuple[TierLine, ...]
    discount: str
    examples: tuple[ExampleLine, ...]
    search: tuple[Said, ...]
    search_string: str
    sessions: tuple[SessionLine, ...]
    key_clients: tuple[Said, ...]
    upsides: tuple[str, ...]
    limits: tuple[str, ...]
    warnings: tuple[WarningLine, ...]
    rules: tuple[Said, ...]
    versions: tuple[VersionLine, ...]
    approvals: tuple[ApprovalLine, ...]
