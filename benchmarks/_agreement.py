"""How often a group is called divided, rightly and wrongly."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks import _populations
from benchmarks._populations import USUAL
from diagnostic.rules import Rules
from diagnostic.simulation.opinion import Opinion, score_distribution
from diagnostic.stats.agreement import divided
from diagnostic.tally import Histogram

PEOPLE = (4, 5, 8, 12, 20, 30, 100)


@dataclass(frozen=True)
class Division:
    """Share of groups called divided, by people in the group."""

    name: str
    rates: dict[int, float]


def divisions(sets: int) -> list[Division]:
    """Draw groups of one camp, as real people answer, and of two camps."""
    found = []
    populations: dict[str, tuple[_populations.Counts, int, NDArray[np.float64]]] = {}
    for name, opinion in {
        "one camp, usual spread": replace(USUAL, mean=3.3),
        "one camp, wide spread": replace(USUAL, mean=3.3, spread=0.9),
        "1 in 5 unhappy": Opinion(3.3, 0.45, minority=0.2, distance=2.2),
        "two camps, 2 points apart": Opinion(3.0, 0.35, minority=0.5, distance=2.1),
        "two camps, 2.5 points apart": Opinion(3.0, 0.35, minority=0.5, distance=2.7),
    }.items():
        codes, unit, share = score_distribution(opinion, _populations.ITEMS)
        populations[name] = codes, unit, share
    pair = _populations.real("resources")
    populations["real answers (resources)"] = pair.codes, pair.unit, pair.team
    for k, (name, (codes, unit, share)) in enumerate(populations.items()):
        rates = {}
        for n in PEOPLE:
            generator = np.random.Generator(np.random.PCG64((4, k, n)))
            drawn = generator.multinomial(n, share, size=sets)
            called = sum(
                divided(Histogram(codes, unit, c), Rules(), 1.0) for c in drawn
            )
            rates[n] = called / sets
        found.append(Division(name, rates))
    return found
