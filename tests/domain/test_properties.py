"""What must hold whatever the ratings are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from small_rubric import ALWAYS_ON, COMPETENCIES, FIGURES, LEVELS, make_rubric

from hiring.domain.assessment import Assessment, Dossier, GateWaiver, RaisedFlag, assess
from hiring.domain.comparison import compare
from hiring.domain.figures import FigureClaim
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Adjustment, Profile, Threshold, build_profile
from hiring.domain.rubric import Waiver
from hiring.domain.scorecard import Rating, Scorecard

RUBRIC = make_rubric()
RATERS = ("Anna", "Boris", "Clara", "Dmitri")
FLAGS = tuple(flag.id for flag in RUBRIC.red_flags)

figure_values = st.fractions(min_value=0, max_value=20, max_denominator=4)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    answers = {
        "team": draw(st.sampled_from(["lead", "alone"])),
        "portfolio": draw(st.sampled_from([None, "mixed", "single"])),
    }
    thresholds = [
        Threshold("clients", Fraction(2), Fraction(5), Fraction(9)),
        Threshold("growth", Fraction(1), Fraction(4), Fraction(8)),
        Threshold("claims", Fraction(9), Fraction(6), Fraction(2)),
    ]
    return build_profile(
        RUBRIC,
        level_sought=draw(st.sampled_from(LEVELS)),
        answers=answers,
        thresholds=draw(st.just(thresholds) | st.lists(st.sampled_from(thresholds), unique=True)),
    )


@st.composite
def scorecards(draw: st.DrawFn, rater: str) -> Scorecard:
    kit = draw(st.lists(st.sampled_from(COMPETENCIES), unique=True))
    ratings = tuple(Rating(item, draw(st.none() | st.integers(1, 5)), "evidence") for item in kit)
    return Scorecard(rater, ratings, frozenset(draw(st.sets(st.sampled_from(COMPETENCIES)))))


@st.composite
def claims(draw: st.DrawFn, figure: str) -> FigureClaim:
    share = draw(st.none() | st.just(Fraction(1, 2)))
    return FigureClaim(
        figure, draw(st.none() | figure_values), draw(st.integers(0, 3)), share, draw(st.none() | st.integers(1, 4))
    )


@st.composite
def dossiers(draw: st.DrawFn, name: str = "Candidate") -> Dossier:
    raters = draw(st.lists(st.sampled_from(RATERS), unique=True))
    figures = draw(st.lists(st.sampled_from(FIGURES), unique=True))
    raised = draw(st.lists(st.sampled_from(FLAGS), unique=True, max_size=2))
    waived = draw(st.lists(st.sampled_from([gate.id for gate in RUBRIC.gates]), unique=True, max_size=2))
    return Dossier(
        candidate=name,
        scorecards=tuple(draw(scorecards(rater)) for rater in raters),
        figures=tuple(draw(claims(figure)) for figure in figures),
        facts=draw(st.sampled_from([None, {}, {"years": 0}, {"years": 5}])),
        flags=tuple(RaisedFlag(flag, "quote", draw(st.booleans())) for flag in raised),
        waivers=tuple(GateWaiver(gate, "reason") for gate in waived),
    )


@st.composite
def strong_dossiers(draw: st.DrawFn) -> Dossier:
    """Nearly everything rated high and proven, so that levels are really reached and single reasons decide."""
    cards = []
    for rater in RATERS[: draw(st.integers(1, 2))]:
        ratings = tuple(
            Rating(item, draw(st.sampled_from([5, 5, 5, 5, 4, 3, 2, None])), "evidence") for item in COMPETENCIES
        )
        cards.append(Scorecard(rater, ratings, frozenset({"offer"} if rater == RATERS[0] else ())))
    proven = tuple(FigureClaim(figure, Fraction(9), 3, Fraction(1), 3) for figure in ("clients", "growth"))
    return Dossier(
        candidate="Candidate",
        scorecards=tuple(cards),
        figures=proven,
        facts={"years": 5},
        flags=tuple(RaisedFlag(flag, "quote") for flag in draw(st.lists(st.sampled_from(FLAGS), max_size=1))),
        waivers=tuple(GateWaiver(gate.id, "reason") for gate in draw(st.lists(st.sampled_from(RUBRIC.gates), max_size=1))),
    )


any_dossiers = dossiers() | strong_dossiers()


def result(assessment: Assessment) -> tuple[object, ...]:
    """All that was computed, without the input it was computed from."""
    return (
        assessment.competencies,
        assessment.composites,
        assessment.figures,
        assessment.evidence_index,
        place(assessment).verdicts,
        place(assessment).development,
    )


def rank(placement: Placement) -> int:
    return -1 if placement.level is None else LEVELS.index(placement.level)


@given(any_dossiers, profiles(), st.randoms(use_true_random=False))
def test_order_of_raters_ratings_figures_and_flags_never_matters(dossier: Dossier, profile: Profile, random) -> None:
    def shuffled(items: tuple) -> tuple:
        return tuple(random.sample(items, len(items)))

    cards = tuple(replace(card, ratings=shuffled(card.ratings)) for card in shuffled(dossier.scorecards))
    other = replace(dossier, scorecards=cards, figures=shuffled(dossier.figures), flags=shuffled(dossier.flags))
    assert result(assess(other, profile)) == result(assess(dossier, profile))


@given(any_dossiers, profiles())
def test_a_rater_who_observed_nothing_changes_nothing(dossier: Dossier, profile: Profile) -> None:
    blind = Scorecard("Zoe", tuple(Rating(item, None) for item in COMPETENCIES))
    before, after = assess(dossier, profile), assess(replace(dossier, scorecards=(*dossier.scorecards, blind)), profile)
    scores = [(item.mean, item.score, item.range, item.discuss, item.work_sample) for item in before.competencies]
    assert scores == [(item.mean, item.score, item.range, item.discuss, item.work_sample) for item in after.competencies]
    assert (before.composites, place(before).verdicts) == (after.composites, place(after).verdicts)


@given(any_dossiers, profiles(), st.data())
def test_raising_a_rating_never_lowers_the_level(dossier: Dossier, profile: Profile, data: st.DataObject) -> None:
    spots = [
        (at, index)
        for at, card in enumerate(dossier.scorecards)
        for index, rating in enumerate(card.ratings)
        if rating.value is not None and rating.value < 5
    ]
    assume(spots)
    at, index = data.draw(st.sampled_from(spots))
    card = dossier.scorecards[at]
    ratings = list(card.ratings)
    ratings[index] = replace(ratings[index], value=data.draw(st.integers((ratings[index].value or 0) + 1, 5)))
    cards = list(dossier.scorecards)
    cards[at] = replace(card, ratings=tuple(ratings))
    raised = place(assess(replace(dossier, scorecards=tuple(cards)), profile))
    before = place(assess(dossier, profile))
    assert rank(raised) >= rank(before)
    for low, high in zip(before.assessment.composites, raised.assessment.composites, strict=True):
        assert low.coverage == high.coverage
        assert low.score is None or (high.score is not None and high.score >= low.score)


@given(any_dossiers, profiles())
def test_coverage_is_a_share_and_the_score_lies_between_its_parts(dossier: Dossier, profile: Profile) -> None:
    assessment = assess(dossier, profile)
    scores = [item.score for item in assessment.competencies if item.score is not None]
    for composite in assessment.composites:
        assert 0 <= composite.coverage <= 1
        assert (composite.score is None) == (not scores)
        if composite.score is not None and composite.score_equal_weights is not None:
            assert min(scores) <= composite.score <= max(scores)
            assert min(scores) <= composite.score_equal_weights <= max(scores)


@given(any_dossiers, st.sampled_from(LEVELS), st.fractions(min_value=Fraction(1, 4), max_value=9, max_denominator=4))
def test_equal_weights_give_what_equal_weighting_gives(dossier: Dossier, level: str, weight: Fraction) -> None:
    same = [Adjustment(level, item, weight, None, "all alike") for item in ALWAYS_ON]
    composite = assess(dossier, build_profile(RUBRIC, level_sought=level, adjustments=same)).sought
    assert composite.score == composite.score_equal_weights


@given(any_dossiers, profiles(), st.sampled_from(FLAGS))
def test_a_resolved_flag_changes_nothing(dossier: Dossier, profile: Profile, flag: str) -> None:
    assume(flag not in {item.flag for item in dossier.flags})
    resolved = replace(dossier, flags=(*dossier.flags, RaisedFlag(flag, "quote", resolved=True)))
    assert result(assess(resolved, profile)) == result(assess(dossier, profile))


@given(any_dossiers, profiles(), st.sampled_from(FLAGS))
def test_an_open_flag_never_raises_anything(dossier: Dossier, profile: Profile, flag: str) -> None:
    assume(flag not in {item.flag for item in dossier.flags})
    flagged = assess(replace(dossier, flags=(*dossier.flags, RaisedFlag(flag, "quote"))), profile)
    before = assess(dossier, profile)
    assert rank(place(flagged)) <= rank(place(before))
    for low, high in zip(flagged.figures, before.figures, strict=True):
        assert low.rating == high.rating or (low.rating is not None and high.rating is not None and low.rating < high.rating)


@given(strong_dossiers(), profiles())
def test_a_failed_gate_with_a_fallback_never_gives_more_than_it(dossier: Dossier, profile: Profile) -> None:
    placement = place(assess(dossier, profile))
    for verdict in placement.verdicts:
        for gate in verdict.gates:
            if gate.state == "fail" and gate.gate.fallback_level is not None and gate.blocks:
                assert rank(placement) <= LEVELS.index(gate.gate.fallback_level)


@given(any_dossiers, profiles())
def test_a_gate_that_is_never_waived_ignores_a_waiver(dossier: Dossier, profile: Profile) -> None:
    locked = tuple(GateWaiver(gate.id, "reason") for gate in RUBRIC.gates if gate.waiver is Waiver.NEVER)
    rest = tuple(waiver for waiver in dossier.waivers if waiver.gate not in {item.gate for item in locked})
    waived = place(assess(replace(dossier, waivers=(*rest, *locked)), profile))
    assert waived.verdicts == place(assess(replace(dossier, waivers=rest), profile)).verdicts


@given(any_dossiers, profiles())
def test_a_level_is_given_only_with_evidence_and_without_a_reason_against_it(dossier: Dossier, profile: Profile) -> None:
    placement = place(assess(dossier, profile))
    if placement.level is not None:
        assert placement.enough_evidence
        assert placement.verdict(placement.level).reasons == ()
    if not placement.enough_evidence:
        assert "not_enough_evidence" in {reason.code for reason in placement.reasons}
    for verdict in placement.verdicts[rank(placement) + 1 :]:
        assert verdict.reasons or not placement.enough_evidence


@given(any_dossiers, profiles())
def test_the_plan_closes_every_gap_of_its_target(dossier: Dossier, profile: Profile) -> None:
    placement = place(assess(dossier, profile))
    if placement.target is None:
        assert placement.level == LEVELS[-1]
        return
    steps = {step.competency: step for step in placement.development}
    assert set(steps) == set(placement.verdict(placement.target).below_minimum)
    assert all(step.gap == step.needed - step.score > 0 for step in steps.values())
    order = [(not step.critical, -step.weight * step.gap) for step in placement.development]
    assert order == sorted(order)


@given(st.lists(any_dossiers, min_size=2, max_size=4), profiles(), st.randoms(use_true_random=False))
def test_order_of_candidates_never_matters(listed: list[Dossier], profile: Profile, random) -> None:
    placements = [place(assess(replace(item, candidate=f"Candidate {at}"), profile)) for at, item in enumerate(listed)]
    comparison = compare(placements)
    shuffled = compare(random.sample(placements, len(placements)))
    assert (shuffled.order, shuffled.equal_weights_order) == (comparison.order, comparison.equal_weights_order)
    ranked = [item.assessment.sought.score for item in comparison.placements if item.enough_evidence]
    margin, best = RUBRIC.rules.tie_margin, [max(ranked[at:]) for at in range(len(ranked))]
    assert all(highest - score <= margin for highest, score in zip(best, ranked, strict=True))
    assert [item.enough_evidence for item in comparison.placements] == [True] * len(ranked) + [False] * (
        len(listed) - len(ranked)
    )


@given(any_dossiers, profiles(), figure_values)
def test_a_better_proven_figure_never_earns_less(dossier: Dossier, profile: Profile, value: Fraction) -> None:
    ratings = []
    for grade in range(4):
        claim = FigureClaim("clients", value, grade, own_share=Fraction(1), periods=3)
        figures = assess(replace(dossier, figures=(claim,)), profile).figures
        ratings.append(figures[0].rating or 0)
    assert ratings == sorted(ratings)
    assert all(rating <= cap for rating, cap in zip(ratings, (2, 3, 4, 5), strict=True))
