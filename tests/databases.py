"""Databases and queues for tests, one server of a kind in each worker."""

import shutil
from pathlib import Path

import pytest
import redis

from diagnostic.store import schema
from diagnostic.store.database import connect
from tests.servers import running_postgresql, running_redis


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL; its ``folder`` is what a thief of its disk would have."""
    with running_postgresql() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql):
    """The address of a database without tables."""
    with postgresql.fresh() as url:
        yield url


@pytest.fixture(scope="session")
def redis_server():
    """The address of a Redis, which holds what earlier tests left."""
    with running_redis() as url:
        yield url


@pytest.fixture
def redis_url(redis_server):
    """The address of an empty Redis."""
    with redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory):
    """A file with all tables and no row."""
    path = tmp_path_factory.mktemp("prepared") / "empty.db"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def prepared_postgresql(postgresql):
    """The name of a database with all tables and no row."""
    postgresql.run("CREATE DATABASE prepared")
    prepare(postgresql.url("prepared"))
    return "prepared"


def prepare(url):
    database = connect(url)
    schema.upgrade(database)
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """The address of an empty database of this version, one of each kind."""
    return request.getfixturevalue(f"{request.param}_database_url")


@pytest.fixture
def sqlite_database_url(prepared_sqlite, tmp_path):
    """The address of an empty SQLite database of this version."""
    path = shutil.copy(prepared_sqlite, tmp_path / "diagnostic.db")
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_database_url(postgresql, prepared_postgresql):
    """The address of an empty PostgreSQL database of this version."""
    with postgresql.fresh(prepared_postgresql) as url:
        yield url


@pytest.fixture
def database(database_url):
    """A connection to an empty database of this version, one of each kind."""
    opened = connect(database_url)
    yield opened
    opened.close()


@pytest.fixture
def files(database, request):
    """Give the files of the database, each read whole."""

    def read():
        if not database.is_sqlite:
            # What is in memory only is on its way to a file.
            request.getfixturevalue("postgresql").run("CHECKPOINT")
            folder = request.getfixturevalue("postgresql").folder
            return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        path = Path(database.engine.url.database)
        return [beside.read_bytes() for beside in path.parent.glob(f"{path.name}*")]

    return read
