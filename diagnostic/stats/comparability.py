"""Which cells of two waves ask the same thing, and how they can be compared."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from diagnostic.rules import Rules
from diagnostic.tally import Histogram, Moments, Tally
from questionnaires.versions import fully_shared, shared_items


class Sample(Protocol):
    """People, mean and variance of a cell, in points and points²."""

    @property
    def n(self) -> int:
        """People."""

    @property
    def mean(self) -> float:
        """Mean."""

    @property
    def variance(self) -> float:
        """Sample variance."""


@dataclass(frozen=True)
class SharedItems:
    """A cell on the items that two waves share: a mean with a bound of its spread.

    The mean of the items' standard deviations is never below that of their mean, so
    an interval from it is conservative.
    """

    n: int
    mean: float
    variance: float


def samples(
    earlier: Tally, later: Tally, group: str, dimension: str, rules: Rules
) -> tuple[Sample, Sample, tuple[str, ...]] | None:
    """Give a group's cells of two waves in a comparable form.

    Args:
        earlier: the earlier wave, whole or as kept after sealing.
        later: the later wave.
        group: name of the group.
        dimension: key of the dimension.
        rules: the thresholds.

    Returns:
        Earlier and later cell, and the ids of the items that they are about if only
        some are shared; None if the cells cannot be compared.
    """
    shared = shared_items(earlier.questionnaire, later.questionnaire, dimension)
    if not shared:
        return None
    cells = [moments(tally, group, dimension) for tally in (earlier, later)]
    if cells[0] is None or cells[1] is None:
        return None
    if fully_shared(earlier.questionnaire, later.questionnaire, dimension, shared):
        return cells[0], cells[1], ()
    if min(cells[0].n, cells[1].n) < rules.full_people:
        return None
    parts = [_on_items(tally, group, shared, rules) for tally in (earlier, later)]
    if parts[0] is None or parts[1] is None:
        return None
    return parts[0], parts[1], shared


def moments(tally: Tally, group: str | None, dimension: str) -> Moments | None:
    """Give a cell's moments; None if the tally has no such cell."""
    cell = tally.scores.get((group or "", dimension))
    return None if cell is None else cell.moments


def may_show(tally: Tally, group: str | None, dimension: str, rules: Rules) -> bool:
    """Tell whether a cell exists and may be shown (rules P1 and P6)."""
    cell = moments(tally, group, dimension)
    leadership = group == tally.leadership
    return cell is not None and rules.may_show(cell.n, leadership=leadership)


def _on_items(
    tally: Tally, group: str, shared: tuple[str, ...], rules: Rules
) -> SharedItems | None:
    people, means, deviations = [], [], []
    for item in shared:
        counts = tally.items.get((group, item))
        # After sealing smaller ones are gone, and the result must not change by that.
        if counts is None or counts.sum() < rules.full_people:
            return None
        cell = Histogram(np.arange(1, counts.size + 1), 1, counts).moments
        people.append(cell.n)
        means.append(cell.mean)
        deviations.append(math.sqrt(cell.variance))
    return SharedItems(
        min(people), float(np.mean(means)), float(np.mean(deviations)) ** 2
    )
