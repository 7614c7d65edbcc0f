"""Dies at the n-th thing that a function does to a database, a file or a key.

What it does is not written down anywhere but seen: the interpreter reports each call
into the operating system, SQLite and psycopg as it happens.
"""

import os
import signal
import sqlite3
import sys
from contextlib import contextmanager

OF_SQLITE = (sqlite3.Connection, sqlite3.Cursor)
OF_PSYCOPG = {"commit", "rollback", "execute", "executemany"}
# Calls of the operating system that only look; dying there is dying at the next one.
LOOKING = {"stat", "lstat", "fstat", "fspath", "getpid", "listdir", "scandir"}


def seen(frame, event, arg):
    """Name what is being done, or None if it is none of our concern."""
    if event == "c_call":
        owner = getattr(arg, "__self__", None)
        if isinstance(owner, OF_SQLITE):
            return f"sqlite {arg.__name__}"
        if getattr(arg, "__module__", None) == "posix" and arg.__name__ not in LOOKING:
            return f"system {arg.__name__}"
        if type(owner).__module__ == "_io" and arg.__name__ in ("write", "flush"):
            return f"file {arg.__name__}"
    elif event == "call":
        code = frame.f_code
        if "/psycopg/" in code.co_filename and code.co_name in OF_PSYCOPG:
            return f"psycopg {code.co_name}"
    return None


@contextmanager
def watched(notice):
    """Call ``notice(name)`` before each thing that is done in this thread."""

    def profile(frame, event, arg):
        name = seen(frame, event, arg)
        if name is not None:
            sys.setprofile(None)  # what the notice does is none of the function's
            notice(name)
            sys.setprofile(profile)

    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(None)


def deaths(function, left_behind):
    """Find the moments at which to die, from what a function does.

    Between two doings that leave the same files behind there is but one death.

    Args:
        function: what is watched.
        left_behind: gives what a crash would leave now, to be compared.

    Returns:
        Number and name of each doing before which something had changed.
    """
    found, before = [], object()
    number = -1

    def notice(name):
        nonlocal before, number
        number += 1
        now = left_behind()
        if now != before:
            found.append((number, name))
        before = now

    with watched(notice):
        function()
    return found


def killed_at(number, function):
    """Run a function in a process of its own that is killed before its n-th doing.

    Returns:
        Whether it was killed; False if it had come to its end before.
    """
    child = os.fork()
    if child == 0:
        left = number

        def notice(_name):
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

        try:
            with watched(notice):
                function()
        except BaseException:  # told by the exit code
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"it failed before it was killed at {number}")
    return os.WIFSIGNALED(status)
