"""Sealing is killed at everything that it does: the next one finishes it."""

import json
from functools import partial
from random import Random
from unittest.mock import patch

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import life
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.sealing import seal, unfinished
from diagnostic.release import verify
from diagnostic.store import ballots, releases, rosters
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, launched, play, roster
from tests.collection.copies import Copies
from tests.collection.dying import deaths, killed_at

END = NOW + 14 * DAY
SMALL = {"leadership": 6, "Sales": 7}


@pytest.fixture
def copies(installation, tmp_path, request):
    wave = launched(installation, people=roster(SMALL))
    play(installation, wave, sizes=SMALL)
    life.close(installation, "acme", "2026-Q3", END)
    return wave, Copies(installation, tmp_path / request.node.name[:40], request)


def sealed(folder, url, wave):
    """Seal, as a program that has just been started does.

    The same chance each time: in which order comments are stored decides how many
    statements it takes, and the n-th thing is to be the same one in each process.
    """
    database = connect(url)
    installation = Installation(database, folder / "keys", "https://a.example")
    try:
        with patch("random._urandom", Random(1).randbytes):  # noqa: S311
            seal(installation, wave, END)
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
    assert killed == len(found)


def released(url, wave):
    """Tell whether the release is stored: before, the key must not go."""
    database = connect(url)
    with database.reading() as session:
        found = releases.document(session, wave)
    database.close()
    return found is not None
