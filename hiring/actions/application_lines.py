"""An application as a line of a list: the stored summary of its assessment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor
from hiring.actions.reveals import Sight, sight_of
from hiring.storage.applications import LineRecord


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """`score`, `level` and `coverage` are None until something is known; `submitted` of `expected` scorecards are in."""

    id: int
    candidate_id: int
    candidate_name: str
    candidate_headline: str
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
    earlier_profile: int | None = None
    """Number of the version of the profile held against, where it is not the one in force."""
    hidden: bool = False
    """Something is rated and only the progress may be shown: it is not revealed yet, or the reader owes a scorecard."""
    owed: bool = False
    """The reader still owes a scorecard of this candidate: nobody sees others' ratings before giving an own one."""


def application_lines(session: Session, records: Iterable[LineRecord], actor: Actor) -> tuple[ApplicationLine, ...]:
    """The lines as the actor may see them, with one more query for any number of them."""
    listed = tuple(records)
    sight = sight_of(session, actor, [record[0] for record in listed])
    lines = (_line(record, sight) for record in listed)
    return tuple(_without_result(line) if line.hidden else line for line in lines)


def _line(record: LineRecord, sight: Sight) -> ApplicationLine:
    row, candidate_name, headline, title, employer_name, level_sought, newest, interviews, submitted, expected = record
    return ApplicationLine(
        id=row.id,
        candidate_id=row.candidate_id,
        candidate_name=candidate_name,
        candidate_headline=headline,
        position_title=title,
        employer_name=employer_name,
        level_sought=level_sought,
        score=row.score,
        level=row.level,
        coverage=row.coverage,
        enough_evidence=row.enough_evidence,
        reaches_sought=row.reaches_sought,
        discuss=row.discuss,
        failed_gates=tuple(row.failed_gates),
        raters=row.raters,
        interviews=interviews,
        submitted=submitted,
        expected=expected,
        earlier_profile=None if row.profile_number in (None, newest) else row.profile_number,
        hidden=submitted > 0 and row.id in sight.hidden,
        owed=row.id in sight.owed,
    )


def _without_result(line: ApplicationLine) -> ApplicationLine:
    return replace(
        line,
        score=None,
        level=None,
        coverage=None,
        enough_evidence=False,
        reaches_sought=False,
        discuss=0,
        failed_gates=(),
        raters=0,
    )
