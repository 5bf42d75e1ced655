"""The next version of a profile while it is in the making: what was typed, laid over the version in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from hiring.actions.profile_versions import try_profile
from hiring.actions.profiles import Position
from hiring.domain.completeness import missing_answers
from hiring.domain.profile import Adjustment, Profile, Threshold
from hiring.domain.rubric import Rubric
from hiring.domain.warnings import RaisedWarning, raise_warnings
from hiring.errors import Problem
from hiring.storage.drafts import DraftRecord, find_draft_record

PRIORITIES = "priorities"
"""Where problems of the sorting are."""
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the employer says, whole: by field, by field and by competency."""

    answers: Mapping[str, object]
    reasons: Mapping[str, str]
    priorities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Only what differs from the version in force; None where something in force is taken back."""

    answers: Mapping[str, object]
    reasons: Mapping[str, str | None]
    priorities: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Intake:
    """The answers as they would be with the draft adopted, and what would follow from them.

    `position` has the profile in force. `draft` None: nothing differs from it. `problems` keep the draft from being adopted;
    `profile` then leaves out what they are about. `version` locks the draft, 0 before the first one.
    """

    position: Position
    draft: Draft | None
    answers: Mapping[str, object]
    reasons: Mapping[str, str]
    priorities: Mapping[str, str]
    profile: Profile
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    """Mandatory questions that are open, `<field>.<part>` for parts: the brief waits for them, saving never does."""
    warnings: tuple[RaisedWarning, ...]
    version: int
    saved_at: dt.datetime | None
    saved_by_name: str | None

    @property
    def base_number(self) -> int:
        """The version in force, which the draft is laid over."""
        return self.position.profile_number

    @property
    def level_sought(self) -> str:
        return self.profile.level_sought

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        return self.profile.thresholds

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        return self.profile.adjustments

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.answers, self.reasons, self.priorities)


def read_intake(session: Session, position: Position) -> Intake:
    """One query."""
    found = find_draft_record(session, position.id)
    kept = _draft(found)
    base = wanted_in_force(position)
    wanted = Wanted(
        lay_over(base.answers, kept.answers),
        lay_over(base.reasons, kept.reasons),
        lay_over(base.priorities, kept.priorities),
    )
    return intake_of(position, wanted, found)


def intake_of(position: Position, wanted: Wanted, found: DraftRecord | None) -> Intake:
    """The intake as it would be with this content, be it saved or not."""
    profile, problems = profile_wanted(position, wanted)
    draft = difference(position, wanted)
    return Intake(
        position=position,
        draft=draft if draft.answers or draft.reasons or draft.priorities else None,
        answers=wanted.answers,
        reasons=wanted.reasons,
        priorities=wanted.priorities,
        profile=profile,
        problems=problems,
        missing=missing_answers(position.rubric, wanted.answers, profile.level_sought),
        warnings=raise_warnings(profile),
        version=found[0].version if found else 0,
        saved_at=found[0].saved_at if found else None,
        saved_by_name=found[1] if found else None,
    )


def wanted_in_force(position: Position) -> Wanted:
    profile = position.profile
    return Wanted(profile.answers, profile.reasons, {key: str(step) for key, step in profile.priorities.items()})


def difference(position: Position, wanted: Wanted) -> Draft:
    base = wanted_in_force(position)
    return Draft(
        _changes(base.answers, wanted.answers),
        _changes(base.reasons, wanted.reasons),
        _changes(base.priorities, wanted.priorities),
    )


def profile_wanted(position: Position, wanted: Wanted) -> tuple[Profile, tuple[Problem, ...]]:
    """The profile that the content makes, with the adjustments and thresholds in force.

    Answers that are at fault, and a sorting that no longer fits the others, are left out and said; should that not be
    enough, the profile in force stands in.
    """
    profile, problems = _build(position, wanted.answers, wanted.reasons, wanted.priorities)
    if not problems:
        return profile, ()
    faulty = {problem.where.removeprefix("answers.") for problem in problems}
    fitting = {key: answer for key, answer in wanted.answers.items() if key not in faulty}
    sorting = {} if any(where.startswith(PRIORITIES) for where in faulty) else wanted.priorities
    profile, worse = _build(position, fitting, wanted.reasons, sorting)
    return position.profile if worse else profile, problems


def _build(
    position: Position, answers: Mapping[str, object], reasons: Mapping[str, str], priorities: Mapping[str, str]
) -> tuple[Profile, tuple[Problem, ...]]:
    return try_profile(
        position.rubric,
        level_sought=level_wanted(position, answers),
        answers=answers,
        adjustments=position.profile.adjustments,
        thresholds=position.profile.thresholds,
        reasons=reasons,
        priorities=priorities,
    )


def level_wanted(position: Position, answers: Mapping[str, object]) -> str:
    """The level that a changed answer asks for, or the one in force."""
    asked = level_answered(position.rubric, answers)
    before = level_answered(position.rubric, position.profile.answers)
    return position.profile.level_sought if asked is None or asked == before else asked


def level_answered(rubric: Rubric, answers: Mapping[str, object]) -> str | None:
    levels = {level.id for level in rubric.levels}
    given = (answers.get(field.id) for field in rubric.fields if field.sets_level)
    return next((str(answer) for answer in given if answer in levels), None)


def lay_over(base: Mapping[str, Said], changes: Mapping[str, Said | None]) -> dict[str, Said]:
    """The base with the changes; None takes a value back."""
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def _changes(base: Mapping[str, Said], wanted: Mapping[str, Said]) -> dict[str, Said | None]:
    changed: dict[str, Said | None] = {key: value for key, value in wanted.items() if base.get(key) != value}
    return changed | {key: None for key in base if key not in wanted}


def _draft(found: DraftRecord | None) -> Draft:
    if found is None:
        return Draft({}, {}, {})
    row, _ = found
    return Draft(row.answers, row.reasons, row.priorities)
