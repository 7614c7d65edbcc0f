"""What defines a database, as it says itself."""

import re
import subprocess

from sqlalchemy import inspect, text

from tests.servers import postgresql_program


def definition(database):
    """Everything that defines a database, without its rows."""
    if database.is_sqlite:
        with database.reading() as session:
            found = session.execute(
                text("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
            )
            return [*map(tuple, found)]
    url = database.engine.url.set(drivername="postgresql")
    dumped = subprocess.run(  # noqa: S603  # our own command
        [
            *(postgresql_program("pg_dump"), "--schema-only"),
            url.render_as_string(hide_password=False),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    # Random in each dump.
    return re.sub(r"\\(un)?restrict .*", "", dumped.stdout).splitlines()


def names(database):
    """What there is in a database."""
    query = (
        "SELECT name FROM sqlite_master"
        if database.is_sqlite
        else "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " UNION SELECT proname FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace"
    )
    with database.reading() as session:
        return set(session.execute(text(query)).scalars())


def reflected(database):
    """What the dialect finds of each of our tables, checks included."""
    found = inspect(database.engine)
    unordered = without_rowid(database) if database.is_sqlite else ()
    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"])
                for column in found.get_columns(name)
            ],
            "key": found.get_pk_constraint(name),
            "checks": in_order(found.get_check_constraints(name)),
            "uniques": in_order(found.get_unique_constraints(name)),
            "keys of others": in_order(found.get_foreign_keys(name)),
            "indexes": in_order(found.get_indexes(name)),
            "without rowid": name in unordered,
        }
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def in_order(found):
    return sorted(
        (
            {**one, "dialect_options": options(one.get("dialect_options", {}))}
            for one in found
        ),
        key=lambda one: one["name"],
    )


def options(found):
    return {name: str(value) for name, value in found.items()}


def without_rowid(database):
    with database.reading() as session:
        rows = session.execute(text("SELECT name FROM pragma_table_list WHERE wr"))
        return set(rows.scalars())
