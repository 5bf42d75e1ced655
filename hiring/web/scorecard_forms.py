"""The form of a page of the scorecard: what it asks for, what was typed, and what another window saved meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from flask import request
from wtforms import StringField
from wtforms.widgets import HiddenInput

from hiring.actions.scorecard_content import (
    EVIDENCE,
    FLAG,
    NOT_OBSERVED,
    NOTE,
    PRIVATE,
    RATING,
    Content,
    DraftRating,
    changes,
    marks,
    meet,
    quote_of,
    rating_of,
)
from hiring.actions.scorecards import ScorecardView
from hiring.domain.flags import flags_beside, offered_flags
from hiring.domain.interview_plan import asked_questions
from hiring.domain.rubric import Question, RedFlag, Rubric
from hiring.errors import Conflict
from hiring.language import NO_VALUE
from hiring.web import request as this
from hiring.web.forms import PageForm, Version, read_point
from hiring.wording.names import name_of

LONGEST_MARKS = 20_000


class CardForm(PageForm):
    """What every page of the scorecard sends beside its content; `seen` marks the pieces as the page last knew them."""

    version = Version()
    seen = StringField("", widget=HiddenInput())

    def marks(self) -> dict[str, str] | None:
        """None when the sender knows of no marks; those that are none say that nothing was seen."""
        if "seen" not in request.form:
            return None
        try:
            found = json.loads(request.form["seen"][:LONGEST_MARKS])
        except ValueError:
            return {}
        return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


LOCKED = ("scorecard_submitted", "calibration_submitted", "calibration_closed")
"""Conflicts after which nothing is kept any more of what is typed."""


def check_person() -> None:
    """Raises Conflict("other_person") for a page that was opened by somebody who has signed out since.

    What they type is neither saved as another's nor shown to them.
    """
    person = this.account()
    if person is not None and request.form.get("person", str(person.id)) != str(person.id):
        raise Conflict("other_person")


class Asked(Protocol):
    """One page of ratings: what is stored of it, and what was typed."""

    @property
    def rubric(self) -> Rubric: ...

    def stored(self) -> Content: ...

    def typed(self) -> Content: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page asks for: a competency with its questions and flags, or, without one, what concerns the whole card."""

    view: ScorecardView
    competency: str | None
    questions: tuple[Question, ...] = ()
    flags: tuple[RedFlag, ...] = ()

    @classmethod
    def of_competency(cls, view: ScorecardView, competency: str) -> Sheet:
        interview = view.interview
        chosen = {item: interview.questions[item] for item in interview.questions if item == competency}
        questions = asked_questions(interview.profile, competency, chosen)
        return cls(view, competency, questions, flags_beside(_flags(view), competency))

    @classmethod
    def of_whole(cls, view: ScorecardView) -> Sheet:
        return cls(view, None, (), _flags(view))

    @property
    def rubric(self) -> Rubric:
        return self.view.interview.rubric

    def stored(self) -> Content:
        """The part of the scorecard that stands on this page."""
        view = self.view
        return Content(
            () if self.competency is None else (view.rating(self.competency),),
            {question.id: view.notes.get(question.id, "") for question in self.questions},
            {flag.id: view.flags.get(flag.id) for flag in self.flags},
            view.private_notes if self.competency is None else None,
        )

    def typed(self) -> Content:
        """As it was sent; of what the sender does not speak, nothing."""
        sent = request.form
        quotes = {flag.id: sent[f"quote-{flag.id}"] for flag in self.flags if f"quote-{flag.id}" in sent}
        return Content(
            () if self.competency is None else (typed_rating(self.competency),),
            {item.id: sent[f"note-{item.id}"] for item in self.questions if f"note-{item.id}" in sent},
            {flag: quote if f"flag-{flag}" in sent else None for flag, quote in quotes.items()},
            sent.get("private") if self.competency is None else None,
        )


def states_of(ratings: Iterable[DraftRating]) -> dict[str, str]:
    """By competency: met, draft (rated without evidence) or unknown, as the marks are called."""
    states = {}
    for item in ratings:
        done = item.observed is False or (item.value is not None and item.evidence.strip())
        states[item.competency] = "met" if done else "draft" if item.value is not None or item.evidence else "unknown"
    return states


