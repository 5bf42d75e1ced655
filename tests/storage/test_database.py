"""The two databases: the schema, the sessions, and what is kept in them."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hiring.storage.database import Database, create_database, migrate, read_json, write_json
from hiring.storage.tables import AuditRow, Base, CandidateRow, EmployerRow, FigureRow

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
THREADS, ROUNDS = 4, 25


def employer(name: str) -> EmployerRow:
    return EmployerRow(name=name, sort_key=name, created_at=NOW)


def test_the_migrated_schema_is_the_one_of_the_tables(shared_database: Database) -> None:
    with shared_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_named_constraints_are_the_same_in_both(shared_database: Database) -> None:
    with shared_database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            found = set(connection.execute(text("select conname from pg_constraint where contype in ('c', 'u')")).scalars())
        else:
            found = set(
                " ".join(connection.execute(text("select sql from sqlite_master where sql is not null")).scalars()).split()
            )
    named = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if str(constraint.name or "").startswith(("ck_", "uq_"))
    }
    assert named
    assert named <= found


def test_migrating_twice_changes_nothing(sqlite_url: str) -> None:
    database = create_database(sqlite_url)
    with database.session(write=True) as session:
        session.add(employer("Kept"))
    migrate(sqlite_url)
    with database.session(write=False) as session:
        assert session.scalars(select(EmployerRow.name)).all() == ["Kept"]
    database.engine.dispose()


def test_migrating_makes_the_folder_and_bears_odd_paths(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new folder 100%/данные/hiring.db"
    migrate(url)
    database = create_database(url)
    with database.session(write=False) as session:
        assert session.scalars(select(EmployerRow)).all() == []
    database.engine.dispose()


def test_several_processes_may_migrate_at_once(postgresql_server: str, tmp_path: Path) -> None:
    server = create_database(postgresql_server)
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("create database at_once"))
    server.engine.dispose()
    fresh = postgresql_server.replace("/postgres?", "/at_once?")
    for url in (fresh, f"sqlite:///{tmp_path}/at-once.db"):
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda target: migrate(target), [url] * 3))
        database = create_database(url)
        with database.session(write=False) as session:
            assert session.scalars(select(EmployerRow)).all() == []
        database.engine.dispose()


def test_many_may_open_a_new_sqlite_database_at_once(tmp_path: Path) -> None:
    def open_once(url: str) -> None:
        database = create_database(url)
        with database.session(write=True) as session:
            session.execute(text("create table if not exists opened (id integer)"))
        database.engine.dispose()

    for turn in range(ROUNDS):
        with ThreadPoolExecutor(2 * THREADS) as pool:
            list(pool.map(open_once, [f"sqlite:///{tmp_path}/{turn}.db"] * 2 * THREADS))


def test_a_writing_session_commits_and_an_error_takes_all_back(database: Database) -> None:
    with database.session(write=True) as session:
        session.add(employer("First"))
    with pytest.raises(ZeroDivisionError), database.session(write=True) as session:
        session.add(employer("Second"))
        session.flush()
        raise ZeroDivisionError
    with database.session(write=False) as session:
        assert session.scalars(select(EmployerRow.name)).all() == ["First"]


def test_a_reading_session_refuses_to_write(database: Database) -> None:
    with database.session(write=False) as session:
        session.add(employer("Never"))
        with pytest.raises(DBAPIError, match=r"read.?only"):
            session.flush()
    with database.session(write=True) as session:
        session.add(employer("Still possible"))


def test_a_reading_session_sees_one_state(database: Database) -> None:
    with database.session(write=False) as reader:
        assert reader.scalars(select(EmployerRow.name)).all() == []
        with database.session(write=True) as writer:
            writer.add(employer("Later"))
        assert reader.scalars(select(EmployerRow.name)).all() == []


def test_writers_take_turns_and_none_is_turned_away(database: Database) -> None:
    """Each reads first and writes then: what a plain BEGIN on SQLite answers with "database is locked"."""
    with database.session(write=True) as session:
        session.add(employer("Counted"))

    def count_up(_thread: int) -> None:
        for _ in range(ROUNDS):
            with database.session(write=True) as session:
                row = session.scalars(select(EmployerRow).with_for_update()).one()
                row.industry = str(int(row.industry or 0) + 1)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count_up, range(THREADS)))
    with database.session(write=False) as session:
        row = session.scalars(select(EmployerRow)).one()
        assert (row.industry, row.version) == (str(THREADS * ROUNDS), THREADS * ROUNDS + 1)


def test_an_erased_row_is_overwritten_on_disk(sqlite_url: str) -> None:
    database = create_database(sqlite_url)
    with database.session(write=True) as session:
        session.add(employer("Unmistakable Trace"))
    with database.session(write=True) as session:
        session.delete(session.scalars(select(EmployerRow)).one())
    database.engine.dispose()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    assert b"Unmistakable Trace" not in path.read_bytes()


def test_numbers_and_moments_come_back_as_they_were(session: Session) -> None:
    candidate = CandidateRow(
        name="Анна",
        sort_key="анна",
        facts={"years": Fraction(5, 2), "travel": 20, "pay": {"amount": Decimal("190000.50")}, "list": ["ё"]},
        created_at=dt.datetime(2026, 3, 2, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=3))),
    )
    session.add(candidate)
    session.flush()
    figure = FigureRow(candidate_id=candidate.id, figure="growth", value=Fraction(1, 3), grade=2, own_share=Fraction(2, 5))
    session.add(figure)
    session.flush()
    session.expire_all()
    assert candidate.facts == {
        "years": Fraction(5, 2),
        "travel": 20,
        "pay": {"amount": Fraction(380001, 2)},
        "list": ["ё"],
    }
    assert candidate.created_at == NOW
    assert candidate.created_at.utcoffset() == dt.timedelta(0)
    assert (figure.value, figure.own_share) == (Fraction(1, 3), Fraction(2, 5))


def test_a_moment_without_a_time_zone_is_refused(session: Session) -> None:
    session.add(AuditRow(at=dt.datetime(2026, 1, 1), action="x", object_kind="x", detail={}))  # noqa: DTZ001
    with pytest.raises(Exception, match="time zone"):
        session.flush()


def test_json_is_readable_and_knows_its_limits() -> None:
    assert write_json({"имя": Fraction(1, 2)}) == '{"имя": {"__fraction__": "1/2"}}'
    assert read_json('{"a": {"__fraction__": "1/2", "b": 1}}') == {"a": {"__fraction__": "1/2", "b": 1}}
    with pytest.raises(TypeError, match="object is not kept"):
        write_json({"a": object()})
