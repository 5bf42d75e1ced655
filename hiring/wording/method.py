"""The method as people read it: one structure that the page and docs/method.md are both made from."""

from __future__ import annotations

from collections.abc import Mapping

from hiring.language import N_

TITLES: Mapping[str, str] = {
    "score": N_("Score"),
    "band": N_("Band"),
    "certainty": N_("Certainty of a level"),
    "one-more": N_("One more interviewer"),
    "fair-average": N_("Fair average"),
    "groups": N_("Who cannot be told apart"),
    "tipping": N_("What would turn the order"),
    "ranks": N_("Places under all weights"),
    "dominance": N_("Dominance"),
    "agreement": N_("How far interviewers agree"),
    "severity": N_("Strictness of interviewers"),
    "calibration": N_("Calibration exercise"),
    "fairness": N_("How a selection falls on groups"),
}
"""Anchor on the page -> heading, in the order of the page. Links all over the product lead to these anchors."""
