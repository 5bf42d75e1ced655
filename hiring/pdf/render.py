"""From a frozen document to the bytes of a PDF/UA-1 file, the same in every process."""

from __future__ import annotations

import atexit
import gc
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hiring.language import get_language, messages_for_templates
from hiring.pdf.brief_data import BriefDocument
from hiring.pdf.calibration_document import CalibrationDocument
from hiring.pdf.charts import column_widths, draw_dots, draw_strip, heat_step, in_columns, scale_position, shape_of
from hiring.pdf.collecting import rarely_collecting
from hiring.pdf.comparison_data import ComparisonDocument
from hiring.pdf.documents import ProfileDocument, document_fingerprint
from hiring.pdf.kit_document import KitDocument
from hiring.pdf.lines import hold_together
from hiring.wording.summary import inner_quotes

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

Document: TypeAlias = ProfileDocument | ComparisonDocument | BriefDocument | KitDocument | CalibrationDocument
HERE = Path(__file__).parent
FONTS = HERE / "fonts"
PLACES = (HERE.parent / "templates" / "pdf", HERE.parent.parent / "templates" / "pdf")
"""Where the templates lie in an installed package and in a checkout."""
IN_PLACE_OF_A_CHARACTER = "?"
"""A character without a glyph would break PDF/UA and would be drawn as an empty box."""
KEPT = "\n\t"


def render_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1, with the fonts of this package only. Nothing is ever fetched from outside the package."""
    _point_at_fonts()
    from hiring.pdf.fetching import AssetFetcher
    from hiring.pdf.markup import WellFormedPage

    identifier = document_fingerprint(document)[:32].encode()
    with rarely_collecting():
        page = WellFormedPage(render_html(document), base_url="asset:/", url_fetcher=AssetFetcher(FONTS))
        return bytes(
            page.write_pdf(
                stylesheets=[_stylesheet(document.stylesheets)],
                font_config=_font_configuration(),
                pdf_variant="pdf/ua-1",
                pdf_identifier=identifier,
            )
        )


def render_html(document: Document) -> str:
    """The page that is drawn."""
    language = get_language(document.head.locale)
    template = _environment(document.head.locale).get_template(document.template)
    return template.render(document=document, head=document.head, language=language)


@cache
def _environment(locale: str) -> Environment:
    language = get_language(locale)
    environment = Environment(
        loader=FileSystemLoader(PLACES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_drawable,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_callables(*messages_for_templates(lambda: language), newstyle=False)  # type: ignore[attr-defined]
    environment.filters["plain"] = language.plain
    drawing = (column_widths, draw_dots, draw_strip, heat_step, in_columns, inner_quotes, scale_position, shape_of)
    environment.globals.update({function.__name__: function for function in drawing})
    return environment


def _drawable(value: Any) -> Any:
    """Text with a stand-in for what the fonts cannot draw; the snapshot keeps what was written."""
    if not isinstance(value, str):
        return value
    known = _characters()
    text = "".join(sign if sign in KEPT or ord(sign) in known else IN_PLACE_OF_A_CHARACTER for sign in hold_together(value))
    return Markup(text) if isinstance(value, Markup) else text  # noqa: S704 - escaped already, and no sign of it came new


@cache
def _characters() -> frozenset[int]:
    """Code points that every weight can draw."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    drawn = [frozenset(TTFont(path, lazy=True).getBestCmap()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*drawn)


def _point_at_fonts() -> None:
    """Before WeasyPrint is imported: system fonts would change the look, and the bytes, from machine to machine."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")


@cache
def _stylesheet(names: tuple[str, ...]) -> CSS:
    """Read once: it holds nothing of the document that it is applied to. One sheet, for each is matched by itself."""
    from weasyprint import CSS

    from hiring.pdf.fetching import AssetFetcher

    places = (next(folder / name for folder in PLACES if (folder / name).is_file()) for name in names)
    text = "\n".join(place.read_text(encoding="utf-8") for place in places)
    return CSS(string=text, base_url="asset:/", url_fetcher=AssetFetcher(FONTS), font_config=_font_configuration())


@cache
def _font_configuration() -> FontConfiguration:
    """One for the process: a new one for each document is never given back."""
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_let_go)
    return FontConfiguration()


def _let_go() -> None:
    """What Pango made goes before Python unloads Pango: freed afterwards, it would end the process by a crash."""
    _stylesheet.cache_clear()
    _font_configuration.cache_clear()
    gc.collect()
