"""Real servers for tests, and their end.

A server's parent is the process that asked for it: even when that
one is killed, the kernel ends the server.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from sqlalchemy.engine import URL

PATIENCE = 60
"""Seconds for a server to start or to end; a busy machine must not fail a test."""


@contextmanager
def process(*command, account=None, end=signal.SIGTERM):
    """Run a server; it ends with the block, or with this process.

    A session of its own keeps Ctrl-C from it: the tests end it when they are done.
    """
    as_account = [f"--reuid={account}", f"--regid={account}", "--clear-groups"]
    prepared = ["setpriv", "--pdeathsig", end.name.removeprefix("SIG")]
    running = subprocess.Popen(  # noqa: S603  # our own commands
        [*prepared, *(as_account if account else ()), *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        running.send_signal(end)
        try:
            running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def until(running, ready):
    """Wait until a server answers, or say that it has ended."""
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if running.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{running.args} does not run: {running.returncode}")
        time.sleep(0.02)


@dataclass(frozen=True)
class Postgresql:
    """A running PostgreSQL that anybody of this machine's tests may use.

    ``folder`` holds all of its files, the write-ahead log too.
    """

    folder: Path
    process: subprocess.Popen

    def url(self, name, account="postgres"):
        """The address of a database, as settings have it."""
        found = URL.create(
            "postgresql",
            account,
            database=name,
            query={"host": str(self.folder)},
        )
        return found.render_as_string(hide_password=False)

    def run(self, *statements, name="postgres"):
        """Run statements in a database, outside of every transaction."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def fresh(self, template="template1"):
        """The address of a new database, which is dropped afterwards."""
        name = f"test_{secrets.token_hex(8)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


def postgresql_program(name):
    """A program of PostgreSQL; Debian puts the server's out of the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(path.parts[-3]),
    )
    return found[-1] if found else name


@contextmanager
def running_postgresql(**settings) -> Iterator[Postgresql]:
    """Run a PostgreSQL with a folder and a socket of its own.

    With ``fsync="on"`` also a crash of the machine loses nothing that was committed.
    ``wal_recycle=off`` as ``docs/operations.md`` asks for it.
    """
    with (
        postgresql_folder() as folder,
        started_postgresql(folder, **settings) as server,
    ):
        yield server


@contextmanager
def postgresql_folder() -> Iterator[Path]:
    """Give the folder of a PostgreSQL that does not run yet."""
    account = postgresql_account()
    folder = Path(tempfile.mkdtemp(prefix="diagnostic-postgresql-"))
    try:
        if account:
            shutil.chown(folder, account, account)
        subprocess.run(  # noqa: S603  # our own command
            [
                *(postgresql_program("initdb"), "--pgdata", folder),
                *("--username", "postgres", "--auth", "trust", "--no-sync"),
                # Small segments: a test reads all files of the database.
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--wal-segsize", "1"),
            ],
            check=True,
            capture_output=True,
            user=account,
            group=account,
            extra_groups=() if account else None,
            cwd=folder,
        )
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def started_postgresql(folder, **settings) -> Iterator[Postgresql]:
    """Run the PostgreSQL of a folder."""
    settings = {
        "fsync": "off",
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "wal_recycle": "off",
        "min_wal_size": "2MB",
        "shared_buffers": "32MB",
        "max_connections": "60",
        "timezone": "UTC",
        "autovacuum": "off",  # nothing of its own accord: tests count what is done
        **settings,
    }
    command = [postgresql_program("postgres"), "-D", folder]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with process(*command, account=postgresql_account(), end=signal.SIGINT) as running:
        server = Postgresql(folder, running)
        until(running, lambda: answers(server))
        yield server


def postgresql_account():
    """Name the account that it runs as: it refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


def answers(server):
    """Whether a PostgreSQL takes connections by now."""
    try:
        server.run("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def running_redis() -> Iterator[str]:
    """Run a Redis that keeps nothing on the disk, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["redis-server", "--bind", "127.0.0.1", "--port", port]
    with (
        process(*command, "--save", "", "--appendonly", "no") as running,
        redis.Redis(port=port) as client,
    ):
        until(running, lambda: answers_redis(client))
        yield f"redis://127.0.0.1:{port}/0"


def answers_redis(client):
    """Whether a Redis takes connections by now."""
    try:
        return client.ping()
    except redis.ConnectionError:
        return False
