"""A placement in a few plain sentences: the verdict, what is strong, what is a risk, what nobody knows yet."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.assessment import CompetencyResult, open_flags
from hiring.domain.gates import GateState, Reason
from hiring.domain.placement import LevelVerdict, Placement
from hiring.domain.profile import Standard
from hiring.domain.rubric import GateRule, Rubric
from hiring.language import N_, Language
from hiring.wording.names import capitalise, name_of, say_against
from hiring.wording.reasons import say_reason

MOST = 3
"""No list of a profile's first page is longer."""
LONGEST_QUOTE = 160
"""Characters; of a longer evidence text the anchor is shown instead, never a quote cut in the middle."""

INNER_MARKS = {"ru": str.maketrans("«»", "„“"), "en": str.maketrans("“”", "‘’")}
"""The marks that stand around quoted words, as they are written within a quotation."""

SCORE_WORDS = (
    (Fraction(1), N_("above what is expected")),
    (Fraction(1, 2), N_("confidently")),
    (Fraction(0), N_("on the level")),
)
"""From how many scale points above the minimum each is said."""

OBSTACLES = (
    (("not_enough_evidence",), N_("%(level)s: too little of it is rated.")),
    (("integrity_flag",), N_("%(level)s: a breach of trust is on record.")),
    (("critical_short", "critical_below"), N_("%(level)s: a critical competency is below its minimum.")),
    (("critical_not_rated",), N_("%(level)s: a critical competency is not rated.")),
    (("too_far_below", "too_many_shortfalls"), N_("%(level)s: competencies are below their minimum.")),
    (("score_below_pass",), N_("%(level)s: the score is below the pass score.")),
    (("figures_absent", "figures_not_proven"), N_("%(level)s: proof in figures is missing.")),
    (("thresholds_not_set",), N_("%(level)s: the employer has not set thresholds for the figures.")),
)
"""The main obstacle to a level, the gravest first, by the codes of the reasons and of the gates' own reasons."""
NOTHING_RATED = N_("Nothing is rated yet.")
NOTHING_OBSERVED = N_("The interviewers observed nothing they could rate.")
CAPPED = N_("%(said)s Capped by a red flag.")
OTHER_OBSTACLE = N_("%(level)s: a must-have is missing.")


def describe_score(score: Fraction | None, standard: Standard, language: Language) -> str:
    """The words beside a competency score: how it stands against the minimum of the level (SCORE_WORDS)."""
    if score is None:
        return language.gettext("not assessed")
    above = score - standard.minimum
    words = next((text for least, text in SCORE_WORDS if above >= least), N_("below the minimum"))
    return language.gettext(words)


def say_verdict(placement: Placement, language: Language) -> str:
    """The headline: the level met, and what keeps the candidate from the level sought or the next one."""
    rubric = placement.assessment.profile.rubric
    if placement.assessment.sought.score is None:
        seen = placement.assessment.dossier.scorecards
        return language.gettext(NOTHING_OBSERVED if seen else NOTHING_RATED)
    if not placement.enough_evidence:
        lacking = next(reason for reason in placement.sought.reasons if reason.code == "not_enough_evidence")
        return " ".join((language.gettext("Not enough evidence for a level."), say_reason(lacking, rubric, language)))
    if placement.level is None:
        return " ".join((language.gettext("No level is met yet."), _say_obstacle(placement, placement.sought, language)))
    met = language.gettext("Meets %(level)s.", level=_inside(placement.level, rubric, language))
    if placement.target is None:
        return met
    goal = placement.verdict(placement.target) if placement.reaches_sought else placement.sought
    return f"{met} {_say_obstacle(placement, goal, language)}"


def say_held_against(placement: Placement, language: Language) -> str:
    """What the reasons of the placement stand against, as their heading; empty at the top."""
    if placement.held_against is None:
        return ""
    level = _inside(placement.held_against, placement.assessment.profile.rubric, language)
    return language.gettext("What stands against %(level)s:", level=level)


