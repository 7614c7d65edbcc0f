"""Erasing for good: rows that were deleted leave the database's files as well."""

import re
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from diagnostic.store.database import Database

PATIENCE = 60
"""Seconds to wait for others who read what was deleted."""
_PAUSE = 0.5
"""Seconds between two tries, in which those who wait to write have their turn."""
_HOLD = 1
"""Seconds for which a try may keep others from writing."""
_LATER = "somebody still reads deleted rows of {}; scrub again later"
OF_RESPONDENTS = ("participant", "mail", "spent", "ballot")
_NOT_ALLOWED = "42501"
_LOCK_NOT_AVAILABLE = "55P03"


class ScrubError(Exception):
    """Deleted rows are still in the database's files; scrub again later."""


def scrub(
    database: Database, tables: Collection[str] = OF_RESPONDENTS
) -> tuple[str, ...]:
    """Erase what was deleted from the files of the database.

    Others may go on reading and writing; who reads for longer than a minute makes it
    fail. SQLite needs nothing else. PostgreSQL erases its write-ahead log only where
    ``wal_recycle`` is off, nothing archives or replicates it, and our account
    was given, in this database::

        GRANT pg_checkpoint TO diagnostic;                     -- from version 15 on
        GRANT EXECUTE ON FUNCTION pg_switch_wal() TO diagnostic;
        GRANT EXECUTE ON FUNCTION pg_ls_waldir() TO diagnostic;

    Args:
        database: whose files.
        tables: those from which something was deleted.

    Returns:
        One sentence about each thing that could not be erased; usually none. What is
        left then cannot be read without the wave's key.

    Raises:
        ScrubError: somebody reads a state in which the rows were not deleted yet.
    """
    if database.is_sqlite:
        _scrub_sqlite(database)
        return ()
    return _scrub_postgresql(database, tables)


def _scrub_sqlite(database: Database) -> None:
    pooled = database.engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute("VACUUM")
        [(usual,)] = driver.execute("PRAGMA busy_timeout")
        driver.execute(f"PRAGMA busy_timeout = {_HOLD * 1000}")
        try:
            # VACUUM alone erases nothing: it writes the new pages to the log, and the
            # old ones stay in the file until they are copied over.
            if not any(_is_copied(driver) for _ in _tries()):
                raise ScrubError(_LATER.format("the database"))
        finally:
            driver.execute(f"PRAGMA busy_timeout = {usual}")
    except sqlite3.OperationalError as error:
        raise ScrubError(f"the database could not be scrubbed: {error}") from None
    finally:
        pooled.close()


def _is_copied(driver: sqlite3.Connection) -> bool:
    """Copy the log into the file and empty it; False while others read from it."""
    [(busy, *_)] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy


def _scrub_postgresql(database: Database, tables: Collection[str]) -> tuple[str, ...]:
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{_HOLD}s'"))
        try:
            for table in tables:
                if not any(_rewritten(connection, table) for _ in _tries()):
                    raise ScrubError(_LATER.format(table))
        finally:
            connection.execute(text("RESET lock_timeout"))
        return tuple(_erase_log(connection))


def _rewritten(connection: Connection, table: str) -> bool:
    """Rewrite a table; False if others made it keep dead rows, or did not let us."""
    with _said(connection) as messages:
        try:
            connection.execute(text(f"VACUUM (FULL, VERBOSE) {table}"))
        except DBAPIError as error:
            if _state(error) == _LOCK_NOT_AVAILABLE:
                return False
            raise
    # '7 dead row versions cannot be removed yet', in the server's language.
    dead = [re.match(r"\D*(\d+)", message) for message in messages if message]
    return [found and int(found[1]) for found in dead] == [0]


@contextmanager
def _said(connection: Connection) -> Iterator[list[str | None]]:
    """Collect the details of what the server says meanwhile."""
    driver: Any = connection.connection.driver_connection
    details: list[str | None] = []

    def keep(diagnostic: Any) -> None:
        details.append(diagnostic.message_detail)

    driver.add_notice_handler(keep)
    try:
        yield details
    finally:
        driver.remove_notice_handler(keep)


def _erase_log(connection: Connection) -> Iterator[str]:
    """Have old segments of the write-ahead log removed; say what stays."""
    if _value(connection, "current_setting('wal_recycle', true)") != "off":
        yield "wal_recycle is on: old write-ahead log is used again, not erased"
    if _value(connection, "current_setting('archive_mode')") != "off":
        yield "archive_mode is on: archived write-ahead log is not erased"
    try:
        # From here on everything goes into a new segment, and a checkpoint removes
        # those before it.
        last = _value(connection, "pg_walfile_name(pg_switch_wal())")
        connection.execute(text("CHECKPOINT"))
        older = connection.execute(
            text(
                "SELECT count(*) FROM pg_ls_waldir()"
                " WHERE name ~ '^[0-9A-F]{24}$' AND name <= :last"
            ),
            {"last": last},
        ).scalar_one()
    except DBAPIError as error:
        if _state(error) != _NOT_ALLOWED:
            raise
        yield (
            "old write-ahead log is not erased: this account may not call"
            " pg_switch_wal(), CHECKPOINT and pg_ls_waldir()"
        )
    else:
        if older:
            yield (
                f"{older} old segments of the write-ahead log are kept, for a"
                " replication slot or by wal_keep_size"
            )


def _value(connection: Connection, expression: str) -> Any:
    return connection.execute(text(f"SELECT {expression}")).scalar_one()


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _tries() -> Iterator[None]:
    """Try, and again after a pause, as long as our patience lasts."""
    end = time.monotonic() + PATIENCE
    yield
    while time.monotonic() < end:
        time.sleep(_PAUSE)
        yield
