"""A key that is gone or cannot be read: its wave waits for it, the others go on."""

import logging

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import life
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.sealing import seal
from diagnostic.pipeline.submission import submit
from diagnostic.store import ballots
from diagnostic.store.database import connect
from tests.collection.company import NOW, installed, launched, sheet, token


@pytest.fixture
def installation(sqlite_database_url, tmp_path):
    database = connect(sqlite_database_url)
    yield installed(database, tmp_path)
    database.close()


@pytest.fixture
def wave(installation):
    return launched(installation)


def unreadable(file, away):
    """Let reading the key fail, for root too, as a broken disk does."""
    file.rename(away)
    file.mkdir()
    return lambda: (file.rmdir(), away.rename(file))


def open_to_others(file, away):
    file.chmod(0o644)
    return lambda: file.chmod(0o600)


def cut_short(file, away):
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    return lambda: file.write_bytes(content)


def gone(file, away):
    file.rename(away)
    return lambda: away.rename(file)


@pytest.mark.parametrize("harm", [unreadable, open_to_others, cut_short, gone])
def test_key_that_cannot_be_used_closes_its_wave_until_it_can(
    installation, wave, tmp_path, caplog, harm
):
    other = launched(installation, "other", subject="New website")
    mine = token(installation, wave, "sales0@example.com")
    theirs = token(installation, other, "sales0@example.com")
    collected = Links(installation)
    mend = harm(keys.path(installation.keys, wave), tmp_path / "away")

    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert collected.find(mine, NOW) is None
            assert collected.find(theirs, NOW) is not None
    mend()

    [told] = [record.getMessage() for record in caplog.records]
    assert told.startswith(f"wave {wave} cannot be answered: ")
    assert submit(collected, mine, collected.find(mine, NOW), sheet(1), NOW)


@pytest.mark.parametrize("harm", [unreadable, open_to_others, cut_short, gone])
def test_sealing_waits_for_a_key_that_cannot_be_used(
    installation, wave, tmp_path, harm
):
    collected = Links(installation)
    mine = token(installation, wave, "sales0@example.com")
    submit(collected, mine, collected.find(mine, NOW), sheet(1), NOW)
    life.close(installation, "acme", "2026-Q3", NOW)
    mend = harm(keys.path(installation.keys, wave), tmp_path / "away")

    with pytest.raises((keys.MissingKeyError, keys.DamagedKeyError)):
        seal(installation, wave, NOW)
    with installation.database.reading() as session:
        assert ballots.count(session, wave) == 1
    mend()

    seal(installation, wave, NOW)
    assert not keys.exists(installation.keys, wave)
