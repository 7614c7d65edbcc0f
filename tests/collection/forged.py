"""Stored documents, changed as only somebody with the database itself can."""

import json

from sqlalchemy import select, text

TRIGGERS = text(
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
)


def forged(installation, table, wave=None):
    """Change the document of a release or comparison behind its trigger's back.

    Every one of them, unless a wave is named.
    """
    with installation.database.writing() as session:
        unlock(session.connection(), table.__tablename__)
        columns = table.__table__.c
        for found in session.scalars(select(table)).all():
            if wave is not None and found.wave_id != wave:
                continue
            document = {**json.loads(found.document), "company": "Other"}
            session.connection().execute(
                table.__table__.update()
                .where(columns.sha256 == found.sha256)
                .values(document=json.dumps(document).encode())
            )
        session.expunge_all()


def unlock(connection, name):
    """Let the rows of a table be changed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        return
    for (trigger,) in connection.execute(TRIGGERS, {"name": name}).all():
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
