"""The scores of a whole history at once: a million ratings in milliseconds, for whoever has them in arrays.

The same figures as `hiring.domain.assessment` gives one by one, in floats; without agreements, caps and gates. Pages take
the exact ones: they have up to some hundred candidates. `make bench` holds it to its speed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ManyScores:
    """By candidate. A masked score: nothing that weighs is rated."""

    scores: np.ma.MaskedArray[Any, np.dtype[np.float64]]
    coverage: NDArray[np.float64]
    """Share of the weight that is rated, 0 to 1."""


def score_many(
    candidates: NDArray[np.integer],
    competencies: NDArray[np.integer],
    ratings: NDArray[np.number],
    weights: NDArray[np.float64],
    *,
    size: int,
) -> ManyScores:
    """Composites of `size` candidates from one row a rating; what was not observed has no row.

    `candidates` counts from 0 to size - 1, `competencies` are places in `weights`, which are 0 or more and not all 0.
    score = sum of weight x mean over raters / sum of weight, both over rated competencies.
    """
    import numpy as np

    shape = (size, len(weights))
    cells = np.multiply(candidates, shape[1], dtype=np.int64)
    cells += competencies
    counts = np.bincount(cells, minlength=size * shape[1]).reshape(shape)
    means = np.bincount(cells, weights=ratings, minlength=size * shape[1]).reshape(shape) / np.maximum(counts, 1)
    rated = (counts > 0) @ weights
    with np.errstate(invalid="ignore"):
        scores = (means @ weights) / rated
    return ManyScores(np.ma.array(scores, mask=rated == 0), rated / weights.sum())
