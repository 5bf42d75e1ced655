"""What the reveal of ratings rests on: who sits on the panels of an application, who has submitted, and the quorum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hiring.domain.blindness import Seat
from hiring.storage.interview_tables import PlanRow
from hiring.storage.tables import InterviewRow, PanelRow, ScorecardRow


def list_blind_seats(
    session: Session, application_ids: Collection[int], *, account_id: int | None = None
) -> Mapping[int, tuple[Seat, ...]]:
    """The seats on all panels by application, of one account or of everybody: one query for any number of applications.

    A scorecard that is being corrected stays submitted.
    """
    submitted = exists().where(
        ScorecardRow.interview_id == PanelRow.interview_id,
        ScorecardRow.account_id == PanelRow.account_id,
        ScorecardRow.state == "submitted",
    )
    statement = (
        select(InterviewRow.application_id, PanelRow.interview_id, PanelRow.account_id, submitted)
        .join(PanelRow, PanelRow.interview_id == InterviewRow.id)
        .where(InterviewRow.application_id.in_(application_ids))
        .order_by(PanelRow.interview_id, PanelRow.account_id)
    )
    if account_id is not None:
        statement = statement.where(PanelRow.account_id == account_id)
    found: dict[int, list[Seat]] = defaultdict(list)
    for application_id, interview_id, account, done in session.execute(statement):
        found[application_id].append(Seat(interview_id, account, bool(done)))
    return {identity: tuple(found[identity]) for identity in application_ids}


def find_quorum(session: Session, position_id: int) -> int | None:
    """As the position's plan has it; None without one: everybody."""
    return session.scalar(select(PlanRow.quorum).where(PlanRow.position_id == position_id))
