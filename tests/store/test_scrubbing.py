"""Scrubbing: no byte of a deleted row is left in any file of the database."""

import time

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from diagnostic.store import scrubbing
from diagnostic.store.database import connect
from diagnostic.store.models import Ballot, Company
from tests.store.rows import PEOPLE, collected, company, forget


def left(written, files):
    """Count the values of a wave that some file holds."""
    contents = files()
    return sum(
        any(secret in content for content in contents) for secret in written.secrets
    )


@pytest.fixture
def sealed(database):
    """A wave whose people were deleted, beside one that is open."""
    with database.writing() as session:
        owner = company(session)
        going_on = collected(session, owner, "2026-Q2")
        written = collected(session, owner, state="closed")
    # The statistics of PostgreSQL would hold copies of their own.
    if not database.is_sqlite:
        with database.writing() as session:
            session.execute(text("ANALYZE"))
    with database.writing() as session:
        forget(session, written.wave)
    return written, going_on


def test_deleted_rows_are_found_without_scrubbing(sealed, files):
    written, _ = sealed

    assert left(written, files) >= len(written.secrets) / 2


def test_no_byte_of_a_deleted_row_is_left(database, sealed, files):
    written, _ = sealed

    said = scrubbing.scrub(database)

    assert left(written, files) == 0
    assert said == ()


def test_rows_of_other_waves_stay(database, sealed, files):
    _, going_on = sealed

    scrubbing.scrub(database)

    with database.reading() as session:
        ballots = session.scalar(select(func.count()).select_from(Ballot))
    assert ballots == PEOPLE
    assert left(going_on, files) == len(going_on.secrets)


def test_idle_connections_are_not_in_the_way(database, sealed, files):
    written, _ = sealed
    with (
        database.reading() as one,
        database.reading() as other,
        database.reading() as third,
    ):
        for session in (one, other, third):
            session.scalar(select(func.count()).select_from(Ballot))

    scrubbing.scrub(database)

    assert left(written, files) == 0


def test_who_reads_deleted_rows_for_long_is_reported(
    database_url, database, sealed, files, monkeypatch
):
    monkeypatch.setattr(scrubbing, "PATIENCE", 0)
    reader = connect(database_url)
    if not reader.is_sqlite:
        reader.engine = reader.engine.execution_options(
            isolation_level="REPEATABLE READ"
        )

    with reader.reading() as session:
        session.scalar(select(func.count()).select_from(Ballot))
        with database.writing() as writer:
            writer.execute(text("DELETE FROM ballot"))
        with pytest.raises(scrubbing.ScrubError, match="scrub again later"):
            scrubbing.scrub(database)
    scrubbing.scrub(database)

    written, going_on = sealed
    assert left(written, files) == 0
    assert left(going_on, files) < len(going_on.secrets)
    reader.close()


def test_who_reads_other_tables_keeps_deleted_rows_and_is_reported(
    postgresql_database_url, monkeypatch
):
    monkeypatch.setattr(scrubbing, "PATIENCE", 0)
    database = connect(postgresql_database_url)
    with database.writing() as session:
        collected(session, company(session))
    older = database.engine.execution_options(isolation_level="REPEATABLE READ")

    with older.connect() as reader:
        reader.execute(select(func.count()).select_from(Company))
        with database.writing() as session:
            session.execute(text("DELETE FROM ballot"))
        with pytest.raises(scrubbing.ScrubError, match="deleted rows of ballot"):
            scrubbing.scrub(database)

    database.close()


def test_scrubbing_waits_for_who_reads(
    database_url, database, sealed, files, monkeypatch
):
    written, _ = sealed
    reader = connect(database_url)
    waits = []

    with reader.reading() as session:
        session.scalar(select(func.count()).select_from(Ballot))

        def go_away(seconds):
            waits.append(seconds)
            session.rollback()

        monkeypatch.setattr(time, "sleep", go_away)
        scrubbing.scrub(database)
        monkeypatch.undo()

    assert waits
    assert left(written, files) == 0
    reader.close()


def test_what_is_wrong_with_the_database_is_not_taken_for_patience(
    postgresql_database_url,
):
    database = connect(postgresql_database_url)
    with database.writing() as session:
        session.execute(text("DROP TABLE mail"))

    with pytest.raises(ProgrammingError, match='"mail" does not exist'):
        scrubbing.scrub(database)

    database.close()


def test_who_writes_for_long_is_reported(sqlite_database_url):
    database, writer = connect(sqlite_database_url), connect(sqlite_database_url)
    with database.reading() as session:
        session.execute(text("PRAGMA busy_timeout = 0"))

    with writer.writing() as session:
        session.execute(text("DELETE FROM ballot"))
        with pytest.raises(scrubbing.ScrubError, match="database is locked"):
            scrubbing.scrub(database)

    database.close()
    writer.close()
