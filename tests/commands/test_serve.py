"""``diagnostic serve``: one command that runs everything, and ends as a whole."""

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from diagnostic.cli.installed import open_installed
from diagnostic.jobs.asking import nudge
from diagnostic.jobs.postman import now
from tests.collection.company import launched, roster
from tests.commands.running import PROGRAM, refused, run
from tests.mail.post_office import in_folder, link_in

SIZES = {"leadership": 5, "Sales": 6}
PATIENCE = 60


class Server:
    """A running server, in a process group of its own as a terminal has it."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        # It ends with the tests, even if they are killed.
        ending = ["setpriv", "--pdeathsig", "KILL"]
        self.process = subprocess.Popen(  # noqa: S603  # our own program
            [*ending, PROGRAM, "serve", "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.all = set()

    def start(self):
        self.line = self.process.stdout.readline()
        self.all.update(descendants(self.process.pid))

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def status(self, path):
        connection = self.connection()
        connection.request("GET", path)
        found = connection.getresponse().status
        connection.close()
        return found

    def ends(self):
        """The exit code, and what was written after the first line."""
        output, log = self.process.communicate(timeout=PATIENCE)
        until(lambda: not [pid for pid in self.all if is_running(pid)])
        assert output == ""
        return self.process.returncode, log


def descendants(pid):
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended since
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from descendants(child)


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(true):
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def running():
    started = Server()
    try:
        started.start()
        yield started
    finally:
        for pid in (started.process.pid, *started.all):
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
        started.process.wait()
        started.process.stdout.close()
        started.process.stderr.close()


@pytest.fixture
def server():
    with running() as started:
        yield started


@pytest.mark.parametrize(
    "tell",
    [
        pytest.param(lambda pid: os.killpg(pid, signal.SIGINT), id="Ctrl-C"),
        pytest.param(lambda pid: os.killpg(pid, signal.SIGHUP), id="hang-up"),
    ],
)
def test_it_invites_and_serves_and_ends_with_its_terminal(server, tell):
    assert server.line == (
        f"Serving on http://127.0.0.1:{server.port}, links begin with"
        " http://127.0.0.1:8000.\n"
    )
    settings, installation = open_installed()
    launched(installation, now=now(), people=roster(SIZES))
    nudge(installation, settings)
    installation.database.close()
    mails = Path("instance/mail")
    until(lambda: len(list(mails.glob("*.eml"))) == 11)
    link = link_in(next(iter(in_folder(mails).values())))
    path = link.removeprefix("http://127.0.0.1:8000")
    assert server.status(path) == 200
    half = server.connection()
    half.putrequest("POST", path)
    half.putheader("Content-Type", "application/x-www-form-urlencoded")
    half.putheader("Content-Length", "14")
    half.endheaders(b"comme")
    assert server.status(path) == 200  # by now the half request is being read

    tell(server.process.pid)
    half.send(b"nt-a=&r1=")
    answered = half.getresponse().status
    half.close()

    assert answered == 422
    code, log = server.ends()
    assert code == 0, log
    assert path not in log
    assert "127.0.0.1" not in log
    assert "Traceback" not in log


def test_several_processes_serve_one_postgresql(
    monkeypatch, postgresql_database_url, redis_url
):
    monkeypatch.setenv("DIAGNOSTIC_DATABASE_URL", postgresql_database_url)
    monkeypatch.setenv("DIAGNOSTIC_QUEUE_URL", redis_url)
    _, installation = open_installed()
    launched(installation, now=now(), people=roster(SIZES))
    installation.database.close()
    with running() as server:
        until(lambda: len(list(Path("instance/mail").glob("*.eml"))) == 11)
        paths = [
            link_in(letter).removeprefix("http://127.0.0.1:8000")
            for letter in in_folder("instance/mail").values()
        ]
        assert {server.status(path) for path in paths} == {200}
        server.process.terminate()

        code, log = server.ends()
        assert (code, log.count("Traceback")) == (0, 0), log


def test_port_that_is_taken_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = refused("serve", "--port", port)

    assert sentence == f"127.0.0.1, port {port}: address already in use."


def test_host_that_is_none_is_refused():
    assert refused("serve", "--host", "no host") == "no host: there is no such host."


def test_database_of_another_version_is_refused():
    _, installation = open_installed()
    with installation.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")
    installation.database.close()

    for command in ("serve", "worker"):
        result = run(command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("Error: the database is of a newer version")
