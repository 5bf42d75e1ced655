"""Lines that both documents share: the head, must-haves, values of figures."""

from __future__ import annotations

import re
from fractions import Fraction

from hiring.domain.figures import FigureClaim
from hiring.domain.gates import GateResult
from hiring.domain.profile import Profile, Standard
from hiring.domain.rubric import FigureUnit, Rubric
from hiring.language import NO_VALUE, Language, get_language
from hiring.pdf.documents import DocumentSubject, GateLine, Head
from hiring.wording import say_gate_state, say_reason

NO_BREAK, MINUS = "\u00a0", "\u2212"
LOOSE = re.compile(r"(?<=\d) (?=%)|(?<=\S) (?=—)")
SHOWN_OF_CONTENT = 8
"""Hexadecimal digits of the rubric's content fingerprint in the footer."""


def head_line(profile: Profile, subject: DocumentSubject, locale: str) -> Head:
    language, rubric = get_language(locale), profile.rubric
    for_whom = subject.audience or language.gettext("for %(employer)s only", employer=subject.employer_name)
    return Head(
        locale=locale,
        number=subject.number,
        position=subject.position_title,
        employer=subject.employer_name,
        level=rubric.level(profile.level_sought).name[locale],
        issued_on=subject.issued_on,
        valid_until=subject.valid_until,
        audience=for_whom,
        rubric=f"{rubric.title[locale]} {rubric.version}",
        content=rubric.content[:SHOWN_OF_CONTENT],
    )


def gate_line(result: GateResult, rubric: Rubric, language: Language) -> GateLine:
    """A waived must-have carries the reason of its waiver."""
    waived = result.waived is not None
    reason = say_reason(result.reason, rubric, language)
    return GateLine(
        name=result.gate.name[language.locale],
        state="waived" if waived else str(result.state),
        word=say_gate_state(result.state, language, waived=waived),
        reason=f"{reason} {result.waived}" if waived else reason,
    )


def say_value(claim: FigureClaim, rubric: Rubric, language: Language) -> str:
    """The value with its unit, or a dash; a share of a percentage has at most one decimal."""
    return NO_VALUE if claim.value is None else with_minus(_value(claim, claim.value, rubric, language))


def _value(claim: FigureClaim, value: Fraction, rubric: Rubric, language: Language) -> str:
    figure = next((item for item in rubric.figures.figures if item.id == claim.figure), None)
    match figure.unit if figure else FigureUnit.COUNT:
        case FigureUnit.PERCENT:
            return language.percent(Fraction(value, 100), 0 if value.denominator == 1 else 1)
        case FigureUnit.POINTS:
            return language.gettext("%(value)s points", value=language.plain(value, 1))
        case FigureUnit.DAYS:
            return language.gettext("%(value)s days", value=language.plain(value, 1))
        case _:
            return language.plain(value, 2)


def critical_first(standards: tuple[Standard, ...]) -> tuple[Standard, ...]:
    """The order of rows: what is critical for the level, then the rubric's order."""
    return tuple(sorted(standards, key=lambda item: not item.critical))


def with_minus(number: str) -> str:
    """A negative number begins with a minus, which is no hyphen."""
    return f"{MINUS}{number[1:]}" if number.startswith("-") else number


def hold_together(text: str) -> str:
    """No line begins with a percent sign or, but for speech, with a dash: the space before it does not break."""
    return LOOSE.sub(NO_BREAK, text) if " %" in text or " —" in text else text
