"""The trail: who did what to what, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, require
from hiring.storage.audit import slice_audit
from hiring.storage.rows import PAGE_SIZE, write_rows
from hiring.storage.tables import AuditRow

ACTIONS = (
    "authenticate",
    "create_account",
    "change_account",
    "reset_password",
    "change_password",
    "change_own_locale",
    "create_first_administrator",
    "create_employer",
    "change_employer",
    "import_rubric",
    "create_position",
    "change_position",
    "change_profile",
    "save_topic",
    "save_priorities",
    "discard_draft",
    "adopt_draft",
    "approve_profile",
    "add_comment",
    "create_candidate",
    "change_candidate",
    "change_figures",
    "erase_candidate",
    "apply_candidate",
    "waive_gate",
    "withdraw_waiver",
    "create_interview",
    "change_interview",
    "change_kit",
    "save_plan",
    "add_external",
    "open_invitation",
    "renew_link",
    "revoke_link",
    "invite_panel",
    "cancel_interview",
    "hand_over",
    "mark_sent",
    "send_again",
    "save_draft",
    "submit_scorecard",
    "begin_correction",
    "discard_correction",
    "reveal_when_due",
    "reveal_early",
    "agree_rating",
    "answer_flag",
    "decide",
    "move_application",
    "move_when_planned",
    "change_stages",
    "make_profile_document",
    "make_comparison_document",
    "make_brief_document",
    "measure_rubric",
    "create_calibration",
    "change_calibration",
    "discard_calibration",
    "open_calibration",
    "close_calibration",
    "save_calibration_ratings",
    "submit_calibration_ratings",
    "create_dimension",
    "change_dimension",
    "remove_dimension",
    "record_groups",
    "read_fairness_report",
)
"""Every action that an event may name: the function that did it. Autosaving one rating is a `save_draft` too."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`account_name` None: done by the system itself. `action` is one of ACTIONS.

    `detail` names ids and fields, never what a person typed about another: an erasure must leave nothing behind.
    """

    at: dt.datetime
    account_name: str | None
    action: str
    object_kind: str
    object_id: int | None
    detail: Mapping[str, object]


def record(
    session: Session,
    *,
    actor: Actor | None,
    action: str,
    object_kind: str,
    object_id: int | None,
    detail: Mapping[str, object] | None = None,
    now: dt.datetime,
) -> None:
    """Writes the event in the transaction of the change itself, and the change with it.

    Raises Conflict("stale") when somebody changed the same in the meantime.
    """
    event = AuditRow(
        at=now,
        account_id=actor.account_id if actor else None,
        action=action,
        object_kind=object_kind,
        object_id=object_id,
        detail=dict(detail or {}),
    )
    session.add(event)
    write_rows(session)


def list_audit(session: Session, *, actor: Actor, page: int = 1) -> Page[AuditLine]:
    """Newest first."""
    require(actor, Permission.READ_AUDIT)
    found = slice_audit(session, number=page)
    return Page(tuple(_line(row, name) for row, name in found.rows), found.number, PAGE_SIZE, found.total)


def _line(row: AuditRow, name: str | None) -> AuditLine:
    return AuditLine(row.at, name, row.action, row.object_kind, row.object_id, row.detail)
