"""What was measured about ratings, by the structure of the rubric they were given on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hiring.storage.measuring_tables import MeasurementRow


def find_measurement(session: Session, structure: str) -> MeasurementRow | None:
    """The newest, which is in force."""
    statement = (
        select(MeasurementRow).where(MeasurementRow.structure == structure).order_by(MeasurementRow.id.desc()).limit(1)
    )
    return session.scalars(statement).one_or_none()
