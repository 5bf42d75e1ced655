"""What a comparison says, frozen. Whole numbers "of 100" are shares in per cent; scores are on the rubric's scale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from hiring.language import NO_VALUE
from hiring.pdf.documents import Frozen, GateLine, Head


@dataclass(frozen=True, slots=True)
class Cell(Frozen):
    score: Fraction | None
    below: bool
    discuss: bool


@dataclass(frozen=True, slots=True)
class HeatRow(Frozen):
    """One competency; `cells` in the order of the candidates."""

    name: str
    critical: bool
    minimum: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CandidateLine(Frozen):
    """One candidate of a comparison.

    `place` and `equal_place` count from 1 and are None without enough evidence. `level` is the level reached or why there
    is none; `level_state` chooses its shape: pass, probed (below the level sought), fail or unknown. `pay` holds the
    expectation against the budget; `figures` and `gates` follow the names of the document.
    """

    name: str
    score: Fraction | None
    equal_score: Fraction | None
    place: int | None
    equal_place: int | None
    coverage: Fraction
    raters: int
    level: str
    level_state: str
    passes: bool
    pay: GateLine | None
    figures: tuple[str, ...]
    gates: tuple[GateLine | None, ...]
    low: Fraction | None = None
    """The ends of the band; None: no score, or drawn up before there were bands."""
    high: Fraction | None = None
    fair: Fraction | None = None
    """The fair average; None also where the document says in `fair_why` that there is none."""
    as_rated: Fraction | None = None
    """The score by the initial ratings alone, as `fair` rests on them; None where that prints as the score does."""


@dataclass(frozen=True, slots=True)
class LevelMark(Frozen):
    """A level's pass score; `sought` for the level the position asks for."""

    name: str
    score: Fraction
    sought: bool


@dataclass(frozen=True, slots=True)
class GroupLine(Frozen):
    """Who cannot be told from the first of the group: `size` candidates in the order; `places` are theirs, "1-3"."""

    places: str
    size: int
    say: str


@dataclass(frozen=True, slots=True)
class PairRow(Frozen):
    """One candidate against each one further down the order: how many of 100, and whether that tells them apart."""

    name: str
    above: tuple[str, ...]
    apart: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TipLine(Frozen):
    """What would have to be otherwise, and what then."""

    change: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RankRow(Frozen):
    """`shares` of 100 draws, one a column of the table, the likeliest in `most`; `best` with the own central weights."""

    name: str
    shares: tuple[str, ...]
    most: int
    best: str
    say: str


@dataclass(frozen=True, slots=True)
class RankTable(Frozen):
    columns: tuple[str, ...]
    rows: tuple[RankRow, ...]
    explained: str


@dataclass(frozen=True, slots=True)
class Stability(Frozen):
    """How far the order can be trusted: everything here is about those with enough evidence."""

    groups: tuple[GroupLine, ...]
    pairs: tuple[PairRow, ...]
    """The first with all others, the second with those below ...; none for a single one."""
    equal: str
    """Who moves with equal weights."""
    weights: tuple[TipLine, ...]
    ratings: tuple[TipLine, ...]
    steady: tuple[str, ...]
    """Sentences about pairs that nothing turns round."""
    dominance: tuple[str, ...]
    across: str = ""
    """Who of different groups cannot be told apart either; empty: nobody."""
    ties: tuple[str, ...] = ()
    """Who stands before whom for something else than the score; told in the method too."""
    fair_why: str = ""
    """Why there are no fair averages; empty when there are."""
    ranks: RankTable | None = None
    """None: not counted."""


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbours of the order that share their places; `places` is a dash for those with too little rated."""

    places: str
    lines: tuple[CandidateLine, ...]


@dataclass(frozen=True, slots=True)
class ComparisonDocument(Frozen):
    """Two or more candidates in the order of the score at the level sought; those without enough evidence last."""

    template: ClassVar[str] = "comparison.html"
    stylesheets: ClassVar[tuple[str, ...]] = ("document.css", "comparison.css")

    head: Head
    lowest: int
    highest: int
    title: str
    verdict: str
    say: tuple[str, ...]
    candidates: tuple[CandidateLine, ...]
    marks: tuple[LevelMark, ...]
    gate_names: tuple[str, ...]
    figure_names: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    method: tuple[str, ...]
    stability: Stability | None = None
    """None: drawn up before the order was held against its error."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The candidates in their order, by groups; from before there were groups each alone."""
        placed = [line for line in self.candidates if line.place is not None]
        if self.stability is None:
            groups = [(str(line.place), 1) for line in placed]
        else:
            groups = [(group.places, group.size) for group in self.stability.groups]
        blocks, at = [], 0
        for places, size in groups:
            blocks.append(Block(places, tuple(placed[at : at + size])))
            at += size
        rest = tuple(line for line in self.candidates if line.place is None)
        return (*blocks, Block(NO_VALUE, rest)) if rest else tuple(blocks)
