"""What a panel settles after the reveal: agreed ratings and answers to red flags."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import ConsensusRow, FlagAnswerRow
from hiring.storage.rows import write_rows
from hiring.storage.tables import AccountRow


@dataclass(frozen=True, slots=True)
class FlagAnswer:
    """How the probe of a flag was answered, and who wrote it down."""

    account_name: str
    at: dt.datetime
    flag: str
    answer: str
    resolved: bool


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
