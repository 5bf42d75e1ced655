"""Interviews: a session of an application, with its kit of competencies and its panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.paging import Page
from hiring.actions.permissions import Actor, Permission, Scope, require, require_panel
from hiring.actions.pipeline import move_when_planned
from hiring.actions.profiles import Position, read_held_position, read_subject
from hiring.actions.reveals import reveal_when_due
from hiring.actions.texts import LINE, check_given, check_lengths, check_version, clean_line, refuse
from hiring.domain.brief import questions_on
from hiring.domain.profile import Profile
from hiring.domain.rubric import Rubric
from hiring.errors import Conflict, Forbidden, NotFound, Problem
from hiring.storage.accounts import active_among, list_active_names
from hiring.storage.applications import lock_applications
from hiring.storage.interviews import (
    InterviewRecord,
    Seat,
    change_panel,
    find_application_of,
    find_interview_record,
    list_interview_records,
    list_seats,
    set_focus,
    slice_interviews,
)
from hiring.storage.rows import PAGE_SIZE, find_row, set_values, touch
from hiring.storage.scorecards import raters_with_cards
from hiring.storage.sorting import sort_key
from hiring.storage.tables import InterviewRow

NOT_STARTED, DRAFT, SUBMITTED = "not started", "draft", "submitted"
MOST_MINUTES = 600
"""Of one interview: ten hours."""


@dataclass(frozen=True, slots=True)
class PanelMember:
    """`state` is `not started`, `draft` or `submitted`; `rated` of `total` competencies are answered.

    `focus` names the competencies of the kit that are this person's; empty: all of them (`kit_of`). `corrected`: what was
    submitted is not the first revision.
    """

    account_id: int
    name: str
    state: str
    rated: int
    total: int
    focus: tuple[str, ...] = ()
    corrected: bool = False

    @property
    def submitted(self) -> bool:
        return self.state == SUBMITTED


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """`session` is that of the position's plan, or empty; `kit` and `questions` as of an `Interview`."""

    id: int
    title: str
    scheduled_at: dt.datetime | None
    application_id: int
    candidate_name: str
    position_title: str
    employer_name: str
    panel: tuple[PanelMember, ...]
    session: str
    kit: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Interview:
    """`kit` names the competencies in the order they are asked; `work_samples` those whose rating rests on one.

    `questions` are the ids of those asked, by competency; one that is absent is asked all that the profile switches on.
    """

    id: int
    title: str
    scheduled_at: dt.datetime | None
    place: str
    application_id: int
    candidate_name: str
    position_title: str
    employer_name: str
    level_sought: str
    rubric: Rubric
    profile: Profile
    kit: tuple[str, ...]
    work_samples: frozenset[str]
    panel: tuple[PanelMember, ...]
    version: int
    questions: Mapping[str, tuple[str, ...]]
    minutes: int | None
    created_at: dt.datetime


def list_interviews(session: Session, *, actor: Actor, mine: bool = False, page: int = 1) -> Page[InterviewLine]:
    """The latest first; with `mine`, or for a role that reaches no others, those on whose panel the actor sits.

    Raises Forbidden for whoever came by a personal link: it is for one interview.
    """
    scope = require(actor, Permission.READ_INTERVIEWS)
    if actor.only_interview is not None:
        raise Forbidden(Permission.READ_INTERVIEWS)
    member = actor.account_id if mine or scope is Scope.OWN_PANEL else None
    found = slice_interviews(session, panel_member=member, number=page)
    return Page(_lines(session, found.rows), found.number, PAGE_SIZE, found.total)


def list_interviews_of(session: Session, application_id: int) -> tuple[InterviewLine, ...]:
    """Of an application that the caller has found to be in the actor's reach."""
    return _lines(session, list_interview_records(session, application_id))


def get_interview(session: Session, *, actor: Actor, interview_id: int) -> Interview:
    return reach_interview(session, actor, Permission.READ_INTERVIEWS, interview_id)


