"""A real mail server of a test's own: it keeps what it is sent, and refuses what it is told to refuse."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from hiring.mail_settings import MailSettings, read_mail_settings

CERTIFICATE = Path(__file__).parent / "cases/mail_server.pem"
"""Signed by itself, for `localhost`: right for whoever trusts this very file, wrong for all others."""
SENDER = "Hiring <hiring@example.org>"
USER, PASSWORD = "post", "a:b@c/d"


@dataclass
class MailServer:
    """`refused` addresses are turned down with `answer`."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    answer: str = "550 5.1.1 No such user here"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        letter = BytesParser(policy=default).parsebytes(content)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def settings(self, scheme: str = "smtp", *, signed_in: str = "") -> MailSettings:
        return read_mail_settings(self.url(scheme, signed_in=signed_in), SENDER)

    def url(self, scheme: str = "smtp", *, signed_in: str = "") -> str:
        return f"{scheme}://{signed_in}localhost:{self.port}"


@contextmanager
def mail_server(*, encryption: str = "", signing_in: bool = False, kept: MailServer | None = None) -> Iterator[MailServer]:
    """`encryption` is empty, `starttls` or `tls`; with `signing_in` nothing is taken from who did not."""
    kept = kept or MailServer()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    options: dict[str, object] = {}
    if encryption == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if signing_in:
        options |= {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": False}
    controller = Controller(
        kept,
        hostname="localhost",
        port=free_port(),
        ssl_context=context if encryption == "tls" else None,
        **options,
    )
    controller.start()
    kept.port = controller.port
    try:
        yield kept
    finally:
        controller.stop()


def free_port() -> int:
    """One that nobody listens on: what connects to it is refused."""
    with socket.create_server(("localhost", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text.replace("\r\n", "\n")


def calendars_of(letter: EmailMessage) -> list[tuple[str, str]]:
    """Kind and text of the calendar entry beside the text and of the file."""
    return [
        (part.get_content_type(), part.get_payload(decode=True).decode())
        for part in letter.walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    ]
