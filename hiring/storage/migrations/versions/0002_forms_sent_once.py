"""Forms sent once"""

import sqlalchemy as sa
from alembic import op

from hiring.storage import tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_form",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("made_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sent_form_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_sent_form")),
    )
