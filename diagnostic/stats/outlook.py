"""What could be told of a gap, known from the sizes of both sides alone."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from diagnostic.rules import RANGE, Rules
from diagnostic.stats.comparison import compare

Floats = NDArray[np.float64]
_STEPS = 400


@dataclass(frozen=True)
class Outlook:
    """What could be told of a gap in one dimension, on a scale from 1 to 5.

    Args:
        p_minimum: smallest p that any answers of so many people can have.
        together: so many gaps of a wave must show at once for any to be shown, the
            others telling nothing; one is enough where this is 1. None: more than
            there are comparisons.
        smallest: no smaller gap can be shown, whatever the answers (points).
        usual: a gap that is shown about every second time where answers spread as
            they usually do and it is the only test (points).
    """

    p_minimum: float
    together: int | None
    smallest: float
    usual: float


@lru_cache(maxsize=4_096)
def outlook(leaders: int, team: int, comparisons: int, rules: Rules) -> Outlook:
    """Tell what could be told of a gap between so many leaders and team members.

    Args:
        leaders: answers of leadership, 2 or more.
        team: answers of the team, 2 or more.
        comparisons: tested together in the wave, this one included.
        rules: the thresholds.

    Source: docs/methods.md, 'Before there are answers'.
    """
    # Nothing sets two groups further apart.
    found = compare([0, leaders], [team, 0], values=[1, 1 + RANGE], rules=rules)
    p_minimum = found.p_minimum if found.p_minimum is not None else 0.0
    needed = max(1, math.ceil(p_minimum * comparisons / rules.alpha - 1e-9))
    few = min(leaders, team) < rules.full_people
    level = min(rules.fdr, rules.cautious) if few else rules.fdr
    # From full_people on what nobody varies in is shown however small it is.
    smallest = _narrowest(leaders, team, level, rules) if few else 0.0
    return Outlook(
        p_minimum=p_minimum,
        together=needed if needed <= comparisons else None,
        smallest=max(rules.notable, smallest),
        usual=max(rules.notable, _usual(leaders, team, level, rules)),
    )


def _usual(leaders: int, team: int, level: float, rules: Rules) -> float:
    """Half-width of the interval where both sides' variance is that of the prior."""
    parts = [np.array([rules.prior_variance / n]) for n in (leaders, team)]
    return float(_half(leaders, team, parts[0], parts[1], level)[0])


def _narrowest(leaders: int, team: int, level: float, rules: Rules) -> float:
    """Smallest half-width of the regularised interval over all spreads.

    For one ratio of both variances of the mean it grows with their sum, so one side
    does not vary at all; but not both: the degrees of freedom grow with the smaller
    of the two.
    """
    least = [rules.prior_variance / n**2 for n in (leaders, team)]
    # Half of them at either end is the most that people can differ.
    most = [
        (rules.prior_variance + (n - 1) * _largest(n)) / n**2 for n in (leaders, team)
    ]
    first = np.geomspace(least[0], most[0], _STEPS)
    second = np.geomspace(least[1], most[1], _STEPS)
    return float(
        min(
            _half(leaders, team, first, np.full(_STEPS, least[1]), level).min(),
            _half(leaders, team, np.full(_STEPS, least[0]), second, level).min(),
        )
    )


def _largest(n: int) -> float:
    return (RANGE / 2) ** 2 * n / (n - 1)


def _half(
    leaders: int, team: int, first: Floats, second: Floats, level: float
) -> Floats:
    """Half-width of the interval of a difference from both variances of the mean."""
    total = first + second
    freedom = total**2 / (first**2 / (leaders - 1) + second**2 / (team - 1))
    quantile: Floats = np.asarray(stdtrit(freedom, 1 - level / 2), np.float64)
    return quantile * np.sqrt(total)
