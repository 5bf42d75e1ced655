"""The error of a rating that bands and orders rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import Basis, RatingError, assumed_error
from hiring.storage.measurements import find_measurement, newest_measurements
from hiring.storage.measuring_tables import MeasurementRow


@dataclass(frozen=True, slots=True)
class MeasuredError:
    error: RatingError
    at: dt.datetime


def rating_error_of(session: Session, rubric: Rubric) -> RatingError:
    """As measured last on the ratings of this structure, else assumed with the rubric's reason. One query.

    Kept from one measurement to the next, so that a score does not change its band because somebody else was rated.
    """
    found = find_measurement(session, rubric.structure)
    return (error_of(found) if found else None) or assumed_error(rubric, rated_twice=found.candidates if found else 0)


def measured_errors(session: Session, rubrics: Iterable[Rubric]) -> Mapping[str, MeasuredError]:
    """By structure, of those for which an error that was measured is in force; one query."""
    found = newest_measurements(session, {rubric.structure for rubric in rubrics})
    measured = ((structure, row, error_of(row)) for structure, (row, _) in found.items())
    return {structure: MeasuredError(error, row.measured_at) for structure, row, error in measured if error}


def error_of(row: MeasurementRow) -> RatingError | None:
    """As it was measured; None: too few candidates had been rated by two or more, or no two ratings differed."""
    if row.shared is None or row.residual is None or not row.shared + row.residual:
        return None
    return RatingError(row.shared, row.residual, Basis.POOLED, row.candidates)
