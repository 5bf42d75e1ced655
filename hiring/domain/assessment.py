"""Scorecards, figures and facts of one candidate, held against a profile.

Formulas: docs/method.md. Competency score = what the panel agreed on, else the mean over raters; composite = sum(weight x
score) / sum(weight) over rated competencies; coverage = weight rated / weight of the level. Exact fractions throughout;
nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.conditions import holds
from hiring.domain.figures import FigureClaim, FigureResult, evidence_index, figure_result
from hiring.domain.own_figures import is_own
from hiring.domain.profile import LevelStandard, Profile
from hiring.domain.rubric import FlagEffect, RedFlag
from hiring.domain.scorecard import Scorecard
from hiring.errors import Invalid, Problem


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A red flag with the quoted fact; `resolved` once its probe was answered, and then it no longer acts."""

    flag: str
    quote: str
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class GateWaiver:
    gate: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgreedRating:
    """What a panel agreed on for one competency after it had rated apart. It stands beside the initial ratings."""

    competency: str
    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is known about one candidate for one position. `facts` by fact id; absent means not known."""

    candidate: str
    scorecards: tuple[Scorecard, ...]
    figures: tuple[FigureClaim, ...] = ()
    facts: Mapping[str, object] | None = None
    flags: tuple[RaisedFlag, ...] = ()
    waivers: tuple[GateWaiver, ...] = ()
    agreed: tuple[AgreedRating, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rater's rating with its evidence."""

    rater: str
    value: int
    evidence: str


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """`mean` None: not rated by anybody. `score` is the agreed rating, or without one the mean, after the caps of unresolved
    red flags."""

    competency: str
    judgements: tuple[Judgement, ...]
    not_observed_by: tuple[str, ...]
    mean: Fraction | None
    score: Fraction | None
    range: int | None
    """Largest minus smallest rating; 0 for a single rater."""
    discuss: bool
    capped_by: tuple[str, ...]
    """Red flags whose cap lowered the score."""
    work_sample: Fraction | None
    """Mean of the ratings that rest on a work sample; the agreed rating where there is one."""
    agreed: int | None = None
    """What the panel agreed on; None: nothing, or nobody rated the competency."""


