"""The examples of docs/method.md, computed; each figure checked here also stands in the document."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from bundled import kam_rubric

from hiring.domain.adjacency import adjacency
from hiring.domain.assessment import Assessment, Dossier, RaisedFlag, assess
from hiring.domain.comparison import TieBreak, compare
from hiring.domain.figures import FigureClaim, figure_result, rate_figure
from hiring.domain.key_clients import judge_key_clients
from hiring.domain.pay import MARGIN, Tier, commission_example
from hiring.domain.placement import Placement, place
from hiring.domain.priorities import PRIORITY_WEIGHTS, Priority, most_high
from hiring.domain.profile import Profile, Threshold, build_profile
from hiring.domain.rubric import Direction, Rubric
from hiring.domain.scorecard import Rating, Scorecard
from hiring.domain.uncertainty import (
    BAND_WIDTH,
    assumed_error,
    competency_estimate,
    composite_estimate,
    one_more_interviewer,
)
from hiring.language import get_language

ROOT = Path(__file__).parents[2]
METHOD = " ".join((ROOT / "docs/method.md").read_text(encoding="utf-8").split())
THRESHOLD = Threshold("long_term_clients", Fraction(2), Fraction(5), Fraction(9))


@cache
def kam() -> Rubric:
    return kam_rubric()


def level_two(**parts: object) -> Profile:
    return build_profile(kam(), level_sought="L2", **parts)  # type: ignore[arg-type]


def five_fours() -> Assessment:
    fours = ("client-insight", "partnership", "value-proposition", "negotiation", "communication")
    cards = [Scorecard("first", tuple(Rating(item, 4, "said") for item in fours))]
    cards += [Scorecard(rater, (Rating("negotiation", 2, "said"),)) for rater in ("second", "third")]
    return assess(Dossier("Candidate", tuple(cards)), level_two())


def says(sentence: str) -> bool:
    return sentence in METHOD


def test_competency_score_and_range() -> None:
    negotiation = five_fours().competency("negotiation")
    assert (negotiation.score, negotiation.range, negotiation.discuss) == (Fraction(8, 3), 2, True)
    printed = get_language("en").number(negotiation.score)
    assert says(f"ratings 4, 2 and 2 give a score of 8/3, printed {printed}, and a range of 2: discuss")


def test_score_equal_weights_and_coverage() -> None:
    english, sought = get_language("en"), five_fours().sought
    assert (sought.score, sought.score_equal_weights, sought.coverage) == (
        Fraction(64, 17),
        Fraction(56, 15),
        Fraction(17, 34),
    )
    assert not sought.enough_evidence
    score, equal = english.number(sought.score), english.number(sought.score_equal_weights)
    assert says(f"give 64/17, printed {score}; with equal weights 56/15, printed {equal}; coverage 17/34, printed 50%")


def test_a_cap_lowers_the_score_until_its_probe_is_answered() -> None:
    card = Scorecard("first", (Rating("partnership", 4, "said"),))
    scores = [
        assess(Dossier("Candidate", (card,), flags=(RaisedFlag("RF5", "quote", done),)), level_two())
        .competency("partnership")
        .score
        for done in (False, True)
    ]
    assert scores == [2, 4]
    assert says("a mean of 4 under a cap of 2 is 2")


@pytest.mark.parametrize(("value", "rating"), [(1, 1), (2, 2), (5, 3), (6, 3), (7, 4), (9, 5)])
def test_figure_against_its_thresholds(value: int, rating: int) -> None:
    assert rate_figure(Fraction(value), THRESHOLD, Direction.UP) == rating
    turned = Threshold("receivables_discipline", -THRESHOLD.floor, -THRESHOLD.target, -THRESHOLD.stretch)
    assert rate_figure(Fraction(-value), turned, Direction.DOWN) == rating


@pytest.mark.parametrize(
    ("grade", "own_share", "rating"), [(3, Fraction(1), 4), (2, Fraction(1), 4), (0, Fraction(1), 2), (2, None, 2)]
)
def test_figure_after_its_caps(grade: int, own_share: Fraction | None, rating: int) -> None:
    claim = FigureClaim("long_term_clients", Fraction(7), grade, own_share, periods=3)
    assert figure_result(claim, level_two(thresholds=[THRESHOLD])).rating == rating
    assert says("Seven only claimed counts as 2; seen in a document but without the own share also 2")


def test_caps_of_the_grades() -> None:
    assert [grade.cap for grade in kam().figures.grades] == [2, 3, 4, 5]
    assert says("claimed 2, held under questions 3, document seen 4, confirmed by a third party 5")


def test_pass_score() -> None:
    score = level_two().sought.pass_score
    assert score == Fraction(100, 34)
    assert says(f"the pass score of level 2 is 100/34, printed {get_language('en').number(score)}")


def test_gap_to_the_next_level() -> None:
    ratings = {item.id: (3, 4) if item.id == "account-strategy" else (4, 4) for item in level_two().competencies}
    cards = tuple(
        Scorecard(f"rater {at}", tuple(Rating(item, pair[at], "said") for item, pair in ratings.items())) for at in (0, 1)
    )
    placement = place(assess(Dossier("Candidate", cards), level_two()))
    assert (placement.level, placement.target) == ("L2", "L3")
    assert [(step.competency, step.gap, step.next_anchor) for step in placement.development] == [
        ("account-strategy", Fraction(1, 2), 5)
    ]
    assert says("account strategy at 3.5 with a minimum of 4 at level 3 has a gap of 0.5, and point 5 is what comes next")


def test_defaults_named_in_the_document() -> None:
    rules = kam().rules
    assert (rules.min_coverage, rules.max_shortfalls, rules.shortfall_depth, rules.discuss_from) == (Fraction(4, 5), 2, 1, 2)
    assert says("minimum coverage (0.8)") and says("`max_shortfalls` (2)") and says("`shortfall_depth` (1 point)")


def placed(name: str, figure: int | None = None, **ratings: int) -> Placement:
    """Threes but for what is named; the figure proven by a third party."""
    given = {item.id: ratings.get(item.id.replace("-", "_"), 3) for item in level_two().competencies}
    card = Scorecard("first", tuple(Rating(item, value, "said") for item, value in given.items()))
    claims = () if figure is None else (FigureClaim("long_term_clients", Fraction(figure), 3, Fraction(1), periods=3),)
    return place(assess(Dossier(name, (card,), figures=claims), level_two(thresholds=[THRESHOLD])))


def test_ties_are_broken_inside_the_margin_of_the_best_of_a_group() -> None:
    best = placed("Anna", coordination=4, deal_execution=4)
    second, third = placed("Boris", figure=9, coordination=4), placed("Clara")
    comparison = compare([best, second, third])
    printed = [get_language("en").number(item.assessment.sought.score, 2) for item in (best, second, third)]
    assert printed == ["3.12", "3.06", "3.00"]
    assert (comparison.order, [tie.by for tie in comparison.ties]) == (("Boris", "Anna", "Clara"), [TieBreak.EVIDENCE])
    assert kam().rules.tie_margin == Fraction(1, 10)
    assert says("3.12, 3.06 and 3.00 make two groups") and says("with better proven figures 3.06 goes before 3.12")


def test_weights_from_priorities() -> None:
    names = [item.id for item in level_two().competencies]
    sorting = {name: list(Priority)[at // 4] for at, name in enumerate(names)}
    standard = level_two(priorities=sorting).sought
    shares = {sorting[item.competency]: item.weight / standard.total_weight for item in standard.standards}
    assert (len(names), most_high(names), standard.total_weight) == (12, 4, 24)
    assert (shares[Priority.HIGH], shares[Priority.LOW]) == (Fraction(3, 24), Fraction(1, 24))
    assert list(PRIORITY_WEIGHTS.values()) == [3, 2, 1]
    high, low, equal = (get_language("en").percent(share) for share in (shares["high"], shares["low"], Fraction(1, 12)))
    assert says(f"a high one has 3/24, printed {high}, a low one 1/24, printed {low}; with equal weights each has 1/12,")
    assert says(f"printed {equal}")


@pytest.mark.parametrize(
    ("market", "score", "words"),
    [
        (
            {"industry": "health", "size": "large", "decides": "director", "product": "food"},
            Fraction(17, 20),
            "the same clients and deals with another product are at 17/20, printed",
        ),
        (
            {"industry": "food", "size": "small", "decides": "owner", "product": "science"},
            Fraction(2, 5),
            "the same product and deals with wholly other clients at 2/5, printed",
        ),
    ],
)
def test_closeness(market: dict[str, str], score: Fraction, words: str) -> None:
    deals = {"cycle": "three_six", "deal": "large"}
    position = {"industry": "health", "size": "large", "decides": "director", **deals}
    profile = level_two(answers={"profile.client_type": position, "profile.industry.product": "science"})
    assert adjacency(profile, {"market": {**market, **deals}}).score == score
    assert says(f"{words} {get_language('en').percent(score)}")


def test_key_clients() -> None:
    rule = kam().key_client
    assert rule is not None
    clients = [{"code": "A", "share": 2, "market_leader": True, "growth_potential": True}]
    answers = {
        "key_client.share_threshold": {"threshold": 15},
        "key_client.portfolio_profit_share": {"clients": clients},
    }
    found = judge_key_clients(rule, answers)
    assert (found.most_possible, found.lines[0].by_share, found.lines[0].key) == (6, False, True)
    assert (rule.share_threshold, rule.criteria_needed) == (Fraction(1, 10), 2)
    assert (rule.single_client_limit, rule.dependency_limit) == (Fraction(1, 5), Fraction(4, 5))
    assert says("a threshold of 15 % leaves room for 6 clients")
    assert says("one client above 20 %, or the key clients together above 80 %")


def test_commission() -> None:
    english = get_language("en")
    tiers = [Tier(Fraction(0), None, Fraction(5, 100))]
    sold = commission_example(Fraction(2_000_000), Fraction(18, 100), Fraction(10, 100), tiers, "deal_sum")
    full, after = sold.full, sold.discounted
    assert (full.margin, full.commission, full.of_margin) == (360_000, 100_000, Fraction(5, 18))
    assert (after.margin, after.commission, after.of_margin) == (160_000, 90_000, Fraction(9, 16))
    on_margin = commission_example(Fraction(2_000_000), Fraction(18, 100), Fraction(10, 100), tiers, MARGIN)
    assert on_margin.full.of_margin == on_margin.discounted.of_margin == Fraction(5, 100)
    assert says(f"Commission of 5 % on the sum is 100,000, or {english.percent(full.of_margin, 1)} of the margin")
    assert says(f"cuts the margin to 160,000 and the commission only to 90,000, then {english.percent(after.of_margin, 1)}")


def rated_throughout(name: str, ratings: dict[str, int], *, raters: int = 1, profile: Profile | None = None) -> Assessment:
    listed = tuple(Rating(competency, value, "said") for competency, value in ratings.items())
    cards = tuple(Scorecard(f"rater {at}", listed) for at in range(raters))
    return assess(Dossier(name, cards), profile or level_two())


def test_the_band_and_what_one_more_interviewer_buys() -> None:
    english, error = get_language("en"), assumed_error(kam())
    threes = rated_throughout("Candidate", {item.id: 3 for item in level_two().competencies}, raters=3)
    whole, more = composite_estimate(threes, "L2", error), one_more_interviewer(threes, "L2", error)
    one = competency_estimate(threes.competency("negotiation"), error)
    assert whole is not None and more is not None and one is not None

    def printed(value: float) -> str:
        return english.number(Fraction(value), 2)

    assert len(threes.competencies) == 12
    assert says(f"a standard error of {error.single:.1f} points for one rating, two fifths of its variance running through")
    assert says(f"the SEM of a competency is {printed(one.sem)}, that of the score {printed(whole.sem)}")
    assert says(f"the band reaches {printed(BAND_WIDTH * whole.sem)} to either side")
    assert says(f"a fourth interviewer would make it {english.percent(Fraction(more.narrower))} narrower")
