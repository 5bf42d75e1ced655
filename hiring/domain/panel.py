"""What the ratings of many panels say about the ratings themselves: agreement, strictness, habits, their error."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.icc import Coefficient
from hiring.domain.panel_agreement import AgreementSums, CompetencyAgreement, OverallAgreement
from hiring.domain.panel_habits import FEWEST_CANDIDATES, Habits, HabitSums, PanelCard, first_ratings
from hiring.domain.panel_severity import SeverityGap, SeveritySums
from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import ErrorSums, RatingError


@dataclass(frozen=True, slots=True)
class PanelPerson:
    """One interviewer: `together` candidates were rated with somebody else.

    `severity` is how many points lower the ratings are than all interviewers together would give, with its 95 % interval:
    above 0 strict, below 0 mild. None: nobody can be compared, or too few candidates were rated with others.
    """

    habits: Habits
    together: int
    severity: Coefficient | None

    @property
    def fair_mean(self) -> Fraction | None:
        """What all interviewers together would have given the same candidates on the same competencies, on average."""
        mean = self.habits.mean
        return None if mean is None or self.severity is None else mean + Fraction(self.severity.value)


@dataclass(frozen=True, slots=True)
class PanelReport:
    """`candidates` have scorecards. `severity_gap` says why nobody's strictness is known, `groups` then who is linked."""

    candidates: int
    overall: OverallAgreement
    competencies: tuple[CompetencyAgreement, ...]
    people: tuple[PanelPerson, ...]
    severity_gap: SeverityGap | None
    groups: tuple[frozenset[int], ...] = ()

    def person(self, account_id: int) -> PanelPerson | None:
        return next((item for item in self.people if item.habits.rater == account_id), None)


class PanelStudy:
    """Takes in candidates one by one and keeps sums only, so that a whole history passes through little memory."""

    def __init__(self, rubric: Rubric) -> None:
        self._agreement = AgreementSums(
            [item.id for item in rubric.competencies],
            points=tuple(rubric.scale.values),
            discuss_from=rubric.rules.discuss_from,
        )
        self._severity, self._habits, self._error = SeveritySums(), HabitSums(tuple(rubric.scale.values)), ErrorSums()
        self._together: dict[int, int] = {}
        self.candidates = 0

    def add(self, cards: Collection[PanelCard]) -> None:
        """The scorecards of one candidate as first submitted, in the order they were; without any the candidate is none."""
        if not cards:
            return
        ratings = first_ratings(cards)
        self.candidates += 1
        self._agreement.add(ratings)
        self._severity.add(ratings)
        self._habits.add(cards)
        self._error.add(ratings)
        for rater in _raters_together(ratings):
            self._together[rater] = self._together.get(rater, 0) + 1

    @property
    def error(self) -> RatingError | None:
        """Of a rating, pooled; None below 30 candidates with two or more raters."""
        return self._error.error()

    @property
    def rated_twice(self) -> int:
        """Candidates whom two or more rated on a competency."""
        return self._error.candidates

    def report(self) -> PanelReport:
        found = self._severity.severities()
        people = tuple(self._person(habits, found.each) for habits in self._habits.habits())
        return PanelReport(
            candidates=self.candidates,
            overall=self._agreement.overall(),
            competencies=self._agreement.competencies(),
            people=people,
            severity_gap=found.gap,
            groups=found.groups if found.gap is SeverityGap.NOT_CONNECTED else (),
        )

    def _person(self, habits: Habits, severities: Mapping[int, Coefficient]) -> PanelPerson:
        together = self._together.get(habits.rater, 0)
        known = together >= FEWEST_CANDIDATES
        return PanelPerson(habits, together, severities.get(habits.rater) if known else None)


def _raters_together(ratings: Mapping[str, Mapping[int, int]]) -> frozenset[int]:
    return frozenset(rater for given in ratings.values() if len(given) > 1 for rater in given)
