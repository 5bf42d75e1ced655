"""What a section of the method consists of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from hiring.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A message with the figures in it; fractions are printed in the reader's language, with the decimals they have."""

    message: str
    figures: Mapping[str, int | Fraction] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        figures = {name: language.plain(value, 4) for name, value in self.figures.items()}
        return language.gettext(self.message, **figures)


def decimals(value: Fraction | float | None, language: Language, places: int) -> str:
    """Exactly so many decimals; a dash for None."""
    return language.number(None if value is None else Fraction(value), places)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are printed already; the first of a row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Computed by the functions that the product computes with."""

    said: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """`symbols`: formula source -> what it means. Texts are messages; `example` says its own in the reader's language."""

    anchor: str
    title: str
    question: str
    formulas: tuple[str, ...]
    symbols: tuple[tuple[str, str], ...]
    example: Callable[[Language], Example]
    limits: tuple[Words, ...]
    sources: tuple[str, ...]
