"""Sorting competencies into high, medium and low: cases and promises."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from small_rubric import ALWAYS_ON
from test_cases import CASES, kam

from hiring.domain.priorities import Priority, most_high, priority_weights
from hiring.domain.profile import Adjustment, Profile, build_profile
from hiring.errors import Invalid


def read(path: Path) -> dict[str, dict[str, Any]]:
    return {case["name"]: case for case in YAML(typ="safe").load(path)}


SORTINGS = read(CASES / "priorities.yaml")


def sort(case: dict[str, Any]) -> dict[str, str]:
    active = [item.id for item in profile_of({**case, "sorted": {}}).competencies]
    listed = {competency: step for step, names in case["sorted"].items() if names != "rest" for competency in names}
    rest = next((step for step, names in case["sorted"].items() if names == "rest"), None)
    return listed | ({item: rest for item in active if item not in listed} if rest else {})


def profile_of(case: dict[str, Any]) -> Profile:
    adjustments = [
        Adjustment(case["level"], item["competency"], Fraction(item["weight"]), None, item["reason"])
        for item in case.get("adjustments", [])
    ]
    sorting = sort(case) if case["sorted"] else {}
    return build_profile(
        kam(), level_sought=case["level"], answers=case.get("answers"), adjustments=adjustments, priorities=sorting
    )


@pytest.mark.parametrize("name", SORTINGS)
def test_sorting(name: str) -> None:
    case = SORTINGS[name]
    if "refused" in case:
        with pytest.raises(Invalid) as refused:
            profile_of(case)
        assert [problem.code for problem in refused.value.problems] == case["refused"]
        return
    profile = profile_of(case)
    for level, wanted in {case["level"]: case["weights"], **case.get("weights_of", {})}.items():
        standard = profile.standard_of(level)
        assert {item: standard.standard(item).weight for item in wanted} == wanted


def test_the_refusal_says_how_many_are_allowed_and_given() -> None:
    with pytest.raises(Invalid) as refused:
        profile_of(SORTINGS["everything high is refused"])
    assert refused.value.problems[0].values == {"most": 4, "given": 12}


sortings = st.fixed_dictionaries({item: st.sampled_from(list(Priority)) for item in ALWAYS_ON})


@given(sortings, st.randoms(use_true_random=False))
def test_the_order_of_sorting_never_matters(sorting: dict[str, Priority], random: Any) -> None:
    shuffled = dict(random.sample(list(sorting.items()), len(sorting)))
    assert priority_weights(ALWAYS_ON, shuffled) == priority_weights(ALWAYS_ON, sorting)


@given(sortings, st.sampled_from(ALWAYS_ON))
def test_raising_a_priority_never_lowers_its_share(sorting: dict[str, Priority], competency: str) -> None:
    shares = []
    for step in (Priority.LOW, Priority.MEDIUM, Priority.HIGH):
        weights = priority_weights(ALWAYS_ON, {**sorting, competency: step})
        assert weights is not None
        shares.append(weights[competency] / sum(weights.values()))
    assert shares == sorted(shares)


@given(st.integers(0, 40))
def test_at_most_a_third_is_high(count: int) -> None:
    most = most_high([str(at) for at in range(count)])
    assert 3 * most <= count < 3 * (most + 1)
