"""The file of a backup: one SQLite file, whichever database it was made from.

It has the tables of the models, without triggers, and one of its own that says what
it is. It is whole or it is not there, and only its owner may read it.
"""

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError

from diagnostic.store.models import Base

FORMAT = "alignment-backup/1"
_ABOUT = Table("backup", MetaData(), Column("format", String), Column("schema", String))


class BackupError(Exception):
    """This file cannot be restored here; says why."""


class Archive:
    """A file that is being written."""

    def __init__(self, connection: Connection, path: Path) -> None:
        """Know the file; made by ``create``."""
        self._connection = connection
        self._path = path

    def add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Write rows of a table.

        Raises:
            OSError: the disk is full, or fails.
        """
        with _named(self._path):
            self._connection.execute(insert(table), rows)


@contextmanager
def create(path: Path, schema: str) -> Iterator[Archive]:
    """Make an archive; it takes its name when the block ends without an error.

    Args:
        path: of the archive; one that is there is replaced.
        schema: version of the tables.

    Raises:
        OSError: it cannot be written; then what was there before still is.
    """
    place = path.resolve()
    aside = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    with _named(path):
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with _opened(f"file:{quote(str(aside))}") as connection:
            archive = Archive(connection, path)
            with _named(path):
                connection.execute(text("PRAGMA journal_mode = OFF"))
                connection.execute(text("BEGIN"))
                Base.metadata.create_all(connection)
                _ABOUT.create(connection)
            archive.add(_ABOUT, [{"format": FORMAT, "schema": schema}])
            yield archive
            with _named(path):
                connection.execute(text("COMMIT"))
        with _named(path):
            _settle(aside)
            aside.replace(place)
            _settle(place.parent)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def read(path: Path, schema: str) -> Iterator[Connection]:
    """Open an archive of this version.

    Raises:
        BackupError: it is none, damaged, or of another version of the tables.
        OSError: it cannot be read.
    """
    path.open("rb").close()
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    with _opened(address) as connection:
        try:
            about = connection.execute(select(_ABOUT)).all()
            tables = set(inspect(connection).get_table_names())
            is_whole = _is_whole(connection, path)
        except DatabaseError as error:
            raise BackupError(f"{path}: {_problem(error)}") from None
        if len(about) != 1:
            raise BackupError(f"{path}: this is not a backup")
        [(format_, found)] = about
        if format_ != FORMAT:
            raise BackupError(f"{path}: this is {format_}, not {FORMAT}")
        if found != schema:
            raise BackupError(
                f"{path}: this backup is of version {found} of the database, not"
                f" {schema}; restore it with the program that made it, then upgrade"
            )
        if not is_whole or not Base.metadata.tables.keys() <= tables:
            raise BackupError(f"{path}: this backup is damaged")
        yield connection


@contextmanager
def _opened(address: str) -> Iterator[Connection]:
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True),
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    with engine.connect() as connection:
        yield connection


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Raise what goes wrong with the file as the system would, under its name."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    except DatabaseError as error:
        code: int = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        reason = errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(reason, os.strerror(reason), str(path)) from None


def _is_whole(connection: Connection, path: Path) -> bool:
    """Tell whether nothing is cut off or out of place.

    There is no checksum of the rows: it would tell whether a guess of them is right.
    """
    page, pages, sound = (
        connection.scalar(text(f"PRAGMA {name}"))
        for name in ("page_size", "page_count", "integrity_check")
    )
    return bool(page * pages == path.stat().st_size and sound == "ok")


def _problem(error: DatabaseError) -> str:
    code: int = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR)
    return "this backup is damaged" if damaged else "this is not a backup"


def _settle(path: Path) -> None:
    """See a file, or the entries of a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
