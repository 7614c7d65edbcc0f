"""The tables of a database, from one version to the next.

Alembic is imported where it is needed. It loads a third of a second, which most
commands, that find the tables as they should be, would wait for in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from diagnostic.store import promises
from diagnostic.store.database import Database

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationStep
    from alembic.script import Script, ScriptDirectory

MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 5_236_812_934
"""Names our lock among those of a PostgreSQL; any number that nobody else uses."""


class SchemaError(Exception):
    """The database is of another version than the program."""


def upgrade(database: Database) -> None:
    """Make or change the tables, so that they are those of this program.

    Safe to call at any time, also by several processes at once: one does it, the
    others wait. All of it happens, or nothing.

    Raises:
        SchemaError: the database is of a newer program.
    """
    from alembic.runtime.migration import MigrationStep
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(MIGRATIONS)

    def steps(current: str | None) -> Sequence[Script]:
        _refuse_newer(current)
        return list(reversed(list(script.iterate_revisions("head", current or "base"))))

    _migrate(database, script, steps, MigrationStep.upgrade_from_script)


def downgrade(database: Database) -> None:
    """Take all tables away, and with them everything: for tests of the way back."""
    from alembic.runtime.migration import MigrationStep
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(MIGRATIONS)

    def steps(current: str | None) -> Sequence[Script]:
        revisions = script.iterate_revisions(current, "base", select_for_downgrade=True)
        return list(revisions)

    _migrate(database, script, steps, MigrationStep.downgrade_from_script)


def current(database: Database) -> str | None:
    """Give the version of a database; None if it has no tables yet, or no file."""
    if not database.is_there:
        return None
    with database.engine.connect() as connection:
        return _version(connection)


def needed() -> str:
    """Give the version of the tables that this program works with."""
    return max(_known())


def _known() -> set[str]:
    """Give every version up to this program's, as the names of the files say them."""
    steps = (MIGRATIONS / "versions").glob("v[0-9]*_*.py")
    return {step.name.partition("_")[0].removeprefix("v") for step in steps}


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(
        text("SELECT version_num FROM alembic_version")
    )
    return found


def check(database: Database) -> None:
    """See that a database is of this program's version.

    Raises:
        SchemaError: it is not; says what to do.
    """
    found = current(database)
    _refuse_newer(found)
    if found is None:
        raise SchemaError("the database has no tables yet; run `diagnostic upgrade`")
    if found != needed():
        raise SchemaError(
            "the database is of an older version; run `diagnostic upgrade`"
        )


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in _known():
        raise SchemaError(
            "the database is of a newer version than this program; install that one"
        )


def _migrate(
    database: Database,
    script: ScriptDirectory,
    steps: Callable[[str | None], Sequence[Script]],
    step: Callable[[Any, Script], MigrationStep],
) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    database.create()
    with _alone(database) as connection:
        revisions = steps(_version(connection))
        promises.remove(connection)
        context = MigrationContext.configure(
            connection,
            opts={
                "script": script,
                "fn": lambda _heads, _context: [
                    step(script.revision_map, revision) for revision in revisions
                ],
            },
        )
        with Operations.context(context):
            context.run_migrations()
        if context.get_current_revision() == script.get_current_head():
            promises.install(connection)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """Give a transaction beside which no other upgrade runs."""
    with database.engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        if not database.is_sqlite:
            with connection.begin():
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                yield connection
            return
        # SQLite changes a table by copying and dropping it. With foreign keys on, the
        # drop would take every row along that refers to it. They can be switched
        # outside of a transaction only.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                if broken:
                    raise RuntimeError(f"{len(broken)} rows refer to none")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
