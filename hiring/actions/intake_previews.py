"""What would be, before anything is saved or adopted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from hiring.actions.answers import check_answers
from hiring.actions.drafts import Intake, Wanted, intake_of, lay_over, read_intake
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.placements import gather_dossiers, subject_of
from hiring.actions.profile_versions import check_reasons
from hiring.actions.profiles import hold, reach_position
from hiring.actions.reveals import sight_from
from hiring.domain.assessment import assess
from hiring.domain.placement import Placement, place
from hiring.storage.applications import list_subjects
from hiring.storage.drafts import find_draft_record
from hiring.storage.reveals import list_blind_seats


@dataclass(frozen=True, slots=True)
class Replacement:
    """One assessment on the version it is held against now, and on the draft: the same ratings, no new interview.

    `hidden`: something is rated that the reader may not see yet; both rest on the reader's own ratings alone.
    """

    application_id: int
    candidate_name: str
    before: Placement
    after: Placement
    hidden: bool = False


def preview_draft(session: Session, *, actor: Actor, position_id: int) -> tuple[Replacement, ...]:
    """Everybody who is considered for the position, by application; at most ten queries, however many there are."""
    require(actor, Permission.READ_APPLICATIONS)
    position = reach_position(session, actor, Permission.MANAGE_POSITIONS, position_id)
    after = read_intake(session, position).profile
    records = list_subjects(session, position_id=position_id)
    rows = [row for row, _ in records]
    held = hold(session, {position_id: position}, rows)
    seats = list_blind_seats(session, [row.id for row in rows])
    hidden = sight_from(seats, actor, rows).hidden
    subjects = [subject_of(record) for record in records]
    dossiers = gather_dossiers(session, subjects, only_rater=actor.account_id, hidden=hidden)
    return tuple(
        Replacement(
            application_id=row.id,
            candidate_name=candidate.name,
            before=place(assess(dossiers[row.id], held[row.id].profile)),
            after=place(assess(dossiers[row.id], after)),
            hidden=row.id in hidden and any(seat.submitted for seat in seats[row.id]),
        )
        for row, candidate in records
    )


def preview_answers(
    session: Session,
    *,
    actor: Actor,
    position_id: int,
    answers: Mapping[str, object],
    reasons: Mapping[str, str],
) -> Intake:
    """The intake as it would be with these answers saved. What is half typed and fits no question yet is left as it was
    and said among the problems.
    """
    position = reach_position(session, actor, Permission.MANAGE_POSITIONS, position_id)
    intake = read_intake(session, position)
    kept, misfits = check_answers(position.rubric.fields, answers, prefix="answers")
    why, unfit = check_reasons(position.rubric, reasons)
    wrong = {item.where for item in (*misfits, *unfit)}
    taken_back = {key: None for key in answers if f"answers.{key}" not in wrong}
    wanted = Wanted(
        lay_over(intake.answers, {**taken_back, **kept}),
        lay_over(intake.reasons, {**dict.fromkeys(reasons), **why}),
        intake.priorities,
    )
    previewed = intake_of(position, wanted, find_draft_record(session, position_id))
    return replace(previewed, problems=(*misfits, *unfit, *previewed.problems))
