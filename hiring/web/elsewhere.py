"""One assessment on another position's profile or another level, beside the stored one. Nothing is kept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hiring.actions import positions
from hiring.actions.applications import get_application
from hiring.actions.elsewhere import place_elsewhere
from hiring.actions.positions import Position
from hiring.domain.placement import Placement
from hiring.domain.rubric import Rubric
from hiring.errors import Invalid
from hiring.language import NO_VALUE
from hiring.web import request as this
from hiring.web.pages import text
from hiring.wording import name_of, say_error, say_reasons

blueprint = Blueprint("elsewhere", __name__, url_prefix="/applications/<int:application_id>/elsewhere")


@blueprint.get("")
def show(application_id: int) -> ResponseReturnValue:
    """`position` and `level` of the address say where; without them the own position and the level sought."""
    found = get_application(this.session(), actor=this.actor(), application_id=application_id)
    position_id, rubric = this.whole("position"), found.position.rubric
    asked = request.args.get("level", "")
    level = asked if asked in [item.id for item in rubric.levels] else ""
    given: dict[str, Any] = {"application": found, "position_id": position_id, "level": level, "refused": ""}
    given["choices"] = position_choices(found.position)
    try:
        placement = place_elsewhere(
            this.session(), actor=this.actor(), application_id=application_id, position_id=position_id, level=level or None
        )
    except Invalid as error:
        given["refused"] = say_error(error, this.language(), rubric)
        return render_template("elsewhere/show.html", **given), 422
    return render_template(
        "elsewhere/show.html",
        **given,
        placement=placement,
        rows=_rows(found.placement, placement),
        competencies=_competencies(found.placement, placement),
        reasons_of=_reasons_of,
    )


def position_choices(own: Position) -> list[tuple[int, str]]:
    """The newest positions that the person may see, with their employers; the own one where a newer profile is in force."""
    gettext = this.language().gettext
    newer = gettext("this position, version %(number)s in force", number=own.newest_number)
    first = [] if own.profile_number == own.newest_number else [(own.id, newer)]
    listed = positions.list_newest_positions(this.session(), actor=this.actor())
    return [*first, *((item.id, f"{item.title}, {item.employer_name}") for item in listed if item.id != own.id)]


def _rows(here: Placement, there: Placement) -> list[tuple[str, str, str]]:
    gettext = this.language().gettext
    named = (
        (gettext("Held against"), _standard_words),
        (gettext("Level met"), _level_words),
        (gettext("Score"), _score_words),
        (gettext("Pass score"), lambda item: this.language().number(item.assessment.profile.sought.pass_score)),
        (gettext("Of the profile rated"), lambda item: this.language().percent(item.assessment.sought.coverage)),
    )
    return [(what, say(here), say(there)) for what, say in named]


def _standard_words(placement: Placement) -> str:
    profile = placement.assessment.profile
    return text(profile.rubric.level(profile.level_sought).name)


def _level_words(placement: Placement) -> str:
    rubric = placement.assessment.profile.rubric
    return name_of(placement.level, rubric, this.language()) if placement.level else NO_VALUE


def _score_words(placement: Placement) -> str:
    """Never alone: with the end of the scale and how many rated."""
    assessment, language = placement.assessment, this.language()
    if assessment.sought.score is None:
        return NO_VALUE
    raters = language.ngettext("%(num)s interviewer", "%(num)s interviewers", len(assessment.raters))
    return f"{language.number(assessment.sought.score)} / {assessment.profile.rubric.scale.highest} · {raters}"


def _competencies(here: Placement, there: Placement) -> list[tuple[str, Any, int | None, int | None]]:
    """In the rubric's order: what was rated, and what each side asks for; None where a side does not ask."""
    profiles = [item.assessment.profile for item in (here, there)]
    minimums = [{item.competency: item.minimum for item in profile.sought.standards} for profile in profiles]
    scores = {item.competency: item.mean for item in (*there.assessment.competencies, *here.assessment.competencies)}
    return [
        (text(item.name), scores.get(item.id), minimums[0].get(item.id), minimums[1].get(item.id))
        for item in profiles[0].rubric.competencies
        if item.id in minimums[0] or item.id in minimums[1]
    ]


def _reasons_of(placement: Placement) -> list[str]:
    rubric: Rubric = placement.assessment.profile.rubric
    return list(say_reasons(placement.sought.reasons, rubric, this.language()))
