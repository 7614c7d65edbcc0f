"""Sites that tests break."""

import pytest

from tests.databases import prepare
from tests.faults.serving import Site


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request, tmp_path_factory):
    """A served installation on either kind of database, the same for a module."""
    folder = tmp_path_factory.mktemp("site")
    if request.param == "sqlite":
        yield from opened(folder, f"sqlite:///{folder}/diagnostic.db")
        return
    with request.getfixturevalue("postgresql").fresh() as url:
        yield from opened(folder, url)


def opened(folder, url):
    prepare(url)
    made = Site(folder, url)
    yield made
    made.stop()
