"""What the reveal of ratings rests on: who sits on the panels of an application, who has submitted, and the quorum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import Select, bindparam, exists, select
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
    given: dict[str, object] = {"application_ids": list(application_ids)}
    if account_id is not None:
        given["account_id"] = account_id
    found: dict[int, list[Seat]] = defaultdict(list)
    for application_id, interview_id, account, done in session.execute(_seats(of_account=account_id is not None), given):
        found[application_id].append(Seat(interview_id, account, bool(done)))
    return {identity: tuple(found[identity]) for identity in application_ids}


@cache
def _seats(*, of_account: bool) -> Select[int, int, int, bool]:
    submitted = exists().where(
        ScorecardRow.interview_id == PanelRow.interview_id,
        ScorecardRow.account_id == PanelRow.account_id,
        ScorecardRow.state == "submitted",
    )
    statement = (
        select(InterviewRow.application_id, PanelRow.interview_id, PanelRow.account_id, submitted)
        .join(PanelRow, PanelRow.interview_id == InterviewRow.id)
        .where(InterviewRow.application_id.in_(bindparam("application_ids", expanding=True)))
        .order_by(PanelRow.interview_id, PanelRow.account_id)
    )
    return statement.where(PanelRow.account_id == bindparam("account_id")) if of_account else statement


def find_quorum(session: Session, position_id: int) -> int | None:
    """As the position's plan has it; None without one: everybody."""
    return session.scalar(select(PlanRow.quorum).where(PlanRow.position_id == position_id))
