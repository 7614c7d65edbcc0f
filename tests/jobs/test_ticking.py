"""What falls due is done once, and not before the clock has proved itself."""

import threading
from contextlib import ExitStack
from datetime import timedelta

import pytest

from diagnostic.ballots import keys
from diagnostic.config import load
from diagnostic.jobs import ticking
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.queue import closing_queue
from diagnostic.jobs.tasks import register
from diagnostic.pipeline import life
from diagnostic.store import mails
from diagnostic.store.database import connect
from tests.collection.company import (
    DAY,
    NOW,
    draft,
    identity,
    installed,
    launched,
    play,
    roster,
    state,
)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OPENS, CLOSES = NOW + DAY, NOW + 3 * DAY
SEALS = CLOSES + 14 * DAY
PEOPLE = {"leadership": 5, "Sales": 6}


@pytest.fixture
def installation(sqlite_database_url, tmp_path):
    database = connect(sqlite_database_url)
    yield installed(database, tmp_path)
    database.close()


class Machine:
    """A worker whose scheduler is turned by hand, and its two clocks."""

    def __init__(self, installation, folder):
        self.wall, self.monotonic = NOW, 0.0
        self.settings = load({}, folder)
        self.settings.instance.mkdir()
        self.postman = Postman(
            installation,
            self.settings,
            threading.Event(),
            clock=lambda: self.wall,
            monotonic=lambda: self.monotonic,
        )
        self.queues = ExitStack()
        self.start()

    def start(self):
        """Start the worker again."""
        queue = self.queues.enter_context(closing_queue(self.settings.queue_url))
        self.tasks = register(queue, self.postman)
        self.tick()

    def tick(self):
        self.tasks.tick.call_local()
        while (task := self.tasks.queue.dequeue()) is not None:
            self.tasks.queue.execute(task)

    def passes(self, time):
        """Let time pass for both clocks, with a tick at its end."""
        self.wall += time
        self.monotonic += time.total_seconds()
        self.tick()

    def is_set(self, moment):
        """Set the wall clock, as an administrator does."""
        self.wall = moment
        self.tick()


@pytest.fixture
def machine(installation, tmp_path):
    running = Machine(installation, tmp_path)
    with running.queues:
        yield running


@pytest.fixture
def wave(installation):
    """A launched wave that opens in a day."""
    found = draft(installation, opens=OPENS, closes=CLOSES, people=roster(PEOPLE))
    life.launch(installation, "acme", "2026-Q3", NOW)
    return found


def sent(installation, wave):
    with installation.database.reading() as session:
        return mails.progress(session, wave)["sent"]


def test_wave_lives_by_the_clock_alone(installation, wave, machine):
    machine.passes(DAY - MINUTE)
    assert state(installation) == "scheduled"
    machine.passes(MINUTE)
    assert state(installation) == "open"
    assert sent(installation, wave) == 11
    play(installation, wave, sizes=PEOPLE, now=machine.wall)

    machine.passes(2 * DAY - MINUTE)
    assert state(installation) == "open"
    machine.passes(MINUTE)
    assert state(installation) == "closed"

    machine.passes(14 * DAY - MINUTE)
    assert state(installation) == "closed"
    machine.passes(MINUTE)
    assert state(installation) == "sealed"
    assert not keys.exists(installation.keys, wave)


def test_clock_that_jumped_opens_nothing_at_once(installation, wave, machine):
    machine.is_set(OPENS)
    assert state(installation) == "scheduled"

    machine.passes(MINUTE)
    assert state(installation) == "open"


def test_clock_that_jumped_and_was_put_right_has_opened_nothing(
    installation, wave, machine
):
    machine.is_set(OPENS)
    machine.is_set(NOW)
    machine.passes(MINUTE)

    assert state(installation) == "scheduled"


def test_clock_that_jumped_closes_nothing_at_once(installation, wave, machine):
    machine.passes(DAY)
    machine.is_set(CLOSES)
    assert state(installation) == "open"

    machine.is_set(OPENS + HOUR)
    machine.passes(MINUTE)
    assert state(installation) == "open"


def test_clock_that_jumped_seals_nothing_for_an_hour(installation, wave, machine):
    machine.passes(DAY)
    machine.passes(2 * DAY)
    machine.is_set(SEALS)
    for _ in range(59):
        machine.passes(MINUTE)
        assert state(installation) == "closed"
    assert keys.exists(installation.keys, wave)

    machine.passes(MINUTE)
    assert state(installation) == "sealed"


def test_worker_that_starts_with_a_wrong_clock_seals_nothing(
    installation, wave, machine
):
    machine.passes(DAY)
    machine.passes(2 * DAY)
    machine.wall = SEALS + 1000 * DAY
    machine.start()
    machine.passes(HOUR - MINUTE)
    assert state(installation) == "closed"

    machine.is_set(CLOSES + DAY)  # the right time has come over the network
    machine.passes(2 * HOUR)
    assert state(installation) == "closed"


def test_sealing_that_was_interrupted_goes_on_at_once(
    installation, wave, machine, monkeypatch
):
    machine.passes(DAY)
    machine.passes(2 * DAY)
    with monkeypatch.context() as patch:
        patch.setattr(keys, "destroy", dies)
        machine.passes(14 * DAY)
    assert state(installation) == "sealed"
    assert keys.exists(installation.keys, wave)

    machine.start()

    assert not keys.exists(installation.keys, wave)


def dies(*_):
    raise OSError("the disk is gone")


def test_wave_that_cannot_be_sealed_keeps_no_other_from_it(installation, machine):
    for name in ("first", "second", "third"):
        launched(installation, name, subject=name, closes=CLOSES, people=roster(PEOPLE))
    machine.passes(4 * DAY)
    keys.destroy(installation.keys, identity(installation, "second"))

    machine.passes(14 * DAY)

    states = [state(installation, name) for name in ("first", "second", "third")]
    assert states == ["sealed", "closed", "sealed"]


def test_failure_is_told_without_its_words(installation, monkeypatch, caplog):
    def fails(*_):
        raise RuntimeError("ana@example.com cannot be opened")

    monkeypatch.setattr(life, "open_due", fails)

    assert not ticking.tick(installation, NOW, ticking.VOUCHED_FOR)

    assert "opening has failed: RuntimeError" in caplog.text
    assert "ana@" not in caplog.text


def test_participation_is_counted_once_a_day(installation, machine):
    wave = launched(installation, closes=CLOSES, people=roster(PEOPLE))

    def counted():
        from diagnostic.pipeline.participation import status

        return status(installation, "acme", "2026-Q3", machine.wall).answered

    machine.passes(MINUTE)
    play(installation, wave, sizes=PEOPLE, now=machine.wall)
    machine.passes(HOUR)
    assert counted() == 0
    machine.passes(DAY)
    assert counted() == 11
