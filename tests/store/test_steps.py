"""From one version of the tables to the next, with rows in them."""

import pytest
from alembic.runtime.migration import MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from diagnostic.store import schema
from diagnostic.store.models import Document
from tests.store.rows import NOON, company, wave

ADDED = ("archival", "staff")


def brought_back(database, version):
    """Take a database back to a version."""
    script = ScriptDirectory(schema.MIGRATIONS)

    def steps(current):
        back = script.iterate_revisions(current, version, select_for_downgrade=True)
        return list(back)

    schema._migrate(database, script, steps, MigrationStep.downgrade_from_script)
    assert schema.current(database) == version


def documents(database):
    """Give every file that is kept, by its kind."""
    query = text("SELECT kind, wave_id, name, content FROM document ORDER BY kind")
    with database.reading() as session:
        return [(kind, *about) for kind, *about in session.execute(query)]


def is_allowed(database, kind):
    try:
        with database.writing() as session:
            session.execute(text("UPDATE document SET kind = :kind"), {"kind": kind})
            session.execute(text("UPDATE document SET kind = 'pdf'"))
    except IntegrityError:
        return False
    return True


@pytest.fixture
def kept(database):
    """A database with a file of each of some kinds, and the id of their wave."""
    with database.writing() as session:
        owner = wave(session, company(session))
        for kind in ("pdf", *ADDED):
            session.add(
                Document(
                    wave_id=owner.id,
                    kind=kind,
                    language="pt",
                    asked=NOON,
                    state="done",
                    name=f"{kind}.pdf",
                    content=kind.encode(),
                )
            )
        identity = owner.id
    return identity


def test_files_outlive_the_version_that_allows_more_kinds_of_them(database, kept):
    brought_back(database, "0003")
    before = documents(database)
    assert before == [("pdf", kept, "pdf.pdf", b"pdf")]
    assert not any(is_allowed(database, kind) for kind in ADDED)

    schema.upgrade(database)

    assert documents(database) == before
    assert all(is_allowed(database, kind) for kind in ADDED)
    assert not is_allowed(database, "exe")
