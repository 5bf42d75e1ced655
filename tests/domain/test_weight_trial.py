"""Other weights tried on a comparison: the same as were they adopted, and nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import ALWAYS_ON, card, make_rubric

from hiring.domain.assessment import Dossier, assess
from hiring.domain.comparison import Comparison, compare
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Adjustment, Profile, build_profile
from hiring.domain.weight_trial import Move, moves, reweighed, try_weights
from hiring.errors import Invalid

RUBRIC = replace(make_rubric(), gates=())
MIDDLE = build_profile(RUBRIC, level_sought="middle")
ROWS = {"Anna": (5, 2, 3, 3), "Boris": (2, 4, 3, 4), "Clara": (3, 3, 3, None)}

WEIGHTS = st.fixed_dictionaries({item: st.integers(0, 9).map(Fraction) for item in ALWAYS_ON})


def placed(name: str, profile: Profile) -> Placement:
    ratings = dict(zip(ALWAYS_ON, ROWS[name], strict=True))
    return place(assess(Dossier(name, tuple(card(f"rater {at}", ratings) for at in range(2))), profile))


def compared(profile: Profile = MIDDLE) -> Comparison:
    return compare([placed(name, profile) for name in ROWS])


def adopted(weights: Mapping[str, Fraction]) -> Profile:
    listed = [Adjustment("middle", item, weight, None, "tried") for item, weight in weights.items()]
    return build_profile(RUBRIC, level_sought="middle", adjustments=listed)


@given(WEIGHTS)
def test_a_trial_gives_what_adopting_the_weights_would(weights: dict[str, Fraction]) -> None:
    if not any(weights.values()):
        with pytest.raises(Invalid) as error:
            try_weights(compared(), weights)
        assert [(item.code, item.where) for item in error.value.problems] == [("weights_tried_zero", "weights")]
        return
    tried, real = try_weights(compared(), weights), compared(adopted(weights))
    assert tried.order == real.order and tried.equal_weights_order == real.equal_weights_order
    assert [item.assessment.sought for item in tried.placements] == [item.assessment.sought for item in real.placements]
    assert [item.level for item in tried.placements] == [item.level for item in real.placements]


def test_nothing_but_the_weights_of_the_level_sought_changes() -> None:
    before, tried = MIDDLE, reweighed(MIDDLE, {"listening": Fraction(9)})
    assert tried.rubric is before.rubric and tried.rubric.structure == before.rubric.structure
    assert [level for level in tried.levels if level.level != "middle"] == [
        level for level in before.levels if level.level != "middle"
    ]
    for old, new in zip(before.sought.standards, tried.sought.standards, strict=True):
        assert (new.competency, new.minimum, new.critical) == (old.competency, old.minimum, old.critical)
        assert new.weight == (Fraction(9) if old.competency == "listening" else old.weight)
    assert before.sought.standard("listening").weight == 1


def test_the_own_weights_change_nothing() -> None:
    before = compared()
    after = try_weights(before, {})
    assert after == before
    assert all(move.before == move.after for move in moves(before, after))


def test_every_wrong_weight_is_named() -> None:
    with pytest.raises(Invalid) as error:
        try_weights(compared(), {"listening": Fraction(-1), "dancing": Fraction(1), "offer": Fraction(-2)})
    named = [(item.code, item.where) for item in error.value.problems]
    assert named == [
        ("weight_negative", "weights.listening"),
        ("weight_negative", "weights.offer"),
        ("competency_unknown", "weights.dancing"),
    ]


def test_who_loses_enough_evidence_loses_the_place() -> None:
    """Clara was not rated on selling: once it weighs most, too little of her is known."""
    before = try_weights(compared(), {"selling": Fraction(1), "planning": Fraction(9)})
    after = try_weights(compared(), {"selling": Fraction(90)})
    found = {move.name: (move.before, move.after) for move in moves(before, after)}
    assert found["Clara"][0] is not None and found["Clara"][1] is None
    assert moves(before, after)[-1] == Move("Clara", found["Clara"][0], None)


def test_candidates_of_two_structures_are_never_tried_together() -> None:
    other = replace(RUBRIC, scale=replace(RUBRIC.scale, points=RUBRIC.scale.points[:-1]))
    assert other.structure != RUBRIC.structure
    stranger = placed("Clara", build_profile(other, level_sought="middle"))
    mixed = replace(compared(), placements=(*compared().placements[:2], stranger))
    with pytest.raises(Invalid) as error:
        compare(mixed.placements)
    assert [item.code for item in error.value.problems] == ["structure_differs"]
