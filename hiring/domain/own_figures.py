"""Figures of the employer's own: what a profile names beside the rubric's, claimed and rated like any other.

The employer says in the profile by which numbers a good manager is known: a name, a unit, and which way is better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hiring.domain.rubric import Direction, Figure, FigureUnit, FigureUse, Rubric
from hiring.domain.text import Text

FIELD = "evidence.custom_metrics"
"""The question whose answer names them: rows of name, unit and better."""
OWN = "own:"
LONGEST_ID = 80
_BETWEEN = re.compile(r"[\W_]+")


def is_own(figure: str) -> bool:
    return figure.startswith(OWN)


def own_id(name: str) -> str | None:
    """`own:` and the letters and digits of the name: case, signs and spaces tell no figures apart. None without any."""
    slug = _BETWEEN.sub("-", name.casefold()).strip("-")[: LONGEST_ID - len(OWN)].rstrip("-")
    return f"{OWN}{slug}" if slug else None


def plain_name(figure: str) -> str:
    """What the id of an own figure tells of its name, where nothing else is at hand."""
    return figure.removeprefix(OWN).replace("-", " ")


def own_figures(rubric: Rubric, answers: Mapping[str, object]) -> tuple[Figure, ...]:
    """In the employer's order, each once; the unit is part of the name. Better when higher, unless the employer says lower.

    They have no thresholds and no texts of their own until the employer gives some; without thresholds they are shown only.
    """
    rows = answers.get(FIELD)
    found: dict[str, Figure] = {}
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, Mapping) and (identity := own_id(str(row.get("name") or ""))):
            found.setdefault(identity, _figure(identity, row, rubric.languages))
    return tuple(found.values())


def _figure(identity: str, row: Mapping[str, object], languages: Iterable[str]) -> Figure:
    parts = (" ".join(str(row.get(part) or "").split()) for part in ("name", "unit"))
    listed = tuple(languages)
    name, nothing = Text.of(dict.fromkeys(listed, ", ".join(filter(None, parts)))), Text.of(dict.fromkeys(listed, ""))
    better = Direction.DOWN if row.get("better") == Direction.DOWN else Direction.UP
    return Figure(identity, name, FigureUse.OPTIONAL, FigureUnit.RATIO, nothing, nothing, nothing, better)
