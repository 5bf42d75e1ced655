"""A panel report as plain data, to be kept and read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from hiring.domain.icc import Coefficient
from hiring.domain.panel import PanelPerson, PanelReport
from hiring.domain.panel_agreement import CompetencyAgreement, Missing, OverallAgreement, Pairs
from hiring.domain.panel_habits import Habits, Waited
from hiring.domain.panel_severity import SeverityGap

VERSION = 1
"""Of the form below. A report kept in another form is not read: measuring anew makes one in this."""


def report_data(report: PanelReport) -> dict[str, Any]:
    """Numbers, texts, lists and mappings with texts as keys; fractions as "3/2"."""
    return {"form": VERSION, **_plain(asdict(report))}


def read_report(data: Mapping[str, Any]) -> PanelReport | None:
    """What `report_data` was made from; None for anything else, such as an older form."""
    if data.get("form") != VERSION:
        return None
    return PanelReport(
        candidates=data["candidates"],
        overall=_overall(data["overall"]),
        competencies=tuple(_competency(item) for item in data["competencies"]),
        people=tuple(_person(item) for item in data["people"]),
        severity_gap=SeverityGap(data["severity_gap"]) if data["severity_gap"] else None,
        groups=tuple(frozenset(group) for group in data["groups"]),
    )


def _plain(value: Any) -> Any:
    match value:
        case Fraction():
            return str(value)
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case frozenset():
            return sorted(value)
    return str(value) if isinstance(value, str) else value


def _coefficient(data: Mapping[str, float] | None) -> Coefficient | None:
    return None if data is None else Coefficient(**data)


def _overall(data: Mapping[str, Any]) -> OverallAgreement:
    missing = Missing(data["missing"]) if data["missing"] else None
    return OverallAgreement(data["candidates"], Pairs(**data["pairs"]), _coefficient(data["alpha"]), missing)


def _competency(data: Mapping[str, Any]) -> CompetencyAgreement:
    cases = data["cases"]
    return CompetencyAgreement(
        competency=data["competency"],
        candidates=data["candidates"],
        pairs=Pairs(**data["pairs"]),
        discussed=data["discussed"],
        one_way=_coefficient(data["one_way"]),
        alpha=_coefficient(data["alpha"]),
        cases=None if cases is None else {case: Coefficient(**item) for case, item in cases.items()},
        missing={name: Missing(why) for name, why in data["missing"].items()},
    )


def _person(data: Mapping[str, Any]) -> PanelPerson:
    return PanelPerson(_habits(data["habits"]), data["together"], _coefficient(data["severity"]))


def _habits(data: Mapping[str, Any]) -> Habits:
    waited = data["waited"]
    return Habits(
        **{
            **data,
            "points": {int(point): count for point, count in data["points"].items()},
            "words": None if data["words"] is None else Fraction(data["words"]),
            "waited": None if waited is None else Waited(Fraction(waited["median"]), waited["longest"], waited["count"]),
        }
    )
