"""Letters on their way: a message as mail programs read it, and the server that takes it."""

from __future__ import annotations

import datetime as dt
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from hiring.mail_settings import MailSettings

TIMEOUT = 15
"""Seconds for each step of the talk with the mail server."""
LONGEST_DETAIL = 300


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter to one person. `calendar` is an iCalendar text with its `method`, empty for none."""

    to_name: str
    to_address: str
    reply_name: str
    reply_address: str
    subject: str
    body: str
    calendar: str = ""
    method: str = ""


class MailError(Exception):
    """The letter was not taken. `code` says why in one word, `detail` in those of the server."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, " ".join(detail.split())[:LONGEST_DETAIL]


def send_mail(settings: MailSettings, letter: Outgoing, *, now: dt.datetime) -> None:
    """Returns once the server has taken the letter. Raises MailError and nothing else.

    Codes: unreachable, insecure, sign_in_refused, address_refused, refused, unwritable.
    """
    message = build_message(settings, letter, now=now)
    try:
        with _connection(settings) as server:
            server.send_message(message)
    except smtplib.SMTPAuthenticationError as error:
        raise MailError("sign_in_refused", _said(error)) from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
        raise MailError("address_refused", _said(error)) from error
    except smtplib.SMTPConnectError as error:
        raise MailError("unreachable", _said(error)) from error
    except ssl.SSLError as error:
        raise MailError("insecure", error.reason or error.__class__.__name__) from error
    except smtplib.SMTPServerDisconnected as error:
        raise MailError("unreachable", str(error)) from error
    except smtplib.SMTPException as error:
        raise MailError("refused", _said(error)) from error
    except (OSError, UnicodeError) as error:
        raise MailError("unreachable", getattr(error, "strerror", None) or str(error)) from error


def build_message(settings: MailSettings, letter: Outgoing, *, now: dt.datetime) -> EmailMessage:
    """Plain text; beside it a calendar entry for programs that offer to accept, and the same as a file for all others."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = settings.sender
        message["To"] = _address(letter.to_name, letter.to_address)
        message["Reply-To"] = _address(letter.reply_name, letter.reply_address)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise MailError("unwritable", letter.to_address) from error
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=settings.sender.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    if letter.calendar:
        content = letter.calendar.encode()
        kind = {"method": letter.method, "charset": "utf-8"}
        message.add_alternative(content, maintype="text", subtype="calendar", params=kind)
        message.add_attachment(content, maintype="application", subtype="ics", filename="interview.ics")
    return message


def _address(name: str, address: str) -> Address:
    return Address(display_name=" ".join(name.split()), addr_spec=address)


@contextmanager
def _connection(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """Signed in where a user is set. With either kind of encryption the certificate has to be right."""
    context = ssl.create_default_context()
    if settings.scheme == "smtps":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=TIMEOUT, context=context)
    else:
        opened = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
    with opened as server:
        if settings.scheme == "smtp+starttls":
            _encrypt(server, context)
        if settings.user:
            server.login(settings.user, settings.password)
        yield server


def _encrypt(server: smtplib.SMTP, context: ssl.SSLContext) -> None:
    """A server that cannot is turned down: nobody between may talk us out of encryption."""
    try:
        server.starttls(context=context)
    except smtplib.SMTPNotSupportedError as error:
        raise MailError("insecure", "STARTTLS") from error


def _said(error: smtplib.SMTPException) -> str:
    """The server's own answer, of the one recipient there is."""
    text: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return str(error)
    return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
