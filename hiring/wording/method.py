"""The method as people read it: one structure that the page and docs/method.md are both made from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hiring.language import get_language
from hiring.wording.method_orders import DOMINANCE, FAIR_AVERAGE, GROUPS, RANKS, TIPPING
from hiring.wording.method_parts import Example, Section
from hiring.wording.method_raters import AGREEMENT, CALIBRATION, FAIRNESS, SEVERITY
from hiring.wording.method_scores import BAND, CERTAINTY, ONE_MORE, SCORE

SECTIONS: tuple[Section, ...] = (
    SCORE,
    BAND,
    CERTAINTY,
    ONE_MORE,
    FAIR_AVERAGE,
    GROUPS,
    TIPPING,
    RANKS,
    DOMINANCE,
    AGREEMENT,
    SEVERITY,
    CALIBRATION,
    FAIRNESS,
)
"""In the order of the page."""

TITLES: Mapping[str, str] = {section.anchor: section.title for section in SECTIONS}
"""Anchor on the page -> heading. Links all over the product lead to these anchors."""


@cache
def worked_example(anchor: str, locale: str) -> Example:
    """Computed at first use and kept: published data do not change."""
    section = next(item for item in SECTIONS if item.anchor == anchor)
    return section.example(get_language(locale))
