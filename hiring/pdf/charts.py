"""Where the marks of a drawing and the texts of two columns go. Units are those of the drawing's own view box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, EDGE = 210, 8
"""A strip's view box and the room left at both ends for half a mark."""
APART = 7
"""Between dots of the same rating, which would hide each other."""
HEAT_STEPS = 5


@dataclass(frozen=True, slots=True)
class Strip:
    """Horizontal places on a strip: one tick a point, one dot a rater, the range, the score and the minimum."""

    ticks: tuple[float, ...]
    dots: tuple[float, ...]
    first: float | None
    last: float | None
    score: float | None
    minimum: float


def draw_strip(ratings: tuple[int, ...], score: Fraction | None, minimum: int, *, lowest: int, highest: int) -> Strip:
    """The strip of one competency. Without ratings it has ticks and a minimum only."""

    def place(value: Fraction | int) -> float:
        return scale_position(value, lowest, highest, EDGE, WIDTH - EDGE)

    dots = _spread(ratings, place)
    return Strip(
        ticks=tuple(place(point) for point in range(lowest, highest + 1)),
        dots=dots,
        first=min(dots, default=None),
        last=max(dots, default=None),
        score=None if score is None else place(score),
        minimum=place(minimum),
    )


def scale_position(value: Fraction | int, lowest: int, highest: int, start: float, end: float) -> float:
    """The place of a value between `start` (lowest) and `end` (highest), to two decimals."""
    return round(start + (end - start) * float(Fraction(value - lowest, highest - lowest)), 2)


def heat_step(score: Fraction, lowest: int, highest: int) -> int:
    """Which of five shades, 1 the palest: equal parts of the scale around its points."""
    share = Fraction(score - lowest, highest - lowest)
    return 1 + int(share * (HEAT_STEPS - 1) + Fraction(1, 2))


def in_two(texts: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The texts in their order for two columns, cut where the longer column is shortest."""
    sizes = [len(text) for text in texts]
    count = min(range(len(texts) + 1), key=lambda cut: max(sum(sizes[:cut]), sum(sizes[cut:])))
    return texts[:count], texts[count:]


def _spread(ratings: tuple[int, ...], place: Callable[[int], float]) -> tuple[float, ...]:
    """Equal ratings side by side, centred on their point."""
    places = []
    for value, count in sorted(Counter(ratings).items()):
        places += [round(place(value) + APART * (index - (count - 1) / 2), 2) for index in range(count)]
    return tuple(places)
