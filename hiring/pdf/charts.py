"""Where the marks of a drawing and the texts of columns go. Units are those of the drawing's own view box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise

from hiring.pdf.documents import CertaintyPart

WIDTH, EDGE = 210, 8
"""A strip's view box and the room left at both ends for half a mark."""
APART = 7
"""Between dots of the same rating, which would hide each other."""
HEAT_STEPS = 5
LEAST_SAID = 40
"""Characters that stand where a list has nothing."""
PLOT_WIDTH, PLOT_EDGE = 440, 12
"""The view box of the dots of a level and the room left at both ends."""
DOT, STEP = 4.2, 9.4
"""Radius of a dot, and from the middle of one to the next."""
MOST_ROWS = 6
"""Dots on top of each other before they begin to overlap."""
ABOVE, BELOW = 2, 14
"""Room over the highest dot, and under the axis for names."""
LETTER = 5.3
"""Width of a character of a name, about."""
SHAPES = {-1: "ring", 0: "full", 1: "target"}
"""The mark of a dot by how many levels it lies from the one that the score gives; further down and further up follow."""
LOWER_STILL, HIGHER_STILL = "square", "diamond"


@dataclass(frozen=True, slots=True)
class Strip:
    """Horizontal places on a strip: one tick a point, one dot a rater, the range, the score, its band and the minimum.

    An end of the band that lies beyond the scale is `open`: it runs out of the strip without a stroke.
    """

    ticks: tuple[float, ...]
    dots: tuple[float, ...]
    first: float | None
    last: float | None
    score: float | None
    minimum: float
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """`name` empty where the level's part of the axis is too narrow for it."""

    x: float
    name: str
    sought: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The dots of one level: their shape and middles."""

    shape: str
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class DotPlot:
    """`axis` is the height of the axis from above, `ticks` one a point of the scale."""

    height: float
    axis: float
    ticks: tuple[float, ...]
    cuts: tuple[Cut, ...]
    marks: tuple[Marks, ...]


def draw_strip(
    ratings: tuple[int, ...],
    score: Fraction | None,
    minimum: int,
    band: tuple[float | None, float | None] = (None, None),
    *,
    lowest: int,
    highest: int,
) -> Strip:
    """The strip of one competency. Without ratings it has ticks and a minimum only."""

    def place(value: Fraction | int) -> float:
        return scale_position(value, lowest, highest, EDGE, WIDTH - EDGE)

    dots = _spread(ratings, place)
    low, high = band
    open_low, open_high = low is not None and low < lowest, high is not None and high > highest
    return Strip(
        ticks=tuple(place(point) for point in range(lowest, highest + 1)),
        dots=dots,
        first=min(dots, default=None),
        last=max(dots, default=None),
        score=None if score is None else place(score),
        minimum=place(minimum),
        low=None if low is None else 0 if open_low else place(Fraction(low)),
        high=None if high is None else WIDTH if open_high else place(Fraction(high)),
        open_low=open_low,
        open_high=open_high,
    )


def shape_of(rank: int) -> str:
    """The mark of the dots `rank` levels above the one that the score gives."""
    return SHAPES.get(rank) or (LOWER_STILL if rank < 0 else HIGHER_STILL)


def draw_dots(part: CertaintyPart, *, lowest: int, highest: int) -> DotPlot:
    """Dots piled up on the scale, each on its own side of every cut."""

    def place(value: float) -> float:
        inside = min(max(Fraction(value), Fraction(lowest)), Fraction(highest))
        return scale_position(inside, lowest, highest, PLOT_EDGE, PLOT_WIDTH - PLOT_EDGE)

    cuts = sorted((place(cut.place), cut.name, cut.sought) for cut in part.cuts)
    columns = [_columns([place(value) for value in group.values], [x for x, *_ in cuts]) for group in part.groups]
    highest_pile = max(count for group in columns for count in group.values())
    rise = STEP * min(1, MOST_ROWS / highest_pile)
    axis = round(ABOVE + 2 * DOT + rise * (highest_pile - 1) + 1, 2)
    return DotPlot(
        height=axis + BELOW,
        axis=axis,
        ticks=tuple(place(point) for point in range(lowest, highest + 1)),
        cuts=tuple(_cut(cuts, at) for at in range(len(cuts))),
        marks=tuple(
            Marks(shape_of(group.rank), tuple(_pile(piles, axis - 1 - DOT, rise)))
            for group, piles in zip(part.groups, columns, strict=True)
        ),
    )


def _columns(places: list[float], cuts: list[float]) -> dict[float, int]:
    """How many dots stand on each middle: counted off from the cut below, for the lowest level from the one above."""
    under = max((cut for cut in cuts if cut <= places[0]), default=None)
    over = min((cut for cut in cuts if cut > places[-1]), default=PLOT_WIDTH - PLOT_EDGE + STEP / 2)
    start, end, side = (over, PLOT_EDGE - STEP / 2, -1) if under is None else (under, over, 1)
    last = max(0, int(abs(end - start) / STEP + 1e-9) - 1)
    piles: Counter[int] = Counter()
    for x in places:
        wanted = min(last, max(0, int(abs(x - start) / STEP)))
        piles[_with_room(wanted, last, piles)] += 1
    return {round(start + side * STEP * (column + 0.5), 2): count for column, count in piles.items()}


def _with_room(wanted: int, last: int, piles: Mapping[int, int]) -> int:
    """The nearest column that takes another dot; the wanted one when none does."""
    near = sorted(range(last + 1), key=lambda column: (abs(column - wanted), column))
    return next((column for column in near if piles.get(column, 0) < MOST_ROWS), wanted)


def _pile(piles: Mapping[float, int], lowest: float, rise: float) -> Iterator[tuple[float, float]]:
    for middle, count in piles.items():
        yield from ((middle, round(lowest - rise * row, 2)) for row in range(count))


def _cut(cuts: list[tuple[float, str, bool]], at: int) -> Cut:
    x, name, sought = cuts[at]
    until = cuts[at + 1][0] if at + 1 < len(cuts) else PLOT_WIDTH
    return Cut(x, name if len(name) * LETTER + 4 <= until - x else "", sought)


def scale_position(value: Fraction | int, lowest: int, highest: int, start: float, end: float) -> float:
    """The place of a value between `start` (lowest) and `end` (highest), to two decimals."""
    return round(start + (end - start) * float((value - lowest) / (highest - lowest)), 2)


def heat_step(score: Fraction, lowest: int, highest: int) -> int:
    """Which of five shades, 1 the palest: equal parts of the scale around its points."""
    share = Fraction(score - lowest, highest - lowest)
    return 1 + int(share * (HEAT_STEPS - 1) + Fraction(1, 2))


def column_widths(lists: Sequence[Sequence[str]], total: int, narrowest: int) -> tuple[int, ...]:
    """Millimetres for lists side by side, wider where there is more to read, so that the longest is short."""
    sizes = [max(LEAST_SAID, sum(map(len, texts)) + 12 * len(texts)) for texts in lists]
    fixed = {at for at, size in enumerate(sizes) if total * size < narrowest * sum(sizes)}
    free, shared = total - narrowest * len(fixed), sum(size for at, size in enumerate(sizes) if at not in fixed)
    return tuple(narrowest if at in fixed else max(narrowest, free * size // shared) for at, size in enumerate(sizes))


def in_columns(texts: Sequence[str], count: int) -> tuple[Sequence[str], ...]:
    """The texts in their order for `count` columns, cut where the longest column is shortest."""

    def parts(cuts: tuple[int, ...]) -> tuple[Sequence[str], ...]:
        return tuple(texts[start:end] for start, end in pairwise((0, *cuts, len(texts))))

    choices = combinations_with_replacement(range(len(texts) + 1), count - 1)
    return min(map(parts, choices), key=lambda columns: max(sum(map(len, column)) for column in columns))


def _spread(ratings: tuple[int, ...], place: Callable[[int], float]) -> tuple[float, ...]:
    """Equal ratings side by side, centred on their point."""
    places = []
    for value, count in sorted(Counter(ratings).items()):
        places += [round(place(value) + APART * (index - (count - 1) / 2), 2) for index in range(count)]
    return tuple(places)
