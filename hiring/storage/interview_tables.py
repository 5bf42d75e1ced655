"""The tables of planning, holding and settling interviews."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hiring.storage.columns import Base


class PlanRow(Base):
    """How the interviews for a position are held."""

    __tablename__ = "interview_plan"

    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), primary_key=True)
    sessions: Mapped[list[Any]]
    """[{id, name, competencies, questions: {competency: [question ids]}, minutes, work_samples,
    panel: [{account_id, focus: [competencies]}]}]"""
    quorum: Mapped[int | None]
    """How many interviewers must have submitted all their scorecards before the ratings are revealed; null: all."""
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    saved_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EarlyRevealRow(Base):
    """Who had the ratings of an application revealed before the quorum, and why."""

    __tablename__ = "early_reveal"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime]


class InvitationRow(Base):
    """A personal link to one interview for somebody without a password; only its hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[dt.datetime]
    revoked_at: Mapped[dt.datetime | None]
    opened_at: Mapped[dt.datetime | None]
    """When it was opened last."""
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]


class MailRow(Base):
    """A letter to one person about one interview: in the outbox until it is sent."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    address: Mapped[str]
    locale: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str] = mapped_column(Text, default="")
    """iCalendar text; empty: none."""
    state: Mapped[str] = mapped_column(String(20), default="queued", index=True)
    """queued, sent or failed"""
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]


class QuestionNoteRow(Base):
    """What was said to one question, as the interviewer wrote it down."""

    __tablename__ = "question_note"
    __table_args__ = (UniqueConstraint("scorecard_id", "question", name="uq_question_note_scorecard_question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)


class RaisedFlagRow(Base):
    """A red flag that an interviewer raised, with the quoted fact."""

    __tablename__ = "raised_flag"
    __table_args__ = (UniqueConstraint("scorecard_id", "flag", name="uq_raised_flag_scorecard_flag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), index=True)
    flag: Mapped[str] = mapped_column(String(80))
    quote: Mapped[str] = mapped_column(Text, default="")


class FlagAnswerRow(Base):
    """How the probe of a raised flag was answered, for one application; `resolved` ends its effect."""

    __tablename__ = "flag_answer"
    __table_args__ = (UniqueConstraint("application_id", "flag", name="uq_flag_answer_application_flag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    flag: Mapped[str] = mapped_column(String(80))
    answer: Mapped[str] = mapped_column(Text)
    resolved: Mapped[bool]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]


class ConsensusRow(Base):
    """The rating a panel agreed on for one competency, beside the initial ones."""

    __tablename__ = "consensus"
    __table_args__ = (UniqueConstraint("application_id", "competency", name="uq_consensus_application_competency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    competency: Mapped[str] = mapped_column(String(80))
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]


class DecisionRow(Base):
    """What a named person decided about an application, and why; a later one takes its place, none is changed."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(String(40))
    """advance, offer, decline, keep or other_level"""
    level: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    overrides: Mapped[list[Any]]
    """[{what: gate id or "result", said: what the method said}] that the decision goes against"""
    decided_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