def create_interview(
    session: Session,
    *,
    actor: Actor,
    application_id: int,
    title: str,
    scheduled_at: dt.datetime | None,
    place: str,
    kit: tuple[str, ...],
    work_samples: tuple[str, ...],
    panel: tuple[int, ...],
    now: dt.datetime,
    minutes: int | None = None,
    questions: Mapping[str, tuple[str, ...]] | None = None,
    focus: Mapping[int, tuple[str, ...]] | None = None,
    planned_session: str = "",
) -> int:
    """The first one takes an application that nobody moved yet to the stage of interviews.

    `questions` and `focus` as `Interview` and `PanelMember` have them; of what is not in the kit they say nothing.
    """
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_applications(session, (application_id,))
    (application, _), position = read_subject(session, application_id)
    values, problems = _checked(title, place, kit, work_samples, minutes, position)
    refuse([*problems, *_check_panel(session, panel, present=())])
    row = InterviewRow(**values, application_id=application_id, scheduled_at=scheduled_at, created_at=now)
    row.questions = fit_questions(position.profile, row.kit, questions or {})
    row.session = planned_session
    session.add(row)
    session.flush()
    change_panel(session, row.id, add=dict.fromkeys(panel), remove=())
    set_focus(session, row.id, {account: fit_focus(row.kit, part) for account, part in (focus or {}).items()})
    detail = {"application_id": application_id, "kit": values["kit"], "panel": sorted(set(panel))}
    record(
        session, actor=actor, action="create_interview", object_kind="interview", object_id=row.id, detail=detail, now=now
    )
    move_when_planned(session, application, position, now)
    return row.id


def change_interview(
    session: Session,
    *,
    actor: Actor,
    interview_id: int,
    version: int,
    title: str,
    scheduled_at: dt.datetime | None,
    place: str,
    kit: tuple[str, ...],
    work_samples: tuple[str, ...],
    panel: tuple[int, ...],
    now: dt.datetime,
    minutes: int | None = None,
) -> None:
    """Once there is a scorecard, be it a draft, its kit stays, and so does whoever has one on the panel."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    lock_application_of(session, interview_id)
    interview = reach_interview(session, actor, Permission.MANAGE_INTERVIEWS, interview_id)
    row = find_row(session, InterviewRow, interview_id)
    assert row is not None
    check_version(version, row.version)
    seated = tuple(member.account_id for member in interview.panel)
    values, problems = _checked(title, place, kit, work_samples, minutes, interview)
    refuse([*problems, *_check_panel(session, panel, present=seated)])
    raters = raters_with_cards(session, interview_id)
    if raters and (values["kit"] != row.kit or values["work_samples"] != row.work_samples):
        raise Conflict("kit_in_use")
    if raters - set(panel):
        raise Conflict("rater_has_scorecard")
    changed = list(set_values(row, {**values, "scheduled_at": scheduled_at}))
    if set(seated) != set(panel):
        new = [account for account in dict.fromkeys(panel) if account not in seated]
        touch(row, "title")
        change_panel(session, interview_id, add=new, remove=set(seated) - set(panel))
        changed.append("panel")
    if "kit" in changed:
        row.questions = fit_questions(interview.profile, row.kit, interview.questions)
        set_focus(session, row.id, {member.account_id: fit_focus(row.kit, member.focus) for member in interview.panel})
    if changed:
        detail = {"changed": changed, "panel": sorted(set(panel))}
        record(
            session,
            actor=actor,
            action="change_interview",
            object_kind="interview",
            object_id=row.id,
            detail=detail,
            now=now,
        )
        reveal_when_due(session, row.application_id, now)


def kit_of(interview: Interview, account_id: int) -> tuple[str, ...]:
    """The competencies that this person rates, in the order of the kit; all of them for whoever has no focus."""
    focus = next((member.focus for member in interview.panel if member.account_id == account_id), ())
    return _own_part(interview.kit, focus)


def fit_questions(profile: Profile, kit: Iterable[str], questions: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """What of it names questions of the kit that the profile switches on; a competency asked all of them is left out."""
    fitted = {}
    for competency in kit:
        on = [question.id for question in questions_on(profile, competency)]
        chosen = [item for item in dict.fromkeys(questions.get(competency, ())) if item in on]
        if chosen and set(chosen) != set(on):
            fitted[competency] = chosen
    return fitted


def fit_focus(kit: Iterable[str], focus: Iterable[str]) -> list[str]:
    """In the order of the kit; empty where it is the whole kit or none of it."""
    listed, wanted = list(kit), set(focus)
    kept = [competency for competency in listed if competency in wanted]
    return [] if kept == listed else kept


def panel_choices(session: Session, *, actor: Actor) -> tuple[tuple[int, str], ...]:
    """Active accounts by name."""
    require(actor, Permission.MANAGE_INTERVIEWS)
    names = ((identity, name) for identity, name in list_active_names(session))
    return tuple(sorted(names, key=lambda entry: (sort_key(entry[1]), entry[0])))


def lock_application_of(session: Session, interview_id: int) -> int:
    """The application of an interview, which nobody else changes before this transaction ends. Raises NotFound."""
    application_id = find_application_of(session, interview_id)
    if application_id is None:
        raise NotFound("interview", interview_id)
    lock_applications(session, (application_id,))
    return application_id


def reach_interview(session: Session, actor: Actor, permission: Permission, interview_id: int) -> Interview:
    """The interview, when it is in the actor's reach with this permission."""
    require(actor, permission)
    found = find_interview_record(session, interview_id)
    if found is None:
        raise NotFound("interview", interview_id)
    row, candidate_name, position_title, employer_name, application = found
    panel = _panel(row, list_seats(session, (row.id,))[row.id])
    require_panel(actor, permission, panel=tuple(item.account_id for item in panel), identity=interview_id)
    position = read_held_position(session, application)
    return Interview(
        id=row.id,
        title=row.title,
        scheduled_at=row.scheduled_at,
        place=row.place,
        application_id=row.application_id,
        candidate_name=candidate_name,
        position_title=position_title,
        employer_name=employer_name,
        level_sought=position.profile.level_sought,
        rubric=position.rubric,
        profile=position.profile,
        kit=tuple(row.kit),
        work_samples=frozenset(row.work_samples),
        panel=panel,
        version=row.version,
        questions=_questions(row),
        minutes=row.minutes,
        created_at=row.created_at,
    )


