"""How fast, and how soon again."""

import threading
from datetime import timedelta
from itertools import pairwise

import pytest

from diagnostic.jobs.pace import Pace, Patience


class Time:
    """A clock that only waiting moves."""

    def __init__(self):
        self.now = 0.0
        self.stopped = False

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += 0 if self.stopped else seconds
        return self.stopped

    def is_set(self):
        return self.stopped


@pytest.fixture
def time():
    return Time()


@pytest.mark.parametrize("work", [0.0, 0.05, 1.0])
@pytest.mark.parametrize("rate", [0.5, 10.0])
def test_pace_is_never_faster_than_its_rate(time, rate, work):
    pace, passed = Pace(rate, time, time), []
    for _ in range(20):
        pace.wait()
        passed.append(time.now)
        time.now += work

    between = [later - earlier for earlier, later in pairwise(passed)]
    assert between == pytest.approx([max(1 / rate, work)] * 19)


def test_time_that_was_not_used_is_not_made_up_for(time):
    pace = Pace(10.0, time, time)
    time.now = 100.0
    for _ in range(3):
        pace.wait()

    assert time.now == pytest.approx(100.2)


def test_stopping_ends_the_waiting():
    stopping = threading.Event()
    stopping.set()
    pace = Pace(1e-9, stopping, lambda: 0.0)
    pace.wait()
    pace.wait()  # thirty years otherwise


def test_patience_waits_longer_each_time_up_to_an_hour(time):
    patience, waits = Patience(time), []
    for _ in range(20):
        patience.failed("wave")
        waits.append(timedelta(seconds=patience.remaining("wave")))
        time.now += waits[-1].total_seconds()
        assert patience.remaining("wave") == 0

    assert waits[:3] == [
        timedelta(seconds=30),
        timedelta(minutes=1),
        timedelta(minutes=2),
    ]
    assert set(waits[8:]) == {timedelta(hours=1)}


def test_success_begins_anew(time):
    patience = Patience(time)
    for _ in range(5):
        patience.failed("wave")
    patience.succeeded("wave")
    assert patience.remaining("wave") == 0

    patience.failed("wave")
    assert patience.remaining("wave") == 30


def test_patience_with_one_is_none_with_another(time):
    patience = Patience(time)
    patience.failed("wave")

    assert patience.remaining("other") == 0
