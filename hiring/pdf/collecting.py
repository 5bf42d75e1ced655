"""Fewer collections of garbage while a document is drawn: they took a third of the time and found nothing to free."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

YOUNG = 50_000
"""Objects made before the youngest are looked through: a bound on memory, and a few times a document."""

_lock = Lock()
_drawing: list[tuple[int, int, int]] = []
"""The thresholds that each drawing under way has found."""


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Several may be under way at once; the last one to end puts back what the first one found."""
    with _lock:
        _drawing.append(gc.get_threshold())
        gc.set_threshold(max(YOUNG, _drawing[0][0]), *_drawing[0][1:])
    try:
        yield
    finally:
        with _lock:
            found = _drawing[0]
            _drawing.pop()
            if not _drawing:
                gc.set_threshold(*found)
