"""What is said of panels, held against the statistics on whole tables, against published data, and at its edges."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rubric import make_rubric

from hiring.domain.alpha import alpha_ordinal
from hiring.domain.fair_average import fit_additive
from hiring.domain.icc import intraclass_correlations
from hiring.domain.panel import PanelStudy
from hiring.domain.panel_agreement import AgreementSums, Missing, OneWaySums, Pairs, TwoWaySums, most_discussed
from hiring.domain.panel_data import read_report, report_data
from hiring.domain.panel_habits import FEWEST_CANDIDATES, PanelCard, first_ratings, median_of
from hiring.domain.panel_severity import SeverityGap, SeveritySums
from hiring.domain.rating_table import RatingTable
from hiring.domain.rubric import Rubric

POINTS = (1, 2, 3, 4, 5)
JUDGES = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
Candidate = Mapping[str, Mapping[int, int]]


def drawn(count: int, *, seed: int = 3, raters: int = 6, competencies: int = 4) -> list[Candidate]:
    """Candidates with panels of two to four, each of whom leaves some competencies out."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        panel = [int(item) for item in rng.choice(raters, int(rng.integers(2, 5)), replace=False)]
        level = rng.normal(3, 0.6)
        found.append(
            {
                f"c{at}": {
                    rater: int(np.clip(round(level + rng.normal(0, 0.8)), 1, 5)) for rater in panel if rng.random() < 0.85
                }
                for at in range(competencies)
            }
        )
    return found


def agreement(candidates: Iterable[Candidate], *, points: tuple[int, ...] = POINTS) -> AgreementSums:
    sums = AgreementSums([f"c{at}" for at in range(4)], points=points, discuss_from=2)
    for candidate in candidates:
        sums.add(candidate)
    return sums


def table_of(candidates: Iterable[Candidate], competency: str) -> RatingTable:
    cells = {
        (str(at), str(rater)): Fraction(value)
        for at, candidate in enumerate(candidates)
        for rater, value in candidate.get(competency, {}).items()
    }
    return RatingTable(cells)


def test_panels_of_one_size_give_the_published_correlation_and_its_interval() -> None:
    one, two = OneWaySums(), TwoWaySums()
    for row in JUDGES:
        one.add(row)
        two.add(dict(enumerate(row)))
    expected = intraclass_correlations(RatingTable.of_rows(JUDGES))
    found = one.coefficient()
    assert found is not None and expected["1,1"] is not None
    assert round(found.value, 4) == 0.1657
    assert (found.value, found.low, found.high) == pytest.approx(
        (expected["1,1"].value, expected["1,1"].low, expected["1,1"].high)
    )
    squares = two.squares()
    assert squares is not None and round(float(squares.between), 4) == 11.2417


def test_alpha_is_that_of_the_whole_table_and_lies_in_its_interval() -> None:
    candidates = drawn(70)
    for item in agreement(candidates).competencies():
        expected = alpha_ordinal(table_of(candidates, item.competency))
        assert item.alpha is not None and expected is not None
        assert item.alpha.value == pytest.approx(float(expected))
        assert item.alpha.low < item.alpha.value < item.alpha.high
        assert item.one_way is not None and item.one_way.low < item.one_way.value < item.one_way.high


def test_the_same_ratings_print_the_same_interval_however_many_pass_by_at_once() -> None:
    candidates = drawn(450)
    first, second = agreement(candidates).overall(), agreement(candidates).overall()
    assert first == second
    assert first.alpha is not None and first.alpha.high - first.alpha.low < 0.2


def test_below_thirty_candidates_there_are_counts_only_and_what_is_missing() -> None:
    found = agreement(drawn(29)).competencies()[0]
    assert (found.one_way, found.alpha, found.cases) == (None, None, None)
    assert set(found.missing.values()) == {Missing.TOO_FEW}
    assert found.wanting == 30 - found.candidates > 0
    assert found.pairs.count > 0
    assert agreement(drawn(29)).overall().wanting == 1
    assert agreement(()).overall().wanting == 30


