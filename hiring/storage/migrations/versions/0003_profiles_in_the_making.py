"""Profiles in the making: drafts, approvals, comments, and the version each candidate is held against"""

import sqlalchemy as sa
from alembic import op

from hiring.storage import tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Whoever is scored already was held against the newest version: that is now theirs to keep.
KEEP_NUMBERS = """
update application set profile_number = (
    select max(profile.number) from profile where profile.position_id = application.position_id
)
where exists (
    select 1 from scorecard join interview on interview.id = scorecard.interview_id
    where interview.application_id = application.id and scorecard.state = 'submitted'
)
"""


def upgrade() -> None:
    # Plain additions: SQLite would otherwise rebuild the tables, and what hangs on them would go with the old ones.
    for name in ("reasons", "priorities"):
        op.add_column("profile", sa.Column(name, sa.JSON(), server_default="{}", nullable=False))
    op.add_column("application", sa.Column("profile_number", sa.Integer(), nullable=True))
    op.execute(KEEP_NUMBERS)
    _create_draft()
    _create_approval()
    _create_comment()


def _create_draft() -> None:
    op.create_table(
        "profile_draft",
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("priorities", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("saved_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_profile_draft_position_id_position")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_profile_draft_saved_by_account")),
        sa.PrimaryKeyConstraint("position_id", name=op.f("pk_profile_draft")),
    )


def _create_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_approval_position_id_position")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_approval_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("position_id", "number", "account_id", "on_behalf_of", name="uq_approval_position_number"),
    )
    op.create_index(op.f("ix_approval_position_id"), "approval", ["position_id"])


def _create_comment() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_comment_position_id_position")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_comment_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_position_id"), "comment", ["position_id"])