def typed_rating(competency: str) -> DraftRating:
    """As the controls of one competency sent it."""
    chosen, evidence = request.form.get("rating", ""), request.form.get("evidence", "")
    if chosen == NOT_OBSERVED:
        return DraftRating(competency, False, None, evidence)
    value = read_point(chosen)
    return DraftRating(competency, True if value is not None else None, value, evidence)


def _flags(view: ScorecardView) -> tuple[RedFlag, ...]:
    """What may be raised, and what was while it could be."""
    offered = offered_flags(view.interview.profile)
    known = {flag.id for flag in offered}
    return offered + tuple(
        flag for flag in view.interview.rubric.red_flags if flag.id in view.flags and flag.id not in known
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the controls of a page hold, the marks to send with it, and what another window saved in place of it."""

    content: Content
    seen: str
    elsewhere: tuple[tuple[str, str], ...] = field(default=())
    """What it is, and what is saved of it, in words."""
    left_out: tuple[tuple[str, str], ...] = field(default=())
    """What it is, and what was typed of it after the scorecard was locked."""

    @property
    def rating(self) -> str:
        rating = self.content.ratings[0]
        return NOT_OBSERVED if rating.observed is False else "" if rating.value is None else str(rating.value)

    @property
    def evidence(self) -> str:
        return self.content.ratings[0].evidence


def show_stored(sheet: Asked) -> Shown:
    content = sheet.stored()
    return Shown(content, seal(content.pieces()))


def show_refused(sheet: Asked, form: CardForm, conflict: str | None) -> Shown:
    """What was typed, and beside it what it met. `sheet` is of what is saved now."""
    if conflict in LOCKED:
        return show_locked(sheet)
    return show_both(sheet, form) if conflict == "stale" else show_typed(sheet)


def show_locked(sheet: Asked) -> Shown:
    """What counts, and apart from it what was typed too late."""
    stored, typed = sheet.stored().pieces(), sheet.typed().cleaned().pieces()
    late = tuple(_say(sheet, name, piece) for name, piece in changes(stored, typed).items())
    return replace(show_stored(sheet), left_out=late)


def show_typed(sheet: Asked) -> Shown:
    """After a refusal: as it was typed, on what had been seen."""
    pieces = {**sheet.stored().pieces(), **sheet.typed().cleaned().pieces()}
    return Shown(Content.of(pieces), request.form.get("seen", seal(sheet.stored().pieces())))


def show_both(sheet: Asked, form: CardForm) -> Shown:
    """After another window saved: what was typed here where both changed the same, else what is newest.

    `sheet` is of what is saved now; a second attempt replaces it.
    """
    stored, typed = sheet.stored().pieces(), sheet.typed().cleaned().pieces()
    meeting = meet(stored, typed, form.marks() or {})
    shown = {**stored, **{name: text for name, text in typed.items() if name not in meeting.left}}
    elsewhere = tuple(_say(sheet, name, stored[name]) for name in stored if name in meeting.contested)
    return Shown(Content.of(shown), seal(stored), elsewhere)


def seal(pieces: Mapping[str, str]) -> str:
    return json.dumps(marks(pieces), separators=(",", ":"), sort_keys=True)


def _say(sheet: Asked, name: str, piece: str) -> tuple[str, str]:
    language = this.language()
    if name.startswith(RATING):
        observed, value = rating_of(piece)
        words = NO_VALUE if value is None else str(value)
        return language.gettext("Rating"), language.gettext("not observed") if observed is False else words
    if name.startswith(EVIDENCE):
        return language.gettext("Evidence"), piece or NO_VALUE
    if name.startswith(NOTE):
        return language.gettext("Notes"), piece or NO_VALUE
    if name.startswith(FLAG):
        flag, quote = name_of(name.removeprefix(FLAG), sheet.rubric, language), quote_of(piece)
        return language.gettext("Red flag “%(flag)s”", flag=flag), language.gettext("not raised") if quote is None else quote
    assert name == PRIVATE
    return language.gettext("Private notes"), piece or NO_VALUE
