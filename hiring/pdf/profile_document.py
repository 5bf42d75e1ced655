"""What the profile of one candidate says, taken from a placement and put into words."""

from __future__ import annotations

from dataclasses import replace

from hiring.domain.assessment import CompetencyResult
from hiring.domain.figures import FigureResult
from hiring.domain.placement import DevelopmentStep, Placement
from hiring.domain.profile import Standard
from hiring.domain.standing import standing_of
from hiring.domain.uncertainty import RatingError, competency_estimate, composite_estimate
from hiring.language import N_, NO_VALUE, Language, get_language
from hiring.pdf.certainty_part import certainty_part
from hiring.pdf.documents import (
    CompetencyLine,
    DocumentSubject,
    FigureLine,
    FlagLine,
    PlanLine,
    ProfileDocument,
    WeightLine,
)
from hiring.pdf.evidence import choose_evidence, count_quotes, room_for_evidence, shorten_plan
from hiring.pdf.lines import NO_BREAK, critical_first, gate_line, head_line, say_value
from hiring.wording import (
    name_of,
    say_held_against,
    say_reasons,
    say_risks,
    say_strengths,
    say_unknowns,
    say_verdict,
)
from hiring.wording.certainty import say_assumptions, say_band, say_one_more, say_standing

MOST_REASONS = 2
PROVEN_FROM = 2
"""The verification grade from which a figure rests on a document."""

METHOD = (
    N_(
        "Interviewers rate separately: the same questions, the same scale with described points, every rating with its "
        "evidence. Nobody sees another's ratings before handing in their own."
    ),
    N_(
        "A competency's score is the mean of its ratings, or what the panel agreed on afterwards; the initial ratings are "
        "shown beside it. The overall score weighs the competencies as this profile does; "
        "what was not assessed counts neither for nor against. Rounding happens in print only."
    ),
    N_(
        "Must-haves stand apart from the score: no score makes up for one that is missing. A figure counts as far as it "
        "is proven."
    ),
    N_(
        "Limits: a few people judged a few hours of talk. Differences of some tenths mean little, and the document does "
        "not replace references or a trial period. A person takes the decision."
    ),
)


def build_profile_document(
    placement: Placement, *, subject: DocumentSubject, error: RatingError, locale: str
) -> ProfileDocument:
    """The profile in the language of `locale`, as much of it as two pages hold. Interviewers are counted, never named."""
    document, language = say_profile(placement, subject=subject, error=error, locale=locale), get_language(locale)
    fitted = replace(document, plan=shorten_plan(document))
    return replace(fitted, evidence=choose_evidence(placement, language, room_for_evidence(fitted)))


def say_profile(placement: Placement, *, subject: DocumentSubject, error: RatingError, locale: str) -> ProfileDocument:
    """All that a profile says, with the whole plan and without the quotes under the ratings; `error` gives the bands."""
    assessment, language = placement.assessment, get_language(locale)
    profile, sought = assessment.profile, assessment.sought
    reasons = _reasons(placement, language)
    return ProfileDocument(
        head=head_line(profile, subject, locale),
        candidate=subject.candidate_name,
        lowest=profile.rubric.scale.lowest,
        highest=profile.rubric.scale.highest,
        verdict=say_verdict(placement, language),
        reasons=reasons,
        score=sought.score,
        equal_score=sought.score_equal_weights,
        pass_score=profile.sought.pass_score,
        coverage=sought.coverage,
        raters=len(assessment.raters),
        scorecards=len(assessment.dossier.scorecards),
        strengths=say_strengths(placement, language),
        risks=say_risks(placement, language),
        unknowns=say_unknowns(placement, language),
        gates=tuple(gate_line(item, profile.rubric, language) for item in placement.sought.gates),
        competencies=tuple(
            _competency(placement, item, error, language) for item in critical_first(profile.sought.standards)
        ),
        evidence=(),
        figures=tuple(_figure(placement, item, language) for item in assessment.figures),
        plan_level=None if placement.target is None else profile.rubric.level(placement.target).name[locale],
        plan=tuple(_plan(placement, item, language) for item in placement.development),
        method=tuple(language.gettext(text) for text in METHOD),
        weights=tuple(_weight(placement, item, language) for item in profile.sought.standards),
        flags=_flags(placement, language),
        quotes_in_all=count_quotes(placement),
        plan_in_all=len(placement.development),
        band=_band(placement, error, language),
        certainty=certainty_part(placement, error, language),
        one_more=say_one_more(placement, error, language),
        assumed=() if sought.score is None else say_assumptions(error, language),
        held_against=say_held_against(placement, language) if reasons else "",
    )


