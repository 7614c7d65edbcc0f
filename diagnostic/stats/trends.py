"""The direction of a gap over four waves or more."""

import math
from collections.abc import Sequence

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

    Source: weighted least squares with known variances, docs/methods.md, 'Trend'.
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


def _fit(
    waves: Sequence[Tally],
    used: list[tuple[int, tuple[Moments, Moments]]],
    team: str,
    dimension: str,
    rules: Rules,
) -> Trend:
    spec = Spec(rules, "score", waves[-1].questionnaire.scale.range)
    x = np.array([position for position, _ in used], np.float64)
    gap = np.array([a.mean - b.mean for _, (a, b) in used])
    weight = np.array(
        [1 / regularised([a, b], spec.prior).variance for _, (a, b) in used]
    )
    middle = float(weight @ x / weight.sum())
    spread = float(weight @ (x - middle) ** 2)
    slope = float(weight @ ((x - middle) * gap) / spread)
    half = 1.96 / math.sqrt(spread)
    level = float(weight @ gap / weight.sum())
    first, final = (level + slope * (end - middle) for end in (x[0], x[-1]))
    certain = abs(slope) > half
    direction = "widening" if abs(final) > abs(first) else "narrowing"
    return Trend(
        team=team,
        dimension=dimension,
        waves=tuple(waves[position - 1].wave for position, _ in used),
        smallest=min(min(a.n, b.n) for _, (a, b) in used),
        slope=slope,
        ci95=(slope - half, slope + half),
        direction=("widening" if direction == "widening" else "narrowing")
        if certain
        else None,
    )
