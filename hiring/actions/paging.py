"""One page of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`number` counts from 1 and is never beyond `pages`; an empty list has one empty page."""

    items: tuple[T, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return count_pages(self.total, self.size)


def count_pages(total: int, size: int = PAGE_SIZE) -> int:
    return max(1, -(-total // size))


def nearest_page(wanted: int, total: int, size: int = PAGE_SIZE) -> int:
    """The page that exists and is nearest to the wanted one."""
    return min(max(1, wanted), count_pages(total, size))
