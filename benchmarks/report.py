"""Measure the report: time cold and warm, memory, size, and where the time goes.

    .venv/bin/python benchmarks/report.py [--runs 7]

A usual company: leadership, six teams, four dimensions, four waves that are all drawn,
and four actions of the waves before beside their figures. Times are of
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from diagnostic.brand import Brand
from diagnostic.history import Quarter, Series
from diagnostic.history.actions import Agreed, Followed, beside
from diagnostic.pipeline.presenting import Basis
from diagnostic.release import digest, release, to_bytes
from diagnostic.stats import diagnose
from diagnostic.tally import Tally, tally_sheets
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
    company = usual_company()
    of_company = (company.released, company.asked, "en")
    followed: dict[str, Any] = {
        "series": company.series,
        "followed": company.followed,
    }

    start = time.process_time()
    from reports import document, pdf, summary, typesetting, workbook

    imported = time.process_time() - start
    cold, written = timed(lambda: pdf.render(*of_company, **followed))
    warm = [timed(lambda: pdf.render(*of_company, **followed))[0] for _ in range(runs)]
    reading = document.read(*of_company, **followed)
    figures, built = timed(lambda: document.build(reading))
    template, page = timed(lambda: pdf.page(reading, built))
    layout, laid_out = timed(lambda: typesetting.lay_out(page, built.plates))
    writing, _ = timed(lambda: typesetting.write(laid_out))
    texts = {
        "workbook": timed(lambda: workbook.render(*of_company, **followed))[0],
        "summary": timed(lambda: summary.render(*of_company))[0],
    }

    commands = [as_command(company) for _ in range(3)]

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


@dataclass(frozen=True)
class Usual:
    """A usual company after its last wave.

    Args:
        series: its waves.
        followed: actions found in the waves before the last.
    """

    series: Series
    followed: tuple[Followed, ...]

    @property
    def released(self) -> dict[str, Any]:
        """Give the release of the last wave."""
        return dict(self.series.quarters[-1].release)

    @property
    def asked(self) -> Questionnaire:
        """Give what was asked in it."""
        return self.series.quarters[-1].questionnaire

    def basis(self, **named: Any) -> Basis:
        """Give what its files are made of; ``named`` keys of the release differ."""
        document = {**self.released, **named}
        document["sha256"] = digest(document)
        *before, _ = self.series.quarters
        series = replace(self.series, quarters=(*before, Quarter(document, self.asked)))
        return Basis(
            to_bytes(document),
            self.asked,
            "en",
            Brand(),
            Brand(),
            None,
            series,
            self.followed,
        )


def usual_company() -> Usual:
    """Give a usual company, the same in every run."""
    asked = load("leadership-alignment")
    tallies: list[Tally] = []
    releases: list[dict[str, Any]] = []
    draw = np.random.default_rng(2026)
    for wave in range(WAVES):
        tally = tally_sheets(
            asked,
            [*_sheets(asked, draw)],
            wave=f"2026-Q{wave + 1}",
            invited={group: number + 3 for group, number in PEOPLE.items()},
        )
        made = release(
            diagnose(tally, previous=tallies),
            company="Example company",
            closed=date(2026, 3 * wave + 2, 27),
            program="0.1.0",
            previous=releases,
        )
        tallies.append(tally)
        releases.append(made)
    series = Series(tuple(Quarter(one, asked) for one in releases), {}, {})
    return Usual(series, tuple(beside(_actions(), series)))


def _sheets(
    asked: Questionnaire, draw: np.random.Generator
) -> Iterator[tuple[str, dict[str, int | str | None]]]:
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
            yield group, sheet


def _actions() -> list[Agreed]:
    """Give an action on each of two gaps, agreed on after each of two waves."""
    return [
        Agreed(
            f"{wave} {dimension}",
            wave,
            dimension,
            team,
            "gap_leadership_higher",
            "gap",
            what="Look through what is under way, and stop what nobody can staff.",
            owner="Chief operating officer",
            due=date(2026, 11, 30),
        )
        for wave in ("2026-Q2", "2026-Q3")
        for team, dimension in sorted(LOW)
    ]


def as_command(company: Usual) -> float:
    """Give the processor's seconds of a process that starts, draws it and ends."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "basis"
        file.write_bytes(pickle.dumps(company.basis()))
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
