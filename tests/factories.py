"""Things to test with, made through the actions as a person would make them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from functools import cached_property

from bundled import kam_document
from sqlalchemy.orm import Session

from hiring.actions.accounts import create_account, create_first_administrator, get_account
from hiring.actions.applications import apply_candidate
from hiring.actions.candidates import create_candidate
from hiring.actions.employers import create_employer
from hiring.actions.interviews import create_interview
from hiring.actions.permissions import Actor, Role
from hiring.actions.positions import create_position, get_position
from hiring.actions.rubrics import import_rubric
from hiring.actions.scorecards import DraftRating, ScorecardView, get_scorecard, save_draft, submit_scorecard
from hiring.storage.accounts import find_account_by_email

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=3)
EVIDENCE = "Named the client, the offer and what came of it."
KNOWN_FACTS: Mapping[str, object] = {"experience_types": ["sales"], "related_years": 6}

COMPLETE: Mapping[str, object] = {
    "profile.sales_system": {"channels": ["field"]},
    "profile.client_type": {"industry": "food", "size": "large", "decides": "purchasing"},
    "pay.currency_period_region": {"currency": "RUB", "period": "month"},
    "pay.budget": {"from": 100_000, "to": 180_000},
    "profile.level": "L2",
}
"""Every mandatory question of the employer's, answered."""


class World:
    """A session with people, employers and records in it; what nobody asks for is not made."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._numbers = itertools.count(1)

    @cached_property
    def administrator(self) -> Actor:
        email = "admin@example.org"
        password = create_first_administrator(self.session, email=email, name="Ada Admin", now=NOW)
        assert password is not None
        found = find_account_by_email(self.session, email)
        assert found is not None
        return Actor(found[0].id, Role.ADMINISTRATOR, None, found[0].name)

    @cached_property
    def recruiter(self) -> Actor:
        return self.account(Role.RECRUITER, "Rita Recruiter")

    @cached_property
    def interviewer(self) -> Actor:
        return self.account(Role.INTERVIEWER, "Ivan Interviewer")

    @cached_property
    def second_interviewer(self) -> Actor:
        return self.account(Role.INTERVIEWER, "Yana Interviewer")

    @cached_property
    def manager(self) -> Actor:
        return self.account(Role.HIRING_MANAGER, "Max Manager", employer_id=self.employer_id)

    @cached_property
    def employer_id(self) -> int:
        return self.employer("Northern Packaging")

    @cached_property
    def rubric_row_id(self) -> int:
        return import_rubric(self.session, document=kam_document(), now=NOW)

    @cached_property
    def position_id(self) -> int:
        return self.position()

    @cached_property
    def other_position_id(self) -> int:
        return self.position("Another key account manager")

    @cached_property
    def complete_position_id(self) -> int:
        return self.position("Ready to be approved", answers=COMPLETE)

    @cached_property
    def candidate_id(self) -> int:
        return self.candidate()

    @cached_property
    def application_id(self) -> int:
        return self.application()

    @cached_property
    def interview_id(self) -> int:
        return self.interview(self.application_id, self.interviewer, self.second_interviewer)

    def account(self, role: Role, name: str, *, employer_id: int | None = None, email: str | None = None) -> Actor:
        identity, _ = create_account(
            self.session,
            actor=self.administrator,
            email=email or f"person{next(self._numbers)}@example.org",
            name=name,
            role=role,
            employer_id=employer_id,
            locale=None,
            now=NOW,
        )
        return get_account(self.session, actor=self.administrator, account_id=identity).actor

    def employer(self, name: str) -> int:
        return create_employer(self.session, actor=self.recruiter, name=name, industry="", notes="", now=NOW)

    def position(
        self,
        title: str = "Key account manager",
        *,
        employer_id: int | None = None,
        level: str = "L2",
        answers: Mapping[str, object] | None = None,
    ) -> int:
        return create_position(
            self.session,
            actor=self.recruiter,
            employer_id=employer_id or self.employer_id,
            rubric_row_id=self.rubric_row_id,
            title=title,
            location="",
            level_sought=level,
            answers=answers or {},
            now=NOW,
        )

    def candidate(self, name: str = "Анна Ёлкина", *, facts: Mapping[str, object] = KNOWN_FACTS) -> int:
        assert self.rubric_row_id
        return create_candidate(
            self.session,
            actor=self.recruiter,
            name=name,
            email="",
            phone="",
            city="",
            headline="",
            notes="",
            facts=facts,
            now=NOW,
        )

    def application(self, *, position_id: int | None = None, candidate_id: int | None = None) -> int:
        return apply_candidate(
            self.session,
            actor=self.recruiter,
            position_id=position_id or self.position_id,
            candidate_id=candidate_id or self.candidate_id,
            now=NOW,
        )

    def interview(self, application_id: int, *panel: Actor, kit: tuple[str, ...] | None = None, title: str = "First") -> int:
        return create_interview(
            self.session,
            actor=self.recruiter,
            application_id=application_id,
            title=title,
            scheduled_at=NOW,
            place="",
            kit=kit or self.competencies,
            work_samples=("value-proposition",) if "value-proposition" in (kit or self.competencies) else (),
            panel=tuple(member.account_id for member in panel),
            now=NOW,
        )

    @property
    def competencies(self) -> tuple[str, ...]:
        """Those that the position's profile rates."""
        position = get_position(self.session, actor=self.recruiter, position_id=self.position_id)
        return tuple(item.id for item in position.profile.competencies)

    def draft(
        self, rater: Actor, interview_id: int, values: int | Mapping[str, int | None] | None, *, now: dt.datetime = NOW
    ) -> ScorecardView:
        """Answers the whole kit; None is "not observed". A single value is given to every competency."""
        view = get_scorecard(self.session, actor=rater, interview_id=interview_id)
        given = values if isinstance(values, Mapping) else dict.fromkeys(view.interview.kit, values)
        ratings = tuple(
            DraftRating(item, value is not None, value, EVIDENCE if value is not None else "")
            for item, value in given.items()
        )
        return save_draft(
            self.session, actor=rater, interview_id=interview_id, version=view.version, ratings=ratings, now=now
        )

    def score(
        self, rater: Actor, interview_id: int, values: int | Mapping[str, int | None] | None, *, now: dt.datetime = NOW
    ) -> ScorecardView:
        """As `draft`, and submits."""
        version = self.draft(rater, interview_id, values, now=now).version
        return submit_scorecard(self.session, actor=rater, interview_id=interview_id, version=version, now=now)

    def scored_application(
        self, name: str, values: int | Mapping[str, int | None], *, position_id: int | None = None
    ) -> int:
        """An application with one interview, scored by two interviewers alike."""
        position = position_id or self.position_id
        application = self.application(position_id=position, candidate_id=self.candidate(name))
        interview = self.interview(application, self.interviewer, self.second_interviewer)
        for rater in (self.interviewer, self.second_interviewer):
            self.score(rater, interview, values)
        return application
