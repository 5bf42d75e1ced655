"""What a new version of a profile says differently from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hiring.domain.profile import Profile


class ChangeKind(StrEnum):
    LEVEL = "level"
    ANSWER = "answer"
    REASON = "reason"
    PRIORITY = "priority"
    WEIGHT = "weight"
    MINIMUM = "minimum"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` or `after` None: there was nothing, or nothing is left.

    `id` is a field, a competency or a figure; of a LEVEL "". `level` is set for WEIGHT and MINIMUM.
    """

    kind: ChangeKind
    id: str
    before: object
    after: object
    level: str | None = None


def profile_changes(before: Profile, after: Profile) -> tuple[Change, ...]:
    """Every difference in what the employer said and in the standards that follow, in the order of the rubric.

    Answers are compared as they were given: a default that is now said aloud is a change. Competencies that came in or
    went out show as weights and minimums that appear or end.
    """
    rubric = after.rubric
    fields = _identities(after, before.answers, after.answers)
    competencies, figures = [item.id for item in rubric.competencies], _figure_ids(before, after)
    level = (
        []
        if before.level_sought == after.level_sought
        else [Change(ChangeKind.LEVEL, "", before.level_sought, after.level_sought)]
    )
    return (
        *level,
        *_differences(ChangeKind.ANSWER, fields, before.answers, after.answers),
        *_differences(ChangeKind.REASON, fields, before.reasons, after.reasons),
        *_differences(ChangeKind.PRIORITY, competencies, before.priorities, after.priorities),
        *_standard_changes(before, after, competencies),
        *_differences(ChangeKind.THRESHOLD, figures, _thresholds(before), _thresholds(after)),
    )


def _identities(profile: Profile, *answers: Mapping[str, object]) -> list[str]:
    """Fields and their followups in order, then whatever else was answered."""
    known = [
        identity
        for item in profile.rubric.fields
        for identity in (item.id, *(f"{item.id}.{followup.id}" for followup in item.followups))
    ]
    others = sorted({identity for given in answers for identity in given} - set(known))
    return [*known, *others]


def _differences(
    kind: ChangeKind, order: list[str], before: Mapping[str, object], after: Mapping[str, object], level: str | None = None
) -> Iterator[Change]:
    for identity in order:
        old, new = before.get(identity), after.get(identity)
        if old != new:
            yield Change(kind, identity, old, new, level)


def _standard_changes(before: Profile, after: Profile, order: list[str]) -> Iterator[Change]:
    levels = [level.id for level in after.rubric.levels]
    for kind, attribute in ((ChangeKind.WEIGHT, "weight"), (ChangeKind.MINIMUM, "minimum")):
        for level in levels:
            yield from _differences(
                kind, order, _standards(before, level, attribute), _standards(after, level, attribute), level
            )


def _standards(profile: Profile, level: str, attribute: str) -> dict[str, object]:
    standards = next((item.standards for item in profile.levels if item.level == level), ())
    return {item.competency: getattr(item, attribute) for item in standards}


def _figure_ids(*profiles: Profile) -> list[str]:
    return list(dict.fromkeys(figure.id for profile in profiles for figure in profile.figures))


def _thresholds(profile: Profile) -> dict[str, object]:
    return {item.figure: (item.floor, item.target, item.stretch) for item in profile.thresholds}
