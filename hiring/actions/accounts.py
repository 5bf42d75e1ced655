"""Accounts: who may sign in, as what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Role


@dataclass(frozen=True, slots=True)
class Account:
    """`session_stamp` changes with the password and on deactivation: a cookie with another one is signed out."""

    id: int
    email: str
    name: str
    role: Role
    employer_id: int | None
    employer_name: str | None
    locale: str | None
    active: bool
    password_expired: bool
    """Signed in with a one-time password, which must be changed before anything else."""
    session_stamp: str
    signed_in_at: dt.datetime | None
    version: int


def authenticate(session: Session, *, email: str, password: str, now: dt.datetime) -> Account:
    raise NotImplementedError


def find_account(session: Session, *, account_id: int) -> Account | None:
    raise NotImplementedError


def list_accounts(session: Session, *, actor: Actor) -> tuple[Account, ...]:
    raise NotImplementedError


def get_account(session: Session, *, actor: Actor, account_id: int) -> Account:
    raise NotImplementedError


def create_account(
    session: Session,
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    employer_id: int | None,
    locale: str | None,
    now: dt.datetime,
) -> tuple[int, str]:
    raise NotImplementedError


def change_account(
    session: Session,
    *,
    actor: Actor,
    account_id: int,
    version: int,
    name: str,
    role: str,
    employer_id: int | None,
    active: bool,
    now: dt.datetime,
) -> None:
    raise NotImplementedError


def reset_password(session: Session, *, actor: Actor, account_id: int, now: dt.datetime) -> str:
    raise NotImplementedError


def change_password(session: Session, *, actor: Actor, current: str, new: str, now: dt.datetime) -> None:
    raise NotImplementedError


def change_own_locale(session: Session, *, actor: Actor, locale: str, now: dt.datetime) -> None:
    raise NotImplementedError


def create_first_administrator(session: Session, *, email: str, name: str, now: dt.datetime) -> str | None:
    raise NotImplementedError
