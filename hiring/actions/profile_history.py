"""What each version of a position's profile said differently from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission
from hiring.actions.profiles import build_stored_profile, reach_position
from hiring.domain.changes import Change, profile_changes
from hiring.storage.positions import list_profile_rows


def list_profile_changes(session: Session, *, actor: Actor, position_id: int) -> Mapping[int, tuple[Change, ...]]:
    """By version number; the first version has no changes and is left out. Two queries for any number of versions."""
    position = reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    rows = list_profile_rows(session, position_id)
    profiles = [(row.number, build_stored_profile(position.rubric, row)) for row in rows]
    return {number: profile_changes(before, after) for (_, before), (number, after) in pairwise(profiles)}
