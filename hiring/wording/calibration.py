"""What a calibration exercise found, in sentences about words of the rubric and never about how good a rater is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hiring.domain.calibration import (
    FEWEST_RATINGS,
    CalibrationFindings,
    CompetencyFindings,
    Distances,
    Divide,
    Lean,
    Topic,
    Yardstick,
)
from hiring.domain.rubric import Rubric
from hiring.language import Language


@dataclass(frozen=True, slots=True)
class SaidTopic:
    """What to talk through: a title, who stands where, and the descriptions to read aloud, each with its point."""

    competency: str
    title: str
    why: str
    words: tuple[tuple[int, str], ...]


def say_state(state: str, language: Language) -> str:
    if state == "draft":
        return language.gettext("in preparation")
    return language.gettext("open for ratings") if state == "open" else language.gettext("ended")


def say_scale_use(item: CompetencyFindings, language: Language) -> str:
    """How many rated, from where to where."""
    rated = [value for value in item.ratings.values() if value is not None]
    if not rated:
        return language.gettext("Nobody rated it.")
    said = language.ngettext("%(num)s rating", "%(num)s ratings", len(rated))
    if item.spread is None:
        return language.gettext("%(ratings)s: there is nothing to compare it with.", ratings=said)
    if not item.spread:
        return language.gettext("%(ratings)s, all of them %(value)s.", ratings=said, value=rated[0])
    apart = language.ngettext("%(num)s point apart", "%(num)s points apart", item.spread)
    bounds = {"lowest": min(rated), "highest": max(rated), "apart": apart}
    return language.gettext("%(ratings)s, from %(lowest)s to %(highest)s: %(apart)s.", ratings=said, **bounds)


def say_distances(distances: Distances, reference: int, language: Language) -> str:
    """Counts only: shares of so few would pretend."""
    counts = {"exact": distances.exact, "one": distances.one, "more": distances.more, "value": reference}
    return language.gettext(
        "Against the reference (%(value)s): %(exact)s exactly, %(one)s one point off, %(more)s two or more off.", **counts
    )


def say_divide(divide: Divide, item: CompetencyFindings, language: Language) -> str:
    """Who reads it as what, and where the reference stands."""
    if not divide.below or not divide.above:
        return _say_against_reference(divide, item, language)
    sides = {"below": _say_side(divide.below, divide.lower, item, language, up=False)}
    sides |= {"above": _say_side(divide.above, divide.upper, item, language, up=True)}
    said = language.gettext("%(below)s; %(above)s.", **sides)
    if divide.reference_above is None:
        return said
    with_it = divide.above if divide.reference_above else divide.below
    reference = language.gettext("The reference stands on the side of %(raters)s.", raters=_join(with_it, language))
    return f"{said} {reference}"


def say_lean(lean: Lean, language: Language) -> str:
    """The mean distance with its count, and what it does not mean."""
    by_reference = lean.yardstick is Yardstick.REFERENCE
    if lean.mean is None:
        nothing = language.gettext("Nothing in common with the reference.")
        return nothing if by_reference else language.gettext("Nothing in common with the others.")
    return f"{_say_mean(lean, language, by_reference)} {_say_weight(lean, language)}"


def say_topics(findings: CalibrationFindings, rubric: Rubric, language: Language) -> tuple[SaidTopic, ...]:
    """The most pressing first."""
    by_id = {item.competency: item for item in findings.competencies}
    return tuple(_say_topic(topic, by_id[topic.competency], rubric, language) for topic in findings.topics)


def say_agreed(findings: CalibrationFindings, language: Language) -> str:
    """Where nothing parts the readings."""
    if len(findings.raters) < 2:
        return language.gettext("Fewer than two people submitted: there is nothing to compare.")
    return language.gettext(
        "Nothing parts the readings: everybody rated alike. Compare the evidence all the same; equal ratings can rest on "
        "different words."
    )


def say_point(point: int, competency: str, rubric: Rubric, language: Language) -> str:
    """How the rubric describes a point: the anchor of the competency, else the name of the point."""
    anchor = rubric.competency(competency).anchor(point)
    name = next(item.name for item in rubric.scale.points if item.value == point)
    return (anchor or name)[language.locale]


def _say_topic(topic: Topic, item: CompetencyFindings, rubric: Rubric, language: Language) -> SaidTopic:
    name = rubric.competency(topic.competency).short[language.locale]
    divide = topic.divide
    if divide is None:
        title = language.gettext("%(competency)s: observed or not?", competency=name)
        why = language.gettext(
            "Not observed by %(raters)s, while others rated it or there is a reference: which words count?"
        )
        return SaidTopic(topic.competency, title, why % {"raters": _join(topic.unobserved, language)}, ())
    points = {"competency": name, "lower": divide.lower, "upper": divide.upper}
    return SaidTopic(
        competency=topic.competency,
        title=language.gettext("%(competency)s: %(lower)s or %(upper)s?", **points),
        why=say_divide(divide, item, language),
        words=tuple((point, say_point(point, topic.competency, rubric, language)) for point in divide.words),
    )


def _say_against_reference(divide: Divide, item: CompetencyFindings, language: Language) -> str:
    """All who rated stand on one side."""
    up = bool(divide.above)
    raters, point = (divide.above, divide.upper) if up else (divide.below, divide.lower)
    side = _say_side(raters, point, item, language, up=up)
    reference = divide.lower if up else divide.upper
    return language.gettext("%(side)s; the reference says %(value)s.", side=side, value=reference)


def _say_side(raters: Iterable[str], point: int, item: CompetencyFindings, language: Language, *, up: bool) -> str:
    """ "A and C: 3", or "A and C: 3 or less" where some stand further away."""
    listed = tuple(raters)
    values = {"raters": _join(listed, language), "point": point}
    if all(item.ratings[rater] == point for rater in listed):
        return language.gettext("%(raters)s: %(point)s", **values)
    more, less = language.gettext("%(raters)s: %(point)s or more"), language.gettext("%(raters)s: %(point)s or less")
    return (more if up else less) % values


def _say_mean(lean: Lean, language: Language, by_reference: bool) -> str:
    assert lean.mean is not None
    counted = language.ngettext("%(num)s rating", "%(num)s ratings", lean.count)
    if by_reference:
        counted = language.gettext("%(ratings)s, %(exact)s of them exactly", ratings=counted, exact=lean.exact)
    if not lean.mean:
        level = language.gettext("On average level with the reference (%(ratings)s).", ratings=counted)
        others = language.gettext("On average level with the mean of the others (%(ratings)s).", ratings=counted)
        return level if by_reference else others
    values = {"points": language.plain(abs(lean.mean), 1), "ratings": counted}
    if by_reference:
        above = language.gettext("On average %(points)s above the reference (%(ratings)s).", **values)
        return (
            above
            if lean.mean > 0
            else language.gettext("On average %(points)s below the reference (%(ratings)s).", **values)
        )
    above = language.gettext("On average %(points)s above the mean of the others (%(ratings)s).", **values)
    below = language.gettext("On average %(points)s below the mean of the others (%(ratings)s).", **values)
    return above if lean.mean > 0 else below


def _say_weight(lean: Lean, language: Language) -> str:
    if lean.telling:
        return language.gettext("Of this sample; whether it is a habit, only other samples can show.")
    return language.gettext("Too few to speak of strictness, which takes %(fewest)s at least.", fewest=FEWEST_RATINGS)


def _join(raters: Iterable[str], language: Language) -> str:
    """ "A, B and C"."""
    listed = tuple(raters)
    if len(listed) < 2:
        return "".join(listed)
    return language.gettext("%(first)s and %(last)s", first=", ".join(listed[:-1]), last=listed[-1])
