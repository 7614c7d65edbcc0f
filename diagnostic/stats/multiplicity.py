"""Many comparisons at once: Benjamini-Hochberg and Holm."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def benjamini_hochberg(p: Sequence[float]) -> NDArray[np.float64]:
    """Adjust p-values so that those at most q have a false discovery rate of q.

    Args:
        p: p-values of one family, any order, shape (m,).

    Returns:
        Adjusted p-values in the same order, at most 1.

    Source: Benjamini & Hochberg, Journal of the Royal Statistical Society B 57
    (1995) 289-300, procedure (1) on page 293.
    """
    values = np.asarray(p, np.float64)
    order = np.argsort(values)[::-1]
    ranks = np.arange(values.size, 0, -1)
    adjusted = np.minimum.accumulate(values[order] * values.size / ranks)
    return _restore(np.minimum(adjusted, 1), order)


def holm(p: Sequence[float]) -> NDArray[np.float64]:
    """Adjust p-values so that the chance of any false one at most α is α.

    Args:
        p: p-values of one family, any order, shape (m,).

    Returns:
        Adjusted p-values in the same order, at most 1.

    Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
    """
    values = np.asarray(p, np.float64)
    order = np.argsort(values)
    remaining = np.arange(values.size, 0, -1)
    adjusted = np.maximum.accumulate(values[order] * remaining)
    return _restore(np.minimum(adjusted, 1), order)


def _restore(
    adjusted: NDArray[np.float64], order: NDArray[np.intp]
) -> NDArray[np.float64]:
    result = np.empty_like(adjusted)
    result[order] = adjusted
    return result
