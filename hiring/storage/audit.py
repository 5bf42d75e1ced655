"""The trail of changes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hiring.storage.rows import Slice, slice_rows
from hiring.storage.tables import AccountRow, AuditRow


def slice_audit(session: Session, *, number: int) -> Slice[AuditRow, str]:
    """Events with the name of who did it, newest first."""
    statement = (
        select(AuditRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == AuditRow.account_id)
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
    )
    return slice_rows(session, statement, number=number)