def _lines(session: Session, records: Iterable[InterviewRecord]) -> tuple[InterviewLine, ...]:
    found = tuple(records)
    seats = list_seats(session, [record[0].id for record in found])
    return tuple(_line(record, seats[record[0].id]) for record in found)


def _line(record: InterviewRecord, seats: tuple[Seat, ...]) -> InterviewLine:
    row, candidate_name, position_title, employer_name, _ = record
    return InterviewLine(
        id=row.id,
        title=row.title,
        scheduled_at=row.scheduled_at,
        application_id=row.application_id,
        candidate_name=candidate_name,
        position_title=position_title,
        employer_name=employer_name,
        panel=_panel(row, seats),
        session=row.session,
        kit=tuple(row.kit),
        questions=_questions(row),
    )


def _questions(row: InterviewRow) -> dict[str, tuple[str, ...]]:
    return {competency: tuple(asked) for competency, asked in row.questions.items()}


def _panel(row: InterviewRow, seats: tuple[Seat, ...]) -> tuple[PanelMember, ...]:
    members = (_member(tuple(row.kit), seat) for seat in seats)
    return tuple(sorted(members, key=lambda item: (sort_key(item.name), item.account_id)))


def _member(kit: tuple[str, ...], seat: Seat) -> PanelMember:
    total = len(_own_part(kit, seat.focus))
    return PanelMember(
        account_id=seat.account_id,
        name=seat.name,
        state=seat.state or NOT_STARTED,
        rated=min(seat.answered, total),
        total=total,
        focus=seat.focus,
        corrected=seat.state == SUBMITTED and (seat.revision or 1) > 1,
    )


def _own_part(kit: tuple[str, ...], focus: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(competency for competency in kit if competency in focus) or kit


def _checked(
    title: str,
    place: str,
    kit: tuple[str, ...],
    work_samples: tuple[str, ...],
    minutes: int | None,
    frame: Position | Interview,
) -> tuple[dict[str, object], list[Problem]]:
    called, where = clean_line(title), clean_line(place)
    known = {item.id for item in frame.rubric.competencies}
    problems = [
        *check_given("title_missing", "title", called),
        *check_lengths(LINE, title=called, place=where),
        *([] if kit else [Problem("kit_empty", "kit")]),
        *(
            []
            if minutes is None or 0 < minutes <= MOST_MINUTES
            else [Problem("minutes_unfit", "minutes", {"most": MOST_MINUTES})]
        ),
        *(Problem("competency_unknown", "kit", {"competency": item}) for item in kit if item not in known),
        *(Problem("competency_unknown", "work_samples", {"competency": item}) for item in work_samples if item not in kit),
    ]
    asked = list(dict.fromkeys(kit))
    sampled = [item for item in asked if item in work_samples]
    return {"title": called, "place": where, "kit": asked, "work_samples": sampled, "minutes": minutes}, problems


def _check_panel(session: Session, panel: tuple[int, ...], *, present: tuple[int, ...]) -> list[Problem]:
    """Whoever sits there already may stay, even when the account was switched off since."""
    if not panel:
        return [Problem("panel_empty", "panel")]
    known = active_among(session, panel) | set(present)
    return [Problem("account_unknown", "panel", {"account": item}) for item in panel if item not in known]
