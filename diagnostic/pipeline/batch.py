"""Many reports at once: processes that draw, fed with one release after another.

A process gets released documents and what is printed beside them, as values; it knows
no database, no key and no settings. It is started afresh and not forked, so it holds
no connection either.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from diagnostic.pipeline.presenting import Basis, present

FEW = 4
"""So many are drawn here: until processes have started, they are nearly done."""
TURNS = 50
"""Reports of a process before it is replaced: each leaves half a megabyte behind."""
_SECONDS_TO_HEAR = 2.0
"""Until a signal that has ended the processes is noticed by this one as well."""


class StoppedError(Exception):
    """This process is to end; what was under way is not finished."""


def draw(
    bases: Iterable[Basis], number: int, stopping: threading.Event
) -> Generator[bytes, None, None]:
    """Give the PDF of each report in order, the same bytes as one by one.

    Args:
        bases: read one by one, shortly before they are drawn.
        number: of reports.
        stopping: set when this process is to end.

    Raises:
        StoppedError: it is; only what is being drawn at that moment is waited for.
    """
    given = iter(bases)
    if number <= FEW:
        for basis in given:
            _go_on(stopping)
            yield present("pdf", basis)
        return
    processes = os.cpu_count() or 1
    for first in given:
        turn = chain([first], islice(given, processes * TURNS - 1))
        yield from _drawn(turn, processes, stopping)


def _drawn(
    bases: Iterable[Basis], processes: int, stopping: threading.Event
) -> Iterator[bytes]:
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin)
    waiting: deque[Future[bytes]] = deque()
    try:
        for basis in bases:
            _go_on(stopping)
            waiting.append(pool.submit(present, "pdf", basis))
            # One more each lies ready; the rest is not read yet.
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            _go_on(stopping)
            yield waiting.popleft().result()
    except BrokenProcessPool:
        # A service manager ends all processes of a service at the same moment.
        _go_on(stopping, _SECONDS_TO_HEAR)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _go_on(stopping: threading.Event, seconds: float = 0) -> None:
    if stopping.wait(seconds):
        raise StoppedError("the process is to end")


def _begin() -> None:
    """Begin a process that draws, and ends when its parent does, however that ends.

    A worker blocks the signals that end it, which is passed on. A Ctrl-C reaches the
    parent too, which then ends this process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
