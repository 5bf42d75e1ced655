"""What stands in a scorecard, piece by piece, and how what was typed in one window meets what was saved from another.

A piece is named by its kind and what it belongs to (`rating:negotiation`, `note:negotiation-1`, `flag:RF5`) and is text;
an empty one is not there. A window sends, with its pieces, the mark of each as it was when the window last knew it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hiring.actions.texts import clean_text
from hiring.errors import Conflict

RATING, EVIDENCE, NOTE, FLAG, PRIVATE = "rating:", "evidence:", "note:", "flag:", "private"
NOT_OBSERVED, OPEN = "none", "open"
_RAISED = "raised: "
_MARK_LENGTH = 16

Pieces = dict[str, str]


@dataclass(frozen=True, slots=True)
class DraftRating:
    """`observed` None: not answered yet; False: not observed; True: `value` is the rating, None while not chosen."""

    competency: str
    observed: bool | None = None
    value: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Of a whole scorecard or of a part of it. `notes` by question; `flags` are the quotes by flag, None: not raised.

    `private_notes` None: not spoken of.
    """

    ratings: tuple[DraftRating, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str | None] = field(default_factory=dict)
    private_notes: str | None = None

    @classmethod
    def of(cls, pieces: Mapping[str, str]) -> Content:
        """The other way round from `pieces`."""
        ratings = (
            DraftRating(item, *rating_of(pieces.get(RATING + item, "")), pieces.get(EVIDENCE + item, ""))
            for item in rated_in(pieces)
        )
        flags = {flag: quote_of(piece) for flag, piece in of_kind(pieces, FLAG).items()}
        return cls(tuple(ratings), of_kind(pieces, NOTE), flags, pieces.get(PRIVATE))

    def cleaned(self) -> Content:
        """A competency that was not observed has no rating; a rating is an observation."""
        return Content(
            tuple(_cleaned(rating) for rating in self.ratings),
            {question: clean_text(text) for question, text in self.notes.items()},
            {flag: None if quote is None else clean_text(quote) for flag, quote in self.flags.items()},
            None if self.private_notes is None else clean_text(self.private_notes),
        )

    def pieces(self) -> Pieces:
        found = {}
        for rating in self.ratings:
            found[RATING + rating.competency] = _rating_piece(rating)
            found[EVIDENCE + rating.competency] = rating.evidence
        found |= {NOTE + question: text for question, text in self.notes.items()}
        found |= {FLAG + flag: "" if quote is None else _RAISED + quote for flag, quote in self.flags.items()}
        return found if self.private_notes is None else {**found, PRIVATE: self.private_notes}


@dataclass(frozen=True, slots=True)
class Meeting:
    """`written` is what the window changed; `left` what it did not touch while another changed it; `contested` both did."""

    written: Pieces
    left: frozenset[str]
    contested: frozenset[str]


def meet(stored: Mapping[str, str], typed: Mapping[str, str], seen: Mapping[str, str]) -> Meeting:
    """What was typed on what was seen, held against what is stored now. What is stored already is no change.

    A piece without a mark in `seen` was not there when it was seen.
    """
    changed, absent = changes(stored, typed), mark("")
    left = frozenset(name for name, text in changed.items() if seen.get(name, absent) == mark(text))
    known = frozenset(name for name in changed if seen.get(name, absent) == mark(stored.get(name, "")))
    contested = frozenset(changed) - left - known
    written = {name: text for name, text in changed.items() if name not in left | contested}
    return Meeting(written, left, contested)


def settle(stored: Mapping[str, str], typed: Mapping[str, str], seen: Mapping[str, str]) -> Pieces:
    """What is to be written. Raises Conflict("stale") where both changed the same piece."""
    meeting = meet(stored, typed, seen)
    if meeting.contested:
        raise Conflict("stale")
    return meeting.written


def changes(stored: Mapping[str, str], typed: Mapping[str, str]) -> Pieces:
    """What of the typed is not stored already."""
    return {name: text for name, text in typed.items() if text != stored.get(name, "")}


def marks(pieces: Mapping[str, str]) -> dict[str, str]:
    return {name: mark(text) for name, text in pieces.items()}


def mark(text: str) -> str:
    """Short, and another one for another text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK_LENGTH]


def rating_of(piece: str) -> tuple[bool | None, int | None]:
    """`observed` and `value` as `DraftRating` has them."""
    if piece in (NOT_OBSERVED, ""):
        return (False if piece else None), None
    return True, None if piece == OPEN else int(piece)


def quote_of(piece: str) -> str | None:
    return piece.removeprefix(_RAISED) if piece else None


def of_kind(pieces: Mapping[str, str], kind: str) -> Pieces:
    """By what each belongs to."""
    return {name.removeprefix(kind): text for name, text in pieces.items() if name.startswith(kind)}


def rated_in(pieces: Iterable[str]) -> tuple[str, ...]:
    """The competencies whose rating or evidence is among the pieces."""
    found = (name.removeprefix(kind) for name in pieces for kind in (RATING, EVIDENCE) if name.startswith(kind))
    return tuple(dict.fromkeys(found))


def _cleaned(rating: DraftRating) -> DraftRating:
    observed = True if rating.value is not None and rating.observed is None else rating.observed
    value = rating.value if observed else None
    return DraftRating(rating.competency, observed, value, clean_text(rating.evidence))


def _rating_piece(rating: DraftRating) -> str:
    if not rating.observed:
        return "" if rating.observed is None else NOT_OBSERVED
    return OPEN if rating.value is None else str(rating.value)
