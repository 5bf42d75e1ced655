"""Documents as they are frozen, drawn, and kept among the files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hiring.actions.profiles import Position
from hiring.domain.comparison import Comparison
from hiring.domain.placement import Placement
from hiring.domain.rubric import fingerprint
from hiring.domain.uncertainty import RatingError
from hiring.pdf import (
    BriefDocument,
    ComparisonDocument,
    DocumentSubject,
    ProfileDocument,
    build_brief_document,
    build_comparison_document,
    build_profile_document,
    render_pdf,
)

KINDS: Mapping[str, type[ProfileDocument | ComparisonDocument | BriefDocument]] = {
    "profile": ProfileDocument,
    "comparison": ComparisonDocument,
    "brief": BriefDocument,
}
LONGEST_NAME = 80
"""Characters of a name within the name of a file."""


def drawing_key(snapshot: Mapping[str, object]) -> str:
    """The same snapshot gives the same bytes, so its fingerprint is the name of the file."""
    return f"documents/{fingerprint(snapshot)}.pdf"


def freeze_profile(
    placement: Placement,
    *,
    name: str,
    position: Position,
    error: RatingError,
    number: str,
    locale: str,
    today: dt.date,
) -> dict[str, Any]:
    """Everything the profile of a candidate says, in its language, as plain data: its bands with it, as they are now."""
    subject = _subject(name, position, number, today)
    return build_profile_document(placement, subject=subject, error=error, locale=locale).to_snapshot()


def freeze_comparison(
    comparison: Comparison, *, position: Position, error: RatingError, number: str, locale: str, today: dt.date
) -> dict[str, Any]:
    """Everything the comparison says, in its language, as plain data: bands, groups and draws with it, as they are now."""
    subject = _subject("", position, number, today)
    return build_comparison_document(comparison, subject=subject, locale=locale, error=error).to_snapshot()


def freeze_brief(
    position: Position,
    *,
    versions: Sequence[tuple[int, dt.date, str]],
    approvals: Sequence[tuple[dt.date, str, str, str]],
    number: str,
    locale: str,
    today: dt.date,
) -> dict[str, Any]:
    """Everything the order to an agency says, in its language, as plain data. It is good for as long as the profile is."""
    subject = replace(_subject("", position, number, today), valid_until=None)
    return build_brief_document(
        position.profile,
        subject=subject,
        number=position.profile_number,
        versions=versions,
        approvals=approvals,
        locale=locale,
    ).to_snapshot()


def file_name(number: str, kind: str, snapshot: Mapping[str, Any]) -> str:
    """The number and whom or what it is about, in letters that any system takes as the name of a file."""
    about = str(snapshot["candidate"] if kind == "profile" else snapshot["head"]["position"])
    plain = " ".join(re.sub(r'[\\/:*?"<>|]', " ", about).split())[:LONGEST_NAME].rstrip(" .")
    return f"{number} {plain}".rstrip() + ".pdf"


def draw(kind: str, snapshot: Mapping[str, Any]) -> bytes:
    """The PDF of a frozen `profile`, `comparison` or `brief`."""
    return render_pdf(KINDS[kind].from_snapshot(dict(snapshot)))


def _subject(name: str, position: Position, number: str, today: dt.date) -> DocumentSubject:
    return DocumentSubject(
        candidate_name=name,
        position_title=position.title,
        employer_name=position.employer_name,
        number=number,
        issued_on=today,
        valid_until=add_months(today, position.rubric.rules.validity_months),
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
