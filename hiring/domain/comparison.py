"""Several candidates for one position, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.placement import Placement
from hiring.errors import Invalid, Problem


@dataclass(frozen=True, slots=True)
class Comparison:
    """Candidates scored on one structure and held against one profile.

    `placements` in the order of the composite at the level sought; candidates without enough evidence come last, by name.
    """

    placements: tuple[Placement, ...]
    structure: str
    equal_weights_order: tuple[str, ...]

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(item.assessment.dossier.candidate for item in self.placements)


def compare(placements: Iterable[Placement]) -> Comparison:
    """The comparison of two or more candidates; the order they are given in never matters.

    Ties: higher evidence index first, then by name. Raises Invalid when the candidates are fewer than two, bear the same
    name twice, were scored on different structures or are held against different profiles, naming those that differ.
    """
    listed = tuple(placements)
    problems = [*_too_few(listed), *_repeated(listed), *_different(listed)]
    if problems:
        raise Invalid(problems)
    weighted = sorted(listed, key=_by_score)
    equal = sorted(listed, key=_by_equal_weights)
    names = tuple(item.assessment.dossier.candidate for item in equal)
    return Comparison(tuple(weighted), listed[0].assessment.profile.rubric.structure, names)


def _too_few(placements: tuple[Placement, ...]) -> list[Problem]:
    return [Problem("comparison_too_few")] if len(placements) < 2 else []


def _repeated(placements: tuple[Placement, ...]) -> list[Problem]:
    names = [item.assessment.dossier.candidate for item in placements]
    return [Problem("candidate_repeated", name) for name in sorted({name for name in names if names.count(name) > 1})]


def _different(placements: tuple[Placement, ...]) -> list[Problem]:
    if not placements:
        return []
    first = placements[0].assessment.profile
    problems = []
    for item in placements[1:]:
        profile, name = item.assessment.profile, item.assessment.dossier.candidate
        if profile.rubric.structure != first.rubric.structure:
            problems.append(Problem("structure_differs", name, {"version": profile.rubric.version}))
        elif (profile.level_sought, profile.levels) != (first.level_sought, first.levels):
            problems.append(Problem("profile_differs", name))
    return problems


def _by_score(item: Placement) -> tuple[bool, Fraction, Fraction, str]:
    return _key(item, item.assessment.sought.score)


def _by_equal_weights(item: Placement) -> tuple[bool, Fraction, Fraction, str]:
    return _key(item, item.assessment.sought.score_equal_weights)


def _key(item: Placement, score: Fraction | None) -> tuple[bool, Fraction, Fraction, str]:
    assessment, nothing = item.assessment, Fraction(0)
    if score is None or not assessment.sought.enough_evidence:
        return True, nothing, nothing, assessment.dossier.candidate
    return False, -score, -(assessment.evidence_index or nothing), assessment.dossier.candidate
