"""The servers that other tests rely on: real, empty, and ended with the tests."""

import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import select as query

from diagnostic.store.models import Company

ROOT = Path(__file__).parents[2]
WAITING = """
import signal, sys, time
from tests import servers
# What a shell starts in the background does not hear Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
with getattr(servers, sys.argv[1])() as server:
    print("ready", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("turn", [1, 2])
def test_database_is_empty_whatever_an_earlier_test_wrote(database, turn):
    with database.writing() as session:
        session.add(Company(slug="acme", name="Acme", language="en"))

    with database.reading() as session:
        assert session.scalars(query(Company.slug)).all() == ["acme"]


@pytest.mark.parametrize("turn", [1, 2])
def test_redis_is_empty_whatever_an_earlier_test_wrote(redis_url, turn):
    with redis.from_url(redis_url) as client:
        assert client.keys() == []
        client.set("turn", turn)


def test_bare_database_has_no_table(postgresql_url):
    with psycopg.connect(postgresql_url) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_stat_user_tables"
        ).fetchall()

    assert tables == []


@pytest.mark.parametrize("kind", ["running_postgresql", "running_redis"])
@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_server_ends_with_its_tests(kind, blow, short_folder):
    with subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-c", WAITING, kind],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(short_folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as tests:
        assert tests.stdout.readline() == b"ready\n"
        of_tests = Path(f"/proc/{tests.pid}/task/{tests.pid}/children")
        [server] = map(int, of_tests.read_text().split())
        with os.fdopen(os.pidfd_open(server)) as watched:
            tests.send_signal(blow)
            tests.wait()
            ended, _, _ = select.select([watched], [], [], 60)

    assert ended


@pytest.fixture
def short_folder():
    """A folder that PostgreSQL's account may enter, and remains may lie in."""
    with tempfile.TemporaryDirectory(prefix="diagnostic-servers-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder
