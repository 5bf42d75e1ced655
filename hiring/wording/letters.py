"""What a letter about an interview says. No rating, and nothing that tells of one, ever stands in a letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from hiring.language import N_, Language

LINK_MARK = "/i/\N{OBJECT REPLACEMENT CHARACTER}"
"""Where a personal link stands in a kept letter: its secret is put there on the way out and kept nowhere."""


class LetterKind(StrEnum):
    INVITATION = "invitation"
    CHANGE = "change"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """`when` is on the clock of the place. `address` leads to the interview; with `open_until` it is a personal link."""

    person: str
    candidate: str
    position: str
    employer: str
    title: str
    when: dt.datetime | None
    minutes: int | None
    place: str
    panel: tuple[str, ...]
    sender: str
    address: str
    open_until: dt.datetime | None = None


OPENINGS = {
    LetterKind.INVITATION: N_("You are asked to interview %(candidate)s for the position “%(position)s” at %(employer)s."),
    LetterKind.CHANGE: N_(
        "The interview of %(candidate)s for the position “%(position)s” at %(employer)s has changed. It is now planned so:"
    ),
    LetterKind.CANCELLATION: N_(
        "The interview of %(candidate)s for the position “%(position)s” at %(employer)s will not take place, "
        "or takes place without you. There is nothing for you to do."
    ),
}
SUBJECTS = {
    LetterKind.INVITATION: N_("Interview: %(position)s, %(when)s"),
    LetterKind.CHANGE: N_("Interview changed: %(position)s, %(when)s"),
    LetterKind.CANCELLATION: N_("Interview called off: %(position)s, %(when)s"),
}


def say_subject(kind: LetterKind, facts: LetterFacts, language: Language) -> str:
    """Without the candidate's name: subjects are seen over shoulders."""
    when = language.moment(facts.when) if facts.when else language.gettext("time to be agreed")
    return language.gettext(SUBJECTS[kind], position=facts.position, when=when)


def say_letter(kind: LetterKind, facts: LetterFacts, language: Language) -> str:
    opening = language.gettext(OPENINGS[kind], candidate=facts.candidate, position=facts.position, employer=facts.employer)
    parts = [language.gettext("Hello, %(name)s!", name=facts.person), opening]
    if kind is not LetterKind.CANCELLATION:
        panel = f"{language.gettext('Panel')}: {', '.join(facts.panel)}"
        parts += [f"{say_details(facts, language)}\n{panel}", _say_way(facts, language)]
        parts.append(language.gettext("Rate alone: fill in your scorecard before you talk the candidate over with anybody."))
    return "\n\n".join([*parts, facts.sender]) + "\n"


def say_details(facts: LetterFacts, language: Language) -> str:
    """When, how long and where: a letter that says it otherwise is out of date. Who else interviews is nobody's change."""
    lines = [(language.gettext("Interview"), facts.title), (language.gettext("When"), say_moment(facts.when, language))]
    if facts.minutes:
        lines.append((language.gettext("How long"), language.gettext("%(minutes)s min", minutes=facts.minutes)))
    if facts.place:
        lines.append((language.gettext("Place or link"), facts.place))
    return "\n".join(f"{name}: {value}" for name, value in lines)


def say_moment(when: dt.datetime | None, language: Language) -> str:
    """With the difference from UTC: people of one panel sit in several places."""
    if when is None:
        return language.gettext("time to be agreed")
    minutes = int((when.utcoffset() or dt.timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    offset = f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return f"{language.moment(when)} ({offset})"


def _say_way(facts: LetterFacts, language: Language) -> str:
    if facts.open_until is None:
        return language.gettext("Questions and scorecard:") + "\n" + facts.address
    lead = language.gettext("Your personal link to the questions and the scorecard, no password needed:")
    note = language.gettext(
        "It works until %(date)s and is meant for you alone: whoever has it writes in your name. A newer letter closes it.",
        date=language.date(facts.open_until.date()),
    )
    return f"{lead}\n{facts.address}\n{note}"


ERRORS = {
    "unreachable": N_("The mail server cannot be reached (%(detail)s)."),
    "insecure": N_("The connection to the mail server cannot be trusted (%(detail)s)."),
    "sign_in_refused": N_("The mail server refused our user or password (%(detail)s)."),
    "address_refused": N_("The mail server refused the address (%(detail)s). Check it."),
    "refused": N_("The mail server refused the letter (%(detail)s)."),
    "unwritable": N_("The address cannot be written on a letter (%(detail)s). Check it."),
    "link_closed": N_("The personal link is expired or revoked: make a new one, then send again."),
    "interrupted": N_("The program stopped while sending: whether the letter arrived is not known."),
}
UNNAMED = N_("The letter was not sent (%(detail)s).")


def say_mail_error(kept: str, language: Language) -> str:
    """Of an error as it is kept, `code: detail`."""
    code, _, detail = kept.partition(": ")
    return language.gettext(ERRORS.get(code, UNNAMED), detail=detail or code)
