"""Documents about invented people, from the bundled rubric and the domain's own arithmetic."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache

from bundled import kam_rubric

from hiring.domain.assessment import Dossier, RaisedFlag, assess
from hiring.domain.comparison import compare
from hiring.domain.figures import FigureClaim
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Adjustment, Profile, build_profile
from hiring.domain.rubric import Rubric
from hiring.domain.scorecard import Rating, Scorecard
from hiring.domain.uncertainty import assumed_error
from hiring.pdf import (
    ComparisonDocument,
    DocumentSubject,
    ProfileDocument,
    build_comparison_document,
    build_profile_document,
)

ISSUED, VALID = dt.date(2026, 11, 24), dt.date(2028, 5, 24)
NUMBER, EMPLOYER, POSITION = "CP-2026-0148", "Northern Packaging", "Key account manager"
RATERS = ("Ignatius Rater", "Wilhelmina Rater")
EVIDENCE = "Asked for half a year of shipments first and saw that standing still cost the client more than the tariff."
FIGURES = (
    FigureClaim("long_term_clients", Fraction(7), 2, Fraction(3, 4), 3, "2024–2026", source="a register without names"),
    FigureClaim("repeat_deals", Fraction(129, 2), 1, Fraction(4, 5), 3, "2025–2026"),
    FigureClaim("revenue_growth", Fraction(18), 0, None, 3, "2024–2026", market_growth="11 % a year"),
)


@cache
def rubric() -> Rubric:
    return kam_rubric()


@cache
def profile() -> Profile:
    changed = Adjustment("L2", "negotiation", Fraction(4), None, "Clients buy by tender.")
    return build_profile(rubric(), level_sought="L2", adjustments=[changed])


def placement(
    name: str = "Helena Crow",
    values: tuple[int | None, ...] = (4, 3, 4, 4, 5, 3, None, 3, 4),
    *,
    evidence: str = EVIDENCE,
    figures: tuple[FigureClaim, ...] = FIGURES,
    flags: tuple[RaisedFlag, ...] = (),
    raters: tuple[str, ...] = RATERS,
) -> Placement:
    """`values` are given to the rubric's competencies in turn, by every rater alike; () for no scorecards at all."""
    ratings = tuple(
        Rating(competency.id, values[index % len(values)], evidence if values[index % len(values)] else "")
        for index, competency in enumerate(rubric().competencies)
        if values
    )
    cards = tuple(Scorecard(rater, ratings, frozenset({"value-proposition"})) for rater in raters if values)
    return place(assess(Dossier(name, cards, figures=figures, flags=flags), profile()))


def subject(name: str = "", **changes: str) -> DocumentSubject:
    said = {"position_title": POSITION, "employer_name": EMPLOYER, "number": NUMBER} | changes
    return DocumentSubject(candidate_name=name, issued_on=ISSUED, valid_until=VALID, **said)


def profile_document(locale: str = "en", name: str = "Helena Crow", **parts: object) -> ProfileDocument:
    made = placement(name, **parts)  # type: ignore[arg-type]
    return build_profile_document(made, subject=subject(name), error=assumed_error(rubric()), locale=locale)


def comparison_document(locale: str = "en", names: tuple[str, ...] = ("Crow", "Heron", "Wren")) -> ComparisonDocument:
    """Each of them a little weaker than the one before."""
    people = [placement(name, _values(index), figures=FIGURES[: index % 4]) for index, name in enumerate(names)]
    return build_comparison_document(compare(people), subject=subject(), locale=locale)


def _values(index: int) -> tuple[int | None, ...]:
    start: tuple[int | None, ...] = (4, 3, 4, 4, 5, 3, None, 3, 4)
    return tuple(
        None if value is None else max(1, value - (index + place) % 3) if index else value
        for place, value in enumerate(start)
    )
