"""Everybody considered for a position against the must-haves that facts alone decide."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from factories import COMPLETE, NOW, World

from hiring.actions.applications import waive_gate
from hiring.actions.screening import ScreenLine, screen_position
from hiring.domain.gates import GateState
from hiring.errors import Forbidden, NotFound

ANSWERS = {
    **COMPLETE,
    "requirements.degree": "required",
    "profile.travel": 20,
    "requirements.related_years_min": 3,
    "requirements.languages": [{"language": "English", "level": "B2"}],
}
MARKET = {"industry": "food", "size": "large", "decides": "purchasing"}
FITS: Mapping[str, object] = {
    "experience_types": ["sales"],
    "related_years": 6,
    "languages": [{"language": "English", "level": "C1"}],
    "degree": "bachelor",
    "travel_percent": 30,
    "market": MARKET,
}


def screen(world: World, position_id: int, facts: Mapping[str, object], name: str = "Anna") -> ScreenLine:
    world.application(position_id=position_id, candidate_id=world.candidate(name, facts=facts))
    return screen_position(world.session, actor=world.recruiter, position_id=position_id)[-1]


def states(line: ScreenLine) -> dict[str, GateState]:
    return {result.gate.id: result.state for result in line.gates}


class TestScreening:
    def test_facts_alone_decide(self, world: World) -> None:
        position = world.position(answers=ANSWERS)
        fitting = screen(world, position, FITS)
        silent = screen(world, position, {}, "Boris")
        english = [{"language": "English", "level": "A2"}]
        poor = {"related_years": 1, "languages": english, "degree": "none", "travel_percent": 10}
        failing = screen(world, position, poor, "Vera")
        assert (fitting.candidate_name, silent.candidate_name) == ("Anna", "Boris")
        decided = ("K1", "K2", "K3", "K5")
        for line, state in ((fitting, GateState.PASS), (silent, GateState.UNKNOWN), (failing, GateState.FAIL)):
            assert {gate: states(line)[gate] for gate in decided} == dict.fromkeys(decided, state)

    def test_only_what_the_profile_asks_for_is_screened(self, world: World) -> None:
        assert "K2" not in states(screen(world, world.position(answers=COMPLETE), FITS))

    def test_ratings_play_no_part(self, world: World) -> None:
        application = world.scored_application("Анна", 1)
        lines = screen_position(world.session, actor=world.recruiter, position_id=world.position_id)
        assert [line.application_id for line in lines] == [application]
        assert all(result.gate.stage == "facts" for result in lines[0].gates)

    def test_a_waiver_is_shown_with_its_reason(self, world: World) -> None:
        position = world.position()
        line = screen(world, position, {})
        assert (states(line)["K1"], line.gates[0].waived) == (GateState.UNKNOWN, None)
        form = {"application_id": line.application_id, "gate": "K1", "reason": "Known to us"}
        waive_gate(world.session, actor=world.recruiter, now=NOW, **form)  # type: ignore[arg-type]
        again = screen_position(world.session, actor=world.recruiter, position_id=position)[0]
        assert (again.gates[0].gate.id, again.gates[0].waived) == ("K1", "Known to us")

    def test_the_nearness_of_the_market_is_beside_it(self, world: World) -> None:
        position = world.position(answers=COMPLETE)
        assert screen(world, position, FITS).adjacency.score == Fraction(1)
        assert screen(world, position, {}, "Boris").adjacency.score is None

    def test_reach(self, world: World) -> None:
        foreign = world.position(employer_id=world.employer("Foreign"))
        assert screen_position(world.session, actor=world.manager, position_id=world.position_id) == ()
        with pytest.raises(NotFound):
            screen_position(world.session, actor=world.manager, position_id=foreign)
        with pytest.raises(Forbidden):
            screen_position(world.session, actor=world.interviewer, position_id=world.position_id)
