"""The report of a calibration exercise for the talk about it: what to talk through, who read what, and on which words.

Raters are letters in it. It knows no candidate, and nothing in it is a verdict on a rater.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from hiring.domain.calibration import CalibrationFindings, CompetencyFindings
from hiring.domain.rubric import Rubric
from hiring.language import Language, get_language
from hiring.pdf.documents import Frozen, Head
from hiring.pdf.lines import SHOWN_OF_CONTENT
from hiring.wording.calibration import (
    say_agreed,
    say_distances,
    say_lean,
    say_point,
    say_scale_use,
    say_topics,
)

PUBLISHER = "hiring"


@dataclass(frozen=True, slots=True)
class CalibrationSubject:
    """Which exercise it was. `names` by letter, empty where they are not told; `own` is the reader's letter, or empty.

    `invited` took part, `closed_on` dates the file, so that the same report is always the same bytes.
    """

    exercise_id: int
    title: str
    level: str
    closed_on: dt.date
    invited: int
    transcript: str
    transcript_locale: str
    recording: str
    names: Mapping[str, str] = field(default_factory=dict)
    own: str = ""


@dataclass(frozen=True, slots=True)
class RaterLine(Frozen):
    """`name` empty: not told. `lean` is a sentence."""

    letter: str
    name: str
    own: bool
    lean: str


@dataclass(frozen=True, slots=True)
class PointLine(Frozen):
    """A point of the scale in words, with who rated so. `described`: in words of this competency."""

    value: int
    described: bool
    words: str
    raters: tuple[str, ...]
    reference: bool


@dataclass(frozen=True, slots=True)
class EvidenceLine(Frozen):
    """`rating` empty: not observed."""

    letter: str
    own: bool
    rating: str
    text: str


@dataclass(frozen=True, slots=True)
class CalibratedCompetency(Frozen):
    """`distances` and `reason` are empty without a reference."""

    id: str
    name: str
    definition: str
    used: str
    distances: str
    points: tuple[PointLine, ...]
    unobserved: tuple[str, ...]
    reason: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class WordsLine(Frozen):
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class TopicLine(Frozen):
    """What to talk through; `competency` is its id."""

    competency: str
    title: str
    why: str
    words: tuple[WordsLine, ...]


@dataclass(frozen=True, slots=True)
class CalibrationDocument(Frozen):
    """`submitted` says how many did. `agreed` is said where there is nothing to talk through, else empty."""

    template: ClassVar[str] = "calibration.html"
    stylesheets: ClassVar[tuple[str, ...]] = ("document.css", "calibration.css")

    head: Head
    title: str
    submitted: str
    agreed: str
    topics: tuple[TopicLine, ...]
    competencies: tuple[CalibratedCompetency, ...]
    raters: tuple[RaterLine, ...]
    transcript: str
    transcript_locale: str
    recording: str


def build_calibration_document(
    rubric: Rubric, findings: CalibrationFindings, *, subject: CalibrationSubject, locale: str
) -> CalibrationDocument:
    language = get_language(locale)
    topics = say_topics(findings, rubric, language)
    return CalibrationDocument(
        head=_head(rubric, subject, language),
        title=subject.title,
        submitted=language.gettext("%(done)s of %(total)s submitted", done=len(findings.raters), total=subject.invited),
        agreed="" if topics else say_agreed(findings, language),
        topics=tuple(
            TopicLine(item.competency, item.title, item.why, tuple(WordsLine(*words) for words in item.words))
            for item in topics
        ),
        competencies=tuple(_competency(item, rubric, subject, language) for item in findings.competencies),
        raters=tuple(
            RaterLine(lean.rater, subject.names.get(lean.rater, ""), lean.rater == subject.own, say_lean(lean, language))
            for lean in findings.leans
        ),
        transcript=subject.transcript,
        transcript_locale=subject.transcript_locale,
        recording=subject.recording,
    )


def _head(rubric: Rubric, subject: CalibrationSubject, language: Language) -> Head:
    return Head(
        locale=language.locale,
        number=language.gettext("calibration exercise %(number)s", number=subject.exercise_id),
        position=subject.title,
        employer=PUBLISHER,
        level=rubric.level(subject.level).name[language.locale],
        issued_on=subject.closed_on,
        valid_until=None,
        audience=language.gettext("for the training of interviewers; no verdict on anybody"),
        rubric=f"{rubric.title[language.locale]} {rubric.version}",
        content=rubric.content[:SHOWN_OF_CONTENT],
    )


def _competency(
    item: CompetencyFindings, rubric: Rubric, subject: CalibrationSubject, language: Language
) -> CalibratedCompetency:
    competency, reference = rubric.competency(item.competency), item.reference
    against = "" if item.distances is None or reference is None else say_distances(item.distances, reference.value, language)
    return CalibratedCompetency(
        id=item.competency,
        name=competency.name[language.locale],
        definition=competency.definition[language.locale],
        used=say_scale_use(item, language),
        distances=against,
        points=tuple(
            PointLine(
                value=point.value,
                described=competency.anchor(point.value) is not None,
                words=say_point(point.value, item.competency, rubric, language),
                raters=item.at(point.value),
                reference=reference is not None and reference.value == point.value,
            )
            for point in rubric.scale.points
        ),
        unobserved=item.unobserved,
        reason="" if reference is None else reference.reason,
        evidence=tuple(
            EvidenceLine(rater, rater == subject.own, "" if value is None else str(value), item.evidence[rater])
            for rater, value in sorted(item.ratings.items(), key=lambda entry: (entry[1] is None, entry[1] or 0, entry[0]))
        ),
    )
