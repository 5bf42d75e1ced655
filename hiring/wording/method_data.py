"""Published tables that the examples of the method are computed on, and the smallest rubric that can carry them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from hiring.domain.assessment import Assessment, Dossier, assess
from hiring.domain.fairness import Group
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Profile, build_profile
from hiring.domain.rating_table import RatingTable
from hiring.domain.rubric import Competency, Expectation, FigureRules, Level, Rubric, Rules, Scale, ScalePoint
from hiring.domain.scorecard import Rating, Scorecard
from hiring.domain.text import Text
from hiring.domain.uncertainty import Basis, RatingError

# Shrout & Fleiss 1979: six people rated by four judges.
JUDGES = RatingTable.of_rows([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
# Montgomery, Design and Analysis of Experiments: four catalysts in four incomplete blocks.
BLOCKS = RatingTable.of_rows([[73, 74, None, 71], [None, 75, 67, 72], [73, 75, 68, None], [75, None, 72, 75]])
# Krippendorff 2004: four coders, twelve units; a dot is missing.
CODERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
CODED = RatingTable.of_rows(zip(*([None if mark == "." else int(mark) for mark in line] for line in CODERS), strict=True))
# Cohen 1968: two hundred pairs in three categories, and his weights of disagreement.
COUNTS = {
    (Fraction(i), Fraction(j)): n
    for i, row in enumerate(((88, 14, 18), (10, 40, 10), (2, 6, 12)))
    for j, n in enumerate(row)
}
DISAGREEMENT = ((0, 1, 3), (1, 0, 6), (3, 6, 0))
# Uniform Guidelines, questions and answers: rates of selection of 60, 45, 48 and 51 in a hundred; and the counts of 21.
RATES = tuple(Group(name, selected, 100) for name, selected in (("A", 60), ("B", 45), ("C", 48), ("D", 51)))
FEW = (Group("A", 16, 80), Group("B", 3, 20))
# Morris 2017: two of ten women, fifteen of twenty-five men.
MORRIS = (Group("A", 15, 25), Group("B", 2, 10))

LEVELS = ("1", "2", "3")
MINIMUMS: Mapping[str, tuple[int, int, int]] = {"1": (1, 1, 1), "2": (2, 3, 3), "3": (3, 4, 4)}
"""With the first two competencies weighing alike, these put the cuts at 1, 2.5 and 3.5."""


@cache
def profile_with(*weights: int) -> Profile:
    """Competencies A, B and C with these weights at each of three levels; level 2 is sought."""
    competencies = tuple(_competency(name, at, weight) for at, (name, weight) in enumerate(zip("ABC", weights, strict=True)))
    parts: dict[str, object] = {
        "id": "example",
        "version": "1",
        "languages": ("en",),
        "title": _text("example"),
        "purpose": _text("example"),
        "scale": Scale(tuple(ScalePoint(value, _text(str(value)), anchored=True) for value in range(1, 6))),
        "rules": Rules(Fraction(4, 5), 2, Fraction(1), 2, Fraction(1, 10), 2, 18),
        "levels": tuple(Level(level, _text(level), _text(level), _text(level)) for level in LEVELS),
        "competencies": competencies,
        "figures": FigureRules((), 2, 2, 3, ()),
        "key_client": None,
        "content": "0" * 64,
    }
    left_out = [name for name in Rubric.__dataclass_fields__ if name not in parts]
    return build_profile(Rubric(**dict.fromkeys(left_out, ()), **parts), level_sought="2")  # type: ignore[arg-type]


def _competency(name: str, at: int, weight: int) -> Competency:
    words = _text(name)
    expected = tuple(
        Expectation(level, words, MINIMUMS[level][at], Fraction(weight), words, critical=False) for level in LEVELS
    )
    return Competency(name, words, words, words, (), expected, (), words, "")


def _text(words: str) -> Text:
    return Text.of({"en": words})


def assessed(name: str, ratings: Mapping[str, Sequence[int]], *weights: int) -> Assessment:
    """Competency -> its ratings, the first by the first interviewer and so on."""
    raters = range(max(len(given) for given in ratings.values()))
    cards = tuple(
        Scorecard(str(rater), tuple(Rating(item, given[rater], "") for item, given in ratings.items() if rater < len(given)))
        for rater in raters
    )
    return assess(Dossier(name, cards), profile_with(*weights))


def placed_at(name: str, tenths: int) -> Placement:
    """Ten interviewers whose ratings of A and B, which weigh alike, have a mean of so many tenths."""
    whole, extra = divmod(tenths, 10)
    ratings = [whole + (at < extra) for at in range(10)]
    return place(assessed(name, {"A": ratings, "B": ratings}, 1, 1, 0))


def error_of_ten(sem: float) -> RatingError:
    """The error of a rating with which the mean of ten has this standard error."""
    return RatingError(10 * sem**2, 0.0, Basis.ASSUMED)
