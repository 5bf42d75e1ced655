"""An application as a line of a list: the stored summary of its assessment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """`score`, `level` and `coverage` are None until something is known; `submitted` of `expected` scorecards are in."""

    id: int
    candidate_id: int
    candidate_name: str
    candidate_headline: str
    position_id: int
    position_title: str
    employer_name: str
    level_sought: str
    score: Decimal | None
    level: str | None
    coverage: Decimal | None
    enough_evidence: bool
    reaches_sought: bool
    discuss: int
    """How many competencies the panel must discuss."""
    failed_gates: tuple[str, ...]
    raters: int
    interviews: int
    submitted: int
    expected: int
