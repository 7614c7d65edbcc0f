"""An installation that is served as its operator serves it, to be broken."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from diagnostic.pipeline.installation import Installation
from diagnostic.store.database import connect
from tests.databases import prepare

BASE_URL = "https://survey.example"
PROGRAM = Path(sys.executable).with_name("diagnostic")
PATIENCE = 60
"""Seconds for a process to start; a busy machine must not fail a test."""
THREADS = 5
"""A worker that works has more."""
SECONDS_TO_STOP = 10
"""What the operator is promised."""


class Site:
    """An installation in a folder, with a database anywhere, and its log.

    Args:
        folder: of keys, mail and queue.
        database_url: of a database of this version.
        log: file that everything is logged to.
        base_url: what links begin with; None is where the pages are served.
    """

    def __init__(self, folder, database_url, log, base_url=BASE_URL):
        self.folder, self.database_url, self.log = folder, database_url, log
        self.port = free_port()
        self.base_url = base_url or f"http://127.0.0.1:{self.port}"
        (folder / "keys").mkdir(mode=0o700)
        self.installation = Installation(
            connect(database_url), folder / "keys", self.base_url
        )
        self.running = None

    @property
    def environ(self):
        """What an operator sets."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DIAGNOSTIC_")}
        return kept | {
            "DIAGNOSTIC_DATABASE_URL": self.database_url,
            "DIAGNOSTIC_KEY_DIR": f"{self.folder}/keys",
            "DIAGNOSTIC_MAIL_URL": f"file:{self.folder}/mail",
            "DIAGNOSTIC_QUEUE_URL": f"sqlite:///{self.folder}/queue.db",
            "DIAGNOSTIC_BASE_URL": self.base_url,
            "DIAGNOSTIC_SECRET_KEY": "0" * 32,
        }

    def begin(self, *arguments):
        """Start one of our commands; what it says goes into the log."""
        # The kernel ends it when this process is killed.
        command = ["setpriv", "--pdeathsig", "KILL", PROGRAM, *arguments]
        with self.log.open("a") as log:
            return subprocess.Popen(  # noqa: S603  # our own command
                list(map(str, command)),
                cwd=self.log.parent,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def serve(self):
        """Start the pages and wait for them, unless they are there."""
        if self.running is not None and self.running.poll() is None:
            return
        said = len(self.said())
        self.running = self.begin("serve", "--port", self.port)
        until(
            lambda: "Serving on" in self.said()[said:],
            lambda: self.running.poll() is None,
        )

    def part(self, name):
        """Give the process of the ``web`` or the ``worker``."""
        parent = self.running.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        for child in children.split():
            command = Path(f"/proc/{child}/cmdline").read_text()
            is_worker = "spawn_main" in command
            if "resource_tracker" not in command and is_worker == (name == "worker"):
                return int(child)
        raise LookupError(name)

    def works(self):
        """Tell whether the worker has begun to: it has threads for that."""
        return len(list(Path(f"/proc/{self.part('worker')}/task").iterdir())) > THREADS

    def ended(self):
        """Wait as long as an operator is asked to; give the exit code."""
        return self.running.wait(SECONDS_TO_STOP)

    def stop(self):
        """End what runs, as a test is over."""
        if self.running is not None and self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
            try:
                self.ended()
            except subprocess.TimeoutExpired:
                self.running.kill()
                raise
        self.installation.database.close()

    def said(self):
        """Everything that was logged so far."""
        return self.log.read_text() if self.log.exists() else ""


@contextmanager
def served(folder, database_url, log, base_url=BASE_URL):
    """Make an installation on a new database; what runs of it ends with the block."""
    prepare(database_url)
    site = Site(folder, database_url, log, base_url)
    try:
        yield site
    finally:
        site.stop()


def until(happened, possible=lambda: True):
    """Wait until something has happened, or cannot happen any more."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if not possible() or time.monotonic() > deadline:
            raise RuntimeError("it did not happen")
        time.sleep(0.01)


def free_port():
    """Give a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def gone(pid):
    """Tell whether a process that is not our child has ended."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        )
    except (FileNotFoundError, ProcessLookupError):
        return True
