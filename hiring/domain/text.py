"""A text that exists in several languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in every language of its rubric; `text["ru"]` reads one.

    Raises KeyError for a language the rubric does not have: a rubric with a missing language never loads.
    """

    variants: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, variants: Mapping[str, str]) -> Text:
        return cls(tuple(sorted(variants.items())))

    def __getitem__(self, language: str) -> str:
        for key, value in self.variants:
            if key == language:
                return value
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (language for language, _ in self.variants)
