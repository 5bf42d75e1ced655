"""How each interviewer rates: use of the scale, what was left out, evidence, and how soon the scorecard was there.

Facts and counts, no verdict on a person: whoever met strong candidates only gives high ratings, and rightly so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

FEWEST_CANDIDATES = 10
"""From how many rated candidates anything is said of an interviewer, strictness from as many rated with somebody else.

Under the error assumed of a rating (0.7 points, 2/5 of its variance shared) and with six competencies a candidate, what two
interviewers differ by in strictness is known to half a point either way from ten candidates; with fewer, one or two unusual
candidates would look like a habit.
"""


@dataclass(frozen=True, slots=True)
class PanelCard:
    """One interviewer's scorecard of one interview as it was first submitted.

    `rater` is an account id. `values` are ratings by competency, `unseen` the competencies marked as not observed,
    `assigned` those that were this person's to rate. `words` counts the words of evidence of each rating. `waited`: whole
    minutes from the time set for the interview to submitting; None when no time was set, or it was submitted before.
    """

    rater: int
    values: Mapping[str, int]
    unseen: frozenset[str]
    assigned: frozenset[str]
    words: tuple[int, ...] = ()
    waited: int | None = None


@dataclass(frozen=True, slots=True)
class Waited:
    """Minutes from interview to scorecard, over `count` scorecards of which both moments are known."""

    median: Fraction
    longest: int
    count: int


@dataclass(frozen=True, slots=True)
class Habits:
    """One interviewer. `points`: how often each point of the scale was given. `mean` of all ratings, None without any.

    Of `assigned` competencies `rated` got a rating, `unseen` were not observed, `left_out` got nothing; `outside` were rated
    though somebody else's. `words`: median of the evidence of a rating.
    """

    rater: int
    candidates: int
    cards: int
    points: Mapping[int, int]
    assigned: int
    unseen: int
    left_out: int
    outside: int
    words: Fraction | None
    waited: Waited | None

    @property
    def ratings(self) -> int:
        return sum(self.points.values())

    @property
    def mean(self) -> Fraction | None:
        total = sum(point * count for point, count in self.points.items())
        return Fraction(total, self.ratings) if self.ratings else None

    @property
    def answers(self) -> int:
        """Ratings and "not observed" together."""
        return self.ratings + self.unseen

    @property
    def enough(self) -> bool:
        return self.candidates >= FEWEST_CANDIDATES


class HabitSums:
    """Adds the scorecards of one candidate after another."""

    def __init__(self, points: tuple[int, ...]) -> None:
        self._points = points
        self._each: dict[int, _OnePerson] = {}

    def add(self, cards: Collection[PanelCard]) -> None:
        for card in cards:
            self._each.setdefault(card.rater, _OnePerson()).add(card)
        for rater in {card.rater for card in cards}:
            self._each[rater].candidates += 1

    def habits(self) -> tuple[Habits, ...]:
        """By account id."""
        return tuple(self._each[rater].habits(rater, self._points) for rater in sorted(self._each))


class _OnePerson:
    def __init__(self) -> None:
        self.candidates = self.cards = 0
        self.assigned = self.unseen = self.left_out = self.outside = 0
        self.points, self.words, self.minutes = Counter[int](), Counter[int](), Counter[int]()

    def add(self, card: PanelCard) -> None:
        answered = card.values.keys() | card.unseen
        self.cards += 1
        self.points.update(card.values.values())
        self.words.update(card.words)
        self.minutes.update([] if card.waited is None else [card.waited])
        self.assigned += len(card.assigned)
        self.unseen += len(card.unseen)
        self.left_out += len(card.assigned - answered)
        self.outside += len(card.values.keys() - card.assigned)

    def habits(self, rater: int, points: tuple[int, ...]) -> Habits:
        return Habits(
            rater=rater,
            candidates=self.candidates,
            cards=self.cards,
            points={point: self.points[point] for point in points},
            assigned=self.assigned,
            unseen=self.unseen,
            left_out=self.left_out,
            outside=self.outside,
            words=median_of(self.words),
            waited=_waited(self.minutes),
        )


def first_ratings(cards: Iterable[PanelCard]) -> dict[str, dict[int, int]]:
    """Of one candidate's scorecards in the order they were submitted: competency -> rater -> rating.

    Who rated a competency in two interviews counts with the earlier one, given before anything was revealed.
    """
    found: dict[str, dict[int, int]] = {}
    for card in cards:
        for competency, value in card.values.items():
            found.setdefault(competency, {}).setdefault(card.rater, value)
    return found


def median_of(counts: Mapping[int, int]) -> Fraction | None:
    """Of values with how often each occurs; None without any."""
    total = sum(counts.values())
    if not total:
        return None
    middle: list[int] = []
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        while len(middle) < 2 and passed > (total - 1 + len(middle)) // 2:
            middle.append(value)
    return Fraction(sum(middle), 2)


def _waited(minutes: Mapping[int, int]) -> Waited | None:
    middle = median_of(minutes)
    return None if middle is None else Waited(middle, max(minutes), sum(minutes.values()))
