"""Letters leave after the commit, in a thread of their own: no page waits for a mail server or breaks with it."""

from __future__ import annotations

import datetime as dt
import logging
import queue
import threading
from collections.abc import Iterable

from hiring.actions.outbox import due_letters, note_failed, note_sent, take_letter
from hiring.mail import MailError, Outgoing, send_mail
from hiring.mail_settings import MailSettings
from hiring.storage.database import Database

log = logging.getLogger(__name__)


class Delivery:
    """Sends kept letters one after another. What is not sent when the program stops is kept: `send_due` finds it."""

    def __init__(self, database: Database, settings: MailSettings) -> None:
        self._database, self._settings = database, settings
        self._waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def send_soon(self, letter_ids: Iterable[int]) -> None:
        """Returns at once."""
        for letter_id in letter_ids:
            self._waiting.put(letter_id)
        # Started by the first letter and not before: a server that forks its workers would leave a thread behind.
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="delivery", daemon=True)
                self._thread.start()

    def send_due(self) -> tuple[int, int]:
        """Everything that waits or failed, now; how many were sent and how many were not."""
        with self._database.session(write=False) as session:
            due = due_letters(session, now=_now())
        sent = [self.send(letter_id) for letter_id in due]
        return sent.count(True), sent.count(False)

    def send(self, letter_id: int) -> bool:
        """Whether the letter went out; if not, its row says why."""
        with self._database.session(write=True) as session:
            taken = take_letter(session, letter_id=letter_id, now=_now())
        if taken is None:
            return False
        error = self._try(*taken)
        with self._database.session(write=True) as session:
            if error is None:
                note_sent(session, letter_id=letter_id, now=_now())
            else:
                note_failed(session, letter_id=letter_id, error=error)
        return error is None

    def _try(self, letter: Outgoing, secret: str) -> str | None:
        """The error as it is kept: a server may repeat what it was given, the secret never stays in it."""
        try:
            send_mail(self._settings, letter, now=_now())
        except MailError as error:
            return f"{error.code}: {error.detail}".replace(secret or "\0", "…")
        return None

    def _work(self) -> None:
        while True:
            letter_id = self._waiting.get()
            try:
                self.send(letter_id)
            except Exception:
                # The thread outlives a broken database: the letter stays where it is.
                log.exception("letter %s was not sent", letter_id)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
