"""Scorecards: one interviewer's own ratings of one interview, a draft until submitted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.interviews import DRAFT, SUBMITTED, Interview, kit_of, lock_application_of, reach_interview
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.placements import refresh_summaries
from hiring.actions.reveals import reveal_when_due
from hiring.actions.scorecard_content import (
    FLAG,
    NOTE,
    PRIVATE,
    Content,
    DraftRating,
    Pieces,
    changes,
    of_kind,
    quote_of,
    rated_in,
    rating_of,
    settle,
)
from hiring.actions.texts import TEXT, refuse
from hiring.domain.flags import check_flags, offered_flags
from hiring.domain.scorecard import Rating, check_complete, check_draft
from hiring.errors import Conflict, Problem
from hiring.storage.applications import keep_profile
from hiring.storage.rows import add_row, write_rows
from hiring.storage.scorecards import (
    Remarks,
    find_own_card,
    list_rating_rows,
    list_remarks,
    put_flag,
    put_note,
    put_ratings,
)
from hiring.storage.tables import RatingRow, ScorecardRow


@dataclass(frozen=True, slots=True)
class ScorecardView:
    """`ratings` one a competency that this person rates, in the order of the kit; `version` 0 for a new one.

    `state` is new, draft or submitted. `notes` by question, `flags` the quotes of the raised ones by flag. From revision 2
    on it corrects what was submitted before, for the `reason`.
    """

    interview: Interview
    ratings: tuple[DraftRating, ...]
    state: str
    version: int
    saved_at: dt.datetime | None
    submitted_at: dt.datetime | None
    notes: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    private_notes: str = ""
    revision: int = 1
    reason: str = ""

    @property
    def kit(self) -> tuple[str, ...]:
        return tuple(item.competency for item in self.ratings)

    @property
    def content(self) -> Content:
        return Content(self.ratings, self.notes, self.flags, self.private_notes)

    def rating(self, competency: str) -> DraftRating:
        return next(item for item in self.ratings if item.competency == competency)


@dataclass(slots=True)
class OpenCard:
    """A scorecard under change, with the application locked; `card` None: nothing is saved yet."""

    interview: Interview
    card: ScorecardRow | None
    ratings: dict[str, RatingRow]
    view: ScorecardView


def get_scorecard(session: Session, *, actor: Actor, interview_id: int) -> ScorecardView:
    """The actor's own, the newest revision; nobody reads another's through here."""
    interview = reach_interview(session, actor, Permission.SCORE_INTERVIEW, interview_id)
    return _read(session, actor, interview).view


def save_draft(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    ratings: tuple[DraftRating, ...] = (),
    notes: Mapping[str, str] | None = None,
    flags: Mapping[str, str | None] | None = None,
    private_notes: str | None = None,
    seen: Mapping[str, str] | None = None,
    now: dt.datetime,
) -> ScorecardView:
    """Keeps what is given and leaves the rest of the scorecard as it is; of `flags` None takes one back.

    What is saved already is saved, whatever version the sender saw: a repeated message is no conflict. Otherwise raises
    Conflict("scorecard_submitted") once it is locked, Conflict("stale") when the draft was changed elsewhere: with `seen`,
    the marks of the pieces as the sender last knew them, only when the same piece was.
    """
    opened = open_card(session, actor, interview_id)
    content = Content(ratings, notes or {}, flags or {}, private_notes).cleaned()
    _check(opened.view, content)
    stored, typed = opened.view.content.pieces(), content.pieces()
    written = changes(stored, typed)
    if opened.card is not None and not written:
        return opened.view
    _check_open(opened.card, None if seen is not None else version)
    if seen is not None:
        written = settle(stored, typed, seen)
        if not written:
            return opened.view
    card = opened.card or _new_card(session, actor, interview_id, now)
    write_pieces(session, card, opened.ratings, written, now)
    detail = {"competencies": list(rated_in(written if written else typed))}
    record(
        session, actor=actor, action="save_draft", object_kind="interview", object_id=interview_id, detail=detail, now=now
    )
    write_rows(session)
    return _view(opened.interview, actor, card, opened.ratings, list_remarks(session, (card.id,))[card.id])


def submit_scorecard(session: Session, *, actor: Actor, interview_id: int, version: int, now: dt.datetime) -> ScorecardView:
    """Locks the scorecard and makes it count. A second time, as by a double click, changes nothing.

    Raises Invalid naming every competency of the kit without an answer or without evidence, and every flag without a quote.
    """
    opened = open_card(session, actor, interview_id)
    interview, card, view = opened.interview, opened.card, opened.view
    if card is not None and card.state == SUBMITTED:
        return view
    _check_open(card, version)
    refuse(missing_before_submit(view))
    assert card is not None
    card.state, card.submitted_at, card.saved_at = SUBMITTED, now, now
    keep_profile(session, interview.application_id)
    refresh_summaries(session, (interview.application_id,))
    action, detail = "submit_scorecard", {"revision": card.revision}
    record(session, actor=actor, action=action, object_kind="interview", object_id=interview_id, detail=detail, now=now)
    reveal_when_due(session, interview.application_id, now)
    return get_scorecard(session, actor=actor, interview_id=interview_id)


def missing_before_submit(view: ScorecardView) -> tuple[Problem, ...]:
    """What keeps it from being submitted, in the order of the kit, then flags without a quote."""
    answered = [_rating(item) for item in view.ratings if _is_answered(item)]
    return (
        *check_complete(answered, kit=view.kit, scale=view.interview.rubric.scale),
        *check_flags(view.flags),
    )


def open_card(session: Session, actor: Actor, interview_id: int) -> OpenCard:
    """The actor's own newest revision, with the application locked. Raises NotFound, Forbidden."""
    require(actor, Permission.SCORE_INTERVIEW)
    lock_application_of(session, interview_id)
    return _read(session, actor, reach_interview(session, actor, Permission.SCORE_INTERVIEW, interview_id))