def say_strengths(placement: Placement, language: Language) -> tuple[str, ...]:
    """At most three, highest above the minimum first, with evidence or the anchor met; disputed and capped ones left out."""
    assessment = placement.assessment
    candidates = [
        (item.score - standard.minimum, standard.weight, item)
        for standard in assessment.profile.sought.standards
        if (item := assessment.competency(standard.competency)).score is not None
        and item.score > standard.minimum
        and not item.discuss
        and not item.capped_by
    ]
    best = sorted(candidates, key=lambda entry: entry[:2], reverse=True)[:MOST]
    return tuple(_say_strength(item, assessment.profile.rubric, language) for _, _, item in best)


def say_risks(placement: Placement, language: Language) -> tuple[str, ...]:
    """At most three, the gravest first: below the minimum, must-haves not met, red flags, disagreement, few raters."""
    rubric = placement.assessment.profile.rubric
    risks = [
        *_say_shortfalls(placement, language),
        *_say_failed_gates(placement, rubric, language),
        *_say_caps(placement, language),
        *_say_disagreements(placement, rubric, language),
        *_say_few_raters(placement, rubric, language),
    ]
    return tuple(risks[:MOST])


def say_unknowns(placement: Placement, language: Language) -> tuple[str, ...]:
    """At most three: what was not assessed, must-haves that are not known, figures without proof."""
    rubric = placement.assessment.profile.rubric
    groups = (
        (N_("Not assessed: %(names)s."), placement.assessment.not_assessed),
        (N_("Not checked: %(names)s."), _unknown_gates(placement)),
        (N_("Claimed, not proven: %(names)s."), _unproven_figures(placement)),
    )
    return tuple(language.gettext(text, names=_names(ids, rubric, language)) for text, ids in groups if ids)


def _say_obstacle(placement: Placement, verdict: LevelVerdict, language: Language) -> str:
    codes = {_own_code(reason) for reason in verdict.reasons}
    text = next((text for causes, text in OBSTACLES if codes & set(causes)), OTHER_OBSTACLE)
    rubric = placement.assessment.profile.rubric
    return capitalise(language.gettext(text, level=_inside(verdict.level, rubric, language)))


def _own_code(reason: Reason) -> str:
    why = reason.values.get("why")
    return why.code if isinstance(why, Reason) else reason.code


def _inside(level: str, rubric: Rubric, language: Language) -> str:
    """The level's name inside a sentence: "level 2", but "L2" stays as it is."""
    return _inside_sentence(name_of(level, rubric, language))


