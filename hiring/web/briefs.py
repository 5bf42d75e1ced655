"""What a position's profile becomes outside: the order to the agency, the vacancy text, and the honest preview of the role.

Each is shown as it would be now. The order is made as a document that never changes; the texts are read or taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from hiring.actions import briefs
from hiring.actions.briefs import TextView
from hiring.domain.restricted import RestrictedUse
from hiring.errors import Invalid
from hiring.language import LOCALES
from hiring.pdf.brief_data import ShareLine
from hiring.web import request as this
from hiring.web.documents import chosen_locale
from hiring.wording.restricted import Refusal, say_restricted

blueprint = Blueprint("briefs", __name__, url_prefix="/positions/<int:position_id>/brief")
WIDTH = 204
"""Of a bar, as `priorities/_bar.html` draws it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A competency's share with the places of its bar and of the equal share."""

    line: ShareLine
    bar: float
    equal: float


@blueprint.get("")
def show(position_id: int) -> ResponseReturnValue:
    """What the order would say today, what still keeps it back, and the orders made before."""
    return _show(position_id)


@blueprint.post("")
def make(position_id: int) -> ResponseReturnValue:
    """The same said again on the same day is the same document, so a double click makes one."""
    try:
        made = briefs.make_brief(
            this.session(), actor=this.actor(), position_id=position_id, locale=chosen_locale(), now=this.now()
        )
    except Invalid as error:
        if any(problem.code == "locale_unknown" for problem in error.problems):
            raise
        this.session().rollback()
        return _show(position_id), 422
    return redirect(url_for("documents.download", document_id=made), 303)


@blueprint.get("/vacancy")
def vacancy(position_id: int) -> ResponseReturnValue:
    view = briefs.get_vacancy(this.session(), actor=this.actor(), position_id=position_id, locale=text_locale())
    return _text_page("briefs/vacancy.html", view)


@blueprint.get("/vacancy.txt")
def vacancy_file(position_id: int) -> ResponseReturnValue:
    """The vacancy text as a file of plain text; while there is none, back to the page that says why."""
    locale = text_locale()
    view = briefs.get_vacancy(this.session(), actor=this.actor(), position_id=position_id, locale=locale)
    if view.text is None:
        return redirect(url_for(".vacancy", position_id=position_id, locale=locale), 303)
    name = quote(f"{view.position.title} ({locale}).txt", safe="")
    headers = Headers({"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
    headers.add("Content-Disposition", f"attachment; filename=\"vacancy.txt\"; filename*=UTF-8''{name}")
    answer: Response = make_response(view.text.as_text(), headers)
    answer.mimetype = "text/plain"
    return answer


@blueprint.get("/preview")
def preview(position_id: int) -> ResponseReturnValue:
    """Good and hard sides of the role on a page to print and to give to candidates."""
    view = briefs.get_preview(this.session(), actor=this.actor(), position_id=position_id, locale=text_locale())
    return _text_page("briefs/preview.html", view)


def text_locale() -> str:
    """`locale` of the address; the reader's own language without one, or for one that there is not."""
    asked = request.args.get("locale", "")
    return asked if asked in LOCALES else this.language().locale


def bars(shares: tuple[ShareLine, ...]) -> tuple[Bar, ...]:
    """On one scale: the largest share fills the width."""
    largest = max((line.share for line in shares), default=Fraction(1)) or Fraction(1)
    return tuple(Bar(line, _place(line.share, largest), _place(line.equal, largest)) for line in shares)


def _place(share: Fraction, largest: Fraction) -> float:
    return round(float(min(share / largest, Fraction(1)) * WIDTH), 1)


def _show(position_id: int) -> str:
    locale = this.language().locale
    view = briefs.get_brief(this.session(), actor=this.actor(), position_id=position_id, locale=locale, now=this.now())
    return render_template(
        "briefs/show.html", view=view, position=view.position, bars=bars(view.brief.shares), refused=refusals(view.refused)
    )


def _text_page(template: str, view: TextView) -> str:
    return render_template(
        template, view=view, position=view.position, refused=refusals(view.refused), text_locale=text_locale()
    )


def refusals(uses: tuple[RestrictedUse, ...]) -> tuple[Refusal, ...]:
    """Each once, in words."""
    said = dict.fromkeys(say_restricted(use, this.language()) for use in uses)
    return tuple(said)
