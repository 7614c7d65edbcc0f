"""Relabellings of people between two groups, as tables of counts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9
"""Statistics that differ by less, relatively, are ties."""

BLOCK = 2_000_000
"""Cells of tables held at a time: 16 MB a temporary array."""


@dataclass(frozen=True, eq=False)
class Relabellings:
    """Ways in which the same answers could have fallen to the smaller group.

    Args:
        tables: counts per score of the smaller group, shape (M, V), cell by cell in
            memory: whatever is computed of them runs along the tables.
        weights: probability of each table; None of random draws, all alike.
        total: counts per score of both groups together, shape (V,).
    """

    tables: Ints
    weights: Floats | None
    total: Ints


def relabellings(
    counts: Ints, others: Ints, *, limit: int, draws: int, seed: int
) -> Relabellings:
    """Enumerate the tables of two groups, or draw some if there are too many.

    Args:
        counts: people per score of the group to be relabelled, shape (V,).
        others: people per score of the other group, shape (V,).
        limit: enumerate up to so many tables.
        draws: otherwise draw so many from the multivariate hypergeometric.
        seed: of the draws.
    """
    total = counts + others
    size = int(counts.sum())
    if _number_of_tables(total, size, limit) <= limit:
        tables = _enumerate(total, size)
        return Relabellings(tables, _weights(tables, total), total)
    generator = np.random.Generator(np.random.PCG64(seed))
    # 'count' shuffles only as many people as are drawn; it holds everybody.
    few = size < 20 * total.size and int(total.sum()) <= 10_000_000
    tables = generator.multivariate_hypergeometric(
        total, size, size=draws, method="count" if few else "marginals"
    )
    return Relabellings(np.asfortranarray(tables), None, total)


def seed_of(values: Floats, first: Ints, second: Ints) -> int:
    """Derive a seed from the data, so that the same data gives the same p."""
    digest = hashlib.sha256()
    for array, kind in ((values, "<f8"), (first, "<i8"), (second, "<i8")):
        digest.update(np.ascontiguousarray(array, dtype=kind).tobytes())
    return int.from_bytes(digest.digest(), "big")


def p_values(
    found: Relabellings, statistic: Callable[[Ints, Ints], Floats], observed: float
) -> tuple[float, float]:
    """Compare an observed statistic with those of all relabellings.

    Args:
        found: the relabellings.
        statistic: |T| of tables (M, V) against the remaining people (M, V), shape
            (M,); infinite where nobody varies but the groups differ.
        observed: |T| of the data.

    Returns:
        Two-sided p of the data, and the smallest p that any relabelling has. Of
        draws these are (1 + #)/(B + 1) and 1/(B + 1).
    """
    step = max(1, BLOCK // found.total.size)
    parts = []
    for start in range(0, len(found.tables), step):
        tables = found.tables[start : start + step]
        parts.append(statistic(tables, found.total - tables))
    values = np.concatenate(parts)
    extreme = _at_least(values, observed)
    if found.weights is None:
        draws = len(values)
        return (1 + int(extreme.sum())) / (draws + 1), 1 / (draws + 1)
    most = _at_least(values, float(values.max()))
    return _probability(found.weights, extreme), _probability(found.weights, most)


def _at_least(values: Floats, bound: float) -> NDArray[np.bool_]:
    # Infinity is at least infinity, and nothing else is.
    return values >= bound * (1 - TOLERANCE) - 1e-12


def _probability(weights: Floats, which: NDArray[np.bool_]) -> float:
    if which.all():
        return 1.0
    return min(1.0, float(weights[which].sum()))


def _number_of_tables(total: Ints, size: int, limit: int) -> float:
    """Count the ways to take ``size`` people out of the cells, up to ``limit``."""
    ways = np.zeros(size + 1)
    ways[0] = 1
    for people in total:
        sums = np.concatenate(([0.0], np.cumsum(ways)))
        first = np.maximum(np.arange(size + 1) - int(people), 0)
        ways = sums[1:] - sums[first]
        if ways[size] > limit:
            break
    return float(ways[size])


def _enumerate(total: Ints, size: int) -> Ints:
    """List every table with ``size`` people and no cell above ``total``."""
    after = np.concatenate((np.cumsum(total[::-1])[::-1][1:], [0]))
    left = np.array([size], np.int64)
    steps = []
    for people, remaining in zip(total, after, strict=True):
        low = np.maximum(left - remaining, 0)
        choices = np.minimum(left, people) - low + 1
        origin = np.repeat(np.arange(left.size), choices)
        start = np.repeat(np.cumsum(choices) - choices, choices)
        taken = low[origin] + np.arange(origin.size) - start
        steps.append((taken, origin))
        left = left[origin] - taken
    # Backwards, so that each cell is copied once and not once a later cell.
    tables = np.empty((left.size, total.size), np.int64, order="F")
    row = np.arange(left.size)
    for cell in range(total.size - 1, -1, -1):
        taken, origin = steps[cell]
        tables[:, cell] = taken[row]
        row = origin[row]
    return tables


def _weights(tables: Ints, total: Ints) -> Floats:
    """Probability of each table under random relabelling (hypergeometric)."""
    size, everybody = int(tables[0].sum()), int(total.sum())
    logs = np.full(len(tables), -_log_choose(everybody, np.array(size)))
    for cell, people in enumerate(total.tolist()):
        ways = _log_choose(people, np.arange(min(people, size) + 1))
        logs += ways[tables[:, cell]]
    weights: Floats = np.exp(logs)
    return weights


def _log_choose(n: int, k: Ints) -> Floats:
    result: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return result
