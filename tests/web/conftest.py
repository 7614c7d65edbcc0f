"""Surveys on SQLite where storage does not matter, on both where it does."""

import shutil

import pytest

from diagnostic.store.database import connect
from tests.collection.company import installed
from tests.web.browsing import DESK, served
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


@pytest.fixture(scope="module")
def window(browser):
    """Gives a page with or without scripts, the same each time, and its complaints."""
    pages, complaints = {}, []

    def given(scripts):
        if scripts not in pages:
            page = browser.new_context(java_script_enabled=scripts).new_page()
            page.on("console", lambda said: complaints.append(said.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            pages[scripts] = page
        return pages[scripts]

    yield given, complaints
    for page in pages.values():
        page.context.close()


@pytest.fixture
def opened(window, base):
    """Opens an address, and hears what the browser complains of."""
    given, complaints = window

    def open_page(path, width=DESK, *, scripts=True):
        page = given(scripts)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(base + path)
        return page

    complaints.clear()
    yield open_page
    meant = "the server responded with a status"
    assert [said for said in complaints if meant not in said] == []
