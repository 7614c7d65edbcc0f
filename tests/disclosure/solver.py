"""The attacker: everything published of a company, and what follows from it.

It knows the program, every threshold and all numbers of people, and reads nothing but
releases. It keeps, for every group and item, the possible sums of answers, for every
group and dimension the possible sums and spreads of scores, and for every mean an
interval, and narrows them until nothing moves:

- windows of displayed means, clamps, spreads, deviations, 'divided' and bands;
- a dimension's sum is the sum of its items' (exactly, where every sheet is complete;
  by bounds, where a single item was skipped by some);
- differences and intervals where they are not made of displayed figures alone, verdicts
  with their bounds of 0.5, 0.75 and 3.5, and totals over the teams;
- between waves what rose or fell, on all or some of the items, which of two gaps is the
  larger, and directions, whatever weights the spreads leave each wave;
- for small cells every histogram of scores is tried against all of it.

With ``member`` it also knows one person's own answers, and looks at the others only.

Not used: theta and p of large cells (attacked by trying all pairs of histograms, see
docs/decisions/disclosure.md), intervals of changes, reliability, answers still needed,
and that the sheets behind scores and items are the same people's. The walk in
``walk.py`` proves from the other side that releases do not pin what is left open.
"""

import math
from dataclasses import dataclass

import numpy as np

from diagnostic.release.display import ALL, side
from tests.disclosure import reach
from tests.disclosure.narrowing import Narrowing
from tests.disclosure.reading import EPSILON, ItemCell, Member

__all__ = ["Attack", "Leak", "Member", "leaks"]

LEAST = 0.3
"""Narrowest range of a hidden or clamped mean that is no leak, in points."""


@dataclass(frozen=True)
class Leak:
    """What the attacker can prove.

    Args:
        kind: ``count`` (a number of people above 0) or ``mean``.
        wave: index of the release.
        group: whose.
        key: dimension or item.
        detail: the value and the count, or the range of the mean.
    """

    kind: str
    wave: int
    group: str
    key: str
    detail: tuple


class Attack(Narrowing):
    """All releases of one company, and what can be proven from them."""

    narrowest = math.inf
    """Narrowest range of a hidden or clamped mean, in points on five."""

    def leaks(self) -> list[Leak]:
        """List what is proven: fixed counts above 0, and means held too closely."""
        found = []
        for index, cells in enumerate(self.waves):
            self._look(index)
            for (group, dimension), cell in cells.items():
                if self.member and (index, group) != (
                    self.member.wave,
                    self.member.group,
                ):
                    continue
                for kind, key, detail in self._of_cell(dimension, cell):
                    found.append(Leak(kind, index, group, key, detail))
        return found

    def _of_cell(self, dimension, cell):
        for id, item in cell.items.items():
            yield from (("count", id, d) for d in self._item_counts(item))
            if item.sums and item.n:
                top = min(item.bounds[1], self.asked.scale.points)
                if len(cell.items) > 1:
                    yield from self._mean(id, item, item.bounds[0], top, items=1)
        if cell.n:
            top = min(cell.high, self.asked.scale.points)
            yield from self._mean(dimension, cell, cell.low, top, items=len(cell.items))
            yield from (("count", dimension, d) for d in self._score_counts(cell))

    def _item_counts(self, item):
        """Find points of an item whose number of people is fixed."""
        points = self.asked.scale.points
        others, own = (item.n - 1, item.own) if item.own else (item.n, 0)
        for value in range(1, points + 1):
            possible = set()
            for total in item.sums:
                if item.bands is not None and not item.own:
                    possible |= reach.counts_in_bands(item.n, total, item.bands)[
                        value - 1
                    ]
                else:
                    possible |= reach.counts_of(others, points, total - own, value)
                if len(possible) > 1:
                    break
            if len(possible) == 1 and 0 not in possible:
                yield value, *possible

    def _score_counts(self, cell):
        """Find scores whose number of people is fixed, all histograms tried."""
        points, size = self.asked.scale.points, len(cell.items)
        values = size * (points - 1) + 1
        if not cell.complete or not cell.totals or not reach.enumerable(cell.n, values):
            return
        counts, total, squares, away = reach.histograms(cell.n, size, points)
        fits = np.isin(total, list(cell.totals))
        fits &= (squares >= cell.squares[0] - EPSILON) & (
            squares <= cell.squares[1] + EPSILON
        )
        fits &= (away >= cell.away[0] - EPSILON) & (away <= cell.away[1] + EPSILON)
        own = [item.own for item in cell.items.values()]
        if all(own):
            fits &= counts[:, sum(own) - size] > 0
        left = counts[fits]
        if not len(left):
            return
        if all(own):
            left = left.copy()
            left[:, sum(own) - size] -= 1
        low, high = left.min(axis=0), left.max(axis=0)
        for place in np.flatnonzero((low == high) & (low > 0)):
            yield (place + size) / size, int(low[place])

    def _mean(self, key, cell, low, high, *, items):
        """Find a hidden or clamped mean that is held within less than 0.3.

        A clamp guards the end of the scale. A mean that verdicts hold next to the
        clamp's inner bound, or a dimension's outside the last 0.3 before the end, is
        told as closely as its neighbours that are shown: that is no leak.
        """
        if cell.mean is not None and not side(cell.mean):
            return
        points, least = self.asked.scale.points, LEAST * self.scale
        if cell.mean is not None:
            first, last = self._window(cell.mean, cell.n, items=items)
            if items == 1 and isinstance(cell, ItemCell):
                first, last = cell.window
            step = max(1 / (cell.n * items), self.display.tenth)
            if side(cell.mean) > 0 and low <= first + step:
                return
            if side(cell.mean) < 0 and high >= last - step:
                return
            far = high <= points - least if side(cell.mean) > 0 else low >= 1 + least
            if items > 1 and far:
                return
        self.narrowest = min(self.narrowest, (high - low) / self.scale)
        if high - low < least - EPSILON:
            yield "mean", key, (round(low, 3), round(high, 3))


def leaks(questionnaire, releases, on=ALL, member=None) -> list[Leak]:
    """Attack everything published of a company; list what it gives away."""
    return Attack(questionnaire, releases, on, member).leaks()
