"""Personal links to one interview. Of a link only the hash is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Row, Select, select, update
from sqlalchemy.orm import Session

from hiring.storage.interview_tables import InvitationRow
from hiring.storage.rows import is_id
from hiring.storage.tables import AccountRow, PanelRow

InvitationRecord = Row[InvitationRow, AccountRow]
"""An invitation with the account it was made for."""


def _open(now: dt.datetime) -> Select[InvitationRow, AccountRow]:
    """Those that let somebody in: neither revoked nor expired, for an active account that still sits on the panel."""
    return (
        select(InvitationRow, AccountRow)
        .join(AccountRow, AccountRow.id == InvitationRow.account_id)
        .join(
            PanelRow,
            (PanelRow.interview_id == InvitationRow.interview_id) & (PanelRow.account_id == InvitationRow.account_id),
        )
        .where(InvitationRow.revoked_at.is_(None), InvitationRow.expires_at > now, AccountRow.active, AccountRow.external)
        .execution_options(populate_existing=True)
    )


def find_open_invitation(session: Session, invitation_id: int, now: dt.datetime) -> InvitationRecord | None:
    if not is_id(invitation_id):
        return None
    return session.execute(_open(now).where(InvitationRow.id == invitation_id)).one_or_none()


def find_open_invitation_by_hash(session: Session, token_hash: str, now: dt.datetime) -> InvitationRecord | None:
    return session.execute(_open(now).where(InvitationRow.token_hash == token_hash)).one_or_none()


def find_newest_invitation(session: Session, *, interview_id: int, account_id: int) -> InvitationRow | None:
    """Be it revoked or expired."""
    statement = (
        select(InvitationRow)
        .where(InvitationRow.interview_id == interview_id, InvitationRow.account_id == account_id)
        .order_by(InvitationRow.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def newest_invitations(session: Session, interview_id: int) -> Mapping[int, InvitationRow]:
    """By account, one query."""
    statement = select(InvitationRow).where(InvitationRow.interview_id == interview_id).order_by(InvitationRow.id)
    return {row.account_id: row for row in session.scalars(statement)}


def revoke_invitations(session: Session, *, interview_id: int, account_id: int, now: dt.datetime) -> bool:
    """Whether there was any to revoke."""
    statement = (
        update(InvitationRow)
        .where(
            InvitationRow.interview_id == interview_id,
            InvitationRow.account_id == account_id,
            InvitationRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(InvitationRow.id)
        .execution_options(synchronize_session=False)
    )
    return bool(session.scalars(statement).all())


def external_accounts_among(session: Session, account_ids: tuple[int, ...]) -> Mapping[int, AccountRow]:
    """Those of the accounts that are somebody's from outside, by id."""
    statement = select(AccountRow).where(AccountRow.id.in_(account_ids), AccountRow.external)
    return {row.id: row for row in session.scalars(statement)}
