"""What is said of panels: on a rubric as it was measured last, of a position as it stands, of oneself.

A position's page speaks of candidates whose ratings its reader may see anyway; a measurement holds only what can give
nothing away to anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hiring.actions.measuring import MOST_AT_ONCE, panel_card, rubrics_to_measure
from hiring.actions.permissions import Actor, Permission, require
from hiring.actions.profiles import Position, reach_position
from hiring.actions.rating_errors import error_of
from hiring.actions.reveals import sight_of
from hiring.actions.rubrics import get_rubric
from hiring.domain.panel import PanelPerson, PanelReport, PanelStudy
from hiring.domain.panel_data import read_report
from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import RatingError, assumed_error
from hiring.storage.accounts import list_names
from hiring.storage.measurements import MeasurementRecord, newest_measurements
from hiring.storage.panels import count_of_position, count_rated, list_first_cards, list_revealed_rows

MOST_OF_POSITION = 200
"""Candidates of a position that its page computes with: those revealed last."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement in force. `by` None: by the system. `report` None: kept in a form of an earlier version.

    `error` None: too few candidates, so that bands rest on what is assumed.
    """

    at: dt.datetime
    by: str | None
    candidates: int
    error: RatingError | None
    report: PanelReport | None


@dataclass(frozen=True, slots=True)
class RubricPanel:
    """A structure of a rubric under its newest version.

    Of the candidates with ratings on it `ready` can be measured; `waiting` have ratings that are not revealed, or a panel on
    which somebody owes a scorecard. `names` by account id.
    """

    rubric_row_id: int
    rubric: Rubric
    ready: int
    waiting: int
    measured: Measured | None
    names: Mapping[int, str]

    @property
    def too_many(self) -> bool:
        """Whether it takes the command line."""
        return self.ready > MOST_AT_ONCE

    @property
    def assumed(self) -> RatingError:
        return assumed_error(self.rubric)


@dataclass(frozen=True, slots=True)
class PositionPanel:
    """Computed from the `report.candidates` revealed last, 200 at most.

    `hidden` have ratings that the reader may not see, or that are not revealed; `older` are left out as beyond the 200.
    """

    position: Position
    report: PanelReport
    hidden: int
    older: int
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class OwnRatings:
    """The reader's own line of a measurement. `report.severity_gap` says why strictness is not known of anybody."""

    rubric: Rubric
    at: dt.datetime
    person: PanelPerson
    report: PanelReport


def list_rubric_panels(session: Session, *, actor: Actor) -> tuple[RubricPanel, ...]:
    """Every structure that is stored, newest first, without names."""
    require(actor, Permission.MEASURE_RATINGS)
    rubrics = rubrics_to_measure(session)
    structures = [rubric.structure for rubric in rubrics.values()]
    counts, measured = count_rated(session, structures), newest_measurements(session, structures)
    return tuple(
        _panel(identity, rubric, counts[rubric.structure], measured.get(rubric.structure), {})
        for identity, rubric in rubrics.items()
    )


def get_rubric_panel(session: Session, *, actor: Actor, rubric_row_id: int) -> RubricPanel:
    """Of the structure of this version; nothing is computed here."""
    require(actor, Permission.MEASURE_RATINGS)
    rubric = get_rubric(session, actor=actor, rubric_row_id=rubric_row_id)
    found = newest_measurements(session, (rubric.structure,)).get(rubric.structure)
    counts = count_rated(session, (rubric.structure,))[rubric.structure]
    report = read_report(found[0].report) if found else None
    return _panel(rubric_row_id, rubric, counts, found, _names(session, report))


def get_position_panel(session: Session, *, actor: Actor, position_id: int) -> PositionPanel:
    """Whoever still has to rate a candidate learns nothing of that candidate's ratings here."""
    position = reach_position(session, actor, Permission.MEASURE_RATINGS, position_id)
    rows = list_revealed_rows(session, position_id, most=MOST_OF_POSITION)
    revealed, unrevealed = count_of_position(session, position_id)
    secret = sight_of(session, actor, rows).hidden
    study = PanelStudy(position.rubric)
    for cards in list_first_cards(session, sorted(row.id for row in rows if row.id not in secret)).values():
        study.add([panel_card(card) for card in cards])
    report = study.report()
    older = max(0, revealed - len(rows))
    hidden = unrevealed + revealed - older - report.candidates
    return PositionPanel(position, report, max(0, hidden), older, _names(session, report))


def list_own_ratings(session: Session, *, actor: Actor) -> tuple[OwnRatings, ...]:
    """The reader's own line of every measurement in force that has one, the newest measurement first."""
    require(actor, Permission.READ_OWN_RATINGS)
    rubrics = {rubric.structure: rubric for rubric in rubrics_to_measure(session).values()}
    found = []
    for structure, (row, _) in newest_measurements(session).items():
        report = read_report(row.report)
        person = report.person(actor.account_id) if report else None
        if report and person and structure in rubrics:
            found.append(OwnRatings(rubrics[structure], row.measured_at, person, report))
    return tuple(sorted(found, key=lambda item: item.at, reverse=True))


def _panel(
    identity: int,
    rubric: Rubric,
    counts: tuple[int, int],
    found: MeasurementRecord | None,
    names: Mapping[int, str],
) -> RubricPanel:
    ready, waiting = counts
    measured = None if found is None else _measured(found)
    return RubricPanel(identity, rubric, ready, waiting, measured, names)


def _measured(record: MeasurementRecord) -> Measured:
    row, by = record
    return Measured(row.measured_at, by, row.candidates, error_of(row), read_report(row.report))


def _names(session: Session, report: PanelReport | None) -> Mapping[int, str]:
    return list_names(session, [item.habits.rater for item in report.people]) if report and report.people else {}
