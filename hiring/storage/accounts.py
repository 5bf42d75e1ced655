"""Accounts and where they belong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import Row, Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from hiring.storage.rows import is_id, mapped
from hiring.storage.tables import AccountRow, EmployerRow

AccountRecord = Row[AccountRow, str]
"""An account with the name of its employer."""


def _accounts() -> Select[AccountRow, str]:
    return select(AccountRow, EmployerRow.name).outerjoin(EmployerRow, EmployerRow.id == AccountRow.employer_id)


@cache
def _account() -> Select[AccountRow, str]:
    return _accounts().where(AccountRow.id == bindparam("account_id"))


def find_account_record(session: Session, account_id: int) -> AccountRecord | None:
    if not is_id(account_id):
        return None
    return session.execute(_account(), {"account_id": account_id}).one_or_none()


def find_account_by_email(session: Session, email: str) -> AccountRecord | None:
    return session.execute(_accounts().where(AccountRow.email == email)).one_or_none()


def list_account_records(session: Session) -> Sequence[AccountRecord]:
    return session.execute(_accounts().order_by(AccountRow.id)).all()


def list_active_names(session: Session) -> Sequence[Row[int, str]]:
    """Of those who sign in: somebody from outside belongs to single interviews."""
    statement = select(AccountRow.id, AccountRow.name).where(AccountRow.active, ~AccountRow.external)
    return session.execute(statement).all()


def list_names(session: Session, account_ids: Collection[int]) -> Mapping[int, str]:
    """By account, also of those that are switched off."""
    known = [identity for identity in account_ids if is_id(identity)]
    return mapped(session, select(AccountRow.id, AccountRow.name).where(AccountRow.id.in_(known)))


def active_among(session: Session, account_ids: Collection[int]) -> frozenset[int]:
    known = [identity for identity in account_ids if is_id(identity)]
    return frozenset(session.scalars(select(AccountRow.id).where(AccountRow.active, AccountRow.id.in_(known))))


def lock_active_accounts_of(session: Session, role: str) -> tuple[int, ...]:
    """The active accounts of a role, which nobody else changes before this transaction ends."""
    statement = select(AccountRow.id).where(AccountRow.active, AccountRow.role == role)
    return tuple(session.scalars(statement.order_by(AccountRow.id).with_for_update()))


def count_accounts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AccountRow)) or 0


def note_sign_in(session: Session, account_id: int, now: dt.datetime) -> None:
    """Not a change that another person's form could be stale against: the version stays."""
    session.execute(update(AccountRow).where(AccountRow.id == account_id).values(signed_in_at=now))
