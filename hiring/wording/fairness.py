"""What a selection looks like by groups: counts first, both tests, and whether one person would turn it. No badge."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hiring.domain.fairness import FOUR_FIFTHS, GroupFinding, SelectionFairness
from hiring.language import N_, Language, round_half_up

SMALLEST_P = Fraction(1, 10_000)
RATIO_PLACES = 3
FLIPS = {
    True: N_("One selection moved to this group takes the flag away: with counts this small it is no finding."),
    False: N_("One selection moved to this group does not take the flag away."),
}


def say_fairness(found: SelectionFairness, median: Fraction | None, language: Language) -> Iterator[str]:
    """Line by line; `median` is the score above which people count as selected, None when they were selected."""
    if median is not None:
        yield language.gettext(
            "Counted as selected: a score above the median of all scores, %(median)s.", median=language.plain(median)
        )
    for item in found.findings:
        group, rate = item.group, language.percent(item.group.rate)
        counts = {"group": group.name, "selected": group.selected, "total": group.total, "rate": rate}
        yield language.gettext("%(group)s: %(selected)s of %(total)s selected, %(rate)s", **counts)
    yield ""
    if found.reference is None:
        yield language.gettext("Nobody is selected: there is nothing to compare.")
        return
    yield language.gettext("The highest rate, which the others are held against: %(group)s.", group=found.reference)
    for item in found.findings:
        if item.group.name != found.reference:
            yield " ".join(_against_reference(item, language))
    yield language.gettext("This says where to look. It proves neither that a selection is fair nor that it is not.")


def _against_reference(item: GroupFinding, language: Language) -> Iterator[str]:
    ratio = {"group": item.group.name, "ratio": say_ratio(item.ratio, language)}
    if item.flagged:
        yield language.gettext("%(group)s: ratio of rates %(ratio)s, below four fifths.", **ratio)
    else:
        yield language.gettext("%(group)s: ratio of rates %(ratio)s, not below four fifths.", **ratio)
    yield language.gettext("Exact test: p %(p)s.", p=say_chance(item.exact_p, language))
    if item.z is not None:
        z = language.number(Fraction(item.z), 2)
        yield language.gettext("z %(z)s, p %(p)s.", z=z, p=say_chance(item.p, language))
    if item.flip_one is not None:
        yield language.gettext(FLIPS[item.flip_one])


def say_ratio(ratio: Fraction | None, language: Language) -> str:
    """With three decimals at most, and more where these would hide that it is not four fifths."""
    places = RATIO_PLACES
    if ratio is not None and ratio != FOUR_FIFTHS:
        while round_half_up(ratio, places) == round_half_up(FOUR_FIFTHS, places):
            places += 1
    return language.plain(ratio, places)


def say_chance(p: float | None, language: Language) -> str:
    """After "p": how it is, or that it is below a ten-thousandth."""
    if p is None:
        return language.number(None)
    small = Fraction(p) < SMALLEST_P
    return f"< {language.number(SMALLEST_P, 4)}" if small else f"= {language.number(Fraction(p), 4)}"
