"""Why a criterion is refused, and what may be asked instead."""

from __future__ import annotations

from dataclasses import dataclass

from hiring.domain.restricted import Ground, RestrictedUse
from hiring.language import N_, Language

GROUNDS = {
    Ground.AGE: N_("age"),
    Ground.SEX: N_("sex"),
    Ground.FAMILY: N_("family"),
    Ground.PREGNANCY: N_("pregnancy and parenthood"),
    Ground.APPEARANCE: N_("appearance"),
    Ground.ORIGIN: N_("origin"),
    Ground.NATIONALITY: N_("citizenship"),
    Ground.RESIDENCE: N_("place of residence"),
    Ground.RELIGION: N_("religion"),
    Ground.HEALTH: N_("health"),
    Ground.POLITICS: N_("political views and membership"),
    Ground.ORIENTATION: N_("sexual orientation"),
}

LAW = N_(
    "“%(word)s” chooses people by a feature that says nothing of how they work (%(ground)s). The law forbids it: in Russia "
    "articles 3 and 64 of the Labour Code allow only what a person can do at work to decide; in Great Britain the Equality "
    "Act 2010 bans discrimination in hiring."
)

INSTEAD = {
    "age": N_("Ask for what experience would show: the clients, deals and results the person has had."),
    "sex": N_("Name the role without a sex, “manager” or “specialist”, and describe what it takes to do the work."),
    "family": N_("State what the work demands, such as travel or evening calls; how people arrange it is up to them."),
    "pregnancy": N_("State the start date and the term of the contract; nothing about children may be asked."),
    "appearance": N_("Describe conduct: punctual, prepared, in line with the dress code that holds for everybody."),
    "origin": N_("Ask for knowledge of a market, a clientele or a language, with the level needed."),
    "native": N_("Ask for a level of the language, for example C1, and say which work needs it."),
    "nationality": N_("Ask for the right to work in the country by the start date; everybody is asked the same."),
    "residence": N_("State where and when the work is done and how much travel there is; where people live is up to them."),
    "religion": N_("State the working days and times; beliefs may not be asked about."),
    "health": N_("Describe the task, such as travel or long days at exhibitions, and offer adjustments."),
    "habits": N_("State the rules that hold at the workplace for everybody; habits outside it may not be asked about."),
    "politics": N_("Leave it out: views and membership may not be asked about."),
    "orientation": N_("Leave it out: private life may not be asked about."),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """`word` as written, the ground by name, why it is refused, and a lawful way to ask."""

    word: str
    ground: str
    why: str
    instead: str


def say_restricted(use: RestrictedUse, language: Language) -> Refusal:
    """In the reader's language."""
    ground = language.gettext(GROUNDS[use.ground])
    return Refusal(
        word=use.word,
        ground=ground,
        why=language.gettext(LAW, word=use.word, ground=ground),
        instead=language.gettext(INSTEAD[use.rewording]),
    )
