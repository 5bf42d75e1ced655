"""Spreadsheets in: what people's programs write, read into ratings and figures; ratings and selections to measure; and an
empty workbook to begin with.

Nothing in a cell is ever executed or followed.
"""

from hiring.sheets.agreement import AgreementSheet, read_agreement
from hiring.sheets.fairness import FairnessSheet, read_fairness
from hiring.sheets.figures import FigureSheet, read_figures
from hiring.sheets.ratings import RatingSheet, SheetCandidate, read_ratings
from hiring.sheets.template import template_bytes

__all__ = [
    "AgreementSheet",
    "FairnessSheet",
    "FigureSheet",
    "RatingSheet",
    "SheetCandidate",
    "read_agreement",
    "read_fairness",
    "read_figures",
    "read_ratings",
    "template_bytes",
]
