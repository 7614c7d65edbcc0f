"""Offices on SQLite, one for each test."""

import pytest

from diagnostic.store.database import connect
from tests.workspace.office import Office


@pytest.fixture
def office(sqlite_database_url, tmp_path):
    database = connect(sqlite_database_url)
    yield Office(database, tmp_path)
    database.close()
