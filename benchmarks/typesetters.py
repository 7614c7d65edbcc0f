"""Compare typesetters: the report set by ours, WeasyPrint, and by reportlab.

    .venv/bin/python benchmarks/typesetters.py [--runs 7]

Both begin with the same filled template and the same figures, and end with a PDF of
A4 pages in the same fonts. They run in turns within one process, after a first run
each that is not counted. Times are of the processor.
"""

import argparse
import gc
import io
import platform
import re
import statistics
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version

from pypdf import PdfReader

from benchmarks.report import timed, usual_company
from reports import document, pdf, typesetting

try:
    from benchmarks import _reportlab
except ModuleNotFoundError as missing:
    if missing.name != "reportlab":
        raise
    print("Please install reportlab first: make .venv/.benchmarks", file=sys.stderr)
    sys.exit(2)

LEFT_OUT = (
    "tags and alternative texts",
    "page references and bookmarks",
    "running heads and numbers of pages",
    "columns beside each other, other than tables",
    "widths of columns: shared by the length of their texts",
    "the two signs within a line, slanted heads of tables",
    "most sizes, colours and distances of the style sheet",
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    company = usual_company()
    reading = document.read(
        company.released,
        company.asked,
        "en",
        series=company.series,
        followed=company.followed,
    )
    built = document.build(reading)
    page = pdf.page(reading, built)

    _reportlab.prepare()
    typesetters: dict[str, Callable[[], bytes]] = {
        "weasyprint": partial(typesetting.typeset, page, built.plates),
        "reportlab": partial(_reportlab.typeset, page, built.plates),
    }
    made = {name: job() for name, job in typesetters.items()}
    taken: dict[str, list[float]] = {name: [] for name in typesetters}
    for _ in range(runs):
        for name, job in typesetters.items():
            taken[name].append(alone(job))

    print(f"Python {platform.python_version()}, {platform.machine()}, {runs} runs each")
    print(f"{'':18}{'pages':>7}{'words':>8}{'size':>10}{'median':>10}{'best':>10}")
    for name, written in made.items():
        pages, words = contents(written)
        size = f"{len(written) / 1000:7.0f} kB"
        median, best = statistics.median(taken[name]), min(taken[name])
        figures = f"{pages:7}{words:8}{size}{median:8.2f} s{best:8.2f} s"
        print(f"{name + ' ' + version(name):18}{figures}")
    smaller = len(made["weasyprint"]) / len(made["reportlab"])
    ours, other = taken["weasyprint"], taken["reportlab"]
    median, best = (part(ours) / part(other) for part in (statistics.median, min))
    print(f"{'first / second':18}{'':15}{smaller:7.2f}{median:11.2f}{best:10.2f}")
    print("reportlab draws the same texts, tables and figures, but leaves out:")
    for part in LEFT_OUT:
        print(f"  - {part}")


def alone(job: Callable[[], bytes]) -> float:
    """Time a job that neither collects nor leaves garbage.

    Our typesetter suspends the collector; the other shall not have to run with it.
    """
    gc.collect()
    gc.disable()
    try:
        return float(timed(job)[0])
    finally:
        gc.enable()


def contents(written: bytes) -> tuple[int, int]:
    """Count the pages of a PDF, and the words on them."""
    pages = PdfReader(io.BytesIO(written)).pages
    return len(pages), sum(
        len(re.findall(r"\w+", page.extract_text())) for page in pages
    )


if __name__ == "__main__":
    main()
