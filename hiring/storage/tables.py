"""The tables. What a value means stands in the domain; here is only how it is kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hiring.storage.columns import Base as Base
from hiring.storage.columns import Millionths as Millionths
from hiring.storage.columns import Moment as Moment
from hiring.storage.columns import Ratio as Ratio
from hiring.storage.columns import SortKey as SortKey


class EmployerRow(Base):
    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SortKey, unique=True)
    """Two employers whose names differ in letter case only are one."""
    industry: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AccountRow(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    password_hash: Mapped[str]
    password_expired: Mapped[bool] = mapped_column(default=False)
    """A one-time password: must be changed before anything else."""
    session_stamp: Mapped[str] = mapped_column(String(64))
    """Changes with the password and on deactivation; a cookie with another one is signed out."""
    locale: Mapped[str | None] = mapped_column(String(5))
    active: Mapped[bool] = mapped_column(default=True)
    external: Mapped[bool] = mapped_column(default=False)
    """Somebody from outside, who scores through a personal link and has no password."""
    created_at: Mapped[dt.datetime]
    signed_in_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RubricRow(Base):
    """A version of a rubric, whole. Never changed once stored."""

    __tablename__ = "rubric"

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_id: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(String(64), unique=True)
    structure: Mapped[str] = mapped_column(String(64), index=True)
    document: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]


class PositionRow(Base):
    __tablename__ = "position"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    rubric_row_id: Mapped[int] = mapped_column(ForeignKey("rubric.id"))
    title: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)
    location: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(String(20), default="open")
    """open or closed"""
    stages: Mapped[list[Any]] = mapped_column(default=list)
    """Own stages of the pipeline between its first and last ones, [{id, name}] in order; empty: the usual ones."""
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ProfileRow(Base):
    """A version of a position's profile; the newest number is in force. Never changed once stored."""

    __tablename__ = "profile"
    __table_args__ = (UniqueConstraint("position_id", "number", name="uq_profile_position_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), index=True)
    number: Mapped[int]
    level_sought: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]]
    adjustments: Mapped[list[Any]]
    """[{level, competency, weight, minimum, reason}]; weight and minimum may be null"""
    thresholds: Mapped[list[Any]]
    """[{figure, floor, target, stretch}]"""
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """field id -> why it is asked for"""
    priorities: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """competency id -> high, medium or low"""
    reason: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]


class ProfileDraftRow(Base):
    """What was typed for the next version of a profile and is not in force yet, laid over the version that is.

    Kept when nothing is left in it, so that its version never counts the same twice.
    """

    __tablename__ = "profile_draft"

    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """field id -> answer, null where one in force is taken back"""
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    priorities: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    saved_at: Mapped[dt.datetime | None]
    """Null with nobody who saved: an empty one"""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ApprovalRow(Base):
    """The employer's word that a version of the profile is what is sought. Never changed once stored."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("position_id", "number", "account_id", "on_behalf_of", name="uq_approval_position_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), index=True)
    number: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf_of: Mapped[str] = mapped_column(default="")
    """Whose word a recruiter took down; empty: the account's own."""
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[dt.datetime]


