"""What a comparison of candidates says: the order, what it rests on, and never more than the ordering."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.comparison import Comparison, TieBreak
from hiring.domain.placement import Placement
from hiring.domain.profile import Profile, Standard
from hiring.domain.rubric import GateRule
from hiring.language import N_, NO_VALUE, Language, get_language
from hiring.pdf.comparison_data import CandidateLine, Cell, ComparisonDocument, HeatRow, LevelMark
from hiring.pdf.documents import DocumentSubject, GateLine
from hiring.pdf.lines import critical_first, gate_line, head_line, say_value
from hiring.wording import name_of, say_verdict
from hiring.wording.ties import say_tie

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
    N_("The order says nothing about how far apart people are: a few tenths between two of them decide nothing."),
    N_("Must-haves stand apart from the score. A person takes the decision."),
)


def build_comparison_document(comparison: Comparison, *, subject: DocumentSubject, locale: str) -> ComparisonDocument:
    """The comparison in the language of `locale`; the candidate's name of `subject` is not used."""
    language, placements = get_language(locale), comparison.placements
    profile = placements[0].assessment.profile
    gates, figures = _gate_ids(placements), _figure_ids(placements)
    level = profile.rubric.level(profile.level_sought).name[locale]
    count = len(placements)
    return ComparisonDocument(
        head=head_line(profile, subject, locale),
        lowest=profile.rubric.scale.lowest,
        highest=profile.rubric.scale.highest,
        title=language.ngettext("%(num)d candidate: %(level)s", "%(num)d candidates: %(level)s", count, level=level),
        verdict=_verdict(placements, profile, language),
        say=_obstacles(placements, language),
        candidates=tuple(_candidate(comparison, item, gates, figures, language) for item in placements),
        marks=_marks(profile, language),
        gate_names=tuple(name_of(gate, profile.rubric, language) for gate in gates),
        figure_names=tuple(figure.name[locale] for figure in profile.figures if figure.id in figures),
        rows=tuple(_row(placements, item, language) for item in critical_first(profile.sought.standards)),
        method=(*(language.gettext(text) for text in METHOD), *_ties(comparison, language)),
    )


def _name(placement: Placement) -> str:
    return placement.assessment.dossier.candidate


def _ties(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """Where the order rests on something else than the score, best places first."""
    told = [tie for tie in comparison.ties if tie.by not in (TieBreak.SCORE, TieBreak.NAME)]
    said = [say_tie(tie, language) for tie in told[:MOST_SAID]]
    if any(tie.by is TieBreak.NAME for tie in comparison.ties):
        said.append(language.gettext("Where nothing tells neighbours apart, they stand in the order of their names."))
    return tuple(said)


def _verdict(placements: tuple[Placement, ...], profile: Profile, language: Language) -> str:
    placed = [item for item in placements if item.enough_evidence]
    if not placed:
        return language.gettext("Too little is rated to put anybody in order.")
    # Among those too close to call the highest score need not stand first.
    scores = {_name(item): item.assessment.sought.score or Fraction(0) for item in placed}
    first = max(scores, key=lambda name: scores[name])
    margin = profile.rubric.rules.tie_margin
    close = sum(1 for name, score in scores.items() if name != first and scores[first] - score <= margin)
    if not close:
        return language.gettext("%(name)s has the highest score.", name=first)
    return language.ngettext(
        "%(name)s has the highest score; %(num)d other is too close to call.",
        "%(name)s has the highest score; %(num)d others are too close to call.",
        close,
        name=first,
    )


def _obstacles(placements: tuple[Placement, ...], language: Language) -> tuple[str, ...]:
    """Who does not reach the level sought, and why, best scores first."""
    short = [item for item in placements if not item.reaches_sought]
    told = [f"{_name(item)}: {say_verdict(item, language)}" for item in short[:MOST_SAID]]
    more = len(short) - len(told)
    if more:
        told.append(
            language.ngettext("%(num)d more does not reach the level.", "%(num)d more do not reach the level.", more)
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
