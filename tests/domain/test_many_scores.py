"""A whole history at once gives the figures that one candidate at a time gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import ALWAYS_ON, card, make_rubric

from hiring.domain.assessment import Dossier, assess
from hiring.domain.many_scores import score_many
from hiring.domain.profile import build_profile

MIDDLE = build_profile(make_rubric(), level_sought="middle")
WEIGHTS = np.array([float(item.weight) for item in MIDDLE.sought.standards])

panel = st.lists(st.fixed_dictionaries(dict.fromkeys(ALWAYS_ON, st.none() | st.integers(1, 5))), max_size=3)


@given(st.lists(panel, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_many_at_once_equal_one_by_one_in_any_order(panels, random) -> None:
    rows = [
        (candidate, ALWAYS_ON.index(item), value)
        for candidate, cards in enumerate(panels)
        for ratings in cards
        for item, value in ratings.items()
        if value is not None
    ]
    random.shuffle(rows)
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    found = score_many(table[:, 0], table[:, 1], table[:, 2], WEIGHTS, size=len(panels))
    for at, cards in enumerate(panels):
        listed = tuple(card(f"rater {number}", ratings) for number, ratings in enumerate(cards))
        sought = assess(Dossier("Candidate", listed), MIDDLE).sought
        assert np.isclose(found.coverage[at], float(sought.coverage))
        assert (sought.score is None) == bool(np.ma.getmaskarray(found.scores)[at])
        if sought.score is not None:
            assert np.isclose(found.scores[at], float(sought.score))
