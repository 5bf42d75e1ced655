"""How letters leave this machine: the address of a mail server, read from a setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
"""By scheme: as it is, encrypted before anything is said, encrypted from the first byte."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A mail server and who letters are from. The password is in no representation of it."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: Address


def read_mail_settings(url: str, sender: str) -> MailSettings:
    """Of `smtp://user:password@host:port` and `name@example.org` or `Name <name@example.org>`.

    Raises ValueError whose two arguments are the variable (SMTP_URL or MAIL_FROM) and what is expected of it. What was given
    is never repeated: it holds a password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong_url() from None
    if parts.scheme not in PORTS or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise _wrong_url()
    if bool(parts.username) != bool(parts.password):
        raise _wrong_url()
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailSettings(parts.scheme, host, port or PORTS[parts.scheme], user, password, read_sender(sender))


def read_sender(text: str) -> Address:
    """Raises ValueError as `read_mail_settings`."""
    name, address = parseaddr(text)
    try:
        found = Address(display_name=name, addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        raise _wrong_sender() from None
    if not text.isprintable() or not found.username or "." not in found.domain:
        raise _wrong_sender()
    return found


def _wrong_url() -> ValueError:
    return ValueError(
        "SMTP_URL", "expected smtp://host, smtp+starttls://user:password@host:587 or smtps://user:password@host:465"
    )


def _wrong_sender() -> ValueError:
    return ValueError("MAIL_FROM", "expected name@example.org or Name <name@example.org>")
