"""What people ruled about applications beside the ratings: must-haves set aside, agreed ratings, an early reveal, decisions.

All of it in one query, as a result page and a comparison need it together.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, CompoundSelect, Integer, Select, String, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from hiring.storage.interview_tables import ConsensusRow, DecisionRow, EarlyRevealRow
from hiring.storage.tables import AccountRow, WaiverRow

WAIVER, AGREED, EARLY_REVEAL, DECISION = "waiver", "agreed", "early reveal", "decision"


@dataclass(frozen=True, slots=True)
class Ruling:
    """`key` is the gate, the competency or the outcome; `value` the agreed rating; `level` and `overrides` a decision's."""

    application_id: int
    kind: str
    key: str
    value: int | None
    level: str | None
    reason: str
    overrides: tuple[Mapping[str, Any], ...]
    account_name: str
    at: dt.datetime


def list_rulings(session: Session, application_ids: Collection[int]) -> Mapping[int, tuple[Ruling, ...]]:
    """By application, each kind in the order it was entered: one query for any number of applications."""
    found: dict[int, list[Ruling]] = defaultdict(list)
    for row in session.execute(_rulings(), {"application_ids": list(application_ids)}):
        _, application, kind, key, value, level, reason, overrides, name, at = row
        listed = tuple(overrides or ())
        found[application].append(Ruling(application, kind, key, value, level, reason, listed, name, at))
    return {identity: tuple(found[identity]) for identity in application_ids}


@cache
def _rulings() -> CompoundSelect[Any]:
    none, no_level, nothing = cast(null(), Integer), cast(null(), String), cast(null(), JSON)
    decisions = _part(DecisionRow, DecisionRow.decided_by).add_columns(
        literal(DECISION), DecisionRow.outcome, none, DecisionRow.level, DecisionRow.reason, DecisionRow.overrides
    )
    waivers = _part(WaiverRow, WaiverRow.created_by).add_columns(
        literal(WAIVER), WaiverRow.gate, none, no_level, WaiverRow.reason, nothing
    )
    agreed = _part(ConsensusRow, ConsensusRow.account_id).add_columns(
        literal(AGREED), ConsensusRow.competency, ConsensusRow.value, no_level, ConsensusRow.reason, nothing
    )
    early = _part(EarlyRevealRow, EarlyRevealRow.account_id).add_columns(
        literal(EARLY_REVEAL), literal(""), none, no_level, EarlyRevealRow.reason, nothing
    )
    parts = (
        (decisions, DecisionRow.at),
        (waivers, WaiverRow.created_at),
        (agreed, ConsensusRow.at),
        (early, EarlyRevealRow.at),
    )
    return union_all(*(part.add_columns(AccountRow.name, at) for part, at in parts)).order_by("place")


def _part(table: type[Any], account: InstrumentedAttribute[Any]) -> Select[Any]:
    place = table.application_id if table is EarlyRevealRow else table.id
    return (
        select(place.label("place"), table.application_id)
        .join(AccountRow, AccountRow.id == account)
        .where(table.application_id.in_(bindparam("application_ids", expanding=True)))
    )
