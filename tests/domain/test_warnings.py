"""The warnings to the employer, each raised and each not raised."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest
from profile_cases import kam, plain, profile_of, read_named

from hiring.domain.gates import Reason
from hiring.domain.warnings import WARNING_RULES, raise_warnings
from hiring.language import LOCALES, get_language
from hiring.rubric_schema import WarningPart
from hiring.wording import say_reason

TOLD = read_named("warnings")


def reasons_of(name: str) -> dict[str, Reason]:
    return {item.warning.id: item.reason for item in raise_warnings(profile_of(TOLD[name]))}


@pytest.mark.parametrize("name", TOLD)
def test_warning(name: str) -> None:
    case, found = TOLD[name], reasons_of(name)
    assert set(case.get("raised", [])) <= set(found)
    assert set(case.get("quiet", [])) & set(found) == set()
    for warning, expected in case.get("because", {}).items():
        reason = found[warning]
        told = {"code": reason.code, **reason.values}
        told["said_of"] = list(told.get("answers", {}))
        for key, value in expected.items():
            if key == "answers":
                assert {part: told[key].get(part) for part in value} == value
            else:
                assert plain(told[key]) == plain(value)


@pytest.mark.parametrize("warning", [item.id for item in kam().warnings])
def test_each_warning_is_told_both_ways(warning: str) -> None:
    assert any(warning in case.get("raised", []) for case in TOLD.values())
    assert any(warning in case.get("quiet", []) for name, case in TOLD.items() if name.startswith(f"{warning} ")), (
        "one that clears it"
    )


def test_every_rule_a_rubric_may_name_is_known() -> None:
    allowed = {name for part in get_args(get_type_hints(WarningPart)["rule"]) for name in get_args(part)}
    assert {item.rule for item in kam().warnings if item.rule is not None} == set(WARNING_RULES) == allowed


@pytest.mark.parametrize("name", [name for name, case in TOLD.items() if "raised" in case])
@pytest.mark.parametrize("locale", LOCALES)
def test_the_reason_can_be_said(name: str, locale: str) -> None:
    for reason in reasons_of(name).values():
        said = say_reason(reason, kam(), get_language(locale))
        assert said and "%(" not in said and "profile." not in said


def test_warnings_keep_the_order_of_the_rubric() -> None:
    everything = profile_of(
        {
            "level": "L1",
            "answers": {
                "profile.team_mode": "lead",
                "profile.hunter_share": 90,
                "pay.variable_basis": "deal_sum",
                "key_client.portfolio_profit_share": {"largest": 50},
            },
        }
    )
    assert [item.warning.id for item in raise_warnings(everything)] == ["W1", "W3", "W4", "W6", "W10"]
