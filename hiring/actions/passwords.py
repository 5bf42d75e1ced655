"""Passwords: made, hashed with argon2, checked. None is ever kept or logged as it is."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from hiring.errors import Problem

SHORTEST = 12
LONGEST = 1000
FEWEST_DIFFERENT = 5
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without characters that are mistaken for one another when read aloud or copied from paper."""
COMMON = (
    "password",
    "passw0rd",
    "qwerty",
    "azerty",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "admin",
    "changeme",
    "secret",
    "123456789",
    "1q2w3e4r",
    "пароль",
    "йцукен",
    "администратор",
    "привет",
    "hiring",
)
HASHER = PasswordHash((Argon2Hasher(),))


def make_one_time_password() -> str:
    """Four groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def make_session_stamp() -> str:
    return secrets.token_hex(16)


def hash_password(password: str) -> str:
    return HASHER.hash(_encode(password))


def verify_password(password: str, stored: str | None) -> bool:
    """Takes as long for an account that does not exist (`stored` None) as for one that does."""
    decoy = _decoy()
    right = HASHER.verify(_encode(password), decoy if stored is None else stored)
    return right and stored is not None


def check_password(password: str, *, where: str, about: tuple[str, ...]) -> list[Problem]:
    """Length, and whether it is easy to guess: a common one, the person's own name or e-mail, or few characters repeated."""
    if len(password) < SHORTEST:
        return [Problem("password_too_short", where)]
    if len(password) > LONGEST:
        return [Problem("too_long", where, {"most": LONGEST})]
    return [Problem("password_too_common", where)] if _is_common(password.casefold(), about) else []


def _is_common(password: str, about: tuple[str, ...]) -> bool:
    """What is left of it beside a guessable part is too short to count as a password."""
    parts = [part.casefold() for text in about for part in text.replace("@", " ").split() if len(part) > 3]
    guessable = [part for part in (*COMMON, *parts) if part in password]
    rest = password
    for part in guessable:
        rest = rest.replace(part, "")
    return len(set(password)) < FEWEST_DIFFERENT or (bool(guessable) and len(rest) <= SHORTEST // 2)


def _encode(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _decoy() -> str:
    return hash_password(secrets.token_hex(16))
