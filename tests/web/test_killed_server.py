"""A real server process, killed between autosaves: what it said it saved is there when it comes back."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import random
import re
import signal
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from serving import LoadedDemo, Served, serving

KILLS = 3
ROUNDS_BEFORE_A_KILL = (4, 9)
RATERS = ("fiona.tarrant@example.org", "semyon.dorofeev@example.org")


@dataclass
class Rater:
    """One interviewer at a browser of their own, typing into one scorecard."""

    email: str
    opener: urllib.request.OpenerDirector
    card: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    """What the server said it had saved last."""

    @classmethod
    def enter(cls, site: str, email: str, password: str) -> Rater:
        rater = cls(email, urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())))
        token = read_token(rater.get(f"{site}/sign-in"))
        rater.post(f"{site}/sign-in", {"csrf_token": token, "email": email, "password": password})
        found = re.search(r'href="(/interviews/\d+)/scorecard"', rater.get(f"{site}/"))
        assert found is not None
        rater.card = found[1]
        return rater

    def get(self, address: str) -> str:
        with self.opener.open(address, timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, address: str, data: dict[str, str]) -> str:
        # A sign-in looks at where a form came from.
        request = urllib.request.Request(address, urllib.parse.urlencode(data).encode(), {"Referer": address})
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())

    def open_page(self, site: str) -> None:
        page = self.get(f"{site}{self.card}/remarks")
        form = page.split('id="card-form"')[1]
        hidden = re.findall(r'name="(csrf_token|version|seen)"[^>]*value="([^"]*)"', form)
        self.fields = {name: unescape(value) for name, value in hidden}

    def type_on(self, site: str, text: str) -> None:
        """One autosave; what is acknowledged is remembered, what fails is not."""
        content = {"private": text, "flag-RF3": "raised", "quote-RF3": f"Quote {text}"}
        said = json.loads(self.post(f"{site}{self.card}/remarks/draft", {**self.fields, **content}))
        assert said["state"] == "saved"
        self.fields |= {"version": str(said["version"]), "seen": said["seen"]}
        self.acknowledged = content

    def stored(self, site: str) -> dict[str, str]:
        page = self.get(f"{site}{self.card}/remarks")
        texts = re.findall(r'<textarea[^>]*name="(private|quote-RF3)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        return {name: unescape(text) for name, text in texts}


def read_token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def kill(served: Served) -> None:
    """As a power cut or the kernel would: no handler runs, nothing is closed."""
    served.process.send_signal(signal.SIGKILL)
    served.process.wait(20)


def test_nothing_acknowledged_is_lost(loaded_demo: LoadedDemo, tmp_path: Path) -> None:
    """Two raters type at once; the server is killed in the midst of it, several times, and started on the same data."""
    port, chance = str(free_port()), random.Random(4)
    with serving(loaded_demo.copied_to(tmp_path), PORT=port) as served:
        site = served.address
        raters = [Rater.enter(site, email, loaded_demo.password) for email in RATERS]
        for rater in raters:
            rater.open_page(site)
        type_until_killed(served, raters, site, chance.randint(*ROUNDS_BEFORE_A_KILL))
    for number in range(1, KILLS + 1):
        with serving(tmp_path, PORT=port) as served:
            for rater in raters:
                check_kept(rater, site)
                rater.open_page(site)
            if number < KILLS:
                type_until_killed(served, raters, site, chance.randint(*ROUNDS_BEFORE_A_KILL))


def check_kept(rater: Rater, site: str) -> None:
    """The last one acknowledged, or the one under way when the server died: never an earlier one, never half of one."""
    stored = rater.stored(site)
    assert stored["quote-RF3"] == f"Quote {stored['private']}"
    kept, acknowledged = position_of(stored["private"]), position_of(rater.acknowledged["private"])
    assert acknowledged <= kept <= acknowledged + 1


def position_of(text: str) -> int:
    return int(text.split()[-1])


def type_until_killed(served: Served, raters: list[Rater], site: str, rounds: int) -> None:
    """All type as fast as they are answered; when each has had some answers, others on the way, the server is killed."""
    enough = threading.Barrier(len(raters) + 1)

    def type_away(rater: Rater) -> None:
        number = position_of(rater.acknowledged["private"]) if rater.acknowledged else 0
        for step in range(1, 10_000):
            try:
                rater.type_on(site, f"Text {number + step}")
            except (urllib.error.URLError, OSError, http.client.HTTPException):
                assert step > rounds, "refused before anything was killed"
                return
            if step == rounds:
                enough.wait(60)

    with ThreadPoolExecutor(len(raters)) as pool:
        typing = [pool.submit(type_away, rater) for rater in raters]
        enough.wait(60)
        kill(served)
        for running in typing:
            running.result(60)
