"""Deleting a company: nothing of it is left, and everything of others is as it was."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text, update

from diagnostic.ballots import keys
from diagnostic.jobs.ticking import tick
from diagnostic.pipeline import audit, deletion
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import leaving, scrubbing
from diagnostic.store import models as m
from diagnostic.store.database import connect
from tests.collection.company import NOW, installed
from tests.store.rows import collected, company, move, wave

ANNA = "anna@consultancy.example"
NAMES = ("draft", "scheduled", "open", "closed", "sealed")


class Engagement:
    """A company with some of everything, and texts that nobody else has."""

    def __init__(self, slug):
        self.slug = slug
        self.texts = {}

    def text(self, name):
        """Draw a text that is to be found in no file."""
        self.texts[name] = f"{name} {secrets.token_hex(8)}"
        return self.texts[name]

    def stored(self, session, installation, account):
        """Write it to the tables, with the keys of what is not sealed."""
        self.owner = company(session, self.slug)
        self.owner.name = self.text("name")
        session.add(m.Membership(account_id=account.id, company_id=self.owner.id))
        session.add(
            m.Brand(company_id=self.owner.id, footer=self.text("footer"), logo=b"PNG")
        )
        self.waves = {}
        for name in NAMES:
            if name in ("draft", "scheduled"):
                found = wave(session, self.owner, name, subject=self.text(name))
                move(session, found, name)
                self.waves[name] = found.id
            else:
                state = "open" if name == "open" else "closed"
                self.waves[name] = collected(session, self.owner, name, state).wave
            keys.create(installation.keys, self.waves[name])
        self._sealed(session, installation, account)
        session.add(
            m.Event(
                at=NOW, account=ANNA, company=self.slug, act="launched",
                about={"wave": self.text("entry")},
            )
        )  # fmt: skip

    def _sealed(self, session, installation, account):
        sealed, draft = self.waves["sealed"], self.waves["draft"]
        for table in (m.Mail, m.Participant, m.Spent, m.Ballot):
            session.execute(delete(table).where(table.wave_id == sealed))
        document = self.text("release").encode()
        session.add(m.Release(wave_id=sealed, document=document, sha256="5" * 64))
        session.get(m.Wave, sealed).state = "sealed"
        keys.destroy(installation.keys, sealed)
        comment = m.Comment(wave_id=sealed, text=self.text("comment"))
        session.add_all([comment, m.Kept(wave_id=sealed, document=self.text("kept"))])
        session.flush()
        session.add_all(
            [
                m.Redaction(comment_id=comment.id, wave_id=sealed),
                m.Wording(
                    wave_id=draft, kind="reminder", subject="s", body=self.text("body")
                ),
                m.Notice(account_id=account.id, kind="test", wave_id=draft),
                m.Document(
                    wave_id=sealed, kind="pdf", language="en", asked=NOW,
                    content=self.text("file").encode(),
                ),
                m.Document(
                    wave_name=f"{self.slug}-Q3", kind="reports", language="en",
                    asked=NOW, account_id=account.id, content=self.text("all").encode(),
                    state="done", companies=["sister", self.slug],
                ),
            ]
        )  # fmt: skip
        session.execute(
            update(m.Wave).where(m.Wave.id == sealed).values(name=f"{self.slug}-Q3")
        )


@pytest.fixture
def office(installation):
    """Two companies of one consultant, and what belongs to none."""
    with installation.database.writing() as session:
        anna = m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        session.add_all(
            [
                anna,
                m.Brand(name="Consultancy"),
                m.Event(at=NOW, account=ANNA, act="invited", about={"member": ANNA}),
            ]
        )
        session.flush()
        session.add(m.Notice(account_id=anna.id, kind="welcome"))
        found = [Engagement("acme"), Engagement("other")]
        for engagement in found:
            engagement.stored(session, installation, anna)
    return installation, *found


def dump(database):
    """Every row of every table as the database keeps it."""
    with database.reading() as session:
        return {
            table.name: sorted(
                map(repr, session.execute(text(f'SELECT * FROM "{table.name}"')))  # noqa: S608
            )
            for table in m.Base.metadata.sorted_tables
        }


def before_and_after(database, act):
    """Give the rows before an act, those that it took, and those that it added."""
    before = dump(database)
    act()
    after = dump(database)
    gone = {name: set(before[name]) - set(after[name]) for name in before}
    new = {name: set(after[name]) - set(before[name]) for name in before}
    return before, gone, new


def test_every_other_row_is_byte_for_byte_as_it_was(office):
    installation, _, other = office

    before, gone, new = before_and_after(
        installation.database,
        lambda: deletion.delete(installation, "acme", ANNA, NOW),
    )

    assert {name for name, rows in new.items() if rows} == {"event"}
    # Of each kind half is acme's, but for what belongs to no company.
    assert {name: (len(before[name]), len(rows)) for name, rows in gone.items()} == {
        **{name: (len(before[name]), len(before[name]) // 2) for name in before},
        "account": (1, 0),
        "brand": (3, 1),
        "event": (3, 1),
        "notice": (3, 1),
        "farewell": (0, 0),
        "erasure": (0, 0),
    }
    assert all(before[name] for name in set(before) - {"farewell", "erasure"})
    assert not any(
        text in row
        for rows in gone.values()
        for row in rows
        for text in other.texts.values()
    )


def test_no_byte_of_the_company_is_left_in_any_file(office, files):
    installation, acme, other = office
    if not installation.database.is_sqlite:
        with installation.database.writing() as session:
            session.execute(text("ANALYZE"))
    assert {n for n, t in acme.texts.items() if found_in(files(), t)} == set(acme.texts)

    deleted = deletion.delete(installation, "acme", ANNA, NOW)

    assert (deleted.left, deleted.erased) == ((), True)
    contents = files()
    assert [n for n, t in acme.texts.items() if found_in(contents, t)] == []
    assert {n for n, t in other.texts.items() if found_in(contents, t)} == set(
        other.texts
    )


def found_in(contents, text):
    return any(text.encode() in content for content in contents)


def test_keys_of_its_waves_are_destroyed_and_no_others(office):
    installation, _, other = office

    deletion.delete(installation, "acme", ANNA, NOW)

    left = {path.name for path in installation.keys.iterdir()}
    assert left == {
        f"wave-{identity}.key"
        for name, identity in other.waves.items()
        if name != "sealed"
    }


def test_log_tells_who_deleted_it_and_nothing_else_of_it(office):
    installation, *_ = office

    deleted = deletion.delete(installation, "acme", ANNA, NOW)

    assert audit.entries(installation, "acme") == []
    latest = audit.entries(installation, None)[0]
    assert (latest.id, latest.account, latest.act) == (
        *(deleted.entry, ANNA),
        "company_deleted",
    )
    assert latest.about == {
        "slug": "acme",
        "waves": 5,
        "rows": deleted.rows,
        "compared": deleted.compared,
    }
    assert deleted.waves == 5
    assert deleted.rows == deleted.compared - 4  # account, brand, notice and entry


def test_numbers_are_told_before(office):
    installation, *_ = office

    assert deletion.holdings(installation, "acme") == {
        "sealed": 1, "unsealed": 3, "drafts": 1, "people": 16, "comments": 1,
        "files": 1, "members": 1, "entries": 1,
    }  # fmt: skip


FILES = {
    "with it": ("done", "Q9", ["other", "acme"], False),
    "without it": ("done", "acme-Q3", ["other", "acme-2"], True),
    "being made of its quarter": ("working", "acme-Q3", [], False),
    "to be made of its quarter": ("queued", "acme-Q3", [], False),
    "being made of another": ("working", "other-Q3", [], True),
}


@pytest.mark.parametrize(("state", "name", "slugs", "stays"), FILES.values(), ids=FILES)
def test_file_of_many_companies_goes_if_it_may_hold_this_one(
    office, state, name, slugs, stays
):
    installation, *_ = office
    with installation.database.writing() as session:
        file = m.Document(
            id="f" * 16, kind="reports", language="en", asked=NOW, content=b"ZIP",
            state=state, wave_name=name, companies=slugs,
        )  # fmt: skip
        session.add(file)

    deletion.delete(installation, "acme", ANNA, NOW)

    with installation.database.reading() as session:
        assert (session.get(m.Document, "f" * 16) is not None) == stays


def test_unknown_company_is_refused(office):
    installation, *_ = office
    before = dump(installation.database)

    with pytest.raises(RefusedError, match="there is no company nobody"):
        deletion.delete(installation, "nobody", ANNA, NOW)

    assert dump(installation.database) == before


def test_company_without_a_wave_is_deleted_and_scrubbed(installation, files):
    with installation.database.writing() as session:
        company(session).name = name = secrets.token_hex(8)

    deletion.delete(installation, "acme", audit.COMMAND_LINE, NOW)

    assert not found_in(files(), name)
    assert deletion.is_finished(installation)


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
