"""Applications: a candidate for a position, and what all that is known means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.application_lines import ApplicationLine as ApplicationLine
from hiring.actions.candidates import CandidateLine
from hiring.actions.interviews import InterviewLine
from hiring.actions.permissions import Actor
from hiring.actions.positions import Position
from hiring.actions.reports import DocumentLine
from hiring.domain.placement import Placement


@dataclass(frozen=True, slots=True)
class WaiverLine:
    gate: str
    reason: str
    created_by_name: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Application:
    """`placement` is computed from the submitted scorecards at the moment of reading."""

    id: int
    candidate: CandidateLine
    candidate_facts: Mapping[str, object]
    position: Position
    placement: Placement
    interviews: tuple[InterviewLine, ...]
    waivers: tuple[WaiverLine, ...]
    documents: tuple[DocumentLine, ...]
    version: int
    own_scorecards_open: tuple[int, ...] = ()
    """Interviews where the reader still owes a scorecard: others' ratings stay hidden until it is submitted."""


def list_applications(
    session: Session, *, actor: Actor, position_id: int, sort: str = "name"
) -> tuple[ApplicationLine, ...]:
    """By name, or with `sort="score"` the highest first and those without enough evidence last."""
    raise NotImplementedError


def get_application(session: Session, *, actor: Actor, application_id: int) -> Application:
    raise NotImplementedError


def apply_candidate(session: Session, *, actor: Actor, position_id: int, candidate_id: int, now: dt.datetime) -> int:
    raise NotImplementedError


def waive_gate(session: Session, *, actor: Actor, application_id: int, gate: str, reason: str, now: dt.datetime) -> None:
    raise NotImplementedError


def withdraw_waiver(session: Session, *, actor: Actor, application_id: int, gate: str, now: dt.datetime) -> None:
    raise NotImplementedError


def recompute_summaries(session: Session) -> int:
    """Writes every stored summary anew; the number of applications."""
    raise NotImplementedError
