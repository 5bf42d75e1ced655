"""What a panel settled after the reveal: agreed ratings, answers to red flags, decisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from hiring.domain.assessment import AgreedRating
from hiring.storage.interview_tables import ConsensusRow, DecisionRow, FlagAnswerRow
from hiring.storage.rows import write_rows
from hiring.storage.tables import AccountRow

DecisionRecord = Row[DecisionRow, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """One entry with the name of who made it."""

    account_name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AgreedRecord(Settled):
    competency: str
    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class FlagAnswer(Settled):
    flag: str
    answer: str
    resolved: bool


def list_agreed(session: Session, application_ids: Collection[int]) -> Mapping[int, tuple[AgreedRating, ...]]:
    """By application, in the order of the competencies' ids."""
    found: dict[int, list[AgreedRating]] = defaultdict(list)
    statement = (
        select(ConsensusRow.application_id, ConsensusRow.competency, ConsensusRow.value, ConsensusRow.reason)
        .where(ConsensusRow.application_id.in_(application_ids))
        .order_by(ConsensusRow.competency)
    )
    for application, competency, value, reason in session.execute(statement):
        found[application].append(AgreedRating(competency, value, reason))
    return {identity: tuple(found[identity]) for identity in application_ids}


def list_agreed_records(session: Session, application_id: int) -> tuple[AgreedRecord, ...]:
    """With who entered it, and when."""
    statement = (
        select(AccountRow.name, ConsensusRow.at, ConsensusRow.competency, ConsensusRow.value, ConsensusRow.reason)
        .join(AccountRow, AccountRow.id == ConsensusRow.account_id)
        .where(ConsensusRow.application_id == application_id)
        .order_by(ConsensusRow.competency)
    )
    return tuple(AgreedRecord(*row) for row in session.execute(statement))


def put_agreed(
    session: Session, *, application_id: int, competency: str, value: int, reason: str, account_id: int, now: dt.datetime
) -> None:
    """In place of an earlier one of the competency."""
    remove_agreed(session, application_id=application_id, competency=competency)
    session.add(
        ConsensusRow(
            application_id=application_id, competency=competency, value=value, reason=reason, account_id=account_id, at=now
        )
    )
    write_rows(session)


def remove_agreed(session: Session, *, application_id: int, competency: str) -> bool:
    """Whether there was one."""
    chosen = (ConsensusRow.application_id == application_id) & (ConsensusRow.competency == competency)
    return bool(session.execute(delete(ConsensusRow).where(chosen).returning(ConsensusRow.id)).all())


def list_flag_answers(session: Session, application_id: int) -> tuple[FlagAnswer, ...]:
    statement = (
        select(AccountRow.name, FlagAnswerRow.at, FlagAnswerRow.flag, FlagAnswerRow.answer, FlagAnswerRow.resolved)
        .join(AccountRow, AccountRow.id == FlagAnswerRow.account_id)
        .where(FlagAnswerRow.application_id == application_id)
        .order_by(FlagAnswerRow.flag)
    )
    return tuple(FlagAnswer(*row) for row in session.execute(statement))


def put_flag_answer(
    session: Session, *, application_id: int, flag: str, answer: str, resolved: bool, account_id: int, now: dt.datetime
) -> None:
    """In place of an earlier one of the flag."""
    chosen = (FlagAnswerRow.application_id == application_id) & (FlagAnswerRow.flag == flag)
    session.execute(delete(FlagAnswerRow).where(chosen))
    session.add(
        FlagAnswerRow(
            application_id=application_id, flag=flag, answer=answer, resolved=resolved, account_id=account_id, at=now
        )
    )
    write_rows(session)


def list_decision_records(session: Session, application_id: int) -> tuple[DecisionRecord, ...]:
    """With the names of who decided, the newest first."""
    statement = (
        select(DecisionRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == DecisionRow.decided_by)
        .where(DecisionRow.application_id == application_id)
        .order_by(DecisionRow.id.desc())
    )
    return tuple(session.execute(statement).all())
