"""Thieves: who copies the database of a program that is being used."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.attack.copies import Column, PostgresqlCopy, Row, SqliteCopy, Table


class Hands:
    """Reads files that others use, and lets go of none before the end.

    A process that closes a file gives up all of its own locks on it (POSIX, fcntl):
    reading a SQLite database in passing would break whoever works on it in the same
    process.
    """

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._held: dict[tuple[int, int], int] = {}

    def read(self, path: Path) -> bytes:
        """Read a file as it is now; nothing if it is not there."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return b""
        place = found.st_dev, found.st_ino
        if place not in self._held:
            self._held[place] = os.open(path, os.O_RDONLY)
        return os.pread(self._held[place], found.st_size, 0)

    def close(self) -> None:
        """Let go of everything."""
        for handle in self._held.values():
            os.close(handle)
        self._held.clear()


class SqliteThief:
    """Copies the files of a SQLite, also while it is being used."""

    def __init__(self, path: Path) -> None:
        """Know the file."""
        self.path = path
        self.hands = Hands()

    def refresh(self) -> None:
        """Nothing to do: every copy has its schema in it."""

    def copy(self) -> SqliteCopy:
        """Copy the file and its log."""
        return SqliteCopy(
            self.hands.read(self.path), self.hands.read(_beside(self.path, "-wal"))
        )

    def files(self) -> dict[str, bytes]:
        """Read every file of the database."""
        found = (_beside(self.path, side) for side in ("", "-wal", "-shm", "-journal"))
        return {path.name: self.hands.read(path) for path in found}

    def close(self) -> None:
        """Leave nothing open; only when nobody here uses the database any more."""
        self.hands.close()


class PostgresqlThief:
    """Reads a PostgreSQL as a dump does, with the system columns too."""

    def __init__(self, url: str, folder: Path | None = None) -> None:
        address = make_url(url).set(drivername="postgresql")
        self.folder = folder
        self.connection = psycopg.connect(
            address.render_as_string(hide_password=False),
            autocommit=True,
            options="-c default_transaction_read_only=on",
        )
        self.refresh()

    def refresh(self) -> None:
        """Look at the schema again."""
        self.columns = tuple(_postgresql_columns(self.connection))
        self.keys = _postgresql_keys(self.connection)

    def copy(self) -> PostgresqlCopy:
        """Read every table in the order of its pages."""
        names = sorted({column.table for column in self.columns})
        found = {name: self._table(name) for name in names}
        return PostgresqlCopy(found, self.columns)

    def files(self) -> dict[str, bytes]:
        """Read every file of the server, its write-ahead log too, if they are here."""
        if self.folder is None:
            return {}
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def close(self) -> None:
        """Leave nothing open."""
        self.connection.close()

    def _table(self, name: str) -> Table:
        columns = tuple(c.name for c in self.columns if c.table == name)
        query = sql.SQL(
            "SELECT ctid::text, xmin::text, cmin::text, {} FROM {} ORDER BY ctid"
        ).format(sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(name))
        keys = [columns.index(key) for key in self.keys.get(name, columns)]
        rows = []
        for ctid, xmin, cmin, *values in self.connection.execute(query, binary=True):
            block, line = ctid.strip("()").split(",")
            key = tuple(values[place] for place in keys)
            place = (int(block), int(line))
            rows.append(Row(key, tuple(values), place, 0, int(xmin), int(cmin)))
        return Table(name, columns, tuple(rows))


Thief = SqliteThief | PostgresqlThief


def thief(url: str, folder: Path | None = None) -> Thief:
    """Give who copies the database of an address.

    Args:
        url: of the database.
        folder: of a PostgreSQL server's files, if they are on this machine.
    """
    address = make_url(url)
    if address.drivername.startswith("sqlite"):
        return SqliteThief(Path(address.database))
    return PostgresqlThief(url, folder)


def _beside(path: Path, side: str) -> Path:
    return path.with_name(path.name + side)


_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid), '')
           LIKE 'nextval(%%',
       coalesce((SELECT f.confrelid::regclass::text FROM pg_constraint f
                 WHERE f.conrelid = c.oid AND f.contype = 'f'
                   AND a.attnum = ANY (f.conkey) LIMIT 1), '')
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
ORDER BY c.relname, a.attnum
"""
_KEYS = """
SELECT c.relname, a.attname
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
ORDER BY c.relname, array_position(i.indkey::int2[], a.attnum)
"""


def _postgresql_columns(connection: psycopg.Connection) -> Iterator[Column]:
    for row in connection.execute(_COLUMNS, ()):
        yield Column(*row)


def _postgresql_keys(connection: psycopg.Connection) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for table, column in connection.execute(_KEYS):
        keys.setdefault(table, []).append(column)
    return keys
