"""Errors that a person can act on.

Each carries codes and values, never a finished sentence: `hiring.wording` says them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` names it, `where` says at which field, row or key, `values` fill the sentence."""

    code: str
    where: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class HiringError(Exception):
    """Base of every error that is shown to a person instead of a traceback."""


class NotFound(HiringError):
    """There is no such thing, or it belongs to somebody else: the two are told apart for nobody."""

    def __init__(self, kind: str, identity: object) -> None:
        super().__init__(f"{kind} {identity} not found")
        self.kind = kind
        self.identity = identity


class Forbidden(HiringError):
    """The person may see the thing but not do this to it."""

    def __init__(self, permission: str) -> None:
        super().__init__(f"not allowed: {permission}")
        self.permission = permission


class Invalid(HiringError):
    """The input breaks rules; nothing was changed. `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in self.problems))


class Conflict(HiringError):
    """Somebody changed the same thing first, or its state no longer allows this; `code` says which."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
