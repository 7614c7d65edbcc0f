"""Groups of a tally put together, cell by cell."""

import math
from collections.abc import Mapping
from functools import reduce

import numpy as np

from diagnostic.tally.cells import Counts, Histogram, Moments
from diagnostic.tally.wave import Tally


def merged(tally: Tally, groups: Mapping[str, tuple[str, ...]]) -> Tally:
    """Count groups together, as if their people had been one group.

    Args:
        tally: of a wave, whole or as kept after sealing.
        groups: groups of the tally, one or more, by the name that they get together;
            leadership stays alone.

    Returns:
        Of those groups scores and items, answered and invited, in the order given. A
        cell is added up only if every part has it; a verdict is that of a single
        part. Choices, predictions and complete sheets stay behind.
    """
    dimensions = [dimension.key for dimension in tally.questionnaire.dimensions]
    items = [item.id for item in tally.questionnaire.items]
    return Tally(
        questionnaire=tally.questionnaire,
        groups=tuple(groups),
        leadership=next(
            (name for name, parts in groups.items() if parts == (tally.leadership,)),
            None,
        ),
        answered={
            name: sum(tally.answered[part] for part in parts)
            for name, parts in groups.items()
        },
        scores={
            (name, dimension): _scores([tally.scores[p, dimension] for p in parts])
            for name, parts in groups.items()
            for dimension in dimensions
            if all((part, dimension) in tally.scores for part in parts)
        },
        items={
            (name, item): _items([tally.items[part, item] for part in parts])
            for name, parts in groups.items()
            for item in items
            if all((part, item) in tally.items for part in parts)
        },
        wave=tally.wave,
        invited={
            name: sum(tally.invited[part] for part in parts)
            for name, parts in groups.items()
            if all(part in tally.invited for part in parts)
        },
        verdicts=_verdicts(tally, groups),
    )


def _verdicts(
    tally: Tally, groups: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str], str | None] | None:
    if tally.verdicts is None:
        return None
    alone = {parts[0]: name for name, parts in groups.items() if len(parts) == 1}
    return {
        (alone[team], dimension): verdict
        for (team, dimension), verdict in tally.verdicts.items()
        if team in alone
    }


def _scores(cells: list[Histogram | Moments]) -> Histogram | Moments:
    whole = [cell for cell in cells if isinstance(cell, Histogram)]
    if len(whole) == len(cells) and len({cell.unit for cell in cells}) == 1:
        return reduce(_added, whole)
    unit = math.lcm(*(cell.unit for cell in cells))
    parts = [cell.moments for cell in cells]
    return Moments(
        sum(part.n for part in parts),
        sum(part.total * (unit // part.unit) for part in parts),
        sum(part.squares * (unit // part.unit) ** 2 for part in parts),
        unit,
    )


def _added(first: Histogram, second: Histogram) -> Histogram:
    codes = np.union1d(first.codes, second.codes)
    counts = np.zeros(codes.size, np.int64)
    for cell in (first, second):
        counts[np.searchsorted(codes, cell.codes)] += cell.counts
    return Histogram(codes, first.unit, counts)


def _items(cells: list[Counts]) -> Counts:
    total: Counts = np.sum(cells, axis=0, dtype=np.int64)
    return total
