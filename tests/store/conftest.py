"""Databases before they have tables, second ones, and files of backups."""

from contextlib import ExitStack

import pytest

from diagnostic.store import schema
from diagnostic.store.database import connect


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request, tmp_path):
    """A database without tables, one of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/own/bare.db"
    else:
        url = request.getfixturevalue("postgresql_url")
    database = connect(url)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """Another empty database of this version, one of each kind."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path}/other.db"
        else:
            server = request.getfixturevalue("postgresql")
            url = stack.enter_context(server.fresh())
        database = connect(url)
        stack.callback(database.close)
        schema.upgrade(database)
        yield database


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backup.db"
