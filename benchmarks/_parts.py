"""The parts of the calibration: each draws, compares and prints its tables."""

from collections.abc import Callable, Iterable, Sequence
from multiprocessing.pool import Pool
from typing import Any

import numpy as np

from benchmarks import _populations
from benchmarks._agreement import PEOPLE, divisions
from benchmarks._populations import sizes
from benchmarks._single import Cell, Rates, run
from benchmarks._tables import table
from benchmarks._waves import TEAMS, Discoveries, Quarters, Wave, discover, quiet
from diagnostic.rules import Rules

LEADERS = (3, 4, 6, 8, 12)
PEOPLE_IN_TEAM = (5, 8, 12, 20, 30, 50, 100, 300)
SEED = 2026


def _cells(source: str, where: Iterable[tuple[int, int]], **more: Any) -> list[Cell]:
    names = getattr(_populations, source)()
    number = ("conditions", "stress", "gaps", "hidden").index(source)
    return [
        Cell(source, name, n, m, seed=(SEED, number, k, n, m), **more)
        for k, name in enumerate(names)
        for n, m in where
    ]


def conditions(pool: Pool, source: str, sets: int, rules: Rules) -> list[Rates]:
    """Print false alarms and coverage of one kind of condition, by size."""
    where = sizes(LEADERS, PEOPLE_IN_TEAM)
    found = pool.map(run, _cells(source, where, sets=sets, rules=rules), 1)
    for name, pair in getattr(_populations, source)().items():
        print(f"## No difference, {name}\n\n{pair.describe()}\n")
        mine = [rates for rates in found if rates.cell.condition == name]
        for title, figure in (
            ("flagged (p <= .05 and same direction)", lambda r: r.shown),
            ("coverage of the 95 % interval of the difference", lambda r: r.difference),
            ("coverage of the 95 % interval of theta", lambda r: r.theta),
        ):
            print(f"{title}\n\n{_grid(mine, figure)}\n")
    return found


def _grid(found: Sequence[Rates], figure: Callable[[Rates], float]) -> str:
    cell = {(r.cell.leaders, r.cell.team): figure(r) for r in found}
    return table(
        ("leaders \\ team", *PEOPLE_IN_TEAM),
        [(n, *(cell[n, m] for m in PEOPLE_IN_TEAM)) for n in LEADERS],
    )


def gaps(pool: Pool, sets: int, rules: Rules) -> list[Rates]:
    """Print what becomes of differences of known size: power and verdicts."""
    where = [(3, 12), (4, 12), (6, 8), (6, 30), (8, 20), (12, 12), (12, 30)]
    where += [(12, 100), (25, 50)]
    few = max(sets // 4, 200)
    found = pool.map(run, _cells("gaps", where, sets=few, rules=rules, depth="all"), 1)
    names = ("gap", "slight", "aligned", "inconclusive", "not_testable")
    print(f"## Verdicts by true difference ({few} data sets a cell)\n")
    head = ("true difference", "leaders", "team", *names, "covers", "covers theta")
    rows = [
        (
            r.cell.condition,
            r.cell.leaders,
            r.cell.team,
            *(r.verdicts.get(name, 0.0) for name in names),
            r.difference,
            r.theta,
        )
        for r in found
    ]
    print(table(head, rows) + "\n")
    return found


def hidden(pool: Pool, sets: int, rules: Rules) -> list[Rates]:
    """Print how often half a point of difference passes for alignment."""
    where = sizes((8, 12, 20, 25), (8, 12, 30, 100))
    found = pool.map(
        run, _cells("hidden", where, sets=sets, rules=rules, depth="aligned"), 1
    )
    print("## Called aligned although the true difference is 0.5\n")
    head = ("leaders, team", *_populations.hidden())
    rows = []
    for n, m in where:
        mine = [r for r in found if (r.cell.leaders, r.cell.team) == (n, m)]
        rows.append((f"{n}, {m}", *(r.verdicts.get("aligned", 0.0) for r in mine)))
    print(table(head, rows) + "\n")
    return found


def discoveries(pool: Pool, sets: int, rules: Rules) -> list[Discoveries]:
    """Print false discoveries of waves of 5 teams by 4 dimensions, and power."""
    companies = max(sets // 4, 100)
    kinds = [
        Wave(leaders, gaps, 1.0, spread, companies, rules, SEED * 1_000_000)
        for leaders in (3, 6, 12)
        for gaps in (0, 5, 10)
        for spread in (0.6, 1.2)
    ]
    found = pool.map(discover, kinds, chunksize=1)
    print(f"## Waves of 20 comparisons, gaps of 1.0 ({companies} companies a row)\n")
    head = ("leaders, spread of their views", "gaps", "FDR", "any false flag")
    more = ("any, unadjusted", "flagged a null", "a total", "a total that stands")
    rows = [
        (
            f"{d.wave.leaders}, {d.wave.spread}",
            d.wave.gaps,
            float(np.mean(d.false_share)),
            d.any_false,
            d.unadjusted,
            d.wrong,
            # With gaps in some teams there is a difference of all together.
            *(("", "") if d.wave.gaps else d.totals),
            *(d.power.get(n, "") for n in TEAMS),
        )
        for d in found
    ]
    power = [f"power, {n}" for n in TEAMS]
    print(table((*head, *more, *power), rows) + "\n")
    return found


def quarters(pool: Pool, sets: int, rules: Rules) -> None:
    """Print the changes claimed where nothing changes."""
    companies = max(sets // 8, 100)
    kinds = [Quarters(p, companies, rules, SEED * 1_000_000) for p in (0.0, 0.5, 0.8)]
    found = pool.map(quiet, kinds, chunksize=1)
    groups = sorted(found[0].changes)
    print(f"## No change between waves ({found[0].tests} tests a rate)\n")
    head = ("p <= .05, not adjusted", "pairing", *groups)
    rows: list[tuple[object, ...]] = []
    for title, name in (
        ("change of a group", "changes"),
        ("change of a gap, 10 leaders", "gap_changes"),
        ("direction over four waves", "trends"),
    ):
        for one in found:
            rates = getattr(one, name)
            known = [rates.get(n, "") for n in groups]
            rows.append((title, one.quarters.pairing, *known))
    print(table(head, rows) + "\n")


def division(sets: int) -> None:
    """Print how often groups are called divided."""
    print("## Called divided\n")
    rows = [(d.name, *(d.rates[n] for n in PEOPLE)) for d in divisions(sets)]
    print(table(("people in the group", *PEOPLE), rows))
