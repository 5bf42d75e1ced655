"""Groups of candidates for selection fairness, apart from raters"""

import sqlalchemy as sa
from alembic import op

from hiring.storage import tables

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_dimension()
    _create_value()
    _create_group()


def _create_dimension() -> None:
    op.create_table(
        "selection_dimension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_key", tables.SortKey, nullable=False),
        sa.Column("created_at", tables.Moment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_dimension")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_selection_dimension_sort_key")),
    )


def _create_value() -> None:
    op.create_table(
        "selection_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_key", tables.SortKey, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dimension_id"],
            ["selection_dimension.id"],
            name=op.f("fk_selection_value_dimension_id_selection_dimension"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_value")),
        sa.UniqueConstraint("dimension_id", "sort_key", name="uq_selection_value_dimension_name"),
    )
    op.create_index(op.f("ix_selection_value_dimension_id"), "selection_value", ["dimension_id"], unique=False)


def _create_group() -> None:
    op.create_table(
        "selection_group",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_selection_group_candidate_id_candidate"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dimension_id"],
            ["selection_dimension.id"],
            name=op.f("fk_selection_group_dimension_id_selection_dimension"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["value_id"], ["selection_value.id"], name=op.f("fk_selection_group_value_id_selection_value")
        ),
        sa.PrimaryKeyConstraint("candidate_id", "dimension_id", name=op.f("pk_selection_group")),
    )
    op.create_index(op.f("ix_selection_group_dimension_id"), "selection_group", ["dimension_id"], unique=False)
    op.create_index(op.f("ix_selection_group_value_id"), "selection_group", ["value_id"], unique=False)
