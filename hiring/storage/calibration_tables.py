"""The tables of calibration exercises: ratings of a sample, which belong to no candidate and stay apart from all others."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hiring.storage.columns import Base


class CalibrationRow(Base):
    """Several people rate the same sample, to find out where they read the described ratings differently."""

    __tablename__ = "calibration"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    rubric_row_id: Mapped[int] = mapped_column(ForeignKey("rubric.id"), index=True)
    level: Mapped[str] = mapped_column(String(40))
    competencies: Mapped[list[Any]]
    transcript: Mapped[str] = mapped_column(Text, default="")
    transcript_locale: Mapped[str] = mapped_column(String(5), default="")
    """In which language it is written; empty: not said."""
    recording: Mapped[str] = mapped_column(Text, default="")
    """An https address that people open themselves; empty: none. It is never fetched."""
    reference: Mapped[dict[str, Any]]
    """{competency: {value, reason}}: an expert's ratings of the sample, where there are some."""
    due_on: Mapped[dt.date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), default="draft", index=True)
    """draft, open or closed"""
    prepared_by: Mapped[list[Any]]
    """The accounts that saved it: they know the reference and take no part."""
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CalibrationSeatRow(Base):
    """One who takes part, with the own ratings; final once submitted."""

    __tablename__ = "calibration_seat"

    calibration_id: Mapped[int] = mapped_column(ForeignKey("calibration.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    saved_at: Mapped[dt.datetime | None]
    submitted_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CalibrationRatingRow(Base):
    """As a rating of a scorecard: `observed` null is not answered yet, false is not observed."""

    __tablename__ = "calibration_rating"
    __table_args__ = (
        ForeignKeyConstraint(
            ["calibration_id", "account_id"],
            ["calibration_seat.calibration_id", "calibration_seat.account_id"],
            name="fk_calibration_rating_seat",
            ondelete="CASCADE",
        ),
        UniqueConstraint("calibration_id", "account_id", "competency", name="uq_calibration_rating_seat_competency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calibration_id: Mapped[int]
    account_id: Mapped[int]
    competency: Mapped[str] = mapped_column(String(80))
    observed: Mapped[bool | None]
    value: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")
