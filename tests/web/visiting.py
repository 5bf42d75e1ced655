"""The application on a database of its own, browsers of people who are signed in to it, and what every page must be."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import update
from werkzeug.test import TestResponse

from hiring.actions.accounts import find_account
from hiring.actions.permissions import Actor
from hiring.app import create_app
from hiring.config import Config
from hiring.storage.database import Database, create_database
from hiring.storage.tables import AccountRow
from hiring.web.security import limiter

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class CompiledTemplates(BytecodeCache):
    """Templates compiled once a run, by their source. Each test has an application of its own, which would compile anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class Browser:
    """A client that holds every page it is shown to good HTML, and sends the forgery token with every form."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **kwargs: object) -> TestResponse:
        answer = self.client.get(address, **kwargs)
        check_page(answer)
        return answer

    def post(self, address: str, data: dict[str, object] | None = None, **kwargs: object) -> TestResponse:
        answer = self.client.post(address, data={"csrf_token": self.token(), **(data or {})}, **kwargs)
        check_page(answer)
        return answer

    def token(self) -> str:
        """From the head that every page has: that of a page which does not exist reads nothing else from the database."""
        found = _TOKEN.search(self.client.get("/no-such-page").text)
        assert found is not None
        return found.group(1)


class Site:
    """An application and its database, with a world of records that were committed."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app, self.database = app, database

    def browser(self, actor: Actor | None = None, *, locale: str = "en") -> Browser:
        """Signed in as the actor, or as nobody."""
        client = self.app.test_client()
        client.set_cookie("language", locale)
        if actor is not None:
            with self.database.session(write=False) as session:
                account = find_account(session, account_id=actor.account_id)
            assert account is not None
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = f"{account.id}:{account.session_stamp}", True
        return Browser(client)

    def forget_one_time_passwords(self) -> None:
        """As if everybody had chosen a password of their own."""
        with self.database.session(write=True) as session:
            session.execute(update(AccountRow).values(password_expired=False))


def make_site(folder: Path, template: Path, *, fairness: bool = True) -> Site:
    path = folder / "hiring.db"
    shutil.copy(template, path)
    config = Config(data=folder, database_url=f"sqlite:///{path}", secret_key="k" * 40, selection_fairness=fairness)
    database = create_database(config.database_url)
    app = create_app(config, database=database)
    # An error of the program is the test's to see, not a page.
    app.config["TESTING"] = True
    app.jinja_env.bytecode_cache = COMPILED
    limiter.reset()
    return Site(app, database)


def check_page(answer: TestResponse) -> None:
    """Valid HTML with one heading, a title, unique ids, and a label for every control."""
    if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303, 308):
        return
    text = answer.get_data(as_text=True)
    if not text.lstrip().lower().startswith("<!doctype"):
        return
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert len(re.findall(r"<h1[ >]", text)) == 1, "a page has one h1"
    assert re.search(r"<title>[^<]*\w[^<]*</title>", text), "a page has a title"
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert len(ids) == len(set(ids)), sorted(item for item in set(ids) if ids.count(item) > 1)
    check_labels(text, set(ids))


def check_labels(text: str, ids: set[str]) -> None:
    labelled = set(re.findall(r'<label[^>]*\sfor="([^"]*)"', text))
    assert labelled <= ids, f"labels of nothing: {labelled - ids}"
    for control in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        if 'type="hidden"' in control or "aria-label" in control or 'aria-hidden="true"' in control:
            continue
        found = re.search(r'\sid="([^"]*)"', control)
        assert found and (found.group(1) in labelled), f"no label: {control}"
