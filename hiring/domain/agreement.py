"""Everything that one table of ratings says about agreement, and why the rest cannot be said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hiring.domain.alpha import alpha_interval, alpha_nominal, alpha_ordinal
from hiring.domain.fair_average import AdditiveFit, fit_additive, is_solvable
from hiring.domain.icc import FEWEST_SUBJECTS, Coefficient, intraclass_correlations
from hiring.domain.kappa import kappa, linear, quadratic, unweighted
from hiring.domain.rating_table import RatingTable
from hiring.domain.variance import Components, components_of_fits, variance_components

MOST_CATEGORIES = 200
"""Different ratings; with more of them kappa, which counts categories, says nothing."""

ALPHAS = {"nominal": alpha_nominal, "ordinal": alpha_ordinal, "interval": alpha_interval}
DISTANCES = {"unweighted": unweighted, "linear": linear, "quadratic": quadratic}


class Gap(StrEnum):
    """Why a statistic is not there."""

    ONE_RATER = "one_rater"
    ONE_SUBJECT = "one_subject"
    NOT_COMPLETE = "not_complete"
    NO_VARIATION = "no_variation"
    NO_PAIRS = "no_pairs"
    NOT_TWO_RATERS = "not_two_raters"
    TOO_MANY_POINTS = "too_many_points"
    NO_REPEATS = "no_repeats"
    NOT_CONNECTED = "not_connected"
    TOO_LARGE = "too_large"
    NO_INTERVAL = "no_interval"
    NO_ORDER = "no_order"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Each statistic or None; `gaps` says of `icc`, `alpha`, `kappa`, `variance` and `fair_average` why it is None.

    Of `alpha` and `kappa` some kinds may be missing alone: their gaps are called "alpha ordinal", "kappa linear" and so on.
    """

    table: RatingTable
    icc: Mapping[str, Coefficient | None] | None
    alpha: Mapping[str, Fraction] | None
    kappa: Mapping[str, Fraction] | None
    variance: Components | None
    fit: AdditiveFit | None
    gaps: Mapping[str, Gap]
    are_categories: bool = False

    @property
    def enough_subjects(self) -> bool:
        """Whether agreement may be put into words: from 30 subjects up."""
        return len(self.table.subjects) >= FEWEST_SUBJECTS


def measure_agreement(table: RatingTable) -> Agreement:
    """Every statistic that the ratings allow. Nothing is estimated where a rating is missing: what needs it is a gap."""
    gaps = {name: gap for name, find in _GAPS.items() if (gap := find(table)) is not None}
    two = "kappa" not in gaps
    fit = None if "fair_average" in gaps else fit_additive(table)
    return Agreement(
        table=table,
        icc=None if "icc" in gaps else intraclass_correlations(table),
        alpha=None if "alpha" in gaps else {name: _known(alpha(table)) for name, alpha in ALPHAS.items()},
        kappa={name: _known(kappa(table, distance)) for name, distance in DISTANCES.items()} if two else None,
        variance=None if "variance" in gaps else _components(table, fit),
        fit=fit,
        gaps=gaps,
    )


def measure_categories(table: RatingTable) -> Agreement:
    """What may be said when the numbers stand for words in no order: nominal alpha and unweighted kappa, which only ask
    whether two ratings are the same. All else would count with the numbers."""
    alpha_gap, kappa_gap = _gap_of_alpha(table), _gap_of_kappa(table)
    numeric = ["icc", "variance", "fair_average"]
    numeric += [] if alpha_gap else [f"alpha {kind}" for kind in ALPHAS if kind != "nominal"]
    numeric += [] if kappa_gap else [f"kappa {kind}" for kind in DISTANCES if kind != "unweighted"]
    missing = {"alpha": alpha_gap, "kappa": kappa_gap}
    return Agreement(
        table=table,
        icc=None,
        alpha=None if alpha_gap else {"nominal": _known(alpha_nominal(table))},
        kappa=None if kappa_gap else {"unweighted": _known(kappa(table))},
        variance=None,
        fit=None,
        gaps={name: gap for name, gap in missing.items() if gap} | dict.fromkeys(numeric, Gap.NO_ORDER),
        are_categories=True,
    )


def _components(table: RatingTable, fit: AdditiveFit | None) -> Components | None:
    """From the fit of the whole, where there is one: fitting takes the most time."""
    return variance_components([table]) if fit is None else components_of_fits([(table, fit)])


def _known(value: Fraction | None) -> Fraction:
    if value is None:
        raise AssertionError("a gap was overlooked")
    return value


def _gap_of_icc(table: RatingTable) -> Gap | None:
    if len(table.raters) < 2:
        return Gap.ONE_RATER
    if len(table.subjects) < 2:
        return Gap.ONE_SUBJECT
    if not table.is_complete:
        return Gap.NOT_COMPLETE
    return Gap.NO_VARIATION if len(set(table.raw_averages.values())) == 1 else None


def _gap_of_alpha(table: RatingTable) -> Gap | None:
    paired = [value for given in table.by_subject.values() if len(given) > 1 for value in given.values()]
    if not paired:
        return Gap.ONE_RATER if len(table.raters) < 2 else Gap.NO_PAIRS
    return Gap.NO_VARIATION if len(set(paired)) == 1 else None


def _gap_of_kappa(table: RatingTable) -> Gap | None:
    if len(table.raters) != 2:
        return Gap.NOT_TWO_RATERS
    if len(set(table.ratings.values())) > MOST_CATEGORIES:
        return Gap.TOO_MANY_POINTS
    return _gap_of_alpha(table)


def _gap_of_variance(table: RatingTable) -> Gap | None:
    parts = table.parts()
    if not all(is_solvable(part) for part in parts):
        return Gap.TOO_LARGE
    free = len(table.ratings) - len(table.subjects) - len(table.raters) + len(parts)
    return None if free else Gap.NO_REPEATS


def _gap_of_fair_average(table: RatingTable) -> Gap | None:
    if len(table.parts()) != 1:
        return Gap.NOT_CONNECTED
    return None if is_solvable(table) else Gap.TOO_LARGE


_GAPS: dict[str, Callable[[RatingTable], Gap | None]] = {
    "icc": _gap_of_icc,
    "alpha": _gap_of_alpha,
    "kappa": _gap_of_kappa,
    "variance": _gap_of_variance,
    "fair_average": _gap_of_fair_average,
}
