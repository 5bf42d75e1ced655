"""Each of the employer's questions acts: two answers to it, and what is different.

Questions that are only printed are held by the test of the brief.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from profile_cases import CASES, kam, plain, profile_of
from ruamel.yaml import YAML

from hiring.domain.adjacency import adjacency
from hiring.domain.assessment import Dossier, RaisedFlag, assess
from hiring.domain.changes import profile_changes
from hiring.domain.comparison import compare
from hiring.domain.completeness import missing_answers
from hiring.domain.consequences import all_consequences
from hiring.domain.gates import judge_gates
from hiring.domain.key_clients import judge_key_clients
from hiring.domain.levels import advise_levels
from hiring.domain.pay import check_pay
from hiring.domain.placement import place
from hiring.domain.profile import Profile
from hiring.domain.scorecard import Rating, Scorecard

TOLD: dict[str, dict[str, Any]] = {
    case["field"]: case for case in YAML(typ="safe").load((CASES / "fields.yaml").read_text(encoding="utf-8"))
}
ACTING = [field for field, case in TOLD.items() if "acts" in case]
CONSEQUENCES = {"competency", "question", "probe", "figure", "duty", "red_flag", "warning"}
CLIENTS = [
    {"code": "A", "share": 12, "market_leader": True, "growth_potential": False, "partner_attitude": False},
    {"code": "B", "share": 4, "market_leader": True, "growth_potential": True, "partner_attitude": False},
]


@dataclass(frozen=True)
class Side:
    """A profile and a candidate, as one of the two answers makes them."""

    case: Mapping[str, Any]

    @property
    def profile(self) -> Profile:
        return profile_of(self.case)

    def dossier(self, name: str = "Anna", **facts: object) -> Dossier:
        ratings = tuple(Rating(item.id, 4, "what was said") for item in self.profile.competencies)
        flags = tuple(RaisedFlag(flag, "what was said") for flag in self.case.get("flags", []))
        cards = (Scorecard("Rater", ratings),) if "facts" not in self.case else ()
        return Dossier(name, cards, facts={**self.case.get("facts", {}), **facts}, flags=flags)


def side(field: str, which: str) -> Side:
    case = TOLD[field]
    told = {"level": "L2", **case.get("with", {})}
    answers = {"key_client.portfolio_profit_share": {"clients": CLIENTS}} if field.startswith("key_client.") else {}
    told["answers"] = {**answers, **told.get("answers", {})}
    place_of = case.get("vary", field)
    if "." in place_of:
        told["answers"][place_of] = case[which]
    else:
        told[place_of] = case[which]
    return Side(told)


def consequence(kind: str) -> Callable[[Side, str], object]:
    def look(it: Side, identity: str) -> object:
        found = [item for item in all_consequences(it.profile) if (item.kind, item.id) == (kind, identity)]
        assert found, f"the rubric has no conditional {kind} {identity}"
        return any(item.on for item in found)

    return look


def standard(attribute: str) -> Callable[[Side, str], object]:
    def look(it: Side, identity: str) -> object:
        listed = {item.competency: item for item in it.profile.sought.standards}
        return getattr(listed[identity], attribute) if identity in listed else None

    return look


def gate(it: Side, identity: str) -> object:
    results = judge_gates(assess(it.dossier(), it.profile), it.profile.level_sought)
    return next((item.state.value for item in results if item.gate.id == identity), "off")


def key_clients(it: Side, attribute: str) -> object:
    rule = kam().key_client
    assert rule is not None
    found = judge_key_clients(rule, it.profile.answers)
    return getattr(found, attribute)


def key(it: Side, code: str) -> object:
    lines: Any = key_clients(it, "lines")
    return next(line.key for line in lines if line.code == code)


def pay(it: Side, what: str) -> object:
    found = check_pay(it.profile)
    assert found.ratio is not None
    match what:
        case "problems":
            return [problem.code for problem in found.problems]
        case "ratio":
            return found.ratio.ratio
        case "ratio_enough":
            return found.ratio.enough
    return next(example.full.commission for example in found.examples if example.basis == "deal_sum")


def order(it: Side, _: str) -> object:
    dossiers = (it.dossier("Anna", degree="bachelor"), it.dossier("Boris", degree="master"))
    return compare(place(assess(dossier, it.profile)) for dossier in dossiers).order


def changes(it: Side, _: str) -> object:
    before = profile_of({**it.case, "adjustments": []})
    return sorted({item.kind.value for item in profile_changes(before, it.profile)})


LOOKS: dict[str, Callable[[Side, str], object]] = {
    **{kind: consequence(kind) for kind in CONSEQUENCES},
    **{attribute: standard(attribute) for attribute in ("weight", "minimum", "critical")},
    "gate": gate,
    "key_clients": key_clients,
    "key": key,
    "pay": pay,
    "order": order,
    "changes": changes,
    "missing": lambda it, identity: identity in missing_answers(kam(), it.profile.answers, it.profile.level_sought),
    "adjacency": lambda it, part: getattr(adjacency(it.profile, it.case["facts"]), part),
    "fits": lambda it, level: next(item.fits for item in advise_levels(it.profile) if item.level == level),
    "score": lambda it, competency: assess(it.dossier(), it.profile).competency(competency).score,
}


@pytest.mark.parametrize("field", ACTING)
def test_a_question_acts(field: str) -> None:
    one, other = side(field, "one"), side(field, "other")
    for what, expected in TOLD[field]["acts"].items():
        kind, _, identity = what.partition(":")
        found = [LOOKS[kind](it, identity) for it in (one, other)]
        assert plain(found) == plain(expected), what
        assert found[0] != found[1], f"{what} is the same with both answers"


def test_every_question_is_here_and_each_acts_or_is_printed() -> None:
    assert set(TOLD) == {item.id for item in kam().fields}
    assert len(TOLD) == 65
    for field, case in TOLD.items():
        assert case["one"] != case["other"], field
        assert "acts" in case or case.get("printed") is True, field


def test_what_a_case_varies_is_a_question_or_a_part_of_the_candidate() -> None:
    known = {item.id for item in kam().fields}
    known |= {f"{item.id}.{followup.id}" for item in kam().fields for followup in item.followups}
    assert {case["vary"] for case in TOLD.values() if "vary" in case} <= known | {"level", "facts", "flags", "adjustments"}
