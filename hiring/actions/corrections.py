"""Corrections of submitted scorecards: each a revision of its own with a reason, and every earlier one is kept."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.interviews import DRAFT, SUBMITTED, reach_interview
from hiring.actions.permissions import Actor, Permission
from hiring.actions.scorecard_content import DraftRating
from hiring.actions.scorecards import ScorecardView, get_scorecard, open_card, write_pieces
from hiring.actions.texts import TEXT, check_given, check_lengths, clean_text, refuse
from hiring.errors import Conflict
from hiring.storage.rows import add_row, delete_row
from hiring.storage.scorecards import Remarks, RevisionRecord, list_remarks, list_revision_ratings, list_revisions
from hiring.storage.tables import ScorecardRow


@dataclass(frozen=True, slots=True)
class Revision:
    """A submitted state of one scorecard. `reason` is empty for the first; `ratings` by competency.

    `after_reveal`: whoever corrected could have seen the ratings of the others by then.
    """

    interview_id: int
    interview_title: str
    account_id: int
    account_name: str
    number: int
    reason: str
    submitted_at: dt.datetime
    after_reveal: bool
    ratings: Mapping[str, DraftRating]
    flags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a revision changed: per competency the rating before and after; `flags` are those raised or taken back by it."""

    before: Revision
    after: Revision
    ratings: tuple[tuple[DraftRating, DraftRating], ...]
    flags: tuple[str, ...]


def begin_correction(session: Session, *, actor: Actor, interview_id: int, reason: str, now: dt.datetime) -> ScorecardView:
    """A draft with all that was submitted in it, which counts once it is submitted. Until then the one before it counts.

    Begun already, as by a double click, nothing changes. Raises Conflict("scorecard_not_submitted"), and Invalid without a
    reason.
    """
    opened = open_card(session, actor, interview_id)
    card = opened.card
    if card is not None and card.state == DRAFT and card.revision > 1:
        return opened.view
    if card is None or card.state != SUBMITTED:
        raise Conflict("scorecard_not_submitted")
    why = clean_text(reason)
    refuse([*check_given("reason_missing", "reason", why), *check_lengths(TEXT, reason=why)])
    number = card.revision + 1
    draft = ScorecardRow(
        interview_id=interview_id, account_id=actor.account_id, revision=number, state=DRAFT, reason=why, saved_at=now
    )
    if not add_row(session, draft):
        raise Conflict("stale")
    write_pieces(session, draft, {}, opened.view.content.pieces(), now)
    _note(session, actor, "begin_correction", interview_id, number, now)
    return get_scorecard(session, actor=actor, interview_id=interview_id)


def discard_correction(session: Session, *, actor: Actor, interview_id: int, now: dt.datetime) -> ScorecardView:
    """What was submitted stays as it is. Without a correction under way, as on a second click, nothing changes."""
    opened = open_card(session, actor, interview_id)
    card = opened.card
    if card is None or card.revision == 1 or card.state != DRAFT:
        return opened.view
    number = card.revision
    delete_row(session, card)
    _note(session, actor, "discard_correction", interview_id, number, now)
    return get_scorecard(session, actor=actor, interview_id=interview_id)


def list_own_corrections(session: Session, *, actor: Actor, interview_id: int) -> tuple[Correction, ...]:
    """Of the actor's own scorecard of the interview, the newest first."""
    reach_interview(session, actor, Permission.SCORE_INTERVIEW, interview_id)
    records = list_revisions(session, interview_id=interview_id, account_id=actor.account_id)
    return _corrections(session, records)


def read_corrections(session: Session, application_id: int) -> tuple[Correction, ...]:
    """Of all scorecards of an application that the caller has found to be in the actor's reach, and revealed to them."""
    return _corrections(session, list_revisions(session, application_id=application_id))


def _corrections(session: Session, records: tuple[RevisionRecord, ...]) -> tuple[Correction, ...]:
    seats: dict[tuple[int, int], list[RevisionRecord]] = defaultdict(list)
    for found in records:
        seats[found[0].interview_id, found[0].account_id].append(found)
    corrected = [found for revisions in seats.values() if len(revisions) > 1 for found in revisions]
    if not corrected:
        return ()
    identities = [found[0].id for found in corrected]
    ratings, remarks = list_revision_ratings(session, identities), list_remarks(session, identities)
    revisions = [_revision(found, ratings[found[0].id], remarks[found[0].id]) for found in corrected]
    listed = [_correction(before, after) for before, after in pairwise(revisions) if _same_card(before, after)]
    return tuple(sorted(listed, key=lambda item: item.after.submitted_at, reverse=True))


def _same_card(before: Revision, after: Revision) -> bool:
    return (before.interview_id, before.account_id) == (after.interview_id, after.account_id)


def _revision(
    found: RevisionRecord, ratings: Mapping[str, tuple[bool | None, int | None, str]], remarks: Remarks
) -> Revision:
    card, account_name, title, revealed_at = found
    submitted_at = card.submitted_at or card.saved_at
    return Revision(
        interview_id=card.interview_id,
        interview_title=title,
        account_id=card.account_id,
        account_name=account_name,
        number=card.revision,
        reason=card.reason,
        submitted_at=submitted_at,
        after_reveal=card.revision > 1 and revealed_at is not None and revealed_at < submitted_at,
        ratings={competency: DraftRating(competency, *rest) for competency, rest in ratings.items()},
        flags=remarks.flags,
    )


def _correction(before: Revision, after: Revision) -> Correction:
    named = dict.fromkeys([*before.ratings, *after.ratings])
    pairs = ((before.ratings.get(item, DraftRating(item)), after.ratings.get(item, DraftRating(item))) for item in named)
    flags = [
        flag for flag in dict.fromkeys([*before.flags, *after.flags]) if before.flags.get(flag) != after.flags.get(flag)
    ]
    return Correction(before, after, tuple(pair for pair in pairs if pair[0] != pair[1]), tuple(flags))


def _note(session: Session, actor: Actor, action: str, interview_id: int, number: int, now: dt.datetime) -> None:
    detail = {"revision": number}
    record(session, actor=actor, action=action, object_kind="interview", object_id=interview_id, detail=detail, now=now)
