"""Who rated whom with what: the table that every statistic of agreement reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

Cell = tuple[str, str]
"""A subject and a rater."""


@dataclass(frozen=True)
class RatingTable:
    """Ratings of one thing on any numeric scale, at most one by each rater of each subject.

    What is not in `ratings` was not rated: it is missing and never a zero. Subjects and raters keep the order of their first
    rating, which changes no figure.
    """

    ratings: Mapping[Cell, Fraction]

    @classmethod
    def of_rows(cls, rows: Iterable[Iterable[int | str | Fraction | None]]) -> RatingTable:
        """A table written out, a row for each subject and a column for each rater, None for what is missing.

        Subjects and raters are called "1", "2" ... in their order.
        """
        return cls(
            {
                (str(subject), str(rater)): Fraction(value)
                for subject, row in enumerate(rows, 1)
                for rater, value in enumerate(row, 1)
                if value is not None
            }
        )

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        return tuple(self.by_subject)

    @cached_property
    def raters(self) -> tuple[str, ...]:
        return tuple(self.by_rater)

    @cached_property
    def by_subject(self) -> dict[str, dict[str, Fraction]]:
        """Subject -> rater -> rating."""
        grouped: dict[str, dict[str, Fraction]] = {}
        for (subject, rater), value in self.ratings.items():
            grouped.setdefault(subject, {})[rater] = value
        return grouped

    @cached_property
    def by_rater(self) -> dict[str, dict[str, Fraction]]:
        """Rater -> subject -> rating."""
        grouped: dict[str, dict[str, Fraction]] = {}
        for (subject, rater), value in self.ratings.items():
            grouped.setdefault(rater, {})[subject] = value
        return grouped

    @property
    def is_complete(self) -> bool:
        """Every rater rated every subject."""
        return len(self.ratings) == len(self.subjects) * len(self.raters)

    @cached_property
    def raw_averages(self) -> dict[str, Fraction]:
        """Subject -> mean of its ratings."""
        return {subject: sum(given.values(), Fraction(0)) / len(given) for subject, given in self.by_subject.items()}

    @cached_property
    def ranges(self) -> dict[str, Fraction | None]:
        """Subject -> largest minus smallest rating; None with a single one, which nobody could contradict."""
        return {
            subject: max(given.values()) - min(given.values()) if len(given) > 1 else None
            for subject, given in self.by_subject.items()
        }

    def parts(self) -> tuple[RatingTable, ...]:
        """The table cut where nothing connects it: two subjects belong together when a chain of raters links them.

        One part means that the design is connected. No part without ratings.
        """
        home: dict[str, int] = {}
        for part, subject in enumerate(self.subjects):
            if subject not in home:
                self._spread(subject, part, home)
        cut: dict[int, dict[Cell, Fraction]] = {}
        for cell, value in self.ratings.items():
            cut.setdefault(home[cell[0]], {})[cell] = value
        return tuple(RatingTable(ratings) for ratings in cut.values())

    def _spread(self, first: str, part: int, home: dict[str, int]) -> None:
        """Gives `part` to every subject that is linked with `first`."""
        home[first], waiting, met = part, [first], set[str]()
        while waiting:
            for rater in self.by_subject[waiting.pop()].keys() - met:
                met.add(rater)
                fresh = [subject for subject in self.by_rater[rater] if subject not in home]
                home.update(dict.fromkeys(fresh, part))
                waiting += fresh
