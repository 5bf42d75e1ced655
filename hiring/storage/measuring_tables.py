"""The tables of measuring the measurement: what was found out about the ratings themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Double, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hiring.storage.columns import Base


class MeasurementRow(Base):
    """What the ratings given on one structure of a rubric said about their own error when it was measured; never changed.

    The newest one is in force, so that a score keeps its band until somebody measures anew.
    """

    __tablename__ = "measurement"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure: Mapped[str] = mapped_column(String(64), index=True)
    measured_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Null: by the system itself."""
    measured_at: Mapped[dt.datetime]
    candidates: Mapped[int]
    """How many were rated by two or more when it was measured."""
    shared: Mapped[float | None] = mapped_column(Double)
    """Variance in scale points squared; null with `residual`: too few candidates."""
    residual: Mapped[float | None] = mapped_column(Double)
    report: Mapped[dict[str, Any]]
    """Agreement, strictness and use of the scale at that moment, as plain data."""
