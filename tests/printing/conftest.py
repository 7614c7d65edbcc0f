"""A shelf for what is printed, one for all workers of a run."""

import os

import pytest

from tests.printing import shelf as put


@pytest.fixture(autouse=True, scope="session")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    (folder / "shelf").mkdir(exist_ok=True)
    put.shelve_in(folder / "shelf")
