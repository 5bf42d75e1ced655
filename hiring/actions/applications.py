"""Applications: a candidate for a position, and what all that is known means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.application_lines import ApplicationLine as ApplicationLine
from hiring.actions.application_lines import application_lines
from hiring.actions.audit import record
from hiring.actions.candidates import CandidateLine
from hiring.actions.decisions import Decision, decisions_of
from hiring.actions.interviews import InterviewLine, list_interviews_of
from hiring.actions.permissions import Actor, Permission, employer_scope, require, require_employer
from hiring.actions.placements import place_subjects, refresh_summaries, subject_of
from hiring.actions.placements import recompute_summaries as recompute_summaries
from hiring.actions.positions import Position
from hiring.actions.profiles import read_subject
from hiring.actions.rating_errors import rating_error_of
from hiring.actions.reports import DocumentLine, list_documents_of
from hiring.actions.reveals import EarlyReveal, sight_from
from hiring.actions.texts import TEXT, check_given, check_lengths, clean_text, refuse
from hiring.domain.blindness import Seat
from hiring.domain.pipeline import NEW
from hiring.domain.placement import Placement
from hiring.domain.rubric import Gate, Waiver
from hiring.domain.uncertainty import RatingError
from hiring.errors import Invalid, NotFound, Problem
from hiring.storage.applications import (
    SubjectRecord,
    find_application_id,
    list_line_records,
    lock_applications,
    put_waiver,
    remove_waiver,
)
from hiring.storage.rows import add_row, find_row
from hiring.storage.rulings import EARLY_REVEAL, WAIVER, list_rulings
from hiring.storage.tables import ApplicationRow, CandidateRow, PositionRow


@dataclass(frozen=True, slots=True)
class WaiverLine:
    gate: str
    reason: str
    created_by_name: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Application:
    """`placement` is computed from the submitted scorecards at the moment of reading: with `hidden`, from those that the
    reader submitted, and nothing that rests on another's says anything.

    `position` has the version of the profile that this application is held against.
    """

    id: int
    candidate: CandidateLine
    position: Position
    placement: Placement
    interviews: tuple[InterviewLine, ...]
    waivers: tuple[WaiverLine, ...]
    documents: tuple[DocumentLine, ...]
    version: int
    error: RatingError
    """What the bands of `placement` rest on."""
    own_scorecards_open: tuple[int, ...] = ()
    """Interviews where the reader still owes a scorecard."""
    hidden: bool = False
    """Interviews are planned, and their ratings are not revealed yet or the reader owes a scorecard: nobody sees others'
    ratings before giving an own one."""
    revealed_at: dt.datetime | None = None
    early_reveal: EarlyReveal | None = None
    decisions: tuple[Decision, ...] = ()
    stage: str = NEW
    """Its id in the pipeline of the position, and since when it stands there."""
    stage_at: dt.datetime | None = None
    """The newest first; none for a reader who owes a scorecard."""

    @property
    def submitted(self) -> int:
        """How many of the `expected` scorecards are in."""
        return sum(member.submitted for line in self.interviews for member in line.panel)

    @property
    def expected(self) -> int:
        return sum(len(line.panel) for line in self.interviews)

    @property
    def corrected(self) -> bool:
        """Whether anything was corrected after it had been submitted."""
        return any(member.corrected for line in self.interviews for member in line.panel)


def list_applications(
    session: Session, *, actor: Actor, position_id: int, sort: str = "name"
) -> tuple[ApplicationLine, ...]:
    """By name, or with `sort="score"` the highest first, then those without enough evidence, then the hidden ones."""
    employer_scope(actor, Permission.READ_APPLICATIONS)
    position = find_row(session, PositionRow, position_id)
    if position is None:
        raise NotFound("position", position_id)
    permission = Permission.READ_APPLICATIONS
    require_employer(actor, permission, employer_id=position.employer_id, kind="position", identity=position_id)
    lines = application_lines(session, list_line_records(session, position_id=position_id), actor)
    return tuple(sorted(lines, key=_by_score)) if sort == "score" else lines


def get_application(session: Session, *, actor: Actor, application_id: int) -> Application:
    """Nine queries and the first time one for the rubric, however much was recorded."""
    found, position = _reach(session, actor, Permission.READ_APPLICATIONS, application_id)
    row, candidate = found
    interviews = list_interviews_of(session, row.id)
    sight = sight_from({row.id: _seats(interviews)}, actor, (row,))
    rulings = list_rulings(session, (row.id,))
    placements = place_subjects(
        session,
        [subject_of(found)],
        {row.id: position.profile},
        rulings=rulings,
        only_rater=actor.account_id if sight.hidden else None,
    )
    return Application(
        id=row.id,
        candidate=CandidateLine(candidate.id, candidate.name, candidate.headline, candidate.city, 0, candidate.created_at),
        position=position,
        placement=placements[row.id],
        interviews=interviews,
        waivers=tuple(
            WaiverLine(item.key, item.reason, item.account_name, item.at) for item in rulings[row.id] if item.kind == WAIVER
        ),
        documents=list_documents_of(session, "application", row.id),
        version=row.version,
        error=rating_error_of(session, position.rubric),
        stage=row.stage,
        stage_at=row.stage_at or row.created_at,
        own_scorecards_open=sight.owed.get(row.id, ()),
        hidden=bool(interviews) and row.id in sight.hidden,
        revealed_at=row.revealed_at,
        early_reveal=next(
            (EarlyReveal(item.account_name, item.reason, item.at) for item in rulings[row.id] if item.kind == EARLY_REVEAL),
            None,
        ),
        decisions=() if row.id in sight.owed else decisions_of(rulings[row.id]),
    )


def apply_candidate(session: Session, *, actor: Actor, position_id: int, candidate_id: int, now: dt.datetime) -> int:
    """Considers a candidate for a position, once."""
    require(actor, Permission.MANAGE_APPLICATIONS)
    if find_row(session, PositionRow, position_id, lock=True) is None:
        raise NotFound("position", position_id)
    if find_row(session, CandidateRow, candidate_id, lock=True) is None:
        raise NotFound("candidate", candidate_id)
    row = ApplicationRow(position_id=position_id, candidate_id=candidate_id, created_at=now)
    known = find_application_id(session, position_id=position_id, candidate_id=candidate_id)
    if known is not None or not add_row(session, row):
        raise Invalid([Problem("already_applied", "candidate_id")])
    refresh_summaries(session, (row.id,))
    detail = {"position_id": position_id, "candidate_id": candidate_id}
    record(
        session, actor=actor, action="apply_candidate", object_kind="application", object_id=row.id, detail=detail, now=now
    )
    return row.id


def waive_gate(session: Session, *, actor: Actor, application_id: int, gate: str, reason: str, now: dt.datetime) -> None:
    """Sets a gate aside for one application; a second time replaces the reason."""
    found = _lock_gate(session, actor, application_id, gate)
    why = clean_text(reason)
    problems = [*check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why)]
    if found.waiver is Waiver.NEVER:
        problems.append(Problem("gate_never_waived", "gate", {"gate": gate}))
    refuse(problems)
    put_waiver(session, application_id=application_id, gate=gate, reason=why, account_id=actor.account_id, now=now)
    _after_waiver(session, actor, "waive_gate", application_id, gate, now)


def withdraw_waiver(session: Session, *, actor: Actor, application_id: int, gate: str, now: dt.datetime) -> None:
    """Nothing happens when there is none."""
    _lock_gate(session, actor, application_id, gate)
    if remove_waiver(session, application_id=application_id, gate=gate):
        _after_waiver(session, actor, "withdraw_waiver", application_id, gate, now)


def _seats(interviews: tuple[InterviewLine, ...]) -> tuple[Seat, ...]:
    lines = sorted(interviews, key=lambda line: line.id)
    return tuple(Seat(line.id, member.account_id, member.submitted) for line in lines for member in line.panel)


def _after_waiver(session: Session, actor: Actor, action: str, application_id: int, gate: str, now: dt.datetime) -> None:
    refresh_summaries(session, (application_id,))
    record(
        session,
        actor=actor,
        action=action,
        object_kind="application",
        object_id=application_id,
        detail={"gate": gate},
        now=now,
    )


def _reach(session: Session, actor: Actor, permission: Permission, application_id: int) -> tuple[SubjectRecord, Position]:
    employer_scope(actor, permission)
    found, position = read_subject(session, application_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="application", identity=application_id)
    return found, position


def _lock_gate(session: Session, actor: Actor, application_id: int, gate: str) -> Gate:
    _, position = _reach(session, actor, Permission.MANAGE_APPLICATIONS, application_id)
    lock_applications(session, (application_id,))
    found = next((item for item in position.rubric.gates if item.id == gate), None)
    if found is None:
        raise NotFound("gate", gate)
    return found


def _by_score(line: ApplicationLine) -> tuple[bool, bool, object]:
    shown = line.score is not None and line.enough_evidence
    return line.hidden, not shown, -line.score if shown and line.score is not None else 0
