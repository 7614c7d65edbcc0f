"""Measure the pages of a company's quarters: server time, queries, bytes.

    .venv/bin/python benchmarks/quarters.py [--quarters 20] [--teams 12] [--runs 9]

A company whose every quarter is diagnosed against all before it, on SQLite. Pages are
asked for through the application itself, as a leader.
"""

import argparse
import json
import platform
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from flask.testing import FlaskClient

from benchmarks.workspace import opened
from diagnostic.pipeline import accounts, quarters, remembering
from diagnostic.pipeline.installation import Installation
from diagnostic.release import digest, release, to_bytes
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.store import schema
from diagnostic.store.database import connect
from diagnostic.store.models import Company, Kept, Release, Wave
from diagnostic.tally import Tally, tally_sheets
from diagnostic.tally.kept import keep
from diagnostic.web import create_app
from diagnostic.web.accounts.sessions import signed
from questionnaires import content, load

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LEADER = "lea@example.com"
RULES = Rules(draws=199, max_tables=500)
"""Fewer draws than in earnest: what is stored and shown is as large."""


@dataclass(frozen=True)
class Measured:
    """A page: milliseconds of its first visit and of later ones, queries, bytes.

    Args:
        first: the first visit in a process, which reads and verifies releases.
        median: of later visits.
        processor: the same as the processor's time, whatever else the machine does.
        queries: of a later visit.
        size: as it is sent.
    """

    first: float
    median: float
    processor: float
    queries: int
    size: int


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarters", type=int, default=20)
    parser.add_argument("--teams", type=int, default=12)
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, SQLite,")
    print(f"{wanted.quarters} quarters of {wanted.teams} teams")
    with tempfile.TemporaryDirectory() as name:
        installation = filled(Path(name), wanted.quarters, wanted.teams)
        print(f"{'page':38}{'first':>8}{'ms':>8}{'of CPU':>8}{'queries':>9}{'kB':>7}")
        for page, found in measured(installation, wanted.quarters, wanted.runs):
            print(
                f"{page:38}{found.first:8.0f}{found.median:8.0f}{found.processor:8.0f}"
                f"{found.queries:9d}{found.size / 1000:7.1f}"
            )
        installation.database.close()


def measured(
    installation: Installation, number: int, runs: int
) -> Iterator[tuple[str, Measured]]:
    """Open each page several times as a leader."""
    app = create_app(installation, clock=lambda: NOW)
    client = app.test_client()
    person = accounts.find(installation, LEADER)
    if person is None:
        raise SystemExit("the account is gone")
    with client.session_transaction(path="/app/") as kept:
        kept.update(signed(person.uniquifier, NOW))
    home = "/app/companies/acme/quarters"
    first, before, last = (identity(n) for n in (0, number - 2, number - 1))
    for page, path in {
        "quarters": home,
        "quarters, departments as they were": f"{home}?names=then",
        "two neighbours": f"{home}/compare/{before}/{last}",
        "the first and the last": f"{home}/compare/{first}/{last}",
    }.items():
        # Each page as in a process that has read nothing yet, and then warm.
        remembering.memory = remembering.Memory()
        yield page, _measured(client, installation, path, runs)


def _measured(
    client: FlaskClient, installation: Installation, path: str, runs: int
) -> Measured:
    first = opened(client, installation, path, 1)
    start = time.process_time()
    warm = opened(client, installation, path, runs)
    processor = 1000 * (time.process_time() - start) / runs
    return Measured(
        first.milliseconds, warm.milliseconds, processor, warm.queries, warm.size
    )


def identity(wave: int) -> str:
    """Give the id of a wave."""
    return f"{wave:016x}"


def filled(folder: Path, number: int, teams: int) -> Installation:
    """Make an installation of one company with sealed waves."""
    database = connect(f"sqlite:///{folder}/bench.db")
    schema.upgrade(database)
    installation = Installation(
        database, folder / "keys", "http://127.0.0.1", secret="s" * 40
    )
    with database.writing() as session:
        company = Company(slug="acme", name="Acme", language="en")
        session.add(company)
        for place, (tally, document) in enumerate(_sealed(number, teams)):
            _add(session, company, place, number, tally, document)
    accounts.add(installation, LEADER, "leader", "acme")
    names = [f"wave-{place:02d}" for place in range(number)]
    for earlier, later in {*list(pairwise(names))[-1:], (names[0], names[-1])}:
        quarters.compare(installation, "acme", earlier, later)
    return installation


def _sealed(number: int, teams: int) -> Iterator[tuple[Tally, dict[str, Any]]]:
    """Diagnose one wave after the other, each against those before it."""
    draw = np.random.default_rng(2026)
    tallies: list[Tally] = []
    documents: list[dict[str, Any]] = []
    for wave in range(number):
        tally = _tally(draw, wave, teams)
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


def _tally(draw: np.random.Generator, wave: int, teams: int) -> Tally:
    asked = load("leadership-alignment")
    people = {"leadership": 11} | {f"Team {n:02d}": 6 + n for n in range(teams)}
    sheets = []
    for group, size in people.items():
        for _ in range(size):
            sheet: dict[str, int | str | None] = {}
            for place, dimension in enumerate(asked.dimensions):
                low = (len(group) + place + wave // 3) % 4 == 0
                person = draw.normal(2.4 if low else 3.7, 0.5)
                for item in asked.items_of(dimension.key):
                    point = round(person + draw.normal(0, 0.7))
                    sheet[item.id] = int(np.clip(point, 1, 5))
            sheets.append((group, sheet))
    invited = {group: size + 3 for group, size in people.items()}
    return tally_sheets(asked, sheets, wave=f"wave-{wave:02d}", invited=invited)


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
    session.add(
        Wave(
            id=identity(place),
            company=company,
            name=tally.wave,
            language="en",
            questionnaire_key="leadership-alignment",
            questionnaire_version=tally.questionnaire.version,
            questionnaire_source=content("leadership-alignment"),
            mode="invited",
            minimum=5,
            small_leadership="hidden",
            rules={"minimum": 5},
            state="sealed",
            created=closed - timedelta(days=20),
            opens=closed - timedelta(days=14),
            closes=closed,
            closed=closed,
            scrubbed=True,
        )
    )
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
