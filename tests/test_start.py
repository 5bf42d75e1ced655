"""The server as an operator starts it: a process of its own, on an empty folder, again, and with settings that can't be."""

from __future__ import annotations

import json
import socket
import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

from serving import Served, environment, run, serving

PASSWORD = "with the password"


def test_an_empty_folder_becomes_a_running_site_and_stays_one(tmp_path: Path) -> None:
    """The second start finds what the first one made and gives no password away again."""
    with serving(tmp_path) as first:
        assert healthz(first)["status"] == "ok"
        assert first.said.count(PASSWORD) == 1
        assert first.password not in (tmp_path / "hiring.db").read_bytes().decode("latin-1")
    before, key = rows(tmp_path), (tmp_path / "secret_key").read_text()
    with serving(tmp_path) as second:
        assert healthz(second)["status"] == "ok"
        assert PASSWORD not in second.said
    assert rows(tmp_path) == before
    assert before["candidate"] >= 12
    assert (tmp_path / "secret_key").read_text() == key


def test_without_the_demo_there_is_an_administrator_and_nobody_else(tmp_path: Path) -> None:
    with serving(tmp_path, HIRING_DEMO="no") as served:
        assert served.said.count(PASSWORD) == 1
    assert rows(tmp_path)["account"] == 1
    assert rows(tmp_path)["candidate"] == 0


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("serve", cwd=tmp_path, env=environment(tmp_path / "data", PORT=str(port)))
    assert ended.returncode == 2
    assert f"127.0.0.1:{port}" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert PASSWORD not in ended.stdout


def test_a_password_is_not_lost_to_a_taken_port(tmp_path: Path) -> None:
    """Nobody has seen one yet, so the next start has to give one."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run("serve", cwd=tmp_path, env=environment(tmp_path, PORT=str(taken.getsockname()[1])))
    with serving(tmp_path) as served:
        assert served.said.count(PASSWORD) == 1


def test_a_port_that_is_none_is_said_with_the_name_of_the_setting(tmp_path: Path) -> None:
    ended = run("serve", cwd=tmp_path, env=environment(tmp_path / "data", PORT="abc"))
    assert ended.returncode == 2
    assert "PORT" in ended.stderr
    assert "abc" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()


def healthz(served: Served) -> dict[str, str]:
    with urllib.request.urlopen(f"{served.address}/healthz", timeout=20) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        found: dict[str, str] = json.load(answer)
    return found


def rows(data: Path) -> dict[str, int]:
    """How many rows each table of a stopped server's database has."""
    with closing(sqlite3.connect(data / "hiring.db")) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: database.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}
