"""Letters leave after the commit: real mail servers, refused connections, two senders at once, trying again."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from factories import World
from mail_server import SENDER, MailServer, free_port, mail_server, text_of
from serving import environment, run

from hiring.actions.accounts import find_account
from hiring.actions.invitations import add_external, find_invitation
from hiring.actions.letters import Desk, invite_panel
from hiring.actions.outbox import LetterLine, list_letters
from hiring.actions.permissions import Actor
from hiring.delivery import Delivery, _now
from hiring.mail_settings import MailSettings, read_mail_settings
from hiring.storage.database import Database, create_database
from hiring.storage.interview_tables import MailRow
from hiring.storage.tables import InterviewRow

DESK = Desk("https://hiring.example.org", ZoneInfo("Europe/Moscow"), "en")
PATIENCE = 20
"""Seconds until what happens in a thread has happened."""


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as kept:
        yield kept


@pytest.fixture
def recruiter(database: Database) -> Actor:
    return fill_outbox(database)


def fill_outbox(database: Database) -> Actor:
    """Three letters, to two interviewers and to Vera from outside; who wrote them."""
    with database.session(write=True) as session:
        world = World(session)
        add_external(
            session,
            actor=world.recruiter,
            interview_id=world.interview_id,
            name="Vera Outside",
            email="vera@outside.example",
            locale="en",
            now=_now(),
        )
        row = session.get(InterviewRow, world.interview_id)
        assert row is not None
        row.scheduled_at = None
        session.flush()
        invite_panel(session, actor=world.recruiter, interview_id=world.interview_id, desk=DESK, now=_now())
        return world.recruiter


def nowhere() -> MailSettings:
    return read_mail_settings(f"smtp://localhost:{free_port()}", SENDER)


def outbox(database: Database, recruiter: Actor) -> list[LetterLine]:
    """Oldest first."""
    with database.session(write=False) as session:
        return list(reversed(list_letters(session, actor=recruiter).items))


def states(database: Database, recruiter: Actor) -> list[str]:
    return [line.state for line in outbox(database, recruiter)]


def failure(database: Database, recruiter: Actor) -> str:
    """Of the one letter that failed."""
    [failed] = [line for line in outbox(database, recruiter) if line.state == "failed"]
    return failed.error


def test_every_letter_arrives_and_its_personal_link_opens(database: Database, recruiter: Actor, server: MailServer) -> None:
    assert Delivery(database, server.settings()).send_due() == (3, 0)
    assert states(database, recruiter) == ["sent"] * 3
    arrived = {letter["To"].addresses[0].addr_spec: letter for letter in server.letters}
    link = re.search(r"/i/(\S+)", text_of(arrived["vera@outside.example"]))
    assert link is not None
    with database.session(write=False) as session:
        guest = find_invitation(session, token=link.group(1), now=_now())
    assert guest is not None and guest.account.email == "vera@outside.example"
    assert sum("/i/" in text_of(letter) for letter in server.letters) == 1
    assert Delivery(database, server.settings()).send_due() == (0, 0)


def test_a_reply_goes_to_who_wrote(database: Database, recruiter: Actor, server: MailServer) -> None:
    Delivery(database, server.settings()).send_due()
    with database.session(write=False) as session:
        account = find_account(session, account_id=recruiter.account_id)
    assert account is not None
    assert {letter["Reply-To"].addresses[0].addr_spec for letter in server.letters} == {account.email}


def test_a_refused_connection_is_kept_with_its_reason_and_tried_again(
    database: Database, recruiter: Actor, server: MailServer
) -> None:
    assert Delivery(database, nowhere()).send_due() == (0, 3)
    for line in outbox(database, recruiter):
        assert (line.state, line.attempts) == ("failed", 1) and line.error.startswith("unreachable: ")
    assert Delivery(database, server.settings()).send_due() == (3, 0)
    assert [line.attempts for line in outbox(database, recruiter)] == [2, 2, 2]


def test_one_refused_address_holds_up_nobody_else(database: Database, recruiter: Actor, server: MailServer) -> None:
    server.refused.add("vera@outside.example")
    assert Delivery(database, server.settings()).send_due() == (2, 1)
    assert failure(database, recruiter) == "address_refused: 550 5.1.1 No such user here"


def test_a_secret_that_the_server_repeats_is_not_kept(database: Database, recruiter: Actor) -> None:
    class Repeating(MailServer):
        async def handle_DATA(self, *arguments: object) -> str:  # type: ignore[override]
            content = getattr(arguments[2], "original_content", b"").decode()
            found = re.search(r"/i/(\S+)", content.replace("=\r\n", ""))
            return f"554 Blocked link {found.group(1)}" if found else "250 OK"

    with mail_server(kept=Repeating()) as server:
        assert Delivery(database, server.settings()).send_due() == (2, 1)
    assert failure(database, recruiter) == "refused: 554 Blocked link …"


def test_two_senders_at_once_send_everything_once(database: Database, recruiter: Actor, server: MailServer) -> None:
    counts: list[tuple[int, int]] = []
    senders = [
        threading.Thread(target=lambda: counts.append(Delivery(database, server.settings()).send_due())) for _ in range(4)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(PATIENCE)
    assert len(server.letters) == 3 and sum(sent for sent, _ in counts) == 3
    assert states(database, recruiter) == ["sent"] * 3


def test_two_recruiters_at_once_write_to_everybody_once(database: Database, recruiter: Actor) -> None:
    [interview_id] = {line.interview_id for line in outbox(database, recruiter)}
    with database.session(write=True) as session:
        session.query(MailRow).delete()
    made: list[tuple[int, ...]] = []
    start = threading.Barrier(2)

    def write() -> None:
        start.wait(PATIENCE)
        with database.session(write=True) as session:
            made.append(invite_panel(session, actor=recruiter, interview_id=interview_id, desk=DESK, now=_now()))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE)
    assert sorted(map(len, made)) == [0, 3]


def test_sending_soon_returns_at_once_and_survives_what_goes_wrong(
    database: Database, recruiter: Actor, server: MailServer
) -> None:
    numbers = [line.id for line in outbox(database, recruiter)]
    with socket.create_server(("localhost", 0)) as silent:
        deaf = read_mail_settings(f"smtp://localhost:{silent.getsockname()[1]}", SENDER)
        begun = time.monotonic()
        Delivery(database, deaf).send_soon(numbers[:1])
        assert time.monotonic() - begun < 1
        wait_for(lambda: states(database, recruiter)[0] == "sending")
    wait_for(lambda: states(database, recruiter)[0] == "failed")
    delivery = Delivery(database, server.settings())
    delivery.send_soon([10_000, *numbers])
    wait_for(lambda: states(database, recruiter) == ["sent"] * 3)


def test_a_broken_database_does_not_end_the_thread(
    database: Database, recruiter: Actor, server: MailServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = create_database(f"sqlite:///{tmp_path}/empty.db")
    delivery = Delivery(broken, server.settings())
    delivery.send_soon([1])
    wait_for(lambda: "letter 1 was not sent" in caplog.text)
    delivery.send_soon([2])
    wait_for(lambda: "letter 2 was not sent" in caplog.text)
    broken.engine.dispose()


def wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)


def test_no_secret_is_anywhere_in_the_database(sqlite_url: str, server: MailServer, tmp_path: Path) -> None:
    database = create_database(sqlite_url)
    fill_outbox(database)
    Delivery(database, server.settings()).send_due()
    database.engine.dispose()
    tokens = [found.group(1) for letter in server.letters if (found := re.search(r"/i/(\S+)", text_of(letter)))]
    content = b"".join(path.read_bytes() for path in tmp_path.glob("hiring.db*"))
    assert len(tokens) == 1 and tokens[0].encode() not in content and b"vera@outside.example" in content


def test_the_command_sends_what_waits_and_says_what_did_not_go(sqlite_url: str, server: MailServer, tmp_path: Path) -> None:
    database = create_database(sqlite_url)
    fill_outbox(database)
    unset = run("send-mail", cwd=tmp_path, env=environment(tmp_path))
    assert unset.returncode == 2 and "SMTP_URL" in unset.stderr
    deaf = {"SMTP_URL": f"smtp://localhost:{free_port()}", "MAIL_FROM": SENDER}
    failed = run("send-mail", cwd=tmp_path, env=environment(tmp_path, **deaf))
    assert (failed.returncode, failed.stdout) == (1, "0 sent, 3 not sent\n")
    right = {"SMTP_URL": server.url(), "MAIL_FROM": SENDER}
    sent = run("send-mail", cwd=tmp_path, env=environment(tmp_path, **right))
    assert (sent.returncode, sent.stdout) == (0, "3 sent, 0 not sent\n")
    assert len(server.letters) == 3
    with database.session(write=False) as session:
        assert {row.state for row in session.query(MailRow)} == {"sent"}
    database.engine.dispose()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SMTP_URL": "mail.example.org", "MAIL_FROM": SENDER}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://post:hidden@mail.example.org/x", "MAIL_FROM": SENDER}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example.org"}, "MAIL_FROM"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings: dict[str, str], named: str, tmp_path: Path) -> None:
    refused = run("send-mail", cwd=tmp_path, env=environment(tmp_path, **settings))
    assert refused.returncode == 2 and refused.stderr.startswith(f"{named}: expected")
    assert "hidden" not in refused.stderr
