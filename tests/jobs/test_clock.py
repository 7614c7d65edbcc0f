"""The clock has to prove itself before anything is done that cannot be undone."""

from datetime import UTC, datetime, timedelta

import pytest

from diagnostic.jobs.clock import SteadyClock

START = datetime(2026, 9, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
YEAR = timedelta(days=365)


@pytest.fixture
def machine():
    """A machine and its two clocks: let time pass, and set the wall clock."""

    class Machine:
        def __init__(self):
            self.wall, self.monotonic = START, 1000.0
            self.clock = SteadyClock()
            self.steady = self.clock.observe(self.wall, self.monotonic)

        def passes(self, time, moved=timedelta()):
            self.wall += time + moved
            self.monotonic += time.total_seconds()
            self.steady = self.clock.observe(self.wall, self.monotonic)
            return self.steady

    return Machine()


def test_clock_is_not_trusted_at_the_start(machine):
    assert machine.steady == timedelta()


def test_clock_that_runs_is_trusted_for_as_long_as_it_ran(machine):
    for minutes in range(1, 61):
        assert machine.passes(MINUTE) == minutes * MINUTE


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(YEAR, id="a year ahead"),
        pytest.param(-YEAR, id="a year back"),
        pytest.param(timedelta(seconds=61), id="a minute ahead"),
        pytest.param(timedelta(seconds=-61), id="a minute back"),
    ],
)
def test_clock_that_jumped_has_to_begin_again(machine, moved):
    machine.passes(60 * MINUTE)

    assert machine.passes(MINUTE, moved) == timedelta()
    assert machine.passes(MINUTE) == MINUTE


def test_clock_that_was_put_right_has_to_begin_again_too(machine):
    machine.passes(60 * MINUTE, YEAR)
    machine.passes(59 * MINUTE)

    assert machine.passes(MINUTE, -YEAR) == timedelta()


@pytest.mark.parametrize("second", [-1, 1])
def test_small_corrections_are_no_jump(machine, second):
    for _ in range(50):
        machine.passes(MINUTE, timedelta(seconds=second))

    assert machine.steady == 50 * MINUTE


@pytest.mark.parametrize("second", [-1, 1])
def test_small_corrections_add_up_to_a_jump(machine, second):
    for _ in range(61):
        machine.passes(MINUTE, timedelta(seconds=second))

    assert machine.steady == timedelta()


def test_sleeping_machine_has_to_begin_again(machine):
    machine.passes(60 * MINUTE)

    assert machine.passes(timedelta(), 8 * 60 * MINUTE) == timedelta()
