"""Every group's own figures: means, spread and bands of answers."""

import math

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.findings import Cell, Choice
from diagnostic.tally import Histogram, Tally


def cells(tally: Tally, rules: Rules) -> tuple[Cell, ...]:
    """Describe every group's dimensions and items, figures only where shown."""
    found = []
    codes = np.arange(1, tally.questionnaire.scale.points + 1)
    for group in tally.groups:
        leadership = group == tally.leadership
        for dimension in tally.questionnaire.dimensions:
            cell = tally.scores[group, dimension.key]
            if not isinstance(cell, Histogram):
                continue
            shown = rules.may_show(cell.n, leadership=leadership)
            found.append(_cell(group, dimension.key, None, cell, shown=shown))
            for item in tally.questionnaire.items_of(dimension.key):
                part = Histogram(codes, 1, tally.items[group, item.id])
                shown = rules.may_show(part.n, leadership=leadership)
                found.append(_cell(group, None, item.id, part, shown=shown))
    return tuple(found)


def choices(tally: Tally, rules: Rules) -> tuple[Choice, ...]:
    """Count every group's choices, where shown."""
    found = []
    for group in tally.groups:
        for item in tally.questionnaire.choices:
            counts = tally.choices[group, item.id]
            n = int(counts.sum())
            shown = rules.may_show(n, leadership=group == tally.leadership)
            people = tuple(int(count) for count in counts)
            found.append(Choice(group, item.id, n, people if shown else None))
    return tuple(found)


def bands(cell: Histogram) -> tuple[float, float, float]:
    """Share of people low, in the middle and high on the scale, 0 to 1.

    Low is up to 3/8 of the scale's range, high from 5/8 on: 1 and 2, 3, 4 and 5.
    """
    first, last = int(cell.codes[0]), int(cell.codes[-1])
    place = 8 * (cell.codes - first)
    low = int(cell.counts[place <= 3 * (last - first)].sum())
    high = int(cell.counts[place >= 5 * (last - first)].sum())
    n = cell.n
    return low / n, (n - low - high) / n, high / n


def _cell(
    group: str, dimension: str | None, item: str | None, cell: Histogram, *, shown: bool
) -> Cell:
    if not shown:
        return Cell(group, dimension, item, cell.n, None, None, None)
    return Cell(
        group,
        dimension,
        item,
        cell.n,
        cell.moments.mean,
        math.sqrt(cell.moments.variance) if item is None and cell.n > 1 else None,
        bands(cell),
    )
