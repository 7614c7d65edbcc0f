"""Reports of many companies in one batch: time, cores used and memory.

    .venv/bin/python benchmarks/batch.py [--companies 200]

The workspace's 'all reports' draws them the same way; what it reads from and writes to
its database is left out. Memory is that of all processes together, pages that they
share counted once (PSS), the largest of ten looks a second. Linux only.
"""

import argparse
import os
import platform
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from report import usual_company  # type: ignore[import-not-found]

from diagnostic.pipeline.batch import draw
from diagnostic.pipeline.presenting import Basis

LIMIT = 600
"""Megabytes that all processes together may take."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=200)
    number = parser.parse_args().companies
    done = threading.Event()
    largest = [0.0]
    watching = threading.Thread(target=watch, args=(done, largest))
    released = list(companies(number))
    watching.start()
    start, spent = time.perf_counter(), processor()

    try:
        sizes = [len(pdf) for pdf in draw(released, number, threading.Event())]
        seconds, used = time.perf_counter() - start, processor() - spent
    finally:
        done.set()
        watching.join()
    cores = os.cpu_count() or 1
    print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores")
    print(f"{'reports':20}{number:8d}")
    print(f"{'time':20}{seconds:8.1f} s")
    print(f"{'processor':20}{used:8.1f} s, {used / number:.2f} s a report")
    print(f"{'cores kept busy':20}{used / seconds:8.2f}")
    print(f"{'memory':20}{largest[0]:8.0f} MB of {LIMIT}")
    print(f"{'size':20}{sum(sizes) / number / 1000:8.0f} kB a report")


def companies(number: int) -> Iterator[Basis]:
    """Give one usual company again and again, under other names."""
    usual = usual_company()
    for place in range(number):
        yield usual.basis(company=f"Company {place + 1}")


def processor() -> float:
    """Give the processor's seconds of this process and of its children that ended."""
    own, ended = (
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(part.ru_utime + part.ru_stime for part in (own, ended))


def watch(done: threading.Event, largest: list[float]) -> None:
    """Remember the most memory that this process and its children have taken."""
    while not done.wait(0.1):
        processes = [os.getpid(), *children(os.getpid())]
        largest[0] = max(largest[0], sum(map(megabytes, processes)))


def children(process: int) -> Iterator[int]:
    """Give the processes that a process has started."""
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)


def megabytes(process: int) -> float:
    """Give the memory of a process; none if it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1e3


if __name__ == "__main__":
    main()
