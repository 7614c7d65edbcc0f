"""What leadership expected a team to answer, against what it answered."""

import numpy as np

from diagnostic.rules import Rules
from diagnostic.stats.comparison import Spec
from diagnostic.stats.findings import BlindSpot, Comparison
from diagnostic.stats.verdicts import at_least
from diagnostic.stats.welch import regularised
from diagnostic.tally import Histogram, Moments, Tally


def blind_spots(
    tally: Tally, rules: Rules, comparisons: tuple[Comparison, ...]
) -> tuple[BlindSpot, ...]:
    """Compare predictions with answers, for every comparison that was predicted.

    A blind spot: the 95 % interval of predicted minus actual lies beyond 0, the
    difference is at least ``rules.blind``, and it has the sign of a gap that is shown.

    Args:
        tally: whole cells.
        rules: the thresholds.
        comparisons: of the dimensions, judged.
    """
    spec = Spec(rules, "score", tally.questionnaire.scale.range)
    codes = np.arange(1, tally.questionnaire.scale.points + 1)
    found = []
    for parent in comparisons:
        key = (parent.team or "", parent.dimension or "")
        if key in tally.predictions:
            expected = Histogram(codes, 1, tally.predictions[key]).moments
            cell = tally.scores[key]
            actual = cell if isinstance(cell, Moments) else cell.moments
            found.append(_spot(parent, expected, actual, spec))
    return tuple(found)


def _spot(
    parent: Comparison, expected: Moments, actual: Moments, spec: Spec
) -> BlindSpot:
    team, dimension = parent.team or "", parent.dimension or ""
    rules = spec.rules
    seen = rules.may_show(expected.n, leadership=True)
    seen_team = rules.may_show(actual.n, leadership=False)
    if not (seen and seen_team):
        return BlindSpot(
            team,
            dimension,
            expected.n,
            expected.mean if seen else None,
            actual.mean if seen_team else None,
            None,
            None,
            None,
        )
    difference = expected.mean - actual.mean
    low, high = regularised([expected, actual], spec.prior).interval(difference, 0.95)
    gap = parent.difference or 0.0
    blind = (
        (low > 0 or high < 0)
        and at_least(abs(difference), rules.blind * spec.scale)
        and parent.verdict == "gap"
        and difference * gap > 0
    )
    return BlindSpot(
        team,
        dimension,
        expected.n,
        expected.mean,
        actual.mean,
        difference,
        (low, high),
        blind,
    )
