"""Measures sealing of a large wave: time, memory, and the share of opening boxes.

The ballots are cast through the code that the pages use. Usage:

    .venv/bin/python benchmarks/sealing.py [--ballots N]
"""

import argparse
import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from diagnostic.ballots import keys, sheets
from diagnostic.pipeline import companies, life, waves
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import shape
from diagnostic.pipeline.sealing import seal
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store import ballots, schema
from diagnostic.store import waves as stored
from diagnostic.store.database import connect
from questionnaires import load

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "questionnaires/leadership-alignment.1.toml").read_bytes()
TEAMS = 12
COMMENTED = 0.2


def cast(installation: Installation, people: int) -> str:
    """Launch a wave and let everybody answer; gives its id."""
    names = ["leadership", *(f"Team {number:02}" for number in range(1, TEAMS + 1))]
    now = datetime.now(UTC)
    share = people // len(names) + 1
    companies.add(installation, "Benchmark", "en")
    waves.create(
        installation,
        "benchmark",
        "wave",
        questionnaire=SOURCE,
        roster=Roster(
            tuple(RosterDepartment(n, n == "leadership", (), share) for n in names)
        ),
        mode="open",
        now=now,
    )
    life.launch(installation, "benchmark", "wave", now)
    asked = load("leadership-alignment")
    draw = np.random.default_rng(7)
    with installation.database.writing() as session:
        wave = stored.find(session, "benchmark", "wave")
        if wave is None:
            raise LookupError("there is no wave")
        room = shape(wave, asked)
        key = keys.load(installation.keys, wave.id)
        for number in range(people):
            said = "It depends on the quarter. " * 9
            sheet = sheets.Sheet(
                number % len(names),
                draw.integers(0, 6, room.items, np.uint8).tobytes(),
                draw.integers(1, 6, room.predictions, np.uint8).tobytes(),
                tuple(
                    said if draw.random() < COMMENTED else ""
                    for _ in range(room.comments)
                ),
            )
            ballots.cast(session, wave.id, sheets.seal(key, room, sheet), None)
        return wave.id


def opening(installation: Installation, wave: str) -> float:
    """Time the opening of all boxes alone, in seconds."""
    key = keys.load(installation.keys, wave)
    started = time.perf_counter()
    with installation.database.reading() as session:
        room = shape(stored.get(session, wave), load("leadership-alignment"))
        for box in ballots.boxes(session, wave):
            sheets.unseal(key, room, box)
    return time.perf_counter() - started


def main() -> None:
    """Cast, open, seal; print the times and the memory of this process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ballots", type=int, default=10_000)
    asked = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    )
    folder = Path(tempfile.mkdtemp())
    database = connect(f"sqlite:///{folder}/diagnostic.db")
    schema.upgrade(database)
    installation = Installation(database, folder / "keys", "http://127.0.0.1")
    wave = cast(installation, asked.ballots)
    size = sum(file.stat().st_size for file in folder.glob("diagnostic.db*")) / 2**20
    print(f"{asked.ballots} ballots on SQLite, {size:.0f} MB")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    boxes = opening(installation, wave)
    started = time.perf_counter()
    seal(installation, wave, datetime.now(UTC))
    took = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"sealing: {took:.1f} s; opening the boxes alone: {boxes:.1f} s, twice in it")
    print(f"memory: {memory:.0f} MB at most ({before:.0f} MB before)")
    database.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
