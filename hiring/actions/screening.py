"""The same screen for everybody considered for a position: the must-haves that facts alone decide."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission
from hiring.actions.profiles import reach_position
from hiring.domain.adjacency import Adjacency, adjacency
from hiring.domain.assessment import Dossier, GateWaiver, assess
from hiring.domain.gates import GateResult, judge_gates
from hiring.domain.profile import Profile
from hiring.domain.rubric import GateStage
from hiring.storage.applications import list_subjects, list_waiver_records


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """`gates` in the rubric's order; `adjacency` says how near the candidate's market is, and is no must-have."""

    application_id: int
    candidate_name: str
    gates: tuple[GateResult, ...]
    adjacency: Adjacency


def screen_position(session: Session, *, actor: Actor, position_id: int) -> tuple[ScreenLine, ...]:
    """Everybody against the profile in force at the level it seeks, in the order of applying. Ratings play no part."""
    position = reach_position(session, actor, Permission.READ_APPLICATIONS, position_id)
    records = list_subjects(session, position_id=position_id)
    waivers = list_waiver_records(session, [row.id for row, _ in records])
    lines = []
    for row, candidate in records:
        waived = tuple(GateWaiver(waiver.gate, waiver.reason) for waiver, _ in waivers[row.id])
        dossier = Dossier(candidate.name, (), facts=candidate.facts, waivers=waived)
        near = adjacency(position.profile, candidate.facts)
        lines.append(ScreenLine(row.id, candidate.name, screen(dossier, position.profile), near))
    return tuple(lines)


def screen(dossier: Dossier, profile: Profile) -> tuple[GateResult, ...]:
    """The gates of the level sought that facts decide."""
    results = judge_gates(assess(dossier, profile), profile.level_sought)
    return tuple(result for result in results if result.gate.stage is GateStage.FACTS)
