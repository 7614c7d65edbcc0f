"""The direction of a gap over four waves or more."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.comparability import moments
from diagnostic.stats.comparison import Spec
from diagnostic.stats.findings import Trend
from diagnostic.stats.welch import regularised
from diagnostic.tally import Moments, Tally
from questionnaires.versions import fully_shared, shared_items


def trends(waves: Sequence[Tally], rules: Rules) -> tuple[Trend, ...]:
    """Fit a line to every gap of the last wave's teams.

    Args:
        waves: oldest first; the last is the wave diagnosed.
        rules: the thresholds.

    Returns:
        One trend a team and dimension whose cells can be shown and compared in at
        least ``rules.trend_waves`` waves; slope in points a wave, positive if
        leadership rises against the team.
    """
    last = waves[-1]
    found = []
    for team in last.teams:
        for dimension in last.questionnaire.dimensions:
            used = [
                (position, pair)
                for position, tally in enumerate(waves, 1)
                for pair in (_cells(tally, last, team, dimension.key, rules),)
                if pair is not None
            ]
            if len(used) >= rules.trend_waves:
                found.append(_fit(waves, used, team, dimension.key, rules))
    return tuple(found)


def _cells(
    tally: Tally, last: Tally, team: str, dimension: str, rules: Rules
) -> tuple[Moments, Moments] | None:
    shared = shared_items(tally.questionnaire, last.questionnaire, dimension)
    if not fully_shared(tally.questionnaire, last.questionnaire, dimension, shared):
        return None
    if tally.leadership is None:
        return None
    leaders = moments(tally, tally.leadership, dimension)
    members = moments(tally, team, dimension)
    if leaders is None or not rules.may_show(leaders.n, leadership=True):
        return None
    if members is None or not rules.may_show(members.n, leadership=False):
        return None
    return leaders, members


@dataclass(frozen=True)
class Line:
    """A line through gaps.

    Args:
        slope: points a wave.
        half: half its 95 % interval.
        first: the gap on the line in the first wave.
        last: the same in the last wave.
    """

    slope: float
    half: float
    first: float
    last: float


def line(
    places: Sequence[float], gaps: Sequence[float], variances: Sequence[float]
) -> Line:
    """Fit a line to gaps whose variances are known.

    Args:
        places: of the waves in time, shape (W,).
        gaps: leadership minus team, in points, shape (W,).
        variances: of the gaps, in points², shape (W,).

    Source: weighted least squares with known variances, docs/methods.md, 'Trend'.
    """
    x, gap = np.array(places, np.float64), np.array(gaps)
    weight = 1 / np.array(variances)
    middle = float(weight @ x / weight.sum())
    spread = float(weight @ (x - middle) ** 2)
    slope = float(weight @ ((x - middle) * gap) / spread)
    level = float(weight @ gap / weight.sum())
    first, last = (level + slope * (end - middle) for end in (x[0], x[-1]))
    return Line(slope, 1.96 / math.sqrt(spread), first, last)


def _fit(
    waves: Sequence[Tally],
    used: list[tuple[int, tuple[Moments, Moments]]],
    team: str,
    dimension: str,
    rules: Rules,
) -> Trend:
    spec = Spec(rules, "score", waves[-1].questionnaire.scale.range)
    found = line(
        [position for position, _ in used],
        [a.mean - b.mean for _, (a, b) in used],
        [regularised(pair, spec.prior).variance for _, pair in used],
    )
    grows = abs(found.last) > abs(found.first)
    return Trend(
        team=team,
        dimension=dimension,
        waves=tuple(waves[position - 1].wave for position, _ in used),
        smallest=min(min(a.n, b.n) for _, (a, b) in used),
        slope=found.slope,
        ci95=(found.slope - found.half, found.slope + found.half),
        direction=("widening" if grows else "narrowing")
        if abs(found.slope) > found.half
        else None,
    )
