"""Letters against a real mail server, one that refuses, one that cannot be trusted, and none at all."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import pytest
from icalendar import Calendar
from mail_server import CERTIFICATE, PASSWORD, SENDER, USER, calendars_of, free_port, mail_server, text_of

from hiring.calendars import CalendarEntry, Method, write_calendar
from hiring.mail import MailError, Outgoing, build_message, send_mail
from hiring.mail_settings import read_mail_settings

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
SIGNED_IN = f"{USER}:{quote(PASSWORD, safe='')}@"
ENTRY = CalendarEntry(
    number=7,
    made_at=NOW,
    version=3,
    begins=NOW,
    minutes=50,
    summary="Интервью: Анна Ёлкина",
    description="Первая строка\nhttps://hiring.example.org/interviews/7",
    place="Room 5; third floor, left",
    organizer=('Rita "R" Recruiter', "rita@example.org"),
    attendee=("Иван", "ivan@example.org"),
    locale="ru",
)


def letter(to: str = "ivan@example.org", *, name: str = "Иван Интервьюер", subject: str = "Интервью, 2 марта") -> Outgoing:
    calendar = write_calendar(ENTRY, Method.REQUEST, now=NOW)
    return Outgoing(
        name, to, "Rita, Recruiter", "rita@example.org", subject, "Здравствуйте!\n\nСсылка\n", calendar, "REQUEST"
    )


def test_a_letter_arrives_with_its_calendar_entry() -> None:
    with mail_server() as server:
        send_mail(server.settings(), letter(), now=NOW)
        [arrived] = server.letters
    assert server.recipients == ["ivan@example.org"]
    assert arrived["Subject"] == "Интервью, 2 марта"
    assert (arrived["From"], arrived["To"]) == (SENDER, "Иван Интервьюер <ivan@example.org>")
    assert arrived["Reply-To"].addresses[0].addr_spec == "rita@example.org"
    assert text_of(arrived) == "Здравствуйте!\n\nСсылка\n"
    (inline, first), (attached, second) = calendars_of(arrived)
    assert (inline, attached) == ("text/calendar", "application/ics") and first == second
    assert 'method="REQUEST"' in arrived.as_string()


def test_a_calendar_entry_is_read_back_as_it_was_meant() -> None:
    event = Calendar.from_ical(write_calendar(ENTRY, Method.REQUEST, now=NOW)).walk("VEVENT")[0]
    assert event["uid"] == "interview-7-20260302T093000@hiring" and event["sequence"] == 3
    assert event.decoded("dtstart") == NOW and event.decoded("dtend") == NOW + dt.timedelta(minutes=50)
    assert (str(event["summary"]), str(event["location"])) == (ENTRY.summary, ENTRY.place)
    assert str(event["description"]) == ENTRY.description
    assert str(event["organizer"]) == "mailto:rita@example.org" and event["class"] == "PRIVATE"
    assert event["attendee"].params["rsvp"] == "TRUE"


def test_calling_off_names_the_same_entry() -> None:
    calendar = Calendar.from_ical(write_calendar(ENTRY, Method.CANCEL, now=NOW))
    event = calendar.walk("VEVENT")[0]
    assert (calendar["method"], event["status"], event["uid"]) == ("CANCEL", "CANCELLED", ENTRY.uid)


def test_an_entry_for_oneself_asks_nobody() -> None:
    text = write_calendar(ENTRY, Method.PUBLISH, now=NOW)
    assert "ATTENDEE" not in text and "ORGANIZER" not in text and "METHOD:PUBLISH" in text


def test_nobody_listens() -> None:
    with pytest.raises(MailError) as refused:
        send_mail(read_mail_settings(f"smtp://localhost:{free_port()}", SENDER), letter(), now=NOW)
    assert refused.value.code == "unreachable" and refused.value.detail


def test_an_unknown_address_is_told_in_the_words_of_the_server() -> None:
    with mail_server() as server:
        server.refused.add("nobody@example.org")
        with pytest.raises(MailError) as refused:
            send_mail(server.settings(), letter("nobody@example.org"), now=NOW)
    assert (refused.value.code, refused.value.detail) == ("address_refused", "550 5.1.1 No such user here")
    assert server.letters == []


def test_signing_in() -> None:
    with mail_server(signing_in=True) as server:
        send_mail(server.settings(signed_in=SIGNED_IN), letter(), now=NOW)
        with pytest.raises(MailError) as wrong:
            send_mail(server.settings(signed_in=f"{USER}:wrong@"), letter(), now=NOW)
        with pytest.raises(MailError) as nobody:
            send_mail(server.settings(), letter(), now=NOW)
    assert len(server.letters) == 1
    assert wrong.value.code == "sign_in_refused" and "wrong" not in wrong.value.detail
    assert nobody.value.code == "refused"


@pytest.mark.parametrize(("encryption", "scheme"), [("starttls", "smtp+starttls"), ("tls", "smtps")])
def test_encryption_with_a_certificate_that_is_trusted(
    encryption: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(encryption=encryption) as server:
        with pytest.raises(MailError) as distrusted:
            send_mail(server.settings(scheme), letter(), now=NOW)
        assert distrusted.value.code == "insecure" and server.letters == []
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        send_mail(server.settings(scheme), letter(), now=NOW)
        assert len(server.letters) == 1


def test_a_server_without_encryption_is_turned_down_where_it_is_asked_for() -> None:
    with mail_server() as server, pytest.raises(MailError) as refused:
        send_mail(server.settings("smtp+starttls"), letter(), now=NOW)
    assert (refused.value.code, server.letters) == ("insecure", [])


def test_what_a_person_typed_starts_no_header_of_its_own() -> None:
    typed = letter(name="Eve\r\nBcc: all@example.org", subject="Hello\r\nBcc: all@example.org\r\n\r\nbody")
    message = build_message(read_mail_settings("smtp://localhost", SENDER), typed, now=NOW)
    assert message["Bcc"] is None and "\n" not in str(message["Subject"]) + str(message["To"])
    with mail_server() as server:
        send_mail(server.settings(), typed, now=NOW)
    assert server.recipients == ["ivan@example.org"]


@pytest.mark.parametrize("address", ["no address", "two@at@example.org", "line\nbreak@example.org", ""])
def test_an_address_that_cannot_be_written(address: str) -> None:
    with pytest.raises(MailError) as refused:
        build_message(read_mail_settings("smtp://localhost", SENDER), letter(address), now=NOW)
    assert refused.value.code == "unwritable"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, "", "")),
        ("smtp+starttls://post:p%40ss%3Aword@mail.example.org", ("mail.example.org", 587, "post", "p@ss:word")),
        ("smtps://a%40b.c:x@mail.example.org:4465/", ("mail.example.org", 4465, "a@b.c", "x")),
        ("smtp://[::1]:2525", ("::1", 2525, "", "")),
    ],
)
def test_a_server_is_read(url: str, expected: tuple[str, int, str, str]) -> None:
    found = read_mail_settings(url, "hiring@example.org")
    assert (found.host, found.port, found.user, found.password) == expected
    assert "password" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:70000",
        "smtp://post:hidden@mail.example.org/path",
        "smtp://hidden@mail.example.org",
        "smtp://[hidden",
    ],
)
def test_a_wrong_server_is_named_without_its_password(url: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_mail_settings(url, "hiring@example.org")
    assert refused.value.args[0] == "SMTP_URL" and "hidden" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "nobody", "a@b", "Name <>", "a@b.c\nBcc: d@e.f"])
def test_a_wrong_sender_is_named(sender: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_mail_settings("smtp://localhost", sender)
    assert refused.value.args[0] == "MAIL_FROM"
