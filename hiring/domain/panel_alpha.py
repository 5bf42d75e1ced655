"""Krippendorff's ordinal alpha over a history that is not kept, with an interval from resampled candidates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hiring.domain.icc import Coefficient

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

DRAWS = 1000
SEED = 20_260_301
"""Fixed, so that the same ratings print the same interval."""
AT_ONCE = 200
"""Candidates resampled together: a bound on memory."""
MOST_POINTS = 11
"""Of a scale: what is summed up grows with the square of it."""
FEWEST_DEFINED = 0.95
"""Share of the resamples in which alpha must be defined for an interval."""


class AlphaSums:
    """Adds the ratings of one candidate after another.

    Each resample counts every candidate as often as a Poisson variable of mean 1 says, with all competencies together: that
    is drawing candidates with replacement, done while they pass by. An interval goes from the 2.5 % to the 97.5 % point of
    the resampled alphas. There is none when nobody ever differed (no resample could differ either, and "from 1 to 1" would
    be false certainty), or when alpha is not defined in more than 1 of 20 resamples. Sources: Zapf, Castell, Morawietz &
    Karch 2016 (resampling subjects); Hanley & MacGibbon 2006 (Poisson counts).
    """

    def __init__(self, competencies: tuple[str, ...], points: tuple[int, ...]) -> None:
        self.counts_points = len(points) <= MOST_POINTS
        self._place = {competency: place for place, competency in enumerate(competencies)}
        self._point = {value: place for place, value in enumerate(sorted(points))}
        self._waiting: list[Array] = []
        self._seen: Array | None = None
        self._drawn: Array | None = None
        self._random: np.random.Generator | None = None

    def add(self, units: Mapping[str, tuple[int, ...]]) -> None:
        """The ratings of one candidate by competency, two or more each."""
        if not self.counts_points:
            return
        self._waiting.append(self._coincidences(units))
        if len(self._waiting) >= AT_ONCE:
            self._resample()

    def varies(self, competency: str) -> bool:
        """Whether any two of all ratings that have a second one beside them differ."""
        self._resample()
        place = self._place[competency]
        return self._seen is not None and bool(_disagreements(self._seen[None, [place]])[1].any())

    @property
    def whole_varies(self) -> bool:
        self._resample()
        return self._seen is not None and bool(_disagreements(self._seen[None])[1].any())

    def one(self, competency: str) -> Coefficient | None:
        """Alpha of one competency: see `hiring.domain.alpha.alpha_ordinal`. None: no interval."""
        return self._interval([self._place[competency]])

    def whole(self) -> Coefficient | None:
        """Alpha over all competencies: 1 - (sum of Do) / (sum of De), both sums over the competencies.

        What is expected by chance is expected within a competency: that one competency is rated lower than another by
        everybody is no agreement about candidates. Middle ranks count as shares of the competency's ratings, so that each
        competency weighs as much as it has ratings. None: no interval.
        """
        return self._interval(list(self._place.values()))

    def _coincidences(self, units: Mapping[str, tuple[int, ...]]) -> Array:
        """Competency x point x point: ordered pairs of ratings, each unit weighing as much as it has ratings."""
        import numpy as np

        found = np.zeros((len(self._place), len(self._point), len(self._point)))
        for competency, values in units.items():
            counts = np.zeros(len(self._point))
            for value in values:
                counts[self._point[value]] += 1
            found[self._place[competency]] = (np.outer(counts, counts) - np.diag(counts)) / (len(values) - 1)
        return found

    def _resample(self) -> None:
        import numpy as np

        if not self._waiting:
            return
        batch = np.array(self._waiting)
        self._waiting = []
        if self._random is None or self._seen is None or self._drawn is None:
            self._random = np.random.default_rng(SEED)
            self._seen = np.zeros(batch.shape[1:])
            self._drawn = np.zeros((DRAWS, *batch.shape[1:]))
        times = self._random.poisson(1.0, (DRAWS, len(batch))).astype(float)
        self._seen += batch.sum(axis=0)
        self._drawn += (times @ batch.reshape(len(batch), -1)).reshape(self._drawn.shape)

    def _interval(self, places: list[int]) -> Coefficient | None:
        import numpy as np

        self._resample()
        if self._seen is None or self._drawn is None:
            return None
        observed, expected = (part.sum() for part in _disagreements(self._seen[None, places]))
        apart, chance = (part.sum(axis=1) for part in _disagreements(self._drawn[:, places]))
        defined = chance > 0
        if not observed or not expected or defined.mean() < FEWEST_DEFINED:
            return None
        drawn = 1 - apart[defined] / chance[defined]
        value = 1 - observed / expected
        low, high = np.quantile(drawn, (0.025, 0.975))
        return Coefficient(float(value), min(float(low), float(value)), max(float(high), float(value)))


def _disagreements(coincidences: Array) -> tuple[Array, Array]:
    """Observed and expected sums of squared differences of middle ranks, by resample and competency.

    Ranks as shares of all ratings of a competency, so that one with many ratings weighs no more than those.
    """
    import numpy as np

    given = coincidences.sum(axis=3)
    total = given.sum(axis=2, keepdims=True)
    ranks = (np.cumsum(given, axis=2) - given / 2) / np.maximum(total, 1)
    observed = np.einsum("dcij,dcij->dc", coincidences, (ranks[..., None] - ranks[..., None, :]) ** 2)
    around = total[..., 0] * (given * ranks**2).sum(axis=2) - (given * ranks).sum(axis=2) ** 2
    expected = 2 * around / np.maximum(total[..., 0] - 1, 1)
    return observed, np.where(expected > 1e-9, expected, 0.0)
