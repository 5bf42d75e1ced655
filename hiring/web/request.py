"""What a request carries: one database session, the person, the language, the time.

A request that may change something (not GET or HEAD) writes, any other only reads. What was written is committed once, after
the view, when the answer is no error; otherwise it is taken back as a whole.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, g, request, url_for
from flask_login import UserMixin, current_user
from sqlalchemy.orm import Session

from hiring.actions.accounts import Account
from hiring.actions.letters import Desk
from hiring.actions.permissions import Actor, Permission, allowed
from hiring.files import Files
from hiring.language import LOCALES, Language, get_language

READING = ("GET", "HEAD", "OPTIONS")
LANGUAGE_COOKIE = "language"
FIRST_ERROR = 400
GUEST = "guest-"
"""Before the number of an invitation, in the cookie of whoever came by a personal link."""


class Visitor(UserMixin):
    """The signed-in account as Flask-Login keeps it: the cookie holds id and stamp.

    A guest's cookie names the invitation in place of the account, which opens nothing but through it.
    """

    def __init__(self, account: Account, *, invitation_id: int | None = None) -> None:
        self.account, self.invitation_id = account, invitation_id

    def get_id(self) -> str:
        who = str(self.account.id) if self.invitation_id is None else f"{GUEST}{self.invitation_id}"
        return f"{who}:{self.account.session_stamp}"


def install(app: Flask, *, open_session: Callable[[bool], Session], files: Files) -> None:
    """`open_session` gives a session that may write, or one that only reads."""
    app.extensions["hiring.open_session"] = open_session
    app.extensions["hiring.files"] = files
    app.after_request(_commit)
    app.teardown_request(_close)


def install_mail(app: Flask, send_soon: Callable[[Iterable[int]], None] | None) -> None:
    """`send_soon` takes the ids of letters and returns at once; None: there is no mail server."""
    app.extensions["hiring.send_soon"] = send_soon


def sends_mail() -> bool:
    return current_app.extensions["hiring.send_soon"] is not None


def send_letters(letter_ids: Iterable[int]) -> None:
    """Once the change is committed, if there is a mail server; without one the letters wait in the outbox."""
    send_soon, listed = current_app.extensions["hiring.send_soon"], tuple(letter_ids)
    if send_soon is not None and listed:
        after_commit(lambda: send_soon(listed))


def session() -> Session:
    """The request's one session, opened at its first use."""
    if "session" not in g:
        g.session = current_app.extensions["hiring.open_session"](request.method not in READING)
    opened: Session = g.session
    return opened


def files() -> Files:
    kept: Files = current_app.extensions["hiring.files"]
    return kept


def account() -> Account | None:
    """The signed-in account, or None."""
    # Asked for dozens of times a page, and every look at `current_user` goes a long way: one look, not three.
    found: Account | None = getattr(current_user, "account", None)
    return found


def actor() -> Actor:
    """Of a route that asks for signing in; elsewhere LookupError."""
    person = account()
    if person is None:
        raise LookupError("nobody is signed in")
    return person.actor


def now() -> dt.datetime:
    """One moment for the whole request, UTC."""
    if "now" not in g:
        g.now = dt.datetime.now(dt.UTC)
    moment: dt.datetime = g.now
    return moment


def may(permission: str) -> bool:
    """Whether the role of whoever is signed in has the permission, for some things at least."""
    person = account()
    return person is not None and allowed(person.actor, Permission(permission)) is not None


def request_id() -> str:
    """Names this request in the log and on an error page, so that the two are found together."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(4)
    number: str = g.request_id
    return number


def language() -> Language:
    """Of the account, else of the cookie, else of the browser, else of the settings."""
    spoken: Language | None = g.get("language")
    if spoken is None:
        person = account()
        chosen = person.locale if person is not None else None
        spoken = g.language = get_language(chosen if chosen in LOCALES else locale_of_visitor())
    return spoken


def forget_language() -> None:
    """After a sign-in: the account may speak another one."""
    g.pop("language", None)


def locale_of_visitor() -> str:
    """What cookie and browser say; asks nothing of the database."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES) or str(current_app.config["LOCALE"])


def is_fragment() -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def here() -> str:
    """The address to come back to after a detour; that of a page, never of a form's target."""
    return request.full_path.rstrip("?") if request.method == "GET" and request.endpoint else url_for("home.my_day")


def local_address(target: str | None) -> str:
    """The address when it is one of this site, else the start page."""
    start = url_for("home.my_day")
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or not target.isprintable():
        return start
    parts = urlsplit(target)
    return start if parts.scheme or parts.netloc else target


def to_local(moment: dt.datetime) -> dt.datetime:
    """On the clock of this place."""
    return moment.astimezone(_zone())


def from_local(moment: dt.datetime) -> dt.datetime:
    """UTC, for what was typed by the clock of this place."""
    return moment.replace(tzinfo=_zone()).astimezone(dt.UTC)


def whole(name: str) -> int | None:
    """A query argument that is a positive number, else None."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def page_number() -> int:
    """Which page of a list is asked for; the first one when the address does not say."""
    return max(1, whole("page") or 1)


def after_commit(work: Callable[[], None]) -> None:
    """Runs `work` once the change is committed, and never when it is not."""
    g.setdefault("after_commit", []).append(work)


def desk() -> Desk:
    """What the letters of this site share."""
    return Desk(request.host_url.rstrip("/"), _zone(), str(current_app.config["LOCALE"]))


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIME_ZONE"])


def _commit(response: Response) -> Response:
    opened: Session | None = g.get("session")
    if opened is not None and request.method not in READING and response.status_code < FIRST_ERROR:
        opened.commit()
        for work in g.get("after_commit", []):
            work()
    return response


def _close(_error: BaseException | None) -> None:
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()
