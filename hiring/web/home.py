"""My day: what waits for the person who signed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions.calibration import ExerciseLine, list_exercises_to_rate
from hiring.actions.days import Duty, Undecided, Waited, own_duties, undecided_applications, waited_interviews
from hiring.actions.outbox import LetterLine, list_letters
from hiring.actions.permissions import Permission
from hiring.actions.positions import PositionLine, list_positions
from hiring.web import request as this

blueprint = Blueprint("home", __name__)

MOST_SHOWN = 8
"""Of each kind; the lists have the rest."""
MOST_OWED = 40
"""Of what the person owes others: nothing of it is left out before that."""


@dataclass(frozen=True, slots=True)
class Day:
    """`today` are the person's own interviews of the day; `owed` what else is to be rated or corrected, with those before
    today. The others are what a recruiter or hiring manager has to see to.
    """

    today: tuple[Duty, ...]
    owed: tuple[Duty, ...]
    exercises: tuple[ExerciseLine, ...]
    letters: tuple[LetterLine, ...]
    undecided: Undecided
    waited: tuple[Waited, ...]
    positions: tuple[PositionLine, ...]
    more_positions: bool

    @property
    def quiet(self) -> bool:
        """Whether nothing at all waits for the person."""
        waiting = (
            self.today,
            self.owed,
            self.exercises,
            self.letters,
            self.waited,
            self.undecided.debrief,
            self.undecided.decision,
        )
        return not any(waiting)


@blueprint.get("/")
def my_day() -> ResponseReturnValue:
    return render_template("home/my_day.html", day=read_day())


def read_day() -> Day:
    """As many queries however much there is."""
    duties, opened = _duties(), _open_positions()
    return Day(
        today=tuple(duty for duty in duties if duty.today),
        owed=tuple(duty for duty in duties if not duty.today),
        exercises=list_exercises_to_rate(this.session(), actor=this.actor())[:MOST_OWED],
        letters=_failed_letters(),
        undecided=_undecided(),
        waited=_waited(),
        positions=opened[:MOST_SHOWN],
        more_positions=len(opened) > MOST_SHOWN,
    )


def _duties() -> tuple[Duty, ...]:
    midnight = this.to_local(this.now()).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    begins, ends = this.from_local(midnight), this.from_local(midnight + dt.timedelta(days=1))
    return own_duties(this.session(), actor=this.actor(), begins=begins, ends=ends, most=MOST_OWED)


def _open_positions() -> tuple[PositionLine, ...]:
    if not this.may(Permission.READ_POSITIONS):
        return ()
    return list_positions(this.session(), actor=this.actor(), status="open").items


def _undecided() -> Undecided:
    if not this.may(Permission.DECIDE):
        return Undecided((), ())
    return undecided_applications(this.session(), actor=this.actor(), most=MOST_SHOWN)


def _waited() -> tuple[Waited, ...]:
    if not this.may(Permission.MANAGE_INTERVIEWS):
        return ()
    return waited_interviews(this.session(), actor=this.actor(), now=this.now(), most=MOST_SHOWN)


def _failed_letters() -> tuple[LetterLine, ...]:
    if not this.may(Permission.MANAGE_INTERVIEWS):
        return ()
    return list_letters(this.session(), actor=this.actor(), state="failed").items[:MOST_SHOWN]
