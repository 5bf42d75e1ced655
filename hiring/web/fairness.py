"""Selection fairness, where the operator switched it on: naming groups, recording them, and the report.

The report is asked for by a form and stands in its answer only: that somebody read it is written down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import SelectField

from hiring.actions import selection_fairness, selection_groups
from hiring.actions.paging import Page
from hiring.actions.selection_fairness import MOST_SCORES, Choices, Scope
from hiring.actions.selection_groups import Dimension, Entry, Person
from hiring.domain.small_counts import FEWEST
from hiring.language import N_
from hiring.web import request as this
from hiring.web.answer_forms import select_choices
from hiring.web.forms import Given, Line, Lines, Once, PageForm, Version, attempt, once, read_id, show_present
from hiring.wording.fairness import say_chance, say_ratio

blueprint = Blueprint("fairness", __name__, url_prefix="/fairness")

MEASURES = {
    "interviewed": N_("Reached an interview"),
    "offered": N_("Reached an offer"),
    "hired": N_("Hired"),
    "score": N_("Scored above the median"),
}
EMPLOYER, POSITION = "employer-", "position-"
QUARTERS = (1, 2, 3, 4)
MONTHS = 3


class ChoiceForm(PageForm):
    """What the report is about."""

    dimension = SelectField(N_("Groups"), validate_choice=False)
    where = SelectField(N_("Positions"))
    period = SelectField(N_("Applied in"))

    def offer(self, dimensions: tuple[Dimension, ...], choices: Choices) -> ChoiceForm:
        gettext = this.language().gettext
        self.dimension.choices = select_choices([(str(item.id), item.name) for item in dimensions])
        self.where.choices = select_choices([("", gettext("all positions")), *_places(choices)])
        self.period.choices = select_choices([("", gettext("the whole time")), *_periods(choices.first_at, this.now())])
        return self

    @property
    def scope(self) -> Scope:
        where, period = self.where.data or "", self.period.data or ""
        since, until = bounds(period)
        return Scope(
            employer_id=read_id(where.removeprefix(EMPLOYER)) if where.startswith(EMPLOYER) else None,
            position_id=read_id(where.removeprefix(POSITION)) if where.startswith(POSITION) else None,
            period=period,
            since=since,
            until=until,
        )


class DimensionForm(PageForm):
    name = Line(N_("What people are grouped by"), [Given(N_("Write a name."))])
    values = Lines(N_("Groups"), [Given(N_("Write the groups, one a line."))])
    version = Version()
    once = Once()

    @property
    def listed(self) -> tuple[str, ...]:
        return tuple((self.values.data or "").splitlines())


class RemovalForm(PageForm):
    version = Version()


class SheetForm(PageForm):
    sheet = FileField(N_("File"))


@blueprint.get("")
def index() -> ResponseReturnValue:
    form = _choice_form()
    form.where.data = request.args.get("where", "")
    return render_template("fairness/index.html", form=form, dimensions=_dimensions(), fewest=FEWEST)


@blueprint.post("")
def report() -> ResponseReturnValue:
    form = _choice_form()
    tried = attempt(
        form,
        lambda: selection_fairness.read_fairness_report(
            this.session(),
            actor=this.actor(),
            dimension_id=read_id(form.dimension.data),
            scope=form.scope,
            now=this.now(),
        ),
    )
    if tried.value is None:
        return render_template("fairness/index.html", form=form, dimensions=_dimensions(), fewest=FEWEST), tried.status
    return render_template(
        "fairness/report.html",
        form=form,
        report=tried.value,
        measures=MEASURES,
        fewest=FEWEST,
        most_scores=MOST_SCORES,
        chance=lambda p: say_chance(p, this.language()),
        ratio=lambda share: say_ratio(share, this.language()),
        precise=lambda z: this.language().number(Fraction(z), 2),
    )


@blueprint.route("/groups/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    form = DimensionForm()
    if request.method == "GET":
        return render_template("fairness/dimension.html", form=form, dimension=None)
    tried = attempt(form, lambda: once(form, lambda: _create(form)))
    if tried.failed:
        return render_template("fairness/dimension.html", form=form, dimension=None), tried.status
    return redirect(url_for(".people", dimension_id=tried.value), 303)


@blueprint.route("/groups/<int:dimension_id>/edit", methods=["GET", "POST"])
def edit(dimension_id: int) -> ResponseReturnValue:
    dimension, said = _dimension(dimension_id), this.language().gettext("Saved.")
    kept = {"name": dimension.name, "values": "\n".join(dimension.names)}
    form = DimensionForm(data={**kept, "version": dimension.version})
    return _ask("fairness/dimension.html", form, dimension, lambda: _change(form, dimension_id), kept=kept, said=said)


@blueprint.route("/groups/<int:dimension_id>/remove", methods=["GET", "POST"])
def remove(dimension_id: int) -> ResponseReturnValue:
    dimension, said = _dimension(dimension_id), this.language().gettext("Deleted with everything that was recorded.")
    form = RemovalForm(data={"version": dimension.version})
    return _ask("fairness/remove.html", form, dimension, lambda: _remove(form, dimension_id), kept={}, said=said)


@blueprint.route("/groups/<int:dimension_id>/people", methods=["GET", "POST"])
def people(dimension_id: int) -> ResponseReturnValue:
    """A page of candidates, each with a group to choose; only what was chosen anew is recorded."""
    form = PageForm()
    if request.method == "GET":
        return _show_people(form, *_list_people(dimension_id))
    dimension, page = _list_people(dimension_id)
    tried = attempt(form, lambda: _record(dimension_id))
    if tried.value is None:
        return _show_people(form, dimension, page, status=tried.status)
    _say_recorded(tried.value)
    return redirect(this.local_address(request.full_path.rstrip("?")), 303)


@blueprint.route("/groups/<int:dimension_id>/sheet", methods=["GET", "POST"])
def sheet(dimension_id: int) -> ResponseReturnValue:
    dimension, form = _dimension(dimension_id), SheetForm()
    if request.method == "GET":
        return render_template("fairness/sheet.html", form=form, dimension=dimension)
    tried = attempt(form, lambda: _record_sheet(form, dimension_id))
    if tried.value is None:
        return render_template("fairness/sheet.html", form=form, dimension=dimension), tried.status
    _say_recorded(tried.value)
    return redirect(url_for(".people", dimension_id=dimension_id), 303)


def bounds(period: str) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The moments that a year, or a quarter of one, begins and ends, on the clock of this place; of anything else none."""
    year, _, quarter = period.partition("-")
    if not read_id(year):
        return None, None
    number = read_id(quarter)
    first = dt.datetime(int(year), MONTHS * (number - 1) + 1 if number else 1, 1)  # noqa: DTZ001 - local until the last line
    months = first.month - 1 + (MONTHS if number else 12)
    last = first.replace(year=first.year + months // 12, month=months % 12 + 1)
    return this.from_local(first), this.from_local(last)


def _periods(first_at: dt.datetime | None, now: dt.datetime) -> Iterator[tuple[str, str]]:
    """Whole years and quarters, the newest first: two spans that differ by a day would tell of a single person."""
    if first_at is None:
        return
    gettext, last = this.language().gettext, this.to_local(now)
    for year in range(last.year, this.to_local(first_at).year - 1, -1):
        yield str(year), str(year)
        for quarter in reversed(QUARTERS):
            if (year, MONTHS * (quarter - 1)) < (last.year, last.month):
                yield f"{year}-{quarter}", gettext("%(year)s, quarter %(number)s", year=year, number=quarter)


def _places(choices: Choices) -> Iterator[tuple[str, str]]:
    for identity, name in choices.employers:
        yield f"{EMPLOYER}{identity}", this.language().gettext("all of %(employer)s", employer=name)
    for identity, title, name in choices.positions:
        yield f"{POSITION}{identity}", f"{name}: {title}"


def _ask(
    template: str,
    form: PageForm,
    dimension: Dimension,
    change: Callable[[], None],
    *,
    kept: Mapping[str, str],
    said: str,
) -> ResponseReturnValue:
    """The form about a dimension, after a conflict beside what is kept; once changed, the list with what is `said` of it."""
    if request.method == "GET":
        return render_template(template, form=form, dimension=dimension)
    tried = attempt(form, change)
    if tried.conflict == "stale":
        show_present(form, kept, version=dimension.version)
    if tried.failed:
        return render_template(template, form=form, dimension=dimension), tried.status
    flash(said)
    return redirect(url_for(".index"), 303)


def _choice_form() -> ChoiceForm:
    """With the position that the address or the form names, however old it is."""
    where = request.values.get("where", "")
    position_id = read_id(where.removeprefix(POSITION)) if where.startswith(POSITION) else None
    choices = selection_fairness.list_choices(this.session(), actor=this.actor(), position_id=position_id)
    return ChoiceForm().offer(_dimensions(), choices)


def _dimensions() -> tuple[Dimension, ...]:
    return selection_groups.list_dimensions(this.session(), actor=this.actor())


def _dimension(dimension_id: int) -> Dimension:
    return selection_groups.get_dimension(this.session(), actor=this.actor(), dimension_id=dimension_id)


def _list_people(dimension_id: int) -> tuple[Dimension, Page[Person]]:
    return selection_groups.list_people(
        this.session(),
        actor=this.actor(),
        dimension_id=dimension_id,
        search=request.args.get("search", ""),
        page=this.page_number(),
    )


def _show_people(form: PageForm, dimension: Dimension, page: Page[Person], *, status: int = 200) -> tuple[str, int]:
    shown = {"dimension": dimension, "page": page, "search": request.args.get("search", ""), "typed": _typed()}
    return render_template("fairness/people.html", form=form, **shown), status


def _typed() -> Mapping[int, int | None]:
    """What was chosen by candidate, where the form comes back."""
    return {candidate: entry.chosen for candidate, entry in _entries().items()}


def _entries() -> dict[int, Entry]:
    """By candidate; what is no group of any list counts as one that nobody has."""
    named = {read_id(name.removeprefix("group-")): text for name, text in request.form.items() if name.startswith("group-")}
    return {
        candidate: Entry(seen=read_id(request.form.get(f"seen-{candidate}")) or None, chosen=read_id(text) if text else None)
        for candidate, text in named.items()
        if candidate
    }


def _record(dimension_id: int) -> int:
    return selection_groups.record_groups(
        this.session(), actor=this.actor(), dimension_id=dimension_id, entries=_entries(), now=this.now()
    )


def _record_sheet(form: SheetForm, dimension_id: int) -> int:
    given = form.sheet.data
    content, file = (given.read(), given.filename or "") if given else (b"", "")
    return selection_groups.record_sheet(
        this.session(), actor=this.actor(), dimension_id=dimension_id, content=content, file=file, now=this.now()
    )


def _create(form: DimensionForm) -> int:
    return selection_groups.create_dimension(
        this.session(), actor=this.actor(), name=form.name.data, values=form.listed, now=this.now()
    )


def _change(form: DimensionForm, dimension_id: int) -> None:
    selection_groups.change_dimension(
        this.session(),
        actor=this.actor(),
        dimension_id=dimension_id,
        version=form.version.data,
        name=form.name.data,
        values=form.listed,
        now=this.now(),
    )


def _remove(form: RemovalForm, dimension_id: int) -> None:
    selection_groups.remove_dimension(
        this.session(), actor=this.actor(), dimension_id=dimension_id, version=form.version.data, now=this.now()
    )


def _say_recorded(people: int) -> None:
    said = this.language().ngettext("Recorded for %(num)s person.", "Recorded for %(num)s people.", people)
    flash(said if people else this.language().gettext("Nothing has changed."))
