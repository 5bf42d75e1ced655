"""The candidates of a position side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, employer_scope, require_employer
from hiring.actions.placements import place_subjects, subject_of
from hiring.actions.profiles import Position, read_position
from hiring.domain.comparison import Comparison, compare
from hiring.domain.placement import Placement
from hiring.errors import Invalid, Problem
from hiring.storage.applications import SubjectRecord, list_subjects
from hiring.storage.interviews import list_open_seats

MOST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """`comparison` None: `refused` says why there is none. `application_ids` by the name used in the comparison.

    Everybody is held against the profile in force here; `earlier_profiles` gives, by name, the version kept elsewhere.
    """

    position: Position
    comparison: Comparison | None
    application_ids: Mapping[str, int]
    refused: tuple[Problem, ...]
    earlier_profiles: Mapping[str, int]


def get_comparison(session: Session, *, actor: Actor, position_id: int) -> ComparisonView:
    """Of 2 to 20 candidates with a submitted scorecard; the number of queries does not depend on how many.

    Refused while the actor owes a scorecard of one of them: nobody sees others' ratings before giving an own one.
    """
    permission = Permission.READ_COMPARISONS
    employer_scope(actor, permission)
    position = read_position(session, position_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="position", identity=position_id)
    records = list_subjects(session, position_id=position_id)
    names = distinct_names(records)
    subjects = [subject_of(record, names[record[0].id]) for record in records]
    placements = place_subjects(session, subjects, dict.fromkeys(names, position.profile))
    rated = {identity: item for identity, item in placements.items() if item.assessment.raters}
    owed = list_open_seats(session, account_id=actor.account_id, application_ids=list(rated))
    refused = [Problem("own_scorecard_open", names[identity]) for identity in owed]
    if len(rated) > MOST_COMPARED:
        refused.append(Problem("comparison_too_many", values={"count": len(rated), "most": MOST_COMPARED}))
    comparison, faults = (None, ()) if refused else _try_comparison(rated)
    ids = {names[identity]: identity for identity in rated}
    kept = {names[row.id]: row.profile_number for row, _ in records if row.profile_number is not None and row.id in rated}
    earlier = {name: number for name, number in kept.items() if number != position.profile_number}
    return ComparisonView(position, comparison, ids, (*refused, *faults), earlier)


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


def _try_comparison(placements: Mapping[int, Placement]) -> tuple[Comparison | None, tuple[Problem, ...]]:
    try:
        return compare(placements.values()), ()
    except Invalid as error:
        return None, error.problems
