"""The method page, docs/method.md (section 16) and docs/method.ru.md are one structure; its figures are those published.

After a change of it: `python tests/test_method_sections.py` writes both documents anew.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from hiring.domain.robustness import contender, rank_acceptability
from hiring.domain.tipping import tipping_weights
from hiring.language import LOCALES, Language, get_language
from hiring.wording import method
from hiring.wording.formulas import as_mathml, as_text
from hiring.wording.method_data import COUNTS
from hiring.wording.method_orders import NO_ERROR, two_candidates
from hiring.wording.method_parts import Example, Section, Table

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- made from the method page: begin -->\n", "<!-- made from the method page: end -->\n"
TOLD_ELSEWHERE = {"score", "agreement", "severity", "fairness"}
"""Sections that docs/method.md tells at length in its chapters 2, 3 and 15."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def written(locale: str) -> str:
    """The sections as Markdown: in English those that no other chapter has, in Russian all."""
    language = get_language(locale)
    listed = [item for item in method.SECTIONS if locale == "ru" or item.anchor not in TOLD_ELSEWHERE]
    return "\n\n".join(line for section in listed for line in _section(section, language)) + "\n"


def _section(section: Section, language: Language) -> Iterator[str]:
    example = method.worked_example(section.anchor, language.locale)
    yield f"### {language.gettext(section.title)}"
    yield _filled(language.gettext(section.question))
    yield "\n".join(f"    {as_text(formula, language)}" for formula in section.formulas)
    yield "\n".join(
        _filled(f"- `{as_text(sign, language)}`: {language.gettext(meaning)}", "  ") for sign, meaning in section.symbols
    )
    yield from _example(example, language)
    yield "\n".join(_filled(f"- {words.said(language)}", "  ") for words in section.limits)
    sources = "; ".join(language.gettext(source) for source in section.sources)
    yield _filled(language.gettext("Source: %(sources)s", sources=sources) + ".")


def _example(example: Example, language: Language) -> Iterator[str]:
    head = language.gettext("Example")
    for at, said in enumerate(example.said):
        yield _filled(said if at else f"{head}. {said}")
    if example.table:
        yield _filled(f"{example.table.caption}:")
        yield _table(example.table)


