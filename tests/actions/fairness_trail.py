"""The changes around selection fairness that test_trail.py holds to their events, and the reading that is one too."""

from __future__ import annotations

from collections.abc import Callable

from factories import LATER, NOW, World
from grouped_people import dimension, get_first

from hiring.actions import selection_groups
from hiring.actions.selection_fairness import Scope
from hiring.actions.selection_fairness import read_fairness_report as read_report
from hiring.actions.selection_groups import Entry

Act = Callable[[], object]
SECRET = "Засекреченный"


def create_dimension(world: World) -> Act:
    assert world.rubric_row_id
    return lambda: dimension(world, SECRET, "men")


def change_dimension(world: World) -> Act:
    form = {"dimension_id": dimension(world), "version": 1, "name": SECRET, "values": ("women", "men")}
    return lambda: selection_groups.change_dimension(world.session, actor=world.administrator, now=LATER, **form)  # type: ignore[arg-type]


def remove_dimension(world: World) -> Act:
    form = {"dimension_id": dimension(world, SECRET, "men"), "version": 1}
    return lambda: selection_groups.remove_dimension(world.session, actor=world.administrator, now=LATER, **form)


def record_groups(world: World) -> Act:
    sex, candidate = dimension(world, SECRET, "men"), world.candidate(SECRET)
    form = {"dimension_id": sex, "entries": {candidate: Entry(None, get_first(world, sex))}}
    return lambda: selection_groups.record_groups(world.session, actor=world.administrator, now=LATER, **form)  # type: ignore[arg-type]


def record_sheet(world: World) -> Act:
    sex, candidate = dimension(world, SECRET, "men"), world.candidate(SECRET)
    form = {"dimension_id": sex, "content": f"candidate,value\n{candidate},{SECRET}".encode(), "file": SECRET}
    return lambda: selection_groups.record_sheet(world.session, actor=world.administrator, now=LATER, **form)  # type: ignore[arg-type]


def read_fairness_report(world: World) -> Act:
    sex, scope = dimension(world, SECRET, "men"), Scope(position_id=world.position_id, since=NOW)
    return lambda: read_report(world.session, actor=world.administrator, dimension_id=sex, scope=scope, now=LATER)


FAIRNESS_CHANGES: tuple[tuple[Callable[[World], Act], str, str, str | None], ...] = (
    (create_dimension, "create_dimension", "dimension", "administrator"),
    (change_dimension, "change_dimension", "dimension", "administrator"),
    (remove_dimension, "remove_dimension", "dimension", "administrator"),
    (record_groups, "record_groups", "dimension", "administrator"),
    (record_sheet, "record_groups", "dimension", "administrator"),
    (read_fairness_report, "read_fairness_report", "dimension", "administrator"),
)
