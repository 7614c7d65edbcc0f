"""Seconds to make each file of a usual company from its stored release.

    .venv/bin/python benchmarks/exports.py [--runs 7]

Figures are those of this process's processor, the limits those of the performance
table: XLSX and PPTX two seconds each, the PDF one and a half.
"""

import argparse
import platform
import statistics
from functools import partial
from importlib import import_module

from report import timed, usual_company  # type: ignore[import-not-found]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    company = usual_company()

    def render(kind: str) -> bytes:
        # Loaded here: a worker's first file pays for what it loads.
        module = import_module(f"reports.{kind}")
        made: bytes = module.render(
            company.released,
            company.asked,
            "en",
            series=company.series,
            followed=company.followed,
        )
        return made

    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(f"{'':12}{'first':>10}{'median':>10}{'best':>10}{'size':>12}")
    for kind, module in (
        ("XLSX", "workbook"),
        ("CSV", "tables"),
        ("PPTX", "slides"),
        ("PDF", "pdf"),
    ):
        first, made = timed(partial(render, module))
        again = [timed(partial(render, module))[0] for _ in range(runs)]
        median, best = statistics.median(again), min(again)
        figures = f"{first:8.2f} s{median:8.2f} s{best:8.2f} s"
        print(f"{kind:12}{figures}{len(made) / 1000:9.0f} kB")


if __name__ == "__main__":
    main()
