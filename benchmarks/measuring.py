"""Medians of paired runs. Machines are noisy: a figure counts only as a ratio to its reference, taken in turns."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report. `ratio` None: a figure without reference (memory, seconds)."""

    work: str
    figure: str
    ratio: float | None
    target: str
    met: bool


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(work: Callable[[], object], reference: Callable[[], object], *, rounds: int = 15) -> tuple[float, float, float]:
    """Median seconds of both and the median of the ratios work / reference, after one warm-up each."""
    work()
    reference()
    pairs = [(seconds(work), seconds(reference)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def at_most(
    work: str, ours: Callable[[], object], reference: Callable[[], object], *, limit: float, rounds: int = 15
) -> Row:
    """A row whose target is "no slower than `limit` times the reference"."""
    mine, bare, ratio = paired(ours, reference, rounds=rounds)
    figure = f"{mine * 1000:.1f} ms / {bare * 1000:.1f} ms"
    return Row(work, figure, ratio, f"<= {limit:g} x", ratio <= limit)


def print_rows(rows: list[Row]) -> None:
    width = max(len(row.work) for row in rows)
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
        print(
            f"{row.work:<{width}}  {row.figure:>24}  {ratio:>8}  target {row.target:<12} {'met' if row.met else 'NOT MET'}"
        )
