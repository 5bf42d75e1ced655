"""What a comparison of candidates says: the order, what it rests on, and never more than the ordering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hiring.domain.comparison import Comparison
from hiring.domain.fair_scores import fair_scores, score_as_rated
from hiring.domain.placement import Placement
from hiring.domain.profile import Profile, Standard
from hiring.domain.rubric import GateRule, Scale
from hiring.domain.telling_apart import ToldApart, tell_apart
from hiring.domain.uncertainty import BAND_WIDTH, RatingError, assumed_error
from hiring.language import N_, NO_VALUE, Language, get_language, round_half_up
from hiring.pdf.comparison_data import CandidateLine, Cell, ComparisonDocument, HeatRow, LevelMark
from hiring.pdf.comparison_stability import exact, say_stability, say_ties, told_apart_from
from hiring.pdf.documents import DocumentSubject, GateLine
from hiring.pdf.lines import critical_first, gate_line, head_line, say_value
from hiring.wording import name_of, say_verdict
from hiring.wording.certainty import say_basis
from hiring.wording.stability import say_first, say_gap

MOST_SAID = 4
"""Candidates whose obstacle is told beside the headline; the table tells all."""

METHOD = (
    N_(
        "The order is that of the score by this profile at the level sought; those with too little rated come last, "
        "unplaced."
    ),
    N_(
        "All were rated on the same competencies and described points; only what was rated counts, so look at the share "
        "rated."
    ),
    N_("Must-haves stand apart from the score. A person takes the decision."),
)
MEASURE = (
    N_(
        "Of 20 bands 19 hold the score that all interviewers together would give. Two are told apart when one is above in "
        "%(enough)s cases of 100 or more and their scores differ by more than a tie; down the order, whoever cannot be told "
        "from the first of a group belongs to it."
    ),
    N_(
        "A fair average allows for strict and mild interviewers; it stands beside the score and never replaces it. Where a "
        "red flag or an agreement of the panel has changed the score, it is to be held against the score as rated."
    ),
)


def build_comparison_document(
    comparison: Comparison,
    *,
    subject: DocumentSubject,
    locale: str,
    error: RatingError | None = None,
    counted: bool = True,
    named: bool = False,
) -> ComparisonDocument:
    """The comparison in the language of `locale`; the candidate's name of `subject` is not used.

    `error` None: what the rubric assumes. Places under all weights are `counted` by draws, which load numpy. Raters are
    `named` on pages only, for those who see them anyway.
    """
    language, placements = get_language(locale), comparison.placements
    profile = placements[0].assessment.profile
    error = error or assumed_error(profile.rubric)
    apart, fair = tell_apart(comparison, error), fair_scores(item.assessment for item in placements)
    gates, figures = _gate_ids(placements), _figure_ids(placements)
    level = profile.rubric.level(profile.level_sought).name[locale]
    lines = [_candidate(comparison, item, gates, figures, language) for item in placements]
    title = language.ngettext("%(num)s candidate: %(level)s", "%(num)s candidates: %(level)s", len(lines), level=level)
    return ComparisonDocument(
        head=head_line(profile, subject, locale),
        lowest=profile.rubric.scale.lowest,
        highest=profile.rubric.scale.highest,
        title=title,
        verdict=_verdict(apart, language),
        say=(*_first_gap(apart, language), *_obstacles(placements, language)),
        candidates=tuple(
            _as_rated(_with_band(line, apart, fair, profile.rubric.scale), item)
            for line, item in zip(lines, placements, strict=True)
        ),
        marks=_marks(profile, language),
        gate_names=tuple(name_of(gate, profile.rubric, language) for gate in gates),
        figure_names=tuple(figure.name[locale] for figure in profile.figures if figure.id in figures),
        rows=tuple(_row(placements, item, language) for item in critical_first(profile.sought.standards)),
        method=_method(comparison, error, language),
        stability=say_stability(
            comparison, apart, error, language, connected=fair is not None, counted=counted, named=named
        ),
    )


def _method(comparison: Comparison, error: RatingError, language: Language) -> tuple[str, ...]:
    """How the order came about, what its bands rest on, and where it rests on something else than the score."""
    return (
        *(language.gettext(text) for text in METHOD),
        *(language.gettext(text, enough=told_apart_from()) for text in MEASURE),
        language.gettext("The error of a rating: %(basis)s", basis=say_basis(error, language)),
        *say_ties(comparison, language),
    )


def _name(placement: Placement) -> str:
    return placement.assessment.dossier.candidate


def _verdict(apart: ToldApart, language: Language) -> str:
    if not apart.groups:
        return language.gettext("Too little is rated to put anybody in order.")
    return say_first(apart.groups, apart.pairs, language)


def _first_gap(apart: ToldApart, language: Language) -> tuple[str, ...]:
    """How little the first two differ, where they cannot be told apart."""
    if not apart.groups or len(apart.groups[0]) < 2:
        return ()
    two = {name: apart.estimates[name] for name in apart.groups[0][:2]}
    reach = BAND_WIDTH * max(estimate.sem for estimate in two.values())
    return (say_gap({name: estimate.score for name, estimate in two.items()}, exact(reach), language),)


def _with_band(
    line: CandidateLine, apart: ToldApart, fair: Mapping[str, float | None] | None, scale: Scale
) -> CandidateLine:
    """Those without enough evidence have neither: a band around little says more than is known. It ends with the scale."""
    estimate = apart.estimates.get(line.name)
    if estimate is None:
        return line
    low, high = max(exact(estimate.low), Fraction(scale.lowest)), min(exact(estimate.high), Fraction(scale.highest))
    average = None if fair is None else fair[line.name]
    return replace(line, low=low, high=high, fair=None if average is None else exact(average))


def _as_rated(line: CandidateLine, placement: Placement) -> CandidateLine:
    """A fair average beside a score that a cap or an agreement has changed would seem to speak of strict raters."""
    raw, score = score_as_rated(placement.assessment), line.score
    if line.fair is None or raw is None or score is None or round_half_up(raw, 1) == round_half_up(score, 1):
        return line
    return replace(line, as_rated=raw)


def _obstacles(placements: tuple[Placement, ...], language: Language) -> tuple[str, ...]:
    """Who does not reach the level sought, and why, best scores first."""
    short = [item for item in placements if not item.reaches_sought]
    told = [f"{_name(item)}: {say_verdict(item, language)}" for item in short[:MOST_SAID]]
    more = len(short) - len(told)
    if more:
        told.append(
            language.ngettext("%(num)s more does not reach the level.", "%(num)s more do not reach the level.", more)
        )
    return tuple(told) or (language.gettext("All of them reach the level sought."),)


def _marks(profile: Profile, language: Language) -> tuple[LevelMark, ...]:
    return tuple(
        LevelMark(name_of(item.level, profile.rubric, language), item.pass_score, item.level == profile.level_sought)
        for item in profile.levels
    )


def _gate_ids(placements: tuple[Placement, ...]) -> tuple[str, ...]:
    """Whatever guards the level for any of them; pay has its own column."""
    active = {gate.gate.id for item in placements for gate in item.sought.gates if gate.gate.rule is not GateRule.PAY}
    return tuple(gate.id for gate in placements[0].assessment.profile.rubric.gates if gate.id in active)


def _figure_ids(placements: tuple[Placement, ...]) -> tuple[str, ...]:
    given = {result.claim.figure for item in placements for result in item.assessment.figures}
    figures = placements[0].assessment.profile.figures
    return tuple(figure.id for figure in figures if figure.id in given)


def _candidate(
    comparison: Comparison, placement: Placement, gates: tuple[str, ...], figures: tuple[str, ...], language: Language
) -> CandidateLine:
    assessment, name = placement.assessment, _name(placement)
    placed, sought = placement.enough_evidence, assessment.sought
    return CandidateLine(
        name=name,
        score=sought.score,
        equal_score=sought.score_equal_weights,
        place=comparison.order.index(name) + 1 if placed else None,
        equal_place=comparison.equal_weights_order.index(name) + 1 if placed else None,
        coverage=sought.coverage,
        raters=len(assessment.raters),
        level=_level(placement, language),
        level_state=_level_state(placement),
        passes=placement.reaches_sought,
        pay=_pay(placement, language),
        figures=tuple(_figure(placement, figure, language) for figure in figures),
        gates=tuple(_gate(placement, gate, language) for gate in gates),
    )


def _level(placement: Placement, language: Language) -> str:
    if placement.level is not None:
        return name_of(placement.level, placement.assessment.profile.rubric, language)
    return language.gettext("none yet") if placement.enough_evidence else language.gettext("too little rated")


def _level_state(placement: Placement) -> str:
    if not placement.enough_evidence:
        return "unknown"
    if placement.level is None:
        return "fail"
    return "pass" if placement.reaches_sought else "probed"


def _pay(placement: Placement, language: Language) -> GateLine | None:
    rubric = placement.assessment.profile.rubric
    found = next((item for item in placement.sought.gates if item.gate.rule is GateRule.PAY), None)
    return None if found is None else gate_line(found, rubric, language)


def _gate(placement: Placement, gate: str, language: Language) -> GateLine | None:
    rubric = placement.assessment.profile.rubric
    found = next((item for item in placement.sought.gates if item.gate.id == gate), None)
    return None if found is None else gate_line(found, rubric, language)


def _figure(placement: Placement, figure: str, language: Language) -> str:
    """The value and how well it is proven, or a dash."""
    rubric = placement.assessment.profile.rubric
    found = next((item for item in placement.assessment.figures if item.claim.figure == figure), None)
    if found is None or found.claim.value is None:
        return NO_VALUE
    return f"{say_value(found.claim, rubric, language)} · {rubric.figures.grade(found.grade).name[language.locale]}"


def _row(placements: tuple[Placement, ...], standard: Standard, language: Language) -> HeatRow:
    name = name_of(standard.competency, placements[0].assessment.profile.rubric, language)
    cells = tuple(_cell(item, standard) for item in placements)
    return HeatRow(name, standard.critical, standard.minimum, cells)


def _cell(placement: Placement, standard: Standard) -> Cell:
    result = placement.assessment.competency(standard.competency)
    below = result.score is not None and result.score < standard.minimum
    return Cell(result.score, below, result.discuss)
