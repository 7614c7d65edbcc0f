"""Scrubbing of PostgreSQL's write-ahead log: done where allowed, and told where not."""

import secrets

import pytest
from sqlalchemy.engine import make_url

from diagnostic.store import schema, scrubbing
from diagnostic.store.database import connect
from tests.servers import running_postgresql

GRANTS = (
    "GRANT pg_checkpoint TO {}",
    "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {}",
    "GRANT EXECUTE ON FUNCTION pg_ls_waldir() TO {}",
)


@pytest.fixture
def account(postgresql):
    """An account that may do nothing but what owners of a database may."""
    name = f"plain_{secrets.token_hex(4)}"
    postgresql.run(f"CREATE ROLE {name} LOGIN")
    yield name
    postgresql.run(f"DROP ROLE {name}")


@pytest.fixture
def ordinary(postgresql, account, postgresql_url):
    """A database that belongs to such an account."""
    name = make_url(postgresql_url).database
    postgresql.run(f"ALTER DATABASE {name} OWNER TO {account}")
    database = connect(postgresql.url(name, account))
    schema.upgrade(database)
    yield database
    database.close()
    postgresql.run(f"REASSIGN OWNED BY {account} TO postgres", name=name)
    postgresql.run(f"DROP OWNED BY {account}", name=name)


def test_account_without_permission_is_told_what_stays(ordinary):
    [said] = scrubbing.scrub(ordinary)

    assert "may not call pg_switch_wal(), CHECKPOINT and pg_ls_waldir()" in said


def test_account_with_the_grants_of_the_documentation_erases_all(
    postgresql, ordinary, account
):
    for grant in GRANTS:
        assert grant.format("diagnostic") in scrubbing.scrub.__doc__
    name = ordinary.engine.url.database
    postgresql.run(*(grant.format(account) for grant in GRANTS), name=name)

    assert scrubbing.scrub(ordinary) == ()


def test_log_that_the_server_keeps_is_told():
    with running_postgresql(
        wal_recycle="on", archive_mode="on", archive_command="true"
    ) as server:
        server.run("SELECT pg_create_physical_replication_slot('standby', true)")
        database = connect(server.url("postgres"))
        schema.upgrade(database)

        recycled, archived, kept = scrubbing.scrub(database)

        database.close()
    assert "wal_recycle" in recycled
    assert "archive_mode" in archived
    assert "replication slot" in kept
