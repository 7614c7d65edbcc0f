"""Measures completed answer sheets a second, over HTTP, on SQLite and PostgreSQL.

A sheet is the way of a respondent: open the page, answer every item, write one
comment, send; it counts once the server has thanked for it. Clients, server and
database share this machine, so compare figures of one run. Usage:

    .venv/bin/python benchmarks/collection.py [--sheets N] [--databases sqlite ...]
"""

import argparse
import asyncio
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from sqlalchemy import update

from diagnostic.ballots import keys, links
from diagnostic.pipeline import companies, life, waves
from diagnostic.pipeline.installation import Installation
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store import ballots, schema
from diagnostic.store import waves as stored
from diagnostic.store.database import connect
from diagnostic.store.models import Mail
from questionnaires import load

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "questionnaires/leadership-alignment.1.toml").read_bytes()
CLIENTS = (1, 8, 32)
DEPARTMENTS = ("leadership", "Marketing", "Product", "Sales")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Result:
    """What one number of clients saw; times in seconds."""

    clients: int
    seconds: float
    pages: Sequence[float]
    posts: Sequence[float]
    cpu: float
    memory: float

    def line(self) -> str:
        """Write it as a row of the table."""
        waits = np.array([*self.pages, *self.posts]) * 1000
        p50, p95, p99 = np.percentile(waits, (50, 95, 99))
        return (
            f"{self.clients:>7} {len(self.posts) / self.seconds:>9.0f}"
            f" {p50:>8.1f} {p95:>7.1f} {p99:>7.1f} {waits.max():>7.1f}"
            f" {1000 * self.cpu / waits.size:>10.2f} {self.memory:>8.0f}"
        )


def prepare(folder: Path, url: str, sheets: int, base_url: str) -> list[str]:
    """Launch a wave of so many people, and give their tokens."""
    installation = Installation(connect(url), folder / "keys", base_url)
    schema.upgrade(installation.database)
    companies.add(installation, "Benchmark", "en")
    share = sheets // len(DEPARTMENTS) + 1
    people = {
        name: [f"{name.lower()}{n}@example.com" for n in range(share)]
        for name in DEPARTMENTS
    }
    now = datetime.now(UTC)
    waves.create(
        installation,
        "benchmark",
        "wave",
        questionnaire=SOURCE,
        roster=Roster(
            tuple(
                RosterDepartment(name, name == "leadership", tuple(those), len(those))
                for name, those in people.items()
            )
        ),
        now=now,
    )
    life.launch(installation, "benchmark", "wave", now)
    with installation.database.writing() as session:
        # Nobody answers thousands of mails while they are still being sent.
        session.execute(update(Mail).values(state="sent"))
    with installation.database.reading() as session:
        wave = stored.find(session, "benchmark", "wave")
    if wave is None:
        raise LookupError("there is no wave")
    key = keys.load(installation.keys, wave.id)
    installation.database.close()
    tokens = [links.token(key, a) for those in people.values() for a in those]
    return list(np.random.default_rng(1).permutation(tokens))[:sheets]


