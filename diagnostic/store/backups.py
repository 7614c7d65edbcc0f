"""Backups: everything but the keys, and back into a database of either kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    exists,
    func,
    insert,
    select,
    text,
    update,
)

from diagnostic.store import archives, schema
from diagnostic.store.archives import BackupError
from diagnostic.store.database import Database
from diagnostic.store.models import Base

__all__ = ["BackupError", "Restored", "Unsealed", "backup", "restore"]

_CHUNK = 500
"""Rows that are held in memory at once."""
_TABLES = Base.metadata.tables
_WAVE = _TABLES["wave"]
_OF_RESPONDENTS = ("participant", "mail", "spent", "ballot")
_URNS = ("spent", "ballot")
_MAYBE_SENT = ("queued", "sending")

Row = dict[str, Any]


@dataclass(frozen=True)
class Unsealed:
    """A wave that cannot be read without its key file, which no backup holds."""

    wave: str
    company: str
    name: str
    state: str


@dataclass(frozen=True)
class Restored:
    """What a restored database lacks.

    Args:
        lost: unsealed waves whose key is gone, with the state that they had.
        unsure: messages that may or may not have left after the backup was made;
            they are not sent again.
    """

    lost: tuple[Unsealed, ...]
    unsure: int


def backup(database: Database, file: Path) -> tuple[Unsealed, ...]:
    """Write a database to one file, while others go on using it.

    Rows are written in the order of their keys: the file does not tell in which order
    people answered.

    Args:
        database: of this version.
        file: to write; only its owner may read it. Replaced if it is there.

    Returns:
        The waves that need their key files beside the backup to be revived.

    Raises:
        SchemaError: the database is of another version.
        OSError: the file cannot be written; then there is none, or the one before.
    """
    schema.check(database)
    with (
        _snapshot(database) as source,
        archives.create(file, schema.needed()) as archive,
    ):
        for table in Base.metadata.sorted_tables:
            for rows in _chunks(source, table):
                archive.add(table, rows)
        return _unsealed(source)


def restore(database: Database, file: Path, has_key: Callable[[str], bool]) -> Restored:
    """Fill an empty database from a backup: everything, or nothing.

    Roster, outbox, marks and ballots of a wave whose key is gone are not restored:
    nobody can read them, and they may be what a sealing has erased since. The wave
    itself stays, so that it is not forgotten that people were asked. It is closed if it
    had been launched, without the day on which it was closed, hence never due for
    sealing; as a draft it stays a draft, which cannot be launched.

    Messages that waited may have been sent since; they become ``unsure``, since nobody
    is to be invited twice. A reminder reaches those who were not. Letters to accounts
    have failed then, and can be asked for again. Files that were being made are made
    from the beginning.

    Args:
        database: of this version, and empty.
        file: that ``backup`` wrote.
        has_key: tells whether there is a key, given the id of a wave.

    Raises:
        BackupError: the database is not empty, or the file is no backup of this
            version.
        SchemaError: the database is of another version.
        OSError: the file cannot be read.
    """
    schema.check(database)
    with (
        archives.read(file, schema.needed()) as archive,
        database.writing() as session,
    ):
        target = session.connection()
        if not _is_empty(target):
            raise BackupError("the database is not empty; restore into a new one")
        unsealed = _unsealed(archive)
        lost = tuple(wave for wave in unsealed if not has_key(wave.wave))
        alive = {wave.wave for wave in unsealed} - {wave.wave for wave in lost}
        _copy(archive, target, _TABLES["company"])
        for wave in _waves_in_order(archive):
            _restore_wave(archive, target, wave, alive)
        for table in Base.metadata.sorted_tables:
            if table.name not in ("company", "wave", *_URNS):
                _copy(archive, target, table, *_wanted(table, alive))
        unsure = _doubt(target)
        _begin_again(target)
        if not database.is_sqlite:
            _continue_numbers(target)
        return Restored(lost, unsure)


def _snapshot(database: Database) -> Any:
    """Give a connection that sees one state of the database all along."""
    if database.is_sqlite:
        return database.engine.connect()
    engine = database.engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    return engine.connect()


def _is_empty(target: Connection) -> bool:
    return not any(
        target.scalar(select(exists().select_from(table))) for table in _TABLES.values()
    )


def _chunks(
    source: Connection, table: Table, *conditions: ColumnElement[bool]
) -> Iterator[list[Row]]:
    wanted = select(table).where(*conditions).order_by(*table.primary_key)
    found = source.execute(wanted, execution_options={"yield_per": _CHUNK})
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _copy(
    source: Connection,
    target: Connection,
    table: Table,
    *conditions: ColumnElement[bool],
) -> None:
    for rows in _chunks(source, table, *conditions):
        target.execute(insert(table), rows)


def _unsealed(source: Connection) -> tuple[Unsealed, ...]:
    company = _TABLES["company"]
    found = source.execute(
        select(_WAVE.c.id, company.c.slug, _WAVE.c.name, _WAVE.c.state)
        .join(company, company.c.id == _WAVE.c.company_id)
        .where(_WAVE.c.state != "sealed")
        .order_by(company.c.slug, _WAVE.c.created, _WAVE.c.id)
    )
    return tuple(Unsealed(*row) for row in found)


def _waves_in_order(source: Connection) -> list[Row]:
    """List the waves, those that are open last: each was open once, and only one is."""
    waves = [row for rows in _chunks(source, _WAVE) for row in rows]
    return sorted(waves, key=lambda wave: bool(wave["state"] == "open"))


def _restore_wave(
    archive: Connection, target: Connection, wave: Mapping[str, Any], alive: set[str]
) -> None:
    identity, state = wave["id"], wave["state"]
    if state in ("sealed", "draft") or (identity in alive and state == "scheduled"):
        target.execute(insert(_WAVE), wave)
    elif identity not in alive:
        target.execute(insert(_WAVE), {**wave, "state": "closed", "closed": None})
    else:
        # The database takes ballots of an open wave only.
        target.execute(insert(_WAVE), {**wave, "state": "open"})
        for name in _URNS:
            table = _TABLES[name]
            _copy(archive, target, table, table.c.wave_id == identity)
        target.execute(update(_WAVE).where(_WAVE.c.id == identity).values(state=state))


def _wanted(table: Table, alive: set[str]) -> tuple[ColumnElement[bool], ...]:
    """Say which rows of a table may be restored."""
    if table.name not in _OF_RESPONDENTS:
        return ()
    return (table.c.wave_id.in_(alive),)


def _doubt(target: Connection) -> int:
    """Mark messages of which nobody knows whether they left; give how many."""
    mail = _TABLES["mail"]
    maybe = mail.c.state.in_(_MAYBE_SENT)
    count = target.scalar(select(func.count()).select_from(mail).where(maybe)) or 0
    target.execute(update(mail).where(maybe).values(state="unsure"))
    return count


def _begin_again(target: Connection) -> None:
    """Give up letters to accounts that may have left; make files from the beginning."""
    notice, document = _TABLES["notice"], _TABLES["document"]
    maybe = notice.c.state.in_(_MAYBE_SENT)
    target.execute(update(notice).where(maybe).values(state="failed"))
    begun = document.c.state == "working"
    target.execute(update(document).where(begun).values(state="queued", percent=0))


def _continue_numbers(target: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    for table in _TABLES.values():
        number: Column[Any] | None = table.autoincrement_column
        if number is not None:
            highest = target.scalar(select(func.max(number)))
            target.execute(
                text(
                    "SELECT setval(pg_get_serial_sequence(:table, :column),"
                    " coalesce(:highest, 1), :highest IS NOT NULL)"
                ),
                {"table": table.name, "column": number.name, "highest": highest},
            )
