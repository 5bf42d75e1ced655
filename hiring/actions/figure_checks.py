"""What may be claimed in figures: which there are, what fits them, and what is never written about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from fractions import Fraction

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.profiles import read_positions
from hiring.actions.texts import LINE
from hiring.domain.confidential import find_confidential
from hiring.domain.figures import FigureClaim
from hiring.domain.own_figures import is_own
from hiring.domain.rubric import Figure, Rubric
from hiring.errors import Problem
from hiring.storage.candidates import list_position_ids

MOST_COUNTED = 10**6
"""Of clients or periods."""
LONGEST_RATIO = 80
WORDS = ("period", "baseline", "basis", "market_growth", "source")
"""The parts of a claim that are written in words."""


def list_asked_figures(session: Session, *, actor: Actor, candidate_id: int) -> tuple[Figure, ...]:
    """The own figures that the employers of the candidate's positions name, each once; four queries at most."""
    require(actor, Permission.READ_CANDIDATES)
    positions = read_positions(session, list_position_ids(session, candidate_id))
    found: dict[str, Figure] = {}
    for position in positions.values():
        for figure in position.profile.figures:
            if is_own(figure.id):
                found.setdefault(figure.id, figure)
    return tuple(found.values())


def names_of(figures: tuple[Figure, ...]) -> dict[str, str]:
    """As the employer wrote them: the same in every language."""
    return {figure.id: figure.name[next(iter(figure.name))] for figure in figures}


def check_figures(
    rubrics: Collection[Rubric], claims: tuple[FigureClaim, ...], before: tuple[FigureClaim, ...]
) -> list[Problem]:
    """Every problem at its figure and part, `figures.<id>.<part>`."""
    known = {figure.id for rubric in rubrics for figure in rubric.figures.figures}
    grades = {grade.value for rubric in rubrics for grade in rubric.figures.grades}
    problems = [
        Problem("figure_unknown", f"figures.{claim.figure}", {"figure": claim.figure})
        for claim in claims
        if claim.figure not in known and not (is_own(claim.figure) and claim.name)
    ]
    counts = Counter(claim.figure for claim in claims)
    problems += [Problem("figure_repeated", f"figures.{figure}") for figure, count in counts.items() if count > 1]
    problems += [problem for claim in claims for problem in _check_claim(claim, grades)]
    return [*problems, *_check_secrets(claims, before)]


def _check_secrets(claims: tuple[FigureClaim, ...], before: tuple[FigureClaim, ...]) -> list[Problem]:
    """At the field, one a word. What was written earlier keeps nobody from changing something else."""
    kept = {(claim.figure, part): getattr(claim, part) for claim in before for part in WORDS}
    return [
        Problem("confidential", f"figures.{claim.figure}.{part}", {"word": word})
        for claim in claims
        for part in WORDS
        if kept.get((claim.figure, part)) != getattr(claim, part)
        for word in find_confidential(getattr(claim, part))
    ]


def _check_claim(claim: FigureClaim, grades: set[int]) -> list[Problem]:
    where = f"figures.{claim.figure}"
    problems = [
        Problem("figure_value_invalid", f"{where}.{part}")
        for part, fits in (
            ("value", _is_kept_exactly(claim.value)),
            ("periods", claim.periods is None or 0 <= claim.periods <= MOST_COUNTED),
            ("clients", claim.clients is None or 0 <= claim.clients <= MOST_COUNTED),
        )
        if not fits
    ]
    if claim.own_share is not None and not (0 <= claim.own_share <= 1 and _is_kept_exactly(claim.own_share)):
        problems.append(Problem("own_share_invalid", f"{where}.own_share"))
    if claim.grade not in grades:
        problems.append(Problem("grade_unknown", f"{where}.grade"))
    words = (claim.period, claim.baseline, claim.basis, claim.market_growth, claim.source)
    if max(map(len, words)) > LINE:
        problems.append(Problem("too_long", where, {"most": LINE}))
    return problems


def _is_kept_exactly(value: Fraction | None) -> bool:
    """A number of more digits than the table holds is a mistake in typing."""
    return value is None or (abs(value) < 10 ** (LONGEST_RATIO // 2) and len(str(value)) <= LONGEST_RATIO)
