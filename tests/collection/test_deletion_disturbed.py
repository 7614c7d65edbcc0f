"""A deletion that goes wrong is taken back; one that is interrupted, finished."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from diagnostic.ballots import keys
from diagnostic.jobs.ticking import tick
from diagnostic.pipeline import audit, deletion
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import leaving, scrubbing
from diagnostic.store import models as m
from diagnostic.store.database import connect
from tests.collection.company import NOW, installed
from tests.collection.leaving import ANNA, dump
from tests.store.rows import company, wave

SPOILED = {
    "a row of others": "DELETE FROM comment",
    "a change of others": "UPDATE brand SET footer = 'Another'",
    "a byte of others": "UPDATE document SET content = NULL",
    "something for others": ("INSERT INTO erasure (id) VALUES ('0123456789abcdef')"),
}


@pytest.mark.parametrize("spoiling", SPOILED.values(), ids=SPOILED)
def test_deletion_that_touches_others_is_taken_back(office, spoiling, monkeypatch):
    installation, *_ = office
    before = dump(installation.database)
    delete_ = leaving._delete

    def spoiled(session, *rest):
        rows = delete_(session, *rest)
        session.execute(text(spoiling))
        return rows

    monkeypatch.setattr(leaving, "_delete", spoiled)
    with pytest.raises(RefusedError, match="nothing was deleted"):
        deletion.delete(installation, "acme", ANNA, NOW)

    assert dump(installation.database) == before
    assert len(list(installation.keys.iterdir())) == 8


@pytest.mark.parametrize("forgotten", ["event", "document"])
def test_deletion_that_forgets_a_table_is_taken_back(office, forgotten, monkeypatch):
    installation, *_ = office
    before = dump(installation.database)
    deleted = leaving._deleted

    def forgetful(session, table, condition):
        if table.__tablename__ == forgotten:
            return 0
        return deleted(session, table, condition)

    monkeypatch.setattr(leaving, "_deleted", forgetful)
    with pytest.raises(RefusedError, match="nothing was deleted"):
        deletion.delete(installation, "acme", ANNA, NOW)

    assert dump(installation.database) == before


def test_deletion_is_finished_by_a_worker(office, monkeypatch):
    installation, acme, _ = office

    def busy(*_):
        raise scrubbing.ScrubError("somebody reads")

    with monkeypatch.context() as patch:
        patch.setattr(scrubbing, "scrub", busy)
        deleted = deletion.delete(installation, "acme", ANNA, NOW)
    assert not deleted.erased
    assert not deletion.is_finished(installation)
    assert not any(keys.exists(installation.keys, w) for w in acme.waves.values())

    assert tick(installation, NOW, timedelta())

    assert deletion.is_finished(installation)


@pytest.fixture
def disturbed(postgresql_database_url, tmp_path, monkeypatch):
    """Give a function that deletes a company while so many waves are added to it."""
    installation = installed(connect(postgresql_database_url), tmp_path)
    with installation.database.writing() as session:
        owner = company(session).id
    rival = connect(postgresql_database_url)
    remove = leaving._remove

    def disturb(times):
        left = list(range(times))

        def meanwhile(session, *rest):
            session.execute(select(func.count()).select_from(m.Wave))
            if left:
                with rival.writing() as other:
                    wave(other, other.get(m.Company, owner), str(left.pop()))
            return remove(session, *rest)

        monkeypatch.setattr(leaving, "_remove", meanwhile)
        return deletion.delete(installation, "acme", audit.COMMAND_LINE, NOW)

    yield disturb, rival
    rival.close()
    installation.database.close()


def test_company_is_deleted_when_others_are_done_with_it(disturbed):
    disturb, database = disturbed

    assert disturb(2).waves == 2
    assert dump(database)["wave"] == []


def test_company_that_others_keep_writing_to_stays(disturbed):
    disturb, database = disturbed

    with pytest.raises(RefusedError, match="others are working on acme"):
        disturb(3)

    assert len(dump(database)["wave"]) == 3
