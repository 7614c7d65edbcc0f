"""An installation on either kind of database, and an archive to be imported."""

import pytest

from diagnostic.pipeline.engagements import export
from diagnostic.store import models as m
from diagnostic.store.database import connect
from tests.collection import leaving, reorganised
from tests.collection.company import installed
from tests.collection.engaged import ANNA, LATER, engaged


@pytest.fixture
def installation(database, tmp_path):
    return installed(database, tmp_path)


@pytest.fixture
def sqlite(prepared_sqlite, tmp_path):
    """An installation in SQLite, where storage is not what matters."""
    path = tmp_path / "one.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    installation = installed(connect(f"sqlite:///{path}"), tmp_path)
    yield installation
    installation.database.close()


@pytest.fixture(scope="session")
def reorganised_file(prepared_sqlite, tmp_path_factory):
    """A database with the company of `reorganised.py`, made once."""
    folder = tmp_path_factory.mktemp("reorganised")
    path = folder / "made.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    installation = installed(connect(f"sqlite:///{path}"), folder)
    reorganised.company(installation)
    installation.database.close()
    return path


@pytest.fixture
def copied(reorganised_file, tmp_path):
    """A copy of it, where storage is not what matters."""
    path = tmp_path / "copied.db"
    path.write_bytes(reorganised_file.read_bytes())
    installation = installed(connect(f"sqlite:///{path}"), tmp_path)
    yield installation
    installation.database.close()


@pytest.fixture(scope="session")
def made(prepared_sqlite, tmp_path_factory):
    """An archive, once."""
    folder = tmp_path_factory.mktemp("made")
    path = folder / "diagnostic.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    installation = engaged(installed(connect(f"sqlite:///{path}"), folder))
    archive = export(installation, "acme", LATER, whole=True)
    installation.database.close()
    return archive.content


@pytest.fixture
def elsewhere(installation):
    """An empty installation of either kind, in which Anna works too."""
    with installation.database.writing() as session:
        session.add(
            m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        )
    return installation


@pytest.fixture
def sqlite_elsewhere(sqlite_database_url, tmp_path):
    installation = installed(connect(sqlite_database_url), tmp_path)
    with installation.database.writing() as session:
        session.add(
            m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        )
    yield installation
    installation.database.close()


@pytest.fixture
def office(installation):
    """Two companies of one consultant, and what belongs to none."""
    return leaving.engaged(installation)
