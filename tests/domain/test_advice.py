"""Which level budget, time and training allow, what is missing, and what a version changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_cases import kam, profile_of, read_named

from hiring.domain.changes import Change, ChangeKind, profile_changes
from hiring.domain.completeness import is_open, missing_answers
from hiring.domain.levels import advise_levels, advise_make_or_buy
from hiring.domain.warnings import RaisedWarning
from hiring.language import LOCALES, get_language
from hiring.wording.intake import say_change

TOLD = read_named("advice")


@pytest.mark.parametrize("name", TOLD)
def test_advice(name: str) -> None:
    case = TOLD[name]
    profile = profile_of(case)
    advice = {item.level: item for item in advise_levels(profile)}
    assert {level: "?" if advice[level].fits is None else advice[level].fits for level in case["fits"]} == case["fits"]
    for level, expected in case.get("obstacles", {}).items():
        found = [item.warning.id if isinstance(item, RaisedWarning) else item.code for item in advice[level].obstacles]
        assert found == expected
    if "make_or_buy" in case:
        assert advise_make_or_buy(profile) == case["make_or_buy"]


WHOLE: dict[str, Any] = {
    "profile.level": "L2",
    "profile.sales_system": {"channels": ["field"]},
    "profile.client_type": {"industry": "health", "size": "large", "decides": "director"},
    "pay.currency_period_region": {"currency": "RUB", "period": "month"},
    "pay.budget": {"to": 200000},
}


def test_before_anything_is_answered() -> None:
    assert set(missing_answers(kam(), {}, "L2")) == {
        "profile.sales_system.channels",
        "profile.client_type.industry",
        "profile.client_type.size",
        "profile.client_type.decides",
        "pay.currency_period_region.currency",
        "pay.currency_period_region.period",
        "pay.budget",
    }


def test_nothing_is_missing() -> None:
    assert missing_answers(kam(), WHOLE, "L2") == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"profile.level": "open"}, ("profile.level",)),
        ({"profile.level": None}, ()),
        ({"profile.sales_system": {"description": "By telephone", "channels": []}}, ("profile.sales_system.channels",)),
        ({"profile.client_type": {"industry": "health", "size": "large"}}, ("profile.client_type.decides",)),
        ({"pay.budget": {"from": None, "to": None}}, ("pay.budget",)),
        ({"pay.budget": {"from": 1}}, ()),
        ({"profile.portfolio_mode": None}, ()),
    ],
)
def test_what_is_missing(change: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_answers(kam(), {**WHOLE, **change}, "L2") == missing


@pytest.mark.parametrize("answer", [False, 0, "x", [0], {"a": False}])
def test_false_and_nought_are_answers(answer: object) -> None:
    assert not is_open(answer)


@pytest.mark.parametrize("answer", [None, "", "  ", [], {}, {"a": None, "b": ""}, [{"a": ""}]])
def test_nothing_in_any_wrapping_is_open(answer: object) -> None:
    assert is_open(answer)


@given(st.sets(st.sampled_from(sorted(WHOLE))))
def test_answering_more_never_makes_more_missing(answered: set[str]) -> None:
    fewer = {key: value for key, value in WHOLE.items() if key in answered}
    assert set(missing_answers(kam(), WHOLE, "L2")) <= set(missing_answers(kam(), fewer, "L2"))


# What a version changes.

BEFORE = {"level": "L2", "answers": {"profile.travel": 10, "profile.portfolio_mode.clients": 12}}
AFTER = {
    "level": "L3",
    "answers": {"profile.travel": 30, "profile.portfolio_mode": "mixed"},
    "reasons": {"profile.travel": "four regions"},
    "thresholds": {"long_term_clients": [2, 5, 9]},
    "adjustments": [{"level": "L2", "competency": "negotiation", "minimum": 4, "reason": "prices are under attack"}],
}


def test_changes_of_every_kind() -> None:
    found = profile_changes(profile_of(BEFORE), profile_of(AFTER))
    assert Change(ChangeKind.LEVEL, "", "L2", "L3") in found
    assert Change(ChangeKind.ANSWER, "profile.travel", 10, 30) in found
    assert Change(ChangeKind.ANSWER, "profile.portfolio_mode", None, "mixed") in found
    assert Change(ChangeKind.ANSWER, "profile.portfolio_mode.clients", 12, None) in found
    assert Change(ChangeKind.REASON, "profile.travel", None, "four regions") in found
    assert Change(ChangeKind.WEIGHT, "deal-execution", Fraction(2), Fraction(3), "L2") in found
    assert Change(ChangeKind.MINIMUM, "negotiation", 3, 4, "L2") in found
    assert Change(ChangeKind.THRESHOLD, "long_term_clients", None, (2, 5, 9)) in found
    assert {item.kind for item in found} == set(ChangeKind) - {ChangeKind.PRIORITY}


def test_a_sorting_is_a_change_of_priorities_and_weights() -> None:
    sorting = dict.fromkeys([item.id for item in profile_of(BEFORE).competencies], "low")
    found = profile_changes(profile_of(BEFORE), profile_of({**BEFORE, "priorities": sorting}))
    assert {item.kind for item in found} == {ChangeKind.PRIORITY, ChangeKind.WEIGHT}


def test_the_same_profile_changes_nothing() -> None:
    assert profile_changes(profile_of(AFTER), profile_of(AFTER)) == ()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_change_can_be_said(locale: str) -> None:
    for change in profile_changes(profile_of(BEFORE), profile_of(AFTER)):
        said = say_change(change, kam(), get_language(locale))
        assert said and "%(" not in said
        assert not change.id or change.id not in said.split()
