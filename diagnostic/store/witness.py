"""Proof that a deletion touches one company: a digest of everybody else's rows."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    alias,
    false,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from diagnostic.store.models import Base, Document, Event, Wave

_CHUNK = 200
"""Rows that are held in memory at once."""
# PostgreSQL digests each row by itself: it would write bytes out at twice their size.
_ROW = "sha256(convert_to((t.*)::text, 'UTF8'))"


@dataclass(frozen=True)
class Rows:
    """Rows of all tables.

    Args:
        digest: SHA-256 of their bytes, table by table. It is never kept or shown: it
            would tell whether a guess of them is right.
        number: how many there are.
    """

    digest: str
    number: int


def of_others(session: Session, company: int, slug: str, files: Sequence[str]) -> Rows:
    """Read every row that is not a company's.

    Args:
        session: of the caller.
        company: id.
        slug: of the same.
        files: ids of documents that are made of many companies, and of this one.
    """

    def owned(table: str, rows: FromClause) -> ColumnElement[bool]:
        if table == Event.__tablename__:
            return rows.c.company == slug
        if table == Document.__tablename__:
            return or_(_owned(table, rows, company), rows.c.id.in_(files))
        return _owned(table, rows, company)

    return _read(session, owned)


def of_all(session: Session) -> Rows:
    """Read every row."""
    return _read(session, lambda _table, _rows: false())


def _read(
    session: Session, owned: Callable[[str, FromClause], ColumnElement[bool]]
) -> Rows:
    seen = hashlib.sha256()
    number = 0
    for name, table in sorted(Base.metadata.tables.items()):
        rows = alias(table, "t")
        seen.update(b"table " + name.encode())
        for row in _stored(session, rows, owned(name, rows)):
            number += 1
            for value in row:
                _feed(seen, value)
    return Rows(seen.hexdigest(), number)


def _owned(table: str, rows: FromClause, company: int) -> ColumnElement[bool]:
    """Say which rows of a table are a company's.

    By foreign keys, while the deletion names its tables: what one of them forgets is
    noticed when both are compared.
    """
    waves = select(Wave.id).where(Wave.company_id == company)
    own = [rows.c.id == company] if table == "company" else []
    for column in rows.c:
        for key in column.foreign_keys:
            if key.column.table.name == "company":
                own.append(column == company)
            elif key.column.table.name == "wave":
                own.append(column.in_(waves))
    return or_(false(), *own)


def _stored(
    session: Session, rows: FromClause, left_out: ColumnElement[bool]
) -> Iterator[Sequence[Any]]:
    """Give rows as the database keeps them, without types of ours."""
    written = [f't."{column.name}"' for column in rows.c]
    if session.get_bind().dialect.name != "sqlite":
        written = [_ROW]
    wanted: Select[*tuple[Any, ...]] = (
        select(*(literal_column(value) for value in written))
        .select_from(rows)
        # A row that refers to nothing is nobody's.
        .where(left_out.is_not(True))
        .order_by(*rows.primary_key)
    )
    yield from session.execute(wanted, execution_options={"yield_per": _CHUNK})


def _feed(seen: Any, value: Any) -> None:
    content = value if isinstance(value, bytes) else str(value).encode()
    seen.update(f"{type(value).__name__} {len(content)} ".encode())
    seen.update(content)
