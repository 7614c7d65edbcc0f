"""Surveys on SQLite where storage does not matter, on both where it does."""

import pytest

from diagnostic.store.database import connect
from tests.collection.company import installed
from tests.web.survey import Survey


@pytest.fixture
def installation(sqlite_database_url, tmp_path):
    database = connect(sqlite_database_url)
    yield installed(database, tmp_path)
    database.close()


@pytest.fixture
def survey(installation):
    return Survey(installation)


@pytest.fixture
def kept(database, tmp_path):
    """A survey on each kind of database."""
    return Survey(installed(database, tmp_path))