class CommentRow(Base):
    """A remark on a topic of the profile, or on the whole of it where `topic` is empty."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), index=True)
    number: Mapped[int]
    """The version it is about."""
    topic: Mapped[str] = mapped_column(String(80), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime]


class CandidateRow(Base):
    __tablename__ = "candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    headline: Mapped[str] = mapped_column(default="")
    """Present job in a few words."""
    notes: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]]
    """fact id -> value; absent: not known"""
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class FigureRow(Base):
    """A claimed number of a candidate, one a figure."""

    __tablename__ = "figure"
    __table_args__ = (UniqueConstraint("candidate_id", "figure", name="uq_figure_candidate_figure"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    figure: Mapped[str] = mapped_column(String(80))
    """The id in the rubric, or `own:<slug>` for one that the employer named."""
    name: Mapped[str] = mapped_column(default="")
    """Of an own figure."""
    value: Mapped[Fraction | None]
    grade: Mapped[int]
    own_share: Mapped[Fraction | None]
    periods: Mapped[int | None]
    period: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    clients: Mapped[int | None]
    basis: Mapped[str] = mapped_column(default="")
    market_growth: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")


class ApplicationRow(Base):
    """A candidate for a position, with the stored summary that lists and boards read."""

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("position_id", "candidate_id", name="uq_application_position_candidate"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    score: Mapped[Decimal | None]
    """Summary, rounded to 6 places for sorting only; the exact score is computed anew."""
    level: Mapped[str | None] = mapped_column(String(40))
    coverage: Mapped[Decimal | None]
    enough_evidence: Mapped[bool] = mapped_column(default=False)
    reaches_sought: Mapped[bool] = mapped_column(default=False)
    discuss: Mapped[int] = mapped_column(default=0)
    """How many competencies the panel must discuss."""
    failed_gates: Mapped[list[Any]] = mapped_column(default=list)
    raters: Mapped[int] = mapped_column(default=0)
    profile_number: Mapped[int | None]
    """The version of the profile held against, kept from the first submitted scorecard on; null: the one in force."""
    stage: Mapped[str] = mapped_column(String(40), default="new", index=True)
    stage_at: Mapped[dt.datetime | None]
    decline_reason: Mapped[str] = mapped_column(String(40), default="")
    decline_note: Mapped[str] = mapped_column(Text, default="")
    revealed_at: Mapped[dt.datetime | None]
    """Since when the ratings may be seen by others than their raters; null: not yet."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class WaiverRow(Base):
    """A gate set aside for one application, by a person with a reason."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("application_id", "gate", name="uq_waiver_application_gate"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    gate: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]


class InterviewRow(Base):
    """A session of an application with its kit. `kit` lists competency ids in the order they are asked."""

    __tablename__ = "interview"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    scheduled_at: Mapped[dt.datetime | None]
    place: Mapped[str] = mapped_column(default="")
    kit: Mapped[list[Any]]
    work_samples: Mapped[list[Any]]
    questions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """competency -> ids of the questions asked, in order; a competency that is absent is asked all its questions"""
    minutes: Mapped[int | None]
    session: Mapped[str] = mapped_column(String(80), default="")
    """The session of the position's plan it was made from."""
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PanelRow(Base):
    """An interviewer on the panel of an interview."""

    __tablename__ = "panel"

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    focus: Mapped[list[Any]] = mapped_column(default=list)
    """The competencies of the kit this interviewer rates; empty: all."""


class ScorecardRow(Base):
    """One interviewer's ratings of one interview: a draft until submitted, then locked."""

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("interview_id", "account_id", "revision", name="uq_scorecard_interview_account_revision"),
        CheckConstraint("state in ('draft', 'submitted')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    saved_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    private_notes: Mapped[str] = mapped_column(Text, default="")
    """Seen by their writer only; no part of the evidence."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why an earlier revision was corrected."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RatingRow(Base):
    """`observed` None: not answered yet; False: not observed; True: `value` is the rating, null until it is chosen."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("scorecard_id", "competency", name="uq_rating_scorecard_competency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), index=True)
    competency: Mapped[str] = mapped_column(String(80))
    observed: Mapped[bool | None]
    value: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")


class DocumentRow(Base):
    """A document made from a frozen snapshot; `about` is `application` or `position` with its id."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_about", "about", "about_id"),
        UniqueConstraint("year", "ordinal", name="uq_document_year_ordinal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    """profile or comparison"""
    about: Mapped[str] = mapped_column(String(20))
    about_id: Mapped[int]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    locale: Mapped[str] = mapped_column(String(5))
    snapshot: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    """Of all that the document says but its number: the same said again is the same document."""
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime]


class DocumentCandidateRow(Base):
    """Whom a document speaks of: an erased person's documents go too."""

    __tablename__ = "document_candidate"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), primary_key=True, index=True)


class AuditRow(Base):
    """Who did what to what, and when; written in the transaction of the change itself."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_object", "object_kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]]


class SentFormRow(Base):
    """A form that made something: sent again, it leads to what it made. `made_id` is null only inside its transaction."""

    __tablename__ = "sent_form"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_id: Mapped[int | None]
    sent_at: Mapped[dt.datetime]
