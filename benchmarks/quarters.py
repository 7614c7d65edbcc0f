"""Measure the pages of a company's quarters: server time, queries, bytes.

    .venv/bin/python benchmarks/quarters.py [--quarters 20] [--teams 12] [--runs 9]

A company whose every quarter is diagnosed against all before it, on SQLite. Half way
a department is split, which a confirmed map says; each finding of the first wave has
an action. Pages are asked for through the application itself, as a leader. Ends with 1
if a later visit takes longer than it may.
"""

import argparse
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from flask.testing import FlaskClient

from benchmarks.workspace import NOW, asked, opened, visiting
from diagnostic.pipeline import (
    accounts,
    actions,
    audit,
    departments,
    quarters,
    remembering,
    reporting,
)
from diagnostic.pipeline.installation import Installation
from diagnostic.release import digest, release, to_bytes
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.store import schema
from diagnostic.store.database import connect
from diagnostic.store.models import Company, Kept, Release
from diagnostic.tally import Tally, tally_sheets
from diagnostic.tally.kept import keep
from questionnaires import load
from reports.document import read

LEADER = "lea@example.com"
LIMIT = 200
"""Milliseconds that a page of 20 quarters and 12 teams may take."""
RULES = Rules(draws=199, max_tables=500)
"""Fewer draws than in earnest: what is stored and shown is as large."""


@dataclass(frozen=True)
class Measured:
    """A page: milliseconds of its first visit and of later ones, queries, bytes.

    Args:
        first: the processor's time for the first visit in a process, which reads and
            verifies releases.
        processor: the same for later visits; whatever else the machine does.
        median: of later visits.
        queries: of a later visit.
        size: as it is sent.
    """

    first: float
    processor: float
    median: float
    queries: int
    size: int


