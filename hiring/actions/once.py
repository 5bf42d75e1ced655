"""Making something once, however often its form is sent: by a double click, a reload or the back button."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor
from hiring.storage.sent_forms import claim_form, find_made

LONGEST_KEY = 64


def make_once(session: Session, *, actor: Actor, key: str, make: Callable[[], int], now: dt.datetime) -> int:
    """What `make` made, or what it made when this person sent the form with this key before.

    Without a key, or with one that no form of ours bears, it is simply made.
    """
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        return make()
    claimed = claim_form(session, account_id=actor.account_id, key=key, now=now)
    if claimed is None:
        made = find_made(session, account_id=actor.account_id, key=key)
        return make() if made is None else made
    claimed.made_id = make()
    return claimed.made_id
