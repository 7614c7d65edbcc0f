"""Populations that answers are drawn from, with their true figures."""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from diagnostic.simulation.opinion import Opinion, score_distribution, superiority
from questionnaires import load

Counts = NDArray[np.int64]
ITEMS = 5
EXAMPLES = Path(__file__).parent.parent / "examples" / "fevs-2018"
USUAL = Opinion(3.6)


@dataclass(frozen=True, eq=False)
class Pair:
    """Leadership and a team, each a distribution over the same scores.

    Args:
        codes: scores as integers, ascending, shape (V,).
        unit: codes to a point.
        leaders: probability of each, shape (V,).
        team: the same of the team.
    """

    codes: Counts
    unit: int
    leaders: NDArray[np.float64]
    team: NDArray[np.float64]

    @property
    def values(self) -> NDArray[np.float64]:
        """Scores in points, shape (V,)."""
        return self.codes / self.unit

    @property
    def range(self) -> float:
        """Length of the scale in points."""
        return float(self.values[-1] - self.values[0])

    @property
    def difference(self) -> float:
        """True mean of leaders minus that of the team, in points."""
        return float(self.values @ (self.leaders - self.team))

    @property
    def theta(self) -> float:
        """P(leader > team member) + P(equal)/2."""
        return superiority(self.leaders, self.team)

    def describe(self) -> str:
        """Give mean, standard deviation and skewness of both sides."""
        sides = []
        for share in (self.leaders, self.team):
            mean = float(self.values @ share)
            sd = math.sqrt(float((self.values - mean) ** 2 @ share))
            third = float((self.values - mean) ** 3 @ share) / sd**3
            sides.append(f"{mean:.2f} (sd {sd:.2f}, skewness {third:+.1f})")
        return " against ".join(sides)


def modelled(leaders: Opinion, team: Opinion) -> Pair:
    """Take both sides from the latent-normal model."""
    codes, unit, first = score_distribution(leaders, ITEMS)
    _, _, second = score_distribution(team, ITEMS)
    return Pair(codes, unit, first, second)


@cache
def conditions() -> dict[str, Pair]:
    """Give the conditions without a difference that the limits are held to."""
    ceiling = replace(USUAL, mean=4.8)
    return {
        "equal spread": modelled(USUAL, USUAL),
        "leaders vary more": modelled(
            replace(USUAL, spread=1.2), replace(USUAL, spread=0.36)
        ),
        "leaders concentrated": modelled(
            replace(USUAL, spread=0.2), replace(USUAL, spread=0.8)
        ),
        "ceiling": modelled(ceiling, ceiling),
        "skew (real answers)": real("expectations"),
    }


@cache
def stress() -> dict[str, Pair]:
    """Give conditions without a difference that are harder than the limits ask."""
    minority = replace(USUAL, spread=0.45, minority=0.2, distance=2.2)
    return {
        "1 in 5 unhappy on both sides": modelled(minority, minority),
        "1 in 5 unhappy among leaders": modelled(minority, USUAL),
        "1 in 5 unhappy in the team": modelled(USUAL, minority),
    }


@cache
def gaps() -> dict[str, Pair]:
    """Give conditions with a true difference, by its size in points."""
    team = replace(USUAL, mean=2.8)
    found = {
        f"{gap:.2f}": modelled(replace(team, mean=2.8 + gap), team)
        for gap in (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
    }
    found["0.80 at a ceiling of 4.8"] = modelled(
        replace(USUAL, mean=4.8), replace(USUAL, mean=4.0)
    )
    return found


@cache
def hidden() -> dict[str, Pair]:
    """Give true differences of half a point, which must not pass for alignment."""
    close = Opinion(4.0, spread=0.35, noise=0.7)
    lower = replace(close, mean=3.5)
    few = replace(lower, minority=0.2, distance=2.7)
    return {
        "usual spread": modelled(replace(USUAL, mean=4.1), USUAL),
        "little spread": modelled(close, lower),
        "1 in 5 leaders unhappy": modelled(few, close),
        "1 in 5 of the team unhappy": modelled(close, few),
    }


def real(dimension: str) -> Pair:
    """Take both sides from what 102 leaders of a federal department answered."""
    asked = load(EXAMPLES / "questionnaire.toml").items_of(dimension)
    with (EXAMPLES / "hud.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = [
        sum(int(row[item.id]) for item in asked)
        for row in rows
        if row["department"] == "leadership"
    ]
    size = len(asked)
    share = np.bincount(sums, minlength=5 * size + 1)[size:] / len(sums)
    return Pair(np.arange(size, 5 * size + 1), size, share, share)


def sizes(first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """Pair numbers of leaders with numbers of team members."""
    return [(n, m) for n in first for m in second]
