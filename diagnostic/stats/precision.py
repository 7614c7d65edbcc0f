"""How fragile a finding is: missing answers that could undo or settle it."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from diagnostic.rules import Rules
from diagnostic.stats.findings import Comparison, Needed

TOLERANCE = 1e-9
DENSE = 10_000
"""Beyond so many more answers, one number in a hundred is tried first."""


def tipping_point(found: Comparison, invited: int | None) -> float | None:
    """Tell how far the team's missing answers must lie from those given.

    Args:
        found: a comparison with its difference.
        invited: team members invited, or None.

    Returns:
        Δ/(1 − r) in points, r the share of the team that answered: if those who
        did not answer score so much above those who did, there is no gap. None
        if everybody answered or nobody knows how many were asked.

    Source: docs/methods.md, 'Non-response'.
    """
    if found.difference is None or not invited or found.n_team >= invited:
        return None
    return found.difference / (1 - found.n_team / invited)


def answers_needed(
    found: Comparison,
    rules: Rules,
    *,
    scale: float,
    invited_leadership: int | None,
    invited_team: int | None,
) -> Needed | None:
    """Find the fewest more answers that would settle an open comparison.

    Spread is held as it is; answers are added to the team first, then to leadership,
    up to the people invited (ten times those who answered if unknown), until the 90 %
    interval is no wider than the distance of the difference from the margin and, if
    the difference is inside, both sides are large enough to be called aligned.

    Args:
        found: an inconclusive comparison for want of answers.
        rules: the thresholds.
        scale: points of this scale to a point of a scale from 1 to 5.
        invited_leadership: leaders invited, or None.
        invited_team: team members invited, or None.

    Returns:
        People to be added; None if even everybody could not settle it.

    Source: docs/methods.md, 'How many more answers'.
    """
    if found.difference is None or found.ci90 is None:
        return None
    size = abs(found.difference)
    width = abs(size - rules.notable * scale)
    people = rules.aligned_people if size < rules.notable * scale - TOLERANCE else 0
    half = rules.aligned_participation if people else 0.0
    team = _Side(found.n_team, found.sd_team, invited_team, rules, scale)
    leaders = _Side(
        found.n_leadership, found.sd_leadership, invited_leadership, rules, scale
    )
    floor_team = max(people, math.ceil(half * (invited_team or 0)))
    floor_leaders = max(people, math.ceil(half * (invited_leadership or 0)))
    if floor_leaders <= leaders.n:
        n = _first(team, leaders.part(np.array([leaders.n])), width, floor_team)
        if n is not None:
            return Needed(n - team.n, 0)
    if team.most < floor_team:
        return None
    n = _first(leaders, team.part(np.array([team.most])), width, floor_leaders)
    if n is None:
        return None
    return Needed(team.most - team.n, n - leaders.n)


class _Side:
    """A side that may grow: ``n`` people now, ``most`` in the end."""

    def __init__(
        self, n: int, sd: float | None, invited: int | None, rules: Rules, scale: float
    ) -> None:
        spread = (n - 1) * (sd or 0.0) ** 2 + rules.prior_variance * scale**2
        self.n = n
        self.most = max(n, invited if invited is not None else 10 * n)
        self.variance = spread / n

    def part(
        self, people: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Its part of the squared standard error, and of the denominator of df."""
        a = self.variance / people
        return a, a**2 / (people - 1)


def _first(
    side: _Side,
    other: tuple[NDArray[np.float64], NDArray[np.float64]],
    width: float,
    floor: int,
) -> int | None:
    """Find the smallest size of a side at which the half-width fits."""
    for people in _sizes(max(side.n, floor), side.most):
        fits = _fits(side, other, width, people)
        if not fits.size:
            continue
        i = int(fits[0])
        between = people[i - 1] if i else people[0] - 1
        skipped = np.arange(between + 1, people[i] + 1)
        return int(skipped[_fits(side, other, width, skipped)[0]])
    return None


def _fits(
    side: _Side,
    other: tuple[NDArray[np.float64], NDArray[np.float64]],
    width: float,
    people: NDArray[np.int64],
) -> NDArray[np.intp]:
    """List the indices of the sizes at which the half-width fits."""
    a, b = side.part(people)
    total, freedom = a + other[0], b + other[1]
    half = stdtrit(total**2 / freedom, 0.95) * np.sqrt(total)
    return np.flatnonzero(half <= width + TOLERANCE)


def _sizes(first: int, last: int) -> Iterator[NDArray[np.int64]]:
    """List sizes to try. Not by bisection: with few leaders it is not monotone."""
    if first > last:
        return
    dense = min(last, first + DENSE)
    yield np.arange(first, dense + 1)
    if dense < last:
        steps = np.geomspace(dense + 1, last, int(math.log(last / dense) * 100) + 2)
        yield np.unique(np.ceil(steps).astype(np.int64))
