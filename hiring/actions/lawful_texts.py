"""Criteria that the law forbids are refused in everything an employer writes; nobody can switch that off."""

from __future__ import annotations

from collections.abc import Mapping

from hiring.domain.profile import Profile
from hiring.domain.restricted import find_restricted
from hiring.domain.rubric import Rubric
from hiring.domain.warnings import employer_texts
from hiring.errors import Problem


def check_lawful(rubric: Rubric, answers: Mapping[str, object], reasons: Mapping[str, str]) -> list[Problem]:
    """A problem at `answers.<field id>` or `reasons.<field id>` for each forbidden criterion, one a word."""
    said = Profile(rubric, "", answers, ())
    texts = [(f"answers.{field}", text) for field, text in employer_texts(said)]
    texts += [(f"reasons.{field}", reason) for field, reason in reasons.items()]
    found = {(where, use.word.casefold()): use for where, text in texts for use in find_restricted(text)}
    return [Problem("restricted", where, {"use": use}) for (where, _), use in found.items()]
