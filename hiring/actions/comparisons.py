"""The candidates of a position side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, employer_scope, require_employer
from hiring.actions.placements import place_subjects, subject_of
from hiring.actions.profiles import Position, read_position
from hiring.actions.rating_errors import rating_error_of
from hiring.actions.reveals import sight_from
from hiring.domain.blindness import Seat
from hiring.domain.comparison import Comparison, compare
from hiring.domain.placement import Placement
from hiring.domain.uncertainty import RatingError
from hiring.errors import Invalid, Problem
from hiring.storage.applications import SubjectRecord, list_subjects
from hiring.storage.reveals import list_blind_seats
from hiring.storage.tables import ApplicationRow

MOST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose ratings the reader may not see yet: `submitted` of `expected` scorecards are in. `owed`: one is the reader's."""

    application_id: int
    name: str
    submitted: int
    expected: int
    owed: bool


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """`comparison` None: `refused` says why there is none. `application_ids` by the name used in the comparison.

    Everybody is held against the profile in force here; `earlier_profiles` gives, by name, the version kept elsewhere.
    `waiting` are left out of everything else: nothing here says what they were rated.
    """

    position: Position
    comparison: Comparison | None
    application_ids: Mapping[str, int]
    refused: tuple[Problem, ...]
    earlier_profiles: Mapping[str, int]
    error: RatingError
    """What bands and groups rest on."""
    waiting: tuple[Waiting, ...] = ()


def get_comparison(session: Session, *, actor: Actor, position_id: int) -> ComparisonView:
    """Of 2 to 20 candidates whose ratings are revealed; the number of queries does not depend on how many.

    Who has interviews and is not revealed to the actor waits apart: nobody sees others' ratings before giving the own ones.
    """
    permission = Permission.READ_COMPARISONS
    employer_scope(actor, permission)
    position = read_position(session, position_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="position", identity=position_id)
    records = list_subjects(session, position_id=position_id)
    names = distinct_names(records)
    seats = list_blind_seats(session, list(names))
    sight = sight_from(seats, actor, [row for row, _ in records])
    rated = _place_rated(session, [record for record in records if record[0].id not in sight.hidden], names, position)
    waiting = tuple(
        Waiting(identity, names[identity], _count_submitted(seats[identity]), len(seats[identity]), identity in sight.owed)
        for identity in names
        if identity in sight.hidden and seats[identity]
    )
    comparison, refused = _try_comparison(rated, somebody_waits=bool(waiting))
    return ComparisonView(
        position=position,
        comparison=comparison,
        application_ids={names[identity]: identity for identity in rated},
        refused=refused,
        earlier_profiles=_earlier_profiles([row for row, _ in records if row.id in rated], names, position),
        error=rating_error_of(session, position.rubric),
        waiting=waiting,
    )


def distinct_names(records: Sequence[SubjectRecord]) -> dict[int, str]:
    """By application id; who has the name of an earlier candidate gets a number behind it."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for application, candidate in records:
        name, number = candidate.name, 1
        while name in taken:
            number += 1
            name = f"{candidate.name} ({number})"
        taken.add(name)
        names[application.id] = name
    return names


def _place_rated(
    session: Session, records: Sequence[SubjectRecord], names: Mapping[int, str], position: Position
) -> dict[int, Placement]:
    """By application, held against the profile in force; who has no ratings is left out."""
    subjects = [subject_of(record, names[record[0].id]) for record in records]
    placements = place_subjects(session, subjects, dict.fromkeys(names, position.profile))
    return {identity: item for identity, item in placements.items() if item.assessment.raters}


def _earlier_profiles(rows: Iterable[ApplicationRow], names: Mapping[int, str], position: Position) -> dict[str, int]:
    kept = {names[row.id]: row.profile_number for row in rows}
    return {name: number for name, number in kept.items() if number not in (None, position.profile_number)}


def _count_submitted(seats: Iterable[Seat]) -> int:
    return sum(seat.submitted for seat in seats)


def _try_comparison(
    placements: Mapping[int, Placement], *, somebody_waits: bool
) -> tuple[Comparison | None, tuple[Problem, ...]]:
    """Nothing, and why: of too few while `somebody_waits`, that it waits for them."""
    if len(placements) > MOST_COMPARED:
        return None, (Problem("comparison_too_many", values={"count": len(placements), "most": MOST_COMPARED}),)
    try:
        return compare(placements.values()), ()
    except Invalid as error:
        waits = Problem("comparison_waits")
        return None, tuple(
            waits if somebody_waits and item.code == "comparison_too_few" else item for item in error.problems
        )
