"""What an operator does: prepare the data folder, serve, recompute, look whether the machine has what is needed, back up.

Each function is one command of `hiring.cli`; printing is left to it, except where a server has to say its address first.
"""

from __future__ import annotations

import ctypes.util
import logging
import platform
import socket
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hiring.actions.accounts import create_first_administrator
from hiring.actions.applications import recompute_summaries
from hiring.actions.letters import Desk
from hiring.actions.rubrics import import_rubric
from hiring.config import Config
from hiring.errors import Conflict
from hiring.rubric_files import find_rubric, list_bundled_rubrics, read_rubric_document
from hiring.storage.database import Database, create_database, migrate

LIBRARIES = {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0", "harfbuzz-subset": "libharfbuzz-subset0"}
FIRST_ADMINISTRATOR = "admin@example.org"


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to get in for the first time; printed once, kept nowhere."""

    email: str
    password: str


def prepare(config: Config, *, demo: bool) -> tuple[Database, tuple[SignIn, ...]]:
    """Brings the database up to date, stores the bundled rubrics and, in an empty database, the demo or an administrator.

    The sign-ins are those made by this very call; none on a second start.
    """
    database = update_database(config)
    return database, _first_sign_ins(database, config, demo=demo, now=datetime.now(UTC))


def update_database(config: Config) -> Database:
    """The database with its schema up to date and the bundled rubrics stored."""
    config.data.mkdir(parents=True, exist_ok=True)
    migrate(config.database_url)
    database = create_database(config.database_url)
    with database.session(write=True) as session:
        for name in list_bundled_rubrics():
            import_rubric(session, document=read_rubric_document(find_rubric(name)), now=datetime.now(UTC))
    return database


def load_demo_only(config: Config) -> tuple[SignIn, ...]:
    """The demo in an empty database. Raises Conflict for one that has accounts."""
    from hiring.demo import load_demo

    with update_database(config).session(write=True) as session:
        accounts = load_demo(session, now=datetime.now(UTC), desk=_desk(config))
        return tuple(SignIn(email, accounts.password) for email in accounts.emails)


def _desk(config: Config) -> Desk:
    """What stands in the demo's letters: nobody has asked for a page yet, so that the address is the one listened at."""
    return Desk(f"http://{config.host}:{config.port}", ZoneInfo(config.time_zone), config.locale)


def _first_sign_ins(database: Database, config: Config, *, demo: bool, now: datetime) -> tuple[SignIn, ...]:
    with database.session(write=True) as session:
        if demo:
            from hiring.demo import demo_fits, load_demo

            if demo_fits(session):
                accounts = load_demo(session, now=now, desk=_desk(config))
                return tuple(SignIn(email, accounts.password) for email in accounts.emails)
            return ()
        password = create_first_administrator(session, email=FIRST_ADMINISTRATOR, name="Administrator", now=now)
        return (SignIn(FIRST_ADMINISTRATOR, password),) if password else ()


def serve(config: Config, *, demo: bool, announce: Callable[[tuple[SignIn, ...], str], None]) -> None:
    """Prepares and serves until stopped. `announce` is told the sign-ins and the address.

    The port is taken first: a password that is made once must not be lost to a port that somebody else has. Raises OSError.
    """
    from waitress.server import create_server

    from hiring.app import create_app

    # A page with its styles and scripts asks for more at once than there are threads; a short queue is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with _take_port(config.host, config.port) as taken:
        database, sign_ins = prepare(config, demo=demo)
        server = create_server(create_app(config, database=database), sockets=[taken], threads=8, ident="hiring")
        announce(sign_ins, f"http://{config.host}:{server.effective_port}")
        try:
            server.run()
        finally:
            server.close()
            database.engine.dispose()


def _take_port(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(address[:2], family=family)


def recompute(config: Config) -> int:
    """Writes every application's stored summary anew; the number of applications."""
    database = create_database(config.database_url)
    with database.session(write=True) as session:
        return recompute_summaries(session)


def measure(config: Config) -> tuple[tuple[str, str, int], ...]:
    """Measures the ratings of every rubric that has some: rubric, version and candidates rated by two or more.

    Reads without keeping anybody from saving, and writes in the end. Bands and orders rest on what was found from then on.
    """
    from hiring.actions.measuring import keep_study, rubrics_to_measure, study_ratings

    database, done = create_database(config.database_url), []
    with database.session(write=False) as session:
        rubrics = rubrics_to_measure(session)
        studies = {identity: study_ratings(session, rubric) for identity, rubric in rubrics.items()}
    with database.session(write=True) as session:
        for identity, study in studies.items():
            if study.candidates:
                rubric = rubrics[identity]
                keep_study(session, None, identity, rubric, study, datetime.now(UTC))
                done.append((rubric.id, rubric.version, study.rated_twice))
    database.engine.dispose()
    return tuple(done)


def send_mail(config: Config) -> tuple[int, int]:
    """Sends every letter that waits or failed: how many went out, how many not. Raises Conflict without SMTP_URL."""
    from hiring.delivery import Delivery

    if config.mail is None:
        raise Conflict("mail_server_missing")
    database = create_database(config.database_url)
    try:
        return Delivery(database, config.mail).send_due()
    finally:
        database.engine.dispose()


def missing_libraries() -> tuple[str, ...]:
    """The system libraries that drawing a PDF needs and this machine lacks."""
    return tuple(name for name in LIBRARIES if ctypes.util.find_library(name) is None)


def installation_command() -> str:
    """The exact command that brings them."""
    if platform.system() == "Darwin":
        return "brew install pango"
    return "sudo apt-get install " + " ".join(LIBRARIES.values())


def back_up(config: Config, target: Path) -> Path:
    """One ZIP with a consistent copy of the SQLite database and all files, made while the server runs.

    Raises Conflict for PostgreSQL, which brings its own tool, and when `target` already exists.
    """
    if config.sqlite_path is None:
        raise Conflict("backup_needs_sqlite")
    if target.exists():
        raise Conflict("backup_exists", path=str(target))
    partial = target.with_suffix(target.suffix + ".part")
    copy = config.data / "backup-copy.db"
    try:
        _copy_database(config.sqlite_path, copy)
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, "hiring.db")
            for path in sorted((config.data / "files").rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(config.data).as_posix())
        partial.replace(target)
    finally:
        copy.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)
    return target


def _copy_database(source: Path, copy: Path) -> None:
    with sqlite3.connect(source) as original, sqlite3.connect(copy) as duplicate:
        original.backup(duplicate)
    duplicate.close()
    original.close()
