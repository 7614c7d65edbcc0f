"""Databases before they have tables, second ones, and files of backups."""

import shutil
from contextlib import ExitStack

import pytest

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


@pytest.fixture
def second(request, tmp_path, prepared_sqlite):
    """Give a function that makes another empty database of a kind."""
    with ExitStack() as stack:

        def make(kind):
            if kind == "sqlite":
                url = f"sqlite:///{shutil.copy(prepared_sqlite, tmp_path / 'second')}"
            else:
                server = request.getfixturevalue("postgresql")
                template = request.getfixturevalue("prepared_postgresql")
                url = stack.enter_context(server.fresh(template))
            database = connect(url)
            stack.callback(database.close)
            return database

        yield make


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, second):
    """Another empty database of this version, one of each kind."""
    return second(request.param)


@pytest.fixture
def across(database, second):
    """Another empty database of this version, of the other kind."""
    return second("postgresql" if database.is_sqlite else "sqlite")


@pytest.fixture
def file(tmp_path):
    """Where a backup is to be written."""
    return tmp_path / "backup.db"
