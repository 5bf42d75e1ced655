"""How certain a level is and what the error rests on, in words."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.certainty import DOTS, LevelCertainty
from hiring.domain.rubric import Rubric
from hiring.domain.uncertainty import ENOUGH_CANDIDATES, Basis, RatingError
from hiring.language import N_, Language

BORDERLINE = N_("%(level)s, borderline: %(others)s")
BELOW = N_("below %(level)s")
OF_DOTS = N_("%(level)s: %(count)s of %(all)s")
HELD_BACK = N_("%(said)s. That is the score alone: must-haves or minimums are not met (%(levels)s).")
DEFAULT_REASON = N_(
    "The error is assumed: one rating is taken to lie off by %(single)s of a point, which holds for interviews where about "
    "half of the differences between ratings is error. It is measured once %(enough)s candidates were rated by two or more."
)


def say_certainty(certainty: LevelCertainty, rubric: Rubric, language: Language) -> str:
    """ "Level 2, borderline: Level 3", and what else keeps a level of those from being given."""
    said = _level(certainty.level, rubric, language)
    if certainty.borderline:
        others = ", ".join(_level(level, rubric, language) for level in certainty.borderline)
        said = language.gettext(BORDERLINE, level=said, others=others)
    named = {certainty.level, *certainty.borderline}
    held = [_level(level, rubric, language) for level in certainty.held_back if level in named]
    return language.gettext(HELD_BACK, said=said, levels=", ".join(held)) if held else said


def say_dots(certainty: LevelCertainty, rubric: Rubric, language: Language) -> str:
    """ "Level 2: 13 of 20, Level 3: 7 of 20"; levels without a dot are left out."""
    return ", ".join(
        language.gettext(OF_DOTS, count=share.dots, all=DOTS, level=_level(share.level, rubric, language))
        for share in certainty.shares
        if share.dots
    )


def say_basis(error: RatingError, language: Language) -> str:
    """What the error rests on: the candidates it was measured on, or the reason why it is assumed."""
    if error.basis is Basis.POOLED:
        return language.ngettext(
            "Measured on %(num)s candidate whom two or more interviewers rated.",
            "Measured on %(num)s candidates whom two or more interviewers rated.",
            error.candidates,
        )
    if error.reason is not None:
        return error.reason[language.locale]
    single = language.plain(Fraction(error.single), 2)
    return language.gettext(DEFAULT_REASON, single=single, enough=ENOUGH_CANDIDATES)


def _level(level: str | None, rubric: Rubric, language: Language) -> str:
    if level is None:
        return language.gettext(BELOW, level=rubric.levels[0].name[language.locale])
    return rubric.level(level).name[language.locale]
