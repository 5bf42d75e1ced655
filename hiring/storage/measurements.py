"""What was measured about ratings, by the structure of the rubric they were given on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from hiring.storage.measuring_tables import MeasurementRow
from hiring.storage.tables import AccountRow

MeasurementRecord = Row[MeasurementRow, str | None]
"""A measurement, and who had it made; None: the system."""


@cache
def _newest() -> Select[MeasurementRow]:
    of_structure = MeasurementRow.structure == bindparam("structure")
    return select(MeasurementRow).where(of_structure).order_by(MeasurementRow.id.desc()).limit(1)


def find_measurement(session: Session, structure: str) -> MeasurementRow | None:
    """The newest, which is in force."""
    return session.scalars(_newest(), {"structure": structure}).one_or_none()


def newest_measurements(session: Session, structures: Collection[str] | None = None) -> Mapping[str, MeasurementRecord]:
    """The one in force of each structure, or of each of these; one query."""
    newest = select(func.max(MeasurementRow.id)).group_by(MeasurementRow.structure)
    if structures is not None:
        newest = newest.where(MeasurementRow.structure.in_(structures))
    statement = (
        select(MeasurementRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == MeasurementRow.measured_by)
        .where(MeasurementRow.id.in_(newest))
    )
    return {record[0].structure: record for record in session.execute(statement)}
