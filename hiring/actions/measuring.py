"""Measuring the measurement: what all ratings on one structure of a rubric say about agreement, strictness and error.

The newest measurement is in force until somebody measures anew, so that no score changes its band by itself.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from hiring.actions.audit import record
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.rubrics import get_rubric, load_rubrics
from hiring.domain.panel import PanelStudy
from hiring.domain.panel_data import report_data
from hiring.domain.panel_habits import PanelCard
from hiring.domain.rubric import Rubric
from hiring.errors import Conflict
from hiring.storage.measuring_tables import MeasurementRow
from hiring.storage.panels import FirstCard, count_rated, list_first_cards, list_settled_ids
from hiring.storage.rows import write_rows
from hiring.storage.rubrics import list_headings

BATCH = 200
"""Applications read at once: a bound on memory and on the length of a statement."""
MOST_AT_ONCE = 2_000
"""Candidates measured from a page: it takes some seconds, in which nobody else can save. Above it, `hiring measure`."""


def measure_rubric(session: Session, *, actor: Actor, rubric_row_id: int, now: dt.datetime) -> int:
    """The id of a new measurement of the rubric's structure, in force from now on.

    Only candidates whose ratings are revealed and of whom nobody owes a scorecard: what is said of all ratings together must
    not tell anybody who has yet to rate what the others gave. Initial ratings only. Raises Conflict("measuring_takes_long")
    above 2,000 candidates.
    """
    require(actor, Permission.MEASURE_RATINGS)
    rubric = get_rubric(session, actor=actor, rubric_row_id=rubric_row_id)
    if count_rated(session, (rubric.structure,))[rubric.structure][0] > MOST_AT_ONCE:
        raise Conflict("measuring_takes_long", most=MOST_AT_ONCE)
    return keep_study(session, actor, rubric_row_id, rubric, study_ratings(session, rubric), now)


def rubrics_to_measure(session: Session) -> dict[int, Rubric]:
    """One stored version, the newest, of each structure: its row id and itself."""
    headings = list_headings(session)
    rubrics = load_rubrics(session, {heading.content for heading in headings})
    newest: dict[str, int] = {}
    for heading in headings:
        newest.setdefault(rubrics[heading.content].structure, heading.id)
    return {heading.id: rubrics[heading.content] for heading in headings if heading.id in newest.values()}


def study_ratings(session: Session, rubric: Rubric) -> PanelStudy:
    """Reads everything that may be measured on the rubric's structure, 200 candidates at a time; writes nothing."""
    study, after = PanelStudy(rubric), 0
    while ids := list_settled_ids(session, rubric.structure, after=after, limit=BATCH):
        for cards in list_first_cards(session, ids).values():
            study.add([panel_card(card) for card in cards])
        after = ids[-1]
    return study


def keep_study(
    session: Session, actor: Actor | None, rubric_row_id: int, rubric: Rubric, study: PanelStudy, now: dt.datetime
) -> int:
    """Puts what was found in force; `actor` None: done by the system."""
    error = study.error
    row = MeasurementRow(
        structure=rubric.structure,
        measured_by=None if actor is None else actor.account_id,
        measured_at=now,
        candidates=study.rated_twice,
        shared=None if error is None else error.shared,
        residual=None if error is None else error.residual,
        report=report_data(study.report()),
    )
    session.add(row)
    write_rows(session)
    record(
        session,
        actor=actor,
        action="measure_rubric",
        object_kind="rubric",
        object_id=rubric_row_id,
        detail={"candidates": study.rated_twice},
        now=now,
    )
    return row.id


def panel_card(card: FirstCard) -> PanelCard:
    """As the domain takes it. Whoever sits on the panel no more was assigned what was answered."""
    values = {item: value for item, observed, value, _ in card.ratings if observed and value is not None}
    unseen = frozenset(item for item, observed, _, _ in card.ratings if observed is False)
    return PanelCard(
        rater=card.account_id,
        values=values,
        unseen=unseen,
        assigned=_assigned(card) if card.focus is not None else frozenset(values) | unseen,
        words=tuple(len(evidence.split()) for item, _, _, evidence in card.ratings if item in values),
        waited=_waited(card),
    )


def _assigned(card: FirstCard) -> frozenset[str]:
    own = frozenset(card.focus or ()) & frozenset(card.kit)
    return own or frozenset(card.kit)


def _waited(card: FirstCard) -> int | None:
    if card.scheduled_at is None or card.submitted_at < card.scheduled_at:
        return None
    return int((card.submitted_at - card.scheduled_at).total_seconds()) // 60
