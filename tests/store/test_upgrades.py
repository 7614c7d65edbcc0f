"""Upgrades: nothing is lost, half done or done twice."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from diagnostic.store import schema
from diagnostic.store.database import connect
from tests.store.definitions import definition
from tests.store.rows import PEOPLE, collected, company

ROOT = Path(__file__).parents[2]
UPGRADE = """
import sys
import threading
from diagnostic.store import schema
from diagnostic.store.database import connect
database = connect(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
schema.upgrade(database)
schema.check(database)
database.close()
"""


LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"

def upgrade():
    with op.batch_alter_table("wave") as wave:
        # SQLite has to copy the table for this.
        wave.alter_column("late", existing_type=sa.Integer(), server_default="0")
        wave.add_column(sa.Column("colour", sa.String(9), server_default="blue"))
    {then}
"""


@pytest.fixture
def later(tmp_path, monkeypatch):
    """Give a function that adds a version, in which the table of waves is another."""

    def add(then="pass"):
        before = schema.needed()
        folder = shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
        version = LATER.format(before=before, then=then)
        (folder / "versions/v9999_later.py").write_text(version, encoding="utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", folder)

    return add


def test_older_database_is_told_and_upgraded(database, later):
    later()

    with pytest.raises(schema.SchemaError, match="older version; run `diagnostic up"):
        schema.check(database)
    schema.upgrade(database)

    schema.check(database)


def test_rows_and_promises_outlive_an_upgrade(database, later):
    with database.writing() as session:
        collected(session, company(session))
    later()

    schema.upgrade(database)

    with database.reading() as session:
        assert session.scalar(text("SELECT colour FROM wave")) == "blue"
        for table in ("participant", "mail", "spent", "ballot"):
            rows = session.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            assert rows == PEOPLE
    for broken in (
        "UPDATE wave SET minimum = 6",
        "UPDATE participant SET department_id = 99",
    ):
        with pytest.raises(IntegrityError), database.writing() as session:
            session.execute(text(broken))


def test_upgrade_that_fails_changes_nothing(database, later):
    before = definition(database)
    later("raise RuntimeError('half way')")

    with pytest.raises(RuntimeError, match="half way"):
        schema.upgrade(database)

    assert definition(database) == before


def test_upgrade_that_loses_a_row_changes_nothing(sqlite_database_url, later):
    database = connect(sqlite_database_url)
    with database.writing() as session:
        collected(session, company(session))
    before = definition(database)
    later("op.execute('DELETE FROM company')")

    with pytest.raises(RuntimeError, match="1 rows refer to none"):
        schema.upgrade(database)

    assert definition(database) == before
    database.close()


def test_several_upgrades_at_once_are_one(bare):
    url = bare.engine.url.set(
        drivername="sqlite" if bare.is_sqlite else "postgresql"
    ).render_as_string(hide_password=False)
    command = [sys.executable, "-W", "error", "-c", UPGRADE, url]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(  # noqa: S603  # our own command
                    command,
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(3)
        ]
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=60) for process in processes]

    assert said == [("", "")] * 3
    schema.check(bare)


def test_new_file_that_another_is_about_to_switch_is_waited_for(tmp_path):
    database = connect(f"sqlite:///{tmp_path}/diagnostic.db")
    database.create()
    other = sqlite3.connect(tmp_path / "diagnostic.db", check_same_thread=False)
    with closing(other), closing(database):
        # What another process that switches the file holds: SQLite says at once that
        # the file is locked.
        other.executescript("BEGIN IMMEDIATE")
        leaving = threading.Timer(0.2, other.rollback)
        leaving.start()

        schema.upgrade(database)

        leaving.join()
        schema.check(database)


@pytest.fixture
def generous():
    """What this process creates may be read by all, where it does not say otherwise."""
    mask = os.umask(0)
    yield
    os.umask(mask)


def test_only_the_owner_may_open_a_new_database(tmp_path, generous):
    database = connect(f"sqlite:///{tmp_path}/instance/diagnostic.db")

    schema.upgrade(database)
    with database.writing() as session:
        company(session)
        modes = {
            path.name: stat.filemode(path.stat().st_mode)
            for path in (tmp_path / "instance").iterdir()
        }
        folder = stat.filemode((tmp_path / "instance").stat().st_mode)

    database.close()
    assert folder == "drwx------"
    assert modes == dict.fromkeys(
        ("diagnostic.db", "diagnostic.db-wal", "diagnostic.db-shm"), "-rw-------"
    )


def test_statistics_of_postgresql_hold_nothing_of_respondents(postgresql_database_url):
    database = connect(postgresql_database_url)
    with database.writing() as session:
        collected(session, company(session))

    with database.writing() as session:
        session.execute(text("ANALYZE"))
        kept = session.execute(
            text("SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public'")
        )
        about_people = {
            row[1]
            for row in kept
            if row[0] in {"participant", "mail", "spent", "ballot"}
        }

    database.close()
    assert about_people == {"wave_id", "department_id", "kind", "state", "reply"}
