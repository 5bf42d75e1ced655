"""What ratings of one sample say about how its raters read the described ratings, for a talk about the words.

One sample cannot tell a strict rater from one who read this sample otherwise, and no coefficient of agreement can be had
from it: there are counts, distances and the anchors between the raters, and nothing else. Nothing here enters an assessment.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from hiring.domain.rubric import Scale
from hiring.domain.scorecard import Rating

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEWEST_RATINGS = 8
"""Ratings in common with the yardstick from which a lean is more than a remark. Ratings that one interviewer gives one
person share part of their error (two fifths, as long as nothing was measured), which more competencies do not average out:
with single ratings off by 0.7 points, the mean of eight still has a standard error of 0.5. Even then it speaks of this
sample only."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An expert's rating of the sample in one competency, and why."""

    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class Divide:
    """Two neighbouring opinions: nobody rated between `lower` and `upper`.

    `below` rated `lower` or less, `above` `upper` or more, in the order of the raters. `words` are the described points of
    the scale that have to be told apart to choose: the nearest ones at or outside the two. `reference_above` None: there is
    no reference.
    """

    competency: str
    lower: int
    upper: int
    below: tuple[str, ...]
    above: tuple[str, ...]
    words: tuple[int, ...]
    reference_above: bool | None

    @property
    def astray(self) -> int:
        """How many stand on the other side of the reference; without one, on the smaller side."""
        if self.reference_above is None:
            return min(len(self.below), len(self.above))
        return len(self.below) if self.reference_above else len(self.above)


@dataclass(frozen=True, slots=True)
class Distances:
    """How many rated exactly as the reference, one point off, and two or more off."""

    exact: int
    one: int
    more: int


@dataclass(frozen=True, slots=True)
class CompetencyFindings:
    """`ratings` by rater, None where not observed. `spread` is largest minus smallest; None with fewer than two ratings.

    `distances` None without a reference.
    """

    competency: str
    ratings: Mapping[str, int | None]
    evidence: Mapping[str, str]
    reference: Reference | None
    spread: int | None
    distances: Distances | None
    divides: tuple[Divide, ...]

    @property
    def unobserved(self) -> tuple[str, ...]:
        return tuple(rater for rater, value in self.ratings.items() if value is None)

    def at(self, point: int) -> tuple[str, ...]:
        """Who rated so."""
        return tuple(rater for rater, value in self.ratings.items() if value == point)


class Yardstick(StrEnum):
    """What a lean is measured from."""

    REFERENCE = "reference"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Lean:
    """Mean signed distance of one rater, scale points: above 0 rated higher than the yardstick.

    `mean` None: nothing in common with it. `telling` only from FEWEST_RATINGS up; below, it is a remark on this sample.
    """

    rater: str
    yardstick: Yardstick
    mean: Fraction | None
    count: int
    exact: int = 0
    """How many hit the yardstick: distances to both sides cancel in the mean."""

    @property
    def telling(self) -> bool:
        return self.count >= FEWEST_RATINGS


@dataclass(frozen=True, slots=True)
class Topic:
    """What to talk through: two sides of a `divide`; without one, a competency that the `unobserved` did not observe."""

    competency: str
    divide: Divide | None
    unobserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalibrationFindings:
    """`raters` in their order; `topics` the most pressing first."""

    raters: tuple[str, ...]
    competencies: tuple[CompetencyFindings, ...]
    leans: tuple[Lean, ...]
    topics: tuple[Topic, ...]


def study_sample(
    ratings: Mapping[str, Iterable[Rating]],
    *,
    competencies: tuple[str, ...],
    references: Mapping[str, Reference],
    scale: Scale,
    discuss_from: int,
) -> CalibrationFindings:
    """Submitted `ratings` by rater, one a competency; a competency that a rater left out counts as not observed.

    Topics in this order: where ratings, or rating and reference, lie `discuss_from` or more apart; then by how many stand on
    the other side; then by the width of the divide; then the order of `competencies`. Without raters there are none.
    """
    given = {rater: {item.competency: item for item in listed} for rater, listed in ratings.items()}
    found = tuple(_study(item, given, references.get(item), scale) for item in competencies)
    return CalibrationFindings(
        raters=tuple(given),
        competencies=found,
        leans=tuple(_lean(rater, found) for rater in given),
        topics=_topics(found, discuss_from),
    )


def letters(marks: Mapping[int, str]) -> dict[int, str]:
    """A letter for each account, A first, the same at every look.

    The order follows neither names nor numbers of the accounts but what is mixed in as the `marks`: something of each that
    the others do not know, such as the moment of submitting.
    """
    mixed = sorted(marks, key=lambda item: hashlib.sha256(f"{item}:{marks[item]}".encode()).digest())
    return {identity: _letter(place) for place, identity in enumerate(mixed)}


