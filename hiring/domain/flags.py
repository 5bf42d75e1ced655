"""Red flags as an interviewer raises them: which ones there are to raise, and what one needs before it counts."""

from __future__ import annotations

from collections.abc import Mapping

from hiring.domain.conditions import holds
from hiring.domain.profile import Profile
from hiring.domain.rubric import RedFlag
from hiring.errors import Problem


def offered_flags(profile: Profile) -> tuple[RedFlag, ...]:
    """Those of the rubric that the answers do not switch off, in its order."""
    values = profile.values
    flags = profile.rubric.red_flags
    return tuple(flag for flag in flags if flag.when is None or holds(flag.when, values) is not False)


def flags_beside(flags: tuple[RedFlag, ...], competency: str) -> tuple[RedFlag, ...]:
    """What shows in an answer about the competency: its own flags first, then those that belong to no competency."""
    own = tuple(flag for flag in flags if competency in flag.competencies)
    return own + tuple(flag for flag in flags if not flag.competencies)


def check_flags(raised: Mapping[str, str]) -> tuple[Problem, ...]:
    """A flag counts with the quoted fact alone; `raised` maps flags to their quotes."""
    return tuple(Problem("flag_quote_missing", flag) for flag, quote in raised.items() if not quote.strip())