@dataclass(frozen=True, slots=True)
class Composite:
    """One level's view of the ratings. Scores are None when nothing is rated."""

    level: str
    score: Fraction | None
    score_equal_weights: Fraction | None
    coverage: Fraction
    enough_evidence: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the ratings mean before a level is given (`hiring.domain.placement`)."""

    dossier: Dossier
    profile: Profile
    competencies: tuple[CompetencyResult, ...]
    composites: tuple[Composite, ...]
    """One a level, ascending."""
    figures: tuple[FigureResult, ...]
    evidence_index: Fraction | None
    raters: tuple[str, ...]

    @property
    def sought(self) -> Composite:
        return self.composite(self.profile.level_sought)

    def composite(self, level: str) -> Composite:
        return next(item for item in self.composites if item.level == level)

    def competency(self, competency: str) -> CompetencyResult:
        return next(item for item in self.competencies if item.competency == competency)

    @property
    def not_assessed(self) -> tuple[str, ...]:
        return tuple(item.competency for item in self.competencies if item.mean is None)


def assess(dossier: Dossier, profile: Profile) -> Assessment:
    """The assessment of one candidate. The order of raters, scorecards and flags never matters.

    Raises Invalid when one rater rates a competency twice, rates an unknown one or leaves the scale. A rating of a
    competency that the profile does not use is kept out of the result.
    """
    _check(dossier, profile)
    results = tuple(_competency_result(item.id, dossier, profile) for item in profile.competencies)
    figures = _figure_results(dossier, profile)
    return Assessment(
        dossier=dossier,
        profile=profile,
        competencies=results,
        composites=tuple(_composite(level, results, profile) for level in profile.levels),
        figures=figures,
        evidence_index=evidence_index(figures),
        raters=tuple(sorted({card.rater for card in dossier.scorecards})),
    )


def _check(dossier: Dossier, profile: Profile) -> None:
    known = {item.id for item in profile.rubric.competencies}
    scale = profile.rubric.scale
    seen: set[tuple[str, str]] = set()
    problems = []
    for card in dossier.scorecards:
        for rating in card.ratings:
            where = f"{dossier.candidate} / {card.rater} / {rating.competency}"
            if rating.competency not in known:
                problems.append(Problem("competency_unknown", where, {"competency": rating.competency}))
            if rating.value is not None and rating.value not in scale.values:
                values = {"value": rating.value, "lowest": scale.lowest, "highest": scale.highest}
                problems.append(Problem("rating_off_scale", where, values))
            if (card.rater, rating.competency) in seen:
                problems.append(Problem("rating_repeated", where))
            seen.add((card.rater, rating.competency))
    for item in dossier.agreed:
        if item.value not in scale.values:
            values = {"value": item.value, "lowest": scale.lowest, "highest": scale.highest}
            problems.append(Problem("rating_off_scale", f"{dossier.candidate} / {item.competency}", values))
    if problems:
        raise Invalid(problems)


def _competency_result(competency: str, dossier: Dossier, profile: Profile) -> CompetencyResult:
    judgements, absent, sampled = [], [], []
    for card in sorted(dossier.scorecards, key=lambda item: item.rater):
        for rating in card.ratings:
            if rating.competency != competency:
                continue
            if rating.value is None:
                absent.append(card.rater)
                continue
            judgements.append(Judgement(card.rater, rating.value, rating.evidence))
            if competency in card.work_samples:
                sampled.append(rating.value)
    values = [judgement.value for judgement in judgements]
    mean = _mean(values)
    agreed = None if mean is None else next((item.value for item in dossier.agreed if item.competency == competency), None)
    score, capped_by = _capped(competency, mean if agreed is None else Fraction(agreed), dossier, profile)
    spread = max(values) - min(values) if values else None
    return CompetencyResult(
        competency=competency,
        judgements=tuple(judgements),
        not_observed_by=tuple(absent),
        mean=mean,
        score=score,
        range=spread,
        discuss=spread is not None and spread >= profile.rubric.rules.discuss_from,
        capped_by=capped_by,
        work_sample=Fraction(agreed) if sampled and agreed is not None else _mean(sampled),
        agreed=agreed,
    )


def _mean(values: list[int]) -> Fraction | None:
    return Fraction(sum(values), len(values)) if values else None


def _capped(
    competency: str, rating: Fraction | None, dossier: Dossier, profile: Profile
) -> tuple[Fraction | None, tuple[str, ...]]:
    if rating is None:
        return None, ()
    caps = [
        (flag.cap, flag.id)
        for flag in open_flags(dossier, profile)
        if flag.effect is FlagEffect.CAP and flag.cap is not None and competency in flag.competencies and flag.cap < rating
    ]
    if not caps:
        return rating, ()
    return Fraction(min(cap for cap, _ in caps)), tuple(sorted(flag for _, flag in caps))


def open_flags(dossier: Dossier, profile: Profile) -> tuple[RedFlag, ...]:
    """The rubric's red flags that are raised, not resolved and not switched off by the answers."""
    raised = {flag.flag for flag in dossier.flags if not flag.resolved}
    if not raised:
        return ()
    values = profile.values
    listed = (flag for flag in profile.rubric.red_flags if flag.id in raised)
    return tuple(flag for flag in listed if flag.when is None or holds(flag.when, values) is not False)


def _composite(level: LevelStandard, results: tuple[CompetencyResult, ...], profile: Profile) -> Composite:
    scores = {item.competency: item.score for item in results if item.score is not None}
    rated = [standard for standard in level.standards if standard.competency in scores]
    weight = sum((standard.weight for standard in rated), Fraction(0))
    total = sum((standard.weight * scores[standard.competency] for standard in rated), Fraction(0))
    coverage = weight / level.total_weight
    return Composite(
        level=level.level,
        score=total / weight if weight else None,
        score_equal_weights=sum(scores.values(), Fraction(0)) / len(scores) if scores else None,
        coverage=coverage,
        enough_evidence=coverage >= profile.rubric.rules.min_coverage,
    )


def _figure_results(dossier: Dossier, profile: Profile) -> tuple[FigureResult, ...]:
    """In the profile's order. Another employer's own figures are no business of this one."""
    order = {figure.id: index for index, figure in enumerate(profile.figures)}
    asked = (claim for claim in dossier.figures if claim.figure in order or not is_own(claim.figure))
    claims = sorted(asked, key=lambda claim: (order.get(claim.figure, len(order)), claim.figure))
    flags = open_flags(dossier, profile)
    limits = [0 for flag in flags if flag.effect is FlagEffect.UNVERIFIED]
    limits += [flag.cap for flag in flags if flag.effect is FlagEffect.GRADE_CAP and flag.cap is not None]
    limit = min(limits) if limits else None
    return tuple(figure_result(claim, profile, grade_limit=limit) for claim in claims)
