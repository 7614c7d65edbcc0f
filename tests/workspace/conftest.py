"""Offices on SQLite, one for each test."""

import shutil

import pytest
from passlib.hash import argon2

from diagnostic.config import load
from diagnostic.store.database import connect
from tests.web.browsing import signed_in
from tests.workspace import filing, reorganised
from tests.workspace.desk import Desk
from tests.workspace.exhibits import exhibited
from tests.workspace.furnished import furnish
from tests.workspace.office import Office

CHEAP = {"default_rounds": 1, "memory_cost": 8, "parallelism": 1}
IN_EARNEST = {name: getattr(argon2, name) for name in CHEAP}


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords():
    """Hash passwords quickly, which is meant to take a while."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CHEAP.items():
            patch.setattr(argon2, name, value)
        yield


@pytest.fixture
def costly_passwords(monkeypatch):
    """Hash passwords as in earnest."""
    for name, value in IN_EARNEST.items():
        monkeypatch.setattr(argon2, name, value)


@pytest.fixture
def office(sqlite_database_url, tmp_path):
    database = connect(sqlite_database_url)
    yield Office(database, tmp_path)
    database.close()


@pytest.fixture(scope="session")
def made(prepared_sqlite, tmp_path_factory):
    """The folder of an office with everything in it, to be copied, and its ids."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    return folder, furnish(folder)


@pytest.fixture(scope="session")
def kept(prepared_sqlite, tmp_path_factory):
    """The folder of a company over three quarters, and the ids of its waves."""
    folder = tmp_path_factory.mktemp("reorganised")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    office = reorganised.reopened(folder)
    ids = reorganised.played(office)
    office.installation.database.close()
    return folder, ids


@pytest.fixture(scope="module")
def standing(kept):
    """The company, for whoever only reads."""
    office = reorganised.reopened(kept[0])
    yield office
    office.installation.database.close()


@pytest.fixture
def acme(kept, tmp_path):
    """The office of that company, to be changed."""
    office = reorganised.copied(kept[0], tmp_path / "copy")
    yield office
    office.installation.database.close()


@pytest.fixture(scope="session")
def gallery(prepared_sqlite, tmp_path_factory):
    """An office with a sealed wave of each kind; gives pages by kind and section."""
    folder = tmp_path_factory.mktemp("gallery")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    office = Office(connect(f"sqlite:///{folder}/diagnostic.db"), folder)
    yield exhibited(office)
    office.installation.database.close()


@pytest.fixture(scope="session")
def filed(prepared_sqlite, tmp_path_factory):
    """The folder of an office with sealed waves, to be copied, and their ids."""
    folder = tmp_path_factory.mktemp("filed")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    return folder, filing.furnished(folder)


@pytest.fixture
def visiting(browser):
    """Opens a path as the person of a client, each time as for the first time."""
    pages = []

    def opened(client, base, path, **options):
        pages.append(signed_in(browser, client, base, **options))
        pages[-1].goto(path)
        return pages[-1]

    yield opened
    for page in pages:
        page.context.close()


@pytest.fixture
def settings(tmp_path):
    """Where a worker works."""
    found = load({}, tmp_path)
    found.instance.mkdir()
    return found


@pytest.fixture
def desk(made, tmp_path):
    """A copy of that office, in which actions are agreed on."""
    found = Desk(made, tmp_path)
    yield found
    found.installation.database.close()
