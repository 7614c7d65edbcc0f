"""One comparison, many times over: alarms, verdicts and coverage."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks import _populations
from benchmarks._populations import Counts, Pair
from diagnostic.rules import Rules
from diagnostic.stats import compare
from diagnostic.stats.comparison import Spec, measure
from diagnostic.stats.findings import Comparison, Interval
from diagnostic.tally import Histogram

TOLERANCE = 1e-9
ALONE = Rules(large_group=2)
"""Welch's test alone: the p that counts is never below it, so that relabelling can
be spared where it is above .05. Nothing else in a comparison depends on it."""


@dataclass(frozen=True)
class Cell:
    """Data sets to be drawn and compared.

    Args:
        source: function of ``_populations`` that has the condition.
        condition: name of the condition.
        leaders: people.
        team: people.
        sets: data sets.
        rules: the thresholds, and how many relabellings.
        seed: of this cell.
        depth: where Welch's p is above .05, no difference can be shown; stop there
            (``shown``), give a verdict without relabelling (``aligned``), or
            relabel all the same (``all``), which alone finds what is not testable.
    """

    source: str
    condition: str
    leaders: int
    team: int
    sets: int
    rules: Rules
    seed: tuple[int, ...]
    depth: Literal["shown", "aligned", "all"] = "shown"


@dataclass(frozen=True)
class Rates:
    """What came of a cell: shares of its data sets.

    Args:
        cell: the cell.
        low_p: p_value at most .05.
        difference: 95 % intervals that hold the true difference.
        theta: 95 % intervals that hold the true theta.
        verdicts: shares by verdict; ``shown`` is gap and slight together.
    """

    cell: Cell
    low_p: float
    difference: float
    theta: float
    verdicts: dict[str, float]

    @property
    def shown(self) -> float:
        """Share in which a difference is flagged, small ones included."""
        return self.verdicts.get("gap", 0.0) + self.verdicts.get("slight", 0.0)


def run(cell: Cell) -> Rates:
    """Draw and compare the data sets of one cell."""
    conditions: Callable[[], dict[str, Pair]] = getattr(_populations, cell.source)
    pair = conditions()[cell.condition]
    generator = np.random.Generator(np.random.PCG64(cell.seed))
    leaders = generator.multinomial(cell.leaders, pair.leaders, size=cell.sets)
    team = generator.multinomial(cell.team, pair.team, size=cell.sets)
    both, repeats = np.unique(np.hstack((leaders, team)), axis=0, return_counts=True)
    seen: Counter[str] = Counter()
    true, theta = pair.difference, pair.theta
    for sets, count in zip(both, repeats, strict=True):
        x, y = np.split(sets, 2)
        found = _compare(x, y, pair, cell)
        seen[found.verdict or ""] += int(count)
        low = found.p_value is not None and found.p_value <= cell.rules.alpha
        seen["low p"] += int(count) * low
        seen["difference"] += int(count) * holds(found.ci95, true)
        seen["theta"] += int(count) * holds(found.theta_ci95, theta)
    share = {name: number / cell.sets for name, number in seen.items()}
    return Rates(
        cell, share.pop("low p"), share.pop("difference"), share.pop("theta"), share
    )


def holds(interval: Interval | None, value: float) -> bool:
    """Tell whether an interval holds the truth."""
    if interval is None:
        return False
    return interval[0] - TOLERANCE <= value <= interval[1] + TOLERANCE


def _compare(x: Counts, y: Counts, pair: Pair, cell: Cell) -> Comparison:
    alpha = cell.rules.alpha
    if cell.depth == "shown":
        leaders, team = (Histogram(pair.codes, pair.unit, c) for c in (x, y))
        quick = measure(leaders, team, Spec(ALONE, "score", pair.range))
        if quick.p_welch is not None and quick.p_welch > alpha:
            return quick
    if cell.depth == "aligned":
        quick = compare(x, y, values=pair.values, rules=ALONE)
        if quick.p_welch is not None and quick.p_welch > alpha:
            return quick
    return compare(x, y, values=pair.values, rules=cell.rules)
