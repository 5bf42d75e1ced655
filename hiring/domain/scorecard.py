"""One interviewer's ratings of one interview, and what is missing before it can be submitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hiring.domain.rubric import Scale
from hiring.errors import Problem


@dataclass(frozen=True, slots=True)
class Rating:
    """`value` is a point of the scale, or None: not observed, which never counts as a low rating."""

    competency: str
    value: int | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Submitted ratings of one rater; a competency that is absent was not in the kit.

    `work_samples` names the competencies whose rating rests on a work sample done in this interview.
    """

    rater: str
    ratings: tuple[Rating, ...]
    work_samples: frozenset[str] = frozenset()


def check_draft(ratings: Iterable[Rating], *, kit: tuple[str, ...], scale: Scale) -> tuple[Problem, ...]:
    """Problems that may not be saved even as a draft: unknown or repeated competency, a value off the scale."""
    listed = tuple(ratings)
    counts = Counter(rating.competency for rating in listed)
    problems = [Problem("rating_repeated", competency) for competency, count in counts.items() if count > 1]
    for rating in listed:
        if rating.competency not in kit:
            problems.append(Problem("competency_unknown", rating.competency, {"competency": rating.competency}))
        elif rating.value is not None and rating.value not in scale.values:
            values = {"value": rating.value, "lowest": scale.lowest, "highest": scale.highest}
            problems.append(Problem("rating_off_scale", rating.competency, values))
    return tuple(problems)


def check_complete(ratings: Iterable[Rating], *, kit: tuple[str, ...], scale: Scale) -> tuple[Problem, ...]:
    """Problems that keep a scorecard from being submitted, in the order of the kit.

    Every competency of the kit is rated or explicitly not observed, and every rating has evidence.
    """
    listed = tuple(ratings)
    given = {rating.competency: rating for rating in listed}
    problems = list(check_draft(listed, kit=kit, scale=scale))
    for competency in kit:
        if competency not in given:
            problems.append(Problem("rating_missing", competency))
        elif given[competency].value is not None and not given[competency].evidence.strip():
            problems.append(Problem("evidence_missing", competency))
    return tuple(problems)
