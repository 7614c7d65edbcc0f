"""Measures how often a change is claimed where nothing changes, over 2 to 8 waves.

Everything measured is the product's own code: ``changes``, ``gap_changes`` and
``trends``. Companies of leadership and five teams answer about four dimensions in
eight waves, and nothing moves; a person's view correlates with that of the wave before
by the pairing: 0 is other people each time. A family is every test of one pair of
waves; it is a false alarm if any change in it is claimed. Prints Markdown, then
whether the limit is kept; ends with 1 if it is not. Usage:

    .venv/bin/python benchmarks/changes.py [--companies N] [--jobs N]
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context

import numpy as np

from benchmarks._tables import table
from benchmarks._waves import ASKED, DIMENSIONS, LEVEL, TEAMS
from diagnostic.rules import Rules
from diagnostic.simulation.company import Company, Department, simulate, tally
from diagnostic.simulation.opinion import Opinion
from diagnostic.stats.changes import changes
from diagnostic.stats.register import gap_changes
from diagnostic.stats.trends import trends
from diagnostic.tally import Tally

WAVES = 8
PAIRINGS = (0.0, 0.5, 0.8)
LEADERS = 10
LIMIT = 0.05
RULES = Rules(max_tables=5_000, draws=1_999)
SEED = 2027


@dataclass(frozen=True)
class Alarms:
    """What was claimed of one company, in which nothing changed.

    Args:
        neighbours: false alarms of changes in the pairs of neighbouring waves.
        gaps: false alarms of changes of gaps in the same.
        first: false alarms of changes from the first wave to each later one.
        directions: share of lines over the first 4 to 8 waves with a direction.
    """

    neighbours: tuple[bool, ...]
    gaps: tuple[bool, ...]
    first: tuple[bool, ...]
    directions: tuple[float, ...]


def main() -> int:
    """Run every pairing and hold the limit against it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=200, help="companies a row")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    started = time.perf_counter()
    print(f"{options.companies} companies a row, {RULES.draws} relabellings, ", end="")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}\n")
    with get_context("spawn").Pool(options.jobs) as pool:
        found = {
            pairing: pool.map(partial(quiet, pairing), range(options.companies), 5)
            for pairing in PAIRINGS
        }
    kept = _print(found)
    print(f"\n(after {time.perf_counter() - started:.0f} s)")
    return 0 if kept else 1


def quiet(pairing: float, number: int) -> Alarms:
    """Draw a company without change, and count what is claimed of it."""
    same = {key: (Opinion(LEVEL),) * WAVES for key in DIMENSIONS}
    people = {"leadership": LEADERS, **{f"team {n}": n for n in TEAMS}}
    company = Company(
        ASKED,
        tuple(str(wave) for wave in range(1, WAVES + 1)),
        [Department(k, n, (n,) * WAVES, same, {}) for k, n in people.items()],
        persistence=pairing,
    )
    answers = simulate(company, SEED * 1_000_000 + number)
    waves = [tally(company, wave) for wave in answers]
    return Alarms(
        neighbours=tuple(_moved(*pair) for pair in pairwise(waves)),
        gaps=tuple(_gap_moved(*pair) for pair in pairwise(waves)),
        first=tuple(_moved(waves[0], later) for later in waves[2:]),
        directions=tuple(_directions(waves[:k]) for k in range(4, WAVES + 1)),
    )


def _moved(earlier: Tally, later: Tally) -> bool:
    found = changes(earlier, later, RULES)
    return any(one.verdict in ("rose", "fell") for one in found)


def _gap_moved(earlier: Tally, later: Tally) -> bool:
    # As if each gap had been shown in both waves: else there is no status to claim.
    found = gap_changes(earlier, later, {}, {}, RULES)
    known = [one.p_adjusted for one in found if one.p_adjusted is not None]
    return min(known, default=1.0) <= RULES.fdr


def _directions(waves: Sequence[Tally]) -> float:
    found = trends(waves, RULES)
    return sum(one.direction is not None for one in found) / len(found)


def _print(found: dict[float, list[Alarms]]) -> bool:
    """Print each table, and tell whether every family keeps the limit."""
    kept = True
    rows: list[tuple[object, ...]] = []
    for title, name in (
        ("change of a group, neighbours", "neighbours"),
        ("change of a gap, neighbours", "gaps"),
        ("change of a group, first against later", "first"),
    ):
        for pairing, companies in found.items():
            each = np.array([getattr(one, name) for one in companies], np.float64)
            rate = float(each.mean())
            # Families of one company share waves: the company is what is repeated.
            error = float(each.mean(axis=1).std(ddof=1) / np.sqrt(len(companies)))
            kept = kept and rate <= LIMIT + 2 * error
            ever = float(each.any(axis=1).mean())
            rows.append((title, pairing, each.size, rate, error, ever))
    print("## Families with a false alarm\n")
    head = ("family", "pairing", "families", "false alarms", "standard error")
    print(table((*head, f"companies with any, {WAVES} waves"), rows) + "\n")
    print("## Lines with a direction\n")
    lines = [
        (pairing, *np.array([one.directions for one in companies]).mean(axis=0))
        for pairing, companies in found.items()
    ]
    print(table(("pairing", *(f"{k} waves" for k in range(4, WAVES + 1))), lines))
    word = "kept" if kept else "NOT kept"
    print(f"\nLimit of {LIMIT} a family, within two standard errors: {word}.")
    return kept


if __name__ == "__main__":
    sys.exit(main())
