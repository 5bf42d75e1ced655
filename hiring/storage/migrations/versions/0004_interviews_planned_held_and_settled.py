"""Interviews planned, held and settled"""

import sqlalchemy as sa
from alembic import op

from hiring.storage import tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Whoever has all scorecards in is revealed, as the quorum would have done.
REVEAL = """
update application set revealed_at = (
    select max(scorecard.submitted_at) from scorecard
    join interview on interview.id = scorecard.interview_id
    where interview.application_id = application.id and scorecard.state = 'submitted'
)
where not exists (
    select 1 from panel join interview on interview.id = panel.interview_id
    where interview.application_id = application.id and not exists (
        select 1 from scorecard
        where scorecard.interview_id = panel.interview_id and scorecard.account_id = panel.account_id
        and scorecard.state = 'submitted'
    )
)
"""


def upgrade() -> None:
    # Plain additions: SQLite would otherwise rebuild the tables, and what hangs on them would go with the old ones.
    _add_columns()
    _create_interview_plan()
    _create_consensus()
    _create_decision()
    _create_early_reveal()
    _create_flag_answer()
    _create_invitation()
    _create_mail()
    _create_question_note()
    _create_raised_flag()


def _add_columns() -> None:
    op.add_column("account", sa.Column("external", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("application", sa.Column("stage", sa.String(length=40), server_default="new", nullable=False))
    op.add_column("application", sa.Column("stage_at", tables.Moment(timezone=True), nullable=True))
    op.add_column("application", sa.Column("decline_reason", sa.String(length=40), server_default="", nullable=False))
    op.add_column("application", sa.Column("decline_note", sa.Text(), server_default="", nullable=False))
    op.add_column("application", sa.Column("revealed_at", tables.Moment(timezone=True), nullable=True))
    op.create_index(op.f("ix_application_stage"), "application", ["stage"], unique=False)

    op.add_column("figure", sa.Column("name", sa.String(length=300), server_default="", nullable=False))

    op.add_column("interview", sa.Column("questions", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("interview", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("interview", sa.Column("session", sa.String(length=80), server_default="", nullable=False))

    op.add_column("panel", sa.Column("focus", sa.JSON(), server_default="[]", nullable=False))

    op.add_column("position", sa.Column("stages", sa.JSON(), server_default="[]", nullable=False))

    op.add_column("scorecard", sa.Column("private_notes", sa.Text(), server_default="", nullable=False))
    op.add_column("scorecard", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.execute(REVEAL)


def _create_interview_plan() -> None:
    op.create_table(
        "interview_plan",
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("saved_at", tables.Moment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_interview_plan_position_id_position")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_interview_plan_saved_by_account")),
        sa.PrimaryKeyConstraint("position_id", name=op.f("pk_interview_plan")),
    )


def _create_consensus() -> None:
    op.create_table(
        "consensus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("competency", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_consensus_account_id_account")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_consensus_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus")),
        sa.UniqueConstraint("application_id", "competency", name="uq_consensus_application_competency"),
    )
    op.create_index(op.f("ix_consensus_application_id"), "consensus", ["application_id"], unique=False)


def _create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("overrides", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_decision_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_decision_decided_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_application_id"), "decision", ["application_id"], unique=False)


def _create_early_reveal() -> None:
    op.create_table(
        "early_reveal",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_early_reveal_account_id_account")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_early_reveal_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_early_reveal")),
    )


def _create_flag_answer() -> None:
    op.create_table(
        "flag_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_flag_answer_account_id_account")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_flag_answer_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_answer")),
        sa.UniqueConstraint("application_id", "flag", name="uq_flag_answer_application_flag"),
    )
    op.create_index(op.f("ix_flag_answer_application_id"), "flag_answer", ["application_id"], unique=False)


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", tables.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("opened_at", tables.Moment(timezone=True), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_invitation_account_id_account")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_invitation_created_by_account")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_invitation_interview_id_interview"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_account_id"), "invitation", ["account_id"], unique=False)
    op.create_index(op.f("ix_invitation_interview_id"), "invitation", ["interview_id"], unique=False)


def _create_mail() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", tables.Moment(timezone=True), nullable=False),
        sa.Column("sent_at", tables.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_account_id_account")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_mail_created_by_account")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_mail_interview_id_interview"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index(op.f("ix_mail_interview_id"), "mail", ["interview_id"], unique=False)
    op.create_index(op.f("ix_mail_state"), "mail", ["state"], unique=False)


def _create_question_note() -> None:
    op.create_table(
        "question_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scorecard_id"], ["scorecard.id"], name=op.f("fk_question_note_scorecard_id_scorecard"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_note")),
        sa.UniqueConstraint("scorecard_id", "question", name="uq_question_note_scorecard_question"),
    )
    op.create_index(op.f("ix_question_note_scorecard_id"), "question_note", ["scorecard_id"], unique=False)


def _create_raised_flag() -> None:
    op.create_table(
        "raised_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(length=80), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scorecard_id"], ["scorecard.id"], name=op.f("fk_raised_flag_scorecard_id_scorecard"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raised_flag")),
        sa.UniqueConstraint("scorecard_id", "flag", name="uq_raised_flag_scorecard_flag"),
    )
    op.create_index(op.f("ix_raised_flag_scorecard_id"), "raised_flag", ["scorecard_id"], unique=False)