@contextmanager
def served(folder: Path, url: str, port: int) -> Iterator[int]:
    """Run ``diagnostic serve`` in a folder of its own; gives its process id."""
    settings = {
        "DIAGNOSTIC_DATABASE_URL": url,
        "DIAGNOSTIC_KEY_DIR": str(folder / "keys"),
        "DIAGNOSTIC_BASE_URL": f"http://127.0.0.1:{port}",
        "DIAGNOSTIC_MAIL_URL": f"file:{folder / 'mail'}",
    }
    command = [Path(sys.executable).with_name("diagnostic"), "serve", "--port", port]
    running = subprocess.Popen(  # noqa: S603  # our own command
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_it_answers(port, running)
        yield running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(30)


def _until_it_answers(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if running.poll() is not None:
            raise RuntimeError(f"the server ended with {running.returncode}")
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _family(pid: int) -> list[int]:
    """List a process and all that it has started."""
    found = [pid]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def _used(pid: int) -> tuple[float, float]:
    """Give CPU seconds, and resident memory in MB, of a process and its children."""
    seconds = memory = 0.0
    for process in _family(pid):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / TICKS
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                memory += int(line.split()[1]) / 1024
    return seconds, memory


def _requests(token: str, number: int) -> tuple[bytes, bytes]:
    asked = load("leadership-alignment")
    draw = np.random.default_rng(number)
    form = {item.id: draw.integers(1, 6) for item in asked.items}
    body = urlencode({**form, f"comment-{asked.dimensions[0].key}": "All is said."})
    head = "Host: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
    page = f"GET /s/{token} HTTP/1.1\r\n{head}\r\n"
    sent = (
        f"POST /s/{token} HTTP/1.1\r\n{head}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
    return page.encode(), sent.encode()


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, float]:
    """Send a request, read the whole answer; gives its status and the time."""
    started = time.perf_counter()
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next(line for line in lines if line.startswith("content-length:"))
    await reader.readexactly(int(length.partition(":")[2]))
    return int(lines[0].split()[1]), time.perf_counter() - started


async def _answer(port: int, work: Iterator[tuple[bytes, bytes]]) -> list[list[float]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    pages, posts = [], []
    for page, sent in work:
        status, took = await _exchange(reader, writer, page)
        if status != 200:
            raise RuntimeError(f"a page was answered with {status}")
        pages.append(took)
        status, took = await _exchange(reader, writer, sent)
        if status != 303:
            raise RuntimeError(f"a sheet was answered with {status}")
        posts.append(took)
    writer.close()
    return [pages, posts]


async def measure(port: int, pid: int, clients: int, tokens: Sequence[str]) -> Result:
    """Let so many clients answer one sheet after another."""
    work = iter([_requests(token, n) for n, token in enumerate(tokens)])
    cpu, _ = _used(pid)
    started = time.perf_counter()
    waits = await asyncio.gather(*(_answer(port, work) for _ in range(clients)))
    seconds = time.perf_counter() - started
    after, memory = _used(pid)
    pages = [wait for found, _ in waits for wait in found]
    posts = [wait for _, found in waits for wait in found]
    return Result(clients, seconds, pages, posts, after - cpu, memory)


def _count(url: str) -> int:
    database = connect(url)
    with database.reading() as session:
        wave = stored.find(session, "benchmark", "wave")
        found = ballots.count(session, wave.id) if wave else 0
    database.close()
    return found


def run(kind: str, url: str, folder: Path, sheets: int) -> None:
    """Measure one kind of database and print its table."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    warm = 200
    needed = warm + sheets * len(CLIENTS)
    tokens = prepare(folder, url, needed, f"http://127.0.0.1:{port}")
    print(f"\n{kind}: {sheets} sheets for each number of clients; times in ms\n")
    print("clients  sheets/s      p50     p95     p99     max  CPU/answer  memory MB")
    with served(folder, url, port) as pid:
        asyncio.run(measure(port, pid, 4, tokens[:warm]))
        for number, clients in enumerate(CLIENTS):
            mine = tokens[warm + number * sheets :][:sheets]
            print(asyncio.run(measure(port, pid, clients, mine)).line(), flush=True)
    print(f"thanked for: {needed}, in the urn: {_count(url)}")


def main() -> None:
    """Measure each kind of database that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sheets", type=int, default=2_000)
    kinds = ["sqlite", "postgresql"]
    parser.add_argument("--databases", nargs="+", choices=kinds, default=kinds)
    asked = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    )
    print("CPU/answer: of server and worker, user and system, a page or a sheet each")
    for kind in asked.databases:
        with tempfile.TemporaryDirectory() as folder, _server(kind) as server:
            if server is None:
                run(
                    kind,
                    f"sqlite:///{folder}/diagnostic.db",
                    Path(folder),
                    asked.sheets,
                )
            else:
                with server.fresh() as url:
                    run(kind, url, Path(folder), asked.sheets)


def _server(kind: str):  # type: ignore[no-untyped-def]  # of the tests, not annotated
    if kind == "sqlite":
        return nullcontext()
    sys.path.insert(0, str(ROOT))
    from tests.servers import running_postgresql

    return running_postgresql(fsync=True)


if __name__ == "__main__":
    main()
