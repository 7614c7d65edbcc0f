"""Measure the report: time cold and warm, memory, size, and where the time goes.

    .venv/bin/python benchmarks/report.py [--runs 7]

A usual company: leadership, six teams, four dimensions, four waves. Times are of
the processor, so that a busy machine disturbs less; compare runs on one machine. The
first report is that of a process that has drawn none, with what it has to load. As a
command it is that of ``diagnostic report``: a process from its start to its end, with
the program, the database's driver and all that a PDF needs; only the query is left out.
"""

import argparse
import pickle
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from diagnostic.brand import Brand
from diagnostic.pipeline.presenting import Basis
from diagnostic.release import release, to_bytes
from diagnostic.stats import diagnose
from diagnostic.tally import tally_sheets
from questionnaires import Questionnaire, load

PEOPLE = {
    "leadership": 11,
    "Customer success": 9,
    "Finance": 6,
    "Marketing": 12,
    "Operations": 4,
    "Product": 7,
    "Sales": 24,
}
LOW = {("Marketing", "resources"), ("Marketing", "vision_clarity")}
WAVES = 4
COMMAND = """
import pickle, sys
from pathlib import Path
import diagnostic.cli, diagnostic.cli.report
from diagnostic.pipeline.presenting import present
present("pdf", pickle.loads(Path(sys.argv[1]).read_bytes()))
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    released, asked = usual_company()

    start = time.process_time()
    from reports import document, pdf, summary, typesetting, workbook

    imported = time.process_time() - start
    cold, written = timed(lambda: pdf.render(released, asked, "en"))
    warm = [timed(lambda: pdf.render(released, asked, "en"))[0] for _ in range(runs)]
    reading = document.read(released, asked, "en")
    figures, built = timed(lambda: document.build(reading))
    template, page = timed(lambda: pdf.page(reading, built))
    layout, laid_out = timed(lambda: typesetting.lay_out(page, built.plates))
    writing, _ = timed(lambda: typesetting.write(laid_out))
    texts = {
        "workbook": timed(lambda: workbook.render(released, asked, "en"))[0],
        "summary": timed(lambda: summary.render(released, asked, "en"))[0],
    }

    commands = [as_command(released, asked) for _ in range(3)]

    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(f"{'as a command':20}{statistics.median(commands):8.2f} s, median of 3")
    print(f"{'import':20}{imported:8.2f} s")
    print(f"{'first, with import':20}{imported + cold:8.2f} s")
    print(f"{'warm, median':20}{statistics.median(warm):8.2f} s of {runs} runs")
    print(f"{'warm, best':20}{min(warm):8.2f} s")
    shares = {
        "figures and words": figures,
        "template": template,
        "layout": layout,
        "writing": writing,
    }
    for name, seconds in shares.items():
        share = seconds / sum(shares.values())
        print(f"{'  ' + name:20}{seconds:8.2f} s{share:8.0%}")
    for name, seconds in texts.items():
        print(f"{name:20}{seconds:8.2f} s")
    print(f"{'pages':20}{len(laid_out.pages):8d}")
    print(f"{'size':20}{len(written) / 1000:8.0f} kB")
    print(f"{'peak memory':20}{peak_memory():8.0f} MB")


def usual_company() -> tuple[dict[str, Any], Questionnaire]:
    """Give the release of a usual company, the same in every run."""
    asked = load("leadership-alignment")
    draw = np.random.default_rng(2026)
    tallies = []
    for wave in range(WAVES):
        sheets = []
        for group, number in PEOPLE.items():
            for _ in range(number):
                sheet: dict[str, int | str | None] = {}
                for dimension in asked.dimensions:
                    low = (group, dimension.key) in LOW
                    person = draw.normal(2.4 if low else 3.7, 0.5)
                    for item in asked.items_of(dimension.key):
                        point = round(person + draw.normal(0, 0.7))
                        sheet[item.id] = int(np.clip(point, 1, 5))
                    if group == "leadership":
                        for team in list(PEOPLE)[1:6]:
                            guess = round(draw.normal(3.8, 0.6))
                            key = f"predict:{team}:{dimension.key}"
                            sheet[key] = int(np.clip(guess, 1, 5))
                sheets.append((group, sheet))
        invited = {group: number + 3 for group, number in PEOPLE.items()}
        tallies.append(
            tally_sheets(asked, sheets, wave=f"2026-Q{wave + 1}", invited=invited)
        )
    *previous, last = tallies
    found = diagnose(last, previous=previous)
    return release(found, company="Example company", program="0.1.0"), asked


def as_command(released: dict[str, Any], asked: Questionnaire) -> float:
    """Give the processor's seconds of a process that starts, draws it and ends."""
    basis = Basis(to_bytes(released), asked, "en", Brand(), Brand(), None)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "basis"
        file.write_bytes(pickle.dumps(basis))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", COMMAND, file], check=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def timed(job: Callable[[], Any]) -> tuple[float, Any]:
    """Give the processor's seconds of a job, and what it gives."""
    start = time.process_time()
    result = job()
    return time.process_time() - start, result


def peak_memory() -> float:
    """Give the largest resident memory so far, in megabytes."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    main()
