"""Backups: the same again on either database, and nothing that nobody can read."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select, text, update
from sqlalchemy.exc import IntegrityError

from diagnostic.store import models, schema
from diagnostic.store.archives import Archive
from diagnostic.store.backups import BackupError, Unsealed, backup, restore
from diagnostic.store.database import connect
from diagnostic.store.models import Ballot, Base, Comment, Kept, Mail, Wave
from tests.store.rows import NOON, PEOPLE, collected, company, forget, move, wave

OF_RESPONDENTS = {"participant", "mail", "spent", "ballot"}


def always(_wave):
    return True


def never(_wave):
    return False


def rows(database):
    """Every row of every table, as its types read it."""
    with database.reading() as session:
        return {
            table.name: [
                *map(
                    tuple,
                    session.execute(select(table).order_by(*table.primary_key)),
                )
            ]
            for table in Base.metadata.sorted_tables
        }


def some_of_everything(database):
    """Two companies with a wave in every state; gives the ids by name."""
    with database.writing() as session:
        company(session, "other")
        owner = company(session)
        owner.name = "Ação & Filhos, Lda."
        for name in ("draft", "scheduled"):
            move(session, wave(session, owner, name), name)
        for name in ("open", "closed", "sealed"):
            collected(session, owner, name, "open" if name == "open" else "closed")
        found = {each.name: each for each in session.scalars(select(Wave))}
        forget(session, found["sealed"].id)
        found["closed"].closed = NOON + timedelta(days=14)
        found["sealed"].closed = NOON + timedelta(days=14, microseconds=123456)
        found["sealed"].counted = date(2026, 3, 9)
        session.add(Kept(wave_id=found["sealed"].id, document='{"α": [1, 2]}'))
        _workspace(session, owner, found["sealed"].id)
        _quarters(session, owner, found["closed"].id, found["sealed"].id)
        return {name: each.id for name, each in found.items()}


def _workspace(session, owner, sealed):
    """Somebody who works for the company, and what they have made."""
    anna = models.Account(
        email="anna@a.example", role="consultant", language="pt", uniquifier="1",
        recovery_codes=["α", "β"],
    )  # fmt: skip
    comment = Comment(wave_id=sealed, text="Não há tempo. 💬")
    session.add_all([anna, comment])
    session.flush()
    session.add_all(
        [
            models.Membership(account_id=anna.id, company_id=owner.id),
            models.Brand(name="Nós", logo=b"\x89PNG"),
            models.Brand(company_id=owner.id, first="#123456"),
            models.Redaction(comment_id=comment.id, wave_id=sealed),
            models.Wording(wave_id=sealed, kind="reminder", subject="ç", body="ã\n"),
            models.Commentary(
                wave_id=sealed, language="pt", section="map", text="Não é.\n\nשלם"
            ),
            models.Notice(account_id=anna.id, kind="welcome", state="sent"),
            models.Document(
                wave_id=sealed, kind="pdf", language="pt", asked=NOON, state="done",
                percent=100, content=bytes(range(256)),
            ),
            models.Event(
                at=NOON, account=anna.email, company="acme", act="launched",
                about={"wave": "ã"},
            ),
            models.Erasure(id="0123456789abcdef"),
        ]
    )  # fmt: skip


def _quarters(session, owner, earlier, later):
    """What two quarters leave: a map, a comparison, an action and its figure."""
    two = {"earlier_id": earlier, "later_id": later}
    action = models.Action(
        company_id=owner.id, wave_id=later, dimension="vision", what="Não é.",
        due=date(2026, 6, 30), created=NOON,
    )  # fmt: skip
    session.add_all(
        [
            models.DepartmentMap(**two, pairs=[["Vendas", "Ação"]], confirmed=NOON),
            models.Comparison(**two, mapped=True, document=b"{}", sha256="1" * 64),
            action,
        ]
    )
    session.flush()
    session.add(
        models.Measurement(
            action_id=action.id, quarter=date(2026, 4, 1), company_id=owner.id,
            value=12.25,
        )
    )  # fmt: skip


def test_restored_database_is_the_same(database, other, file):
    some_of_everything(database)

    backup(database, file)
    restored = restore(other, file, always)

    assert rows(other) == rows(database)
    assert {name for name, found in rows(other).items() if not found} == {"farewell"}
    assert sum(map(len, rows(other).values())) > 4 * 2 * PEOPLE
    assert (restored.lost, restored.unsure) == ((), 0)


def test_restored_database_goes_on(database, across, file):
    some_of_everything(database)
    backup(database, file)
    restore(across, file, always)

    with across.writing() as session:
        third = company(session, "third")
        collected(session, third)
        assert third.id == 3

    with pytest.raises(IntegrityError), across.writing() as session:
        session.execute(text("UPDATE wave SET minimum = 6 WHERE state = 'open'"))


def test_waves_of_one_questionnaire_are_restored(database, across, file):
    with database.writing() as session:
        owner = company(session)
        for name, state in (("Q1", "closed"), ("Q2", "closed"), ("Q3", "open")):
            collected(session, owner, name, state, questionnaire_key="k")

    backup(database, file)
    restore(across, file, always)

    assert rows(across) == rows(database)


def test_backup_tells_which_waves_need_their_keys(database, file):
    ids = some_of_everything(database)

    told = backup(database, file)

    assert {(each.wave, each.company, each.name, each.state) for each in told} == {
        (ids[name], "acme", name, name)
        for name in ("draft", "scheduled", "open", "closed")
    }


def test_nothing_is_restored_that_no_key_opens(database, across, file):
    ids = some_of_everything(database)
    backup(database, file)

    restored = restore(across, file, never)

    found = rows(across)
    assert not any(found[table] for table in OF_RESPONDENTS)
    assert {each.wave for each in restored.lost} == {
        ids[name] for name in ("draft", "scheduled", "open", "closed")
    }
    with across.reading() as session:
        waves = session.scalars(select(Wave)).all()
        states = {each.name: each.state for each in waves}
        ends = {each.name: each.closed for each in waves}
    assert states == {
        **dict.fromkeys(("scheduled", "open", "closed"), "closed"),
        "draft": "draft",
        "sealed": "sealed",
    }
    assert {name for name, end in ends.items() if end} == {"sealed"}
    for kept in ("company", "department", "release", "kept", "comment"):
        assert found[kept] == rows(database)[kept]


def test_what_no_key_opens_never_reaches_the_disk(tmp_path, sqlite_database_url, file):
    database, other = connect(sqlite_database_url), connect(f"sqlite:///{tmp_path}/o")
    schema.upgrade(other)
    with database.writing() as session:
        written = collected(session, company(session))
    backup(database, file)

    restore(other, file, never)

    contents = [path.read_bytes() for path in tmp_path.glob("o*")]
    assert len(contents) == 3
    for secret in written.secrets:
        assert secret in file.read_bytes()
        assert not any(secret in content for content in contents)
    database.close()
    other.close()


def test_only_waves_without_a_key_are_lost(database, across, file):
    ids = some_of_everything(database)
    backup(database, file)

    restored = restore(across, file, ids["open"].__ne__)

    assert restored.lost == (Unsealed(ids["open"], "acme", "open", "open"),)
    with across.reading() as session:
        voted = session.execute(
            select(Ballot.wave_id, func.count()).group_by(Ballot.wave_id)
        )
        assert voted.all() == [(ids["closed"], PEOPLE)]


def test_no_message_is_sent_again(database, across, file):
    some_of_everything(database)
    with database.writing() as session:
        people = session.scalars(select(Mail.participant_id).limit(3)).all()
        for state, person in zip(("queued", "sending", "refused"), people, strict=True):
            session.execute(
                update(Mail).where(Mail.participant_id == person).values(state=state)
            )
    backup(database, file)

    restored = restore(across, file, always)

    with across.reading() as session:
        states = [
            session.scalar(select(Mail.state).where(Mail.participant_id == person))
            for person in people
        ]
    assert states == ["unsure", "unsure", "refused"]
    assert restored.unsure == 2


def test_no_letter_to_an_account_is_sent_again(database, across, file):
    some_of_everything(database)
    with database.writing() as session:
        account = session.scalar(select(models.Account.id))
        for state in ("queued", "sending", "sent"):
            notice = models.Notice(id=state, account_id=account, kind="password")
            notice.state = state
            session.add(notice)
    backup(database, file)

    restore(across, file, always)

    with across.reading() as session:
        found = session.execute(
            select(models.Notice.id, models.Notice.state).where(
                models.Notice.kind == "password"
            )
        )
        states = {identity: state for identity, state in found}
    assert states == {"queued": "failed", "sending": "failed", "sent": "sent"}


def test_files_that_were_being_made_are_made_again(database, across, file):
    some_of_everything(database)
    with database.writing() as session:
        session.execute(update(models.Document).values(state="working", percent=40))
    backup(database, file)

    restore(across, file, always)

    with across.reading() as session:
        found = session.execute(select(models.Document.state, models.Document.percent))
        assert found.all() == [("queued", 0)]


def test_restoring_into_a_used_database_is_refused(database, file):
    with database.writing() as session:
        company(session)
    backup(database, file)
    before = rows(database)

    with pytest.raises(BackupError, match="the database is not empty"):
        restore(database, file, always)

    assert rows(database) == before


def test_restoring_that_fails_leaves_the_database_empty(database, across, file):
    some_of_everything(database)
    backup(database, file)

    def break_off(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO comment"):
            raise KeyboardInterrupt

    event.listen(across.engine, "before_cursor_execute", break_off)
    with pytest.raises(KeyboardInterrupt):
        restore(across, file, always)

    event.remove(across.engine, "before_cursor_execute", break_off)
    assert not any(rows(across).values())


def test_backup_is_of_one_moment(database, across, file, monkeypatch):
    some_of_everything(database)
    before = rows(database)
    add = Archive.add
    voted: list = []

    def add_while_somebody_votes(archive, table, added):
        if table.name == "company" and not voted:
            with database.writing() as session:
                voted.append(collected(session, company(session, "late"), "late"))
        add(archive, table, added)

    monkeypatch.setattr(Archive, "add", add_while_somebody_votes)
    backup(database, file)
    restore(across, file, always)

    assert voted
    assert rows(across) == before
