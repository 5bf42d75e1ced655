"""What put one of two candidates with practically the same score before the other."""

from __future__ import annotations

from hiring.domain.comparison import Tie, TieBreak
from hiring.language import N_, Language

TIES = {
    TieBreak.EVIDENCE: N_(
        "%(higher)s stands before %(lower)s for better proven figures: their scores are too close to tell."
    ),
    TieBreak.CLIENTELE: N_("%(higher)s stands before %(lower)s for a closer clientele: their scores are too close to tell."),
    TieBreak.MASTERS: N_(
        "%(higher)s stands before %(lower)s for a master's degree, which the employer lets decide when scores are too close "
        "to tell."
    ),
    TieBreak.SCORE: N_("%(higher)s stands before %(lower)s by a score that is too close to tell."),
    TieBreak.NAME: N_("%(higher)s and %(lower)s stand in the order of their names: nothing tells them apart."),
}


def say_tie(tie: Tie, language: Language) -> str:
    """One sentence, with both names."""
    return language.gettext(TIES[tie.by], higher=tie.higher, lower=tie.lower)
