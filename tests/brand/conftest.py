"""An installation on either kind of database."""

import pytest

from tests.collection.company import installed


@pytest.fixture
def installation(database, tmp_path):
    return installed(database, tmp_path)
