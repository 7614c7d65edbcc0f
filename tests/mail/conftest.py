"""A company whose wave is to be mailed, on either kind of database."""

import pytest

from tests.collection.company import installed
from tests.mail.post_office import PostOffice


@pytest.fixture
def installation(database, tmp_path):
    return installed(database, tmp_path)


@pytest.fixture
def office():
    """A mail server that takes everything until it is told otherwise."""
    with PostOffice() as running:
        yield running
