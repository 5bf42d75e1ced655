"""Several candidates for one position, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from hiring.domain.adjacency import adjacency
from hiring.domain.placement import Placement
from hiring.errors import Invalid, Problem


class TieBreak(StrEnum):
    """What puts one of two candidates with practically the same score first; each only when those before are equal."""

    EVIDENCE = "evidence"
    CLIENTELE = "clientele"
    MASTERS = "masters"
    SCORE = "score"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two neighbours of the order whose scores lie within the tie margin of the best of their group."""

    higher: str
    lower: str
    by: TieBreak


@dataclass(frozen=True, slots=True)
class Comparison:
    """Candidates scored on one structure and held against one profile.

    `placements` in the order of the composite at the level sought; candidates without enough evidence come last, by name.
    `ties` say where that order rests on something else than the score.
    """

    placements: tuple[Placement, ...]
    structure: str
    equal_weights_order: tuple[str, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(item.assessment.dossier.candidate for item in self.placements)


@dataclass(frozen=True, slots=True)
class _Order:
    placements: tuple[Placement, ...]
    ties: tuple[Tie, ...]


def compare(placements: Iterable[Placement]) -> Comparison:
    """The comparison of two or more candidates; the order they are given in never matters.

    Scores within the rubric's tie margin of the best of a group count as equal: then the higher evidence index comes
    first, the closer clientele, a master's degree where the employer lets it decide, the higher score, the name.

    Raises Invalid when the candidates are fewer than two, bear the same name twice, were scored on different structures
    or are held against different profiles, naming those that differ.
    """
    listed = tuple(placements)
    problems = [*_too_few(listed), *_repeated(listed), *_different(listed)]
    if problems:
        raise Invalid(problems)
    weighted = _ordered(listed, lambda item: item.assessment.sought.score)
    equal = _ordered(listed, lambda item: item.assessment.sought.score_equal_weights)
    names = tuple(_name(item) for item in equal.placements)
    return Comparison(weighted.placements, listed[0].assessment.profile.rubric.structure, names, weighted.ties)


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


def _ordered(placements: Iterable[Placement], score_of: Callable[[Placement], Fraction | None]) -> _Order:
    """From the highest score down. Who lies within the tie margin of the first of a group is in it; ties are then broken."""
    ranked, unranked = [], []
    for item in placements:
        score = score_of(item)
        if score is None or not item.enough_evidence:
            unranked.append(item)
        else:
            ranked.append((score, item))
    ranked.sort(key=lambda pair: (-pair[0], _name(pair[1])))
    groups: list[list[tuple[Fraction, Placement]]] = []
    for score, item in ranked:
        if groups and groups[-1][0][0] - score <= _margin(item):
            groups[-1].append((score, item))
        else:
            groups.append([(score, item)])
    broken = [_broken(group) for group in groups]
    listed = tuple(item for group in broken for _, item in group)
    return _Order((*listed, *sorted(unranked, key=_name)), tuple(tie for group in broken for tie in _ties(group)))


def _margin(item: Placement) -> Fraction:
    return item.assessment.profile.rubric.rules.tie_margin


def _name(item: Placement) -> str:
    return item.assessment.dossier.candidate


def _broken(group: list[tuple[Fraction, Placement]]) -> list[tuple[_Merits, Placement]]:
    """A group in its order, each with its merits."""
    judged = [(_merits(score, item), item) for score, item in group]
    return sorted(judged, key=lambda pair: (pair[0], _name(pair[1])))


def _ties(broken: list[tuple[_Merits, Placement]]) -> Iterator[Tie]:
    """For each two neighbours of a group, what put the one before the other."""
    for (merits, higher), (others, lower) in pairwise(broken):
        apart = (by for by, one, other in zip(_MERITS, merits, others, strict=True) if one != other)
        yield Tie(_name(higher), _name(lower), next(apart, TieBreak.NAME))


_Merits: TypeAlias = tuple[Fraction, ...]
_MERITS = (TieBreak.EVIDENCE, TieBreak.CLIENTELE, TieBreak.MASTERS, TieBreak.SCORE)


def _merits(score: Fraction, item: Placement) -> _Merits:
    """The smaller the better, in the order of `_MERITS`; what is not known counts as nothing."""
    assessment, nothing = item.assessment, Fraction(0)
    clientele = adjacency(assessment.profile, assessment.dossier.facts).clientele
    return -(assessment.evidence_index or nothing), -(clientele or nothing), -Fraction(_masters(item)), -score


def _masters(item: Placement) -> bool:
    """Counts only where the employer switched it on."""
    profile, facts = item.assessment.profile, item.assessment.dossier.facts or {}
    values = profile.values
    return values.get("answer:requirements.masters_tiebreak") is True and facts.get("degree") == "master"
