"""Closeness of markets: cases and promises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_cases import kam, plain, profile_of, read_named
from small_rubric import make_rubric

from hiring.domain.adjacency import Adjacency, adjacency
from hiring.domain.profile import build_profile
from hiring.errors import Invalid

TOLD = read_named("adjacency")
POSITION = {
    "profile.client_type": {
        "industry": "health",
        "size": "large",
        "decides": "director",
        "cycle": "three_six",
        "deal": "large",
    },
    "profile.industry.product": "science",
    "sourcing.adjacent_markets": {"allowed": True, "markets": ["machinery"]},
}


def close(market: dict[str, Any] | None, answers: dict[str, Any] | None = None) -> Adjacency:
    profile = profile_of({"level": "L2", "answers": {**POSITION, **(answers or {})}})
    return adjacency(profile, None if market is None else {"market": market})


@pytest.mark.parametrize("name", TOLD)
def test_closeness(name: str) -> None:
    case = TOLD[name]
    if "refused" in case:
        with pytest.raises(Invalid) as refused:
            close(None, case["answers"])
        assert [problem.code for problem in refused.value.problems] == case["refused"]
        return
    found = close(case["market"], case.get("answers"))
    assert plain({key: getattr(found, key) for key in case["expect"]}) == plain(case["expect"])


def choices(part: str) -> list[str]:
    field = kam().field("profile.client_type")
    return [choice.value for item in field.parts if item.id == part for choice in item.choices]


def markets() -> st.SearchStrategy[dict[str, Any]]:
    parts = {part: st.none() | st.sampled_from(choices(part)) for part in ("industry", "size", "decides", "cycle", "deal")}
    return st.fixed_dictionaries({**parts, "product": st.none() | st.sampled_from(choices("industry"))})


def weights() -> st.SearchStrategy[dict[str, int]]:
    listed = st.fixed_dictionaries({part: st.integers(0, 100) for part in ("clientele", "deal", "product")})
    return listed.filter(lambda item: item["clientele"] > item["product"])


@given(markets(), weights())
def test_closeness_lies_between_nothing_and_one(market: dict[str, Any], weighed: dict[str, int]) -> None:
    found = close(market, {"sourcing.clientele_similarity": weighed})
    for value in (found.clientele, found.deal, found.product, found.score):
        assert value is None or 0 <= value <= 1
    assert found.weights is not None
    assert found.weights.clientele + found.weights.deal + found.weights.product == 1
    assert found.weights.clientele > found.weights.product
    assert (found.score is None) == (found.clientele is None)


@given(weights())
def test_the_clientele_outweighs_the_product(weighed: dict[str, int]) -> None:
    told = {"sourcing.clientele_similarity": weighed}
    deals = {"cycle": "three_six", "deal": "large"}
    same_clients = close({"industry": "health", "size": "large", "decides": "director", **deals, "product": "food"}, told)
    same_product = close({"industry": "food", "size": "small", "decides": "owner", **deals, "product": "science"}, told)
    assert (same_clients.score or 0) > (same_product.score or 0)


@given(markets())
def test_what_is_made_alike_never_moves_a_market_away(market: dict[str, Any]) -> None:
    before, after = close(market).clientele, close({**market, "industry": "health"}).clientele
    assert after is not None and (before is None or market["industry"] is None or after >= before)


def test_a_rubric_that_does_not_ask_has_no_closeness() -> None:
    found = adjacency(build_profile(make_rubric(), level_sought="middle"), {"market": {"industry": "health"}})
    assert (found.score, found.weights) == (None, None)
