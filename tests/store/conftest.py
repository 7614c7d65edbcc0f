"""Databases before they have tables."""

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
