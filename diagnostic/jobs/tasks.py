"""What stands in the queue: the names of tasks, and nothing else."""

import logging
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import redis
from huey import Huey, crontab

from diagnostic.jobs import ticking
from diagnostic.jobs.clock import SteadyClock
from diagnostic.jobs.postman import Postman
from diagnostic.pipeline import making as files

_SHORTEST = 1.0
"""Seconds between two rounds, however little there is to wait for."""
_STALE = 50
"""Seconds after which a tick is not worth doing: the next is on its way."""
OUT_OF_REACH = (redis.RedisError, psycopg.Error, sqlite3.Error, OSError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tasks:
    """The tasks of a queue, to be called: they are then done by a worker.

    Args:
        queue: where they stand.
        deliver: send what waits in the outboxes.
        seal: seal what somebody waits for.
        make: make the files that somebody waits for.
        tick: do what is due; each worker's scheduler calls it every minute.
    """

    queue: Huey
    deliver: Any
    seal: Any
    make: Any
    tick: Any

    def nudge(self) -> bool:
        """Ask the workers to look at once what waits to be sent, sealed or made.

        Returns:
            False if the queue is out of reach: they look by themselves each minute.
        """
        try:
            self.deliver()
            self.seal()
            self.make()
        except OUT_OF_REACH:
            return False
        return True


def register(queue: Huey, postman: Postman) -> Tasks:
    """Tell a queue its tasks; the same for who asks for them and who does them."""
    clock = SteadyClock()
    busy, sealing, making = threading.Lock(), threading.Lock(), threading.Lock()
    being_made: Mapping[str, int] = {}

    @queue.task(name="deliver")  # type: ignore[untyped-decorator]
    def deliver() -> None:
        seconds = postman.round()
        if seconds is not None and not postman.stopping.is_set():
            deliver.schedule(delay=max(seconds, _SHORTEST))

    @queue.task(name="seal")  # type: ignore[untyped-decorator]
    def seal() -> None:
        with sealing:
            ticking.seal_asked(postman.installation, postman.clock())

    @queue.task(name="make")  # type: ignore[untyped-decorator]
    def make() -> None:
        with making:
            files.make_waiting(postman.installation, postman.stopping)

    @queue.periodic_task(crontab(), name="tick", expires=_STALE)  # type: ignore[untyped-decorator]
    def tick() -> None:
        nonlocal being_made
        if not busy.acquire(blocking=False):
            return
        try:
            now = postman.clock()
            steady = clock.observe(now, postman.monotonic())
            with sealing:
                ticking.tick(postman.installation, now, steady)
            postman.find_abandoned()
            being_made = files.find_abandoned(postman.installation, being_made)
        finally:
            busy.release()
        deliver()
        make()

    return Tasks(queue, deliver, seal, make, tick)
