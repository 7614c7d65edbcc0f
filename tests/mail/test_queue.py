"""The queue: three kinds, and on none of them a word about anybody."""

import os
import pickle
import signal
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
import redis

from diagnostic import jobs
from diagnostic.config import load
from diagnostic.jobs.postman import Postman, now
from diagnostic.jobs.queue import Plain, closing_queue
from diagnostic.jobs.tasks import register
from tests.collection.company import launched, roster
from tests.commands.running import PROGRAM

SIZES = {"leadership": 5, "Sales": 6}
EVERYBODY = {who for listed in roster(SIZES).departments for who in listed.addresses}


@pytest.fixture
def database_url(sqlite_database_url):
    return sqlite_database_url  # the three kinds of queue are enough


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def queue_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/queue.db"
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def environment(tmp_path, database_url, queue_url, office):
    return {
        "DIAGNOSTIC_DATABASE_URL": database_url,
        "DIAGNOSTIC_KEY_DIR": str(tmp_path / "keys"),
        "DIAGNOSTIC_QUEUE_URL": queue_url,
        "DIAGNOSTIC_MAIL_URL": office.url,
        "DIAGNOSTIC_MAIL_RATE": "1000",
    }


@pytest.fixture
def settings(environment, tmp_path):
    return load(environment, tmp_path)


@pytest.fixture
def tasks(installation, settings):
    postman = Postman(installation, settings, threading.Event())
    with closing_queue(settings.queue_url) as queue:
        yield register(queue, postman)


def content(url):
    """Every byte that a queue's storage holds."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob("queue.db*"))
    if url.startswith("redis"):
        with redis.from_url(url) as client:
            read = {b"list": client.lrange, b"zset": client.zrange}
            return b"".join(
                b"".join([key, *read[client.type(key)](key, 0, -1)])
                for key in client.scan_iter()
            )
    with psycopg.connect(url) as connection:
        names = connection.execute("SELECT relname FROM pg_stat_user_tables").fetchall()
        found = [
            value if isinstance(value, bytes) else str(value).encode()
            for (name,) in names
            for row in connection.execute(f"TABLE {name}").fetchall()
            for value in row
        ]
        return b"".join(found)


def test_queue_tells_names_of_tasks_and_nothing_of_anybody(
    installation, settings, tasks, office, queue_url
):
    launched(installation, people=roster(SIZES), now=now())
    office.answers = lambda stage, whom: "450 later" if stage == "RCPT" else None
    tasks.nudge()
    tasks.queue.execute(tasks.deliver.s())  # fails, and is to be done later
    stored = content(queue_url)
    office.answers = lambda stage, whom: None
    jobs.deliver(installation, settings, now())

    assert stored.count(b".deliver") >= 2
    tokens = [link.rpartition("/")[2] for link in office.links()]
    assert len(tokens) == len(EVERYBODY)
    assert [word for word in [*EVERYBODY, *tokens] if word.encode() in stored] == []


def test_worker_delivers_at_a_nudge_and_stops_at_a_signal(
    installation, tasks, office, environment, tmp_path, queue_url
):
    with subprocess.Popen(  # noqa: S603  # our own program
        ["setpriv", "--pdeathsig", "KILL", PROGRAM, "worker"],  # noqa: S607
        env={**environment, "PATH": os.environ["PATH"]},
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        try:
            launched(installation, "first", people=roster(SIZES), now=now())
            office.wait_for(len(EVERYBODY))  # of itself, at its first look
            launched(
                installation, "other", people=roster(SIZES), now=now(), subject="other"
            )
            assert tasks.nudge()
            office.wait_for(2 * len(EVERYBODY), seconds=40)  # before its second look
        finally:
            worker.send_signal(signal.SIGINT)
            _, log = worker.communicate(timeout=60)

    assert worker.returncode == 0, log
    assert office.to_whom() == dict.fromkeys(EVERYBODY, 2)
    assert "@" not in log
    assert not [who for who in EVERYBODY if who.encode() in content(queue_url)]


def test_task_that_runs_code_is_not_read(caplog, tmp_path):
    class Trap:
        def __reduce__(self):
            return Path.touch, (tmp_path / "sprung",)

    with pytest.raises(ValueError, match=r"."):
        Plain().deserialize(pickle.dumps(Trap()))

    assert not (tmp_path / "sprung").exists()


def test_queue_out_of_reach_does_not_fail_who_asks(installation, tmp_path):
    settings = load({}, tmp_path)
    postman = Postman(installation, settings, threading.Event())

    with closing_queue("redis://127.0.0.1:1/0") as queue:
        assert not register(queue, postman).nudge()
