"""A spreadsheet of a selection in, how it falls on groups out: no account, no database."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hiring.domain.fairness import SelectionFairness


def fairness_json(found: SelectionFairness, median: Fraction | None) -> dict[str, Any]:
    """Plain data for other programs, by group; null for the reference group and for what is not defined."""
    by_group = {item.group.name: item for item in found.findings}
    return {
        "counts": {name: {"selected": it.group.selected, "total": it.group.total} for name, it in by_group.items()},
        "median": None if median is None else float(median),
        "reference": found.reference,
        "rates": {name: float(item.group.rate) for name, item in by_group.items()},
        "impact_ratios": {name: None if item.ratio is None else float(item.ratio) for name, item in by_group.items()},
        "flags": {name: item.flagged for name, item in by_group.items()},
        "z": {name: item.z for name, item in by_group.items()},
        "p": {name: item.p for name, item in by_group.items()},
        "exact_p": {name: item.exact_p for name, item in by_group.items()},
        "flip_one": {name: item.flip_one for name, item in by_group.items()},
    }