def _reasons(placement: Placement, language: Language) -> tuple[str, ...]:
    """Why not the next level; nothing where the verdict has said it already."""
    if not placement.enough_evidence:
        return ()
    rubric = placement.assessment.profile.rubric
    return say_reasons(placement.reasons, rubric, language)[:MOST_REASONS]


def _band(placement: Placement, error: RatingError, language: Language) -> str:
    profile = placement.assessment.profile
    estimate = composite_estimate(placement.assessment, profile.level_sought, error)
    return "" if estimate is None else say_band(estimate, profile.rubric.scale, language)


def _competency(placement: Placement, standard: Standard, error: RatingError, language: Language) -> CompetencyLine:
    rubric = placement.assessment.profile.rubric
    result = placement.assessment.competency(standard.competency)
    line = CompetencyLine(
        name=name_of(standard.competency, rubric, language),
        critical=standard.critical,
        ratings=tuple(sorted(item.value for item in result.judgements)),
        score=result.score,
        minimum=standard.minimum,
        words=language.gettext("not assessed"),
        discuss=result.discuss and result.agreed is None,
    )
    estimate = competency_estimate(result, error)
    if estimate is None:
        return line
    standing = standing_of(estimate, standard.minimum)
    words = _with_agreement(say_standing(standing, result, standard, language), result, language)
    band = say_band(estimate, rubric.scale, language)
    return replace(line, words=words, low=estimate.low, high=estimate.high, standing=str(standing), band=band)


def _with_agreement(words: str, result: CompetencyResult, language: Language) -> str:
    if result.agreed is None:
        return words
    agreed = language.gettext("agreed by the panel: %(value)s", value=result.agreed)
    return f"{words}; {NO_BREAK.join(agreed.rsplit(' ', 1))}"


def _figure(placement: Placement, result: FigureResult, language: Language) -> FigureLine:
    rubric, claim = placement.assessment.profile.rubric, result.claim
    share = language.percent(claim.own_share) if claim.own_share is not None else None
    own = language.gettext("own share %(share)s", share=share) if share else language.gettext("own share not said")
    market = language.gettext("market: %(growth)s", growth=claim.market_growth) if claim.market_growth else ""
    against = language.gettext("compared with: %(baseline)s", baseline=claim.baseline) if claim.baseline else ""
    proof = "proven" if result.grade >= PROVEN_FROM else "probed" if result.grade else "none"
    return FigureLine(
        name=claim.name or name_of(claim.figure, rubric, language),
        value=say_value(claim, rubric, language),
        period=claim.period or NO_VALUE,
        proof=proof,
        proof_word=rubric.figures.grade(result.grade).name[language.locale],
        note="; ".join(part for part in (own, against, claim.basis, market, claim.source) if part),
        rating=result.rating,
    )


def _plan(placement: Placement, step: DevelopmentStep, language: Language) -> PlanLine:
    rubric = placement.assessment.profile.rubric
    anchor = rubric.competency(step.competency).anchor(step.next_anchor)
    text = "" if anchor is None else anchor[language.locale]
    return PlanLine(name_of(step.competency, rubric, language), step.critical, step.score, step.needed, text)


def _weight(placement: Placement, standard: Standard, language: Language) -> WeightLine:
    profile = placement.assessment.profile
    reasons = [
        item.reason
        for item in profile.adjustments
        if (item.level, item.competency) == (profile.level_sought, standard.competency)
    ]
    name = name_of(standard.competency, profile.rubric, language)
    return WeightLine(name, standard.weight, standard.minimum, reasons[0] if reasons else "")


def _flags(placement: Placement, language: Language) -> tuple[FlagLine, ...]:
    rubric = placement.assessment.profile.rubric
    answered, open_ = language.gettext("cleared up"), language.gettext("still open")
    return tuple(
        FlagLine(name_of(flag.flag, rubric, language), flag.quote, answered if flag.resolved else open_)
        for flag in placement.assessment.dossier.flags
    )
