"""What a table of ratings says about agreement, in sentences that never say more than the ratings carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from hiring.domain.agreement import MOST_CATEGORIES, Agreement, Gap
from hiring.domain.fair_average import MOST_EQUATIONS
from hiring.domain.icc import FEWEST_SUBJECTS, Coefficient
from hiring.domain.panel_habits import FEWEST_CANDIDATES
from hiring.domain.rating_table import RatingTable
from hiring.domain.variance import raters_per_subject, relative_standard_error, standard_error
from hiring.language import N_, Language

GAPS = {
    Gap.ONE_RATER: N_("There is a single rater: agreement needs two."),
    Gap.ONE_SUBJECT: N_("There is a single subject: there is nothing to tell apart."),
    Gap.NOT_COMPLETE: N_(
        "Some ratings are missing, and this needs every subject rated by every rater; Krippendorff's alpha does not."
    ),
    Gap.NO_VARIATION: N_("The subjects do not differ in their ratings: there is nothing to agree on."),
    Gap.NO_PAIRS: N_("No subject was rated by two raters."),
    Gap.NOT_TWO_RATERS: N_("Kappa is for exactly two raters."),
    Gap.TOO_MANY_POINTS: N_("Kappa counts categories, and there are more than %(categories)s different ratings."),
    Gap.NO_REPEATS: N_("Too few raters have subjects in common to tell strictness from chance."),
    Gap.NOT_CONNECTED: N_(
        "No chain of common raters links all the subjects: better subjects and milder raters cannot be told apart."
    ),
    Gap.TOO_LARGE: N_("There are too many subjects and raters: up to %(equations)s of one or the other can be solved."),
    Gap.NO_ORDER: N_("The ratings are words: without an order there are no distances and no averages."),
    Gap.NO_INTERVAL: N_("These ratings leave it without an interval, and without one it says nothing."),
}
CASES = {
    "1,1": N_("ICC(1,1), one rater, each subject with raters of its own"),
    "2,1": N_("ICC(2,1), one rater drawn from many"),
    "3,1": N_("ICC(3,1), one of these raters, strictness left out"),
    "1,k": N_("ICC(1,k), the mean of all, each subject with raters of its own"),
    "2,k": N_("ICC(2,k), the mean of all, raters drawn from many"),
    "3,k": N_("ICC(3,k), the mean of all, strictness left out"),
}
NOBODY_DIFFERED = N_(
    "No two ratings of one subject differ: an error of nothing would be false certainty, so none is said. Were they really "
    "given apart?"
)
REMARK = N_(
    "Below %(fewest)s subjects with two or more ratings, who seems strict may be so by chance: what follows is a remark on "
    "these subjects, no habit of a person."
)

KINDS = {
    "nominal": N_("nominal"),
    "ordinal": N_("ordinal"),
    "interval": N_("interval"),
    "unweighted": N_("unweighted"),
    "linear": N_("linear weights"),
    "quadratic": N_("quadratic weights"),
}


def say_gap(gap: Gap, language: Language) -> str:
    """Why a statistic is not there."""
    return language.gettext(GAPS[gap], categories=MOST_CATEGORIES, equations=MOST_EQUATIONS)


def say_agreement(found: Agreement, language: Language) -> Iterator[str]:
    """Line by line. Coefficients and standard errors only from 30 subjects up, ICCs with their intervals only.

    The fair average stands beside the raw one, never alone.
    """
    table = found.table
    counts = {"subjects": len(table.subjects), "raters": len(table.raters), "ratings": len(table.ratings)}
    yield language.gettext("Subjects: %(subjects)s, raters: %(raters)s, ratings: %(ratings)s.", **counts)
    if found.are_categories:
        yield say_gap(Gap.NO_ORDER, language)
    if found.enough_subjects:
        yield from _coefficients(found, language)
        if not found.are_categories:
            yield from _errors(found, language)
    else:
        yield language.gettext(
            "How well the raters agree is not put into words below %(fewest)s subjects: an estimate from %(subjects)s could "
            "fall almost anywhere. How far apart the ratings of each subject are stands below.",
            fewest=FEWEST_SUBJECTS,
            subjects=len(table.subjects),
        )
    yield ""
    if found.are_categories:
        yield from _differences(table, language)
        return
    yield from _averages(found, language)
    yield ""
    yield from _severities(found, language)


def _coefficients(found: Agreement, language: Language) -> Iterator[str]:
    if found.icc is None and not found.are_categories:
        yield f"ICC: {say_gap(found.gaps['icc'], language)}"
    for case, item in (found.icc or {}).items():
        yield f"{language.gettext(CASES[case])}: {_interval(item, language)}"
    yield _listed(N_("Krippendorff's alpha"), found.alpha, found.gaps.get("alpha"), language)
    if found.gaps.get("kappa") != Gap.NOT_TWO_RATERS:
        yield _listed(N_("Cohen's kappa"), found.kappa, found.gaps.get("kappa"), language)


def _listed(title: str, values: Mapping[str, Fraction] | None, gap: Gap | None, language: Language) -> str:
    each = (f"{language.gettext(KINDS[kind])} {language.number(value, 2)}" for kind, value in (values or {}).items())
    return f"{language.gettext(title)}: {say_gap(gap, language) if gap else ', '.join(each)}"


def _interval(item: Coefficient | None, language: Language) -> str:
    if item is None or item.has_no_width:
        return say_gap(Gap.NO_INTERVAL, language)
    value, low, high = (language.number(Fraction(each), 2) for each in (item.value, item.low, item.high))
    return language.gettext("%(value)s, with 95%% confidence from %(low)s to %(high)s", value=value, low=low, high=high)


def _errors(found: Agreement, language: Language) -> Iterator[str]:
    if found.variance is None:
        yield say_gap(found.gaps["variance"], language)
        return
    if not found.variance.rater and not found.variance.residual:
        yield language.gettext(NOBODY_DIFFERED)
        return
    panel = raters_per_subject(found.table)
    yield language.gettext(
        "Standard error of the mean of %(panel)s ratings: %(absolute)s against a cut, %(relative)s between subjects of the "
        "same raters.",
        panel=language.plain(panel, 1),
        absolute=language.number(Fraction(standard_error(found.variance, panel)), 2),
        relative=language.number(Fraction(relative_standard_error(found.variance, panel)), 2),
    )


def _differences(table: RatingTable, language: Language) -> Iterator[str]:
    """Counts alone: a share of equal ratings would look like agreement where most people get the same word by chance."""
    paired = [set(given.values()) for given in table.by_subject.values() if len(given) > 1]
    yield language.gettext(
        "Subjects with two or more ratings: %(paired)s, of these rated differently: %(apart)s.",
        paired=len(paired),
        apart=sum(len(words) > 1 for words in paired),
    )


def _averages(found: Agreement, language: Language) -> Iterator[str]:
    table = found.table
    if found.fit is None:
        yield language.gettext("Fair average: %(why)s", why=say_gap(found.gaps["fair_average"], language))
    for subject in table.subjects:
        yield language.gettext(
            "%(subject)s: mean %(raw)s, fair average %(fair)s, largest minus smallest %(range)s, ratings %(count)s",
            subject=subject,
            raw=language.number(table.raw_averages[subject]),
            fair=language.number(None if found.fit is None else Fraction(found.fit.fair[subject])),
            range=language.plain(table.ranges[subject]),
            count=len(table.by_subject[subject]),
        )


def _severities(found: Agreement, language: Language) -> Iterator[str]:
    """Nobody is called strict where nothing repeats, as on the pages: what a single subject got is chance as well."""
    told = found.fit if found.gaps.get("variance") != Gap.NO_REPEATS else None
    if found.fit is not None and told is None:
        yield say_gap(Gap.NO_REPEATS, language)
    if told is not None and sum(len(given) > 1 for given in found.table.by_subject.values()) < FEWEST_CANDIDATES:
        yield language.gettext(REMARK, fewest=FEWEST_CANDIDATES)
    for rater, given in found.table.by_rater.items():
        yield language.gettext(
            "%(rater)s: %(strictness)s, gives from %(lowest)s to %(highest)s, ratings %(count)s",
            rater=rater,
            strictness=_strictness(None if told is None else Fraction(told.severity[rater]), language),
            lowest=language.plain(min(given.values())),
            highest=language.plain(max(given.values())),
            count=len(given),
        )


def _strictness(severity: Fraction | None, language: Language) -> str:
    if severity is None:
        return language.gettext("strictness not known")
    if not severity:
        return language.gettext("as strict as all raters together")
    points = language.number(abs(severity))
    if severity > 0:
        return language.gettext("stricter than all raters together by %(points)s", points=points)
    return language.gettext("milder than all raters together by %(points)s", points=points)
