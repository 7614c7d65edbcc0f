"""Measure the workspace: server time and queries a page, with many companies.

    .venv/bin/python benchmarks/workspace.py [--companies 200] [--waves 12] [--runs 9]

Each company has sealed waves with a real release and, as its last, one that is open,
on SQLite. Pages are asked for through the application itself, as an administrator who
sees all companies; each is compared with the same page of an installation of one tenth.
"""

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.report import usual_company
from diagnostic.ballots import keys
from diagnostic.pipeline import accounts
from diagnostic.pipeline.installation import Installation
from diagnostic.release import digest, to_bytes
from diagnostic.store import schema
from diagnostic.store.database import connect
from diagnostic.store.models import Comment, Company, Department, Kept, Release, Wave
from diagnostic.web import create_app
from diagnostic.web.accounts.sessions import signed
from questionnaires import content

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
QUARTER = timedelta(days=91)
TEAMS = ("Customer success", "Finance", "Marketing", "Operations", "Product", "Sales")
COMMENTS = 20
BENCH = "bench@example.com"


@dataclass
class Measured:
    """A page: milliseconds at the median, queries, bytes as they are sent."""

    milliseconds: float
    queries: int
    size: int


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--waves", type=int, default=12)
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    few = max(wanted.companies // 10, 1)
    small = dict(measured(few, max(wanted.waves // 4, 2), wanted.runs))
    large = dict(measured(wanted.companies, wanted.waves, wanted.runs))
    print(f"Python {platform.python_version()}, {platform.machine()}, SQLite,")
    print(f"{wanted.companies} companies of {wanted.waves} waves; beside it {few}")
    print(f"{'page':34}{'ms':>8}{'beside':>8}{'queries':>9}{'beside':>8}{'kB':>7}")
    for name, found in large.items():
        beside = small[name]
        print(
            f"{name:34}{found.milliseconds:8.1f}{beside.milliseconds:8.1f}"
            f"{found.queries:9d}{beside.queries:8d}{found.size / 1000:7.1f}"
        )


def measured(companies: int, waves: int, runs: int) -> Iterator[tuple[str, Measured]]:
    """Fill an installation, and open each of its pages."""
    with tempfile.TemporaryDirectory() as name:
        installation = filled(Path(name), companies, waves)
        client = visiting(installation, BENCH)
        for page, path in pages(waves).items():
            yield page, opened(client, installation, path, runs)
        installation.database.close()


def pages(waves: int) -> dict[str, str]:
    """Name the pages and where they are."""
    sealed, is_open = identity(0, waves - 2), identity(0, waves - 1)
    results = f"/app/waves/{sealed}/results"
    return {
        "companies": "/app/",
        "portfolio": "/app/portfolio/",
        "company": "/app/companies/company-0/",
        "log of a company": "/app/companies/company-0/log",
        "people of a company": "/app/companies/company-0/people",
        "participation": f"/app/waves/{is_open}/participation",
        "results: first page": results,
        "results: map": f"{results}/map",
        "results: a dimension": f"{results}/dimensions/resources",
        "results: agreement": f"{results}/agreement",
        "results: participation": f"{results}/participation",
        "results: expected": f"{results}/expected",
        "results: changes": f"{results}/changes",
        "results: comments": f"{results}/comments",
        "results: method": f"{results}/method",
        "files": f"/app/waves/{sealed}/files",
        "account": "/app/account",
        "accounts": "/app/accounts",
    }


def visiting(installation: Installation, email: str) -> FlaskClient:
    """Sign somebody in."""
    client = create_app(installation, clock=lambda: NOW).test_client()
    person = accounts.find(installation, email)
    if person is None:
        raise SystemExit("the account is gone")
    with client.session_transaction(path="/app/") as kept:
        kept.update(signed(person.uniquifier, NOW))
    return client


def opened(
    client: FlaskClient, installation: Installation, path: str, runs: int
) -> Measured:
    """Open a page several times."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = installation.database.engine
    event.listen(engine, "before_cursor_execute", note)
    times, size = [], 0
    try:
        for _ in range(runs):
            asked.clear()
            start = time.perf_counter()
            answer = client.get(path, headers={"Accept-Encoding": "gzip"})
            times.append(1000 * (time.perf_counter() - start))
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status}")
            size = len(answer.get_data())
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return Measured(statistics.median(times), len(asked), size)


def identity(company: int, wave: int) -> str:
    """Give the id of a wave."""
    return f"{company:08x}{wave:08x}"


def filled(folder: Path, companies: int, waves: int) -> Installation:
    """Make an installation with many companies."""
    database = connect(f"sqlite:///{folder}/bench.db")
    schema.upgrade(database)
    installation = Installation(
        database, folder / "keys", "http://127.0.0.1", secret="s" * 40
    )
    released = usual_company().released
    sealed = to_bytes(released), digest(released)
    accounts.add(installation, BENCH, "administrator", None)
    with database.writing() as session:
        for number in range(companies):
            company = Company(
                slug=f"company-{number}", name=f"Company {number}", language="en"
            )
            session.add(company)
            for wave in range(waves):
                last = wave == waves - 1
                _add(session, company, number, wave, sealed, is_open=last)
    keys.create(installation.keys, identity(0, waves - 1))
    return installation


def _add(
    session: Any,
    company: Company,
    number: int,
    wave: int,
    sealed: tuple[bytes, str],
    *,
    is_open: bool,
) -> None:
    opens = NOW - QUARTER * (wave + 1) if not is_open else NOW - timedelta(days=2)
    found = asked(
        company,
        identity(number, wave),
        f"wave-{wave:02d}",
        opens,
        ("leadership", *TEAMS),
        is_open=is_open,
    )
    session.add(found)
    session.flush()
    if not is_open:
        document, sha256 = sealed
        session.add(Release(wave_id=found.id, document=document, sha256=sha256))
        session.add(Kept(wave_id=found.id, document="{}"))
        session.add_all(
            Comment(wave_id=found.id, dimension="resources", text=f"Remark {number}.")
            for number in range(COMMENTS)
        )


def asked(
    company: Company,
    identity: str,
    name: str,
    opens: datetime,
    groups: Sequence[str],
    *,
    is_open: bool = False,
) -> Wave:
    """Give a wave of two weeks as it is stored, leadership first."""
    closes = opens + timedelta(days=14)
    return Wave(
        id=identity,
        company=company,
        name=name,
        language="en",
        questionnaire_key="leadership-alignment",
        questionnaire_version=1,
        questionnaire_source=content("leadership-alignment"),
        mode="invited",
        minimum=5,
        small_leadership="hidden",
        rules={"minimum": 5},
        state="open" if is_open else "sealed",
        created=opens,
        opens=opens,
        closes=closes,
        closed=None if is_open else closes,
        counted=NOW.date(),
        scrubbed=True,
        departments=[
            Department(
                number=place,
                slug=group.lower().replace(" ", "-"),
                name=group,
                leadership=group == "leadership",
                invited=12,
                answered=8,
            )
            for place, group in enumerate(groups)
        ],
    )


if __name__ == "__main__":
    main()
