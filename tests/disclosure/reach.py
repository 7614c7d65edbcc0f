"""Which counts and scores are possible: exact arithmetic on small cells."""

import itertools
from functools import cache, lru_cache
from math import comb

import numpy as np
from scipy.special import stdtrit

from diagnostic.release.figures import shares

ENUMERABLE = 120_000
"""Up to so many possible histograms of scores are all tried."""


@cache
def sums_without(people, points, value):
    """Sums that people can have who all avoid one value: bit s is set if s can be."""
    if people == 0:
        return 1
    before = sums_without(people - 1, points, value)
    reached = 0
    for point in range(1, points + 1):
        if point != value:
            reached |= before << point
    return reached


@cache
def counts_of(people, points, total, value):
    """Numbers of people at a value that fit a sum of all answers."""
    return frozenset(
        count
        for count in range(people + 1)
        if total - count * value >= 0
        and sums_without(people - count, points, value) >> (total - count * value) & 1
    )


@cache
def counts_in_bands(people, total, bands):
    """Numbers of people at each of five points that fit a sum and three bands."""
    found: list[set[int]] = [set() for _ in range(5)]
    for low, middle, high in _triples(people, bands):
        apart = total - 2 * low - 3 * middle - 4 * high  # those at 5 less those at 1
        for ones in range(max(0, -apart), min(low, high - apart) + 1):
            fives = ones + apart
            for place, count in enumerate(
                (ones, low - ones, middle, high - fives, fives)
            ):
                found[place].add(count)
    return tuple(frozenset(values) for values in found)


@cache
def _triples(people, bands):
    return [
        (low, middle, people - low - middle)
        for low in range(people + 1)
        for middle in range(people + 1 - low)
        if _frozen(shares([low, middle, people - low - middle], single=True)) == bands
    ]


def _frozen(values):
    return tuple(
        tuple(value.items()) if isinstance(value, dict) else value for value in values
    )


def frozen(values):
    """Make displayed bands usable as a key."""
    return None if values is None else _frozen(values)


def enumerable(people, values):
    """Tell whether all histograms of so many people can be tried."""
    return comb(people + values - 1, people) <= ENUMERABLE


@lru_cache(maxsize=24)
def histograms(people, items, points):
    """List all histograms of dimension scores, with their figures.

    Returns:
        People per score, shape (H, V); sum of all answers; sum of squared distances
        from the mean and mean absolute deviation in points, each of shape (H,).
    """
    values = items * (points - 1) + 1
    bars = np.array(
        list(itertools.combinations(range(people + values - 1), values - 1)), np.int16
    ).reshape(-1, values - 1)
    edges = np.hstack(
        (
            np.full((len(bars), 1), -1, np.int16),
            bars,
            np.full((len(bars), 1), people + values - 1, np.int16),
        )
    )
    counts = (np.diff(edges, axis=1) - 1).astype(np.int8)
    sums = np.arange(values) + items
    total = counts @ sums
    scores = sums / items
    mean = total / (people * items)
    squares = np.maximum(counts @ scores**2 - people * mean**2, 0)
    away = np.zeros(len(counts))
    for place, score in enumerate(scores):
        away += counts[:, place] * np.abs(score - mean)
    return counts, total, squares, away / people


def consistent(sets, totals):
    """Keep the sums of items and of the dimension that fit each other, exactly.

    Args:
        sets: per item the possible sums, as sets of whole numbers.
        totals: possible sums over all items.
    """
    masks = [_mask(values) for values in sets]
    before = [1]
    for mask in masks:
        before.append(_plus(before[-1], mask))
    after = [_mask(totals)]
    for mask in reversed(masks):
        after.append(_minus(after[-1], mask))
    after.reverse()
    kept = [
        {value for value in values if before[place] & (after[place + 1] >> value)}
        for place, values in enumerate(sets)
    ]
    return kept, {value for value in totals if before[-1] >> value & 1}


def _mask(values):
    mask = 0
    for value in values:
        mask |= 1 << value
    return mask


def _plus(first, second):
    reached, place = 0, 0
    while second:
        if second & 1:
            reached |= first << place
        second >>= 1
        place += 1
    return reached


def _minus(first, second):
    reached, place = 0, 0
    while second:
        if second & 1:
            reached |= first >> place
        second >>= 1
        place += 1
    return reached


def half_width(n, m, squares, others, coverage, prior):
    """Half-width of the regularised interval, docs/methods.md."""
    a, b = (squares + prior) / n**2, (others + prior) / m**2
    freedom = (a + b) ** 2 / (a**2 / max(n - 1, 1) + b**2 / max(m - 1, 1))
    return stdtrit(freedom, (1 + coverage) / 2) * np.sqrt(a + b)
