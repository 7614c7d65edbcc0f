"""Attack the releases of many generated companies, and print what gives way.

    .venv/bin/python benchmarks/disclosure.py [--companies 2000] [--seed 1]

Prints for everything published, alone and with one member's own answers, how many
counts are fixed and how narrowly a hidden or clamped mean is held; then the same with
each rule of disclosure switched off. For companies over four quarters, in which
departments split, merge, come and go and questions are replaced, every comparison of
two quarters is published too. Ends with 1 if anything is given away.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from diagnostic.release.comparing import EVERY
from diagnostic.release.display import ALL
from tests.disclosure.companies import KINDS, companies, members
from tests.disclosure.series import series
from tests.disclosure.solver import Attack, Leak


def alone(company: Any, on: frozenset[str]) -> tuple[list[Leak], float, int]:
    """Attack with what is published; leaks, narrowest mean, cells."""
    attack = Attack(company.questionnaire, company.releases(on), on)
    return attack.leaks(), attack.narrowest, sum(map(len, attack.waves))


def with_own(company: Any, on: frozenset[str]) -> tuple[list[Leak], float, int]:
    """Attack with the answers of each member of each group below 10 in turn."""
    releases = company.releases(on)
    found: list[Leak] = []
    narrowest, groups = 4.0, set()
    for member in members(company):
        attack = Attack(company.questionnaire, releases, on, member)
        found += attack.leaks()
        narrowest = min(narrowest, attack.narrowest)
        groups.add((member.wave, member.group))
    return found, narrowest, len(groups) * len(company.questionnaire.dimensions)


def together(company: Any, on: frozenset[str]) -> tuple[list[Leak], float, int]:
    """Attack with the releases of all quarters and every comparison of two."""
    (attack,) = company.attacks(on)
    return attack.leaks(), attack.narrowest, sum(map(len, attack.waves))


def tell(
    name: str, drawn: Iterable[Any], attack: Callable[..., Any], on: frozenset[str]
) -> int:
    """Print one line; the number of cells that leak."""
    began, leaks, narrowest = time.process_time(), Counter[str](), 4.0
    cells, bad, number = 0, set(), 0
    for number, company in enumerate(drawn, 1):
        found, narrow, seen = attack(company, on)
        cells, narrowest = cells + seen, min(narrowest, narrow)
        for leak in found:
            leaks[leak.kind] += 1
            bad.add((number, leak.wave, leak.group, leak.key.partition("i")[0]))
    print(
        f"{name:32} {number:6} {cells:7} {len(bad):6} {leaks['count']:7} "
        f"{leaks['mean']:6} {narrowest:9.2f} {time.process_time() - began:7.0f}",
        flush=True,
    )
    return len(bad)


def main() -> int:
    """Attack with every rule in force, then without each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    few = max(given.companies // 10, 20)
    others = [kind for kind in KINDS if kind != "dissenter"]
    print(
        f"{'attack':32} {'firms':>6} {'cells':>7} {'leaky':>6} {'counts':>7} "
        f"{'means':>6} {'narrowest':>9} {'seconds':>7}"
    )
    bad = tell("published", companies(given.companies, given.seed), alone, ALL)
    drawn = companies(few * 2, given.seed, others)
    bad += tell("and own answers", drawn, with_own, ALL)
    drawn = companies(few, given.seed, ("dissenter",))
    tell("and own answers, lone dissenters", drawn, with_own, ALL)
    for rule in sorted(ALL):
        on = ALL - {rule}
        kinds = ("two waves",) if rule == "P8" else KINDS
        drawn = companies(few, given.seed, kinds)
        tell(f"without {rule}", drawn, alone, on)
    drawn = companies(few, given.seed, ("declared",))
    tell("without P6, and own answers", drawn, with_own, ALL - {"P6"})
    bad += tell("quarters together", series(few * 2, given.seed), together, EVERY)
    for rule in ("L4", "P8"):
        reorganised = series(few, given.seed)
        tell(f"quarters without {rule}", reorganised, together, EVERY - {rule})
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
