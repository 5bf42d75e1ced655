"""Dimensions that people are grouped by, and the group of each candidate: the only way to either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Row, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from hiring.storage.fairness_tables import SelectionDimensionRow, SelectionGroupRow, SelectionValueRow
from hiring.storage.rows import Slice, contains, mapped, slice_rows, write_rows
from hiring.storage.sorting import sort_key
from hiring.storage.tables import ApplicationRow, CandidateRow, InterviewRow, PanelRow

DimensionRecord = Row[SelectionDimensionRow, int]
"""A dimension, and of how many people a group is recorded in it."""


def list_dimension_records(session: Session) -> Sequence[DimensionRecord]:
    """By name."""
    recorded = (
        select(func.count())
        .select_from(SelectionGroupRow)
        .where(SelectionGroupRow.dimension_id == SelectionDimensionRow.id)
        .correlate(SelectionDimensionRow)
        .scalar_subquery()
    )
    statement = select(SelectionDimensionRow, recorded).order_by(SelectionDimensionRow.sort_key)
    return session.execute(statement.execution_options(populate_existing=True)).all()


def list_values(session: Session, dimension_ids: Collection[int]) -> Mapping[int, tuple[SelectionValueRow, ...]]:
    """In their order, by dimension."""
    found: dict[int, list[SelectionValueRow]] = defaultdict(list)
    statement = select(SelectionValueRow).where(SelectionValueRow.dimension_id.in_(dimension_ids))
    for row in session.scalars(statement.order_by(SelectionValueRow.place, SelectionValueRow.id)):
        found[row.dimension_id].append(row)
    return {identity: tuple(found[identity]) for identity in dimension_ids}


def count_recorded(session: Session, dimension_id: int) -> Mapping[int, int]:
    """Of how many people each group is recorded; a group of nobody is not in it."""
    statement = (
        select(SelectionGroupRow.value_id, func.count())
        .where(SelectionGroupRow.dimension_id == dimension_id)
        .group_by(SelectionGroupRow.value_id)
    )
    return mapped(session, statement)


def put_values(session: Session, dimension_id: int, names: Iterable[str]) -> None:
    """In this order. A value keeps its id as long as its name is there; one that goes is deleted."""
    present = {row.sort_key: row for row in list_values(session, (dimension_id,))[dimension_id]}
    for place, name in enumerate(names):
        key = sort_key(name)
        row = present.pop(key, None)
        if row is None:
            session.add(SelectionValueRow(dimension_id=dimension_id, name=name, sort_key=key, place=place))
        else:
            row.name, row.place = name, place
    for row in present.values():
        session.delete(row)
    write_rows(session)


def slice_people(
    session: Session, dimension_id: int, *, rater_id: int, search: str, number: int
) -> Slice[int, str, str, int | None]:
    """Id, name, e-mail and group of the candidates by name, without those on whose panels the account sits."""
    ours = (SelectionGroupRow.candidate_id == CandidateRow.id) & (SelectionGroupRow.dimension_id == dimension_id)
    statement = (
        select(CandidateRow.id, CandidateRow.name, CandidateRow.email, SelectionGroupRow.value_id)
        .outerjoin(SelectionGroupRow, ours)
        .where(~_rated_by(rater_id))
        .order_by(CandidateRow.sort_key, CandidateRow.id)
    )
    if key := sort_key(search):
        statement = statement.where(contains(CandidateRow.sort_key, key))
    return slice_rows(session, statement, number=number)


def find_people(
    session: Session, *, ids: Collection[int], emails: Collection[str], rater_id: int
) -> Sequence[Row[int, str, bool]]:
    """Id, e-mail and whether the account sits on a panel of theirs, of the candidates with these ids or e-mails."""
    statement = select(CandidateRow.id, CandidateRow.email, _rated_by(rater_id)).order_by(CandidateRow.id)
    return session.execute(statement.where(or_(CandidateRow.id.in_(ids), CandidateRow.email.in_(emails)))).all()


def groups_of(session: Session, dimension_id: int, candidate_ids: Collection[int]) -> Mapping[int, int]:
    """The group of each; whoever has none is not in it."""
    chosen = (SelectionGroupRow.dimension_id == dimension_id) & SelectionGroupRow.candidate_id.in_(candidate_ids)
    statement = select(SelectionGroupRow.candidate_id, SelectionGroupRow.value_id).where(chosen)
    return mapped(session, statement)


def put_groups(session: Session, dimension_id: int, groups: Mapping[int, int | None]) -> None:
    """By candidate, in place of what is recorded; None: nothing is recorded any more."""
    chosen = (SelectionGroupRow.dimension_id == dimension_id) & SelectionGroupRow.candidate_id.in_(groups)
    session.execute(delete(SelectionGroupRow).where(chosen))
    session.add_all(
        SelectionGroupRow(candidate_id=candidate_id, dimension_id=dimension_id, value_id=value_id)
        for candidate_id, value_id in groups.items()
        if value_id is not None
    )
    write_rows(session)


def _rated_by(account_id: int) -> ColumnElement[bool]:
    """Whether the account sits on the panel of an interview of the candidate, whatever became of that."""
    return exists().where(
        PanelRow.account_id == account_id,
        PanelRow.interview_id == InterviewRow.id,
        InterviewRow.application_id == ApplicationRow.id,
        ApplicationRow.candidate_id == CandidateRow.id,
    )
