"""A spreadsheet of ratings in, what they say about agreement out: no account, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from hiring.domain.agreement import ALPHAS, DISTANCES, Agreement, Gap
from hiring.domain.icc import Coefficient
from hiring.domain.variance import Components, raters_per_subject, relative_standard_error, standard_error
from hiring.language import Language
from hiring.wording.agreement import say_gap

RESTING_ON = {"sem": "variance", "severity": "fair_average"}
"""Statistics that are missing for the reason of another."""


def agreement_json(found: Agreement, language: Language) -> dict[str, Any]:
    """Plain data for other programs: unrounded; null for what cannot be said, its reason in `why` under the same key."""
    table = found.table
    return {
        "subjects": len(table.subjects),
        "raters": len(table.raters),
        "ratings": len(table.ratings),
        "icc": found.icc and {case: _coefficient(item) for case, item in found.icc.items()},
        "alpha": found.alpha and _by_kind(found.alpha, ALPHAS),
        "kappa": found.kappa and _by_kind(found.kappa, DISTANCES),
        "variance": found.variance and _variance(found.variance),
        "sem": found.variance and _errors(found.variance, raters_per_subject(table)),
        "raters_per_subject": float(raters_per_subject(table)),
        "severity": found.fit and _floats(found.fit.severity),
        "raw_average": None if found.are_categories else _floats(table.raw_averages),
        "fair_average": found.fit and _floats(found.fit.fair),
        "range": None if found.are_categories else _by_kind(table.ranges, table.ranges),
        "why": {key: say_gap(gap, language) for key, gap in _gaps(found)},
    }


def _gaps(found: Agreement) -> Iterable[tuple[str, Gap]]:
    yield from found.gaps.items()
    yield from ((key, found.gaps[other]) for key, other in RESTING_ON.items() if other in found.gaps)
    yield from ((f"icc {case}", Gap.NO_INTERVAL) for case, item in (found.icc or {}).items() if item is None)


def _coefficient(item: Coefficient | None) -> dict[str, Any] | None:
    return None if item is None else {"value": item.value, "ci95": [item.low, item.high]}


def _variance(found: Components) -> dict[str, float]:
    return {"subject": float(found.subject), "rater": float(found.rater), "residual": float(found.residual)}


def _errors(found: Components, panel: Fraction) -> dict[str, float]:
    return {"absolute": standard_error(found, panel), "relative": relative_standard_error(found, panel)}


def _by_kind(values: Mapping[str, Fraction | None], kinds: Iterable[str]) -> dict[str, float | None]:
    """Every kind in its order, null for one that is not there."""
    return {kind: None if (value := values.get(kind)) is None else float(value) for kind in kinds}


def _floats(values: Mapping[str, Fraction | float]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}
