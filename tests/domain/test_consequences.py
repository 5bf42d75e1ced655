"""What an answer acts on, and what changes when it changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from profile_cases import kam, profile_of

from hiring.domain.conditions import Equals, Given
from hiring.domain.consequences import (
    Consequence,
    all_consequences,
    compare_consequences,
    fields_read,
)
from hiring.domain.profile import Profile


def with_answers(level: str = "L2", **parts: Any) -> Profile:
    return profile_of({"level": level, **parts})


def said(pair: tuple[Consequence | None, Consequence | None]) -> tuple[str, str, bool | None, bool | None]:
    before, after = pair
    either = before or after
    assert either is not None
    return either.kind.value, either.id, before and before.on, after and after.on


def changed(before: Profile, after: Profile) -> set[tuple[str, str, bool | None, bool | None]]:
    return {said(pair) for pair in compare_consequences(before, after)}


def reading(profile: Profile, field: str) -> list[Consequence]:
    """What reads the answer, in the order of kinds and of the rubric."""
    return [item for item in all_consequences(profile) if field in item.depends_on]


def test_leading_a_team_brings_in_what_belongs_to_it() -> None:
    lead = with_answers(answers={"profile.team_mode": "lead"})
    found = changed(with_answers(), lead)
    assert {
        ("competency", "team-leadership", False, True),
        ("gate", "K4", False, True),
        ("red_flag", "RF16", False, True),
        ("standard", "team-leadership", None, True),
    } <= found
    assert {kind for kind, *_ in found} <= {"competency", "gate", "red_flag", "standard", "probe"}


def test_a_mixed_portfolio_adds_one_to_carrying_out_deals() -> None:
    mixed = with_answers(answers={"profile.portfolio_mode": "mixed"})
    weight = next(item for item in reading(mixed, "profile.portfolio_mode") if item.kind == "weight")
    assert (weight.id, weight.on, weight.amount, weight.depends_on) == (
        "deal-execution",
        True,
        1,
        ("profile.portfolio_mode",),
    )
    assert ("question", "account-strategy-mixed", False, True) in changed(with_answers(), mixed)


def test_a_complete_sorting_switches_the_additions_off() -> None:
    sorting = dict.fromkeys([item.id for item in with_answers().competencies], "medium")
    sorted_profile = with_answers(answers={"profile.portfolio_mode": "mixed"}, priorities=sorting)
    weight = next(item for item in reading(sorted_profile, "profile.portfolio_mode") if item.kind == "weight")
    assert weight.on is False
    assert sorted_profile.sought.standard("deal-execution").weight == 2


def test_another_level_changes_standards_and_gates() -> None:
    found = changed(with_answers("L2"), with_answers("L3"))
    assert ("standard", "account-strategy", True, True) in found
    assert {("gate", "K7", True, True), ("gate", "K8", False, True)} & found == {("gate", "K8", False, True)}
    standard = next(item for item in reading(with_answers("L3"), "profile.level") if item.id == "account-strategy")
    assert standard.asks == {"minimum": 4, "weight": Fraction(4), "critical": True}


def test_a_gate_tells_what_it_holds_candidates_against() -> None:
    before, after = with_answers(), with_answers(answers={"requirements.related_years_min": 7})
    pairs = [pair for pair in compare_consequences(before, after) if said(pair)[1] == "K1"]
    assert [(one.asks, other.asks) for one, other in pairs if one and other] == [
        (
            {"requirements.experience_type": ["sales", "vip_clients"], "requirements.related_years_min": 3},
            {"requirements.experience_type": ["sales", "vip_clients"], "requirements.related_years_min": 7},
        )
    ]


def test_a_warning_brings_its_numbers() -> None:
    hunter = with_answers(answers={"profile.hunter_share": 80})
    warning = next(item for item in reading(hunter, "profile.hunter_share") if item.id == "W3")
    assert warning.on is True
    assert warning.because is not None
    assert warning.because.values == {"answers": {"profile.hunter_share": 80}}


def test_nothing_changes_when_nothing_does() -> None:
    profile = with_answers(answers={"profile.team_mode": "lead", "requirements.degree": "required"})
    assert compare_consequences(profile, profile) == ()


def test_what_reads_no_answer_is_no_consequence() -> None:
    assert all(item.depends_on for item in all_consequences(with_answers()))
    assert reading(with_answers(), "role.title_aliases") == []


@pytest.mark.parametrize(
    ("condition", "fields"),
    [
        (Equals("answer:profile.training_capacity.mentor", True), ("profile.training_capacity",)),
        (Equals("answer:level", "L1"), ("profile.level",)),
        (Given("answer:profile.portfolio_mode.small_share"), ("profile.portfolio_mode",)),
        (Given("answer:pay.budget"), ("pay.currency_period_region", "pay.budget")),
        (Given("fact:degree"), ()),
    ],
)
def test_a_part_belongs_to_its_field(condition: Any, fields: tuple[str, ...]) -> None:
    assert fields_read(kam(), [condition]) == fields


def test_keys_are_apart() -> None:
    keys = [(item.kind, item.id, item.depends_on) for item in all_consequences(with_answers())]
    assert len(keys) == len(set(keys))
