"""Independent ratings: who may see what others rated of a candidate, and from when on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """An interviewer on the panel of one interview of an application; `submitted`: the own scorecard of it is in."""

    interview_id: int
    account_id: int
    submitted: bool


def owes(seats: Iterable[Seat], account_id: int) -> bool:
    """Whether the account has a scorecard of the application yet to submit. Whoever sits on no panel owes none."""
    return any(seat.account_id == account_id and not seat.submitted for seat in seats)


def quorum_reached(seats: Iterable[Seat], quorum: int | None) -> bool:
    """Whether `quorum` interviewers have submitted all their own scorecards; None: everybody has. Without seats, never."""
    taken = tuple(seats)
    if quorum is None:
        return bool(taken) and all(seat.submitted for seat in taken)
    done = {seat.account_id for seat in taken} - {seat.account_id for seat in taken if not seat.submitted}
    return bool(done) and len(done) >= quorum


def sees_ratings(*, revealed: bool, seats: Iterable[Seat], account_id: int) -> bool:
    """Whether the account may see what others rated. The reveal opens nothing to one who still has to rate.

    `seats` of the account suffice; those of others do not matter.
    """
    return revealed and not owes(seats, account_id)
