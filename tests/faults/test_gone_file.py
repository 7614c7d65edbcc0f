"""SQLite's file: gone, moved away, replaced. An empty one is never made for it."""

import os
import shutil

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from diagnostic.ballots import keys
from diagnostic.store import companies, schema
from diagnostic.store.database import connect
from diagnostic.store.models import Company
from tests.commands.running import run


def names(database):
    with database.reading() as session:
        return list(session.scalars(select(Company.name)))


def moved(source, target):
    """Move a database with its side files."""
    target.mkdir(exist_ok=True)
    for part in source.glob("diagnostic.db*"):
        part.rename(target / part.name)


@pytest.fixture
def database(sqlite_database_url):
    opened = connect(sqlite_database_url)
    with opened.writing() as session:
        companies.add(session, "acme", "Acme", "en")
    yield opened
    opened.close()


@pytest.fixture
def file(database, tmp_path):
    return tmp_path / "diagnostic.db"


def test_file_that_is_missing_is_made_by_nobody_but_the_upgrade(tmp_path):
    folder = tmp_path / "not mounted"
    folder.mkdir()
    database = connect(f"sqlite:///{folder}/diagnostic.db")

    assert schema.current(database) is None
    with pytest.raises(OperationalError, match="unable to open"):
        names(database)
    assert list(folder.iterdir()) == []

    schema.upgrade(database)
    assert names(database) == []
    database.close()


def test_database_that_is_moved_away_is_not_written_to(database, file, tmp_path):
    away = tmp_path / "away"
    moved(tmp_path, away)

    with pytest.raises(OperationalError), database.writing() as session:
        companies.add(session, "lost", "Lost", "en")

    assert not file.exists()
    moved(away, tmp_path)
    assert names(database) == ["Acme"]


def test_database_that_replaces_another_is_the_one_that_is_used(
    database, file, prepared_sqlite, tmp_path
):
    assert names(database) == ["Acme"]
    moved(tmp_path, tmp_path / "old")
    shutil.copy(prepared_sqlite, file)

    with database.writing() as session:
        companies.add(session, "other", "Other", "en")

    own = connect(f"sqlite:///{file}")
    assert names(own) == names(database) == ["Other"]
    own.close()


@pytest.mark.parametrize("command", [("serve",), ("check",), ("wave", "list")])
def test_no_command_makes_an_empty_database_beside_keys(tmp_path, monkeypatch, command):
    for name in [name for name in os.environ if name.startswith("DIAGNOSTIC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    run("company", "add", "Acme")
    instance = tmp_path / "instance"
    keys.create(instance / "keys", "0" * 16)
    moved(instance, tmp_path / "away")

    result = run(*command)

    assert result.exit_code > 0
    assert "is its disk mounted?" in result.output
    assert not (instance / "diagnostic.db").exists()
    moved(tmp_path / "away", instance)
    assert "Acme" in run("company", "list").stdout
