"""Sites that tests break."""

import pytest

from tests.faults.disk import small_disk
from tests.faults.serving import served


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request, tmp_path_factory):
    """A served installation on either kind of database, the same for a module."""
    folder = tmp_path_factory.mktemp("site")
    log = folder / "log"
    if request.param == "sqlite":
        with served(folder, f"sqlite:///{folder}/diagnostic.db", log) as made:
            yield made
        return
    with (
        request.getfixturevalue("postgresql").fresh() as url,
        served(folder, url, log) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """A small disk of our own."""
    with small_disk(tmp_path_factory.mktemp("mounted") / "disk") as mounted:
        yield mounted
