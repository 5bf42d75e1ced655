"""The command line as a process of its own: run to its end, or serving until a test is through with it."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hiring.config import Config
from hiring.demo import load_demo
from hiring.operate import update_database

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "hiring.cli")
STARTS_WITHIN = 90
"""Seconds; a machine busy with other tests is slow, one on which nothing comes is broken."""


@dataclass(frozen=True)
class LoadedDemo:
    """A data folder with the demo in it, to be copied; nobody serves it itself. Everybody's password is the same."""

    folder: Path
    password: str = "a demo for all tests 35"

    def copied_to(self, folder: Path) -> Path:
        return shutil.copytree(self.folder, folder, dirs_exist_ok=True)


def demo_of_the_run(shared: Path) -> LoadedDemo:
    """Loaded by the first process of the run that asks, in the folder that all of them share; the others wait for it."""
    demo = LoadedDemo(shared / "demo")
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not demo.folder.exists():
            making = shared / "demo-in-the-making"
            database = update_database(Config(making, f"sqlite:///{making}/hiring.db", secret_key="k" * 40))
            with database.session(write=True) as session:
                load_demo(session, now=datetime.now(UTC), password=demo.password)
            database.engine.dispose()
            making.rename(demo.folder)
    return demo


def environment(data: Path, **settings: str) -> dict[str, str]:
    """This process's own without any setting of the application, and with these."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HOST", "PORT", "SMTP_URL", "MAIL_FROM", "SELECTION_FAIRNESS") and not name.startswith("HIRING_")
    }
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "HIRING_DATA": str(data),
        "PORT": "0",
        "LC_ALL": "C.UTF-8",
        **settings,
    }


def run(*arguments: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=STARTS_WITHIN, check=False
    )


@dataclass
class Served:
    """A running server: where, and what it printed up to its address."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    ready: threading.Event = field(default_factory=threading.Event)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    @property
    def address(self) -> str:
        return self._find(r"runs at (http://\S+)")

    @property
    def email(self) -> str:
        return self._find(r"Sign in as (\S+)")

    @property
    def password(self) -> str:
        return self._find(r"with the password (\S+)")

    def listen(self) -> None:
        """Reads what is printed, so that the process is never held up by a full pipe."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if "runs at" in line:
                self.ready.set()
        self.ready.set()

    def _find(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found, self.said
        return found.group(1)


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Served]:
    """A server of this test's own on a free port, stopped at the end."""
    process = subprocess.Popen(
        [*COMMAND, "serve"],
        cwd=data,
        env=environment(data, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    served = Served(process)
    reader = threading.Thread(target=served.listen, daemon=True)
    reader.start()
    try:
        assert served.ready.wait(STARTS_WITHIN), f"no address within {STARTS_WITHIN} s: {served.said}"
        assert process.poll() is None, served.said
        yield served
    finally:
        process.terminate()
        process.wait(20)
        reader.join(20)
