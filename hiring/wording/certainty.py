"""How certain a score and a level are, what one more interviewer would change, and what that rests on, in words."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.assessment import CompetencyResult
from hiring.domain.certainty import DOTS, LevelCertainty, LevelShare
from hiring.domain.more_interviewers import MOST, interviewers_to_settle
from hiring.domain.placement import Placement
from hiring.domain.profile import Standard
from hiring.domain.rubric import Rubric, Scale
from hiring.domain.standing import Standing
from hiring.domain.uncertainty import (
    BAND_WIDTH,
    ENOUGH_CANDIDATES,
    Basis,
    Estimate,
    OneMore,
    RatingError,
    one_more_interviewer,
)
from hiring.language import N_, Language
from hiring.wording.summary import describe_score

BORDERLINE = N_("%(level)s, borderline: %(others)s")
BELOW = N_("below %(level)s")
OF_DOTS = N_("%(level)s: %(count)s of %(all)s")
HELD_BACK = N_("%(said)s. Held back by must-haves or minimums: %(levels)s.")
HELD_BACK_ALONE = N_("%(level)s, but must-haves or minimums hold it back")
CAPPED = N_("%(words)s; red flag")
DEFAULT_REASON = N_(
    "The error is assumed: one rating is taken to lie off by %(single)s of a point, which holds for interviews where about "
    "half of the differences between ratings is error. It is measured once %(enough)s candidates were rated by two or more."
)
ALIKE_ALWAYS = N_(
    "%(all)s candidates were rated by two or more, and no two ratings ever differed; an error of nothing would be false "
    "certainty, so it stays assumed, as it was while there was too little to measure:"
)
ALIKE = N_(
    "The band holds what all interviewers together would give, 19 times out of 20. Interviewers are taken to err alike and "
    "independently; how far these ones differ does not enter it."
)

CLEAR_WITHOUT = N_("%(narrower)s The level is clear enough without.")

FAIR_AVERAGE = N_(
    "Fair average %(fair)s beside %(raw)s as rated: the score had every interviewer rated all %(all)s candidates of the "
    "position whose ratings you may see."
)
NO_FAIR_AVERAGE = {
    "too_many": N_("No fair average: the position has %(all)s candidates, which are too many to compare at once."),
    "nothing_rated": N_("No fair average: nothing is rated yet."),
    "alone": N_("No fair average: no other candidate of the position is rated yet, or you may not see the ratings yet."),
    "not_connected": N_(
        "No fair average: no chain of common interviewers links all candidates, so that strictness cannot be told from "
        "weakness."
    ),
}


def say_certainty(certainty: LevelCertainty, rubric: Rubric, language: Language) -> str:
    """ "Level 2, borderline: Level 3", and what else keeps a level of those from being given."""
    said = _level(certainty.level, rubric, language)
    if certainty.borderline:
        others = ", ".join(_level(level, rubric, language) for level in certainty.borderline)
        said = language.gettext(BORDERLINE, level=said, others=others)
    named = {certainty.level, *certainty.borderline}
    held = [level for level in certainty.held_back if level in named]
    if held == [certainty.level] and not certainty.borderline:
        return language.gettext(HELD_BACK_ALONE, level=said)
    listed = ", ".join(_level(level, rubric, language) for level in held)
    return language.gettext(HELD_BACK, said=said, levels=listed) if held else said


def say_share(share: LevelShare, rubric: Rubric, language: Language) -> str:
    """ "Level 2: 13 of 20"."""
    return language.gettext(OF_DOTS, count=share.dots, all=DOTS, level=_level(share.level, rubric, language))


def say_basis(error: RatingError, language: Language) -> str:
    """What the error rests on: the candidates it was measured on, or the reason why it is assumed."""
    if error.basis is Basis.POOLED:
        return language.ngettext(
            "Measured on %(num)s candidate whom two or more interviewers rated.",
            "Measured on %(num)s candidates whom two or more interviewers rated.",
            error.candidates,
        )
    assumed = error.reason[language.locale] if error.reason is not None else _say_default(error, language)
    return f"{language.gettext(ALIKE_ALWAYS, all=error.candidates)} {assumed}" if error.candidates else assumed


def _say_default(error: RatingError, language: Language) -> str:
    single = language.plain(Fraction(error.single), 2)
    return language.gettext(DEFAULT_REASON, single=single, enough=ENOUGH_CANDIDATES)


def say_fair_average(raw: Fraction | None, fair: Fraction | None, candidates: int, why: str, language: Language) -> str:
    """The fair average beside the raw one, or why there is none."""
    if fair is None:
        return language.gettext(NO_FAIR_AVERAGE[why], all=candidates)
    values = {"fair": language.number(fair), "raw": language.number(raw), "all": candidates}
    return language.gettext(FAIR_AVERAGE, **values)


def say_assumptions(error: RatingError, language: Language) -> tuple[str, ...]:
    """What every band rests on: what it means, and where its width comes from."""
    return language.gettext(ALIKE), say_basis(error, language)


def say_band(estimate: Estimate, scale: Scale, language: Language) -> str:
    """ "from 3.3 to 4.1", as far as the scale goes."""
    low, high = clip_band(estimate, scale)
    return language.gettext("from %(low)s to %(high)s", low=_tenth(low, language), high=_tenth(high, language))


def clip_band(estimate: Estimate, scale: Scale) -> tuple[float, float]:
    """The ends of the band that lie on the scale."""
    return max(estimate.low, float(scale.lowest)), min(estimate.high, float(scale.highest))


def say_standing(standing: Standing, result: CompetencyResult, standard: Standard, language: Language) -> str:
    """The words beside a score with its band; where the panel differs or has agreed, more is said after them."""
    words = _standing(standing, result, standard, language)
    return language.gettext(CAPPED, words=words) if result.capped_by else words


def _standing(standing: Standing, result: CompetencyResult, standard: Standard, language: Language) -> str:
    assert result.score is not None
    if standing is not Standing.NEAR:
        return describe_score(result.score, standard, language)
    if result.score == standard.minimum or result.discuss or result.agreed is not None:
        return language.gettext("borderline")
    above = result.score > standard.minimum
    return language.gettext("borderline, probably met") if above else language.gettext("borderline, probably below")


def say_one_more(placement: Placement, error: RatingError, language: Language) -> str:
    """What one more interviewer would buy; empty where that is next to nothing, or too little is rated to say."""
    assessment = placement.assessment
    more = one_more_interviewer(assessment, assessment.profile.level_sought, error)
    settled = interviewers_to_settle(placement, error)
    if more is None or not placement.enough_evidence:
        return ""
    narrower = _narrower(more, language)
    if settled == 0:
        return language.gettext(CLEAR_WITHOUT, narrower=narrower) if narrower else ""
    return " ".join(part for part in (narrower or _hardly(more, language), _settling(settled, language)) if part)


def _narrower(more: OneMore, language: Language) -> str:
    now, then = (_tenth(BAND_WIDTH * sem, language) for sem in (more.now, more.then))
    text = N_("One more interviewer who rates all of it would narrow the band from ±%(now)s to ±%(then)s.")
    return "" if now == then else language.gettext(text, now=now, then=then)


def _hardly(more: OneMore, language: Language) -> str:
    text = N_("One more interviewer would hardly narrow the band: it stays at about ±%(now)s.")
    return language.gettext(text, now=_tenth(BAND_WIDTH * more.now, language))


def _settling(settled: int | None, language: Language) -> str:
    """From how many on the level is no longer borderline."""
    if settled is None:
        text = N_("Not even %(most)s more would settle the level: the score lies too close to the pass score.")
        return language.gettext(text, most=MOST)
    return language.ngettext(
        "%(num)s more would settle the level, were the score to stay.",
        "%(num)s more would settle the level, were the score to stay.",
        settled,
    )


def _tenth(value: float, language: Language) -> str:
    return language.number(Fraction(value), 1)


def _level(level: str | None, rubric: Rubric, language: Language) -> str:
    if level is None:
        return language.gettext(BELOW, level=rubric.levels[0].name[language.locale])
    return rubric.level(level).name[language.locale]
