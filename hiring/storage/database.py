"""The engine and its sessions. SQLite or PostgreSQL, told apart here and nowhere else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from hiring.storage import calibration_tables as calibration_tables  # every table is known before any is used
from hiring.storage import fairness_tables as fairness_tables
from hiring.storage import interview_tables as interview_tables
from hiring.storage import measuring_tables as measuring_tables
from hiring.storage import tables as tables

BUSY_TIMEOUT = 5000
"""Milliseconds a writer waits for another one on SQLite."""
_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT}",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",  # an erased person's rows are overwritten, not only unlinked
)
_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 7_405_226_018_331_904
_FRACTION = "__fraction__"


@dataclass(frozen=True, slots=True)
class Database:
    """An engine with two kinds of session: one that writes, one that only reads, from one consistent state."""

    engine: Engine
    writing: sessionmaker[Session]
    reading: sessionmaker[Session]

    @contextmanager
    def session(self, write: bool) -> Iterator[Session]:
        """Commits a writing session at the end, rolls back on any error. A reading one refuses to write."""
        with (self.writing if write else self.reading)() as session:
            yield session
            if write:
                session.commit()


def create_database(url: str) -> Database:
    """The database at `sqlite:///path` or `postgresql://...`; nothing is opened before the first use."""
    engine = create_engine(url, json_serializer=write_json, json_deserializer=read_json, pool_pre_ping=not _is_sqlite(url))
    if _is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        reader = engine.execution_options(reading=True)
    else:
        reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(
        engine,
        writing=sessionmaker(engine, expire_on_commit=False),
        reading=sessionmaker(reader, expire_on_commit=False),
    )


def migrate(url: str) -> None:
    """Brings the schema up to date; a second process that starts at the same time waits for the first."""
    if _is_sqlite(url) and (path := make_url(url).database):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    database = create_database(url)
    try:
        with database.engine.begin() as connection:
            if not _is_sqlite(url):
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            upgrade(connection)
    finally:
        database.engine.dispose()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Runs the migrations up to a revision on an open connection, in its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def write_json(value: object) -> str:
    """JSON as it is kept: readable letters, exact fractions."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def read_json(content: str | bytes) -> Any:
    return json.loads(content, object_hook=_exact)


def _plain(value: object) -> object:
    if isinstance(value, Fraction | Decimal):
        return {_FRACTION: str(Fraction(value))}
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


def _exact(value: dict[str, Any]) -> Any:
    return Fraction(value[_FRACTION]) if value.keys() == {_FRACTION} else value


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        _execute_patiently(connection, f"PRAGMA {pragma}")


def _execute_patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Turning a new database to its write-ahead log waits for nobody by itself: it is tried anew as long as writers wait."""
    until = monotonic() + BUSY_TIMEOUT / 1000
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn at once: one that read first and found another writer before it could never go on."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
