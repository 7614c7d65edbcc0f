"""How precisely a comparison may be told: intervals, effect, what is missing."""

from dataclasses import dataclass
from typing import Any

from diagnostic.release.display import Display, Value, bound, nearest, outwards
from diagnostic.release.shown import Shown
from diagnostic.stats.findings import Comparison, Diagnosis
from diagnostic.stats.welch import regularised

EFFECTS = ((0.147, "negligible"), (0.33, "small"), (0.474, "medium"))
"""Bounds of Cliff's delta: Romano et al. 2006, Florida Association of IR."""


@dataclass(frozen=True)
class Spread:
    """A cell as far as its displayed figures tell it: all that an interval uses."""

    n: int
    mean: float
    variance: float


def effect(found: Comparison) -> str | None:
    """Say theta as a word: negligible, small, medium or large."""
    if found.cliffs_delta is None:
        return None
    size = abs(found.cliffs_delta)
    return next((word for limit, word in EFFECTS if size < limit), "large")


def narrow_interval(
    pair: list[Shown], coverage: float, display: Display
) -> list[float] | None:
    """Give the interval of the displayed figures to 0.1.

    From displayed means and spreads, so that it adds nothing to them: the exact
    interval's middle is the exact difference, which undoes the clamps of items.
    """
    sides = []
    for cell in pair:
        if cell.mean is None or cell.clamped or cell.sd is None:
            return None
        sides.append(Spread(cell.n, bound(cell.mean), bound(cell.sd) ** 2))
    prior = display.rules.prior_variance * display.scale**2
    low, high = regularised(sides, prior).interval(
        sides[0].mean - sides[1].mean, coverage
    )
    return [nearest(low, display.tenth), nearest(high, display.tenth)]


def wide_interval(
    found: Comparison, pair: list[Shown], difference: Value, display: Display
) -> list[float] | None:
    """Give the 95 % interval around the displayed difference, outwards to 0.5.

    A spread that is not displayed counts as the largest there can be of a group that
    is divided or is not: a narrow interval would say that a small group is of one
    mind, a wide one that one person differs from all others. So it contains the
    exact interval, and tells nothing that is not displayed.
    """
    if found.ci95 is None or isinstance(difference, dict) or difference is None:
        return None
    # Where the spread is withheld, an interval would give it away.
    if not all(cell.spread for cell in pair):
        return None
    sides = [Spread(cell.n, 0.0, cell.assumed**2) for cell in pair]
    prior = display.rules.prior_variance * display.scale**2
    half = regularised(sides, prior).interval(0.0, 0.95)[1] + display.tenth
    middle = bound(difference)
    return outwards(middle - half, middle + half, display.half)


def needed(found: Comparison, *, detailed: bool) -> str | dict[str, int] | None:
    """Say how many more answers would settle it: P5's words, or fives from 10 on."""
    if found.reason != "answers":
        return None
    if found.answers_needed is None:
        return "more than there are people"
    team, leaders = found.answers_needed.team, found.answers_needed.leadership
    if detailed:
        return {"team": 5 * -(-team // 5), "leadership": 5 * -(-leaders // 5)}
    people = team + leaders
    if people <= 5:
        return "up to 5"
    return "about 10" if people <= 14 else "about 20"


def tipping_point(
    written: dict[str, Any], found: Comparison, diagnosis: Diagnosis, display: Display
) -> float | None:
    """Give the tipping point of the displayed difference, from 10 on both sides.

    The exact one times the share of missing answers is the exact difference.
    """
    difference = written["difference"]
    if written["ci90"] is None or isinstance(difference, dict) or difference is None:
        return None
    invited = {group.name: group.invited for group in diagnosis.groups}
    asked = invited.get(found.team or "")
    if not asked or found.n_team >= asked:
        return None
    return nearest(difference / (1 - found.n_team / asked), display.tenth)
