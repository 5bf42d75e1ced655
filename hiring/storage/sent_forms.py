"""Forms that made something, so that the same form sent again makes nothing more."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from hiring.storage.rows import add_row
from hiring.storage.tables import SentFormRow


def claim_form(session: Session, *, account_id: int, key: str, now: dt.datetime) -> SentFormRow | None:
    """The form's own row, or None when it was sent before. A second one at the same moment waits for the first."""
    row = SentFormRow(account_id=account_id, key=key, made_id=None, sent_at=now)
    return row if add_row(session, row) else None


def find_made(session: Session, *, account_id: int, key: str) -> int | None:
    row = session.get(SentFormRow, (account_id, key), populate_existing=True)
    return None if row is None else row.made_id
