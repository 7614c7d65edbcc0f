"""A release goes with everything of its company, or it stays."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from diagnostic.store.database import connect
from diagnostic.store.models import Release
from tests.store.rows import company, forget, move, wave

FAREWELL = "INSERT INTO farewell (company_id, gone) VALUES (:company, 0)"
RELEASES = "DELETE FROM release WHERE wave_id = :wave"
WAVES = "DELETE FROM wave WHERE company_id = :company"
COMPANY = "DELETE FROM company WHERE id = :company"
OVER = "DELETE FROM farewell WHERE company_id = :company"


@pytest.fixture
def sealed(database):
    """Two companies with a sealed wave each; gives what names the first."""
    with database.writing() as session:
        owners = [company(session, slug) for slug in ("acme", "other")]
        waves = [wave(session, owner) for owner in owners]
        for found in waves:
            move(session, found, "closed")
            forget(session, found.id)
        return {"company": owners[0].id, "wave": waves[0].id}


def run(database, *statements, **values):
    with database.writing() as session:
        for statement in statements:
            session.execute(text(statement), values)


def releases(database):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Release))


def test_company_that_goes_takes_its_releases_along(database, sealed):
    run(database, FAREWELL, RELEASES, WAVES, COMPANY, OVER, **sealed)

    assert releases(database) == 1


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param((RELEASES,), id="no farewell"),
        pytest.param((FAREWELL, RELEASES), id="farewell that is left"),
        pytest.param((FAREWELL, RELEASES, OVER), id="company that stays"),
        pytest.param((FAREWELL, RELEASES, WAVES, OVER), id="company without waves"),
        pytest.param((FAREWELL, RELEASES, WAVES, COMPANY), id="farewell without end"),
        pytest.param(
            (FAREWELL, "UPDATE farewell SET company_id = 9", RELEASES, OVER),
            id="farewell of another",
        ),
        pytest.param(
            ("INSERT INTO farewell (company_id, gone) VALUES (0, 0)",), id="nobody's"
        ),
        pytest.param(
            (
                "INSERT INTO farewell (company_id, gone) VALUES (:company, :company)",
                RELEASES,
            ),
            id="farewell that refers to itself",
        ),
        pytest.param((FAREWELL, "DELETE FROM release"), id="all releases"),
    ],
)
def test_release_of_a_company_that_stays_is_kept(database, sealed, statements):
    with pytest.raises(IntegrityError):
        run(database, *statements, **sealed)

    assert releases(database) == 2


def test_farewells_are_not_emptied(postgresql_database_url):
    database = connect(postgresql_database_url)

    with pytest.raises(IntegrityError, match="ends with its company"):
        run(database, "TRUNCATE farewell")

    database.close()


def test_farewell_is_not_replaced(sqlite_database_url):
    database = connect(sqlite_database_url)

    with pytest.raises(IntegrityError, match="there already"):
        run(database, FAREWELL, FAREWELL.replace("INSERT", "REPLACE"), company=1)

    database.close()
