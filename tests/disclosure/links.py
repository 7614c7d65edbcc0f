"""Weighted sums of means that lie within bounds: what each leaves for every mean."""

import math
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Link:
    """Cells whose means, weighted and added, lie within bounds.

    Args:
        terms: weight and cell.
        low: bound.
        high: bound.
    """

    terms: list
    low: float = -math.inf
    high: float = math.inf

    @property
    def cells(self):
        return [cell for _, cell in self.terms]

    def narrowed(self, held):
        """Narrow every cell by what the others leave for it; None if nothing fits."""
        ends = [
            sorted((weight * held[id(cell)][0], weight * held[id(cell)][1]))
            for weight, cell in self.terms
        ]
        least, most = (sum(end[place] for end in ends) for place in (0, 1))
        if least > self.high + SLACK or most < self.low - SLACK:
            return None
        found = dict(held)
        for (weight, cell), (first, last) in zip(self.terms, ends, strict=True):
            bounds = (
                (self.low - (most - last)) / weight,
                (self.high - (least - first)) / weight,
            )
            low, high = found[id(cell)]
            found[id(cell)] = max(low, min(bounds)), min(high, max(bounds))
        return found


@dataclass(frozen=True)
class Either:
    """Of several lists of links every link of at least one holds."""

    options: list

    @property
    def cells(self):
        return [c for option in self.options for link in option for c in link.cells]

    def narrowed(self, held):
        """Leave every cell what at least one option leaves it."""
        found = [each for one in self.options if (each := _all(one, held)) is not None]
        if not found:
            return None
        return {
            key: (min(one[key][0] for one in found), max(one[key][1] for one in found))
            for key in held
        }


SLACK = 1e-6


def narrow(link, top):
    """Narrow the cells of a link in place."""
    cells = link.cells
    found = link.narrowed({id(c): (c.low, min(c.high, top)) for c in cells})
    if found is None:
        return
    for cell in {id(c): c for c in cells}.values():
        low, high = found[id(cell)]
        if low > cell.low:
            cell.low = low
        if high < cell.high:
            cell.high = high


def added(sides):
    """Weigh the cells of each side by their people."""
    return [
        (way * cell.n / sum(one.n for one in cells), cell)
        for way, cells in sides
        for cell in cells
    ]


def apart(terms, least):
    """Say of a sum that it is so far from 0 on one side or the other."""
    return Either([[Link(terms, low=least)], [Link(terms, high=-least)]])


def leaning(pairs, places, variances, direction):
    """Say of a line through gaps that it rises or falls for certain.

    Args:
        pairs: leadership's cell and the team's, a wave.
        places: of the waves in time.
        variances: least and largest of each gap.
        direction: whether the gap on the line grows or shrinks.

    Every wave's weight is somewhere between two bounds. Slope and middle of the line
    are ratios of sums that are linear in each weight, so they are largest and smallest
    where all weights are at a bound. The interval is narrowest where all are large.
    """
    corners = [
        _line(places, [1 / one for one in corner]) for corner in product(*variances)
    ]
    half = 1.96 / math.sqrt(max(spread for _, _, spread in corners))
    grows = 1 if direction == "widening" else -1
    options = []
    for way in (1, -1):
        rises = [[Link(_gaps(pairs, way, line), half)] for line, _, _ in corners]
        on_side = [
            [Link(_gaps(pairs, way * grows, middle), 0.0)] for _, middle, _ in corners
        ]
        options.append([Either(rises), Either(on_side)])
    return Either(options)


def _line(places, weights):
    """Give the weights of gaps in a line's slope and in its middle, and its spread."""
    whole = sum(weights)
    mean = sum(w * x for w, x in zip(weights, places, strict=True)) / whole
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, places, strict=True))
    slope = [w * (x - mean) / spread for w, x in zip(weights, places, strict=True)]
    away = (places[0] + places[-1]) / 2 - mean
    middle = [w / whole + away * s for w, s in zip(weights, slope, strict=True)]
    return slope, middle, spread


def _gaps(pairs, way, weights):
    return [
        (way * sign * weight, cell)
        for pair, weight in zip(pairs, weights, strict=True)
        for sign, cell in zip((1, -1), pair, strict=True)
        if weight
    ]


def _all(links, held):
    for link in links:
        held = link.narrowed(held)
        if held is None:
            return None
    return held
