"""Sealing is killed at everything that it does: the next one finishes it."""

import json
import shutil
from functools import partial

import psycopg
import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import life
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.sealing import seal, unfinished
from diagnostic.release import verify
from diagnostic.store import ballots, releases, rosters
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, launched, play, roster
from tests.collection.dying import deaths, killed_at

END = NOW + 14 * DAY
SMALL = {"leadership": 6, "Sales": 7}


class Copies:
    """A wave that is ready to be sealed, as often as it takes."""

    def __init__(self, installation, folder, server):
        self.installation, self.folder, self.server = installation, folder, server
        self.names = []

    def fresh(self):
        """Copy database and keys as they were before the first sealing."""
        number = len(self.names)
        folder = self.folder / str(number)
        shutil.copytree(self.installation.keys, folder / "keys")
        self.names.append(f"{self.folder.name.replace('-', '_')}_{number}")
        return folder, self._database(folder)

    def _database(self, folder):
        url = self.installation.database.engine.url
        if self.server is None:
            shutil.copy(url.database, folder / "copy.db")
            return f"sqlite:///{folder / 'copy.db'}"
        template = f"TEMPLATE {url.database}"
        self.server.run(f"CREATE DATABASE {self.names[-1]} {template}")
        return self.server.url(self.names[-1])

    def state(self, folder):
        """Give what a crash would leave behind: all files, or the log's position."""
        files = {
            file: file.read_bytes() for file in folder.rglob("*") if file.is_file()
        }
        if self.server is None:
            return files
        with psycopg.connect(self.server.url(self.names[-1])) as connection:
            [position] = connection.execute("SELECT pg_current_wal_lsn()").fetchone()
        return files, position

    def drop(self):
        """Drop the copy made last."""
        if self.server is not None:
            self.server.run(f"DROP DATABASE {self.names[-1]} WITH (FORCE)")


@pytest.fixture
def copies(database, installation, tmp_path, request):
    wave = launched(installation, people=roster(SMALL))
    play(installation, wave, sizes=SMALL)
    life.close(installation, "acme", "2026-Q3", END)
    server = None
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        server = request.getfixturevalue("postgresql")
    database.close()  # a database that is copied must have no visitors
    return wave, Copies(installation, tmp_path / request.node.name[:40], server)


def sealed(folder, url, wave):
    """Seal, as a program that has just been started does."""
    database = connect(url)
    try:
        seal(Installation(database, folder / "keys", "https://a.example"), wave, END)
    finally:
        database.close()


def told(folder, url, wave):
    """Give the release and the comments, and check that nothing else is left."""
    installation = Installation(connect(url), folder / "keys", "https://a.example")
    try:
        assert not keys.exists(folder / "keys", wave)
        assert unfinished(installation) == []
        with installation.database.reading() as session:
            assert ballots.count(session, wave) == 0
            assert not rosters.addresses(session, wave)
            found = releases.document(session, wave)
            remarks = sorted(text for *_, text in releases.comments(session, wave))
        assert verify(json.loads(found))
        return found, remarks
    finally:
        installation.database.close()


def test_sealing_that_is_killed_anywhere_is_finished_by_the_next(copies):
    wave, made = copies
    folder, url = made.fresh()
    sealed(folder, url, wave)  # what is done once in a process is done by now
    made.drop()
    folder, url = made.fresh()
    found = deaths(partial(sealed, folder, url, wave), partial(made.state, folder))
    expected = told(folder, url, wave)
    made.drop()
    # The release, the key overwritten and gone, rows erased, the wave marked so.
    assert len(found) >= 6, found

    killed = 0
    for number, doing in found:
        folder, url = made.fresh()
        killed += killed_at(number, partial(sealed, folder, url, wave))
        assert released(url, wave) or keys.exists(folder / "keys", wave), doing
        sealed(folder, url, wave)
        assert told(folder, url, wave) == expected, doing
        made.drop()
    assert killed >= len(found) - 1  # scrubbing may need one try less


def released(url, wave):
    """Tell whether the release is stored: before, the key must not go."""
    database = connect(url)
    with database.reading() as session:
        found = releases.document(session, wave)
    database.close()
    return found is not None
