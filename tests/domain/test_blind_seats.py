"""Who may see ratings, and when a panel has rated enough."""

from __future__ import annotations

from itertools import product

import pytest

from hiring.domain.blindness import Seat, owes, quorum_reached, sees_ratings

ANNA, BORIS, VERA = 1, 2, 3


def seats(*taken: tuple[int, bool]) -> tuple[Seat, ...]:
    """One interview each, in order."""
    return tuple(Seat(number, account, submitted) for number, (account, submitted) in enumerate(taken, start=1))


@pytest.mark.parametrize(
    ("taken", "quorum", "reached"),
    [
        ((), None, False),
        ((), 1, False),
        (((ANNA, False),), None, False),
        (((ANNA, True),), None, True),
        (((ANNA, True), (BORIS, False)), None, False),
        (((ANNA, True), (BORIS, True)), None, True),
        (((ANNA, True), (BORIS, False)), 1, True),
        (((ANNA, True), (BORIS, False)), 2, False),
        (((ANNA, True), (ANNA, False), (BORIS, False)), 1, False),
        (((ANNA, True), (ANNA, True), (BORIS, False)), 1, True),
        (((ANNA, True), (ANNA, True), (BORIS, False)), 2, False),
        (((ANNA, True), (BORIS, True), (VERA, False)), 2, True),
        (((ANNA, False), (BORIS, False)), 0, False),
    ],
)
def test_the_quorum_counts_people_who_owe_nothing(
    taken: tuple[tuple[int, bool], ...], quorum: int | None, reached: bool
) -> None:
    assert quorum_reached(seats(*taken), quorum) is reached


def test_more_scorecards_never_undo_a_quorum() -> None:
    for states in product((False, True), repeat=4):
        before = seats(*zip((ANNA, ANNA, BORIS, VERA), states, strict=True))
        for quorum in (None, 1, 2, 3):
            for changed in range(4):
                after = [
                    Seat(seat.interview_id, seat.account_id, seat.submitted or place == changed)
                    for place, seat in enumerate(before)
                ]
                assert quorum_reached(after, quorum) or not quorum_reached(before, quorum)


@pytest.mark.parametrize("revealed", [False, True])
def test_who_still_rates_sees_nothing_of_others_even_after_the_reveal(revealed: bool) -> None:
    taken = seats((ANNA, True), (BORIS, True), (BORIS, False))
    assert owes(taken, BORIS)
    assert not sees_ratings(revealed=revealed, seats=taken, account_id=BORIS)


def test_who_owes_nothing_sees_them_from_the_reveal_on() -> None:
    taken = seats((ANNA, True), (BORIS, False))
    for account in (ANNA, VERA):
        assert not sees_ratings(revealed=False, seats=taken, account_id=account)
        assert sees_ratings(revealed=True, seats=taken, account_id=account)
