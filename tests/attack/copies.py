"""Copies of a database, as somebody has them who gets hold of it or its backups."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tests.attack import pages

Name = tuple[str, tuple]
"""What names a row: its table and its key."""


class Row(NamedTuple):
    """A row with what its place tells.

    Args:
        key: primary key, or the rowid.
        values: in the order of the table's columns; SQLite's may be cut off.
        place: where it lies: page, and place in the page as rows are added.
        spill: SQLite: page on which the rest lies.
        xmin: PostgreSQL: transaction that wrote it.
        cmin: PostgreSQL: command of that transaction.
    """

    key: tuple
    values: tuple
    place: tuple[int, ...]
    spill: int = 0
    xmin: int = 0
    cmin: int = 0


class Table(NamedTuple):
    """A table with its rows in the order of the disk."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Tables = Mapping[str, Table]


class Column(NamedTuple):
    """What a schema says of a column.

    Args:
        sequence: its values are numbered by the database.
        points_to: table that a foreign key names, or ''.
    """

    table: str
    name: str
    type: str
    sequence: bool
    points_to: str


@dataclass(frozen=True)
class SqliteCopy:
    """A file of SQLite and its write-ahead log."""

    main: bytes
    log: bytes

    @cached_property
    def tables(self) -> Tables:
        """All rows after the last commit."""
        return _read(pages.last(self.main, self.log))

    def replay(self) -> Iterator[Tables]:
        """All rows after each commit that the log still holds."""
        for found in pages.commits(self.main, self.log):
            yield _read(found)

    @property
    def bytes(self) -> bytes:
        """Everything, for whoever looks for a word."""
        return self.main + self.log

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What the schema says."""
        with self._opened() as connection:
            return tuple(_sqlite_columns(connection))

    def whole(self, table: str) -> list[dict[str, object]]:
        """Give the rows of a table with every byte of every value."""
        with self._opened() as connection:
            found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            names = [column for column, *_ in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        found = sorted(pages.last(self.main, self.log).items())
        content = bytearray(b"".join(page for _, page in found))
        content[18:20] = b"\1\1"  # there is no log beside it
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(bytes(content))
            yield connection


@dataclass(frozen=True)
class PostgresqlCopy:
    """All rows of a PostgreSQL with ctid, xmin and cmin, as a superuser sees them."""

    tables: Tables
    columns: tuple[Column, ...]

    def replay(self) -> Iterator[Tables]:
        """Nothing: its log is looked through for words only."""
        return iter(())

    def whole(self, table: str) -> list[dict[str, object]]:
        """Give the rows of a table with every byte of every value."""
        found = self.tables[table]
        return [dict(zip(found.columns, row.values, strict=True)) for row in found.rows]

    @cached_property
    def bytes(self) -> bytes:
        """Every value, for whoever looks for a word."""
        return b"\0".join(
            value if isinstance(value, bytes) else str(value).encode()
            for table in self.tables.values()
            for row in table.rows
            for value in row.values
        )


Copy = SqliteCopy | PostgresqlCopy


def _read(found: Mapping[int, bytes]) -> Tables:
    return {stored.name: _table(found, stored) for stored in pages.tables(found)}


def _table(found: Mapping[int, bytes], stored: pages.Stored) -> Table:
    rows = []
    for cell, page in pages.cells(found, stored.root):
        key = tuple(cell.values[place] for place in stored.keys) or (cell.rowid,)
        # Rows fill a page from its end: what came later has the smaller offset.
        place = (page, -cell.offset)
        rows.append(Row(key, cell.values, place, cell.spill))
    rows.sort(key=lambda row: row.place)
    return Table(stored.name, stored.columns, tuple(rows))


def _sqlite_columns(connection: sqlite3.Connection) -> Iterator[Column]:
    listed = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main'"
    for table, bare in connection.execute(listed).fetchall():
        if table.startswith("sqlite_"):
            continue
        references = {
            row[3]: row[2]
            for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')
        }
        if not bare:
            yield Column(table, "rowid", "INTEGER", True, "")
        for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            yield Column(table, row[1], row[2], False, references.get(row[1], ""))