def main() -> None:
    """Print the figures; ends with 1 if a page takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarters", type=int, default=20)
    parser.add_argument("--teams", type=int, default=12)
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, SQLite,")
    print(f"{wanted.quarters} quarters of {wanted.teams} teams, processor's time in ms")
    slow = []
    with tempfile.TemporaryDirectory() as name:
        # A server's process has diagnosed nothing.
        with ProcessPoolExecutor(1) as elsewhere:
            elsewhere.submit(fill, Path(name), wanted.quarters, wanted.teams).result()
        installation = made(Path(name))
        print(
            f"{'page':38}{'first':>8}{'later':>8}{'waited':>8}{'queries':>9}{'kB':>7}"
        )
        for page, found in measured(installation, wanted.quarters, wanted.runs):
            print(
                f"{page:38}{found.first:8.0f}{found.processor:8.0f}{found.median:8.0f}"
                f"{found.queries:9d}{found.size / 1000:7.1f}"
            )
            if max(found.first, found.processor) > LIMIT:
                slow.append(page)
        installation.database.close()
    if slow:
        raise SystemExit(f"over {LIMIT} ms: {', '.join(slow)}")


def measured(
    installation: Installation, number: int, runs: int
) -> Iterator[tuple[str, Measured]]:
    """Open each page several times as a leader."""
    client = visiting(installation, LEADER)
    company = "/app/companies/acme"
    home = f"{company}/quarters"
    first, before, last = (identity(n) for n in (0, number - 2, number - 1))
    opened(client, installation, home, 1)  # what a process loads once
    for page, path in {
        "quarters": home,
        "quarters, departments as they were": f"{home}?names=then",
        "two neighbours": f"{home}/compare/{before}/{last}",
        "the first and the last": f"{home}/compare/{first}/{last}",
        "actions": f"{company}/actions",
    }.items():
        yield page, _measured(client, installation, path, runs)


def _measured(
    client: FlaskClient, installation: Installation, path: str, runs: int
) -> Measured:
    firsts = []
    for _ in range(3):
        # As in a process that has read nothing yet.
        remembering.memory = remembering.Memory()
        start = time.process_time()
        opened(client, installation, path, 1)
        firsts.append(time.process_time() - start)
    start = time.process_time()
    warm = opened(client, installation, path, runs)
    later = time.process_time() - start
    return Measured(
        1000 * statistics.median(firsts),
        1000 * later / runs,
        warm.milliseconds,
        warm.queries,
        warm.size,
    )


def identity(wave: int) -> str:
    """Give the id of a wave."""
    return f"{wave:016x}"


def made(folder: Path) -> Installation:
    """Give an installation, empty or filled."""
    database = connect(f"sqlite:///{folder}/bench.db")
    return Installation(database, folder / "keys", "http://127.0.0.1", secret="s" * 40)


def fill(folder: Path, number: int, teams: int) -> None:
    """Make an installation of one company with sealed waves."""
    installation = made(folder)
    database = installation.database
    schema.upgrade(database)
    with database.writing() as session:
        company = Company(slug="acme", name="Acme", language="en")
        session.add(company)
        for place, (tally, document) in enumerate(_sealed(number, teams)):
            _add(session, company, place, number, tally, document)
    accounts.add(installation, LEADER, "leader", "acme")
    names = [f"wave-{place:02d}" for place in range(number)]
    _say(installation, names, teams)
    for earlier, later in {*list(pairwise(names))[-1:], (names[0], names[-1])}:
        quarters.compare(installation, "acme", earlier, later)
    database.close()


def _say(installation: Installation, names: Sequence[str], teams: int) -> None:
    """Say what became of the department that was split, and agree on actions."""
    split = len(names) // 2
    one, two = (
        {*_people(teams, is_split=late)} - {"leadership"} for late in (False, True)
    )
    same = [(team, team) for team in sorted(one & two)]
    (whole,) = one - two
    pairs = [*same, *((whole, part) for part in sorted(two - one))]
    ends = names[split - 1], names[split]
    departments.confirm(installation, "acme", *ends, pairs, (), (), NOW)
    deed = actions.Deed(audit.COMMAND_LINE, NOW)
    reading = read(*reporting.released(installation, "acme", names[0]), "en")
    for number, found in enumerate(actions.findings(reading, names[0])):
        wanted = actions.Wanted(f"Deed {number}.", owner="COO", due=NOW.date())
        actions.add(installation, "acme", found, wanted, deed)


def _sealed(number: int, teams: int) -> Iterator[tuple[Tally, dict[str, Any]]]:
    """Diagnose one wave after the other, each against those before it."""
    draw = np.random.default_rng(2026)
    tallies: list[Tally] = []
    documents: list[dict[str, Any]] = []
    for wave in range(number):
        tally = _tally(draw, wave, _people(teams, is_split=2 * wave >= number))
        found = diagnose(tally, RULES, previous=tallies)
        document = release(
            found,
            company="Acme",
            closed=_closed(wave, number).date(),
            program="0.1.0",
            previous=documents,
        )
        tallies.append(tally)
        documents.append(document)
        yield tally, document


def _people(teams: int, *, is_split: bool) -> dict[str, int]:
    """Give the groups and their people; the last team becomes two."""
    people = {"leadership": 11} | {f"Team {n:02d}": 6 + n for n in range(teams)}
    if is_split:
        last, size = people.popitem()
        people |= {f"{last} North": size // 2, f"{last} South": size - size // 2}
    return people


def _tally(draw: np.random.Generator, wave: int, people: Mapping[str, int]) -> Tally:
    content = load("leadership-alignment")
    sheets = []
    for group, size in people.items():
        for _ in range(size):
            sheet: dict[str, int | str | None] = {}
            for place, dimension in enumerate(content.dimensions):
                low = (len(group) + place + wave // 3) % 4 == 0
                person = draw.normal(2.4 if low else 3.7, 0.5)
                for item in content.items_of(dimension.key):
                    point = round(person + draw.normal(0, 0.7))
                    sheet[item.id] = int(np.clip(point, 1, 5))
            sheets.append((group, sheet))
    invited = {group: size + 3 for group, size in people.items()}
    return tally_sheets(content, sheets, wave=f"wave-{wave:02d}", invited=invited)


def _closed(wave: int, number: int) -> datetime:
    return NOW - timedelta(days=91 * (number - wave))


def _add(
    session: Any,
    company: Company,
    place: int,
    number: int,
    tally: Tally,
    document: dict[str, Any],
) -> None:
    closed = _closed(place, number)
    opens = closed - timedelta(days=14)
    session.add(asked(company, identity(place), str(tally.wave), opens, tally.groups))
    session.flush()
    verdicts = {
        (one["team"], one["dimension"]): one["verdict"]
        for one in document["comparisons"]
    }
    session.add(
        Release(
            wave_id=identity(place),
            document=to_bytes(document),
            sha256=digest(document),
        )
    )
    kept = json.dumps(keep(tally, RULES, verdicts), sort_keys=True)
    session.add(Kept(wave_id=identity(place), document=kept))


if __name__ == "__main__":
    main()
