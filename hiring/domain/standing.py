"""How a score stands against a minimum once its error is counted."""

from __future__ import annotations

from enum import StrEnum

from hiring.domain.uncertainty import Estimate


class Standing(StrEnum):
    MET = "met"
    NEAR = "near"
    BELOW = "below"


def standing_of(estimate: Estimate, minimum: int) -> Standing:
    """NEAR while the minimum lies inside the band: another panel might well have put the score on its other side.

    MET from the lower end of the band on, BELOW from beyond the upper end. Without error the score itself decides.
    """
    if estimate.low >= minimum:
        return Standing.MET
    return Standing.NEAR if estimate.high >= minimum else Standing.BELOW
