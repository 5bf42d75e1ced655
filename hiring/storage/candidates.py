"""Candidates and the figures they claim."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.orm import Session

from hiring.domain.figures import FigureClaim
from hiring.storage.rows import Slice, contains, slice_rows, write_rows
from hiring.storage.sorting import sort_key
from hiring.storage.tables import ApplicationRow, CandidateRow, FigureRow


def slice_candidates(session: Session, *, search: str, number: int) -> Slice[int, str, str, str, int, dt.datetime]:
    """By name: id, name, headline, city, number of applications, moment of entry. The search is any part of the name."""
    applications = (
        select(func.count())
        .select_from(ApplicationRow)
        .where(ApplicationRow.candidate_id == CandidateRow.id)
        .correlate(CandidateRow)
        .scalar_subquery()
    )
    statement = select(
        CandidateRow.id,
        CandidateRow.name,
        CandidateRow.headline,
        CandidateRow.city,
        applications,
        CandidateRow.created_at,
    ).order_by(CandidateRow.sort_key, CandidateRow.id)
    if key := sort_key(search):
        statement = statement.where(contains(CandidateRow.sort_key, key))
    return slice_rows(session, statement, number=number)


@cache
def _claims() -> Select[FigureRow]:
    of_candidates = FigureRow.candidate_id.in_(bindparam("candidate_ids", expanding=True))
    return select(FigureRow).where(of_candidates).order_by(FigureRow.id)


def list_claims(session: Session, candidate_ids: Collection[int]) -> Mapping[int, tuple[FigureClaim, ...]]:
    """The figures of several candidates; a candidate without any has an empty tuple."""
    found: dict[int, list[FigureClaim]] = defaultdict(list)
    for row in session.scalars(_claims(), {"candidate_ids": list(candidate_ids)}):
        found[row.candidate_id].append(_claim(row))
    return {identity: tuple(found[identity]) for identity in candidate_ids}


def list_position_ids(session: Session, candidate_id: int) -> tuple[int, ...]:
    """Those that the candidate is considered for, by id."""
    statement = select(ApplicationRow.position_id).where(ApplicationRow.candidate_id == candidate_id)
    return tuple(session.scalars(statement.order_by(ApplicationRow.position_id)))


def replace_claims(session: Session, candidate_id: int, claims: Iterable[FigureClaim]) -> None:
    session.execute(delete(FigureRow).where(FigureRow.candidate_id == candidate_id))
    session.add_all(_row(candidate_id, claim) for claim in claims)
    write_rows(session)


def _claim(row: FigureRow) -> FigureClaim:
    return FigureClaim(
        figure=row.figure,
        value=row.value,
        grade=row.grade,
        own_share=row.own_share,
        periods=row.periods,
        period=row.period,
        baseline=row.baseline,
        clients=row.clients,
        basis=row.basis,
        market_growth=row.market_growth,
        source=row.source,
        name=row.name,
    )


def _row(candidate_id: int, claim: FigureClaim) -> FigureRow:
    return FigureRow(
        candidate_id=candidate_id,
        figure=claim.figure,
        value=claim.value,
        grade=claim.grade,
        own_share=claim.own_share,
        periods=claim.periods,
        period=claim.period,
        baseline=claim.baseline,
        clients=claim.clients,
        basis=claim.basis,
        market_growth=claim.market_growth,
        source=claim.source,
        name=claim.name,
    )
