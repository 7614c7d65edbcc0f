"""Whether a database can be worked with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
)

from diagnostic.store import schema
from diagnostic.store.database import Database

# What a server or a disk does; the other kinds are mistakes of ours.
_OUTAGES = (OperationalError, InterfaceError, InternalError)


def make_ready(database: Database) -> None:
    """Make the tables of a database that has none, and see that they are ours.

    Tables of an older version stay as they are: their owner makes a backup first.

    Raises:
        SchemaError: the database is of another version.
        ConnectionError: it cannot be reached or read.
    """
    try:
        if schema.current(database) is None:
            schema.upgrade(database)
        schema.check(database)
    except DBAPIError as error:
        raise _outage(error) from None


def clock(database: Database) -> datetime | None:
    """Give the time of the database's machine; None of SQLite, which has none."""
    if database.is_sqlite:
        return None
    with database.engine.connect() as connection:
        found: datetime = connection.execute(
            text("SELECT clock_timestamp()")
        ).scalar_one()
    return found


@contextmanager
def outages_told() -> Iterator[None]:
    """Turn a database that fails while it is used into a ConnectionError.

    Of its words only the first line is told: the second of PostgreSQL's may repeat
    what was being written.
    """
    try:
        yield
    except DBAPIError as error:
        # SQLite says so of a file that is damaged or none of its own.
        if isinstance(error, _OUTAGES) or type(error) is DatabaseError:
            raise _outage(error) from None
        raise


def _outage(error: DBAPIError) -> ConnectionError:
    reason = str(error.orig).partition("\n")[0]
    return ConnectionError(f"the database cannot be used: {reason}")
