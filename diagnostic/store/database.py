"""A connection to the database: reading, and writing by one at a time on SQLite."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
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

    @property
    def is_there(self) -> bool:
        """Tell whether there is a file; a server is asked when it is needed."""
        return not self.is_sqlite or self._file.exists()

    def create(self) -> None:
        """Make the file of a SQLite database, if there is none.

        Only its owner may read it. Nothing else makes one: a disk that is not mounted
        would get an empty database, and respondents would read that the survey is over.
        """
        if not self.is_there:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file.touch(mode=0o600)

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

    @property
    def _file(self) -> Path:
        return Path(self.engine.url.database or "")


def connect(url: str) -> Database:
    """Connect to a database; nothing is sent yet.

    Args:
        url: ``sqlite:////path`` or ``postgresql://user:password@host/name``.
    """
    parsed = make_url(url)
    if parsed.drivername == "sqlite":
        engine = create_engine(
            parsed, hide_parameters=True, connect_args={"timeout": _PATIENCE}
        )
        event.listen(engine, "do_connect", _open)
        event.listen(engine, "connect", _prepare)
        file = Path(parsed.database or "").absolute()
        event.listen(engine, "connect", partial(_remember, file))
        event.listen(engine, "checkout", partial(_recognise, file))
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            hide_parameters=True,  # an error must not tell an answer (rule S4)
            pool_pre_ping=True,
        )
    return Database(engine)


def _open(
    _dialect: Any, _record: Any, arguments: list[str], options: dict[str, Any]
) -> None:
    """Open a file that is there: SQLite would make one that is missing."""
    arguments[0] = f"{Path(arguments[0]).as_uri()}?mode=rw"
    options["uri"] = True


def _remember(file: Path, _connection: Any, record: Any) -> None:
    record.info["file"] = _identity(file)


def _recognise(file: Path, _connection: Any, record: Any, _proxy: Any) -> None:
    """Leave a file that was moved away or replaced: answers in it would be lost."""
    if record.info["file"] != _identity(file):
        raise DisconnectionError("another file")


def _identity(file: Path) -> tuple[int, int] | None:
    """Tell files of one name apart; None if there is none, or it is out of reach."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    _write_ahead(connection)
    for setting in (
        "foreign_keys = ON",
        # FULL: what a respondent was thanked for outlives a loss of power, and a key
        # is never destroyed before the release that needs it is on the disk.
        "synchronous = FULL",
        "secure_delete = ON",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer go on beside each other.

    Of several processes that switch a new file at once SQLite tells all but one that
    it is locked, and does so at once, whatever its timeout: each waits for the other.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
