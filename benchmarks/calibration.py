"""Measures false alarms, power, coverage and verdicts where the truth is known.

Everything measured is the product's own code: ``compare``, ``compare_teams``,
``changes``, ``gap_changes``, ``trends``. To end within minutes it relabels 1,999
times instead of 9,999 and enumerates 5,000 tables at most; ``--full`` does not.
Prints Markdown, then a line a limit; ends with 1 if a limit is not kept. Usage:

    .venv/bin/python benchmarks/calibration.py [--sets N] [--jobs N] [--full]
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from multiprocessing import get_context

import numpy as np

from benchmarks import _parts
from benchmarks._single import Rates
from benchmarks._tables import standard_error, verdict
from benchmarks._waves import Discoveries
from diagnostic.rules import Rules

QUICK = Rules(max_tables=5_000, draws=1_999, small_leadership="declared")
FULL = Rules(small_leadership="declared")


def main() -> int:
    """Run every part and hold the limits against it."""
    options = _options()
    rules = FULL if options.full else QUICK
    started = time.perf_counter()
    print(f"{options.sets} data sets a cell, {rules.draws} relabellings, ", end="")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}\n")
    with get_context("spawn").Pool(options.jobs) as pool:
        singles = _parts.conditions(pool, "conditions", options.sets, rules)
        harder = _parts.conditions(pool, "stress", options.sets, rules)
        gaps = _parts.gaps(pool, options.sets, rules)
        hidden = _parts.hidden(pool, options.sets, rules)
        waves = _parts.discoveries(pool, options.sets, rules)
        _parts.quarters(pool, options.sets, rules)
    _parts.division(options.sets)
    print(f"\n## Limits\n\n(after {time.perf_counter() - started:.0f} s)\n")
    kept = _limits(singles, gaps, waves)
    _beyond(singles, harder, hidden)
    return 0 if kept else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=2_000, help="data sets a cell")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--full", action="store_true", help="9,999 relabellings")
    return parser.parse_args()


def _limits(
    singles: Sequence[Rates], gaps: Sequence[Rates], waves: Sequence[Discoveries]
) -> bool:
    alarm = max(singles, key=lambda r: r.shown)
    discovery = max(waves, key=lambda d: float(np.mean(d.false_share)))
    covered = min((*singles, *gaps), key=lambda r: _slack(r.difference, 0.93, r))
    theta = min((*singles, *gaps), key=lambda r: _slack(r.theta, 0.91, r))
    w = discovery.wave
    where = f"{w.leaders} leaders, spread {w.spread}, {w.gaps} gaps"
    checks = [
        verdict(
            f"false alarms, worst at {_name(alarm)}",
            alarm.shown,
            0.08,
            alarm.cell.sets,
            most=True,
        ),
        _fdr(discovery, where),
        verdict(
            f"coverage of the difference, worst at {_name(covered)}",
            covered.difference,
            0.93,
            covered.cell.sets,
            most=False,
        ),
        verdict(
            f"coverage of theta, worst at {_name(theta)}",
            theta.theta,
            0.91,
            theta.cell.sets,
            most=False,
        ),
    ]
    for _, line in checks:
        print(f"- {line}")
    return all(reached for reached, _ in checks)


def _fdr(found: Discoveries, where: str) -> tuple[bool, str]:
    shares = np.array(found.false_share)
    rate, error = float(shares.mean()), float(shares.std() / np.sqrt(shares.size))
    reached = rate <= 0.05 + 2 * error
    return reached, (
        f"{'reached' if reached else 'NOT REACHED'}: FDR, worst at {where}: "
        f"{rate:.4f} (limit <= 0.05, two standard errors {2 * error:.4f})"
    )


def _beyond(
    singles: Sequence[Rates], harder: Sequence[Rates], hidden: Sequence[Rates]
) -> None:
    """Print the worst cells of what no limit asks for, so that it is known."""
    print("\nBeyond the limits, worst cells:\n")
    low = max(singles, key=lambda r: r.low_p)
    alarm = max(harder, key=lambda r: r.shown)
    covered = min(harder, key=lambda r: r.difference)
    theta = min(harder, key=lambda r: r.theta)
    aligned = max(hidden, key=lambda r: r.verdicts.get("aligned", 0.0))
    for title, rates, rate in (
        ("p <= .05, flagged or not", low, low.low_p),
        ("false alarms", alarm, alarm.shown),
        ("coverage of the difference", covered, covered.difference),
        ("coverage of theta", theta, theta.theta),
        ("aligned at a difference of 0.5", aligned, aligned.verdicts["aligned"]),
    ):
        error = standard_error(rate, rates.cell.sets)
        print(f"- {title}: {rate:.3f} (standard error {error:.3f}) at {_name(rates)}")


def _slack(rate: float, limit: float, rates: Rates) -> float:
    return (rate - limit) / standard_error(limit, rates.cell.sets)


def _name(rates: Rates) -> str:
    cell = rates.cell
    return f"{cell.condition}, {cell.leaders} leaders against {cell.team}"


if __name__ == "__main__":
    sys.exit(main())
