"""The error of a rating that bands and orders rest on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import Basis, RatingError, assumed_error
from hiring.storage.measurements import find_measurement


def rating_error_of(session: Session, rubric: Rubric) -> RatingError:
    """As measured last on the ratings of this structure, else assumed with the rubric's reason. One query.

    Kept from one measurement to the next, so that a score does not change its band because somebody else was rated.
    """
    found = find_measurement(session, rubric.structure)
    if found is None or found.shared is None or found.residual is None:
        return assumed_error(rubric)
    return RatingError(found.shared, found.residual, Basis.POOLED, found.candidates)
