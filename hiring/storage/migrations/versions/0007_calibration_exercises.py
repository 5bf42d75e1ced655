"""Calibration exercises: ratings of a sample, apart from those of candidates"""

import sqlalchemy as sa
from alembic import op

from hiring.storage import tables

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_exercise()
    _create_seat()
    _create_rating()


def _create_exercise() -> None:
    op.create_table(
        "calibration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("rubric_row_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("competencies", sa.JSON(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("transcript_locale", sa.String(length=5), nullable=False),
        sa.Column("recording", sa.Text(), nullable=False),
        sa.Column("reference", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("prepared_by", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", tables.Moment(timezone=True), nullable=False),
        sa.Column("opened_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("closed_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_calibration_created_by_account")),
        sa.ForeignKeyConstraint(["rubric_row_id"], ["rubric.id"], name=op.f("fk_calibration_rubric_row_id_rubric")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration")),
    )
    op.create_index(op.f("ix_calibration_rubric_row_id"), "calibration", ["rubric_row_id"], unique=False)
    op.create_index(op.f("ix_calibration_state"), "calibration", ["state"], unique=False)


def _create_seat() -> None:
    op.create_table(
        "calibration_seat",
        sa.Column("calibration_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("submitted_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calibration_seat_account_id_account")),
        sa.ForeignKeyConstraint(
            ["calibration_id"],
            ["calibration.id"],
            name=op.f("fk_calibration_seat_calibration_id_calibration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calibration_id", "account_id", name=op.f("pk_calibration_seat")),
    )
    op.create_index(op.f("ix_calibration_seat_account_id"), "calibration_seat", ["account_id"], unique=False)


def _create_rating() -> None:
    op.create_table(
        "calibration_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calibration_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("competency", sa.String(length=80), nullable=False),
        sa.Column("observed", sa.Boolean(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calibration_id", "account_id"],
            ["calibration_seat.calibration_id", "calibration_seat.account_id"],
            name="fk_calibration_rating_seat",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_rating")),
        sa.UniqueConstraint("calibration_id", "account_id", "competency", name="uq_calibration_rating_seat_competency"),
    )
