"""What ratings of one sample say: counts, distances, divides and topics; and who sees what of an exercise."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import make_rubric

from hiring.domain.calibration import (
    FEWEST_RATINGS,
    CalibrationFindings,
    Distances,
    Reference,
    Yardstick,
    letters,
    separating_points,
    study_sample,
)
from hiring.domain.calibration_sight import CLOSED, DRAFT, OPEN, Sight
from hiring.domain.scorecard import Rating

RUBRIC = make_rubric()
SCALE = RUBRIC.scale
Values = Mapping[str, Mapping[str, int | None]]


def study(values: Values, references: Mapping[str, int] | None = None) -> CalibrationFindings:
    """`values` by rater and competency; the competencies are those of the first rater, in order."""
    ratings = {
        rater: [Rating(item, value, f"{rater} on {item}") for item, value in listed.items()]
        for rater, listed in values.items()
    }
    competencies = tuple(dict.fromkeys(item for listed in values.values() for item in listed))
    known = {item: Reference(value, "why") for item, value in (references or {}).items()}
    return study_sample(ratings, competencies=competencies, references=known, scale=SCALE, discuss_from=2)


def one(values: Mapping[str, int | None], reference: int | None = None) -> CalibrationFindings:
    """A single competency."""
    spread = {rater: {"offer": value} for rater, value in values.items()}
    return study(spread, None if reference is None else {"offer": reference})


def test_two_readings_are_parted_by_the_words_between_them() -> None:
    found = one({"A": 3, "B": 4, "C": 3, "D": 4}).competencies[0]
    assert found.spread == 1
    assert found.distances is None
    (divide,) = found.divides
    assert (divide.lower, divide.upper, divide.below, divide.above) == (3, 4, ("A", "C"), ("B", "D"))
    assert divide.words == (3, 5), "4 is described by its neighbours"
    assert divide.astray == 2


def test_the_reference_is_one_more_opinion() -> None:
    found = one({"A": 2, "B": 2, "C": 5}, reference=4).competencies[0]
    assert [(item.lower, item.upper, item.astray) for item in found.divides] == [(2, 4, 2), (4, 5, 1)]
    assert [item.words for item in found.divides] == [(1, 3, 5), (3, 5)]
    assert found.distances == Distances(exact=0, one=1, more=2)


def test_those_who_agree_with_the_reference_have_nothing_to_talk_about() -> None:
    findings = one({"A": 3, "B": 3}, reference=3)
    assert findings.competencies[0].divides == ()
    assert findings.competencies[0].distances == Distances(2, 0, 0)
    assert findings.topics == ()


def test_not_observed_is_no_rating_and_a_topic_of_its_own() -> None:
    findings = one({"A": 3, "B": None, "C": 3})
    found = findings.competencies[0]
    assert (found.spread, found.unobserved, found.at(3)) == (0, ("B",), ("A", "C"))
    (topic,) = findings.topics
    assert (topic.divide, topic.unobserved) == (None, ("B",))
    assert findings.leans[1].mean is None


def test_what_nobody_observed_is_a_topic_only_where_the_expert_did() -> None:
    assert one({"A": None, "B": None}).topics == ()
    findings = one({"A": None, "B": None}, reference=3)
    assert [(topic.divide, topic.unobserved) for topic in findings.topics] == [(None, ("A", "B"))]
    assert findings.competencies[0].divides == ()
    assert findings.competencies[0].distances == Distances(0, 0, 0)


def test_a_single_rating_has_no_spread() -> None:
    findings = one({"A": 4})
    assert findings.competencies[0].spread is None
    assert findings.leans[0].mean is None and findings.leans[0].count == 0


def test_without_raters_there_is_nothing() -> None:
    findings = study_sample({}, competencies=("offer",), references={}, scale=SCALE, discuss_from=2)
    assert (findings.raters, findings.leans, findings.topics) == ((), (), ())
    assert findings.competencies[0].spread is None


def test_what_a_rater_left_out_was_not_observed() -> None:
    findings = study({"A": {"offer": 3, "selling": 2}, "B": {"offer": 3}})
    assert findings.competencies[1].ratings == {"A": 2, "B": None}


def test_a_lean_is_measured_from_the_reference_where_there_is_one() -> None:
    findings = study(
        {"A": {"offer": 5, "selling": 4, "planning": 1}, "B": {"offer": 3, "selling": 2, "planning": 5}},
        {"offer": 3, "selling": 3},
    )
    first, second = findings.leans
    assert (first.yardstick, first.mean, first.count) == (Yardstick.REFERENCE, Fraction(3, 2), 2)
    assert (second.mean, second.count) == (Fraction(-1, 2), 2)
    assert (first.exact, second.exact) == (0, 1)


def test_without_a_reference_a_lean_is_measured_from_the_mean_of_the_others() -> None:
    findings = one({"A": 5, "B": 3, "C": 2})
    assert [lean.mean for lean in findings.leans] == [Fraction(5, 2), Fraction(-1, 2), Fraction(-2)]
    assert {lean.yardstick for lean in findings.leans} == {Yardstick.OTHERS}


def test_a_lean_speaks_only_from_enough_ratings_up() -> None:
    wide = {f"c{number}": 4 for number in range(FEWEST_RATINGS)}
    narrow = {**wide, "c0": None}
    findings = study({"A": wide, "B": narrow}, dict.fromkeys(wide, 3))
    assert [(lean.count, lean.telling) for lean in findings.leans] == [(FEWEST_RATINGS, True), (FEWEST_RATINGS - 1, False)]


def test_topics_begin_with_what_lies_far_apart_then_with_the_most_people() -> None:
    findings = study(
        {
            "A": {"near": 3, "far": 2, "wider": 1, "same": 3},
            "B": {"near": 4, "far": 4, "wider": 3, "same": 3},
            "C": {"near": 3, "far": 4, "wider": 3, "same": 3},
            "D": {"near": 4, "far": 4, "wider": 5, "same": 3},
        }
    )
    told = [(topic.competency, topic.divide.lower, topic.divide.upper) for topic in findings.topics if topic.divide]
    assert told == [("far", 2, 4), ("wider", 1, 3), ("wider", 3, 5), ("near", 3, 4)]


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [(3, 4, (3, 5)), (1, 2, (1, 3)), (2, 3, (1, 3)), (2, 4, (1, 3, 5)), (3, 5, (3, 5)), (1, 5, (1, 3, 5))],
)
def test_the_words_between_two_points_are_those_of_the_nearest_described_ones(
    lower: int, upper: int, words: tuple[int, ...]
) -> None:
    assert separating_points(lower, upper, SCALE) == words


def test_letters_are_the_same_at_every_look_and_follow_no_order() -> None:
    marks = {number: f"moment {number}" for number in range(1, 31)}
    called = letters(marks)
    assert called == letters(dict(reversed(marks.items())))
    assert set(called.values()) == {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD"}
    assert list(called) != sorted(called)
    assert called != letters(dict.fromkeys(marks, "another"))


ONES = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.dictionaries(st.sampled_from(["offer", "selling"]), st.one_of(st.none(), st.integers(1, 5))),
    max_size=6,
)


@given(ONES, st.dictionaries(st.sampled_from(["offer", "selling"]), st.integers(1, 5)))
def test_every_rating_stands_on_one_side_of_every_divide(values: Values, references: Mapping[str, int]) -> None:
    findings = study(values, references)
    for item in findings.competencies:
        rated = {rater for rater, value in item.ratings.items() if value is not None}
        for divide in item.divides:
            assert {*divide.below} | {*divide.above} == rated
            assert not {*divide.below} & {*divide.above}
            assert divide.words[0] <= divide.lower < divide.upper <= divide.words[-1]
        if item.distances is not None:
            assert item.distances.exact + item.distances.one + item.distances.more == len(rated)
    assert len(findings.topics) == len({(topic.competency, topic.divide) for topic in findings.topics})


@given(ONES)
def test_turning_the_scale_round_turns_every_lean_round(values: Values) -> None:
    turned = {
        rater: {item: None if value is None else 6 - value for item, value in listed.items()}
        for rater, listed in values.items()
    }
    there, back = study(values).leans, study(turned).leans
    assert [lean.mean for lean in there] == [None if lean.mean is None else -lean.mean for lean in back]


SIGHTS = [
    Sight(state, manages=manages, takes_part=takes_part, submitted=submitted, made=made)
    for state, manages, takes_part, submitted, made in product((DRAFT, OPEN, CLOSED), *[(True, False)] * 4)
    if takes_part or not submitted
]


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_whoever_has_yet_to_rate_sees_nothing_of_the_others(sight: Sight) -> None:
    if sight.takes_part and not sight.submitted and sight.state != CLOSED:
        assert not (sight.runs or sight.counts or sight.people or sight.reference or sight.report or sight.names)
        assert sight.owes == (sight.state == OPEN)
        assert sight.closes <= (sight.state != OPEN)


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_what_nobody_was_asked_to_rate_is_thrown_away_by_who_began_it(sight: Sight) -> None:
    assert sight.discards == (sight.made and sight.manages and not sight.takes_part and sight.state == DRAFT)


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_ratings_open_when_the_exercise_is_closed_and_to_nobody_from_elsewhere(sight: Sight) -> None:
    assert sight.report == (sight.state == CLOSED and (sight.manages or sight.takes_part))
    assert sight.names <= (sight.manages and not sight.takes_part)
    if not sight.manages and not sight.takes_part:
        assert not (sight.exists or sight.counts or sight.people or sight.reference or sight.report)
    assert sight.exists == (sight.manages or (sight.takes_part and sight.state != DRAFT))
