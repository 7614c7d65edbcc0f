"""Cells of a tally: people per score, or what is kept of them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

_INT64 = 2**62


@dataclass(frozen=True)
class Moments:
    """People, sum and sum of squares of their scores, as exact integer codes.

    Args:
        n: people.
        total: sum of the codes; a code is points times ``unit``.
        squares: sum of the squared codes.
        unit: codes to a point.
    """

    n: int
    total: int
    squares: int
    unit: int

    @property
    def moments(self) -> "Moments":
        """These: a histogram has them too."""
        return self

    @property
    def mean(self) -> float:
        """Mean in points; ``nan`` without people."""
        return self.total / (self.n * self.unit) if self.n else math.nan

    @property
    def variance(self) -> float:
        """Sample variance in points², exactly 0 if all agree; ``nan`` below two."""
        if self.n < 2:
            return math.nan
        spread = self.n * self.squares - self.total**2
        return spread / (self.n * (self.n - 1) * self.unit**2)


@dataclass(frozen=True, eq=False)
class Histogram:
    """People counted per score.

    Args:
        codes: scores as integers, ascending, ends of the scale included, shape (V,).
        unit: codes to a point: the score in points is ``codes / unit``.
        counts: people per code, shape (V,).
    """

    codes: Counts
    unit: int
    counts: Counts

    @property
    def n(self) -> int:
        """People."""
        return int(self.counts.sum())

    @property
    def moments(self) -> Moments:
        """People, sum and sum of squares, exact however large."""
        largest = int(np.abs(self.codes).max())
        kind = np.int64 if largest**2 * max(self.n, 1) < _INT64 else object
        codes, counts = self.codes.astype(kind), self.counts.astype(kind)
        weighted = counts * codes
        return Moments(
            self.n, int(weighted.sum()), int((weighted * codes).sum()), self.unit
        )


@dataclass(frozen=True, eq=False)
class CompleteSheets:
    """What Cronbach's alpha needs of the people who answered a whole dimension.

    Args:
        people: complete sheets, all groups together.
        products: cross-products of the items around their group's means, pooled
            over groups, in points², shape (J, J).
    """

    people: int
    products: NDArray[np.float64]
