"""Reports of many companies are drawn by several processes, which end with it."""

import itertools
import multiprocessing
import operator
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from diagnostic.brand import Brand
from diagnostic.pipeline import batch
from diagnostic.pipeline.batch import FEW, StoppedError, draw
from diagnostic.pipeline.presenting import Basis, present
from diagnostic.release import digest, to_bytes
from tests.printing.companies import printed

PROGRAM = """
import itertools, operator, threading
from diagnostic.pipeline import batch
batch.present = operator.concat
if __name__ == "__main__":
    given = itertools.repeat(" drawn")
    for made in batch.draw(given, 10**5, threading.Event()):
        print(made, flush=True)
"""
LONG = 60
"""Seconds within which what is to happen has happened on any machine."""


def basis(company):
    released, asked = printed("hidden")
    document = {**released, "company": company}
    document["sha256"] = digest(document)
    own = Brand(name=company)
    return Basis(to_bytes(document), asked, "en", own, Brand(), None)


def given(texts) -> Any:
    return iter(texts)


@pytest.fixture
def quick(monkeypatch):
    """Have joined what would be drawn: a process knows that without loading more."""
    monkeypatch.setattr(batch, "present", operator.concat)


def test_reports_are_the_same_bytes_in_the_same_order_as_one_by_one(monkeypatch):
    monkeypatch.setattr(batch, "FEW", 1)
    bases = [basis(f"Company {number}") for number in range(3)]

    made = list(draw(iter(bases), len(bases), threading.Event()))

    assert made == [present("pdf", one) for one in bases]


def test_order_is_kept_when_processes_are_replaced(quick, monkeypatch):
    monkeypatch.setattr(batch, "TURNS", 2)
    numbers = [str(number) for number in range(10)]

    made: list[Any] = list(draw(given(numbers), len(numbers), threading.Event()))

    assert made == [f"pdf{number}" for number in numbers]
    assert multiprocessing.active_children() == []


def test_few_reports_start_no_process(quick, monkeypatch):
    monkeypatch.setattr(batch, "ProcessPoolExecutor", None)

    made: list[Any] = list(draw(given("1234"), FEW, threading.Event()))

    assert made[-1] == "pdf4"


@pytest.mark.parametrize("number", [FEW, 99])
def test_whoever_is_told_to_stop_draws_no_further(quick, number):
    stopping = threading.Event()
    made = draw(given("x" * number), number, stopping)
    next(made)

    stopping.set()

    with pytest.raises(StoppedError):
        next(made)
    assert multiprocessing.active_children() == []


def test_no_more_is_read_than_is_soon_drawn(quick):
    numbers = itertools.count()
    made = draw(given(map(str, numbers)), 99, threading.Event())

    next(made)
    made.close()

    assert next(numbers) == 2 * os.cpu_count() + 1
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_one_that_asked(tmp_path, end):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, str(program)]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as asking:
        assert asking.stdout.readline() == "pdf drawn\n"
        started = children(asking.pid)

        asking.send_signal(end)
        asking.wait(LONG)

    assert len(started) >= os.cpu_count()
    assert gone(started)


def test_processes_that_are_ended_from_outside_end_the_batch(quick):
    made = draw(given("x" * 10**5), 10**5, threading.Event())
    next(made)

    end_all()

    with pytest.raises(BrokenProcessPool):
        deque(made, maxlen=0)
    assert multiprocessing.active_children() == []


def test_a_batch_whose_processes_are_ended_with_it_is_stopped_and_has_not_failed(quick):
    stopping = threading.Event()
    made = draw(given("x" * 10**5), 10**5, stopping)
    next(made)

    end_all()
    threading.Timer(0.3, stopping.set).start()

    with pytest.raises(StoppedError):
        deque(made, maxlen=0)


def end_all():
    for process in multiprocessing.active_children():
        process.terminate()


def children(process):
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in listed]


def gone(processes):
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        if not any(alive(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
