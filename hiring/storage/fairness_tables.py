"""The tables of selection fairness: groups of candidates, apart from everything that raters and recruiters work with.

Nothing outside `storage.selection_groups` reads them, and nothing but an erasure reaches them from a candidate.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hiring.storage.columns import Base, SortKey


class SelectionDimensionRow(Base):
    """What people are grouped by, as the organisation calls it."""

    __tablename__ = "selection_dimension"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SortKey, unique=True)
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class SelectionValueRow(Base):
    """One of the closed list of groups of a dimension, in the order of `place`."""

    __tablename__ = "selection_value"
    __table_args__ = (UniqueConstraint("dimension_id", "sort_key", name="uq_selection_value_dimension_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dimension_id: Mapped[int] = mapped_column(ForeignKey("selection_dimension.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SortKey)
    place: Mapped[int]


class SelectionGroupRow(Base):
    """The group of a candidate in one dimension. Not stated: no row. Who entered it and when is not kept beside it."""

    __tablename__ = "selection_group"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True)
    dimension_id: Mapped[int] = mapped_column(
        ForeignKey("selection_dimension.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    value_id: Mapped[int] = mapped_column(ForeignKey("selection_value.id"), index=True)
