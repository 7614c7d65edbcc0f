"""What holds for every test: no network, no deadline, the same examples each time."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.applications", "tests.browsers", "tests.databases"]

# A busy machine must not fail a test, and a failure must come back when repeated.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")

MEMORY = Path("/dev/shm")  # noqa: S108  # what tempfile makes there is its own
ROOM = 3 * 2**30
"""Bytes; a whole run leaves less than one of the three behind."""


def has_room(folder):
    """Tell whether programs can be run in a folder of memory that has room."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    disk = os.statvfs(folder)
    is_closed = disk.f_flag & os.ST_NOEXEC
    return not is_closed and disk.f_bavail * disk.f_frsize >= ROOM


# A database of its own for each test is mostly writing: in memory it takes a third of
# the time. Who has chosen a folder keeps it.
if "TMPDIR" not in os.environ and has_room(MEMORY):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None

connect = socket.socket.connect


def connect_to_this_machine_only(self, address):
    host = address[0] if isinstance(address, tuple) else "localhost"
    if host not in {"localhost", "127.0.0.1", "::1"}:
        raise OSError(f"tests have no network: {host}")
    return connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_this_machine_only)
        yield