def _letter(place: int) -> str:
    """A ... Z, AA, AB ..."""
    rest, last = divmod(place, len(LETTERS))
    return (_letter(rest - 1) if rest else "") + LETTERS[last]


def _study(
    competency: str, given: Mapping[str, Mapping[str, Rating]], reference: Reference | None, scale: Scale
) -> CompetencyFindings:
    listed = {rater: cards.get(competency, Rating(competency, None)) for rater, cards in given.items()}
    ratings = {rater: rating.value for rater, rating in listed.items()}
    values = [value for value in ratings.values() if value is not None]
    return CompetencyFindings(
        competency=competency,
        ratings=ratings,
        evidence={rater: rating.evidence for rater, rating in listed.items()},
        reference=reference,
        spread=max(values) - min(values) if len(values) > 1 else None,
        distances=None if reference is None else _distances(values, reference.value),
        divides=_divides(competency, ratings, reference, scale),
    )


def _distances(values: Iterable[int], reference: int) -> Distances:
    counts = Counter(min(2, abs(value - reference)) for value in values)
    return Distances(counts[0], counts[1], counts[2])


def _divides(
    competency: str, ratings: Mapping[str, int | None], reference: Reference | None, scale: Scale
) -> tuple[Divide, ...]:
    """Between neighbouring opinions, the reference being one; none where nobody rated."""
    rated = {rater: value for rater, value in ratings.items() if value is not None}
    if not rated:
        return ()
    points = sorted({*rated.values(), *([] if reference is None else [reference.value])})
    return tuple(
        Divide(
            competency=competency,
            lower=lower,
            upper=upper,
            below=tuple(rater for rater, value in rated.items() if value <= lower),
            above=tuple(rater for rater, value in rated.items() if value >= upper),
            words=separating_points(lower, upper, scale),
            reference_above=None if reference is None else reference.value >= upper,
        )
        for lower, upper in pairwise(points)
    )


def separating_points(lower: int, upper: int, scale: Scale) -> tuple[int, ...]:
    """The described points to hold beside each other to choose between two: the nearest at or below the lower one, those
    between, the nearest at or above the upper one. A scale that describes none gives none."""
    first = max((point for point in scale.anchored if point <= lower), default=lower)
    last = min((point for point in scale.anchored if point >= upper), default=upper)
    return tuple(point for point in scale.anchored if first <= point <= last)


def _lean(rater: str, found: tuple[CompetencyFindings, ...]) -> Lean:
    """From the reference where the exercise has any, in the competencies that have one; else from the others' means."""
    by_reference = any(item.reference is not None for item in found)
    apart = [_from_reference(rater, item) if by_reference else _from_others(rater, item) for item in found]
    known = [value for value in apart if value is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    return Lean(rater, Yardstick.REFERENCE if by_reference else Yardstick.OTHERS, mean, len(known), known.count(Fraction(0)))


def _from_reference(rater: str, item: CompetencyFindings) -> Fraction | None:
    value = item.ratings[rater]
    return None if value is None or item.reference is None else Fraction(value - item.reference.value)


def _from_others(rater: str, item: CompetencyFindings) -> Fraction | None:
    value = item.ratings[rater]
    others = [other for name, other in item.ratings.items() if name != rater and other is not None]
    return None if value is None or not others else value - Fraction(sum(others), len(others))


def _topics(found: tuple[CompetencyFindings, ...], discuss_from: int) -> tuple[Topic, ...]:
    pressing: list[tuple[bool, int, int, Topic]] = []
    for item in found:
        far = _widest(item) >= discuss_from
        pressing += [
            (not far, -divide.astray, divide.lower - divide.upper, Topic(item.competency, divide))
            for divide in item.divides
            if divide.astray
        ]
    # Sorting is stable: what weighs the same keeps the order of the competencies.
    divided = [topic for *_, topic in sorted(pressing, key=lambda entry: entry[:3])]
    unobserved = [
        Topic(item.competency, None, item.unobserved)
        for item in found
        if item.unobserved and (len(item.unobserved) < len(item.ratings) or item.reference is not None)
    ]
    return (*divided, *unobserved)


def _widest(item: CompetencyFindings) -> int:
    """The largest distance between two opinions, the reference being one."""
    values = [value for value in item.ratings.values() if value is not None]
    if item.reference is not None:
        values.append(item.reference.value)
    return max(values) - min(values) if values else 0
