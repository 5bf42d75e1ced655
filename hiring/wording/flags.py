"""What a red flag does once it is raised, in words."""

from __future__ import annotations

from hiring.domain.rubric import FlagEffect, RedFlag, Rubric
from hiring.language import N_, Language
from hiring.wording.names import name_of

EFFECTS = {
    FlagEffect.PROBE: N_("Asks for the probe; the ratings stay as they are."),
    FlagEffect.NOTE: N_("Is discussed by the panel; the ratings stay as they are."),
    FlagEffect.CAP: N_("Until the probe is answered, counts at most %(cap)s: %(competencies)s."),
    FlagEffect.STOP: N_("Until the probe is answered, a must-have counts as not met; a person decides."),
    FlagEffect.UNVERIFIED: N_("Until the probe is answered, every figure counts as unverified."),
    FlagEffect.GRADE_CAP: N_("Until the probe is answered, no figure counts as verified above grade %(cap)s."),
}


def say_effect(flag: RedFlag, rubric: Rubric, language: Language) -> str:
    """One sentence; of a flag that changes nothing by itself, that it does not."""
    names = ", ".join(name_of(competency, rubric, language) for competency in flag.competencies)
    return language.gettext(EFFECTS[flag.effect], cap=flag.cap, competencies=names)
