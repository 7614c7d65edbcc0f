"""Maps of departments and comparisons go with their company; none is forged."""

import json
import re

import pytest
from sqlalchemy import select

from diagnostic.pipeline import departments, quarters, reporting
from diagnostic.pipeline.engagements import compared, export
from diagnostic.release import digest
from diagnostic.store import backups
from diagnostic.store import models as m
from diagnostic.store.database import connect
from tests.collection.company import installed
from tests.collection.engaged import LATER, members, packed, refused, taken
from tests.collection.reorganised import SPLIT, WAVES, company

Q1, Q2, Q3 = WAVES


def reorganised(installation):
    company(installation)
    departments.confirm(installation, "acme", Q1, Q2, SPLIT, (), (), LATER)
    quarters.compare(installation, "acme", Q1, Q3)
    return installation


@pytest.fixture(scope="module")
def archive(prepared_sqlite, tmp_path_factory):
    """An archive with a map and two comparisons, once."""
    folder = tmp_path_factory.mktemp("reorganised")
    path = folder / "diagnostic.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    installation = reorganised(installed(connect(f"sqlite:///{path}"), folder))
    made = export(installation, "acme", LATER, whole=True).content
    installation.database.close()
    return made


def together(database):
    with database.reading() as session:
        maps = [
            (one.earlier_id, one.later_id, one.pairs, one.confirmed)
            for one in session.scalars(select(m.DepartmentMap))
        ]
        found = select(m.Comparison).order_by(m.Comparison.mapped)
        return maps, [
            (one.earlier_id, one.later_id, one.mapped, one.document, one.sha256)
            for one in session.scalars(found)
        ]


def test_maps_and_comparisons_come_back_to_the_byte(archive, elsewhere):
    taken(elsewhere, archive)
    again = export(elsewhere, "acme", LATER, whole=True).content

    assert members(again)[compared.NAME] == members(archive)[compared.NAME]
    maps, comparisons = together(elsewhere.database)
    assert [pairs for _, _, pairs, _ in maps] == [[list(pair) for pair in SPLIT]]
    assert [mapped for _, _, mapped, _, _ in comparisons] == [False, True]
    assert reporting.basis(elsewhere, "acme", Q3).series.maps == {
        (Q1, Q2): tuple(SPLIT)
    }


def test_they_come_from_a_page_too(archive, elsewhere):
    taken(elsewhere, archive, whole=False)

    assert len(together(elsewhere.database)[1]) == 2


def test_a_backup_brings_them_to_either_kind_of_database(
    installation, tmp_path, across
):
    reorganised(installation)
    backups.backup(installation.database, tmp_path / "backup.db")
    backups.restore(across, tmp_path / "backup.db", lambda _: False)

    assert together(across) == together(installation.database)


@pytest.fixture
def across(installation, request, tmp_path):
    """Another empty database of this version, of the other kind."""
    kind = "postgresql" if installation.database.is_sqlite else "sqlite"
    if kind == "sqlite":
        path = tmp_path / "across.db"
        path.write_bytes(request.getfixturevalue("prepared_sqlite").read_bytes())
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgresql_database_url")
    database = connect(url)
    yield database
    database.close()


def forged(archive, change):
    told = json.loads(members(archive)[compared.NAME])
    change(told)
    return packed(archive, **{compared.NAME: json.dumps(told).encode()})


def signed(change):
    def changed(told):
        document = told["comparisons"][0]["document"]
        change(document)
        document["sha256"] = digest(document)

    return changed


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(lambda told: told.pop("maps"), "", id="no maps"),
        pytest.param(
            lambda told: told["maps"].append(told["maps"][0]), "maps", id="map twice"
        ),
        pytest.param(
            lambda told: told["maps"][0]["pairs"].append(["Moon", "Ops"]),
            "maps[0].pairs",
            id="a team that there is not",
        ),
        pytest.param(
            lambda told: told["maps"][0]["pairs"].append(["Ops"]),
            "maps[0].pairs[3]",
            id="half a pair",
        ),
        pytest.param(
            lambda told: told["maps"][0].update(earlier="0" * 16),
            "maps[0]",
            id="a wave that there is not",
        ),
        pytest.param(
            lambda told: told["maps"][0].update(
                later=next(c["later"] for c in told["comparisons"] if not c["mapped"])
            ),
            "maps[0] is",
            id="over a wave between",
        ),
        pytest.param(
            # Which one is first depends on ids, which are random.
            lambda told: told["comparisons"][0].update(
                mapped=not told["comparisons"][0]["mapped"]
            ),
            "comparisons[0].document: mapped",
            id="another map",
        ),
        pytest.param(
            signed(lambda document: document["changes"].pop()),
            "comparisons[0].document: changes",
            id="less in it",
        ),
        pytest.param(
            lambda told: told["comparisons"][0]["document"].update(program="9"),
            "comparisons[0].document: sha256",
            id="changed",
        ),
        pytest.param(
            signed(lambda document: document["to"].update(sha256="0" * 64)),
            "comparisons[0].document: to.sha256",
            id="of another release",
        ),
    ],
)
def test_what_could_not_have_been_computed_here_is_refused(
    archive, sqlite_elsewhere, change, place
):
    found = forged(archive, change)

    refused(sqlite_elsewhere, found, re.escape(f"{compared.NAME}: {place}"))
