"""What follows from everything together: windows narrowed until nothing moves."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from diagnostic.release.display import ALL
from questionnaires import Questionnaire
from tests.disclosure import reach
from tests.disclosure.linking import Linking
from tests.disclosure.reading import EPSILON, Member


class Narrowing(Linking):
    """All releases of one company, and what they imply."""

    def __init__(
        self,
        questionnaire: Questionnaire | Sequence[Questionnaire],
        releases: Sequence[Mapping[str, Any]],
        on: frozenset[str] = ALL,
        member: Member | None = None,
        comparisons: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(questionnaire, releases, on, member, comparisons)
        self._narrow()

    def _narrow(self):
        for _ in range(12):
            before = self._state()
            for index, cells in enumerate(self.waves):
                self._look(index)
                for cell in cells.values():
                    self._within(cell)
                self._compare(index, cells)
                self._items(index, cells)
                self._totals(index, cells)
            self._between()
            if self._state() == before:
                return

    def _state(self):
        return [
            (
                cell.low,
                cell.high,
                cell.totals and len(cell.totals),
                *cell.squares,
                *(len(item.sums) for item in cell.items.values()),
            )
            for cells in self.waves
            for cell in cells.values()
        ]

    def _within(self, cell):
        """Hold a dimension against its items."""
        if cell.complete:
            size = cell.n * len(cell.items)
            cell.totals = {
                total
                for total in cell.totals
                if cell.low - EPSILON <= total / size <= cell.high + EPSILON
            }
            sets, cell.totals = reach.consistent(
                [item.sums for item in cell.items.values()], cell.totals
            )
            for item, sums in zip(cell.items.values(), sets, strict=True):
                item.sums = sums
            if cell.totals:
                cell.low = max(cell.low, min(cell.totals) / size)
                cell.high = min(cell.high, max(cell.totals) / size)
        else:
            self._skipped(cell)

    def _skipped(self, cell):
        """Bound a single item that some skipped: answerers' sums of the others."""
        size, points = len(cell.items), self.asked.scale.points
        partial = [item for item in cell.items.values() if item.n < cell.n]
        if len(partial) != 1 or size < 2 or not partial[0].n:
            return
        item, others = partial[0], size - 1
        rest = [one.sums for one in cell.items.values() if one is not item]
        if not all(rest):
            return
        low, high = sum(map(min, rest)), sum(map(max, rest))
        missing = cell.n - item.n
        first = max(item.n * others, low - points * missing * others)
        last = min(points * item.n * others, high - missing * others)
        top = min(cell.high, points)
        least = size * cell.n * cell.low - size * high / others + first / others
        most = size * cell.n * top - size * low / others + last / others
        item.sums = {s for s in item.sums if least - EPSILON <= s <= most + EPSILON}

    def _compare(self, index, cells):
        leader = self._leader(index)
        for found in self.releases[index]["comparisons"]:
            pair = [
                cells.get((name, found["dimension"]))
                for name in (leader, found["team"])
            ]
            if found["verdict"] == "not_shown" or None in pair:
                continue
            self._verdict(found, *pair)
            self._difference(found, *pair)
            self._interval(found, *pair)

    def _verdict(self, found, one, other):
        """Bound the difference by what the verdict says of it."""
        points, notable = self.asked.scale.points, self.rules.notable * self.scale
        low, high = -float(points), float(points)
        way = {"leadership_higher": 1, "team_higher": -1}.get(found["direction"], 0)
        if found["verdict"] == "gap":
            low, high = (notable, high) if way > 0 else (low, -notable)
        elif found["verdict"] == "slight":
            low, high = (0.0, notable) if way > 0 else (-notable, 0.0)
        elif found["verdict"] == "aligned":
            half = self._half(one, other, 0.90)
            margin = max(self.rules.margin * self.scale - half, 0.0)
            low, high = -margin, margin
            strong = 1 + self.rules.strong * (points - 1)
            if found["pattern"] == "aligned_strong":
                one.low, other.low = max(one.low, strong), max(other.low, strong)
        apart(one, other, low, high)

    def _half(self, one, other, coverage):
        """Narrowest half-width that the spreads allow."""
        first, second = one.squares[0], other.squares[0]
        prior = self._prior()
        return float(reach.half_width(one.n, other.n, first, second, coverage, prior))

    def _prior(self):
        return self.rules.prior_variance * self.scale**2

    def _difference(self, found, one, other):
        """Use the difference itself where it is not that of displayed means."""
        if "P5" not in self.on and isinstance(found["difference"], float | int):
            number = found["difference"]
            apart(one, other, number - 0.005 - EPSILON, number + 0.005 + EPSILON)

    def _interval(self, found, one, other):
        """Take bounds of the spreads from the width of an interval."""
        if found["ci95"] is None or found["difference"] is None:
            return
        low, high = found["ci95"]
        if "P5" not in self.on:
            widths = (high - low) / 2 - 0.006, (high - low) / 2 + 0.006
        else:
            return  # made of displayed figures: nothing in it
        for cell, mate in ((one, other), (other, one)):
            self._from_width(cell, mate, *widths)

    def _from_width(self, cell, mate, bottom, top):
        """Narrow one side's spread, the other's anywhere within its own bounds."""
        own = self._spreads_of(cell, 80)
        mates = self._spreads_of(mate, 9)
        widths = [
            reach.half_width(
                cell.n,
                mate.n,
                (cell.n - 1) * own**2,
                (mate.n - 1) * value**2,
                0.95,
                self._prior(),
            )
            for value in mates
        ]
        narrow, wide = np.minimum.reduce(widths), np.maximum.reduce(widths)
        fits = (wide >= bottom - 0.02) & (narrow <= top + 0.02)
        if fits.any():
            inside = own[fits]
            step = own[1] - own[0]
            low, high = max(inside[0] - step, 0.0), inside[-1] + step
            cell.squares = [
                max(cell.squares[0], (cell.n - 1) * low**2),
                min(cell.squares[1], (cell.n - 1) * high**2),
            ]

    def _spreads_of(self, cell, number):
        most = (
            (self.asked.scale.points - 1) / 2 * math.sqrt(cell.n / max(cell.n - 1, 1))
        )
        low, high = (math.sqrt(max(s, 0.0) / max(cell.n - 1, 1)) for s in cell.squares)
        return np.linspace(min(low, most), min(high, most) + EPSILON, number)

    def _items(self, index, cells):
        """Bound items by their verdicts."""
        leader = self._leader(index)
        least = self.rules.item_notable * self.scale
        for found in self.releases[index]["items"]:
            if found["verdict"] != "gap":
                continue
            one, other = (
                cells[name, found["dimension"]].items[found["item"]]
                for name in (leader, found["team"])
            )
            if found["direction"] == "team_higher":
                one, other = other, one
            low, high = other.bounds[0] + least, one.bounds[1] - least
            one.sums = {s for s in one.sums if s / one.n >= low - EPSILON}
            other.sums = {s for s in other.sums if s / other.n <= high + EPSILON}

    def _totals(self, index, cells):
        """Subtract: a total is the sum of its teams."""
        leader = self._leader(index)
        for found in self.releases[index]["totals"]:
            if found["mean_team"] is None:
                continue
            teams = [
                cell
                for (group, dimension), cell in cells.items()
                if dimension == found["dimension"] and group != leader
            ]
            n = sum(cell.n for cell in teams)
            low, high = self._window(
                found["mean_team"],
                n,
                items=len(self.asked.items_of(found["dimension"])),
            )
            high = min(high, self.asked.scale.points)
            for cell in teams:
                rest = [one for one in teams if one is not cell and one.n]
                if not cell.n:
                    continue
                most = n * high - sum(one.n * one.low for one in rest)
                least = n * low - sum(
                    one.n * min(one.high, self.asked.scale.points) for one in rest
                )
                cell.low = max(cell.low, least / cell.n)
                cell.high = min(cell.high, most / cell.n)


def apart(one, other, low, high):
    """Hold two means so that the first less the second lies within bounds."""
    one.low = max(one.low, other.low + low)
    one.high = min(one.high, other.high + high)
    other.low = max(other.low, one.low - high)
    other.high = min(other.high, one.high - low)
