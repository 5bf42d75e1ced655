"""Accounts: who may sign in, as what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.passwords import (
    check_password,
    hash_password,
    make_one_time_password,
    make_session_stamp,
    verify_password,
)
from hiring.actions.permissions import Actor, Permission, Role, require
from hiring.actions.texts import (
    LINE,
    check_email,
    check_given,
    check_lengths,
    check_version,
    clean_email,
    clean_line,
    refuse,
)
from hiring.errors import Conflict, Invalid, NotFound, Problem
from hiring.language import LOCALES
from hiring.storage.accounts import (
    AccountRecord,
    count_accounts,
    find_account_by_email,
    find_account_record,
    list_account_records,
    lock_active_accounts_of,
    note_sign_in,
)
from hiring.storage.rows import add_row, find_row, set_values
from hiring.storage.sorting import sort_key
from hiring.storage.tables import AccountRow, EmployerRow


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
    only_interview: int | None = None
    """Of somebody who came by a personal link: the one interview that it opens."""

    @property
    def external(self) -> bool:
        return self.role is Role.EXTERNAL

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.role, self.employer_id, self.name, self.only_interview)


def authenticate(session: Session, *, email: str, password: str, now: dt.datetime) -> Account:
    """Raises Invalid, the same and after the same time, for a wrong e-mail, a wrong password and an account that is off."""
    found = find_account_by_email(session, clean_email(email))
    right = verify_password(password, found[0].password_hash if found else None)
    if found is None or not right or not found[0].active or found[0].external:
        raise Invalid([Problem("sign_in_wrong", "password")])
    account = _account(found)
    note_sign_in(session, account.id, now)
    record(session, actor=account.actor, action="authenticate", object_kind="account", object_id=account.id, now=now)
    return account


def find_account(session: Session, *, account_id: int) -> Account | None:
    """For the session cookie: no permission is asked."""
    found = find_account_record(session, account_id)
    return _account(found) if found else None


def list_accounts(session: Session, *, actor: Actor) -> tuple[Account, ...]:
    """By name; those switched off last."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    accounts = (_account(found) for found in list_account_records(session))
    return tuple(sorted(accounts, key=lambda item: (not item.active, sort_key(item.name), item.id)))


def get_account(session: Session, *, actor: Actor, account_id: int) -> Account:
    require(actor, Permission.MANAGE_ACCOUNTS)
    account = find_account(session, account_id=account_id)
    if account is None:
        raise NotFound("account", account_id)
    return account


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
    """The new account's id and its one-time password, which is kept nowhere."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    address, called = clean_email(email), clean_line(name)
    employer = employer_id if role == Role.HIRING_MANAGER else None
    refuse([*check_email("email", address), *_check(session, called, role, employer), *_check_locale(locale)])
    row, password = _new_row(address, called, role, employer, locale, now)
    if find_account_by_email(session, address) or not add_row(session, row):
        raise Invalid([Problem("email_taken", "email")])
    detail = {"role": role, "employer_id": employer}
    record(session, actor=actor, action="create_account", object_kind="account", object_id=row.id, detail=detail, now=now)
    return row.id, password


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
    """Switching an account off signs it out. Raises Invalid when no administrator would be left."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    administrators = lock_active_accounts_of(session, Role.ADMINISTRATOR)
    row = _get_row(session, account_id)
    check_version(version, row.version)
    called = clean_line(name)
    employer = employer_id if role == Role.HIRING_MANAGER else None
    problems = _check(session, called, role, employer, external=row.external)
    if administrators == (account_id,) and not (active and role == Role.ADMINISTRATOR):
        problems.append(Problem("last_administrator", "role" if active else "active"))
    refuse(problems)
    changed = set_values(row, {"name": called, "role": str(role), "employer_id": employer, "active": active})
    if not changed:
        return
    if not active:
        row.session_stamp = make_session_stamp()
    detail = {"changed": changed, "role": role, "active": active}
    record(session, actor=actor, action="change_account", object_kind="account", object_id=row.id, detail=detail, now=now)


