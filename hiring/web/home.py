"""My day: what waits for the person who signed in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hiring.actions.application_lines import ApplicationLine
from hiring.actions.applications import list_applications
from hiring.actions.interviews import InterviewLine, list_interviews
from hiring.actions.permissions import Permission
from hiring.actions.positions import PositionLine, list_positions
from hiring.web import request as this

blueprint = Blueprint("home", __name__)

MOST_SHOWN = 8
"""Of each kind; the lists have the rest."""


@dataclass(frozen=True, slots=True)
class Day:
    """`scorecards` are the person's own to do; `waiting` are interviews whose panel still owes some."""

    scorecards: tuple[InterviewLine, ...]
    positions: tuple[PositionLine, ...]
    discuss: tuple[ApplicationLine, ...]
    waiting: tuple[InterviewLine, ...]
    more_positions: bool


@blueprint.get("/")
def my_day() -> ResponseReturnValue:
    return render_template("home/my_day.html", day=read_day())


def read_day() -> Day:
    opened = _open_positions()
    shown = opened[:MOST_SHOWN]
    return Day(_own_scorecards(), shown, _to_discuss(shown), _waiting(), len(opened) > MOST_SHOWN)


def _own_scorecards() -> tuple[InterviewLine, ...]:
    me = this.actor().account_id
    mine = list_interviews(this.session(), actor=this.actor(), mine=True).items
    return tuple(line for line in mine if any(seat.account_id == me and seat.state != "submitted" for seat in line.panel))


def _open_positions() -> tuple[PositionLine, ...]:
    if not this.may(Permission.READ_POSITIONS):
        return ()
    return list_positions(this.session(), actor=this.actor(), status="open").items


def _to_discuss(positions: tuple[PositionLine, ...]) -> tuple[ApplicationLine, ...]:
    """Where interviewers rated far apart, in the newest open positions."""
    if not this.may(Permission.READ_APPLICATIONS):
        return ()
    used = [position for position in positions if position.applications]
    lines = (
        line for position in used for line in list_applications(this.session(), actor=this.actor(), position_id=position.id)
    )
    return tuple(line for line in lines if line.discuss)[:MOST_SHOWN]


def _waiting() -> tuple[InterviewLine, ...]:
    if not this.may(Permission.MANAGE_INTERVIEWS):
        return ()
    lines = list_interviews(this.session(), actor=this.actor()).items
    return tuple(line for line in lines if any(seat.state != "submitted" for seat in line.panel))[:MOST_SHOWN]
