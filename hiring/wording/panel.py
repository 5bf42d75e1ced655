"""What is said of agreement, strictness and habits: nothing that the ratings do not carry, and no verdict on a person."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.icc import Coefficient
from hiring.domain.panel import PanelPerson
from hiring.domain.panel_agreement import Missing, Pairs
from hiring.domain.panel_alpha import MOST_POINTS
from hiring.domain.panel_habits import FEWEST_CANDIDATES, Waited
from hiring.domain.panel_severity import SeverityGap
from hiring.language import N_, Language, round_half_up

HOUR, DAY = 60, 24 * 60
"""Minutes."""

MISSING = {
    Missing.NO_VARIATION: N_("The candidates do not differ in their ratings: there is nothing to agree on."),
    Missing.NO_INTERVAL: N_("These ratings leave it without an interval, and without one it says nothing."),
    Missing.TOO_MANY_POINTS: N_("It is computed for scales of up to %(most)s points."),
}
GAPS = {
    SeverityGap.NOBODY_TOGETHER: N_("No two interviewers have rated the same candidate on the same competency."),
    SeverityGap.NOT_CONNECTED: N_(
        "The interviewers fall into groups that never rated the same candidate on the same competency. Between the groups a "
        "strict interviewer and a weak candidate cannot be told apart; one common candidate links two groups."
    ),
    SeverityGap.NO_REPEATS: N_("Too few candidates were rated together to tell strictness from chance."),
    SeverityGap.TOO_LARGE: N_("There are more interviewers than can be solved for."),
}


def say_missing(missing: Missing, wanting: int, language: Language) -> str:
    """Why a coefficient is not there, and how many candidates it takes."""
    if missing is Missing.TOO_FEW:
        return say_wanting(wanting, language)
    return language.gettext(MISSING[missing], most=MOST_POINTS)


def say_wanting(count: int, language: Language) -> str:
    """How many candidates a coefficient or an error still takes; none: ratings that never differ have no error."""
    if count <= 0:
        return language.gettext("no two ratings ever differed, and an error of nothing would be false certainty")
    return language.ngettext(
        "%(num)s more candidate rated by two interviewers is needed",
        "%(num)s more candidates rated by two interviewers are needed",
        count,
    )


def say_interval(found: Coefficient, language: Language) -> str:
    value, low, high = (language.number(Fraction(each), 2) for each in (found.value, found.low, found.high))
    return language.gettext("%(value)s, with 95%% confidence from %(low)s to %(high)s", value=value, low=low, high=high)


def say_pairs(pairs: Pairs, language: Language) -> str:
    """Counts first."""
    if not pairs.count:
        return language.gettext("No two interviewers have rated the same candidate on the same competency.")
    return language.ngettext(
        "Of %(num)s pair of ratings of one candidate on one competency, %(alike)s are alike, %(near)s differ by one point, "
        "%(far)s by two or more.",
        "Of %(num)s pairs of ratings of one candidate on one competency, %(alike)s are alike, %(near)s differ by one point, "
        "%(far)s by two or more.",
        pairs.count,
        alike=pairs.alike,
        near=pairs.near,
        far=pairs.far,
    )


def say_severity_gap(gap: SeverityGap, language: Language) -> str:
    return language.gettext(GAPS[gap])


def say_strictness(person: PanelPerson, language: Language) -> str:
    """Never without its interval; where that reaches 0.0 as it is printed, that nothing can be told."""
    found = person.severity
    if found is None:
        return language.gettext(
            "Not said: %(together)s of %(fewest)s candidates rated together with others",
            together=person.together,
            fewest=FEWEST_CANDIDATES,
        )
    near, far = sorted((abs(found.low), abs(found.high)))
    if not _is_told(found):
        mild, strict = (_points(max(0.0, each), language) for each in (-found.low, found.high))
        return language.gettext(
            "Cannot be told apart from the others: between %(mild)s milder and %(strict)s stricter", mild=mild, strict=strict
        )
    values = {
        "value": _points(abs(found.value), language),
        "low": _points(near, language),
        "high": _points(far, language),
    }
    if found.value > 0:
        return language.gettext(
            "Stricter than all together by %(value)s points, with 95%% confidence by %(low)s to %(high)s", **values
        )
    return language.gettext(
        "Milder than all together by %(value)s points, with 95%% confidence by %(low)s to %(high)s", **values
    )


def _is_told(found: Coefficient) -> bool:
    """Whether the interval lies to one side of 0, and does so as it is printed."""
    near = min(abs(found.low), abs(found.high))
    return not found.low <= 0 <= found.high and bool(round_half_up(Fraction(near), 1))


def say_means(person: PanelPerson, language: Language) -> str:
    """The raw mean, with the fair one beside it where strictness is told: else the two would tell of it all the same."""
    raw = language.number(person.habits.mean)
    if person.fair_mean is None or person.severity is None or not _is_told(person.severity):
        return language.gettext("mean %(raw)s", raw=raw)
    fair = language.number(person.fair_mean)
    return language.gettext("mean %(raw)s, fair mean of the same candidates %(fair)s", raw=raw, fair=fair)


def say_waited(waited: Waited, language: Language) -> str:
    if waited.count == 1:
        return language.gettext("the only one after %(longest)s", longest=say_minutes(waited.median, language))
    return language.ngettext(
        "half of %(num)s scorecard within %(median)s, the last after %(longest)s",
        "half of %(num)s scorecards within %(median)s, the last after %(longest)s",
        waited.count,
        median=say_minutes(waited.median, language),
        longest=say_minutes(Fraction(waited.longest), language),
    )


def say_minutes(minutes: Fraction, language: Language) -> str:
    """The two largest units: "2 d 4 h", "3 h 20 min", "45 min"."""
    whole = int(round_half_up(minutes, 0))
    days, hours, rest = whole // DAY, whole % DAY // HOUR, whole % HOUR
    if days:
        return language.gettext("%(days)s d %(hours)s h", days=days, hours=hours)
    if hours and not rest:
        return language.gettext("%(hours)s h", hours=hours)
    if hours:
        return language.gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
    return language.gettext("%(minutes)s min", minutes=rest)


def _points(value: float, language: Language) -> str:
    return language.number(Fraction(value), 1)