def reset_password(session: Session, *, actor: Actor, account_id: int, now: dt.datetime) -> str:
    """A new one-time password; whoever is signed in with the old one is signed out."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    row, password = _get_row(session, account_id), make_one_time_password()
    if row.external:
        raise Conflict("external_without_password")
    _set_password(row, password, expired=True)
    record(session, actor=actor, action="reset_password", object_kind="account", object_id=row.id, now=now)
    return password


def change_password(session: Session, *, actor: Actor, current: str, new: str, now: dt.datetime) -> None:
    """The person's own. Every session ends, the present one too unless it takes up the new stamp."""
    require(actor, Permission.CHANGE_OWN_ACCOUNT)
    row = _get_row(session, actor.account_id)
    problems = [] if verify_password(current, row.password_hash) else [Problem("password_wrong", "current")]
    problems += check_password(new, where="new", about=(row.email, row.name))
    if not problems and new == current:
        problems.append(Problem("password_too_common", "new"))
    refuse(problems)
    _set_password(row, new, expired=False)
    record(session, actor=actor, action="change_password", object_kind="account", object_id=row.id, now=now)


def change_own_locale(session: Session, *, actor: Actor, locale: str, now: dt.datetime) -> None:
    require(actor, Permission.CHOOSE_OWN_LANGUAGE)
    refuse(_check_locale(locale))
    row = _get_row(session, actor.account_id)
    if set_values(row, {"locale": locale}):
        detail = {"locale": locale}
        record(
            session, actor=actor, action="change_own_locale", object_kind="account", object_id=row.id, detail=detail, now=now
        )


def create_first_administrator(session: Session, *, email: str, name: str, now: dt.datetime) -> str | None:
    """The one-time password, or None when there is any account already."""
    if count_accounts(session):
        return None
    address = clean_email(email)
    refuse(check_email("email", address))
    row, password = _new_row(address, clean_line(name), Role.ADMINISTRATOR, None, None, now)
    if not add_row(session, row):
        return None
    action = "create_first_administrator"
    record(session, actor=None, action=action, object_kind="account", object_id=row.id, now=now)
    return password


def _account(found: AccountRecord) -> Account:
    row, employer_name = found
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        employer_id=row.employer_id,
        employer_name=employer_name,
        locale=row.locale,
        active=row.active,
        password_expired=row.password_expired,
        session_stamp=row.session_stamp,
        signed_in_at=row.signed_in_at,
        version=row.version,
    )


def _get_row(session: Session, account_id: int) -> AccountRow:
    row = find_row(session, AccountRow, account_id, lock=True)
    if row is None:
        raise NotFound("account", account_id)
    return row


def _new_row(
    email: str, name: str, role: str, employer_id: int | None, locale: str | None, now: dt.datetime
) -> tuple[AccountRow, str]:
    row = AccountRow(email=email, name=name, role=str(role), employer_id=employer_id, locale=locale, created_at=now)
    password = make_one_time_password()
    _set_password(row, password, expired=True)
    return row, password


def _set_password(row: AccountRow, password: str, *, expired: bool) -> None:
    row.password_hash = hash_password(password)
    row.password_expired = expired
    row.session_stamp = make_session_stamp()


def _check(session: Session, name: str, role: str, employer_id: int | None, *, external: bool = False) -> list[Problem]:
    """Nobody becomes somebody from outside, and nobody from outside anything else: they never had a password."""
    problems = [*check_given("name_missing", "name", name), *check_lengths(LINE, name=name)]
    if role not in list(Role) or (role == Role.EXTERNAL) != external:
        problems.append(Problem("role_unknown", "role"))
    if role == Role.HIRING_MANAGER and (employer_id is None or find_row(session, EmployerRow, employer_id) is None):
        problems.append(Problem("employer_missing", "employer_id"))
    return problems


def _check_locale(locale: str | None) -> list[Problem]:
    return [] if locale is None or locale in LOCALES else [Problem("locale_unknown", "locale")]