def _inside_sentence(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _names(identities: tuple[str, ...], rubric: Rubric, language: Language) -> str:
    return "; ".join(name_of(identity, rubric, language) for identity in identities)


def _say_strength(item: CompetencyResult, rubric: Rubric, language: Language) -> str:
    assert item.score is not None
    name, score = name_of(item.competency, rubric, language), language.number(item.score)
    quote = _best_evidence(item)
    if quote is not None:
        quote = inner_quotes(quote, language.locale)
        return language.gettext("%(name)s, %(score)s: “%(quote)s”", name=name, score=score, quote=quote)
    anchor = _anchor_met(item, rubric, language)
    return f"{name}, {score}: {anchor}" if anchor else f"{name}, {score}"


def inner_quotes(text: str, locale: str) -> str:
    """What was written down, for a place that sets quotation marks around it: its own ones become the inner ones."""
    return text.translate(INNER_MARKS[locale])


def _best_evidence(item: CompetencyResult) -> str | None:
    """The evidence of the highest rating that is short enough to be quoted whole."""
    best = sorted(item.judgements, key=lambda judgement: -judgement.value)
    texts = (" ".join(judgement.evidence.split()) for judgement in best)
    return next((text.rstrip(".") for text in texts if text and len(text) <= LONGEST_QUOTE), None)


def _anchor_met(item: CompetencyResult, rubric: Rubric, language: Language) -> str | None:
    assert item.score is not None
    competency = rubric.competency(item.competency)
    met = [anchor.text for anchor in competency.anchors if anchor.point <= item.score]
    return met[-1][language.locale] if met else None


def _say_shortfalls(placement: Placement, language: Language) -> list[str]:
    assessment = placement.assessment
    below = [
        standard for standard in assessment.profile.sought.standards if standard.competency in placement.sought.below_minimum
    ]
    ordered = sorted(below, key=lambda item: (not item.critical, -item.weight * _gap(placement, item)))
    return [_say_shortfall(placement, standard, language) for standard in ordered]


def _gap(placement: Placement, standard: Standard) -> Fraction:
    score = placement.assessment.competency(standard.competency).score
    return Fraction(0) if score is None else standard.minimum - score


def _say_shortfall(placement: Placement, standard: Standard, language: Language) -> str:
    text = N_("%(name)s below the minimum: %(score)s, minimum %(minimum)s.")
    if standard.critical:
        text = N_("%(name)s below the minimum and critical: %(score)s, minimum %(minimum)s.")
    rubric = placement.assessment.profile.rubric
    score = say_against(standard.minimum - _gap(placement, standard), standard.minimum, language)
    name = name_of(standard.competency, rubric, language)
    said = language.gettext(text, name=name, score=score, minimum=language.plain(standard.minimum))
    capped = placement.assessment.competency(standard.competency).capped_by
    return language.gettext(CAPPED, said=said) if capped else said


def _say_failed_gates(placement: Placement, rubric: Rubric, language: Language) -> list[str]:
    """Must-haves of the level sought that are not met, save for ratings that are said as shortfalls already."""
    failed = [result for result in placement.sought.gates if result.state is GateState.FAIL and result.waived is None]
    return [
        f"{result.gate.name[language.locale]}: {_inside_sentence(say_reason(result.reason, rubric, language))}"
        for result in failed
        if not _is_shortfall(placement, result.reason)
    ]


def _is_shortfall(placement: Placement, reason: Reason) -> bool:
    if reason.code == "competency_below":
        return reason.values.get("competency") in placement.sought.below_minimum
    return reason.code == "critical_below"


def _say_caps(placement: Placement, language: Language) -> list[str]:
    """Each open red flag that lowered a score."""
    assessment = placement.assessment
    acting = {flag for item in assessment.competencies for flag in item.capped_by}
    flags = [flag for flag in open_flags(assessment.dossier, assessment.profile) if flag.id in acting]
    return [language.gettext("Open red flag: %(flag)s.", flag=flag.text[language.locale].rstrip(".")) for flag in flags]


def _say_disagreements(placement: Placement, rubric: Rubric, language: Language) -> list[str]:
    """What the panel agreed on is no dispute any more."""
    disputed = tuple(item.competency for item in placement.assessment.competencies if item.discuss and item.agreed is None)
    text = language.gettext("Interviewers disagree: %(names)s.", names=_names(disputed, rubric, language))
    return [text] if disputed else []


def _say_few_raters(placement: Placement, rubric: Rubric, language: Language) -> list[str]:
    least = rubric.rules.min_raters
    few = tuple(item.competency for item in placement.assessment.competencies if 0 < len(item.judgements) < least)
    if not few:
        return []
    if len(few) == len(placement.assessment.competencies) - len(placement.assessment.not_assessed):
        return [language.gettext("Every rating rests on fewer interviewers than the %(least)s required.", least=least)]
    text = N_("Too few interviewers (fewer than %(least)s): %(names)s.")
    return [language.gettext(text, least=least, names=_names(few, rubric, language))]


def _unknown_gates(placement: Placement) -> tuple[str, ...]:
    """Gates of the level sought that are not known for another reason than a competency listed as not assessed."""
    return tuple(
        result.gate.id
        for result in placement.sought.gates
        if result.state is GateState.UNKNOWN and not _is_about_ratings(result.reason) and result.waived is None
    )


def _is_about_ratings(reason: Reason) -> bool:
    return reason.code in {"critical_not_rated", "competency_not_rated", "competency_not_used"}


def _unproven_figures(placement: Placement) -> tuple[str, ...]:
    """Figures with a value whose verification grade is below what the proof in figures asks, by default the lowest one."""
    rubric = placement.assessment.profile.rubric
    needed = [gate.figures_grade for gate in rubric.gates if gate.rule is GateRule.FIGURES_PROVEN]
    lowest = min((item.value for item in rubric.figures.grades), default=0)
    grade = min(needed, default=lowest + 1)
    figures = placement.assessment.figures
    return tuple(item.claim.figure for item in figures if item.claim.value is not None and item.grade < grade)
