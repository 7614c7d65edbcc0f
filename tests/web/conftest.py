"""Surveys on SQLite where storage does not matter, on both where it does."""

import shutil

import pytest

from diagnostic.store.database import connect
from tests.collection.company import installed
from tests.web.browsing import DESK, chromium, served
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


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def lasting(prepared_sqlite, tmp_path_factory):
    """A survey that all tests of a module answer, each as other people."""
    folder = tmp_path_factory.mktemp("browser")
    path = shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    database = connect(f"sqlite:///{path}")
    yield Survey(installed(database, folder))
    database.close()


@pytest.fixture(scope="module")
def base(lasting):
    with served(lasting.app) as address:
        yield address


@pytest.fixture
def opened(browser, base):
    """Opens a page in a browser of its own, and hears what the browser complains of."""
    contexts, complaints = [], []

    def open_page(path, width=DESK, **options):
        size = {"width": width, "height": 800}
        contexts.append(browser.new_context(viewport=size, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    meant = "the server responded with a status"
    assert [said for said in complaints if meant not in said] == []
