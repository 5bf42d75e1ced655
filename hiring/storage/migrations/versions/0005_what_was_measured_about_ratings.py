"""What was measured about ratings: their error, agreement and strictness"""

import sqlalchemy as sa
from alembic import op

from hiring.storage import tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure", sa.String(length=64), nullable=False),
        sa.Column("measured_by", sa.Integer(), nullable=True),
        sa.Column("measured_at", tables.Moment(timezone=True), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Double(), nullable=True),
        sa.Column("residual", sa.Double(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["measured_by"], ["account.id"], name=op.f("fk_measurement_measured_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    op.create_index(op.f("ix_measurement_structure"), "measurement", ["structure"], unique=False)
