"""Which counts of a table by groups stay unsaid, so that nobody is told apart by a small one.

A group of fewer than five is a handful of people whom colleagues can name: what is said of it is said of them. Five is the
smallest threshold in common use among statistical offices; below it one outsider with one fact is often enough.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

FEWEST = 5
"""People; a group with fewer is not shown alone."""
MOST_ROWS = 2 * FEWEST - 1
"""For how many rows the promise below is proved."""


def hidden_rows(sizes: Sequence[int], *, fewest: int = FEWEST) -> frozenset[int]:
    """The places of the rows whose size must not be said, where everybody knows the total of all rows and this very rule.

        small    = rows with 1 ... fewest - 1 people; a row with nobody in it names nobody and is shown
        hidden   = small, and after that further rows in the order given, until of all hidden ones together three things
                   hold: they are two or more, they have `fewest` people or more, and their sum is none that only one set
                   of small sizes adds up to (each of them 1, or each of them fewest - 1)
        all rows = when one is small and fewer than 2 x fewest people are in all together, or when the rows run out before

    Promise, for two rows or more: whoever sees the shown sizes and the total finds at least two possible sizes for every
    hidden row, even knowing this rule. The order in which rows are given up must not depend on their sizes: the least
    telling one comes first. Raises ValueError for more than 2 x fewest - 1 rows and for `fewest` below 3, where nothing is
    proved.
    """
    if fewest < 3 or len(sizes) >= 2 * fewest:
        raise ValueError("the rule is proved for a threshold of 3 or more and fewer than twice as many rows")
    hidden = {place for place, size in enumerate(sizes) if 0 < size < fewest}
    if not hidden:
        return frozenset()
    everything = frozenset(range(len(sizes)))
    if sum(sizes) < 2 * fewest:
        return everything
    further = iter([place for place, size in enumerate(sizes) if size >= fewest])
    while not _is_safe(hidden, sizes, fewest):
        added = next(further, None)
        if added is None:
            return everything
        hidden.add(added)
    return frozenset(hidden)


def _is_safe(hidden: Collection[int], sizes: Sequence[int], fewest: int) -> bool:
    """Told from what everybody knows anyway: how many rows are hidden, and how many people are in them together."""
    rows, people = len(hidden), sum(sizes[place] for place in hidden)
    return rows >= 2 and people >= fewest and people not in (rows, rows * (fewest - 1))