def write_pieces(
    session: Session, card: ScorecardRow, ratings: dict[str, RatingRow], pieces: Pieces, now: dt.datetime
) -> None:
    """Into the rows of the card; `ratings` are its rating rows by competency as they were read."""
    new = []
    for competency in rated_in(pieces):
        row = ratings.get(competency)
        if row is None:
            row = ratings[competency] = RatingRow(scorecard_id=card.id, competency=competency, evidence="")
            new.append(row)
        row.observed, row.value = rating_of(pieces.get(f"rating:{competency}", _piece_of(row)))
        row.evidence = pieces.get(f"evidence:{competency}", row.evidence)
    for question, text in of_kind(pieces, NOTE).items():
        put_note(session, card.id, question, text)
    for flag, piece in of_kind(pieces, FLAG).items():
        put_flag(session, card.id, flag, quote_of(piece))
    card.private_notes = pieces.get(PRIVATE, card.private_notes)
    put_ratings(session, card, new, now)


def _piece_of(row: RatingRow) -> str:
    """The rating as it is, where only the evidence changes."""
    return Content((DraftRating("", row.observed, row.value),)).pieces()["rating:"]


def _check_open(card: ScorecardRow | None, version: int | None) -> None:
    """With `version` None any version is up to date."""
    if card is not None and card.state == SUBMITTED:
        raise Conflict("scorecard_submitted")
    if version is not None and version != (card.version if card is not None else 0):
        raise Conflict("stale")


def _check(view: ScorecardView, content: Content) -> None:
    interview = view.interview
    listed = [_rating(item) for item in content.ratings]
    refuse(
        [
            *check_draft(listed, kit=view.kit, scale=interview.rubric.scale),
            *_check_remarks(view, content),
            *(Problem("too_long", where, {"most": TEXT}) for where, text in _texts(content) if len(text) > TEXT),
        ]
    )


def _check_remarks(view: ScorecardView, content: Content) -> list[Problem]:
    rubric = view.interview.rubric
    questions = {question.id for item in view.kit for question in rubric.competency(item).questions}
    flags = {flag.id for flag in offered_flags(view.interview.profile)} | set(view.flags)
    unasked = [item for item in content.notes if item not in questions]
    return [
        *(Problem("question_unknown", f"note:{item}", {"question": item}) for item in unasked),
        *(Problem("flag_unknown", f"flag:{item}", {"flag": item}) for item in content.flags if item not in flags),
    ]


def _texts(content: Content) -> list[tuple[str, str]]:
    """Where each text stands, and the text."""
    return [
        *((rating.competency, rating.evidence) for rating in content.ratings),
        *((f"note:{question}", text) for question, text in content.notes.items()),
        *((f"flag:{flag}", quote or "") for flag, quote in content.flags.items()),
        (PRIVATE, content.private_notes or ""),
    ]


def _is_answered(rating: DraftRating) -> bool:
    return rating.observed is False or rating.value is not None


def _rating(rating: DraftRating) -> Rating:
    return Rating(rating.competency, rating.value if rating.observed else None, rating.evidence)


def _new_card(session: Session, actor: Actor, interview_id: int, now: dt.datetime) -> ScorecardRow:
    card = ScorecardRow(interview_id=interview_id, account_id=actor.account_id, revision=1, state=DRAFT, saved_at=now)
    if not add_row(session, card):
        raise Conflict("stale")
    return card


def _read(session: Session, actor: Actor, interview: Interview) -> OpenCard:
    card = find_own_card(session, interview_id=interview.id, account_id=actor.account_id)
    rows = list_rating_rows(session, card.id) if card is not None else {}
    remarks = list_remarks(session, (card.id,))[card.id] if card is not None else Remarks({}, {})
    return OpenCard(interview, card, rows, _view(interview, actor, card, rows, remarks))


def _view(
    interview: Interview, actor: Actor, card: ScorecardRow | None, rows: Mapping[str, RatingRow], remarks: Remarks
) -> ScorecardView:
    kit = _own_kit(interview, actor, rows)
    ratings = tuple(
        DraftRating(item, rows[item].observed, rows[item].value, rows[item].evidence) if item in rows else DraftRating(item)
        for item in kit
    )
    if card is None:
        return ScorecardView(interview, ratings, "new", 0, None, None)
    view = ScorecardView(interview, ratings, card.state, card.version, card.saved_at, card.submitted_at)
    return replace(
        view,
        notes=remarks.notes,
        flags=remarks.flags,
        private_notes=card.private_notes,
        revision=card.revision,
        reason=card.reason,
    )


def _own_kit(interview: Interview, actor: Actor, rows: Mapping[str, RatingRow]) -> tuple[str, ...]:
    """What the panel gave this person to rate, and what was rated before that changed: nothing counts unseen."""
    own = {*kit_of(interview, actor.account_id), *(item for item, row in rows.items() if _is_begun(row))}
    return tuple(competency for competency in interview.kit if competency in own)


def _is_begun(row: RatingRow) -> bool:
    return row.observed is not None or bool(row.evidence)
