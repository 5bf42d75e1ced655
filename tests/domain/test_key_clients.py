"""The key client calculator: cases and promises."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_cases import kam, plain, read_named

from hiring.domain.key_clients import KeyClients, judge_key_clients

TOLD = read_named("key_clients")
SHARES = "key_client.portfolio_profit_share"


def judge(answers: dict[str, Any]) -> KeyClients:
    rule = kam().key_client
    assert rule is not None
    return judge_key_clients(rule, answers)


@pytest.mark.parametrize("name", TOLD)
def test_calculator(name: str) -> None:
    case = TOLD[name]
    found = judge(case["answers"])
    told = {key: getattr(found, key) for key in case["expect"] if key != "key"}
    if "key" in case["expect"]:
        told["key"] = {line.code: "?" if line.key is None else line.key for line in found.lines}
    assert plain(told) == plain(case["expect"])


def test_shares_above_the_whole_are_a_problem() -> None:
    rows = [{"code": "A", "share": 60}, {"code": "B", "share": 41}]
    problems = judge({SHARES: {"clients": rows}}).problems
    assert [(problem.code, problem.values) for problem in problems] == [("client_shares_above_whole", {"total": 101})]
    for whole in ([rows[0], {"code": "B", "share": 40}], [rows[0], {"code": "B"}]):
        assert judge({SHARES: {"clients": whole}}).problems == ()


clients = st.fixed_dictionaries(
    {
        "code": st.text("ABCDEFGH", min_size=1, max_size=3),
        "share": st.none() | st.integers(0, 100),
        "market_leader": st.none() | st.booleans(),
        "growth_potential": st.none() | st.booleans(),
        "partner_attitude": st.none() | st.booleans(),
    }
)


@given(st.lists(clients, max_size=6), st.randoms(use_true_random=False), st.sampled_from(["either", "share", "criteria"]))
def test_the_order_of_clients_never_matters(rows: list[dict[str, Any]], random: Any, way: str) -> None:
    before, after = (
        judge({"key_client.rule": way, SHARES: {"clients": listed}}) for listed in (rows, random.sample(rows, len(rows)))
    )
    assert sorted(map(repr, before.lines)) == sorted(map(repr, after.lines))
    assert (before.joint, before.largest, before.dependency) == (after.joint, after.largest, after.dependency)


@given(clients, st.sampled_from(["market_leader", "growth_potential", "partner_attitude"]), st.booleans())
def test_knowing_more_never_turns_a_verdict_round(row: dict[str, Any], criterion: str, said: bool) -> None:
    unknown = judge({SHARES: {"clients": [{**row, criterion: None}]}}).lines[0].key
    known = judge({SHARES: {"clients": [{**row, criterion: said}]}}).lines[0].key
    assert unknown is None or unknown == known


@given(st.integers(1, 100))
def test_no_more_clients_than_possible_pass_the_threshold(threshold: int) -> None:
    found = judge({"key_client.share_threshold": {"threshold": threshold}})
    assert found.most_possible is not None
    assert found.most_possible * Fraction(threshold, 100) <= 1 < (found.most_possible + 1) * Fraction(threshold, 100)
