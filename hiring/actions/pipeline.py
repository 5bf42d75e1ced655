"""The pipeline of a position: its board and list, moving applications, and the stages that the position names itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.positions import Position
from hiring.actions.profiles import lock_position, reach_position, read_stages
from hiring.actions.reveals import Sight, sight_of
from hiring.actions.texts import LINE, check_lengths, check_version, clean_line, clean_text, refuse
from hiring.domain.debrief import Outcome
from hiring.domain.pipeline import (
    DECLINED,
    HIRED,
    OFFER,
    DeclineReason,
    Pipeline,
    Stage,
    build_pipeline,
    check_stages,
    next_own_id,
    stage_once_planned,
)
from hiring.domain.restricted import find_restricted
from hiring.errors import Conflict, NotFound, Problem
from hiring.storage.applications import lock_applications
from hiring.storage.pipeline import CardRecord, count_stages, list_cards, list_last_outcomes, list_movable, slice_cards
from hiring.storage.rows import PAGE_SIZE
from hiring.storage.tables import ApplicationRow

CARDS = 10
"""Of each stage on the board; the list has all."""
SETTLED = (Outcome.OFFER, Outcome.OTHER_LEVEL)
"""What must have been decided before somebody is moved to an offer or hired."""


@dataclass(frozen=True, slots=True)
class Card:
    """An application where it stands. `score` and `level` are None until something may be seen of them."""

    id: int
    candidate_name: str
    candidate_headline: str
    stage: str
    since: dt.datetime
    score: Decimal | None
    level: str | None
    enough_evidence: bool
    reaches_sought: bool
    raters: int
    interviews: int
    submitted: int
    expected: int
    hidden: bool
    """Something is rated and only the progress may be shown."""
    decline_reason: DeclineReason | None = None
    decline_note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with how many stand in it, and the few of them who came last."""

    stage: Stage
    total: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Board:
    position: Position
    pipeline: Pipeline
    columns: tuple[Column, ...]

    @property
    def total(self) -> int:
        return sum(column.total for column in self.columns)


@dataclass(frozen=True, slots=True)
class StageList:
    """A page of the applications in one stage, or of all; `counts` by stage."""

    position: Position
    pipeline: Pipeline
    stage: Stage | None
    counts: Mapping[str, int]
    page: Page[Card]


def get_board(session: Session, *, actor: Actor, position_id: int) -> Board:
    """All stages with up to ten applications each, in a fixed number of queries."""
    position = _reach(session, actor, position_id)
    pipeline = build_pipeline(position.stages)
    counts = count_stages(session, position_id)
    cards = _cards(session, actor, list_cards(session, position_id, most=CARDS))
    columns = (
        Column(stage, counts.get(stage.id, 0), tuple(card for card in cards if card.stage == stage.id))
        for stage in (*pipeline.stages, *_lost(pipeline, counts))
    )
    return Board(position, pipeline, tuple(columns))


def list_stage(session: Session, *, actor: Actor, position_id: int, stage: str | None = None, page: int = 1) -> StageList:
    """Raises NotFound for a stage that the position does not have."""
    position = _reach(session, actor, position_id)
    pipeline, counts = build_pipeline(position.stages), count_stages(session, position_id)
    known = {item.id: item for item in (*pipeline.stages, *_lost(pipeline, counts))}
    if stage is not None and stage not in known:
        raise NotFound("stage", stage)
    found = slice_cards(session, position_id, stage=stage, number=page)
    cards = Page(_cards(session, actor, found.rows), found.number, PAGE_SIZE, found.total)
    return StageList(position, pipeline, None if stage is None else known[stage], counts, cards)


def move_applications(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    seen: Mapping[int, str],
    stage: str,
    decline_reason: str = "",
    note: str = "",
    now: dt.datetime,
) -> int:
    """Moves all of them or none; how many moved. `seen` has the stage in which each was seen.

    Who stands in the stage already stays as they are, as after a double click. Raises Conflict("stale") when one was moved
    elsewhere meanwhile; Invalid for an unknown stage, a decline without a reason of the list, an offer that nobody decided.
    """
    require(actor, Permission.MANAGE_APPLICATIONS)
    position = lock_position(session, actor, Permission.MANAGE_APPLICATIONS, position_id)
    text = clean_text(note)
    refuse(_check_move(build_pipeline(read_stages(position.stages)), seen, stage, decline_reason, text))
    lock_applications(session, seen)
    rows = list_movable(session, position_id, seen)
    if missing := seen.keys() - {row.id for row in rows}:
        raise NotFound("application", min(missing))
    moving = [row for row in rows if row.stage != stage]
    if any(row.stage != seen[row.id] for row in moving):
        raise Conflict("stale")
    refuse(_check_settled(session, moving, stage))
    for row in moving:
        detail = put_stage(row, stage, now, reason=decline_reason, note=text)
        record(
            session,
            actor=actor,
            action="move_application",
            object_kind="application",
            object_id=row.id,
            detail=detail,
            now=now,
        )
    return len(moving)


def move_when_planned(session: Session, row: ApplicationRow, position: Position, now: dt.datetime) -> None:
    """Of a locked application for which an interview was planned: nobody has to say that it is at its interviews now."""
    stage = stage_once_planned(build_pipeline(position.stages), row.stage, moved=row.stage_at is not None)
    if stage == row.stage:
        return
    detail = put_stage(row, stage, now)
    record(
        session,
        actor=None,
        action="move_when_planned",
        object_kind="application",
        object_id=row.id,
        detail=detail,
        now=now,
    )


