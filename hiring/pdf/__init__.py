"""Documents as files: frozen data in, the bytes of a PDF out."""

from hiring.pdf.brief_data import BriefDocument
from hiring.pdf.brief_document import build_brief_document
from hiring.pdf.calibration_document import CalibrationDocument, CalibrationSubject, build_calibration_document
from hiring.pdf.comparison_data import ComparisonDocument
from hiring.pdf.comparison_document import build_comparison_document
from hiring.pdf.documents import (
    DocumentSubject,
    ProfileDocument,
    document_fingerprint,
)
from hiring.pdf.kit_document import KitDocument, KitSubject, build_kit_document
from hiring.pdf.profile_document import build_profile_document
from hiring.pdf.render import Document, render_pdf

__all__ = [
    "BriefDocument",
    "CalibrationDocument",
    "CalibrationSubject",
    "ComparisonDocument",
    "Document",
    "DocumentSubject",
    "KitDocument",
    "KitSubject",
    "ProfileDocument",
    "build_brief_document",
    "build_calibration_document",
    "build_comparison_document",
    "build_kit_document",
    "build_profile_document",
    "document_fingerprint",
    "render_pdf",
]
