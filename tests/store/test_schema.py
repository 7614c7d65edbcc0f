"""The tables: made by migrations, the same as the models, there and back."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from diagnostic.store import schema
from diagnostic.store.database import connect
from diagnostic.store.models import Base
from tests.store.definitions import definition, names, reflected


def test_newest_version_equals_the_models(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_newest_version_has_the_constraints_of_the_models(bare):
    schema.upgrade(bare)
    migrated = reflected(bare)
    schema.downgrade(bare)
    Base.metadata.create_all(bare.engine)

    assert migrated == reflected(bare)


def test_up_down_up_is_up(bare):
    schema.upgrade(bare)
    once = definition(bare)
    schema.downgrade(bare)
    schema.upgrade(bare)

    assert definition(bare) == once


def test_down_leaves_nothing(bare):
    schema.upgrade(bare)

    schema.downgrade(bare)

    left = {name for name in names(bare) if "alembic_version" not in name}
    assert left == set()


def test_upgrade_twice_changes_nothing(bare):
    schema.upgrade(bare)
    once = definition(bare)

    schema.upgrade(bare)

    assert definition(bare) == once


def test_database_knows_its_version(bare):
    assert schema.current(bare) is None

    schema.upgrade(bare)

    assert schema.current(bare) == schema.needed()
    schema.check(bare)


def test_database_without_tables_is_told(bare):
    with pytest.raises(schema.SchemaError, match="no tables yet; run `diagnostic up"):
        schema.check(bare)


def test_newer_database_is_left_alone(bare):
    schema.upgrade(bare)
    with bare.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = definition(bare)

    for use in (schema.check, schema.upgrade):
        with pytest.raises(schema.SchemaError, match="newer version than this program"):
            use(bare)

    assert definition(bare) == before


def test_files_are_named_after_the_versions_that_they_make():
    script = ScriptDirectory(schema.MIGRATIONS)

    made = {revision.revision for revision in script.walk_revisions()}

    assert schema._known() == made
    assert schema.needed() == script.get_current_head()


def test_a_database_that_needs_no_upgrade_is_opened_without_alembic(tmp_path):
    url = f"sqlite:///{tmp_path / 'one.db'}"
    schema.upgrade(connect(url))
    program = (
        "import sys, diagnostic.cli.report; from diagnostic.store.database import"
        " connect; from diagnostic.store.opening import make_ready;"
        f" make_ready(connect({url!r})); sys.exit('alembic' in sys.modules)"
    )

    ended = subprocess.run([sys.executable, "-c", program])  # noqa: S603

    assert ended.returncode == 0
