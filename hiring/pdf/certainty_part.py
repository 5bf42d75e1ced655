"""How certain a level is, as a document draws and says it."""

from __future__ import annotations

from collections.abc import Iterator

from hiring.domain.certainty import LevelCertainty, level_certainty
from hiring.domain.placement import Placement
from hiring.domain.uncertainty import RatingError, composite_estimate
from hiring.language import Language
from hiring.pdf.documents import CertaintyPart, CutLine, DotGroup
from hiring.wording.certainty import say_certainty, say_share


def certainty_part(placement: Placement, error: RatingError, language: Language) -> CertaintyPart | None:
    """None without enough evidence at the level sought."""
    certainty = level_certainty(placement, error)
    if certainty is None:
        return None
    words = say_certainty(certainty, placement.assessment.profile.rubric, language)
    return CertaintyPart(words, tuple(_cuts(placement, error, language)), tuple(_groups(placement, certainty, language)))


def _cuts(placement: Placement, error: RatingError, language: Language) -> Iterator[CutLine]:
    """A level that weighs otherwise than the one sought begins where as many standard errors are missing to it."""
    profile = placement.assessment.profile
    sought = composite_estimate(placement.assessment, profile.level_sought, error)
    assert sought is not None
    for standard in profile.levels:
        own = composite_estimate(placement.assessment, standard.level, error)
        if own is not None:
            missing = float(standard.pass_score - own.score)
            place = float(sought.score) + (missing * sought.sem / own.sem if own.sem else missing)
            name = profile.rubric.level(standard.level).name[language.locale]
            yield CutLine(name, place, standard.level == profile.level_sought)


def _groups(placement: Placement, certainty: LevelCertainty, language: Language) -> Iterator[DotGroup]:
    order = [share.level for share in certainty.shares]
    given = order.index(certainty.level)
    for at, share in enumerate(certainty.shares):
        values = tuple(dot.value for dot in certainty.dots if dot.level == share.level)
        if values:
            yield DotGroup(say_share(share, placement.assessment.profile.rubric, language), at - given, values)
