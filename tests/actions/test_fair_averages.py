"""The fair average of a candidate: over what the reader may see of the position, and over nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from factories import NOW, World

from hiring.actions import fair_averages, reveals
from hiring.actions.fair_averages import FairAverage, get_fair_average
from hiring.actions.permissions import Role
from hiring.errors import Conflict, Forbidden, NotFound


def read(world: World, application_id: int) -> FairAverage:
    return get_fair_average(world.session, actor=world.recruiter, application_id=application_id)


def test_whoever_met_the_strict_one_alone_is_lifted(world: World) -> None:
    """Both rated Anna, the second a point lower; Boris met the second alone, Clara the first."""
    first, second = world.interviewer, world.second_interviewer
    made = {}
    for name, given in (("Anna", {first: 4, second: 3}), ("Boris", {second: 3}), ("Clara", {first: 4})):
        made[name] = world.application(candidate_id=world.candidate(name))
        interview = world.interview(made[name], *given)
        for rater, value in given.items():
            world.score(rater, interview, value)
    found = {name: read(world, identity) for name, identity in made.items()}
    assert {name: item.raw for name, item in found.items()} == {"Anna": Fraction(7, 2), "Boris": 3, "Clara": 4}
    assert {name: item.fair for name, item in found.items()} == {"Anna": 3.5, "Boris": 3.5, "Clara": 3.5}
    assert {item.candidates for item in found.values()} == {3}


def test_who_cannot_be_linked_has_none_and_is_told_why(world: World) -> None:
    alone = world.application(candidate_id=world.candidate("Anna"))
    assert (read_revealed(world, alone, world.interviewer, 4).why) == "alone"
    other = world.application(candidate_id=world.candidate("Boris"))
    assert read_revealed(world, other, world.second_interviewer, 3).why == "not_connected"


def read_revealed(world: World, application_id: int, rater: object, value: int) -> FairAverage:
    world.score(rater, world.interview(application_id, rater), value)  # type: ignore[arg-type]
    return read(world, application_id)


def test_ratings_that_are_not_revealed_never_enter(world: World) -> None:
    shown = world.scored_application("Anna", 4)
    hidden = world.application(candidate_id=world.candidate("Boris"))
    interview = world.interview(hidden, world.interviewer, world.second_interviewer)
    world.score(world.interviewer, interview, 1)
    assert (read(world, shown).why, read(world, shown).candidates) == ("alone", 1)
    with pytest.raises(Conflict) as refused:
        read(world, hidden)
    assert refused.value.code == "not_revealed"
    reveals.reveal_early(world.session, actor=world.recruiter, application_id=hidden, reason="x", now=NOW)
    assert (read(world, shown).why, read(world, shown).candidates) == ("", 2)


def test_two_interviewers_of_one_name_are_two(world: World) -> None:
    twins = [world.account(Role.INTERVIEWER, "Ivan Twin") for _ in range(2)]
    ids = [world.application(candidate_id=world.candidate(name)) for name in ("Anna", "Boris")]
    for identity, rater in zip(ids, twins, strict=True):
        world.score(rater, world.interview(identity, rater), 4)
    assert read(world, ids[0]).why == "not_connected"


def test_a_position_of_very_many_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_averages, "MOST", 1)
    first = world.scored_application("Anna", 4)
    world.scored_application("Boris", 3)
    found = read(world, first)
    assert (found.why, found.candidates, found.fair) == ("too_many", 2, None)


def test_another_employers_people_learn_nothing(world: World) -> None:
    identity = world.scored_application("Anna", 4)
    foreign = world.account(Role.HIRING_MANAGER, "Olga Outsider", employer_id=world.employer("Southern Glass"))
    with pytest.raises((NotFound, Forbidden)):
        get_fair_average(world.session, actor=foreign, application_id=identity)
    with pytest.raises(NotFound):
        read(world, 999_999)