def test_six_correlations_are_given_where_everybody_rated_everybody() -> None:
    candidates = [{"c0": {1: 1 + at % 5, 2: min(5, 2 + at % 5), 3: 1 + (at + at // 5) % 5}} for at in range(35)]
    found = agreement(candidates).competencies()[0]
    expected = {case: item for case, item in intraclass_correlations(table_of(candidates, "c0")).items() if item}
    assert found.cases == expected and len(expected) == 6
    assert agreement([*candidates, {"c0": {1: 2, 2: 2}}]).competencies()[0].cases is None


def test_full_agreement_and_no_differences_are_no_coefficient() -> None:
    """An interval "from 1 to 1" out of thirty candidates would be false certainty."""
    alike = agreement({"c0": {1: 1 + at % 5, 2: 1 + at % 5}} for at in range(40)).competencies()[0]
    assert alike.pairs == Pairs(alike=40)
    assert (alike.one_way, alike.alpha, alike.cases) == (None, None, {})
    assert alike.missing == {"one_way": Missing.NO_INTERVAL, "alpha": Missing.NO_INTERVAL}
    same = agreement({"c0": {1: 3, 2: 3}} for _ in range(40)).competencies()[0]
    assert same.missing == {"one_way": Missing.NO_VARIATION, "alpha": Missing.NO_VARIATION}
    assert agreement({"c0": {1: 3, 2: 3}} for _ in range(40)).overall().missing is Missing.NO_VARIATION


def test_one_who_is_always_stricter_by_a_point_gives_no_certainty_without_the_point() -> None:
    """ICC(3,1) leaves strictness out, so that nothing is left as error: 1.00 from 1.00 to 1.00."""
    shifted = agreement({"c0": {1: 1 + at % 4, 2: 2 + at % 4}} for at in range(40)).competencies()[0]
    assert shifted.cases is not None and set(shifted.cases) == {"1,1", "2,1", "1,k", "2,k"}


def test_a_very_long_scale_has_no_alpha_and_keeps_the_rest() -> None:
    found = agreement(drawn(40), points=tuple(range(1, 13))).competencies()[0]
    assert found.alpha is None and found.missing["alpha"] is Missing.TOO_MANY_POINTS
    assert found.one_way is not None


def test_what_is_talked_over_most_comes_first() -> None:
    candidates: list[Candidate] = [{"c1": {1: 1, 2: 4}, "c2": {1: 2, 2: 3}}, {"c2": {1: 1, 2: 3}, "c1": {1: 5, 2: 1}}]
    found = most_discussed(agreement(candidates).competencies())
    assert [(item.competency, item.discussed) for item in found] == [("c1", 2), ("c2", 1)]
    assert agreement(candidates).overall().pairs == Pairs(alike=0, near=1, far=3)


def severity(candidates: Iterable[Candidate]) -> SeveritySums:
    sums = SeveritySums()
    for candidate in candidates:
        sums.add(candidate)
    return sums


def test_strictness_is_that_of_the_fit_on_the_whole_table() -> None:
    candidates = drawn(40)
    cells = {
        (f"{at}/{competency}", str(rater)): Fraction(value)
        for at, candidate in enumerate(candidates)
        for competency, given in candidate.items()
        for rater, value in given.items()
    }
    fit, found = fit_additive(RatingTable(cells)), severity(candidates).severities()
    assert fit is not None and found.gap is None
    assert {str(rater): item.value for rater, item in found.each.items()} == pytest.approx(
        {rater: float(value) for rater, value in fit.severity.items()}
    )
    assert all(item.low < item.value < item.high for item in found.each.values())


def test_one_competency_each_gives_the_published_strictness_with_the_classical_interval() -> None:
    """Montgomery's catalysts: mean square 0.65 with 5 degrees of freedom, standard error sqrt(0.65 x 9 / 32)."""
    blocks = ({1: 73, 2: 74, 4: 71}, {2: 75, 3: 67, 4: 72}, {1: 73, 2: 75, 3: 68}, {1: 75, 3: 72, 4: 75})
    found = severity({"c0": block} for block in blocks).severities().each
    assert [item.value for item in found.values()] == pytest.approx([-7 / 8, -24 / 8, 31 / 8, 0], abs=1e-9)
    half = 2.570582 * sqrt(0.65 * 9 / 32)
    assert [item.high - item.value for item in found.values()] == pytest.approx([half] * 4, rel=1e-6)


def test_interviewers_whom_no_candidate_links_are_not_compared() -> None:
    apart = severity([{"c0": {1: 3, 2: 4}}, {"c0": {3: 2, 4: 4}}]).severities()
    assert (apart.gap, apart.each) == (SeverityGap.NOT_CONNECTED, {})
    assert apart.groups == (frozenset({1, 2}), frozenset({3, 4}))
    # Two of one candidate who rated nothing in common are not linked by that.
    beside = severity([{"c0": {1: 3, 2: 4}, "c1": {3: 2, 4: 4}}]).severities()
    assert beside.gap is SeverityGap.NOT_CONNECTED


def test_whoever_rated_alone_keeps_nobody_from_being_compared() -> None:
    found = severity([*drawn(40), {"c0": {99: 5}}]).severities()
    assert found.gap is None and 99 not in found.each


def test_too_little_in_common_says_nothing() -> None:
    assert severity([]).severities().gap is SeverityGap.NOBODY_TOGETHER
    assert severity([{"c0": {1: 3, 2: 4}}]).severities().gap is SeverityGap.NO_REPEATS
    assert severity([{"c0": {1: 3, 2: 4}}] * 3).severities().gap is None


def test_many_ratings_of_one_candidate_are_no_many_candidates() -> None:
    """What one interviewer overlooks in a candidate shows in all twelve ratings: it is one error, and the interval knows."""
    rng = np.random.default_rng(4)
    together: list[Candidate] = []
    for _ in range(20):
        halo = {rater: int(rng.integers(-1, 2)) for rater in (1, 2)}
        together.append({f"c{at}": {rater: 3 + halo[rater] for rater in (1, 2)} for at in range(12)})
    one_each: list[Candidate] = [{"c0": candidate["c0"]} for candidate in together]
    wide, narrow = (severity(items).severities().each[1] for items in (together, one_each))
    assert wide.high - wide.low == pytest.approx(narrow.high - narrow.low, rel=0.05)


@pytest.fixture
def rubric() -> Rubric:
    return make_rubric()


def cards_of(candidate: Candidate, rubric: Rubric, **more: object) -> list[PanelCard]:
    raters = sorted({rater for given in candidate.values() for rater in given})
    names = {f"c{at}": item.id for at, item in enumerate(rubric.competencies)}
    found = []
    for rater in raters:
        values = {names[item]: given[rater] for item, given in candidate.items() if rater in given}
        card = PanelCard(rater, values, frozenset(), frozenset(values), tuple(5 for _ in values), 30)
        found.append(replace(card, **more))  # type: ignore[arg-type]
    return found


def study_of(candidates: Iterable[Candidate], rubric: Rubric) -> PanelStudy:
    study = PanelStudy(rubric)
    for candidate in candidates:
        study.add(cards_of(candidate, rubric))
    return study


def test_a_report_is_kept_as_plain_data_and_read_again(rubric: Rubric) -> None:
    for candidates in (
        drawn(60, competencies=2),
        drawn(3, competencies=2),
        [{"c0": {1: 3, 2: 4}}, {"c0": {3: 2, 4: 4}}],
        [],
    ):
        report = study_of(candidates, rubric).report()
        assert read_report(json.loads(json.dumps(report_data(report)))) == report
    assert read_report({}) is None
    assert read_report({"form": 0}) is None


def test_nothing_is_said_of_strictness_below_ten_common_candidates(rubric: Rubric) -> None:
    candidates = [{"c0": {1: 3 + at % 2, 2: 4 - at % 3}, "c1": {1: 3, 2: 4}} for at in range(FEWEST_CANDIDATES)]
    few, enough = study_of(candidates[:-1], rubric).report(), study_of(candidates, rubric).report()
    assert [item.severity for item in few.people] == [None, None]
    assert not any(item.habits.enough for item in few.people)
    assert all(item.severity is not None and item.habits.enough for item in enough.people)
    for item in enough.people:
        assert item.fair_mean is not None and item.habits.mean is not None and item.severity is not None
        assert float(item.fair_mean) == pytest.approx(float(item.habits.mean) + item.severity.value)


def test_the_error_is_the_pooled_one(rubric: Rubric) -> None:
    assert study_of(drawn(29, competencies=2), rubric).error is None
    error = study_of(drawn(300, competencies=2, seed=5), rubric).error
    assert error is not None and error.candidates > 280
    # Drawn with 0.8, plus what rounding to whole points adds.
    assert error.single == pytest.approx(sqrt(0.8**2 + 1 / 12), abs=0.06)


def test_habits_are_counted(rubric: Rubric) -> None:
    first, second = (item.id for item in rubric.competencies[:2])
    study = PanelStudy(rubric)
    study.add(
        [
            PanelCard(7, {first: 4}, frozenset({second}), frozenset({first, second}), (3,), 20),
            PanelCard(8, {first: 2, second: 5}, frozenset(), frozenset({first}), (1, 8), None),
        ]
    )
    study.add([PanelCard(7, {first: 4}, frozenset(), frozenset({first, second}), (9,), 100)])
    seven, eight = (item.habits for item in study.report().people)
    assert (seven.candidates, seven.cards, seven.ratings, seven.answers) == (2, 2, 2, 3)
    assert {point: count for point, count in seven.points.items() if count} == {4: 2}
    assert (seven.assigned, seven.unseen, seven.left_out, seven.outside) == (4, 1, 1, 0)
    assert seven.waited is not None
    assert (seven.words, seven.waited.median, seven.waited.longest, seven.waited.count) == (6, 60, 100, 2)
    assert (eight.outside, eight.left_out, eight.waited, eight.mean) == (1, 0, None, Fraction(7, 2))


def test_nothing_submitted_is_no_candidate(rubric: Rubric) -> None:
    study = PanelStudy(rubric)
    study.add([])
    report = study.report()
    assert (report.candidates, report.people, report.severity_gap) == (0, (), SeverityGap.NOBODY_TOGETHER)


def test_the_earlier_of_two_ratings_counts() -> None:
    cards = [PanelCard(1, {"a": 2}, frozenset(), frozenset()), PanelCard(1, {"a": 5, "b": 4}, frozenset(), frozenset())]
    assert first_ratings(cards) == {"a": {1: 2}, "b": {1: 4}}


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_the_median_of_counts_is_the_median(values: list[int]) -> None:
    assert median_of(Counter(values)) == statistics.median(values)


def test_nothing_has_no_median() -> None:
    assert median_of({}) is None
