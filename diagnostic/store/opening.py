"""Whether a database can be worked with."""

from sqlalchemy.exc import DBAPIError

from diagnostic.store import schema
from diagnostic.store.database import Database


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
        reason = str(error.orig).partition("\n")[0]
        raise ConnectionError(f"the database cannot be used: {reason}") from None
