"""How many further interviewers it would take until the score leaves no doubt about the level."""

from __future__ import annotations

from itertools import pairwise

from hiring.domain.certainty import BORDERLINE
from hiring.domain.placement import Placement
from hiring.domain.uncertainty import RatingError, composite_sem, raters_of, share_above, weights_of

MOST = 6
"""Further interviewers up to whom it is worth asking."""


def interviewers_to_settle(placement: Placement, error: RatingError, most: int = MOST) -> int | None:
    """The fewest further interviewers with whom no other level is as likely as `BORDERLINE`; 0: none is as it is.

    A D-study with k + 1, k + 2 ... raters (Cronbach et al. 1972), put into the cuts of `level_certainty`: the newcomers
    rate all that is rated, and the score stays. None: not even `most` settle it, or there is not enough evidence.
    """
    if not placement.enough_evidence:
        return None
    settled = (count for count in range(most + 1) if _likeliest_other(placement, error, count) < BORDERLINE)
    return next(settled, None)


def _likeliest_other(placement: Placement, error: RatingError, more: int) -> float:
    """The probability of the likeliest level beside the one that the score gives."""
    assessment = placement.assessment
    raters = raters_of(assessment)
    reach, given = [0.0], 0
    for standard in reversed(assessment.profile.levels):
        score = assessment.composite(standard.level).score
        if score is None:
            continue
        sem = composite_sem(raters, weights_of(assessment, standard.level), error, newcomers=more)
        reach.append(max(reach[-1], share_above(score, standard.pass_score, sem)))
        given = given or (len(reach) - 1 if score >= standard.pass_score else 0)
    reach.append(1.0)
    shares = [higher - lower for lower, higher in pairwise(reach)]
    own = given - 1 if given else len(shares) - 1
    return max((share for at, share in enumerate(shares) if at != own), default=0.0)
