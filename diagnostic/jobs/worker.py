"""A process that works: until it is told to stop, or until nothing is left."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from huey.consumer import Consumer

from diagnostic.config import Settings
from diagnostic.jobs import ticking
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.queue import closing_queue, open_queue
from diagnostic.jobs.tasks import OUT_OF_REACH, Tasks, register
from diagnostic.pipeline import making
from diagnostic.pipeline.installation import Installation
from diagnostic.store.opening import outages_told

_THREADS = 3
"""One delivers, one seals, and one sees to the rest."""
_SECONDS_TO_STOP = 8
"""For what is under way; a sealing that takes longer is resumed at the next start."""
_SECONDS_BETWEEN_LOOKS = 10
_SLOWEST_LOOK = 1.0
"""Seconds between two looks into a queue that was empty for long."""
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_log = logging.getLogger(__name__)


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that is set when the process is told to end.

    The signals are blocked and waited for by a thread: a handler could run while the
    main thread holds the event's own lock, and wait for it for ever. Huey's consumer
    installs handlers too, which then never run.
    """
    stopping = threading.Event()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)

    def watch() -> None:
        signal.sigwait(_STOPS)
        stopping.set()

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield stopping
    finally:
        if watching.is_alive():
            signal.pthread_kill(watching.ident or 0, signal.SIGTERM)
            watching.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(
    installation: Installation, settings: Settings, stopping: threading.Event
) -> None:
    """Work until an event is set; finish the letter at hand, and leave the rest.

    Args:
        installation: where waves live.
        settings: queue and mail.
        stopping: ends the work within seconds.
    """
    postman = Postman(installation, settings, stopping)
    tasks = _started(postman)
    if tasks is None:
        return
    consumer = Consumer(
        tasks.queue,
        workers=_THREADS,
        max_delay=_SLOWEST_LOOK,
        shutdown_timeout=_SECONDS_TO_STOP,
    )
    consumer.start()
    while not stopping.wait(_SECONDS_BETWEEN_LOOKS):
        consumer.check_worker_health()
    consumer.stop(graceful=True)


def _started(postman: Postman) -> Tasks | None:
    """Open the queue, however long it takes; None if the process is to end before.

    A disk that is full at the start must not keep the pages from being served.
    """
    while not postman.stopping.is_set():
        try:
            with outages_told():
                postman.find_abandoned(at_once=True)
                making.find_abandoned(postman.installation, None)
            return register(open_queue(postman.settings.queue_url), postman)
        except OUT_OF_REACH as error:
            kind = type(error).__name__
            _log.error("database or queue is out of reach: %s", kind)
            postman.stopping.wait(_SECONDS_BETWEEN_LOOKS)
    return None


def drain(
    installation: Installation, settings: Settings, stopping: threading.Event
) -> dict[str, str]:
    """Do everything that is due and send everything that can be sent, then return.

    Whoever calls it answers for the clock: there is no time to watch it.

    Returns:
        Why letters still wait, by the id of their wave; empty if none does.
    """
    postman = Postman(installation, settings, stopping)
    postman.find_abandoned(at_once=True)
    ticking.tick(installation, postman.clock(), ticking.VOUCHED_FOR)
    while postman.round() == 0:
        pass
    making.find_abandoned(installation, None)
    making.make_waiting(installation, stopping)
    with closing_queue(settings.queue_url) as queue:
        register(queue, postman)
        while not stopping.is_set() and (task := queue.dequeue()) is not None:
            queue.execute(task)
    return dict(postman.troubles)
