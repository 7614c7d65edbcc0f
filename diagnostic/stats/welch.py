"""Means of two groups with unequal spread: Welch's test and a regularised interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from diagnostic.stats.comparability import Sample
from diagnostic.stats.findings import Interval
from diagnostic.tally import Moments

SMALLEST_P = 1e-300
"""No p is printed as 0: nothing is impossible, only rarer than a float can say."""


@dataclass(frozen=True)
class Welch:
    """Welch's test.

    Args:
        difference: first mean minus second, in points.
        t: ``difference`` over its standard error; ±inf if nobody varies.
        df: Welch-Satterthwaite degrees of freedom; None if nobody varies.
        p: two-sided; None if nobody varies but the means differ.
    """

    difference: float
    t: float
    df: float | None
    p: float | None


def two_sided(t: float, df: float) -> float:
    """Two-sided p of Student's t with ``df`` degrees of freedom, never 0."""
    return min(1.0, max(2 * float(stdtr(df, -abs(t))), SMALLEST_P))


def difference(first: Moments, second: Moments) -> float:
    """First mean minus second in points, exactly 0 if the means are equal."""
    scaled = first.total * second.n * second.unit - second.total * first.n * first.unit
    return scaled / (first.n * second.n * first.unit * second.unit)


def welch(first: Moments, second: Moments) -> Welch:
    """Compare two means without assuming equal spread.

    Args:
        first: a group of two people or more.
        second: a group of two people or more.

    Source: Welch, Biometrika 34 (1947) 28-35; degrees of freedom by Satterthwaite,
    Biometrics Bulletin 2 (1946) 110-114.
    """
    gap = difference(first, second)
    a, b = first.variance / first.n, second.variance / second.n
    if a + b == 0:
        if gap == 0:
            return Welch(0.0, 0.0, None, 1.0)
        return Welch(gap, math.copysign(math.inf, gap), None, None)
    t = gap / math.sqrt(a + b)
    # Shares instead of squared variances, which could underflow to 0/0.
    share = a / (a + b)
    df = 1 / (share**2 / (first.n - 1) + (1 - share) ** 2 / (second.n - 1))
    return Welch(gap, t, df, two_sided(t, df))


def studentised(
    codes: NDArray[np.int64], tables: NDArray[np.int64], others: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Welch's |t| of relabellings.

    Args:
        codes: scores as small whole numbers, so that the sums are exact, shape (V,).
        tables: people per score of one group, shape (M, V).
        others: people per score of the other, shape (M, V).

    Returns:
        |t|, shape (M,): infinite where nobody varies but the means differ, 0 where
        they do not.
    """
    values = codes.astype(np.float64)
    x, y = (np.ascontiguousarray(part.T, np.float64) for part in (tables, others))
    n, m = float(x[:, 0].sum()), float(y[:, 0].sum())
    sum_x, sum_y = (np.einsum("v,vm->m", values, part) for part in (x, y))
    away = np.abs(m * sum_x - n * sum_y) / (n * m)
    variance = _variance_of_mean(x, values, sum_x, n)
    variance += _variance_of_mean(y, values, sum_y, m)
    with np.errstate(divide="ignore", invalid="ignore"):
        t: NDArray[np.float64] = away / np.sqrt(variance)
    t[variance <= 0] = np.where(away[variance <= 0] > 0, np.inf, 0.0)
    return t


def _variance_of_mean(
    counts: NDArray[np.float64],
    values: NDArray[np.float64],
    sums: NDArray[np.float64],
    n: float,
) -> NDArray[np.float64]:
    spread = n * np.einsum("v,vm->m", values**2, counts) - sums**2
    # Rounding of huge sums must not pass for spread where everybody agrees.
    spread[np.count_nonzero(counts, axis=0) == 1] = 0.0
    result: NDArray[np.float64] = np.maximum(spread, 0.0) / (n * n * (n - 1))
    return result


@dataclass(frozen=True)
class Regularised:
    """A standard error that is never 0: every variance is drawn to a prior.

    Args:
        variance: sum of the cells' ã = ((n − 1)s² + s0²)/n², in points².
        df: Welch-Satterthwaite degrees of freedom of that sum.
    """

    variance: float
    df: float

    def interval(self, centre: float, coverage: float) -> Interval:
        """Give the interval of ``coverage`` (0 to 1) around ``centre`` (points)."""
        quantile = float(stdtrit(self.df, (1 + coverage) / 2))
        half = quantile * math.sqrt(self.variance)
        return centre - half, centre + half

    def p(self, centre: float) -> float:
        """Two-sided p of ``centre`` (points) being 0."""
        return two_sided(centre / math.sqrt(self.variance), self.df)


def regularised_variance(cell: Sample, prior: float) -> float:
    """Variance of a person's score, s̃² = ((n − 1)s² + s0²)/n, in points²."""
    spread = (cell.n - 1) * cell.variance if cell.n > 1 else 0.0
    return (spread + prior) / cell.n


def regularised(cells: Sequence[Sample], prior: float) -> Regularised:
    """Combine the standard errors of independent cells of two people or more.

    Args:
        cells: the cells whose means are added and subtracted.
        prior: s0², one pseudo-person's worth of variance per cell, in points².

    Source: docs/methods.md, 'The interval of a difference'.
    """
    parts = [regularised_variance(cell, prior) / cell.n for cell in cells]
    total = sum(parts)
    freedom = sum(a**2 / (c.n - 1) for a, c in zip(parts, cells, strict=True))
    return Regularised(total, total**2 / freedom)
