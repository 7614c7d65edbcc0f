"""Files of backups: whole, their owner's alone, and refused where they do not fit."""

import errno
import os
import resource
import shutil
import sqlite3
import stat
from contextlib import closing

import pytest
from sqlalchemy import insert

from diagnostic.store.archives import BackupError
from diagnostic.store.backups import backup, restore
from diagnostic.store.database import connect
from diagnostic.store.models import Ballot, Spent
from diagnostic.store.schema import SchemaError, downgrade, upgrade
from tests.store.rows import collected, company, move, wave


@pytest.fixture
def full_disk():
    """No file may grow beyond the size of a page or two."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.fixture
def answered(database):
    """A database with answers."""
    with database.writing() as session:
        collected(session, company(session))
    return database


@pytest.fixture
def one(sqlite_database_url):
    """A database, where it does not matter of which kind."""
    database = connect(sqlite_database_url)
    yield database
    database.close()


@pytest.fixture
def made(one, file):
    """A backup, of which the database has no row any more."""
    with one.writing() as session:
        collected(session, company(session))
    backup(one, file)
    downgrade(one)
    upgrade(one)
    return file


def test_only_its_owner_may_read_a_backup(answered, file):
    mask = os.umask(0)
    backup(answered, file)
    os.umask(mask)

    assert stat.filemode(file.stat().st_mode) == "-rw-------"


def test_backup_is_one_file(answered, file):
    before = {path.name for path in file.parent.iterdir()}

    backup(answered, file)

    after = {path.name for path in file.parent.iterdir()}
    assert after - before - {"diagnostic.db-wal", "diagnostic.db-shm"} == {file.name}


def test_full_disk_leaves_no_half_backup(answered, file, full_disk):
    before = {path.name for path in file.parent.iterdir()}

    with pytest.raises(OSError, match=str(file)) as raised:
        backup(answered, file)

    assert raised.value.errno in {errno.ENOSPC, errno.EIO}
    assert {path.name for path in file.parent.iterdir()} == before


def test_full_disk_leaves_the_backup_before(answered, file, full_disk):
    file.write_bytes(b"the one before")

    with pytest.raises(OSError, match=str(file)):
        backup(answered, file)

    assert file.read_bytes() == b"the one before"


def test_folder_that_is_not_there_is_named(answered, file):
    with pytest.raises(FileNotFoundError) as raised:
        backup(answered, file / "backup.db")

    assert raised.value.filename == str(file / "backup.db")


def test_file_does_not_tell_in_which_order_people_answered(database, other, tmp_path):
    votes = [bytes([number]) * 16 for number in range(100)]
    files = tmp_path / "one.db", tmp_path / "other.db"
    for target, order, file in (
        (database, votes[::3] + votes[1::3] + votes[2::3], files[0]),
        (other, votes[::-1], files[1]),
    ):
        with target.writing() as session:
            found = wave(session, company(session), id="0123456789abcdef")
            move(session, found, "open")
        for vote in order:
            with target.writing() as session:
                values = {"wave_id": "0123456789abcdef"}
                session.execute(insert(Spent), {**values, "mark": vote * 2})
                session.execute(insert(Ballot), {**values, "id": vote, "box": vote * 9})
        backup(target, file)

    assert files[0].read_bytes() == files[1].read_bytes()


def test_file_that_is_not_there_is_named(one, file):
    with pytest.raises(FileNotFoundError) as raised:
        restore(one, file, bool)

    assert raised.value.filename == str(file)


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", b"SQLite format 3\0" + b"\0" * 5000]
)
def test_other_files_are_no_backups(one, file, content):
    file.write_bytes(content)

    with pytest.raises(BackupError, match=r"backup.db: this is not a backup"):
        restore(one, file, bool)


def test_database_itself_is_no_backup(one, sqlite_database_url, file):
    shutil.copy(sqlite_database_url.removeprefix("sqlite:///"), file)

    with pytest.raises(BackupError, match=r"backup.db: this is not a backup"):
        restore(one, file, bool)


@pytest.mark.parametrize("half", [lambda size: size // 2, lambda size: size - 1])
def test_cut_backup_is_refused(one, made, half):
    os.truncate(made, half(made.stat().st_size))

    with pytest.raises(BackupError, match=r"backup.db: this backup is damaged"):
        restore(one, made, bool)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE backup SET format = 'alignment-backup/2'",
            "this is alignment-backup/2, not alignment-backup/1",
        ),
        ("UPDATE backup SET schema = '0000'", "of version 0000 of the database"),
        ("DELETE FROM backup", "this is not a backup"),
        ("INSERT INTO backup VALUES (1, 1)", "this is not a backup"),
        ("DROP TABLE ballot", "this backup is damaged"),
    ],
)
def test_backup_that_was_changed_is_refused(one, made, change, told):
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute(change)

    with pytest.raises(BackupError, match=told):
        restore(one, made, bool)


def test_database_of_another_version_is_refused(answered, file):
    backup(answered, file)
    downgrade(answered)

    for use in (lambda: backup(answered, file), lambda: restore(answered, file, bool)):
        with pytest.raises(SchemaError, match="no tables"):
            use()
