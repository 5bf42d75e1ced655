"""The demo: two fictional employers with positions, candidates, interviews and scorecards, made through the actions.

What is said of whom stands in `demo_data`: `organisation.json` has the accounts, employers and positions, `candidates/` a
file for each person. Days count from the day of loading, so that the demo is always recent. The same moment gives the same
data; only passwords and session stamps differ.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from hiring.actions.accounts import (
    change_own_locale,
    change_password,
    create_account,
    create_first_administrator,
    find_account,
)
from hiring.actions.applications import apply_candidate, get_application, waive_gate
from hiring.actions.candidates import change_figures, create_candidate, get_candidate
from hiring.actions.debriefs import agree_rating, answer_flag
from hiring.actions.decisions import decide
from hiring.actions.employers import create_employer
from hiring.actions.interviews import create_interview
from hiring.actions.letters import Desk
from hiring.actions.passwords import make_one_time_password
from hiring.actions.permissions import Actor
from hiring.actions.pipeline import move_applications
from hiring.actions.plans import get_plan, save_plan
from hiring.actions.positions import change_profile, create_position, get_position
from hiring.actions.rubrics import import_rubric
from hiring.actions.scorecard_content import DraftRating
from hiring.actions.scorecards import save_draft, submit_scorecard
from hiring.demo_calibration import load_calibration
from hiring.demo_letters import DESK, seat_guests, write_letters
from hiring.domain.figures import FigureClaim
from hiring.domain.interview_plan import PlannedSeat
from hiring.domain.profile import Adjustment, Threshold
from hiring.errors import Conflict
from hiring.rubric_files import find_rubric, read_rubric_document
from hiring.storage.accounts import count_accounts, find_account_by_email

DATA = Path(__file__).parent / "demo_data"
RUBRIC = "kam"
OPENED = -30
"""Day on which the employers and positions were recorded."""
_BEFORE_INTERVIEW = 3
"""Days between an invitation and the interview."""

Entry: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """Who may sign in, the administrator first, all with one password, which is kept nowhere."""

    password: str
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What was made so far, by the keys that the data uses."""

    session: Session
    now: dt.datetime
    desk: Desk
    actors: dict[str, Actor] = field(default_factory=dict)
    employers: dict[str, int] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    recruiters: dict[str, Actor] = field(default_factory=dict)
    """By position."""
    kits: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    """By position and number of the rubric's session: what is asked there, as far as the position's profile rates it."""
    sessions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By position, the ids of the sessions of its plan."""
    guests: dict[str, Entry] = field(default_factory=dict)
    """People from outside who may sit on a panel."""

    @property
    def opened(self) -> dt.datetime:
        return _at(self, OPENED)


def demo_fits(session: Session) -> bool:
    """Whether the database is still empty: rubrics may be there, an account may not."""
    return count_accounts(session) == 0


def load_demo(session: Session, *, now: dt.datetime, password: str | None = None, desk: Desk = DESK) -> DemoAccounts:
    """Loads everything; the caller commits. Without a password one is made up. `desk` stands in the letters.

    Raises Conflict("database_not_empty") when there is any account, and Invalid for a password that is easy to guess.
    """
    if not demo_fits(session):
        raise Conflict("database_not_empty")
    chosen = password or make_one_time_password()
    stage, plan = _Stage(session, now, desk), read_organisation()
    stage.guests.update({entry["key"]: entry for entry in plan["guests"]})
    first, *others = plan["accounts"]
    _add_administrator(stage, first, chosen)
    _add_accounts(stage, [entry for entry in others if "employer" not in entry], chosen)
    for entry in plan["employers"]:
        _add_employer(stage, entry)
    _add_accounts(stage, [entry for entry in others if "employer" in entry], chosen)
    rubric_row_id = import_rubric(session, document=read_rubric_document(find_rubric(RUBRIC)), now=now)
    for entry in plan["positions"]:
        _add_position(stage, entry, rubric_row_id)
    for entry in read_candidates():
        _add_candidate(stage, entry)
    load_calibration(session, actors=stage.actors, rubric_row_id=rubric_row_id, now=now)
    return DemoAccounts(chosen, tuple(entry["email"] for entry in plan["accounts"]))


def read_organisation() -> Entry:
    """`accounts`, `guests`, `employers` and `positions`."""
    return _read(DATA / "organisation.json")


def read_candidates() -> Iterator[Entry]:
    """One entry a person, in the order of the file names."""
    return (_read(path) for path in sorted((DATA / "candidates").glob("*.json")))


def _read(path: Path) -> Entry:
    content: Entry = json.loads(path.read_text(encoding="utf-8"))
    return content


def _add_administrator(stage: _Stage, entry: Entry, password: str) -> None:
    made = create_first_administrator(stage.session, email=entry["email"], name=entry["name"], now=stage.opened)
    found = find_account_by_email(stage.session, entry["email"])
    assert made is not None
    assert found is not None
    _let_in(stage, entry, found[0].id, made, password)
    change_own_locale(stage.session, actor=stage.actors[entry["key"]], locale=entry["locale"], now=stage.opened)


def _add_accounts(stage: _Stage, entries: list[Entry], password: str) -> None:
    administrator = next(iter(stage.actors.values()))
    for entry in entries:
        identity, made = create_account(
            stage.session,
            actor=administrator,
            email=entry["email"],
            name=entry["name"],
            role=entry["role"],
            employer_id=stage.employers.get(entry.get("employer", "")),
            locale=entry["locale"],
            now=stage.opened,
        )
        _let_in(stage, entry, identity, made, password)


def _let_in(stage: _Stage, entry: Entry, account_id: int, one_time: str, password: str) -> None:
    """Changes the one-time password, as the person would at the first sign-in."""
    account = find_account(stage.session, account_id=account_id)
    assert account is not None
    stage.actors[entry["key"]], stage.locales[entry["key"]] = account.actor, entry["locale"]
    change_password(stage.session, actor=account.actor, current=one_time, new=password, now=stage.opened)


def _add_employer(stage: _Stage, entry: Entry) -> None:
    stage.employers[entry["key"]] = create_employer(
        stage.session,
        actor=stage.actors[entry["recruiter"]],
        name=entry["name"],
        industry=entry["industry"],
        notes=entry["notes"],
        now=stage.opened,
    )


def _add_position(stage: _Stage, entry: Entry, rubric_row_id: int) -> None:
    key, recruiter = entry["key"], stage.actors[entry["recruiter"]]
    stage.recruiters[key] = recruiter
    stage.positions[key] = create_position(
        stage.session,
        actor=recruiter,
        employer_id=stage.employers[entry["employer"]],
        rubric_row_id=rubric_row_id,
        title=entry["title"],
        location=entry["location"],
        level_sought=entry["level"],
        answers=entry["answers"],
        reasons=entry["reasons"],
        now=stage.opened,
    )
    if entry["reason"]:
        _adjust(stage, entry)
    _note_kits(stage, key)
    _plan(stage, entry)


def _plan(stage: _Stage, entry: Entry) -> None:
    """The sessions that the rubric proposes, with the panels of the data."""
    key, recruiter = entry["key"], stage.recruiters[entry["key"]]
    identity, locale = stage.positions[key], stage.locales[entry["recruiter"]]
    proposed = get_plan(stage.session, actor=recruiter, position_id=identity, locale=locale).sessions
    seats = (tuple(PlannedSeat(stage.actors[rater].account_id) for rater in panel) for panel in entry["plan"])
    sessions = tuple(replace(item, panel=panel) for item, panel in zip(proposed, seats, strict=True))
    save_plan(
        stage.session,
        actor=recruiter,
        position_id=identity,
        version=0,
        sessions=sessions,
        quorum=None,
        now=stage.opened + dt.timedelta(days=1),
    )
    stage.sessions[key] = tuple(item.id for item in sessions)


def _adjust(stage: _Stage, entry: Entry) -> None:
    change_profile(
        stage.session,
        actor=stage.recruiters[entry["key"]],
        position_id=stage.positions[entry["key"]],
        number=1,
        level_sought=entry["level"],
        answers=entry["answers"],
        adjustments=tuple(_adjustment(item) for item in entry["adjustments"]),
        thresholds=tuple(_threshold(item) for item in entry["thresholds"]),
        reason=entry["reason"],
        now=stage.opened + dt.timedelta(days=1),
    )


def _note_kits(stage: _Stage, key: str) -> None:
    position = get_position(stage.session, actor=stage.recruiters[key], position_id=stage.positions[key])
    active = {item.id for item in position.profile.competencies}
    for number, plan in enumerate(position.rubric.sessions, start=1):
        stage.kits[key, number] = tuple(item for item in plan.competencies if item in active)


def _adjustment(entry: Entry) -> Adjustment:
    return Adjustment(entry["level"], entry["competency"], _exact(entry, "weight"), entry.get("minimum"), entry["reason"])


def _threshold(entry: Entry) -> Threshold:
    return Threshold(entry["figure"], *(Fraction(entry[step]) for step in ("floor", "target", "stretch")))


def _add_candidate(stage: _Stage, entry: Entry) -> None:
    recruiter = stage.recruiters[entry["applications"][0]["position"]]
    days = [interview["day"] for application in entry["applications"] for interview in application["interviews"]]
    recorded = _at(stage, min([0, *days]) - 2 * _BEFORE_INTERVIEW)
    candidate_id = create_candidate(
        stage.session,
        actor=recruiter,
        **{name: entry[name] for name in ("name", "email", "phone", "city", "headline", "notes", "facts")},
        now=recorded,
    )
    if entry["figures"]:
        _add_figures(stage, entry, candidate_id, recruiter, recorded)
    for application in entry["applications"]:
        _add_application(stage, application, candidate_id, recorded)


def _add_figures(stage: _Stage, entry: Entry, candidate_id: int, recruiter: Actor, when: dt.datetime) -> None:
    version = get_candidate(stage.session, actor=recruiter, candidate_id=candidate_id).version
    figures = tuple(_claim(item) for item in entry["figures"])
    change_figures(stage.session, actor=recruiter, candidate_id=candidate_id, version=version, figures=figures, now=when)


def _claim(entry: Entry) -> FigureClaim:
    exact = {name: _exact(entry, name) for name in ("value", "own_share")}
    return FigureClaim(**{**entry, **exact})


def _exact(entry: Entry, name: str) -> Fraction | None:
    return Fraction(entry[name]) if name in entry else None


def _add_application(stage: _Stage, entry: Entry, candidate_id: int, recorded: dt.datetime) -> None:
    position, recruiter = entry["position"], stage.recruiters[entry["position"]]
    application_id = apply_candidate(
        stage.session,
        actor=recruiter,
        position_id=stage.positions[position],
        candidate_id=candidate_id,
        now=recorded,
    )
    for waiver in entry["waivers"]:
        waive_gate(stage.session, actor=recruiter, application_id=application_id, **waiver, now=recorded)
    for interview in entry["interviews"]:
        _add_interview(stage, interview, application_id, recruiter, position)
    for move in entry.get("moves", ()):
        _move(stage, move, application_id, recruiter, position)
    if "debrief" in entry:
        _settle(stage, entry["debrief"], application_id, recruiter)


def _move(stage: _Stage, entry: Entry, application_id: int, recruiter: Actor, position: str) -> None:
    """As a recruiter moves a card on the board."""
    before = get_application(stage.session, actor=recruiter, application_id=application_id).stage
    move_applications(
        stage.session,
        actor=recruiter,
        position_id=stage.positions[position],
        seen={application_id: before},
        stage=entry["stage"],
        now=_at(stage, entry["day"], entry["hour"]),
    )


def _settle(stage: _Stage, entry: Entry, application_id: int, recruiter: Actor) -> None:
    """What the panel agreed on when it met, and what was decided afterwards."""
    met = _at(stage, entry["day"], 14)
    for competency, agreed in entry["agreed"].items():
        version = get_application(stage.session, actor=recruiter, application_id=application_id).version
        form = {"application_id": application_id, "version": version, "competency": competency, **agreed}
        agree_rating(stage.session, actor=recruiter, **form, now=met)
    for flag, answer in entry.get("answers", {}).items():
        version = get_application(stage.session, actor=recruiter, application_id=application_id).version
        form = {"application_id": application_id, "version": version, "flag": flag, **answer}
        answer_flag(stage.session, actor=recruiter, **form, now=met)
    for decision in entry["decisions"]:
        version = get_application(stage.session, actor=recruiter, application_id=application_id).version
        form = {"application_id": application_id, "version": version, **decision}
        decide(stage.session, actor=recruiter, **form, now=met + dt.timedelta(hours=2))


def _add_interview(stage: _Stage, entry: Entry, application_id: int, recruiter: Actor, position: str) -> None:
    number = entry["session"]
    begins = _at(stage, entry["day"], entry["hour"])
    planned = min(begins, stage.now) - dt.timedelta(days=_BEFORE_INTERVIEW)
    interview_id = create_interview(
        stage.session,
        actor=recruiter,
        application_id=application_id,
        title=entry["title"],
        scheduled_at=begins,
        place=entry["place"],
        kit=stage.kits[position, number],
        planned_session=stage.sessions[position][number - 1],
        work_samples=tuple(entry["work_samples"]),
        panel=tuple(stage.actors[rater].account_id for rater in entry["panel"]),
        minutes=entry.get("minutes"),
        now=planned,
    )
    if "mail" in entry:
        _invite(stage, entry, interview_id, recruiter, planned + dt.timedelta(minutes=10))
    for place, rater in enumerate(entry["panel"]):
        written = begins + dt.timedelta(hours=1, minutes=25 * (place + 1))
        _add_scorecard(stage, entry, interview_id, rater, written)


def _invite(stage: _Stage, entry: Entry, interview_id: int, recruiter: Actor, when: dt.datetime) -> None:
    """The panel with its people from outside; `mail` has what became of the letters that are not waiting any more."""
    guests = {key: stage.guests[key] for key in entry.get("guests", ())}
    about: dict[str, Any] = {"actor": recruiter, "interview_id": interview_id, "now": when}
    seated = seat_guests(stage.session, guests=guests, **about)
    accounts = {**{key: actor.account_id for key, actor in stage.actors.items()}, **seated}
    mail = {accounts[key]: fate for key, fate in entry["mail"].items()}
    write_letters(stage.session, mail=mail, desk=stage.desk, **about)


def _add_scorecard(stage: _Stage, interview: Entry, interview_id: int, rater: str, when: dt.datetime) -> None:
    """Nothing for a rater of whom the data has no rating: that scorecard is not begun."""
    ratings = tuple(
        _rating(competency, given[rater]) for competency, given in interview["ratings"].items() if rater in given
    )
    if not ratings:
        return
    actor = stage.actors[rater]
    flags = interview.get("flags", {}).get(rater, {})
    draft = save_draft(
        stage.session, actor=actor, interview_id=interview_id, version=0, ratings=ratings, flags=flags, now=when
    )
    if rater not in interview["drafts"]:
        submit_scorecard(
            stage.session, actor=actor, interview_id=interview_id, version=draft.version, now=when + dt.timedelta(minutes=6)
        )


def _rating(competency: str, given: Entry | None) -> DraftRating:
    """None: the interviewer had no occasion to observe it."""
    if given is None:
        return DraftRating(competency, observed=False)
    return DraftRating(competency, True, given["value"], given["evidence"])


def _at(stage: _Stage, day: int, hour: int = 8) -> dt.datetime:
    """A whole hour (UTC) so many days from the day of loading; from a weekend on to the nearest working day outwards."""
    moment = (stage.now + dt.timedelta(days=day)).replace(hour=hour, minute=0, second=0, microsecond=0)
    outwards = dt.timedelta(days=1 if day > 0 else -1)
    while moment.weekday() > 4:
        moment += outwards
    return moment
