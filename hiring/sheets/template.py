"""An empty workbook to fill in: the columns of a ratings sheet, and beside it what the points mean."""

from __future__ import annotations

import io
from typing import Any

from hiring.domain.rubric import Rubric
from hiring.language import N_, Language

ROWS_PREPARED = 500
COLUMNS = ((N_("candidate"), 28), (N_("rater"), 24), (N_("competency"), 34), (N_("rating"), 10), (N_("evidence"), 80))
"""Titles with widths in characters."""


def template_bytes(rubric: Rubric, language: Language) -> bytes:
    """An XLSX workbook: headers in `language`, competencies to choose from, only ratings of the scale accepted."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as workbook:
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        ratings = workbook.add_worksheet(language.gettext("Ratings"))
        anchors = workbook.add_worksheet(language.gettext("Anchors"))
        _fill_ratings(ratings, rubric, language, anchors.get_name(), head, text)
        _fill_anchors(anchors, rubric, language, head, text)
    return content.getvalue()


def _fill_ratings(sheet: Any, rubric: Rubric, language: Language, anchors: str, head: Any, text: Any) -> None:
    for number, (title, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width, text)
        sheet.write_string(0, number, language.gettext(title), head)
    sheet.freeze_panes(1, 0)
    choice = {"validate": "list", "source": f"='{anchors}'!$A$2:$A${len(rubric.competencies) + 1}"}
    sheet.data_validation(1, 2, ROWS_PREPARED, 2, choice)
    points = {"validate": "list", "source": [*map(str, rubric.scale.values), "-"]}
    sheet.data_validation(1, 3, ROWS_PREPARED, 3, points)


def _fill_anchors(sheet: Any, rubric: Rubric, language: Language, head: Any, text: Any) -> None:
    locale, points = language.locale, rubric.scale.anchored
    sheet.set_column(0, 0, 34, text)
    sheet.set_column(1, 1 + len(points), 60, text)
    named = {point.value: f"{point.value} {point.name[locale]}" for point in rubric.scale.points}
    titles = [language.gettext("competency"), language.gettext("definition"), *(named[point] for point in points)]
    for number, title in enumerate(titles):
        sheet.write_string(0, number, title, head)
    for row, competency in enumerate(rubric.competencies, 1):
        found = [competency.anchor(point) for point in points]
        cells = [competency.name, competency.definition, *found]
        for number, cell in enumerate(cells):
            sheet.write_string(row, number, cell[locale] if cell else "")
    sheet.freeze_panes(1, 1)
