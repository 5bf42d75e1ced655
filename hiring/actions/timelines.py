"""What happened to an application, in order: from the trail, its interviews, documents and decisions.

Marks are no part of it: a scorecard came in, not what stands in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, require, require_employer
from hiring.actions.profiles import Position, read_subject
from hiring.actions.reveals import sight_of
from hiring.domain.debrief import Outcome
from hiring.domain.pipeline import DeclineReason, Pipeline, Stage, build_pipeline
from hiring.storage.documents import list_documents_about
from hiring.storage.pipeline import EventRecord, list_decision_reasons, list_events, list_planned
from hiring.storage.tables import ApplicationRow

HELD = "held"
"""The time an interview is planned for; it may lie ahead."""
MADE = "made_document"
DECIDED = "decide"
EVENTS = (
    "apply_candidate",
    "move_application",
    "move_when_planned",
    "waive_gate",
    "withdraw_waiver",
    "reveal_when_due",
    "reveal_early",
    "create_interview",
    "change_interview",
    "invite_panel",
    "cancel_interview",
    "submit_scorecard",
    "begin_correction",
    DECIDED,
)
"""Of the trail: what a person looks for in the history of an application. What was agreed or answered speaks of marks."""


@dataclass(frozen=True, slots=True)
class Event:
    """`what` is an action of the trail, HELD or MADE; `subject` the interview's title, the document's number or the gate.

    `text` is the reason of a decision or a decline; empty where there is none or the reader has still to rate.
    """

    at: dt.datetime
    what: str
    who: str | None = None
    subject: str = ""
    before: Stage | None = None
    after: Stage | None = None
    outcome: Outcome | None = None
    decline_reason: DeclineReason | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """`events` newest first."""

    application_id: int
    candidate_name: str
    position: Position
    pipeline: Pipeline
    stage: Stage
    since: dt.datetime
    events: tuple[Event, ...]


def get_timeline(session: Session, *, actor: Actor, application_id: int) -> Timeline:
    """In a fixed number of queries, however much was recorded."""
    permission = Permission.READ_APPLICATIONS
    require(actor, permission)
    (row, candidate), position = read_subject(session, application_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="application", identity=application_id)
    pipeline = build_pipeline(position.stages)
    owes = row.id in sight_of(session, actor, (row,)).owed
    events = sorted(_events(session, row, pipeline, owes), key=lambda event: event.at, reverse=True)
    return Timeline(
        application_id=row.id,
        candidate_name=candidate.name,
        position=position,
        pipeline=pipeline,
        stage=_stage(pipeline, row.stage),
        since=row.stage_at or row.created_at,
        events=tuple(events),
    )


def _events(session: Session, row: ApplicationRow, pipeline: Pipeline, owes: bool) -> Iterator[Event]:
    """Newest first where the moments are the same, as within one request."""
    interviews = list_planned(session, row.id)
    yield from (Event(at, HELD, subject=title) for _, title, at in interviews if at is not None)
    for _, number, _, _, at, who in list_documents_about(session, "application", row.id):
        yield Event(at, MADE, who, number)
    reasons = iter(list_decision_reasons(session, row.id))
    titles = {identity: title for identity, title, _ in interviews}
    records = list_events(session, row.id, list(titles), EVENTS)
    last_decline = _last_decline(records, row)
    for record in records:
        text = next(reasons, "") if record[0].action == DECIDED else ""
        if record[0].id == last_decline:
            text = row.decline_note
        yield _event(record, titles, pipeline, "" if owes else text, owes)


def _last_decline(records: Iterable[EventRecord], row: ApplicationRow) -> int | None:
    """The event that the note kept with the application belongs to."""
    moves = (event for event, _ in records if event.action == "move_application")
    newest = next(moves, None)
    return newest.id if newest is not None and row.decline_note and newest.detail.get("to") == row.stage else None


def _event(record: EventRecord, titles: Mapping[int, str], pipeline: Pipeline, text: str, owes: bool) -> Event:
    event, who = record
    detail, known = event.detail, event.object_kind == "interview" and event.object_id is not None
    before, after, reason = detail.get("from"), detail.get("to"), detail.get("reason")
    return Event(
        at=event.at,
        what=event.action,
        who=who,
        subject=titles.get(event.object_id or 0, "") if known else detail.get("gate", ""),
        before=_stage(pipeline, before) if before else None,
        after=_stage(pipeline, after) if after else None,
        outcome=Outcome(detail["outcome"]) if event.action == DECIDED else None,
        decline_reason=DeclineReason(reason) if reason and not owes else None,
        text=text,
    )


def _stage(pipeline: Pipeline, identity: str) -> Stage:
    """One that the position has no more is called by its id."""
    return pipeline.find(identity) or Stage(identity)
