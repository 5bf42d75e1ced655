"""A history of panels, put straight into the tables: through the actions hundreds of scorecards would take minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
from factories import EVIDENCE, NOW, World

from hiring.actions.permissions import Actor
from hiring.storage.sorting import sort_key
from hiring.storage.tables import ApplicationRow, CandidateRow, InterviewRow, PanelRow, RatingRow, ScorecardRow

Values = Mapping[str, int | None]
"""By competency; None: not observed."""


def made_panel(
    world: World,
    name: str,
    ratings: Mapping[int, Values],
    *,
    revealed: bool = True,
    waited: int | None = 60,
    focus: Mapping[int, Sequence[str]] | None = None,
) -> int:
    """An application with one interview; `ratings` by account id, each a submitted scorecard. Its id."""
    session = world.session
    candidate = CandidateRow(name=name, sort_key=sort_key(name), facts={}, created_at=NOW)
    session.add(candidate)
    session.flush()
    application = ApplicationRow(
        position_id=world.position_id, candidate_id=candidate.id, created_at=NOW, revealed_at=NOW if revealed else None
    )
    session.add(application)
    session.flush()
    kit = list(dict.fromkeys(item for values in ratings.values() for item in values))
    interview = InterviewRow(
        application_id=application.id,
        title="Made",
        scheduled_at=None if waited is None else NOW,
        kit=kit,
        work_samples=[],
        created_at=NOW,
    )
    session.add(interview)
    session.flush()
    submitted = NOW + dt.timedelta(minutes=waited or 0)
    for account, values in ratings.items():
        session.add(PanelRow(interview_id=interview.id, account_id=account, focus=list((focus or {}).get(account, ()))))
        card = ScorecardRow(
            interview_id=interview.id, account_id=account, state="submitted", saved_at=submitted, submitted_at=submitted
        )
        session.add(card)
        session.flush()
        session.add_all(
            RatingRow(
                scorecard_id=card.id,
                competency=item,
                observed=value is not None,
                value=value,
                evidence=EVIDENCE if value is not None else "",
            )
            for item, value in values.items()
        )
    session.flush()
    return application.id


def made_history(world: World, raters: Sequence[Actor], candidates: int, *, seed: int = 1, competencies: int = 8) -> None:
    """Candidates each rated by two or three of the raters: the first is strict, the last one mild, by half a point."""
    rng = np.random.default_rng(seed)
    kit = world.competencies[:competencies]
    strict = {rater.account_id: 0.5 - place / (len(raters) - 1) for place, rater in enumerate(raters)}
    for number in range(candidates):
        level, seen = rng.normal(3.2, 0.5), rng.choice(len(raters), int(rng.integers(2, 4)), replace=False)
        truth = {item: level + rng.normal(0, 0.6) for item in kit}
        ratings: dict[int, Values] = {}
        for place in sorted(int(item) for item in seen):
            account = raters[place].account_id
            given = {item: truth[item] - strict[account] + rng.normal(0, 0.55) for item in kit}
            ratings[account] = {
                item: int(np.clip(round(value), 1, 5)) if rng.random() > 0.06 else None for item, value in given.items()
            }
        made_panel(world, f"Made {number:03}", ratings, waited=int(rng.integers(20, 4000)))
