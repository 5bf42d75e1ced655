"""The pay check: the worked example, the ratio of levels, and a whole of fixed and variable."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_cases import plain, profile_of, read_named

from hiring.domain.pay import Tier, check_pay, commission_example, read_tiers

TOLD = read_named("pay")
TERMS = {"currency": "RUB", "period": "month", "tax": "gross"}


@pytest.mark.parametrize("name", TOLD)
def test_commission(name: str) -> None:
    case = TOLD[name]
    margin, discount = Fraction(case["margin"], 100), Fraction(case["discount"], 100)
    found = commission_example(Fraction(case["deal"]), margin, discount, read_tiers(case["tiers"]), case["basis"])
    for side in ("full", "discounted"):
        outcome = getattr(found, side)
        assert {key: getattr(outcome, key) for key in case[side]} == plain(case[side])


@given(
    st.fractions(1, 10**7),
    st.fractions(0, 1, max_denominator=100),
    st.fractions(0, 1, max_denominator=100),
    st.fractions(0, 1, max_denominator=100),
)
def test_on_the_margin_a_discount_never_pays_a_larger_part_of_it(
    deal: Fraction, margin: Fraction, discount: Fraction, rate: Fraction
) -> None:
    found = commission_example(deal, margin, discount, [Tier(Fraction(0), None, rate)], "margin")
    assert found.full.commission is not None and found.discounted.commission is not None
    assert 0 <= found.discounted.commission <= found.full.commission
    assert found.discounted.of_margin in (None, rate)


@given(st.lists(st.fixed_dictionaries({"from": st.integers(0, 9), "percent": st.integers(1, 50)}), max_size=4), st.randoms())
def test_the_order_of_tiers_never_matters(rows: list[dict[str, Any]], random: Any) -> None:
    by_start = {row["from"]: row for row in rows}
    listed = list(by_start.values())
    shuffled = random.sample(listed, len(listed))
    assert read_tiers(shuffled) == read_tiers(listed)


def test_examples_need_a_deal_a_margin_and_tiers() -> None:
    answers = {
        "pay.variable_basis.deal": 2000000,
        "pay.variable_basis.margin": 18,
        "pay.variable_basis.discount": 10,
        "pay.commission_tiers": [{"from": 0, "percent": 5}],
    }
    assert [item.basis for item in check_pay(profile_of({"level": "L2", "answers": answers})).examples] == [
        "deal_sum",
        "margin",
    ]
    for lacking in ("pay.variable_basis.deal", "pay.variable_basis.margin", "pay.commission_tiers"):
        fewer = {key: value for key, value in answers.items() if key != lacking}
        assert check_pay(profile_of({"level": "L2", "answers": fewer})).examples == ()


@pytest.mark.parametrize(
    ("ranges", "multiplier", "ratio", "enough"),
    [
        ({"L2": {"to": 200}, "L3": {"to": 400}}, None, Fraction(2), True),
        ({"L2": {"to": 200}, "L3": {"to": 399}}, None, Fraction(399, 200), False),
        ({"L2": {"from": 100}, "L3": {"from": 150}}, "1.5", Fraction(3, 2), True),
        ({"L2": {"to": 200}}, None, None, None),
        (None, None, None, None),
    ],
)
def test_level_ratio(ranges: object, multiplier: object, ratio: Fraction | None, enough: bool | None) -> None:
    answers = {"pay.level_ranges": ranges, "pay.level_multiplier": multiplier, "pay.currency_period_region": TERMS}
    found = check_pay(profile_of({"level": "L3", "answers": answers})).ratio
    assert found is not None
    assert (found.lower, found.higher, found.ratio, found.enough) == ("L2", "L3", ratio, enough)


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"pay.fixed_share": 70, "pay.variable_share": 30}, []),
        ({"pay.fixed_share": 70, "pay.variable_share": 40}, ["pay_shares_not_hundred"]),
        ({"pay.fixed_share": 70}, []),
        ({"pay.commission_tiers": [{"from": 10, "to": 5, "percent": 3}]}, ["tier_turned_round"]),
        ({"pay.commission_tiers": [{"from": 10, "to": 10, "percent": 3}]}, []),
    ],
)
def test_problems_of_pay(answers: dict[str, Any], codes: list[str]) -> None:
    found = check_pay(profile_of({"level": "L2", "answers": answers}))
    assert [problem.code for problem in found.problems] == codes


def test_the_problem_says_what_the_shares_add_up_to() -> None:
    found = check_pay(profile_of({"level": "L2", "answers": {"pay.fixed_share": 70, "pay.variable_share": 40}}))
    assert found.problems[0].values == {"fixed": 70, "variable": 40, "total": 110}


def test_the_basis_stands_without_an_answer_and_so_does_a_deal_without_a_discount() -> None:
    answers = {
        "pay.variable_basis.deal": 1000,
        "pay.variable_basis.margin": 20,
        "pay.commission_tiers": [{"percent": 5}],
    }
    found = check_pay(profile_of({"level": "L2", "answers": answers}))
    assert found.basis == "margin"
    assert [(example.discount, example.full == example.discounted) for example in found.examples] == [(0, True), (0, True)]


def test_benchmarks_are_history_and_fill_nothing() -> None:
    found = check_pay(profile_of({"level": "L2"}))
    assert (found.fixed, found.variable, found.examples) == (None, None, ())
    assert found.ratio is not None and found.ratio.ratio is None
