"""One assessment on another position's profile or on another level: the same ratings, and nothing is stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, employer_scope, require_employer
from hiring.actions.placements import place_subjects, subject_of
from hiring.actions.profiles import reach_position, read_subject
from hiring.actions.reveals import sight_of
from hiring.domain.placement import Placement
from hiring.domain.profile import Profile, build_profile
from hiring.errors import Invalid, Problem


def place_elsewhere(
    session: Session, *, actor: Actor, application_id: int, position_id: int | None = None, level: str | None = None
) -> Placement:
    """On the profile in force of another position, or the own one; with `level` as if that were the level sought.

    While the ratings are hidden from the reader, the placement rests on the reader's own ones alone. Raises
    Invalid("structure_differs") for a position of another rubric structure, Invalid("level_unknown").
    """
    permission = Permission.READ_APPLICATIONS
    employer_scope(actor, permission)
    found, own = read_subject(session, application_id)
    require_employer(actor, permission, employer_id=own.employer_id, kind="application", identity=application_id)
    other = own if position_id is None else reach_position(session, actor, Permission.READ_POSITIONS, position_id)
    if other.rubric.structure != own.rubric.structure:
        raise Invalid([Problem("structure_differs", found[1].name, {"version": other.rubric.version})])
    hidden = sight_of(session, actor, (found[0],)).hidden
    return place_subjects(
        session,
        [subject_of(found)],
        {application_id: other.profile if level is None else at_level(other.profile, level)},
        only_rater=actor.account_id if hidden else None,
    )[application_id]


def at_level(profile: Profile, level: str) -> Profile:
    """The same profile with another level sought. Raises Invalid("level_unknown")."""
    return build_profile(
        profile.rubric,
        level_sought=level,
        answers=profile.answers,
        adjustments=profile.adjustments,
        thresholds=profile.thresholds,
        reasons=profile.reasons,
        priorities=profile.priorities,
    )
