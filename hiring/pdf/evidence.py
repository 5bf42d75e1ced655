"""What the ratings rest on, as far as a profile of two pages has room for it: whole quotes of a few, the telling ones first.

How much room there is follows from the characters of everything else, as a typesetter estimates it. Heights in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from hiring.domain.assessment import CompetencyResult
from hiring.domain.placement import Placement
from hiring.domain.profile import Standard
from hiring.language import Language
from hiring.pdf.charts import column_widths
from hiring.pdf.documents import EvidenceLine, PlanLine, ProfileDocument
from hiring.pdf.lines import critical_first
from hiring.wording import name_of

LONGEST_QUOTE, LONGEST_OF_TWO = 240, 170
"""Characters of a quote alone and of one of two sides; a longer one ends at a word with an ellipsis."""
BRIEF_QUOTE = 60
"""Characters up to which a quote says little without the described point that was reached."""
FEWEST = 3
"""Competencies quoted however much else there is to say."""

FEWEST_STEPS = 4
"""Steps of the plan kept however much else there is to say."""

TWO_PAGES = 530
FIXED, CERTAINTY = 198, 17
"""Head, verdict, headings, notes and what is lost where a page ends; and the dots of the level."""
LINE, GAP, COMPETENCY = 3.75, 1.4, 4.95
GATE, FIGURE, PLAN, FLAG, QUOTE = 76, 36, 80, 60, 96
"""Characters on a line of the widest column of each table."""
LIMITS = 56
"""The same of a column of the limits."""
LISTS, NARROWEST, LETTERS = 168, 30, 0.68
"""Millimetres that the three lists of the first page share, the least of one, and characters on a millimetre of them."""


def room_for_evidence(document: ProfileDocument) -> float:
    """What two pages leave beside everything else of the document; less than nothing when they are full already."""
    lists = (document.strengths, document.risks, document.unknowns)
    widths = column_widths(lists, LISTS, NARROWEST)
    taken = [
        max(_heights(texts, int(width * LETTERS)) for texts, width in zip(lists, widths, strict=True)),
        CERTAINTY if document.certainty else 0,
        _heights(_limits(document), LIMITS) / 2,
        _heights([line.reason for line in document.gates], GATE),
        _heights([line.note for line in document.figures], FIGURE),
        _heights([line.step for line in document.plan], PLAN),
        _heights([line.quote for line in document.flags], FLAG),
    ]
    return TWO_PAGES - FIXED - len(document.competencies) * COMPETENCY - sum(taken)


def _limits(document: ProfileDocument) -> list[str]:
    weights = "; ".join(line.name for line in document.weights)
    return [*document.method, *document.assumed, document.one_more, weights, *_set_by_employer(document)]


def _set_by_employer(document: ProfileDocument) -> list[str]:
    return [f"{line.name}: {line.reason}" for line in document.weights if line.reason]


def shorten_plan(document: ProfileDocument) -> tuple[PlanLine, ...]:
    """The first steps of the plan, which is in order of weight: as many as leave room for the fewest quotes."""
    plan = document.plan
    least = FEWEST * _height("x" * LONGEST_QUOTE, QUOTE)
    while len(plan) > FEWEST_STEPS and room_for_evidence(replace(document, plan=plan)) < least:
        plan = plan[:-1]
    return plan


def choose_evidence(placement: Placement, language: Language, room: float) -> tuple[EvidenceLine, ...]:
    """Critical ones, disputed ones and those below the minimum first; in the order of the competencies table.

    Of a disputed one both sides are quoted. The described point stands where no quote, or a brief one, was written.
    """
    rated = [
        (standard, result)
        for standard in critical_first(placement.assessment.profile.sought.standards)
        if (result := placement.assessment.competency(standard.competency)).score is not None
    ]
    chosen: set[str] = set()
    for standard, result in sorted(rated, key=lambda pair: not _telling(*pair)):
        room -= _height(" ".join(_texts(_line(placement, result, language))), QUOTE)
        if room < 0 and len(chosen) >= FEWEST:
            break
        chosen.add(standard.competency)
    return tuple(_line(placement, result, language) for standard, result in rated if standard.competency in chosen)


def count_quotes(placement: Placement) -> int:
    """Every text that an interviewer wrote under a rating."""
    return sum(
        1 for item in placement.assessment.competencies for judgement in item.judgements if judgement.evidence.strip()
    )


def shorten(text: str, longest: int) -> str:
    """At most `longest` characters, cut after a word and marked with an ellipsis."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rsplit(' ', 1)[0]}…"


def _height(text: str, width: int) -> float:
    return GAP + LINE * max(1, ceil(len(text) / width))


def _heights(texts: Iterable[str], width: int) -> float:
    return sum(_height(text, width) for text in texts)


def _telling(standard: Standard, result: CompetencyResult) -> bool:
    below = result.score is not None and result.score < standard.minimum
    return standard.critical or result.discuss or below


def _texts(line: EvidenceLine) -> tuple[str, ...]:
    return (*line.quotes, line.anchor)


def _line(placement: Placement, result: CompetencyResult, language: Language) -> EvidenceLine:
    assert result.score is not None
    rubric, locale, quotes = placement.assessment.profile.rubric, language.locale, _quotes(result)
    anchors = rubric.competency(result.competency).anchors
    reached = [anchor.text[locale] for anchor in anchors if anchor.point <= result.score]
    brief = sum(map(len, quotes)) <= BRIEF_QUOTE
    anchor = reached[-1] if reached and brief else ""
    return EvidenceLine(name_of(result.competency, rubric, language), result.score, anchor, quotes)


def _quotes(result: CompetencyResult) -> tuple[str, ...]:
    """What the highest rating rests on, and the lowest where they are disputed: the reader sees both sides."""
    ordered = sorted(result.judgements, key=lambda item: (-item.value, item.evidence))
    texts = [" ".join(item.evidence.split()) for item in ordered]
    written = [text for text in texts if text]
    sides = tuple(dict.fromkeys([*written[:1], *written[-1:]] if result.discuss else written[:1]))
    return tuple(shorten(text, LONGEST_QUOTE if len(sides) == 1 else LONGEST_OF_TWO) for text in sides)
