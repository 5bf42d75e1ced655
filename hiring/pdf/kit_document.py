"""The kit of one interview for the one who asks and rates: questions, probes, descriptions of the ratings, room for notes.

It knows no ratings: nothing in it says what anybody thought of the candidate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from hiring.domain.brief import is_on, probes_on, profile_values
from hiring.domain.interview_plan import asked_questions, question_minutes
from hiring.domain.profile import Profile
from hiring.domain.rubric import Question
from hiring.language import Language, get_language
from hiring.pdf.documents import DocumentSubject, Frozen, Head
from hiring.pdf.lines import head_line
from hiring.wording.plan import say_question_kind


@dataclass(frozen=True, slots=True)
class KitSubject:
    """Which interview the kit is for. `held_at` on the clock of its place; `interviewer` empty: for the whole panel.

    `made_on` dates the file, so that the same kit is always the same bytes.
    """

    interview_id: int
    title: str
    candidate: str
    position_title: str
    employer_name: str
    place: str
    held_at: dt.datetime | None
    minutes: int | None
    interviewer: str
    made_on: dt.date


@dataclass(frozen=True, slots=True)
class KitQuestion(Frozen):
    """`kind` in words; `minutes` with the answer and the probes."""

    kind: str
    text: str
    minutes: int
    probes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KitPoint(Frozen):
    """A point of the scale; `text` describes it in this competency, empty between two described ones."""

    value: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class KitCompetency(Frozen):
    """`expected` is what the level sought has to show; `work_sample`: the rating rests on the task done here."""

    name: str
    definition: str
    critical: bool
    minimum: int
    expected: str
    work_sample: bool
    questions: tuple[KitQuestion, ...]
    points: tuple[KitPoint, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class KitFlag(Frozen):
    """A warning sign with what to ask back."""

    text: str
    probe: str


@dataclass(frozen=True, slots=True)
class KitDocument(Frozen):
    """`when` and `minutes` are words, empty where not set; `interviewer` is empty for the whole panel."""

    template: ClassVar[str] = "kit.html"
    stylesheets: ClassVar[tuple[str, ...]] = ("document.css", "kit.css")

    head: Head
    title: str
    candidate: str
    when: str
    place: str
    minutes: str
    interviewer: str
    competencies: tuple[KitCompetency, ...]
    flags: tuple[KitFlag, ...]


def build_kit_document(
    profile: Profile,
    *,
    subject: KitSubject,
    kit: Iterable[str],
    questions: Mapping[str, tuple[str, ...]],
    work_samples: frozenset[str],
    locale: str,
) -> KitDocument:
    """The competencies of `kit` in its order, each with the questions that are asked (`asked_questions`)."""
    language, asked = get_language(locale), tuple(kit)
    return KitDocument(
        head=_head(profile, subject, language),
        title=subject.title,
        candidate=subject.candidate,
        when=language.moment(subject.held_at) if subject.held_at else "",
        place=subject.place,
        minutes=_minutes(subject.minutes, language),
        interviewer=subject.interviewer,
        competencies=tuple(
            _competency(profile, competency, questions, competency in work_samples, language) for competency in asked
        ),
        flags=_flags(profile, frozenset(asked), locale),
    )


def _head(profile: Profile, subject: KitSubject, language: Language) -> Head:
    about = DocumentSubject(
        candidate_name=subject.candidate,
        position_title=subject.position_title,
        employer_name=subject.employer_name,
        number=language.gettext("interview %(number)s", number=subject.interview_id),
        issued_on=subject.made_on,
        valid_until=None,
        audience=language.gettext("for the interviewers only; not for the candidate"),
    )
    return head_line(profile, about, language.locale)


def _minutes(minutes: int | None, language: Language) -> str:
    return language.ngettext("%(num)s minute", "%(num)s minutes", minutes) if minutes else ""


def _competency(
    profile: Profile, identity: str, questions: Mapping[str, tuple[str, ...]], work_sample: bool, language: Language
) -> KitCompetency:
    competency, locale = profile.rubric.competency(identity), language.locale
    standard = profile.sought.standard(identity)
    return KitCompetency(
        name=competency.name[locale],
        definition=competency.definition[locale],
        critical=standard.critical,
        minimum=standard.minimum,
        expected=competency.expectation(profile.level_sought).text[locale],
        work_sample=work_sample,
        questions=tuple(_question(profile, item, language) for item in asked_questions(profile, identity, questions)),
        points=tuple(
            KitPoint(point.value, point.name[locale], anchor[locale] if anchor else "")
            for point in profile.rubric.scale.points
            for anchor in (competency.anchor(point.value),)
        ),
        evidence=competency.evidence[locale],
    )


def _question(profile: Profile, question: Question, language: Language) -> KitQuestion:
    probes = tuple(probe.text[language.locale] for probe in probes_on(profile, question))
    kind = say_question_kind(question.kind, language)
    return KitQuestion(kind, question.text[language.locale], question_minutes(question), probes)


def _flags(profile: Profile, asked: frozenset[str], locale: str) -> tuple[KitFlag, ...]:
    """Those that any talk can bring up, and those of the competencies asked about."""
    values = profile_values(profile)
    return tuple(
        KitFlag(flag.text[locale], flag.probe[locale])
        for flag in profile.rubric.red_flags
        if is_on(flag.when, values) and (not flag.competencies or asked & set(flag.competencies))
    )
