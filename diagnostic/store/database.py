"""A connection to the database: reading, and writing by one at a time on SQLite."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

__all__ = ["Database", "Session", "connect"]

_PATIENCE = 30
"""Seconds to wait for another process that writes."""


class Database:
    """An engine, and the two ways to use it."""

    def __init__(self, engine: Engine) -> None:
        """Know the engine; made by ``connect``."""
        self.engine = engine
        self._writes = engine.execution_options(writes=True)
        # Writers of this process queue here: those that lose SQLite's own race
        # sleep, and the slowest of a hundred answers took three times as long.
        self._turn: Any = threading.Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is SQLite; otherwise it is PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and changes nothing."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are committed at the end, all or none."""
        with self._turn, Session(self._writes) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def connect(url: str) -> Database:
    """Connect to a database; nothing is sent yet.

    Args:
        url: ``sqlite:////path`` or ``postgresql://user:password@host/name``.
    """
    parsed = make_url(url)
    if parsed.drivername == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_engine(
            parsed, hide_parameters=True, connect_args={"timeout": _PATIENCE}
        )
        event.listen(engine, "do_connect", _create)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            hide_parameters=True,  # an error must not tell an answer (rule S4)
            pool_pre_ping=True,
        )
    return Database(engine)


def _create(_dialect: Any, _record: Any, arguments: Any, _options: Any) -> None:
    """Make a missing file before SQLite does, which would let others read it.

    What goes wrong here goes wrong there again, and SQLite says it as a database does.
    """
    path = arguments[0]
    if path != ":memory:":
        with suppress(OSError):
            Path(path).touch(mode=0o600, exist_ok=False)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    for setting in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        # FULL: what a respondent was thanked for outlives a loss of power, and a key
        # is never destroyed before the release that needs it is on the disk.
        "synchronous = FULL",
        "secure_delete = ON",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
