"""What the migrations make of rows that are there already, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from hiring.storage.database import create_database, upgrade

ROWS = (
    "insert into employer values (1, 'E', 'e', '', '', :at, 1)",
    "insert into account values (1, 'a@example.org', 'A', 'recruiter', null, 'x', :no, 's', null, :yes, :at, null, 1)",
    "insert into rubric values (1, 'r', '1', 'c', 's', '{}', :at)",
    "insert into position values (1, 1, 1, 'P', 'p', '', 'open', :at, 1)",
    "insert into candidate values (1, 'C', 'c', '', '', '', '', '', '{}', :at, 1)",
    "insert into candidate values (2, 'D', 'd', '', '', '', '', '', '{}', :at, 1)",
)
PROFILE = (
    "insert into profile (id, position_id, number, level_sought, answers, adjustments, thresholds, reason, created_at)"
    " values (:id, 1, :id, 'L2', '{}', '[]', '[]', '', :at)"
)
APPLICATION = (
    "insert into application"
    " (id, position_id, candidate_id, created_at, enough_evidence, reaches_sought, discuss, failed_gates, raters, version)"
    " values (:id, 1, :id, :at, :no, :no, 0, '[]', 0, 1)"
)
INTERVIEW = (
    "insert into interview (id, application_id, title, place, kit, work_samples, created_at, version)"
    " values (:id, :id, 'I', '', '[]', '[]', :at, 1)"
)
SCORECARD = (
    "insert into scorecard (id, interview_id, account_id, revision, state, saved_at, version)"
    " values (:id, :id, 1, 1, :state, :at, 1)"
)
SHARED = {"at": "2026-03-02 09:30:00", "yes": True, "no": False}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """An empty database without tables, whose work is taken back at the end."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/old.db"
    else:
        server = create_database(request.getfixturevalue("postgresql_server"))
        with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as maker:
            maker.execute(text("create database old_rows"))
        server.engine.dispose()
        url = request.getfixturevalue("postgresql_server").replace("/postgres?", "/old_rows?")
    database = create_database(url)
    with database.engine.connect() as connection:
        yield connection
        connection.rollback()
    database.engine.dispose()


def test_candidates_scored_before_keep_the_profile_they_were_held_against(connection: Connection) -> None:
    upgrade(connection, "0002")
    for statement in ROWS:
        connection.execute(text(statement), {key: value for key, value in SHARED.items() if f":{key}" in statement})
    for identity in (1, 2):
        connection.execute(text(PROFILE), {"id": identity, "at": SHARED["at"]})
        connection.execute(text(APPLICATION), {"id": identity, "at": SHARED["at"], "no": False})
        connection.execute(text(INTERVIEW), {"id": identity, "at": SHARED["at"]})
    for identity, state in ((1, "submitted"), (2, "draft")):
        connection.execute(text(SCORECARD), {"id": identity, "at": SHARED["at"], "state": state})
    upgrade(connection)
    kept = connection.execute(text("select id, profile_number from application order by id")).all()
    assert [tuple(row) for row in kept] == [(1, 2), (2, None)]
    added = connection.execute(text("select reasons, priorities from profile where number = 1")).one()
    assert [str(value) for value in added] == ["{}", "{}"]
