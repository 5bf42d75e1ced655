"""People in groups, by the dozen, and short ways to record and to read."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

from factories import LATER, NOW, World
from sqlalchemy import select

from hiring.actions.permissions import Actor
from hiring.actions.selection_fairness import FairnessReport, Measure, Scope, read_fairness_report
from hiring.actions.selection_groups import (
    Entry,
    change_dimension,
    create_dimension,
    get_dimension,
    record_groups,
    record_sheet,
)
from hiring.storage.fairness_tables import SelectionGroupRow
from hiring.storage.selection_groups import put_groups
from hiring.storage.tables import ApplicationRow, CandidateRow

numbers = itertools.count(1)


def person(world: World, name: str = "", *, email: str = "") -> int:
    row = CandidateRow(name=name or f"Person {next(numbers)}", sort_key="x", email=email, facts={}, created_at=NOW)
    world.session.add(row)
    world.session.flush()
    return row.id


def applied(
    world: World,
    *,
    candidate_id: int | None = None,
    stage: str = "new",
    score: str | None = None,
    revealed: bool = True,
    position_id: int | None = None,
    at: dt.datetime = NOW,
) -> ApplicationRow:
    row = ApplicationRow(
        position_id=position_id or world.position_id,
        candidate_id=candidate_id or person(world),
        created_at=at,
        stage=stage,
        failed_gates=[],
        score=None if score is None else Decimal(score),
        enough_evidence=score is not None,
        revealed_at=NOW if revealed else None,
    )
    world.session.add(row)
    world.session.flush()
    return row


def dimension(world: World, *values: str) -> int:
    names = values or ("women", "men", "others")
    return create_dimension(world.session, actor=world.administrator, name="Sex", values=names, now=NOW)


def group(world: World, dimension_id: int, name: str, rows: list[ApplicationRow]) -> None:
    value_id = values_of(world, dimension_id)[name]
    put_groups(world.session, dimension_id, {row.candidate_id: value_id for row in rows})


def values_of(world: World, dimension_id: int) -> dict[str, int]:
    found = get_dimension(world.session, actor=world.administrator, dimension_id=dimension_id)
    return {item.name: item.id for item in found.values}


def told(world: World, dimension_id: int, *, actor: Actor | None = None, **scope: object) -> FairnessReport:
    return read_fairness_report(
        world.session,
        actor=actor or world.administrator,
        dimension_id=dimension_id,
        scope=Scope(**scope),  # type: ignore[arg-type]
        now=LATER,
    )


def counts(measure: Measure) -> dict[str, tuple[int, int] | None]:
    return {line.name: (line.group.selected, line.group.total) if line.group else None for line in measure.lines}


def several(world: World, number: int, **about: object) -> list[ApplicationRow]:
    return [applied(world, **about) for _ in range(number)]  # type: ignore[arg-type]


def record_into(world: World, dimension_id: int):  # type: ignore[no-untyped-def]
    def put(entries: dict[int, Entry]) -> int:
        about = {"dimension_id": dimension_id, "entries": entries, "now": NOW}
        return record_groups(world.session, actor=world.administrator, **about)  # type: ignore[arg-type]

    return put


def upload(world: World, dimension_id: int, content: str) -> int:
    about = {"dimension_id": dimension_id, "content": content.encode(), "file": "groups.csv", "now": NOW}
    return record_sheet(world.session, actor=world.administrator, **about)  # type: ignore[arg-type]


def change(world: World, dimension_id: int, *, name: str, values: tuple[str, ...], version: int = 1) -> None:
    about = {"dimension_id": dimension_id, "version": version, "name": name, "values": values, "now": LATER}
    change_dimension(world.session, actor=world.administrator, **about)  # type: ignore[arg-type]


def get_first(world: World, dimension_id: int) -> int:
    return next(iter(values_of(world, dimension_id).values()))


def recorded(world: World) -> dict[int, int]:
    return {row.candidate_id: row.value_id for row in world.session.scalars(select(SelectionGroupRow))}
