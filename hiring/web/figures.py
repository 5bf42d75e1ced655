"""The form of a candidate's figures: one block a figure of the rubrics, all of it optional."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from wtforms import Form, FormField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from hiring.domain.figures import FigureClaim
from hiring.domain.rubric import Figure, Rubric
from hiring.language import N_
from hiring.web import pages
from hiring.web.forms import Line, Number, PageForm, Version

WORDS = ("period", "baseline", "basis", "market_growth", "source")
NUMBERS = ("value", "own_share", "periods", "clients")


def list_figures(rubrics: Iterable[Rubric]) -> tuple[tuple[Figure, Rubric], ...]:
    """Every figure of the rubrics, each id once."""
    found: dict[str, tuple[Figure, Rubric]] = {}
    for rubric in rubrics:
        for figure in rubric.figures.figures:
            found.setdefault(figure.id, (figure, rubric))
    return tuple(found.values())


def figures_form(rubrics: Iterable[Rubric]) -> type[PageForm]:
    blocks = {
        figure.id: FormField(_block(figure, rubric), pages.text(figure.name), separator=".")
        for figure, rubric in list_figures(rubrics)
    }
    figures: Any = FormField(type("Figures", (Form,), blocks), separator=".")
    return type("FiguresForm", (PageForm,), {"version": Version(), "figures": figures})


def _block(figure: Figure, rubric: Rubric) -> type[Form]:
    grades = [SelectChoice(str(grade.value), pages.text(grade.name)) for grade in rubric.figures.grades]
    controls: dict[str, Any] = {
        "value": Number(N_("Value")),
        "grade": SelectField(N_("How it was verified"), choices=grades, validate_choice=False),
        "own_share": Number(N_("The candidate's own share, %"), scale=100),
        "periods": Number(N_("Over how many periods"), whole=True),
        "period": Line(N_("Period")),
        "baseline": Line(N_("Against what")),
        "clients": Number(N_("Clients behind it"), whole=True),
        "basis": Line(N_("Currency, or “indexed”")),
        "market_growth": Line(N_("Growth of the market")),
        "source": Line(N_("Source")),
    }
    return type("FigureBlock", (Form,), controls)


def figures_shown(claims: Iterable[FigureClaim]) -> dict[str, object]:
    return {claim.figure: _shown(claim) for claim in claims}


def _shown(claim: FigureClaim) -> dict[str, object]:
    return {name: getattr(claim, name) for name in (*WORDS, *NUMBERS)} | {"grade": str(claim.grade)}


def figures_of(data: Mapping[str, Mapping[str, Any]]) -> tuple[FigureClaim, ...]:
    """The blocks in which anything was said."""
    return tuple(_claim(figure, typed) for figure, typed in data.items() if _is_said(typed))


def _is_said(typed: Mapping[str, Any]) -> bool:
    return any(typed[name] is not None for name in NUMBERS) or any((typed[name] or "").strip() for name in WORDS)


def _claim(figure: str, typed: Mapping[str, Any]) -> FigureClaim:
    grade = typed["grade"] or "0"
    return FigureClaim(
        figure=figure,
        value=typed["value"],
        grade=int(grade) if grade.isascii() and grade.isdigit() and len(grade) < 5 else -1,
        own_share=typed["own_share"],
        periods=_whole(typed["periods"]),
        clients=_whole(typed["clients"]),
        **{name: typed[name] or "" for name in WORDS},
    )


def _whole(value: Fraction | None) -> int | None:
    return None if value is None else int(value)