def put_stage(row: ApplicationRow, stage: str, now: dt.datetime, *, reason: str = "", note: str = "") -> dict[str, str]:
    """Of a locked application: moves it; what the event says of that. Reason and note stay with declined ones only."""
    before, declined = row.stage, stage == DECLINED
    row.stage, row.stage_at = stage, now
    row.decline_reason, row.decline_note = (reason, note) if declined else ("", "")
    return {"from": before, "to": stage, **({"reason": reason} if declined else {})}


def change_stages(
    session: Session, *, actor: Actor, position_id: int, version: int, stages: Iterable[Stage], now: dt.datetime
) -> None:
    """The stages between the first and the last ones, in order; one with an empty id is new.

    Raises Invalid for names that don't fit, and with "stage_in_use" while applications stand in one that goes.
    """
    row = lock_position(session, actor, Permission.MANAGE_POSITIONS, position_id)
    check_version(version, row.version)
    present = build_pipeline(read_stages(row.stages)).between
    counts = count_stages(session, position_id)
    wanted = _numbered(stages, {stage.id for stage in present}, counts)
    problems = check_stages(wanted)
    gone = [stage for stage in present if stage.id not in {item.id for item in wanted} and counts.get(stage.id)]
    problems += [Problem("stage_in_use", "stages", {"stage": stage.name or stage.id}) for stage in gone]
    refuse(problems)
    if wanted == present:
        return
    row.stages = [{"id": stage.id, "name": stage.name} for stage in wanted]
    detail = {"stages": [stage.id for stage in wanted]}
    record(
        session, actor=actor, action="change_stages", object_kind="position", object_id=position_id, detail=detail, now=now
    )


def _reach(session: Session, actor: Actor, position_id: int) -> Position:
    require(actor, Permission.READ_APPLICATIONS)
    return reach_position(session, actor, Permission.READ_APPLICATIONS, position_id)


def _check_move(pipeline: Pipeline, seen: Collection[int], stage: str, decline_reason: str, note: str) -> list[Problem]:
    problems = [] if seen else [Problem("nobody_chosen", "applications")]
    if pipeline.find(stage) is None:
        problems.append(Problem("stage_unknown", "stage"))
    return problems + (check_decline(decline_reason, note) if stage == DECLINED else [])


def check_decline(reason: str, note: str) -> list[Problem]:
    """A reason of the list; "other" says which in the note, and no note names what the law forbids to choose by."""
    problems = [] if reason in list(DeclineReason) else [Problem("decline_reason_missing", "decline_reason")]
    if reason == DeclineReason.OTHER and not note:
        problems.append(Problem("decline_note_missing", "note"))
    uses = {use.word.casefold(): use for use in find_restricted(note)}
    problems += [Problem("restricted", "note", {"use": use}) for use in uses.values()]
    return [*problems, *check_lengths(LINE, note=note)]


def _check_settled(session: Session, rows: Collection[ApplicationRow], stage: str) -> list[Problem]:
    """An offer is a decision, by a named person with a reason: the board follows it and never stands in for it."""
    if stage not in (OFFER, HIRED) or not rows:
        return []
    decided = list_last_outcomes(session, [row.id for row in rows])
    undecided = [row for row in rows if decided.get(row.id) not in SETTLED]
    return [Problem("offer_undecided", "stage", {"number": len(undecided)})] if undecided else []


def _lost(pipeline: Pipeline, counts: Mapping[str, int]) -> tuple[Stage, ...]:
    """Stages that were taken away while somebody was being moved there: nobody vanishes from the board."""
    return tuple(Stage(identity) for identity in sorted(counts.keys() - set(pipeline.ids)))


def _numbered(stages: Iterable[Stage], present: Collection[str], counts: Mapping[str, int]) -> tuple[Stage, ...]:
    """With ids for the new ones; an id that the position does not have counts as new."""
    taken, found = {*present, *counts}, list[Stage]()
    for stage in stages:
        identity = stage.id if stage.id in present else next_own_id(taken)
        taken.add(identity)
        found.append(Stage(identity, clean_line(stage.name)))
    return tuple(found)


def _cards(session: Session, actor: Actor, records: Collection[CardRecord]) -> tuple[Card, ...]:
    sight = sight_of(session, actor, [record[0] for record in records])
    return tuple(_card(record, sight) for record in records)


def _card(found: CardRecord, sight: Sight) -> Card:
    """Of hidden ratings nothing, and no reason for declining either while the reader has still to rate."""
    row, name, headline, interviews, submitted, expected = found
    hidden, owed = row.id in sight.hidden, row.id in sight.owed
    return Card(
        id=row.id,
        candidate_name=name,
        candidate_headline=headline,
        stage=row.stage,
        since=row.stage_at or row.created_at,
        score=None if hidden else row.score,
        level=None if hidden else row.level,
        enough_evidence=not hidden and row.enough_evidence,
        reaches_sought=not hidden and row.reaches_sought,
        raters=0 if hidden else row.raters,
        interviews=interviews,
        submitted=submitted,
        expected=expected,
        hidden=hidden and submitted > 0,
        decline_reason=DeclineReason(row.decline_reason) if row.decline_reason and not owed else None,
        decline_note="" if owed else row.decline_note,
    )
