"""An installation on either kind of database, and an archive to be imported."""

import shutil
from contextlib import contextmanager

import pytest

from diagnostic.pipeline.engagements import export
from diagnostic.store import models as m
from diagnostic.store.database import connect
from tests.collection import leaving, reorganised
from tests.collection.company import installed
from tests.collection.engaged import ANNA, LATER, engaged


@pytest.fixture
def installation(database, tmp_path):
    return installed(database, tmp_path)


@contextmanager
def copy_of(database, folder):
    """Open an installation whose database is a copy, for where storage is no matter."""
    path = shutil.copy(database, folder / "copy.db")
    installation = installed(connect(f"sqlite:///{path}"), folder)
    try:
        yield installation
    finally:
        installation.database.close()


@pytest.fixture
def sqlite(prepared_sqlite, tmp_path):
    """An installation in SQLite."""
    with copy_of(prepared_sqlite, tmp_path) as installation:
        yield installation


@pytest.fixture(scope="session")
def reorganised_file(prepared_sqlite, tmp_path_factory):
    """A database with the company of `reorganised.py`, made once."""
    folder = tmp_path_factory.mktemp("reorganised")
    with copy_of(prepared_sqlite, folder) as installation:
        reorganised.company(installation)
        return installation.database.engine.url.database


@pytest.fixture
def copied(reorganised_file, tmp_path):
    """A copy of it."""
    with copy_of(reorganised_file, tmp_path) as installation:
        yield installation


@pytest.fixture(scope="session")
def made(prepared_sqlite, tmp_path_factory):
    """An archive, once."""
    with copy_of(prepared_sqlite, tmp_path_factory.mktemp("made")) as installation:
        archive = export(engaged(installation), "acme", LATER, whole=True)
    return archive.content


@pytest.fixture
def elsewhere(installation):
    """An empty installation of either kind, in which Anna works too."""
    with installation.database.writing() as session:
        session.add(
            m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        )
    return installation


@pytest.fixture
def sqlite_elsewhere(sqlite_database_url, tmp_path):
    installation = installed(connect(sqlite_database_url), tmp_path)
    with installation.database.writing() as session:
        session.add(
            m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        )
    yield installation
    installation.database.close()


@pytest.fixture
def office(installation):
    """Two companies of one consultant, and what belongs to none."""
    return leaving.engaged(installation)
