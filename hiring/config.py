"""Settings: read once at start from the environment; one that cannot be used stops the start with its name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hiring.mail_settings import MailSettings, read_mail_settings

SETTINGS = (
    "HOST",
    "PORT",
    "HIRING_DATA",
    "HIRING_DATABASE_URL",
    "HIRING_SECRET_KEY",
    "HIRING_SECURE_COOKIES",
    "HIRING_DEMO",
    "HIRING_LOCALE",
    "HIRING_TIME_ZONE",
    "HIRING_TRUSTED_PROXIES",
    "SMTP_URL",
    "MAIL_FROM",
    "SELECTION_FAIRNESS",
)
"""The environment variables that are read, as docs/operating.md explains them."""

SHORTEST_KEY = 32
HIGHEST_PORT = 65535
MOST_PROXIES = 9
LOCALES = ("ru", "en")
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off")


class SettingError(ValueError):
    """A setting that cannot be used; the message names the variable and says what is expected."""


@dataclass(frozen=True, slots=True)
class Config:
    """What an operator may set. `data` holds the database (unless it is elsewhere), the files and the secret key."""

    data: Path
    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 8000
    secure_cookies: bool = False
    demo: bool = True
    locale: str = "ru"
    """Of visitors whose browser asks for none that there is."""
    time_zone: str = "Europe/Moscow"
    """On whose clock times are shown and typed."""
    trusted_proxies: int = 0
    """How many proxies in front are believed about address and scheme of a visitor."""
    mail: MailSettings | None = None
    """The mail server that letters go to; None: people send them by hand from the outbox."""
    selection_fairness: bool = False
    """Whether there are pages for recording groups of candidates and for how a selection falls on them."""

    @property
    def sqlite_path(self) -> Path | None:
        """The file of the SQLite database, or None for another database."""
        prefix = DATABASES[0]
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def files(self) -> Path:
        """The folder of drawn documents."""
        return self.data / "files"

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """Makes the data folder and, the first time, a secret key in it. Raises SettingError."""
        given = {name: environment.get(name, "").strip() for name in SETTINGS}
        data = Path(given["HIRING_DATA"] or "data").absolute()
        return cls(
            data=data,
            database_url=_database_url(given["HIRING_DATABASE_URL"], data),
            host=given["HOST"] or "127.0.0.1",
            port=_number("PORT", given["PORT"] or "8000", HIGHEST_PORT),
            secure_cookies=_yes_no("HIRING_SECURE_COOKIES", given["HIRING_SECURE_COOKIES"] or "no"),
            demo=_yes_no("HIRING_DEMO", given["HIRING_DEMO"] or "yes"),
            locale=_locale(given["HIRING_LOCALE"] or "ru"),
            time_zone=_time_zone(given["HIRING_TIME_ZONE"] or "Europe/Moscow"),
            trusted_proxies=_number("HIRING_TRUSTED_PROXIES", given["HIRING_TRUSTED_PROXIES"] or "0", MOST_PROXIES),
            mail=_mail(given["SMTP_URL"], given["MAIL_FROM"]),
            selection_fairness=_yes_no("SELECTION_FAIRNESS", given["SELECTION_FAIRNESS"] or "no"),
            secret_key=_secret_key(given["HIRING_SECRET_KEY"], data),
        )


def _database_url(given: str, data: Path) -> str:
    url = given or f"sqlite:///{data / 'hiring.db'}"
    if not url.startswith(DATABASES) or url == DATABASES[0]:
        raise SettingError("HIRING_DATABASE_URL: expected sqlite:///path/to/file or postgresql://user:password@host/name")
    return url


def _number(name: str, given: str, most: int) -> int:
    if not given.isascii() or not given.isdigit() or int(given) > most:
        raise SettingError(f"{name}: expected a number from 0 to {most}, found {given!r}")
    return int(given)


def _locale(given: str) -> str:
    if given not in LOCALES:
        raise SettingError(f"HIRING_LOCALE: expected {' or '.join(LOCALES)}, found {given!r}")
    return given


def _time_zone(given: str) -> str:
    try:
        return ZoneInfo(given).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(f"HIRING_TIME_ZONE: expected a name such as Europe/Moscow, found {given!r}") from None


def _yes_no(name: str, given: str) -> bool:
    if given.lower() not in YES + NO:
        raise SettingError(f"{name}: expected yes or no, found {given!r}")
    return given.lower() in YES


def _mail(url: str, sender: str) -> MailSettings | None:
    """The message repeats nothing of the address: it may hold a password."""
    if not url:
        return None
    try:
        return read_mail_settings(url, sender)
    except ValueError as error:
        raise SettingError(": ".join(error.args)) from None


def _secret_key(given: str, data: Path) -> str:
    if given:
        if len(given) < SHORTEST_KEY:
            raise SettingError(f"HIRING_SECRET_KEY: expected {SHORTEST_KEY} characters or more, found {len(given)}")
        return given
    try:
        return _kept_key(data)
    except OSError as error:
        raise SettingError(f"HIRING_DATA: {data} cannot be written to ({error.strerror})") from error


def _kept_key(data: Path) -> str:
    """The key in the data folder; two processes that start together end up with the same one."""
    data.mkdir(parents=True, exist_ok=True)
    path = data / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text().strip()
        if len(key) < SHORTEST_KEY:
            raise SettingError(f"HIRING_DATA: {path} holds no key of {SHORTEST_KEY} characters; delete it") from None
        return key
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as target:
        target.write(key)
    return key
