"""What people type: cleaned before it is kept, and refused when it is missing or too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hiring.errors import Conflict, Invalid, Problem

LINE = 300
"""Characters of a name, title, place and the like."""
TEXT = 10_000
"""Characters of notes, reasons and evidence."""
EMAIL = 254
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, turners of the reading direction, half characters: no database or page has a use for them."""
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")


def clean_text(text: str) -> str:
    """Composed characters, one kind of line end, nothing unfit, no space at the ends."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNFIT.sub("", unix)).strip()


def clean_line(text: str) -> str:
    """As `clean_text`, on one line with single spaces."""
    return " ".join(clean_text(text).split())


def clean_email(text: str) -> str:
    """As it is compared: letter case never distinguishes two people's addresses."""
    return clean_line(text).casefold()


def check_lengths(most: int, **texts: str) -> list[Problem]:
    return [Problem("too_long", where, {"most": most}) for where, text in texts.items() if len(text) > most]


def check_given(code: str, where: str, text: str) -> list[Problem]:
    return [] if text else [Problem(code, where)]


def check_email(where: str, text: str) -> list[Problem]:
    fits = len(text) <= EMAIL and _EMAIL.fullmatch(text) is not None
    return [] if fits else [Problem("email_invalid", where)]


def refuse(problems: Iterable[Problem]) -> None:
    """Raises Invalid when there is any problem."""
    if listed := tuple(problems):
        raise Invalid(listed)


def check_version(seen: int, present: int) -> None:
    """Raises Conflict("stale") for a form that was filled in on an older state."""
    if seen != present:
        raise Conflict("stale")
