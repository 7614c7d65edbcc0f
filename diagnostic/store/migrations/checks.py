"""A check of a table that is there, changed on both databases."""

import sqlalchemy as sa
from alembic import op


def change(table: str, name: str, before: str, after: str) -> None:
    """Let a table check another condition than before.

    SQLite changes no check of a table that is there, so the table is copied: with its
    own words, as Alembic would set the checks of a copy in another order each time.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, after)
        return
    found = sa.text(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = :name"
        " AND sql IS NOT NULL ORDER BY type DESC, name"
    )
    (_, written), *indexes = op.get_bind().execute(found, {"name": table}).all()
    if before not in written:
        raise ValueError(f"the table {table} does not say {before}")
    _, columns = written.split("(", 1)
    op.execute(f"CREATE TABLE {table}_next ({columns.replace(before, after)}")
    op.execute(f"INSERT INTO {table}_next SELECT * FROM {table}")  # noqa: S608  # ours
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_next RENAME TO {table}")
    for _, index in indexes:
        op.execute(index)
