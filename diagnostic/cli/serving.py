"""The processes of a running server: the web's and the worker, all or none."""

import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from diagnostic.cli import logs
from diagnostic.config import Settings
from diagnostic.jobs.worker import stopped_by_signals, work
from diagnostic.pipeline.installation import open_installation

if TYPE_CHECKING:
    from diagnostic.web.bodies import Unhurried

_PLACES = {"sqlite": 2, "postgresql": 8}
"""A process works on so many requests at once; others wait in line. On SQLite nothing
is waited for but the disk: more threads only take turns, and the last waits longest."""
_THREADS = 128
"""A process takes so many requests in at once."""
_SECONDS_TO_ANSWER = 5
"""What is being answered when the end comes; who sends slowly is cut off."""
_SECONDS_TO_STOP = 10
_SECONDS_BETWEEN_LOOKS = 0.05
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # never listened on
_INTO_OUR_LOG = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"propagate": True}},
}

_log = logging.getLogger(__name__)


class Parts:
    """A web server that has a worker beside it; they end together."""

    def __init__(
        self, settings: Settings, address: str, port: int, processes: int
    ) -> None:
        """Prepare the processes; none is started yet."""
        self._settings = settings
        self._place = address, port
        self._ending = False
        self._failed = False
        self._worker = multiprocessing.get_context("spawn").Process(
            target=_work, args=(settings, os.getpid()), daemon=True
        )
        self._web = Server(
            "diagnostic.web",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=_THREADS,
            workers_kill_timeout=_SECONDS_TO_ANSWER,
            websockets=False,
            log_level=LogLevels.error,
            log_dictconfig=_INTO_OUR_LOG,
        )

    def run(self) -> bool:
        """Run until a signal comes; False if a part ended before that."""
        self._web.on_startup(self._begin)
        self._web.on_shutdown(self._end)
        loader = partial(_application, self._settings, os.getpid())
        # A forked process keeps our handlers, which would do nothing there, and be
        # deaf until it has its own.
        hear = partial(signal.signal, signal.SIGTERM, signal.SIG_DFL)
        os.register_at_fork(after_in_child=hear)
        try:
            self._web.serve(target_loader=loader, wrap_loader=False)
        except SystemExit:  # a process of the web has died
            return False
        return not self._failed

    def _begin(self) -> None:
        # A closed terminal ends the server; the web's own answer is to start again.
        signal.signal(signal.SIGHUP, self._web.signal_handler_interrupt)
        # Ctrl-C goes to all processes of a terminal; this one is ended by us alone.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._worker.start()
        signal.signal(signal.SIGINT, before)
        for task in (self._watch, self._tell):
            threading.Thread(target=task, daemon=True).start()

    def _end(self) -> None:
        self._ending = True
        self._worker.terminate()
        self._worker.join(_SECONDS_TO_STOP)
        self._worker.kill()

    def _watch(self) -> None:
        """End everything when the worker has died: mail would wait unnoticed."""
        wait([self._worker.sentinel])
        if not self._ending:
            self._failed = True
            os.kill(os.getpid(), signal.SIGTERM)

    def _tell(self) -> None:
        """Say where the pages are, once they are there."""
        address, port = self._place
        shown = f"[{address}]" if ":" in address else address
        while not self._ending:
            try:
                place = _ANYWHERE.get(address, address), port
                socket.create_connection(place, _SECONDS_TO_STOP).close()
            except OSError:
                time.sleep(_SECONDS_BETWEEN_LOOKS)
            else:
                links = self._settings.base_url
                click.echo(
                    f"Serving on http://{shown}:{port}, links begin with {links}."
                )
                return


def _application(settings: Settings, parent: int) -> "Unhurried":
    """Make the application, in a process of the web."""
    from diagnostic.jobs.asking import nudge
    from diagnostic.web import create_app
    from diagnostic.web.bodies import Unhurried

    _live_with(parent)
    logs.to_standard_error()
    kind = settings.database_url.partition(":")[0]
    installation = open_installation(settings)
    ask = partial(nudge, installation, settings)
    app = Unhurried(create_app(installation, nudge=ask), _PLACES[kind])
    # What is loaded by now stays: looking through it for garbage, again and again,
    # is what the slowest answers wait for.
    gc.collect()
    gc.freeze()
    return app


def _work(settings: Settings, parent: int) -> None:
    logs.to_standard_error()
    with stopped_by_signals() as stopping:
        # Not earlier: its thread would take the signals, and nobody would be told.
        _live_with(parent)
        try:
            work(open_installation(settings), settings, stopping)
        except Exception:
            # Whoever else told it would repeat its words (rule S4).
            _log.exception("the worker has failed")
            sys.exit(1)


def _live_with(parent: int) -> None:
    """End this process when its parent is gone, and by its parent alone.

    Ctrl-C goes to all processes of a terminal; out of its group, the parent decides
    in which order they end. A killed parent says nothing: its pages would go on.
    """
    os.setsid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