def _table(table: Table) -> str:
    rows = [table.head, tuple("---" for _ in table.head), *table.rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 125, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def with_sections(document: str, locale: str) -> str:
    before, begun, rest = document.partition(BEGIN)
    _, ended, after = rest.partition(END)
    assert begun and ended, "the document has lost the place of its sections"
    return before + BEGIN + written(locale) + END + after


DOCUMENTS = {"en": DOCS / "method.md", "ru": DOCS / "method.ru.md"}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_document_says_what_the_page_says(locale: str) -> None:
    found = DOCUMENTS[locale].read_text(encoding="utf-8")
    assert found == with_sections(found, locale)


PUBLISHED = {
    "score": ("8/3", "2.7", "3.9", "2.3"),
    "band": ("5.2444", "1.0194", "1.2514"),
    "certainty": ("0.001", "0.629", "0.369", "13 of 20"),
    "one-more": ("0.290", "0.449", "0.550", "0.620"),
    "fair-average": ("72.67", "71.33", "72.00", "74.00", "71.375", "71.625", "72.000", "75.000", "4, 1, 3, 2", "4, 3, 2, 1"),
    "groups": ("0.921",),
    "tipping": ("below 0.6 of it",),
    "ranks": ("40.0%",),
    "dominance": ("the first dominates the second", "neither dominates the other"),
    "agreement": ("0.166", "0.290", "0.715", "0.443", "0.620", "0.909", "0.019 … 0.761", "0.676 … 0.986", "0.743", "0.815",
                  "0.849", "0.492", "0.348"),
    "severity": ("−0.875", "−3.000", "3.875"),
    "calibration": ("9", "2", "5", "8", "7 points apart"),
    "fairness": ("0.75", "0.80", "0.85", "no finding", "−2.139", "0.0324", "0.0599"),
}  # fmt: skip


def test_every_section_is_held_to_published_figures() -> None:
    assert list(PUBLISHED) == [section.anchor for section in method.SECTIONS]


@pytest.mark.parametrize("anchor", PUBLISHED)
def test_an_example_gives_the_published_figures(anchor: str) -> None:
    printed = "\n".join(_example(method.worked_example(anchor, "en"), get_language("en")))
    assert [figure for figure in PUBLISHED[anchor] if figure not in printed] == []


@pytest.mark.parametrize("anchor", PUBLISHED)
def test_an_example_has_the_same_figures_in_both_languages(anchor: str) -> None:
    """Neither sentence nor table has a figure that the other language lacks, or another one."""
    english, russian = (
        sorted(
            Fraction(number.replace(",", "."))
            for number in NUMBER.findall("\n".join(_cells(method.worked_example(anchor, locale))))
        )
        for locale in ("en", "ru")
    )
    assert english == russian


def _cells(example: Example) -> Iterator[str]:
    yield from example.said
    yield from (cell for row in (example.table.rows if example.table else ()) for cell in row)


SOURCES = sorted({item for part in method.SECTIONS for item in (*part.formulas, *(sign for sign, _ in part.symbols))})


@pytest.mark.parametrize("source", SOURCES)
def test_a_formula_is_its_own_text(source: str) -> None:
    """With what the style sheet hides its text is the formula that documents print; nothing of it is only drawn."""
    language = get_language("en")
    markup, text = as_mathml(source, language), as_text(source, language)
    assert re.sub("<[^>]*>", "", markup).replace("&gt;", ">").replace("&lt;", "<").strip() == text
    assert text.count("(") == text.count(")") and "[" not in text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("S = [sum_c w_c · s_c]/[n]", "S = (∑_c w_c · s_c) / n"),
        ("x_[r,c]^2", "x_(r,c)^2"),
        ("a > b ; sqrt[a]/[2]", "a > b; √(a)/2"),
        ("1.96 · SEM", "1.96 · SEM"),
    ],
)
def test_formulas_read_from_left_to_right(source: str, text: str) -> None:
    assert as_text(source, get_language("en")) == text


def test_a_number_in_a_formula_follows_the_language() -> None:
    assert as_text("1.96 · SEM", get_language("ru")) == "1,96 · SEM"


@pytest.mark.parametrize("source", ["[a", "a]", "[a]/[b"])
def test_a_formula_whose_brackets_do_not_match_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|ends before"):
        as_mathml(source, get_language("en"))


def test_every_letter_of_a_formula_is_explained_in_its_section() -> None:
    """But for indices and the statistics' own names; a letter may be explained in the meaning of another."""
    unexplained = {
        section.anchor: sorted(letters)
        for section in method.SECTIONS
        if (letters := _letters(" ".join(section.formulas)) - _letters(_explained(section)) - INDICES)
    }
    assert unexplained == {}


INDICES = {"i", "j", "r", "c", "g", "h", "t", "L", "sum", "sqrt", "min", "ICC", "x"}


def _explained(section: Section) -> str:
    return " ".join(f"{sign} {meaning}" for sign, meaning in section.symbols)


def _letters(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text))


def test_drawn_places_agree_with_the_exact_share_of_weights() -> None:
    """Three standard errors of 10,000 draws; where the scores are exact, the first leads above the tipping weight."""
    contenders = [contender(item) for item in two_candidates()]
    drawn = rank_acceptability(contenders, NO_ERROR).ranks["1"][0]
    assert drawn == pytest.approx(1 - tipping_weights(*two_candidates())[0].at, abs=0.015)


def test_nothing_that_misleads_is_offered() -> None:
    """science.md, section 2: no coefficient without an interval, none for one vacancy, no corrected score alone."""
    agreement = method.worked_example("agreement", "en").table
    assert agreement is not None and all("…" in row[-1] for row in agreement.rows)
    fair = method.worked_example("fair-average", "en").table
    assert fair is not None and fair.head[-2:] == ("Mean", "Fair average")
    assert sum(COUNTS.values()) == 200


if __name__ == "__main__":
    for locale, path in DOCUMENTS.items():
        path.write_text(with_sections(path.read_text(encoding="utf-8"), locale), encoding="utf-8")
